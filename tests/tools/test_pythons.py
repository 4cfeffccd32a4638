"""`make pythons` says plainly what was tried, and fails when anything did."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tools import pythons
from tools.pythons import Python

HERE = [Python("3.11.7", "/a/python3.11"), Python("3.12.1", "/b/python3.12")]
Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def told(*arguments: str, failing: dict[str, list[str]]) -> tuple[int, list[str]]:
        monkeypatch.setattr(pythons, "pythons", lambda: HERE)
        monkeypatch.setattr(pythons, "failures", lambda python, _: failing.get(python.minor, []))
        monkeypatch.setattr("sys.argv", ["pythons.py", *arguments])
        code = pythons.main()
        return code, capsys.readouterr().out.strip().splitlines()

    return told


def test_what_was_tried_and_what_failed_is_said(run: Run) -> None:
    assert run(failing={"3.12": ["types", "tests"]}) == (
        1,
        [
            "Python 3.11.7: good: lint, format, types, imports, tests",
            "Python 3.12.1: FAILED: types, tests",
            "Python 3.13: not tried, for it is not on this machine",
            "Python 3.14: not tried, for it is not on this machine",
        ],
    )
    assert run(failing={})[0] == 0


def test_one_that_was_asked_for_and_is_not_here_is_a_failure(run: Run) -> None:
    assert run("--only", "3.11", "-n", "1", failing={}) == (
        0,
        ["Python 3.11.7: good: lint, format, types, imports, tests"],
    )
    assert run("--only", "3.14", failing={}) == (
        1,
        ["Python 3.14: not tried, for it is not on this machine"],
    )


def test_what_does_not_start_is_no_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, script in {
        "python3.12": "exit 127",  # a shim
        "python3.13": "echo 3.13.0",
        "python3.10": "echo 3.10.1",
        "python3.13-config": "echo",
    }.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert pythons.pythons() == [Python("3.13.0", str(tmp_path / "python3.13"))]
