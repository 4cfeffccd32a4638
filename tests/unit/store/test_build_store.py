"""The store on disk: its schema, its hash, and what happens when writing fails."""

import multiprocessing
import os
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path
from random import Random

import pandas as pd
import pytest

from kampung.building.build import build
from kampung.errors import BuildError
from kampung.pack import Field, ForeignKey, Table, read_pack
from kampung.store import Store, about, seal
from kampung.store.building import Derived, build_store
from kampung.store.rows import plain_rows
from kampung.store.schema import create_table


def rows(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class TestSchema:
    def test_checks_are_clean(self, small_store: Path) -> None:
        assert rows(small_store, "PRAGMA integrity_check") == [("ok",)]
        assert rows(small_store, "PRAGMA foreign_key_check") == []

    def test_every_table_is_strict(self, small_store: Path) -> None:
        found = rows(small_store, "SELECT name, strict FROM pragma_table_list WHERE type = 'table'")
        ours = {name: strict for name, strict in found if not str(name).startswith("sqlite_")}
        assert set(ours.values()) == {1}
        assert {"figures", "areas", "meta", "dictionary"} <= set(ours)

    def test_it_is_sealed(self, small_store: Path) -> None:
        assert seal.is_ours(small_store)
        assert seal.is_whole(small_store)

    def test_it_opens_anywhere(self, small_store: Path) -> None:
        assert rows(small_store, "PRAGMA journal_mode") == [("delete",)]

    def test_it_is_analysed(self, small_store: Path) -> None:
        assert ("figures",) in rows(small_store, "SELECT DISTINCT tbl FROM sqlite_stat1")

    def test_foreign_keys_are_those_of_the_pack(self, small_store: Path) -> None:
        found = rows(
            small_store, 'SELECT "from", "table", "to" FROM pragma_foreign_key_list(\'figures\')'
        )
        assert sorted(found) == [
            ("area_code", "areas", "code"),
            ("compared_metric", "metrics", "id"),
            ("metric", "metrics", "id"),
            ("source_id", "sources", "id"),
        ]

    def test_the_queries_use_the_indexes(self, small_store: Path) -> None:
        plan = rows(
            small_store,
            "EXPLAIN QUERY PLAN SELECT id FROM figures WHERE metric = 'new_cases' "
            "AND area_code = '99.01' AND end_on >= '2021-07-01'",
        )
        assert "idx_figures_metric_area_code_end_on" in str(plan)

    @pytest.mark.parametrize(
        "row",
        [
            "'k', 2018, 'fifty', NULL, 'berita-2021', NULL, NULL, NULL",  # text in a number
            "'k', 2018, 50, 2, 'berita-2021', NULL, NULL, NULL",  # a boolean that is neither
            "'k', 2018, NULL, 1, 'berita-2021', NULL, NULL, NULL",  # a required value missing
            "'k', 2018, -1, 1, 'berita-2021', NULL, NULL, NULL",  # below the minimum
            "'k', 2018, 50, 1, 'nobody', NULL, NULL, NULL",  # no such source
            "'kota-cerdas', 2017, 50, 1, 'berita-2021', NULL, NULL, NULL",  # a key that is taken
        ],
    )
    def test_the_database_itself_refuses_a_bad_row(
        self, small_store: Path, tmp_path: Path, row: str
    ) -> None:
        copy = Path(shutil.copy(small_store, tmp_path / "copy.db"))
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            with pytest.raises(sqlite3.IntegrityError), connection:
                connection.execute(f"INSERT INTO cohorts VALUES ({row})")  # noqa: S608

    def test_text_of_an_enum_is_quoted(self) -> None:
        table = Table("t", "t.csv", (Field("a", "string", enum=("it's", "x")),), ("a",))
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.execute(create_table(table))
            connection.execute("INSERT INTO t VALUES (?)", ["it's"])
            with pytest.raises(sqlite3.IntegrityError):
                connection.execute("INSERT INTO t VALUES ('its')")


class TestContentHash:
    def test_two_builds_are_the_same_to_the_byte(self, small_pack: Path, tmp_path: Path) -> None:
        first = build(small_pack, tmp_path / "a.db")
        second = build(small_pack, tmp_path / "b.db")
        assert first.content_hash == second.content_hash
        assert (tmp_path / "a.db").read_bytes() == (tmp_path / "b.db").read_bytes()

    def test_it_is_in_the_store(self, small_pack: Path, tmp_path: Path) -> None:
        report = build(small_pack, tmp_path / "a.db")
        assert about.meta(Store(str(tmp_path / "a.db")))["content_hash"] == report.content_hash
        assert len(report.content_hash) == 64

    @pytest.mark.parametrize("seed", range(3))
    def test_the_order_of_lines_and_columns_does_not_matter(
        self, small_store: Path, pack: Path, tmp_path: Path, seed: int
    ) -> None:
        random = Random(seed)  # noqa: S311
        for path in pack.glob("*.csv"):
            frame = pd.read_csv(path, dtype=str, keep_default_na=False)
            columns = random.sample(list(frame.columns), len(frame.columns))
            order = random.sample(range(len(frame)), len(frame))
            frame.iloc[order][columns].to_csv(path, index=False)
        build(pack, tmp_path / "shuffled.db")
        assert (tmp_path / "shuffled.db").read_bytes() == small_store.read_bytes()

    @pytest.mark.parametrize(
        ("file", "old", "new"),
        [
            ("figures.csv", "=,70,0", "=,71,0"),  # a value
            ("datapackage.json", '"title@en": "Contoh Regency', '"title@en": "Contoh District'),
            ("datapackage.json", '"maximum": 90', '"maximum": 89'),  # the schema
        ],
    )
    def test_a_change_of_content_changes_it(
        self, small_store: Path, pack: Path, tmp_path: Path, file: str, old: str, new: str
    ) -> None:
        text = (pack / file).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (pack / file).write_text(text.replace(old, new), encoding="utf-8")
        before = about.meta(Store(str(small_store)))["content_hash"]
        assert build(pack, tmp_path / "changed.db").content_hash != before


class TestDerivedTables:
    TABLE = Table(
        name="verdicts",
        path="",
        fields=(Field("figure_id", "string", required=True), Field("short_by", "number")),
        primary_key=("figure_id",),
        foreign_keys=(ForeignKey(("figure_id",), "figures", ("id",)),),
    )

    def test_they_are_stored_with_their_keys(self, small_pack: Path, tmp_path: Path) -> None:
        frame = pd.DataFrame({"figure_id": ["f002", "f001"], "short_by": [1.5, None]})
        build_store(read_pack(small_pack), tmp_path / "a.db", derived=[Derived(self.TABLE, frame)])
        found = rows(tmp_path / "a.db", "SELECT * FROM verdicts ORDER BY rowid")
        assert found == [("f001", None), ("f002", 1.5)]

    def test_one_that_points_nowhere_stops_the_build(
        self, small_pack: Path, tmp_path: Path
    ) -> None:
        frame = pd.DataFrame({"figure_id": ["f999"], "short_by": [1.5]})
        with pytest.raises(
            BuildError, match="A row of verdicts points to a row of figures that does not exist"
        ):
            build_store(
                read_pack(small_pack), tmp_path / "a.db", derived=[Derived(self.TABLE, frame)]
            )
        assert files(tmp_path) == []


class TestFailure:
    @pytest.fixture
    def old(self, small_store: Path, tmp_path: Path) -> Path:
        folder = tmp_path / "store"
        folder.mkdir()
        return Path(shutil.copy(small_store, folder / "kampung.db"))

    def test_a_full_disk_leaves_the_old_store(self, small_pack: Path, old: Path) -> None:
        before = old.read_bytes()
        # A limit on the size of files stands for a full disk; the signal that comes with it is
        # ignored, so that the write itself fails, as it does when no space is left.
        script = (
            "import resource, signal, sys\n"
            "from kampung.cli import main\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
            "main()\n"
        )
        command = [sys.executable, "-B", "-c", script, "build", "--pack", str(small_pack)]
        done = subprocess.run(
            [*command, "--store", str(old)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 1
        assert "could not be written" in done.stderr
        assert "Traceback" not in done.stderr
        assert old.read_bytes() == before
        assert files(old.parent) == ["kampung.db"]

    def test_no_space_when_flushing(
        self, small_pack: Path, old: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        before = old.read_bytes()
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(BuildError, match=r"No space left on device\. The old store"):
            build(small_pack, old)
        assert old.read_bytes() == before
        assert files(old.parent) == ["kampung.db"]

    def test_a_folder_that_is_a_file(self, small_pack: Path, old: Path) -> None:
        with pytest.raises(BuildError, match="could not be written"):
            build(small_pack, old / "kampung.db")

    def test_a_store_that_is_a_folder(self, small_pack: Path, tmp_path: Path) -> None:
        (tmp_path / "kampung.db").mkdir()
        with pytest.raises(BuildError, match="could not be written"):
            build(small_pack, tmp_path / "kampung.db")
        assert files(tmp_path) == ["kampung.db"]

    def test_a_folder_that_cannot_be_written(
        self, small_pack: Path, old: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # What SQLite says in such a folder; rights themselves mean nothing to an administrator.
        def refused(*_: object, **__: object) -> sqlite3.Connection:
            raise sqlite3.OperationalError("unable to open database file")

        before = old.read_bytes()
        monkeypatch.setattr("kampung.store.building.sqlite3.connect", refused)
        with pytest.raises(BuildError, match="unable to open database file"):
            build(small_pack, old)
        assert old.read_bytes() == before
        assert files(old.parent) == ["kampung.db"]

    def test_damage_is_found_before_the_old_store_goes(
        self, small_pack: Path, old: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = old.read_bytes()

        def damaged(*_: object) -> None:
            raise BuildError("The new store is damaged.")

        monkeypatch.setattr("kampung.store.building._verify", damaged)
        with pytest.raises(BuildError, match="damaged"):
            build(small_pack, old)
        assert old.read_bytes() == before
        assert files(old.parent) == ["kampung.db"]

    def test_what_a_killed_build_left_is_removed_and_nothing_else(
        self, small_pack: Path, old: Path
    ) -> None:
        dead = ("kampung-1-ab.db.new", "kampung.db-12-cd.new", "kampung.db-12-cd.new-journal")
        others = ("kampung-simulated.db-3-ef.new", "kampung-notes.db.new", "my-kampung-1-ab.db.new")
        for name in (*dead, *others, "kampung.db.lock"):
            old.with_name(name).touch()
        build(small_pack, old)
        assert files(old.parent) == sorted([*others, "kampung.db"])

    def test_nothing_but_a_store_of_ours_is_replaced(
        self, small_pack: Path, old: Path, tmp_path: Path
    ) -> None:
        letter = tmp_path / "README.md"
        letter.write_text("# Read me", encoding="utf-8")
        other = tmp_path / "other.db"
        with closing(sqlite3.connect(other)) as connection, connection:
            connection.execute("CREATE TABLE meta (key TEXT, value TEXT)")
            connection.execute("INSERT INTO meta VALUES ('schema_version', '3')")
        empty = tmp_path / "empty.db"
        empty.touch()
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        before = {path: path.read_bytes() for path in (letter, other, empty)}
        for path in (*before, pipe):
            with pytest.raises(BuildError, match=r"not a store of this program|is no file"):
                build(small_pack, path)
            with pytest.raises(BuildError):
                build_store(read_pack(small_pack), path)
        assert {path: path.read_bytes() for path in before} == before
        assert pipe.is_fifo()
        # A damaged one of ours may be replaced by whoever says so.
        damaged = bytearray(old.read_bytes())
        damaged[5000] ^= 1
        old.write_bytes(damaged)
        assert not seal.is_whole(old)
        build(small_pack, old)
        assert seal.is_whole(old)

    def test_a_link_stays_and_its_file_is_replaced(
        self, small_pack: Path, old: Path, tmp_path: Path
    ) -> None:
        link = tmp_path / "current.db"
        link.symlink_to(old)
        inode = old.stat().st_ino
        build(small_pack, link)
        assert link.is_symlink()
        assert old.stat().st_ino != inode
        assert files(old.parent) == ["kampung.db"]


@pytest.mark.parametrize("value", [501.5, 2.0**63, float("inf"), "many"])
def test_a_value_that_sqlite_cannot_hold_is_a_sentence(value: object) -> None:
    table = Table(
        name="numbers", path="", fields=(Field("n", "integer"),), primary_key=("n",),
    )  # fmt: skip
    with pytest.raises(BuildError, match="the table numbers, column n, is no integer"):
        plain_rows(pd.DataFrame({"n": pd.Series([value], dtype=object)}), table)


def test_builds_at_once_leave_one_whole_store(small_pack: Path, tmp_path: Path) -> None:
    path = tmp_path / "kampung.db"
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=spawn) as processes:
        reports = list(processes.map(build, [small_pack] * 4, [path] * 4))
    assert len({report.content_hash for report in reports}) == 1
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert files(tmp_path) == ["kampung.db"]


def test_a_reader_is_not_stopped_by_a_rebuild(small_pack: Path, pack: Path, tmp_path: Path) -> None:
    path = tmp_path / "kampung.db"
    build(small_pack, path)
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as reader:
        reader.execute("BEGIN")
        before = reader.execute("SELECT COUNT(*) FROM figures").fetchone()
        (pack / "figure_repeats.csv").write_text("figure_id,source_id\n", encoding="utf-8")
        figures = (pack / "figures.csv").read_text(encoding="utf-8").splitlines()
        (pack / "figures.csv").write_text("\n".join(figures[:-1]) + "\n", encoding="utf-8")
        build(pack, path)
        assert reader.execute("SELECT COUNT(*) FROM figures").fetchone() == before == (10,)
    assert rows(path, "SELECT COUNT(*) FROM figures") == [(9,)]
