"""What the shipped record proves, as the store keeps it and as the command prints it."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner

from kampung.building.build import build
from kampung.building.evidence import TABLES, evidence, fingerprint, kept_evidence
from kampung.building.imports import folder_of
from kampung.cli import main
from kampung.language import LANGUAGES, Language
from kampung.pack import Pack, read_pack
from kampung.store import Store, about, seal
from kampung.store.rows import plain_rows
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.epidemic import queries as epidemic_queries
from kampung.subjects.evidence import queries as evidence_queries
from kampung.subjects.evidence.reasons import reason_of

PACK = Path(__file__).parents[1] / "fixtures" / "frozen"


@pytest.fixture(scope="module")
def built(frozen_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(frozen_store, tmp_path_factory.mktemp("evidence") / "kampung.db"))


@pytest.fixture(scope="module")
def printed(built: Path) -> dict[str, list[dict[str, object]]]:
    done = CliRunner().invoke(main, ["evidence", "--json", "--store", str(built)])
    assert done.exit_code == 0, done.output
    found: dict[str, list[dict[str, object]]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("last_day", "total"),
    # 7,807 − 7,373 = 434; the article's 954 and 308
    [("2021-07-06", 434), ("2021-07-20", 954), ("2021-08-31", 308)],
)
def test_weeks_that_are_pinned(printed, last_day, total):
    window = next(
        window
        for window in printed["windows"]
        if (window["metric"], window["end_on"]) == ("new_cases", last_day)
    )

    assert (window["least"], window["greatest"], window["estimate"]) == (total, total, total)


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("lentera-2021-mean-cases", "contradicts"),
        ("lentera-2021-above-800-each-week", "contradicts"),
        ("lentera-2021-deaths-each-week", "possible"),
        ("lentera-2021-recoveries-exceed-cases", "possible"),
    ],
)
def test_verdicts_on_the_article(printed, statement, verdict):
    found = next(row for row in printed["statements"] if row["id"] == statement)

    assert found["verdict"] == verdict


def test_the_mean_is_729_short_of_two_printed_totals(printed):
    found = next(row for row in printed["statements"] if row["id"] == "lentera-2021-mean-cases")

    assert found["short_by"] == 729
    assert {
        "banyuwangi-hits-2021-07-02-new-cases-cumulative",
        "kompas-2021-08-25-new-cases-cumulative",
    } <= set(found["contradicts"])
    assert "12.325" in found["reason_id"]
    assert "12,325" in found["reason_en"]


def test_every_figure_has_a_verdict_and_a_reason_in_both_languages(built):
    statements = evidence_queries.evidence_statements(Store(str(built)))

    assert len(statements) == len(epidemic_queries.figures(Store(str(built))))
    for code, row in product(LANGUAGES, statements.to_dict("records")):
        assert reason_of(row, language=Language(code))


def test_the_terminal_reads_contradictions_first(built):
    done = CliRunner().invoke(main, ["evidence", "--store", str(built)])

    assert done.stdout.startswith("CONTRADICTS (")
    assert "2021-07-20  new_cases           954       954     954.0" in done.stdout


def test_without_a_store_the_command_says_so(tmp_path):
    done = CliRunner().invoke(main, ["evidence", "--store", str(tmp_path / "none.db")])

    assert done.exit_code == 1
    assert "There is no store" in done.stderr


# --- evidence that is kept over an import -------------------------------------------------------


@pytest.mark.parametrize(
    ("edits", "figure", "said"),
    [
        # A difference that no other statement limits, on either side.
        ([("=,21,0", "=,37430,0")], "f005", "No other page limits this figure"),
        # A share of no cases at all.
        (
            [("total,=,70,0", "total,=,0,0"), ("total,=,21,0", "total,=,0,0"),
             ("=,1500,0", "=,0,0"), ("=,12,0", "=,0,0"), ("=,13,0", "=,0,0")],
            "f009",
            "Given 1 other figure, “9.8%” cannot be true",
        ),
    ],
)  # fmt: skip
def test_what_has_no_limit_is_said_without_one(
    pack: Path, edit: Callable[[str, str, str], None], edits, figure, said
):
    for old, new in edits:
        edit("figures.csv", old, new)
    statements = evidence(read_pack(pack))[0].frame.set_index("figure_id")
    assert reason_of(statements.loc[figure], language=Language("en")).startswith(said)


def test_a_changed_translation_leaves_the_content_hash_and_a_changed_figure_changes_it(
    pack: Path,
    edit: Callable[[str, str, str], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = build(pack, tmp_path / "a.db").content_hash
    monkeypatch.setattr("kampung.language.core.translations", lambda _: Shouting())
    assert build(pack, tmp_path / "b.db").content_hash == before
    edit("figures.csv", "=,1500,0", "=,1501,0")
    assert build(pack, tmp_path / "c.db").content_hash != before


class Shouting:
    """Translations that say everything otherwise."""

    def gettext(self, message: str) -> str:
        return message.upper()

    def ngettext(self, one: str, many: str, count: int) -> str:
        return (one if count == 1 else many).upper()


@pytest.fixture(scope="module")
def small(small_pack: Path) -> Pack:
    return read_pack(small_pack)


class TestKeptEvidence:
    def test_it_is_what_would_be_computed(self, small: Pack, small_store: Path) -> None:
        kept = kept_evidence(small, small_store)
        assert kept is not None
        computed = {item.table.name: item.frame for item in evidence(small)}
        assert [item.table.name for item in kept] == list(TABLES)
        for item in kept:
            expected = plain_rows(computed[item.table.name], item.table)
            assert plain_rows(item.frame, item.table) == expected
            assert len(expected) > 0 or item.table.name in ("evidence_waves", "evidence_findings")

    @pytest.mark.parametrize(
        ("file", "old", "new", "is_kept"),
        [
            ("figures.csv", "=,70,0", "=,71,0", False),  # a value
            ("figures.csv", "2021-07-14,2021-07-20", "2021-07-13,2021-07-20", False),
            ("evidence_weights.csv", None, None, False),
            ("sources.csv", "berita-2021,article", "berita-2021,press", False),  # its weight
            ("events.csv", "2020-03-20", "2020-03-21", True),  # not a statement
            ("sources.csv", "surat-desa,registry", "surat-desa,import", True),  # no figure cites it
        ],
    )
    def test_it_is_kept_only_for_the_same_statements(
        self,
        small_store: Path,
        pack: Path,
        edit: Callable[[str, str, str], None],
        file: str,
        old: str | None,
        new: str | None,
        is_kept: bool,
    ) -> None:
        if old is None or new is None:
            lines = (pack / file).read_text(encoding="utf-8").splitlines(keepends=True)
            (pack / file).write_text("".join(lines[:-1]), encoding="utf-8")
        else:
            edit(file, old, new)
        assert (kept_evidence(read_pack(pack), small_store) is not None) is is_kept

    def test_the_order_of_lines_and_what_is_imported_do_not_matter(self, small: Pack) -> None:
        tables = {name: frame.iloc[::-1] for name, frame in small.tables.items()}
        assert fingerprint(Pack(small.descriptor, tables)) == fingerprint(small)

    def test_nothing_is_kept_of_a_store_that_cannot_tell(
        self, small: Pack, small_store: Path, tmp_path: Path
    ) -> None:
        assert kept_evidence(small, tmp_path / "none.db") is None
        (tmp_path / "letter.db").write_text("a letter" * 1000, encoding="utf-8")
        assert kept_evidence(small, tmp_path / "letter.db") is None
        for statement in (
            "UPDATE meta SET value = '0' WHERE key = 'schema_version'",
            "DELETE FROM meta WHERE key = 'evidence_of'",
            "DROP TABLE evidence_bands",
        ):
            copy = Path(shutil.copy(small_store, tmp_path / "copy.db"))
            with closing(sqlite3.connect(copy)) as connection, connection:
                connection.execute(statement)
            seal.apply(copy)
            assert seal.is_whole(copy)
            assert kept_evidence(small, copy) is None

    def test_nothing_is_kept_of_a_store_that_is_not_whole(
        self, small: Pack, small_store: Path, tmp_path: Path
    ) -> None:
        copy = Path(shutil.copy(small_store, tmp_path / "copy.db"))
        with closing(sqlite3.connect(copy)) as connection, connection:
            connection.execute("UPDATE evidence_windows SET least = least + 1")
        assert kept_evidence(small, copy) is None


@pytest.fixture(scope="module")
def imported(
    built: Path, shared_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, str]]:
    """A copy of the store with both levels, and the reports."""
    store = Path(shutil.copy(built, tmp_path_factory.mktemp("boundaries") / "kampung.db"))
    folder = shared_dir / "boundaries"
    reports = {}
    for level, name in (("district", "kecamatan"), ("village", "desa_kelurahan")):
        file = folder / f"banyuwangi_{name}_simplified.geojson"
        where = ["--pack", str(PACK), "--store", str(store)]
        done = CliRunner().invoke(main, ["import", "boundaries", str(file), *where])
        assert done.exit_code == 0, done.output
        reports[level] = done.stdout
    return store, reports


class TestRealBoundaries:
    """Those of the shipped pack's regency, into a store whose evidence takes seconds to compute."""

    @pytest.mark.parametrize(("level", "number"), [("district", 25), ("village", 217)])
    def test_all_are_joined_and_none_is_missing(
        self, imported: tuple[Path, dict[str, str]], level: str, number: int
    ) -> None:
        store, reports = imported
        lines = reports[level].splitlines()
        assert lines[0].startswith(f"Level: {level}, joined on ")
        assert lines[0].endswith(f": {number} of {number} areas")
        assert lines[1:3] == [
            "Areas without a boundary: none",
            "Boundaries of no area of the pack: none",
        ]
        assert len(lines) == 4  # nothing was rejected
        found = areas_queries.boundaries(Store(str(store)), level=level)
        areas = areas_queries.areas(Store(str(store)), level=level)
        assert found["code"].tolist() == areas["code"].tolist()
        types = {json.loads(shape)["type"] for shape in found["geometry"]}
        assert types <= {"Polygon", "MultiPolygon"}

    def test_the_rest_of_the_store_is_that_of_a_build_without_them(
        self, imported: tuple[Path, dict[str, str]], built: Path
    ) -> None:
        """Evidence that was kept twice is the evidence that was computed, to the last digit."""
        store, _ = imported
        expected = about.meta(Store(str(built)))["content_hash"]
        assert about.meta(Store(str(store)))["content_hash"] != expected
        copy = Path(shutil.copy(store, store.with_name("copy.db")))
        shutil.copytree(folder_of(store), folder_of(copy))
        for source_id in ("boundaries-district", "boundaries-village"):
            where = ["--pack", str(PACK), "--store", str(copy)]
            done = CliRunner().invoke(main, ["import", "remove", source_id, *where])
            assert done.exit_code == 0, done.output
        assert about.meta(Store(str(copy)))["content_hash"] == expected
        assert copy.read_bytes() == built.read_bytes()
