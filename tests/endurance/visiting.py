"""Sessions as browsers open them, over a websocket, but without a browser: fifty cost little."""

import asyncio
import hashlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from google.protobuf.json_format import MessageToDict
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0  # seconds for one answer, on a machine that has other things to do
# Named anew by each server or run: nothing that a reader sees.
UNSTABLE = frozenset({"id", "deferredFileId", "formId", "url", "fragmentId", "activeScriptHash"})


@dataclass
class Shown:
    """What a session was sent in one run of a page.

    Attributes
    ----------
    deltas
        Elements and containers by their place on the page.
    status
        How the run ended, in Streamlit's words.
    """

    deltas: dict[tuple[int, ...], dict[str, Any]] = field(default_factory=dict)
    status: str = ""

    @property
    def text(self) -> str:
        """All that was sent, as text to search in."""
        return json.dumps([self.deltas[at] for at in sorted(self.deltas)], ensure_ascii=False)

    @property
    def digest(self) -> str:
        """The same for two runs that show the same."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def failed(self) -> bool:
        """Whether the run broke off, or the page says that something went wrong."""
        return self.status != "FINISHED_SUCCESSFULLY" or any(
            "exception" in delta.get("newElement", {})
            or "failure" in str(delta.get("addBlock", {}).get("id", ""))
            for delta in self.deltas.values()
        )


class Session:
    """One open page."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._known: dict[str, ForwardMsg] = {}

    async def see(self, page: str, **choices: str) -> Shown:
        """Go to a page with choices in its address, and wait until it is drawn."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = urlencode(choices)
        await self._socket.send(message.SerializeToString())
        return await asyncio.wait_for(self._shown(), PATIENCE)

    async def _shown(self) -> Shown:
        shown = Shown()
        while True:
            message = ForwardMsg.FromString(await self._socket.recv())  # type: ignore[arg-type]
            kind = message.WhichOneof("type")
            if kind == "new_session":
                shown = Shown()  # the run was started anew, as a page asks for that has changed
            elif kind == "delta":
                path = tuple(message.metadata.delta_path)
                shown.deltas[path] = _stable(MessageToDict(message.delta))
            elif kind == "ref_hash":
                raise AssertionError("Nothing is kept between runs, so nothing may be referred to.")
            elif kind == "script_finished":
                shown.status = ForwardMsg.ScriptFinishedStatus.Name(message.script_finished)
                if shown.status != "FINISHED_EARLY_FOR_RERUN":
                    return shown


def _stable(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _stable(item) for name, item in value.items() if name not in UNSTABLE}
    return [_stable(item) for item in value] if isinstance(value, list) else value


@dataclass(frozen=True)
class Server:
    """A served dashboard."""

    port: int
    process: int
    log: Path

    @asynccontextmanager
    async def session(self) -> AsyncIterator[Session]:
        """Open a page."""
        address = f"ws://localhost:{self.port}/_stcore/stream"
        origin: Any = f"http://localhost:{self.port}"
        async with connect(
            address, origin=origin, subprotocols=["streamlit"], max_size=None, ping_interval=None
        ) as opened:  # type: ignore[list-item]
            yield Session(opened)

    def megabytes(self) -> float:
        """Memory that the server holds, in MB; Linux alone tells it so."""
        for line in Path(f"/proc/{self.process}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("The system does not tell how much memory a process holds.")

    def seconds(self) -> float:
        """CPU time that the server has used, in seconds."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(store: Path, log: Path) -> Iterator[Server]:
    """Serve a store on a free port until the block ends."""
    port = _free_port()
    command = [sys.executable, "-m", "kampung", "serve", "--port", str(port), "--store", str(store)]
    with _started(command, port, log, ready="Kampung is at") as server:
        yield server


@contextmanager
def serving_script(script: Path, store: Path, log: Path) -> Iterator[Server]:
    """Run a plain Streamlit script over a store on a free port, with Streamlit's own settings."""
    port = _free_port()
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)),
        *("--server.headless", "true", "--runner.postScriptGC", "true"),
    ]
    environment = {"KAMPUNG_STORE": str(store), "PYTHONPATH": str(ROOT)}
    with _started(command, port, log, ready="You can now view", **environment) as server:
        yield server


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _started(
    command: list[str], port: int, log: Path, *, ready: str, **environment: str
) -> Iterator[Server]:
    with (
        log.open("w", encoding="utf-8") as written,
        subprocess.Popen(
            command, cwd=ROOT, stdout=written, stderr=written, env={**os.environ, **environment}
        ) as server,
    ):
        try:
            _await(server, log, ready)
            yield Server(port, server.pid, log)
        finally:
            server.terminate()


def _await(server: "subprocess.Popen[bytes]", log: Path, ready: str) -> None:
    until = time.monotonic() + PATIENCE
    while ready not in log.read_text(encoding="utf-8"):
        if server.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"The server did not come up:\n{log.read_text(encoding='utf-8')}")
        time.sleep(0.05)
