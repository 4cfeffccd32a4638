"""Outside files on their way into a store, as somebody at a terminal brings them there."""

import csv
import io
import json
import logging
import shutil
import sqlite3
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from kampung import cli
from kampung.building.imports import folder_of
from kampung.building.services import overlapping
from kampung.cli import importing as importing_files
from kampung.errors import BuildError
from kampung.pack import Pack, read_pack
from kampung.store import Store, about
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.services import queries as services_queries
from kampung.subjects.sources import queries as sources_queries
from tests.unit.readers.conftest import xlsx

KOTA, MAJU, OTHER_MAJU = "99.01.01.1001", "99.01.01.2001", "99.01.02.2001"
HEADER = (
    "village_code,nama_desa,service_code,period_start,period_end,requested,completed,rejected,"
    "median_hours,p90_hours\n"
)
DAYS = ["period_start", "period_end"]
GOOD = (
    HEADER
    + f"{KOTA},,ket-usaha,2021-07-05,2021-07-11,10,8,1,3.5,20\n"
    + f"{MAJU},,ket-domisili,2021-07-05,2021-07-11,4,,,,\n"
)
# A byte-order mark, two codes of another year, a village that does not exist, a negative count, a
# period that ends before it starts, and a line that is there twice.
BAD = "\ufeff" + (
    GOOD
    + "99.01.01.1011,Kota,ket-usaha,2021-07-05,2021-07-11,3,3,0,1,2\n"
    + f"{OTHER_MAJU},Kota,ket-usaha,2021-07-05,2021-07-11,3,3,0,1,2\n"
    + "99.01.02.2099,,ket-usaha,2021-07-05,2021-07-11,3,3,0,1,2\n"
    + f"{OTHER_MAJU},,ket-usaha,2021-07-05,2021-07-11,-3,0,0,1,2\n"
    + f"{OTHER_MAJU},,ket-usaha,2021-07-18,2021-07-12,3,3,0,1,2\n"
    + f"{KOTA},,ket-usaha,2021-07-05,2021-07-11,10,8,1,3.5,20\n"
)


@pytest.fixture(scope="module", autouse=True)
def _read_once(small_pack: Path) -> Iterator[None]:
    """Most of the time goes into checking the pack, which is always the same one here."""
    known = read_pack(small_pack)

    def read(directory: Path) -> Pack:
        return known if directory == small_pack else read_pack(directory)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kampung.pack.read_pack", read)
        patch.setattr("kampung.building.importing.read_pack", read)
        yield


@pytest.fixture
def store(small_store: Path, tmp_path: Path) -> Path:
    """A copy of the small store, in a folder of its own."""
    folder = tmp_path / "data"
    folder.mkdir()
    return Path(shutil.copy(small_store, folder / "kampung.db"))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


def services(store: Path, pack: Path, *files: Path, more: Sequence[str] = ()) -> Result:
    return run("import", "services", *files, "--pack", pack, "--store", store, *more)


def boundaries(store: Path, pack: Path, file: Path, *more: str) -> Result:
    return run("import", "boundaries", file, "--pack", pack, "--store", store, *more)


