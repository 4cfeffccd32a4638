"""Commands that end at any step, and two at once: all of it, or nothing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from kampung import backup
from kampung.building import ensuring, imports
from kampung.building.build import build
from kampung.building.ensuring import ensure_store
from kampung.building.imports import About, Import
from kampung.errors import BuildError
from kampung.pack import Pack, read_pack
from kampung.store import lock, seal
from tests.endurance import kills

KOTA = "99.01.01.1001"


@pytest.fixture(scope="module")
def small(small_pack: Path) -> Pack:
    return read_pack(small_pack)


def counts(source_id: str, *weeks: str, requested: int = 3) -> Import:
    """An import of one village's weeks, named by their first days."""
    start = pd.to_datetime(pd.Series(list(weeks))).astype("datetime64[us]")
    nothing = [None] * len(weeks)
    frame = pd.DataFrame(
        {
            "village_code": KOTA,
            "service_code": "ket-usaha",
            "period_start": start,
            "period_end": (start + pd.Timedelta(days=6)).astype("datetime64[us]"),
            "requested": pd.Series([requested] * len(weeks), dtype="Int64"),
            "completed": pd.Series(nothing, dtype="Int64"),
            "rejected": pd.Series(nothing, dtype="Int64"),
            "median_hours": pd.Series(nothing, dtype="float64"),
            "p90_hours": pd.Series(nothing, dtype="float64"),
            "source_id": source_id,
        }
    )
    return Import(About(source_id, "services", "Dinas", "", "2021-09-01", len(weeks)), frame)


class Killed(BaseException):
    """The machine stopped: from here on nothing is written any more."""


class Machine:
    """Counts the steps that change files, and stops at one of them for good."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, stop_at: int) -> None:
        self.steps, self.stop_at = 0, stop_at
        for name in ("replace", "unlink", "rmdir", "fsync"):
            monkeypatch.setattr(os, name, self._counted(getattr(os, name)))

    def _counted(self, real: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object, **more: object) -> object:
            self.steps += 1
            if self.steps >= self.stop_at:
                raise Killed
            return real(*arguments, **more)

        return step


def seen(store: Path) -> tuple[str, tuple[tuple[str, str], ...]]:
    assert seal.is_whole(store)
    there = imports.digests(store)
    assert imports.named_by(store) == there
    return (seal.facts(store) or {})["content_hash"], tuple(there.items())


@pytest.fixture(scope="module")
def begun(small: Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two imports, and a backup of it with one."""
    store = tmp_path_factory.mktemp("begun") / "data" / "kampung.db"
    build(small, store, arriving=counts("import-a", "2021-07-05", "2021-07-12"))
    backup.backup(store, store.with_name("backup.zip"))
    build(small, store, arriving=counts("import-b", "2021-08-02"), keep_evidence=True)
    return store


COMMANDS: dict[str, Callable[[Pack, Path], object]] = {
    "import": lambda pack, store: build(
        pack, store, arriving=counts("import-c", "2021-08-09"), keep_evidence=True
    ),
    # Of a it takes one week, of b all that there is.
    "replace": lambda pack, store: build(
        pack, store, arriving=counts("import-c", "2021-07-12", "2021-08-02", requested=5),
        replacing=True, keep_evidence=True,
    ),
    "remove": lambda pack, store: build(pack, store, leaving="import-a", keep_evidence=True),
    "restore": lambda _, store: backup.restore(store.with_name("backup.zip"), store),
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_killed_at_every_step_it_is_all_or_nothing(
    begun: Path, small: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    run = COMMANDS[command]
    whole = Path(shutil.copytree(begun.parent, tmp_path / "whole")) / begun.name
    run(small, whole)
    before, after = seen(begun), seen(whole)
    assert before != after
    ends = []
    for step in range(1, 100):
        place = Path(shutil.copytree(begun.parent, tmp_path / str(step)))
        store = place / begun.name
        monkeypatch.setenv("KAMPUNG_STORE", str(store))
        with monkeypatch.context() as stopped:
            machine = Machine(stopped, step)
            try:
                run(small, store)
                is_done = machine.steps < step
            except Killed:
                is_done = False
        ensuring._agreed.clear()
        ensure_store()
        found = seen(store)
        assert found in (before, after), step
        names = {path.name for path in place.iterdir()}
        assert names == {"kampung.db", "kampung.imports", "backup.zip"}, step
        folder = {path.suffix for path in imports.folder_of(store).iterdir()}
        assert folder == {".parquet"}, step
        ends.append(found == after)
        if is_done:
            break
    # At first nothing, from one step on all of it.
    assert ends == sorted(ends)
    assert ends[0] is False
    assert ends[-1] is True
    assert len(ends) > 6


def test_killed_processes_and_pairs_of_them(tmp_path: Path) -> None:
    outcome = kills.run(times=4, pairs=1, folder=tmp_path)
    assert (outcome.kills.total(), outcome.pairs.total()) == (4, 1)


class TestLock:
    def test_a_second_one_waits_and_then_says_who_holds_it(
        self, small: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(lock, "WAIT", 0.0)
        store = tmp_path / "kampung.db"
        script = (
            "import sys; from pathlib import Path; from kampung.store import lock\n"
            "with lock.held(Path(sys.argv[1]), task='kampung import services'):\n"
            "    print('held', flush=True); sys.stdin.read()"
        )
        with subprocess.Popen(
            [sys.executable, "-c", script, str(store)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        ) as other:  # fmt: skip
            assert other.stdout is not None
            assert other.stdout.readline() == "held\n"
            with pytest.raises(
                BuildError,
                match=f"kampung import services, process {other.pid}, since .* Nothing has changed",
            ):
                build(small, store)
            assert not store.exists()
            other.kill()
            other.wait()
        # It died with its lock, which holds nobody off.
        assert lock.lock_of(store).exists()
        build(small, store)
        assert [path.name for path in tmp_path.iterdir()] == ["kampung.db"]

    def test_one_thread_may_take_it_again(self, tmp_path: Path) -> None:
        store = tmp_path / "kampung.db"
        with lock.held(store, task="a"), lock.held(store, task="b", wait=0):
            assert lock.lock_of(store).read_text(encoding="utf-8").startswith("a, process")
        assert not lock.lock_of(store).exists()


def test_what_somebody_did_to_the_folder_is_said(
    begun: Path, small: Pack, tmp_path: Path, caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    store = Path(shutil.copytree(begun.parent, tmp_path / "data")) / begun.name
    (imports.folder_of(store) / "import-a.parquet").unlink()
    monkeypatch.setenv("KAMPUNG_STORE", str(store))
    ensuring._agreed.clear()
    ensure_store()
    assert "built with the import import-a, whose file is not in" in caplog.text
    assert "kampung build" in caplog.text
    caplog.clear()
    ensure_store()  # once is enough
    assert caplog.text == ""
    build(small, store)
    assert "The new store is built with what lies there." in caplog.text
    assert list(imports.named_by(store) or {}) == ["import-b"]
