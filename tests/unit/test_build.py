"""Building from a pack, and the store that is there when an app starts."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from kampung.building import ensuring
from kampung.building.build import build
from kampung.building.ensuring import ensure_store
from kampung.errors import BuildError, KampungError, StoreBroken, StoreError
from kampung.pack import PackInvalid
from kampung.store import Store, seal
from kampung.subjects.epidemic import queries as epidemic_queries


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
    assert len(epidemic_queries.figures(Store(str(store)))) == 10


def test_a_store_is_not_built_into_a_database_server(small_pack: Path) -> None:
    with pytest.raises(BuildError, match="built as a SQLite file"):
        build(small_pack, "postgresql+psycopg://somewhere/kampung")


class TestEnsureStore:
    def test_it_is_built_when_it_is_missing(self, home: Path) -> None:
        assert ensure_store() == str(home)
        assert len(epidemic_queries.figures(Store(str(home)))) == 10

    def test_it_is_left_alone_when_it_is_there(self, home: Path) -> None:
        ensure_store()
        before = home.stat()
        ensure_store()
        assert home.stat() == before

    @pytest.mark.parametrize("is_sealed", [True, False])
    def test_it_is_built_again_for_an_earlier_version(
        self, home: Path, monkeypatch: pytest.MonkeyPatch, is_sealed: bool
    ) -> None:
        with monkeypatch.context() as earlier:
            earlier.setattr("kampung.store.building.SCHEMA_VERSION", "3")
            ensure_store()
        if not is_sealed:
            with closing(sqlite3.connect(home)) as connection, connection:
                connection.execute("PRAGMA application_id = 0")
                connection.execute("DROP TABLE seal")
        ensure_store()
        assert seal.is_whole(home)
        assert len(epidemic_queries.figures(Store(str(home)))) == 10

    def test_a_simulated_one_of_an_earlier_version_is_left_alone(
        self, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as earlier:
            earlier.setattr("kampung.store.building.SCHEMA_VERSION", "3")
            build(os.environ["KAMPUNG_PACK"], home)
        with closing(sqlite3.connect(home)) as connection, connection:
            connection.execute("PRAGMA application_id = 0")
            connection.execute("DROP TABLE seal")
            connection.execute("UPDATE meta SET value = 'simulated' WHERE key = 'data_set'")
        before = home.read_bytes()
        with pytest.raises(StoreError):
            ensure_store()
        assert home.read_bytes() == before

    def test_one_of_a_later_version_is_left_alone(
        self, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as later:
            later.setattr("kampung.store.building.SCHEMA_VERSION", "99")
            build(os.environ["KAMPUNG_PACK"], home)
        before = home.read_bytes()
        with pytest.raises(StoreError):
            ensure_store()
        assert home.read_bytes() == before

    @pytest.mark.parametrize("version", ["0", None])
    def test_another_programs_database_is_not_overwritten(
        self, home: Path, version: str | None
    ) -> None:
        home.parent.mkdir()
        with closing(sqlite3.connect(home)) as connection, connection:
            connection.execute("CREATE TABLE meta (key TEXT, value TEXT)")
            if version:
                connection.execute("INSERT INTO meta VALUES ('schema_version', ?)", [version])
        before = home.read_bytes()
        with pytest.raises(StoreBroken, match="is not a store of this program"):
            ensure_store()
        assert home.read_bytes() == before

    def test_a_damaged_store_is_not_built_anew_by_a_visitor(self, home: Path) -> None:
        ensure_store()
        with closing(sqlite3.connect(home)) as connection, connection:
            connection.execute("UPDATE meta SET value = '0' WHERE key = 'schema_version'")
        before = home.read_bytes()
        with pytest.raises(StoreError):
            ensure_store()
        assert home.read_bytes() == before

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

        monkeypatch.setattr(ensuring, "build", counted)
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