def file_of(folder: Path, text: str, name: str = "layanan.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def told(result: Result) -> str:
    """What was refused, in one sentence on stderr."""
    assert result.exit_code == 1, result.output
    assert result.stderr.count("\n") == 1
    return result.stderr.rstrip("\n")


def everything(store: Path) -> dict[str, bytes]:
    """The store and the imports beside it, to the byte."""
    files = sorted(path for path in store.parent.rglob("*") if path.is_file())
    return {str(path.relative_to(store.parent)): path.read_bytes() for path in files}


def hash_of(store: Path) -> str:
    return about.meta(Store(str(store)))["content_hash"]


def counts(store: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(store)) as connection:
        return connection.execute(
            "SELECT village_code, service_code, period_start, requested, completed "
            "FROM service_counts ORDER BY 1, 2, 3"
        ).fetchall()


class TestAFileWithEveryFault:
    def test_one_report_and_nothing_half_written(
        self, store: Path, small_pack: Path, tmp_path: Path
    ) -> None:
        before = everything(store)
        file = file_of(tmp_path, BAD)
        result = services(store, small_pack, file)
        assert result.stdout.splitlines() == [
            "Shape: aggregate",
            "Lines read: 8, taken: 2, rejected: 6",
            "Counts: 2, 2021-07-05 to 2021-07-11",
            f'{file}, line 4, column village_code, value "99.01.01.1011": 99.01.01.1011 is not in '
            "this pack; Kota has the code 99.01.01.1001. The file seems to use the codes of "
            "another year: replace them. [village_other_year]",
            f'{file}, line 5, column village_code, value "{OTHER_MAJU}": {OTHER_MAJU} is Sukamaju, '
            "but the line says Kota, which has the code 99.01.01.1001. The file seems to use the "
            "codes of another year: replace them. [village_other_year]",
            f'{file}, line 6, column village_code, value "99.01.02.2099": There is no village '
            "with the code 99.01.02.2099 in this pack. Correct the code. [village_unknown]",
            f'{file}, line 7, column requested, value "-3": A count or a waiting time cannot '
            "be negative. Correct it. [number_negative]",
            f'{file}, line 8, column period_end, value "2021-07-12": The period ends before '
            "it starts. Put the earlier day first. [period_reversed]",
            f"{file}, line 9: The line says the same as line 2 of {file}. "
            "Remove one of them. [duplicate_line]",
        ]
        assert told(result) == (
            "Nothing was imported: 6 lines cannot be taken. Put them right and import again, or "
            "take the others alone with --accept-rejects."
        )
        assert everything(store) == before
        assert not folder_of(store).exists()

    def test_the_good_lines_are_taken_where_that_is_wanted(
        self, store: Path, small_pack: Path, tmp_path: Path
    ) -> None:
        bad = services(store, small_pack, file_of(tmp_path, BAD), more=["--accept-rejects"])
        assert bad.exit_code == 0, bad.output
        assert "[village_other_year]" in bad.stdout
        assert counts(store) == [
            (KOTA, "ket-usaha", "2021-07-05", 10, 8),
            (MAJU, "ket-domisili", "2021-07-05", 4, None),
        ]
        assert len(list(folder_of(store).iterdir())) == 1

    @pytest.mark.parametrize("more", [[], ["--accept-rejects"]])
    def test_a_file_without_one_good_line(
        self, store: Path, small_pack: Path, tmp_path: Path, more: list[str]
    ) -> None:
        before = everything(store)
        file = file_of(tmp_path, HEADER + f"{KOTA},,ket-usaha,2021-07-05,2021-07-11,-1,,,,\n")
        result = services(store, small_pack, file, more=more)
        assert told(result).startswith("Nothing was imported: ")
        assert everything(store) == before

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            ("a,b\n1,2\n", "none of the first lines is the header of a known shape"),
            (None, "No such file or directory"),
        ],
    )
    def test_a_file_that_cannot_be_read(
        self, store: Path, small_pack: Path, tmp_path: Path, content: str | None, sentence: str
    ) -> None:
        before = everything(store)
        path = tmp_path / "x.csv" if content is None else file_of(tmp_path, content, "x.csv")
        assert sentence in told(services(store, small_pack, path))
        assert everything(store) == before


