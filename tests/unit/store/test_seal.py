import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kampung.store import seal


def sealed(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        seal.prepare(connection)
        connection.execute("CREATE TABLE meta (key TEXT, value TEXT)")
        connection.executemany(
            "INSERT INTO meta VALUES (?, ?)", [("n", str(n)) for n in range(500)]
        )
        connection.commit()
    seal.apply(path)
    return path


def test_a_sealed_store_is_ours_and_whole(tmp_path: Path) -> None:
    path = sealed(tmp_path / "kampung.db")
    assert seal.is_ours(path)
    assert seal.is_whole(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT value FROM meta LIMIT 1").fetchone() == ("0",)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_one_changed_bit_breaks_the_seal(tmp_path: Path, place: float, bit: int) -> None:
    path = (
        sealed(tmp_path / "kampung.db")
        if not (tmp_path / "kampung.db").exists()
        else (tmp_path / "kampung.db")
    )
    good = path.read_bytes()
    changed = bytearray(good)
    changed[int(place * len(good))] ^= 1 << bit
    path.write_bytes(changed)
    whole = seal.is_whole(path)
    path.write_bytes(good)
    assert not whole


@pytest.mark.parametrize("block", range(1, 60))
def test_the_place_of_the_seal_is_found_wherever_a_block_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    content = b"a" * 20 + b"kampung-seal" + seal._MARK + seal._BLANK
    path = tmp_path / "file"
    path.write_bytes(content)
    monkeypatch.setattr(seal, "_BLOCK", block)
    with path.open("rb") as file:
        assert seal._place(file) == content.index(b"seal:") + len("seal:")
    path.write_bytes(content + content)
    with path.open("rb") as file:
        assert seal._place(file) is None


def test_what_is_cut_off_or_added_breaks_the_seal(tmp_path: Path) -> None:
    path = sealed(tmp_path / "kampung.db")
    good = path.read_bytes()
    for content in (good[:-1], good + b"\0", good[: len(good) // 2], b""):
        path.write_bytes(content)
        assert not seal.is_whole(path)


def test_another_programs_file_is_not_ours(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE meta (key TEXT, value TEXT)")
        connection.execute("INSERT INTO meta VALUES ('schema_version', '3')")
        connection.commit()
    text = tmp_path / "README.md"
    text.write_text("# Read me\n")
    assert not seal.is_ours(other)
    assert not seal.is_ours(text)
    assert not seal.is_ours(tmp_path / "missing.db")


def test_a_store_of_an_earlier_version_is_ours(tmp_path: Path) -> None:
    earlier = tmp_path / "kampung.db"
    with closing(sqlite3.connect(earlier)) as connection:
        connection.execute("CREATE TABLE meta (key TEXT, value TEXT)")
        connection.executemany(
            "INSERT INTO meta VALUES (?, ?)",
            [("schema_version", "3"), ("built_by", "kampung 0.1.0")],
        )
        connection.commit()
    assert seal.is_ours(earlier)
    assert not seal.is_whole(earlier)
