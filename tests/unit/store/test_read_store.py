"""Asking a store: read-only, parameterised, and clear when it cannot answer."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from kampung.building.build import store_file
from kampung.errors import KampungError, StoreBroken, StoreMissing, StoreOutdated
from kampung.store import Store

COUNT = "SELECT COUNT(*) AS n FROM figures"


@pytest.fixture
def store(small_store: Path) -> Store:
    return Store(str(small_store))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM figures",
        "UPDATE figures SET value = 0",
        "INSERT INTO figure_repeats VALUES ('f002', 'berita-2021')",
        "DROP TABLE figures",
        "CREATE TABLE x (a TEXT)",
        "PRAGMA user_version = 7",
    ],
)
def test_nothing_can_be_written(small_store: Path, statement: str) -> None:
    before = small_store.read_bytes()
    with pytest.raises(StoreBroken, match="readonly"):
        Store(str(small_store)).query(statement)
    assert small_store.read_bytes() == before


@pytest.mark.parametrize(
    "hostile",
    ["' OR '1'='1", "new_cases'; DROP TABLE figures; --", "<script>", ":metric", "%", "", "\0"],
)
def test_a_value_is_never_part_of_the_statement(store: Store, hostile: str) -> None:
    one = store.query("SELECT id FROM figures WHERE metric = :metric", metric=hostile)
    many = store.query("SELECT id FROM figures WHERE metric IN :metrics", metrics=[hostile])
    assert (len(one), len(many)) == (0, 0)
    assert store.query("SELECT :value AS value", value=hostile)["value"].tolist() == [hostile]


def test_an_empty_list_finds_nothing(store: Store) -> None:
    assert len(store.query("SELECT id FROM figures WHERE metric IN :metrics", metrics=[])) == 0


@pytest.mark.parametrize("day", [date(2021, 8, 31), pd.Timestamp("2021-08-31")])
def test_dates_are_handed_over_as_iso_text(store: Store, day: date) -> None:
    rows = store.query("SELECT id FROM figures WHERE end_on = :day ORDER BY id", day=day)
    assert rows["id"].tolist() == ["f002", "f003", "f005"]


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match=r"no store at .*none\.db.*kampung build"):
        Store(str(tmp_path / "none.db")).query(COUNT)
    assert list(tmp_path.iterdir()) == []


def test_a_store_of_another_version(small_store: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(small_store, tmp_path / "old.db"))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'schema_version'")
    with pytest.raises(StoreOutdated, match=r"version 0, .*Build it again with: kampung build"):
        Store(str(path)).query(COUNT)


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "text.db"
    path.write_text("This is not a database. " * 100, encoding="utf-8")
    with pytest.raises(StoreBroken, match="file is not a database"):
        Store(str(path)).query(COUNT)


@pytest.mark.parametrize("size", [0, 5_000])
def test_a_file_that_is_cut_short(small_store: Path, tmp_path: Path, size: int) -> None:
    path = tmp_path / "half.db"
    path.write_bytes(small_store.read_bytes()[:size])
    with pytest.raises(StoreBroken, match="cannot be read"):
        Store(str(path)).query(COUNT)


def test_a_database_of_somebody_else(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE notes (a TEXT)")
    with pytest.raises(StoreBroken, match="no such table: meta"):
        Store(str(path)).query(COUNT)


def test_a_path_may_hold_any_character(small_store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a folder?mode=rw#50%25 ü"
    folder.mkdir()
    path = shutil.copy(small_store, folder / "k&b.db")
    assert Store(str(path)).query(COUNT)["n"].tolist() == [10]


def test_a_database_url_is_asked_the_same_way(small_store: Path) -> None:
    # SQLite through its URL stands for a server: no path is looked for.
    assert Store(f"sqlite:///{small_store}").query(COUNT)["n"].tolist() == [10]


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://kampung:rahasia@127.0.0.1:1/kampung",
        "postgresql+psycopg://kampung:raha@sia/rahasia@127.0.0.1:1/kampung",
        "postgresql+psycopg://kampung:rahasia@127.0.0.1:satu/kampung",
        "postgresql+psycopg://127.0.0.1:1/kampung?user=a&password=rahasia",
        "sqlite://kampung:rahasia@sini/kampung.db",
        "tidak-ada://kampung:rahasia@sini",
        "://kampung:rahasia@sini",
    ],
)
def test_no_error_tells_the_password_of_a_database(url: str) -> None:
    for ask in (lambda: Store(url).query("SELECT 1"), lambda: store_file(url)):
        with pytest.raises(KampungError) as caught:
            ask()
        assert "raha" not in str(caught.value)
    assert "***" in str(caught.value)


def test_a_rebuilt_store_is_seen_by_the_next_query(small_store: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(small_store, tmp_path / "a.db"))
    store = Store(str(path))
    assert store.query(COUNT)["n"].tolist() == [10]
    other = Path(shutil.copy(small_store, tmp_path / "b.db"))
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("DELETE FROM figure_repeats")
        connection.execute("DELETE FROM figures WHERE id = 'f001'")
    other.replace(path)
    assert store.query(COUNT)["n"].tolist() == [9]


def test_the_place_of_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMPUNG_STORE", "elsewhere.db")
    assert Store.at() == Store("elsewhere.db")
    assert Store.at("here.db") == Store("here.db")
    monkeypatch.delenv("KAMPUNG_STORE")
    assert Store.at().location.endswith("kampung.db")


def test_the_reader_does_not_load_what_only_the_builder_needs() -> None:
    script = "import sys, kampung.subjects.epidemic.queries; print(*sys.modules)"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "pandas" in done.stdout.split()
    assert "sqlite_utils" not in done.stdout.split()