class TestServices:
    def test_they_are_in_the_store_with_their_source(
        self, store: Path, small_pack: Path, tmp_path: Path
    ) -> None:
        done = services(
            store, small_pack, file_of(tmp_path, GOOD),
            more=["--publisher", "Dinas Contoh", "--title", "Layanan Juli"],
        )  # fmt: skip
        assert done.exit_code == 0, done.output
        source_id = next(folder_of(store).iterdir()).stem
        assert source_id.startswith("import-")
        assert f"Imported as {source_id} into {store}." in done.stderr
        source = sources_queries.sources(Store(str(store))).set_index("id").loc[source_id]
        assert source[["kind", "publisher", "title"]].tolist() == [
            "import", "Dinas Contoh", "Layanan Juli",
        ]  # fmt: skip
        assert (source["service_counts"], source["rests_on_it"]) == (2, 2)
        found = services_queries.service_total(Store(str(store)), area_code="99.01", span="2021")
        assert found[["villages", "requested", "completed"]].iloc[0].tolist() == [2, 14, 8]

    def test_one_file_twice_is_one_import(
        self, store: Path, small_pack: Path, tmp_path: Path
    ) -> None:
        services(store, small_pack, file_of(tmp_path, GOOD))
        once = everything(store)
        again = services(store, small_pack, file_of(tmp_path, GOOD, "under-another-name.csv"))
        assert again.exit_code == 0, again.output
        assert everything(store) == once

    def test_a_plain_build_takes_them_along(
        self, store: Path, small_pack: Path, tmp_path: Path
    ) -> None:
        """The evidence is then computed and not taken from the old store, and is the same."""
        services(store, small_pack, file_of(tmp_path, GOOD))
        before = everything(store)
        built = run("build", "--pack", small_pack, "--store", store)
        assert built.stdout.strip() == hash_of(store)
        assert everything(store) == before

    def test_into_a_store_that_is_not_there_yet(
        self, store: Path, small_pack: Path, tmp_path: Path
    ) -> None:
        file = file_of(tmp_path, GOOD)
        services(store, small_pack, file)
        new = tmp_path / "new" / "kampung.db"
        assert services(new, small_pack, file).exit_code == 0
        assert hash_of(new) == hash_of(store)

    def test_workbooks_and_several_files(
        self, store: Path, small_pack: Path, tmp_path: Path
    ) -> None:
        lines = list(csv.reader(io.StringIO(GOOD)))
        book = tmp_path / "buku.xlsx"
        book.write_bytes(xlsx({"Juli": lines[:2]}))
        rest = file_of(tmp_path, HEADER + GOOD.splitlines(keepends=True)[2], "lain.csv")
        done = services(store, small_pack, book, rest)
        assert done.exit_code == 0, done.output
        assert len(counts(store)) == 2
        assert len(list(folder_of(store).iterdir())) == 1

    def test_two_that_overlap_are_refused(
        self, store: Path, small_pack: Path, tmp_path: Path
    ) -> None:
        services(store, small_pack, file_of(tmp_path, GOOD))
        before = everything(store)
        month = file_of(
            tmp_path,
            HEADER
            + f"{KOTA},,ket-usaha,2021-07-01,2021-07-31,40,,,,\n"
            + f"{KOTA},,ket-domisili,2021-07-01,2021-07-31,40,,,,\n",  # of another service
            "bulan.csv",
        )
        earlier = next(folder_of(store).iterdir()).stem
        assert told(services(store, small_pack, month)) == (
            f"The files speak of days that the import {earlier} (Data impor, 2021-07-05 to "
            "2021-07-11, 2 counts) speaks of already. Service counts in the way: 1; the first is "
            f"of village {KOTA}, service ket-usaha, 2021-07-05 to 2021-07-11. Put the new counts "
            "in their place with --replace, or take that import away: kampung import remove "
            f"{earlier}"
        )
        assert everything(store) == before

    @pytest.mark.parametrize(
        ("start", "end", "number"),
        [
            ("2021-07-11", "2021-07-17", 1),  # one day is shared
            ("2021-06-29", "2021-07-05", 1),
            ("2021-07-07", "2021-07-07", 1),  # inside
            ("2021-07-12", "2021-07-18", 0),
            ("2021-06-28", "2021-07-04", 0),
        ],
    )
    def test_sharing_one_day_is_overlapping(self, start: str, end: str, number: int) -> None:
        rows = [
            (KOTA, "ket-usaha", "2021-07-05", "2021-07-11"),
            (KOTA, "ket-domisili", start, end),
            (MAJU, "ket-usaha", start, end),
            (KOTA, "ket-usaha", start, end),
        ]
        frame = pd.DataFrame(rows, columns=["village_code", "service_code", *DAYS])
        frame = frame.astype(dict.fromkeys(DAYS, "datetime64[us]"))
        assert overlapping(frame).sum() == number

    def test_two_that_meet_are_both_taken(
        self, store: Path, small_pack: Path, tmp_path: Path
    ) -> None:
        services(store, small_pack, file_of(tmp_path, GOOD))
        next_day = HEADER + f"{KOTA},,ket-usaha,2021-07-12,2021-07-18,1,,,,\n"
        assert services(store, small_pack, file_of(tmp_path, next_day)).exit_code == 0
        assert [row[2] for row in counts(store)] == ["2021-07-05", "2021-07-12", "2021-07-05"]
        spans = services_queries.service_spans(Store(str(store)))
        assert spans["total"].tolist() == [15, 15]

    def test_the_packs_own_counts_are_not_spoken_over(
        self, store: Path, pack: Path, tmp_path: Path
    ) -> None:
        with (pack / "service_counts.csv").open("a", encoding="utf-8") as file:
            file.write(f"{KOTA},ket-usaha,2021-07-10,2021-07-10,1,,,,,surat-desa\n")
        before = everything(store)
        sentence = told(services(store, pack, file_of(tmp_path, GOOD)))
        assert "Service counts in the way: 1; the first is of village 99.01.01.1001" in sentence
        assert everything(store) == before

    def test_a_village_that_the_pack_no_longer_has(
        self, store: Path, pack: Path, tmp_path: Path
    ) -> None:
        services(store, pack, file_of(tmp_path, GOOD))
        before = everything(store)
        lines = (pack / "areas.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(MAJU)]
        (pack / "areas.csv").write_text("".join(kept), encoding="utf-8")
        source_id = next(folder_of(store).iterdir()).stem
        assert told(run("build", "--pack", pack, "--store", store)) == (
            f"The import {source_id} has counts of 1 codes that the pack's table areas does not "
            f"have, such as {MAJU}. Remove it with kampung import remove {source_id}, or import "
            "its files again."
        )
        assert everything(store) == before
        assert run("import", "remove", source_id, "--pack", pack, "--store", store).exit_code == 0
        assert counts(store) == []

    def test_counts_of_a_district_are_told_as_counts_of_no_village(
        self, store: Path, pack: Path
    ) -> None:
        """The check refuses them with their place, so that the build never meets them."""
        with (pack / "service_counts.csv").open("a", encoding="utf-8") as file:
            file.write("99.01.01,ket-usaha,2021-07-10,2021-07-10,1,,,,,surat-desa\n")
        before = everything(store)
        built = run("build", "--pack", pack, "--store", store)
        assert built.exit_code == 1
        assert 'column village_code, value "99.01.01": This area is no village' in built.output
        assert everything(store) == before


@pytest.mark.parametrize(("day", "is_taken"), [("2021-07-06", True), ("2021-07-07", False)])
def test_today_is_that_of_the_villages(
    store: Path,
    small_pack: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    day: str,
    is_taken: bool,
) -> None:
    """At half past five on 6 July in Java, servers still write 5 July."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Clock":
            return cls(2021, 7, 5, 22, 30, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr("kampung.building.importing.datetime", Clock)
    text = f"id,kode_desa,url_surat,status,created_at\n1,{KOTA},ket-usaha,1,{day} 04:00:00\n"
    result = services(store, small_pack, file_of(tmp_path, text))
    assert (result.exit_code == 0) is is_taken
    assert ("[date_future]" in result.stdout) is not is_taken


class TestReplacing:
    """Corrected weeks take the place of earlier ones, and it is said what changed."""

    NEXT = f"{KOTA},,ket-usaha,2021-07-12,2021-07-18,5,5,0,,\n"
    CORRECTED = HEADER + f"{KOTA},,ket-usaha,2021-07-05,2021-07-11,11,9,1,3.5,20\n"

    def test_one_villages_week(self, store: Path, small_pack: Path, tmp_path: Path) -> None:
        services(
            store, small_pack, file_of(tmp_path, GOOD + self.NEXT), more=["--publisher", "Dinas"]
        )
        earlier = next(folder_of(store).iterdir()).stem
        new = file_of(
            tmp_path, self.CORRECTED + f"{KOTA},,ket-usaha,2021-07-19,2021-07-25,2,,,,\n", "b.csv"
        )
        done = services(store, small_pack, new, more=["--replace"])
        assert done.exit_code == 0, done.output
        assert done.stdout.splitlines()[-3:] == [
            "Counts added: 1, changed: 1, the same as before: 0, removed: 0",
            "The whole regency: requested 19 → 22, completed 13 → 14",
            f"Of {earlier} (Dinas, 2021-07-05 to 2021-07-18) 1 of 3 counts gave way",
        ]
        assert counts(store) == [
            (KOTA, "ket-usaha", "2021-07-05", 11, 9),
            (KOTA, "ket-usaha", "2021-07-12", 5, 5),
            (KOTA, "ket-usaha", "2021-07-19", 2, None),
            (MAJU, "ket-domisili", "2021-07-05", 4, None),
        ]
        listed = run("import", "list", "--store", store).stdout
        assert f"{earlier}  " in listed
        assert listed.count("2 rows") == 2
        # The same once more changes nothing.
        before = everything(store)
        again = services(store, small_pack, new, more=["--replace"])
        assert "added: 0, changed: 0, the same as before: 2, removed: 0" in again.stdout
        assert "The whole regency: no total changes" in again.stdout
        assert everything(store) == before

    def test_an_import_that_is_left_empty_is_gone(
        self, store: Path, small_pack: Path, tmp_path: Path
    ) -> None:
        month = HEADER + f"{KOTA},,ket-usaha,2021-07-01,2021-07-31,40,,,,\n"
        services(store, small_pack, file_of(tmp_path, month))
        done = services(
            store, small_pack, file_of(tmp_path, self.CORRECTED, "b.csv"), more=["--replace"]
        )
        assert "added: 1, changed: 0, the same as before: 0, removed: 1" in done.stdout
        assert "Removed counts spoke of 24 days" in done.stdout
        assert "1 of 1 counts gave way, and it is gone" in done.stdout
        assert counts(store) == [(KOTA, "ket-usaha", "2021-07-05", 11, 9)]
        assert len(list(folder_of(store).iterdir())) == 1

    def test_the_packs_own_counts_never_give_way(
        self, store: Path, pack: Path, tmp_path: Path
    ) -> None:
        with (pack / "service_counts.csv").open("a", encoding="utf-8") as file:
            file.write(f"{KOTA},ket-usaha,2021-07-10,2021-07-10,1,,,,,surat-desa\n")
        before = everything(store)
        done = services(store, pack, file_of(tmp_path, GOOD), more=["--replace"])
        assert "The data pack itself speaks of the same days already" in told(done)
        assert everything(store) == before


class TestListAndRemove:
    def test_list(self, store: Path, small_pack: Path, tmp_path: Path) -> None:
        assert run("import", "list", "--store", store).stdout == ""
        services(store, small_pack, file_of(tmp_path, GOOD), more=["--publisher", "Dinas"])
        boundaries(store, small_pack, geojson(tmp_path, [NORTH, SOUTH]))
        source_id = next(folder_of(store).glob("import-*")).stem
        listed = run("import", "list", "--store", store)
        assert listed.exit_code == 0
        lines = [line.split("  ") for line in listed.stdout.splitlines()]
        assert [[line[0], *line[2:]] for line in lines] == [
            ["boundaries-district", "boundaries (district)", "2 rows", "Data impor"],
            [source_id, "services (aggregate)", "2 rows", "Dinas"],
        ]

    def test_remove_brings_the_store_back(
        self, store: Path, small_pack: Path, tmp_path: Path
    ) -> None:
        before = everything(store)
        services(store, small_pack, file_of(tmp_path, GOOD))
        source_id = next(folder_of(store).iterdir()).stem
        removed = run("import", "remove", source_id, "--pack", small_pack, "--store", store)
        assert removed.exit_code == 0, removed.output
        assert everything(store) == before

    def test_one_that_is_not_there(self, store: Path, small_pack: Path, tmp_path: Path) -> None:
        where = ("--pack", small_pack, "--store", store)
        sentence = told(run("import", "remove", "import-x", *where))
        assert sentence == ("There is no import import-x. There is none; see: kampung import list")
        services(store, small_pack, file_of(tmp_path, GOOD))
        before = everything(store)
        source_id = next(folder_of(store).iterdir()).stem
        assert f"There are {source_id};" in told(run("import", "remove", "import-x", *where))
        assert f"There are {source_id};" in told(run("import", "remove", "../kampung", *where))
        assert everything(store) == before

    def test_it_is_looked_for_before_anything_is_built(
        self, small_pack: Path, tmp_path: Path
    ) -> None:
        where = ("--pack", small_pack, "--store", tmp_path / "none.db")
        assert run("import", "remove", "import-x", *where).exit_code == 1
        assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def first(small_pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with an import of services and one of boundaries."""
    folder = tmp_path_factory.mktemp("imported")
    store = folder / "data" / "kampung.db"
    assert services(store, small_pack, file_of(folder, GOOD)).exit_code == 0
    assert boundaries(store, small_pack, geojson(folder, [NORTH, SOUTH])).exit_code == 0
    return store


class TestFailure:
    @pytest.fixture
    def imported(self, first: Path, tmp_path: Path) -> Path:
        """A copy of it."""
        return Path(shutil.copytree(first.parent, tmp_path / "data")) / first.name

    @pytest.mark.parametrize(
        "where", ["kampung.store.building.build_store", "kampung.building.services.services"]
    )
    def test_a_build_that_fails_leaves_neither_import_nor_another_store(
        self,
        imported: Path,
        small_pack: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        where: str,
    ) -> None:
        def fails(*_: object, **__: object) -> None:
            raise BuildError("It rains. Take a coat.")

        before = everything(imported)
        monkeypatch.setattr(where, fails)
        new = HEADER + f"{KOTA},,ket-usaha,2021-08-02,2021-08-08,1,,,,\n"
        sentence = "It rains. Take a coat."
        assert told(services(imported, small_pack, file_of(tmp_path, new))) == sentence
        # Boundaries of the same level would take the place of those that are there.
        assert told(boundaries(imported, small_pack, geojson(tmp_path, [NORTH]))) == sentence
        source_id = next(folder_of(imported).glob("import-*")).stem
        where_to = ("--pack", small_pack, "--store", imported)
        assert told(run("import", "remove", source_id, *where_to)) == sentence
        assert everything(imported) == before

    @pytest.mark.parametrize("where", ["os.fsync", "pyarrow.parquet.write_table"])
    def test_a_full_disk(
        self,
        imported: Path,
        small_pack: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        where: str,
    ) -> None:
        def full(*arguments: object, **_: object) -> None:
            if where != "os.fsync":  # part of the file is there already
                Path(str(arguments[1])).write_bytes(b"PAR1")
            raise OSError(28, "No space left on device")

        before = everything(imported)
        monkeypatch.setattr(where, full)
        new = HEADER + f"{KOTA},,ket-usaha,2021-08-02,2021-08-08,1,,,,\n"
        for result in (
            services(imported, small_pack, file_of(tmp_path, new)),
            boundaries(imported, small_pack, geojson(tmp_path, [NORTH])),
        ):
            assert "No space left on device" in told(result)
        assert everything(imported) == before

    @pytest.mark.parametrize("damage", ["cut", "text", "foreign", "inside"])
    def test_a_damaged_import_is_a_sentence(
        self, imported: Path, small_pack: Path, damage: str
    ) -> None:
        path = next(folder_of(imported).glob("import-*"))
        whole = path.read_bytes()
        if damage == "cut":
            path.write_bytes(whole[: len(whole) // 2])
        elif damage == "text":
            path.write_text("a letter", encoding="utf-8")
        elif damage == "foreign":
            pd.DataFrame({"a": [1]}).to_parquet(path)
        else:
            path.write_bytes(whole[:4] + bytes(60) + whole[64:])
        before = everything(imported)
        sentence = (
            f"{path} is no import of this program, or it is damaged. Remove the file and import "
            "again."
        )
        where = ("--pack", small_pack, "--store", imported)
        assert told(run("build", *where)) == sentence
        if damage != "inside":  # the list reads what is known of an import, not its rows
            assert told(run("import", "list", "--store", imported)) == sentence
        assert everything(imported) == before


# --- boundaries ---------------------------------------------------------------------------------

NORTH, SOUTH = "99.01.01", "99.01.02"
RING = [[114, -8], [114, -9], [115, -9], [115, -8], [114, -8]]  # counter-clockwise, as in RFC 7946
METRES = [[x * 1000, y * 1000] for x, y in RING]


def geojson(
    folder: Path, codes: Sequence[str], *, ring: Sequence[Any] = RING, name: str = "batas.geojson"
) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {"kode": code},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for code in codes
    ]
    return write_geojson(folder, features, name)


def write_geojson(folder: Path, features: list[dict[str, Any]], name: str) -> Path:
    text = json.dumps({"type": "FeatureCollection", "features": features})
    return file_of(folder, text, name)


class TestBoundaries:
    @pytest.fixture
    def mixed(self, tmp_path: Path) -> Path:
        """North in order, south in metres, and a district that the pack does not have."""
        parts = [
            geojson(tmp_path, [NORTH, "99.01.77"]),
            geojson(tmp_path, [SOUTH], ring=METRES, name="meter.geojson"),
        ]
        features = [
            feature
            for part in parts
            for feature in json.loads(part.read_text(encoding="utf-8"))["features"]
        ]
        return write_geojson(tmp_path, features, "batas.geojson")

    def test_what_is_missing_extra_and_rejected_is_told(
        self, store: Path, small_pack: Path, mixed: Path
    ) -> None:
        before = everything(store)
        result = boundaries(store, small_pack, mixed)
        assert result.stdout.splitlines() == [
            "Level: district, joined on kode: 1 of 2 areas",
            f"Areas without a boundary: 1: {SOUTH}",
            "Boundaries of no area of the pack: 1: 99.01.77",
            "Rings turned round: 1",
            f'{mixed}, line 3, column geometry, value "{SOUTH}": The coordinates are no degrees. '
            "Export in WGS 84 (EPSG:4326). [coordinates_projected]",
        ]
        assert told(result) == (
            "Nothing was imported: 1 features cannot be taken. Put them right and import again, "
            "or take the others alone with --accept-rejects."
        )
        assert everything(store) == before

    def test_the_others_are_taken_where_that_is_wanted(
        self, store: Path, small_pack: Path, mixed: Path
    ) -> None:
        done = boundaries(store, small_pack, mixed, "--accept-rejects", "--publisher", "Kantor")
        assert done.exit_code == 0, done.output
        found = areas_queries.boundaries(Store(str(store)), level="district")
        assert found[["code", "name", "publisher"]].to_numpy().tolist() == [
            [NORTH, "Utara", "Kantor"]
        ]
        assert json.loads(found["geometry"].iloc[0])["coordinates"] == [RING[::-1]]

    def test_none_that_can_be_taken_take_the_place_of_none(
        self, store: Path, small_pack: Path, tmp_path: Path
    ) -> None:
        boundaries(store, small_pack, geojson(tmp_path, [NORTH, SOUTH]))
        before = everything(store)
        metres = geojson(tmp_path, [NORTH, SOUTH], ring=METRES)
        result = boundaries(store, small_pack, metres, "--accept-rejects")
        assert told(result) == ("Nothing was imported: there is not one boundary in the file.")
        assert everything(store) == before

    def test_new_ones_of_a_level_take_the_place_of_the_old(
        self, store: Path, small_pack: Path, tmp_path: Path
    ) -> None:
        for codes in ([NORTH, SOUTH], [MAJU, OTHER_MAJU], [SOUTH]):
            assert boundaries(store, small_pack, geojson(tmp_path, codes)).exit_code == 0
        asked = Store(str(store))
        assert areas_queries.boundaries(asked, level="district")["code"].tolist() == [SOUTH]
        assert areas_queries.boundaries(asked, level="village")["code"].tolist() == [
            MAJU, OTHER_MAJU,
        ]  # fmt: skip
        assert sorted(path.name for path in folder_of(store).iterdir()) == [
            "boundaries-district.parquet", "boundaries-village.parquet",
        ]  # fmt: skip
        built = run("build", "--pack", small_pack, "--store", store)
        assert built.stdout.strip() == hash_of(store)

    def test_many_codes_are_counted_and_not_all_named(
        self, store: Path, small_pack: Path, tmp_path: Path
    ) -> None:
        strange = [f"99.01.{n}" for n in range(50, 63)]
        done = boundaries(store, small_pack, geojson(tmp_path, [NORTH, SOUTH, *strange]))
        lines = done.stdout.splitlines()
        assert lines[1] == "Areas without a boundary: none"
        assert lines[2] == (
            "Boundaries of no area of the pack: 13: "
            + ", ".join(strange[:10]) + " and 3 more"
        )  # fmt: skip

    def test_a_file_that_is_none(self, store: Path, small_pack: Path, tmp_path: Path) -> None:
        before = everything(store)
        sentence = told(boundaries(store, small_pack, file_of(tmp_path, "{}", "x.geojson")))
        assert "is no GeoJSON FeatureCollection" in sentence
        assert everything(store) == before


# --- nothing about a person ---------------------------------------------------------------------

NAME, NIK, FAMILY_CARD = "Zulaikha Purwaningrum", "9901014507990003", "9901012203120007"
PHONE, FREE, MAIL = "081234567890", "migrain vestibular kambuhan", "zulaikha.p@example.org"
SECRETS = (
    NAME, *NAME.split(), NIK, FAMILY_CARD, PHONE, PHONE[1:], FREE, *FREE.split(), MAIL,
    "+62" + PHONE[1:],
)  # fmt: skip
FORM = json.dumps({"nama": NAME, "nik": NIK, "no_kk": FAMILY_CARD})

REQUESTS = [
    "id", "kode_desa", "url_surat", "status", "created_at", "updated_at", "config_id",
    "id_pemohon", "nama", "nik", "no_kk", "isian_form", "keterangan", "alasan", "no_hp_aktif",
    "email", "syarat", "no_antrian",
]  # fmt: skip
LETTERS = [
    "id", "kode_desa", "url_surat", "status", "tanggal", "deleted_at", "config_id", "id_pend",
    "nama_surat", "nik_non_warga", "nama_non_warga", "pemohon", "keterangan", "isi_surat", "input",
    "lampiran", "no_surat",
]  # fmt: skip
REQUEST = [KOTA, "ket-usaha", "4", "2021-07-05 08:00:00", "2021-07-05 09:00:00", "1"]
LETTER = [KOTA, "ket-usaha", "1", "2021-07-05 08:00:00", "", "1"]
PERSON = [NIK, NAME, NIK, FAMILY_CARD, FORM, FREE, FREE, PHONE, MAIL, FREE, PHONE[1:]]
LETTER_PERSON = [
    NIK, f"ket-usaha_{NIK}_2021-07-05.pdf", NIK, NAME, NAME, FREE, f"<p>{NAME}, {FREE}</p>",
    FORM, "+62" + PHONE[1:], f"470/{NAME}",
]  # fmt: skip


def exported(header: list[str], good: list[str], person: list[str]) -> str:
    """An export of OpenSID: a good line, and lines that are broken in every way."""
    rows = [header, ["1", *good, *person]]
    number = 2
    for position in range(len(good)):  # a person where a code, a status or a date should be
        for secret in (NAME, NIK, PHONE, FREE, MAIL):
            cells = list(good)
            cells[position] = secret
            rows.append([str(number), *cells, *person])
            number += 1
    rows.append([*good, *person, str(number)])  # slipped by one to the left
    rows.append([*person, *good, str(number)])
    rows.append([str(number), *good, *person, NAME])  # one cell too many
    rows.append([str(number), *good[:2], NAME, NIK])  # too few
    rows.append([NAME, *good, *person])  # a record that a person's name numbers
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def whatever_is_kept(folder: Path) -> str:
    """All bytes of all files as text; of Parquet, which is compressed, the values as well."""
    found = []
    for path in folder.rglob("*"):
        found.append(str(path))
        if path.is_file():
            found.append(path.read_bytes().decode("latin-1"))
        if path.suffix == ".parquet":
            table = pq.read_table(path)
            found.append(table.to_pandas().to_csv())
            found.append(str(table.schema) + repr(table.schema.metadata))
    return "\n".join(found)


@pytest.mark.parametrize("more", [[], ["--accept-rejects"]])
@pytest.mark.parametrize(
    ("name", "header", "good", "person"),
    [
        ("permohonan_surat.csv", REQUESTS, REQUEST, PERSON),
        ("log_surat.csv", LETTERS, LETTER, LETTER_PERSON),
    ],
)
def test_nothing_about_a_person_is_kept_or_said(
    store: Path,
    small_pack: Path,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    name: str,
    header: list[str],
    good: list[str],
    person: list[str],
    more: list[str],
) -> None:
    file = file_of(tmp_path, exported(header, good, person), name)
    whole = file.read_text(encoding="utf-8")
    assert all(secret in whole for secret in (NAME, NIK, PHONE[1:], FREE, MAIL))
    with caplog.at_level(logging.DEBUG):
        result = services(store, small_pack, file, more=more)
    assert result.exit_code == (0 if more else 1), result.output
    assert result.stdout.count(f"{name}, line ") > 15
    assert "[status_unknown]" in result.stdout
    assert "[date_invalid]" in result.stdout
    assert "[cells]" in result.stdout
    if more:
        assert len(counts(store)) == 1
    printed = capfd.readouterr()
    records = [record.getMessage() + str(record.__dict__) for record in caplog.records]
    assert isinstance(result.exception, SystemExit | None)
    said = [
        result.output, result.stdout, result.stderr, printed.out, printed.err, caplog.text,
        *records, "".join(traceback.format_exception(result.exception)),
        whatever_is_kept(store.parent),
    ]  # fmt: skip
    for secret in SECRETS:
        assert not any(secret in text for text in said), secret
    listed = run("import", "list", "--store", store)
    assert not any(secret in listed.output for secret in SECRETS)


# --- progress -----------------------------------------------------------------------------------


class Terminal(io.StringIO):
    """What a program writes to a screen."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("is_large", [False, True])
def test_a_bar_while_large_files_are_read(
    store: Path,
    small_pack: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_large: bool,
) -> None:
    if is_large:
        monkeypatch.setattr(importing_files, "BYTES_WORTH_A_BAR", 1)
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    august = HEADER + f"{KOTA},,ket-usaha,2021-08-02,2021-08-08,1,,,,\n"
    files = [file_of(tmp_path, GOOD), file_of(tmp_path, august, "agustus.csv")]
    arguments = ["import", "services", *map(str, files), "--pack", str(small_pack)]
    cli.main([*arguments, "--store", str(store)], standalone_mode=False)
    assert ("Importing" in screen.getvalue()) is is_large
    assert ("100%" in screen.getvalue()) is is_large
    assert "Imported as" in screen.getvalue()


def test_no_bar_where_a_file_is_refused(
    store: Path, small_pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing_files, "BYTES_WORTH_A_BAR", 1)
    result = services(store, small_pack, file_of(tmp_path, BAD))
    assert result.exit_code == 1
    assert result.stdout.startswith("Shape: aggregate\n")
