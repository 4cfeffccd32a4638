"""Building from a pack, and the store that is there when an app starts."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from kampung import build as building
from kampung.build import build, ensure_store
from kampung.errors import BuildError, KampungError, StoreBroken
from kampung.pack import PackInvalid
from kampung.store import Store, queries


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, small_pack: Path, tmp_path: Path) -> Path:
    """An app whose pack is the small one and whose store is not there yet."""
    monkeypatch.setenv("KAMPUNG_PACK", str(small_pack))
    monkeypatch.setenv("KAMPUNG_STORE", str(tmp_path / "data" / "kampung.db"))
    return tmp_path / "data" / "kampung.db"


def test_the_report_counts_rows(small_pack: Path, tmp_path: Path) -> None:
    report = build(small_pack, tmp_path / "a.db")
    assert report.rows["figures"] == 10
    assert report.rows["observations"] == 0
    assert report.rows["evidence_statements"] == report.rows["figures"]
    assert set(report.seconds) == {"pack", "derived", "store"}


def test_a_bad_pack_leaves_the_old_store(small_pack: Path, pack: Path, tmp_path: Path) -> None:
    store = tmp_path / "a.db"
    build(small_pack, store)
    before = store.read_bytes()
    (pack / "events.csv").unlink()
    with pytest.raises(PackInvalid):
        build(pack, store)
    assert store.read_bytes() == before
    assert len(queries.figures(Store(str(store)))) == 10


def test_a_store_is_not_built_into_a_database_server(small_pack: Path) -> None:
    with pytest.raises(BuildError, match="built as a SQLite file"):
        build(small_pack, "postgresql+psycopg://somewhere/kampung")


class TestEnsureStore:
    def test_it_is_built_when_it_is_missing(self, home: Path) -> None:
        assert ensure_store() == str(home)
        assert len(queries.figures(Store(str(home)))) == 10

    def test_it_is_left_alone_when_it_is_there(self, home: Path) -> None:
        ensure_store()
        before = home.stat()
        ensure_store()
        assert home.stat() == before

    def test_it_is_built_again_for_another_version(self, home: Path) -> None:
        ensure_store()
        with closing(sqlite3.connect(home)) as connection, connection:
            connection.execute("UPDATE meta SET value = '0' WHERE key = 'schema_version'")
        ensure_store()
        assert len(queries.figures(Store(str(home)))) == 10

    def test_a_file_that_is_no_store_is_not_overwritten(self, home: Path) -> None:
        home.parent.mkdir()
        home.write_text("somebody's letter, not a database" * 100, encoding="utf-8")
        with pytest.raises(StoreBroken):
            ensure_store()
        assert home.read_text(encoding="utf-8").startswith("somebody's letter")

    def test_first_visitors_together_build_it_once(
        self, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        built: list[Path] = []

        def counted(pack: Path, store: str) -> object:
            built.append(pack)
            return build(pack, store)

        monkeypatch.setattr(building, "build", counted)
        with ThreadPoolExecutor(4) as visitors:
            found = list(visitors.map(lambda _: ensure_store(), range(4)))
        assert found == [str(home)] * 4
        assert len(built) == 1

    def test_a_database_server_is_taken_as_it_is(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KAMPUNG_STORE", "postgresql+psycopg://somewhere/kampung")
        assert ensure_store() == "postgresql+psycopg://somewhere/kampung"

    def test_a_bad_pack_is_told(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KAMPUNG_PACK", str(home.parent))
        with pytest.raises(KampungError, match=r"There is no datapackage\.json"):
            ensure_store()
