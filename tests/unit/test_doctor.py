"""What the doctor finds, and that it says what to do."""

import json
import shutil
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from kampung.cli import main
from kampung.doctor import Finding, examine


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def found(store: Path, port: int) -> dict[str, Finding]:
    findings = examine(store=str(store), address="127.0.0.1", port=port)
    return {finding.subject: finding for finding in findings}


def test_a_sound_machine_and_what_can_be_wrong_with_it(
    small_store: Path, small_pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMPUNG_PACK", str(small_pack))
    store = tmp_path / "kampung.db"
    shutil.copyfile(small_store, store)
    port = free_port()
    sound = found(store, port)
    assert [subject for subject, finding in sound.items() if not finding.ok] == []
    assert sound["Store"].said.startswith("whole, edition 1.0.0, ")
    assert sound["Imports"].said == "0, as the store was built with them"

    content = bytearray(store.read_bytes())
    content[len(content) // 2] ^= 1
    store.write_bytes(content)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("KAMPUNG_PACK", str(tmp_path))
        ill = found(store, int(taken.getsockname()[1]))
    wrong = {subject: finding.said for subject, finding in ill.items() if not finding.ok}
    assert set(wrong) == {"Store", "Port", "Data pack"}
    assert wrong["Store"].endswith("Build it again with: kampung build")
    assert "choose another" in wrong["Port"]


def test_the_command_says_it_for_people_and_for_programs(
    small_pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMPUNG_PACK", str(small_pack))
    port = str(free_port())
    at = ["doctor", "--port", port, "--store", str(tmp_path / "none.db")]
    told = CliRunner().invoke(main, at)
    assert told.exit_code == 0
    assert "ok     Store: none yet; it is built at the first start\n" in told.output
    listed = json.loads(CliRunner().invoke(main, [*at, "--json"]).output)
    assert {"subject": "Port", "ok": True, "said": f"{port} at 127.0.0.1 is free"} in listed
    ill = CliRunner().invoke(main, ["doctor", "--port", port, "--store", str(tmp_path)])
    assert (ill.exit_code, "is a folder" in ill.output) == (1, True)
