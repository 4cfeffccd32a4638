"""What the log says of strangers' connections: one sentence, and nothing of what they sent."""

import asyncio
import importlib
import inspect
import io
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from kampung.serving import logs
from kampung.serving.gate import OTHER_ORIGIN, Gate

NAME, NIK = "Siti Aminah", "3510011234567890"
SENT = f"{NAME} {NIK}"


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """What the loggers of uvicorn and Streamlit write, and the gate's."""
    make = logging.getLogRecordFactory()
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    loggers = [logging.getLogger(name) for name in (*logs.SAID, "uvicorn.access", "kampung")]
    before = [(logger.level, logger.propagate, logger.disabled) for logger in loggers]
    logs.install()
    logs.install()
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = logger.disabled = False
    yield stream
    for logger, (level, propagate, disabled) in zip(loggers, before, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate, logger.disabled = propagate, disabled
    logging.setLogRecordFactory(make)


@pytest.mark.parametrize(("logger", "beginnings"), logs.SAID.items())
def test_uvicorn_and_streamlit_still_write_what_is_replaced(
    logger: str, beginnings: dict[str, str | None]
) -> None:
    at = {"uvicorn.error": "uvicorn.protocols.websockets.websockets_sansio_impl"}
    source = inspect.getsource(importlib.import_module(at.get(logger, logger)))
    assert [text for text in beginnings if text not in source] == []


def test_a_message_of_garbage_is_one_sentence(said: io.StringIO) -> None:
    try:
        raise ValueError(SENT)
    except ValueError as error:
        streamlit = logging.getLogger("streamlit.web.server.starlette.starlette_websocket")
        streamlit.warning("Error deserializing back message", exc_info=error)
        session = logging.getLogger("streamlit.runtime.app_session")
        session.exception("Error processing back message")
        session.info("The fragment with id %s does not exist anymore - it", SENT)
        session.warning("Something else of %s", "Streamlit")
    lines = said.getvalue().splitlines()
    assert lines[0] == "A connection sent what is no message of a page, and was closed."
    assert lines[1].startswith("A message of a page could not be worked on: ValueError in test_")
    assert lines[2:] == [
        "A page asked for a part of it that is gone.",
        "Something else of Streamlit",
    ]


def test_a_line_of_accesses_has_no_query(said: io.StringIO) -> None:
    access = logging.getLogger("uvicorn.access")
    arguments = ("127.0.0.1:50000", "GET", f"/desa?nama={NAME}", "1.1", 200)
    access.info('%s - "%s %s HTTP/%s" %d', *arguments)
    assert said.getvalue() == '127.0.0.1:50000 - "GET /desa HTTP/1.1" 200\n'


async def listening(_scope: Scope, receive: Receive, send: Send) -> None:
    """Accept a connection, and listen until it ends."""
    await receive()
    await send({"type": "websocket.accept"})
    while (await receive())["type"] != "websocket.disconnect":
        pass


async def stranger(port: int) -> None:
    """Come from another site, then as a program that sends what is no text."""
    address = f"ws://localhost:{port}/_stcore/stream?nama={NAME.replace(' ', '+')}&nik={NIK}"
    with suppress(WebSocketException):
        async with connect(address, origin="http://evil.example"):  # type: ignore[arg-type]
            pytest.fail("it was let in")
    with suppress(WebSocketException):
        async with connect(address) as opened:
            await opened.send(b"\xff\xfe" + SENT.encode(), text=True)
            await opened.recv()


async def serve_one_stranger() -> None:
    config = uvicorn.Config(Gate(listening), port=0, lifespan="off", log_config=None,
                            ws="websockets-sansio", host="127.0.0.1")  # fmt: skip
    server = uvicorn.Server(config)
    started = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0)
    await stranger(server.servers[0].sockets[0].getsockname()[1])
    server.should_exit = True
    await started


def test_a_refused_connection_is_one_sentence_and_nothing_of_its_own(said: io.StringIO) -> None:
    # In a thread of its own: Playwright keeps a loop in this one once a browser test has run.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(serve_one_stranger())).result()
    of_connections = [line for line in said.getvalue().splitlines() if "onnection" in line]
    assert of_connections[0] == f"A connection was refused (403): {OTHER_ORIGIN.sentence}"
    assert "A connection was opened." in of_connections
    assert "A connection sent text that is none, and was closed." in of_connections
    for unwanted in ("Siti", NIK, "handshake", "Traceback", "WebSocket"):
        assert unwanted not in said.getvalue()
