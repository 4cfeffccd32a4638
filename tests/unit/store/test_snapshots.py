"""What is served is one whole state of a store, whatever happens to its file."""

import os
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

import pytest

from kampung.errors import StoreBroken, StoreMissing
from kampung.health import readiness
from kampung.store import seal, snapshots

FIGURES = "SELECT COUNT(*) AS n FROM figures"
TITLE = "SELECT value FROM meta WHERE key = 'title_en'"


@pytest.fixture
def store(small_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "kampung.db"
    shutil.copyfile(small_store, path)
    monkeypatch.setenv("KAMPUNG_STORE", str(path))
    snapshots.forget()
    yield path
    snapshots.forget()


def renamed(store: Path, title: str, content_hash: str) -> Path:
    """A store that is whole, and says other things."""
    other = store.with_name("other.db")
    shutil.copyfile(store, other)
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'title_en'", [title])
        connection.execute("UPDATE meta SET value = ? WHERE key = 'content_hash'", [content_hash])
        blank = seal._MARK + seal._BLANK
        connection.execute("UPDATE seal SET value = ?", [blank.decode()])
        connection.commit()
        connection.execute("VACUUM")
    seal.apply(other)
    return other


@pytest.mark.parametrize("in_memory", [True, False])
def test_a_snapshot_stays_what_it_was(
    store: Path, monkeypatch: pytest.MonkeyPatch, in_memory: bool
) -> None:
    monkeypatch.setattr(snapshots, "LARGEST_IN_MEMORY", 2**26 if in_memory else 0)
    before = snapshots.current(str(store))
    title = before.query(TITLE)["value"].item()
    renamed(store, "Elsewhere", "0" * 64).replace(store)
    after = snapshots.current(str(store))
    assert (after.content_hash, after.query(TITLE)["value"].item()) == ("0" * 64, "Elsewhere")
    assert before.query(TITLE)["value"].item() == title != "Elsewhere"
    assert before.content_hash == before.meta["content_hash"] != after.content_hash
    assert snapshots.current(str(store)) is after


@pytest.fixture
def large_store(store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store that is taken for one of more than 64 MB."""
    monkeypatch.setattr(snapshots, "LARGEST_IN_MEMORY", 0)
    monkeypatch.setattr(seal, "_BLOCK", 1000)
    return store


def test_a_large_store_that_is_written_to_in_place_has_no_last_good_state(
    large_store: Path,
) -> None:
    good = large_store.read_bytes()
    snapshot = snapshots.current(str(large_store))
    assert snapshot.query(FIGURES)["n"].item() == 10
    content = bytearray(good)
    content[-1] ^= 1
    with large_store.open("r+b") as file:
        file.write(content)
    with pytest.raises(StoreBroken, match="changed while it was in use"):
        snapshot.query(FIGURES)
    with pytest.raises(StoreBroken, match="its seal does not fit"):
        snapshots.current(str(large_store))
    found = readiness()
    assert (found.ok, found.content_hash, found.is_last_good) == (False, None, False)
    assert found.reason == "The store cannot be read, or it is damaged."
    # A good file in its place is shown; whoever still has the altered one hears nothing from it.
    other = large_store.with_name("other.db")
    other.write_bytes(good)
    other.replace(large_store)
    assert readiness().ok
    with pytest.raises(StoreBroken, match="changed while it was in use"):
        snapshot.query(FIGURES)


@pytest.mark.parametrize("left", [0, 1, 4096, 20_000])
def test_a_large_store_that_is_cut_short_while_it_is_looked_at_is_refused(
    large_store: Path, monkeypatch: pytest.MonkeyPatch, left: int
) -> None:
    place = seal._place

    def cutting(file: BinaryIO) -> int | None:
        found = place(file)
        os.truncate(large_store, left)
        return found

    monkeypatch.setattr(seal, "_place", cutting)
    with pytest.raises(StoreBroken):
        snapshots.current(str(large_store))
    assert not readiness().ok


@pytest.mark.parametrize("left", [0, 1, 4096, 20_000])
def test_a_large_store_that_is_cut_short_while_it_is_shown_is_refused(
    large_store: Path, left: int
) -> None:
    snapshot = snapshots.current(str(large_store))
    os.truncate(large_store, left)
    with pytest.raises(StoreBroken, match="changed while it was in use"):
        snapshot.query(FIGURES)
    assert not readiness().ok


def test_a_large_store_is_never_mapped_into_memory(large_store: Path) -> None:
    assert snapshots.current(str(large_store)).query("PRAGMA mmap_size").iat[0, 0] == 0


def test_a_store_of_which_anything_changed_is_never_asked(store: Path) -> None:
    good = store.read_bytes()
    chance = random.Random(8)  # noqa: S311 - the same in every run
    for _ in range(25):
        content = bytearray(good)
        for _ in range(chance.choice([1, 1, 5, 20])):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        store.write_bytes(content)
        snapshots.forget()
        found = readiness()
        assert (found.ok, found.content_hash, found.is_last_good) == (False, None, False)
        assert str(store) not in found.reason


@pytest.mark.parametrize("content", [b"", b"no store", None, "cut", "flipped", "other"])
def test_the_last_good_state_goes_on_and_health_says_so(
    store: Path, content: bytes | str | None
) -> None:
    good = store.read_bytes()
    content_hash = snapshots.current(str(store)).content_hash
    assert readiness().ok
    store.unlink()
    if content == "other":
        with closing(sqlite3.connect(store)) as connection:
            connection.execute("CREATE TABLE meta (key TEXT, value TEXT)")
            connection.commit()
    elif content is not None:
        at = len(good) // 2
        changes = {"cut": good[:at], "flipped": good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :]}
        store.write_bytes(content if isinstance(content, bytes) else changes[content])
    snapshot = snapshots.current(str(store))
    assert snapshot.content_hash == content_hash
    assert snapshot.query(FIGURES)["n"].item() == 10
    found = readiness()
    assert (found.ok, found.is_last_good, found.content_hash) == (False, True, content_hash)
    assert found.reason.endswith("Pages show the last good data.")
    assert str(store) not in found.reason
    store.unlink(missing_ok=True)
    store.write_bytes(good)
    assert readiness().ok
    assert snapshots.trouble(str(store)) is None


def test_health_tells_what_is_served(store: Path) -> None:
    found = readiness()
    assert (found.ok, found.reason, found.evidence) == (True, "", "computed")
    assert found.edition == "1.0.0"
    assert found.age is not None
    store.unlink()
    snapshots.forget()
    assert readiness().reason == "There is no store."
    with pytest.raises(StoreMissing):
        snapshots.current(str(store))


def test_a_snapshot_cannot_be_written_to(store: Path) -> None:
    snapshot = snapshots.current(str(store))
    with pytest.raises(StoreBroken, match="readonly"):
        snapshot.query("DELETE FROM figures")
    assert snapshot.query(FIGURES)["n"].item() == 10


def test_a_database_is_asked_under_its_hash(store: Path) -> None:
    location = f"sqlite:///{store}"
    before = snapshots.current(location)
    assert before.query(FIGURES)["n"].item() == 10
    renamed(store, "Elsewhere", "1" * 64).replace(store)
    assert snapshots.current(location).content_hash == "1" * 64
    with pytest.raises(snapshots.StoreChanged):
        before.query(FIGURES)
