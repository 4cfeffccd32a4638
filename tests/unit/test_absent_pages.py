"""A package without its clone: it says so, whoever starts it, and never in a traceback."""

import asyncio
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.types import Message

from kampung.errors import KampungError
from kampung.paths import ROOT
from kampung.serving.absent import SETTINGS, Absent, absence, require_pages


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages with ours in it, and an app.py that is another's."""
    site = tmp_path_factory.mktemp("site")
    unneeded = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "kampung", site / "kampung", ignore=unneeded)
    (site / "app.py").write_text("raise AssertionError('this is not ours')\n")
    return site


@pytest.mark.parametrize(
    ("command", "code"),
    [("kampung serve --port 8501", 1), ("uvicorn kampung.server:app --port 0", 3)],
)
def test_started_without_pages_it_says_to_clone(
    command: str, code: int, installed: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command.split()],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, "clone the repository" in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_is_missing_is_said_with_what_to_do(tmp_path: Path) -> None:
    assert absence(ROOT, is_clone=True) is None
    require_pages(ROOT, is_clone=True)
    with pytest.raises(KampungError, match="clone the repository and start it there with"):
        require_pages(ROOT, is_clone=False)
    with pytest.raises(KampungError, match=f"again: git checkout {SETTINGS}"):
        require_pages(tmp_path, is_clone=True)


def test_a_server_that_starts_regardless_answers_with_the_sentence() -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    answer = Absent("There are no pages.")
    # In a thread of its own: Playwright keeps a loop in this one once a browser test has run.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(answer({"type": "http"}, receive, send))).result()
    assert [sent[0]["status"], sent[1]["body"]] == [503, b"There are no pages.\n"]
