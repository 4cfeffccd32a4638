"""A store of invented data, as the command makes it: of its own, repeatable, and marked."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kampung import cli
from kampung.pack import read_pack
from kampung.store import Store, about
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.epidemic import queries as epidemic_queries
from kampung.subjects.services import queries as services_queries
from kampung.subjects.sources import queries as sources_queries

SIZE = ("--villages", "12", "--years", "1")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.main, [str(argument) for argument in arguments])


def simulate(pack: Path, store: Path, *more: str) -> Result:
    return run("simulate", "--pack", pack, "--store", store, *(more or SIZE))


def rows(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


@pytest.fixture(scope="module", autouse=True)
def _read_once(small_pack: Path) -> Iterator[None]:
    """Checking the pack takes longer than simulating, and it is always the same one here."""
    known = read_pack(small_pack)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kampung.pack.read_pack", lambda _: known)
        yield


@pytest.fixture(scope="module")
def simulated(small_pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("simulated") / "kampung-simulated.db"
    done = simulate(small_pack, path)
    assert done.exit_code == 0, done.output
    assert done.stdout.strip() == about.meta(Store(str(path)))["content_hash"]
    return path


def test_the_seed_decides(small_pack: Path, simulated: Path, tmp_path: Path) -> None:
    path = tmp_path / "again.db"
    again = simulate(small_pack, path, "--seed", "1", *SIZE)
    expected = about.meta(Store(str(simulated)))["content_hash"]
    assert again.stdout.strip() == expected
    assert path.read_bytes() == simulated.read_bytes()
    # Another simulation takes the place of an earlier one.
    other = simulate(small_pack, path, "--seed", "2", *SIZE)
    assert other.exit_code == 0, other.output
    meta = about.meta(Store(str(path)))
    assert other.stdout.strip() == meta["content_hash"] != expected
    assert meta["simulation_seed"] == "2"


def test_it_says_what_it_is(simulated: Path, small_store: Path) -> None:
    meta = about.meta(Store(str(simulated)))
    assert (meta["data_set"], meta["simulation_seed"]) == ("simulated", "1")
    assert about.meta(Store(str(small_store)))["data_set"] == "published"
    source = sources_queries.sources(Store(str(simulated))).set_index("id").loc["simulation"]
    assert source["kind"] == "simulation"
    assert "nyata" in source["note_id"]
    assert "Invented" in source["note_en"]


def test_every_invented_row_names_its_source(simulated: Path) -> None:
    for table in ("service_counts", "observations"):
        found = rows(simulated, f"SELECT DISTINCT source_id FROM {table}")  # noqa: S608
        assert found == [("simulation",)]
    # Of 12 villages three are the pack's, which keep theirs.
    villages = rows(
        simulated,
        "SELECT source_id, COUNT(*) FROM areas WHERE level = 'village' GROUP BY 1 ORDER BY 1",
    )
    assert villages == [("kode-wilayah", 3), ("simulation", 9)]
    others = "SELECT COUNT(*) FROM areas WHERE source_id = 'simulation' AND name NOT LIKE 'Rekaan%'"
    assert rows(simulated, others) == [(0,)]


def test_what_was_published_is_as_it_was(simulated: Path, small_store: Path) -> None:
    for table in (
        "figures", "figure_repeats", "events", "awards", "adoption", "evidence_statements",
        "evidence_windows", "evidence_bands",
    ):  # fmt: skip
        statement = f"SELECT * FROM {table}"  # noqa: S608
        assert rows(simulated, statement) == rows(small_store, statement), table
    assert len(epidemic_queries.figures(Store(str(simulated)))) == 10


def test_it_has_what_the_pages_ask_for(simulated: Path) -> None:
    store = Store(str(simulated))
    assert areas_queries.villages_in(store) == 12
    spans = services_queries.service_spans(store)
    assert spans["villages_total"].tolist() == [12] * len(spans)
    # A year of weeks up to the end of the period that the pack shows at first, 5 September 2021.
    periods = services_queries.service_periods(store, area_code="99.01", cadence="week")
    assert len(periods) <= 52
    assert str(periods["period_start"].min().date()) >= "2020-09-07"
    assert str(periods["period_end"].max().date()) == "2021-09-05"
    assert rows(simulated, "PRAGMA foreign_key_check") == []


def test_until_another_day(small_pack: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    assert simulate(small_pack, path, *SIZE, "--until", "2023-07-05").exit_code == 0
    # The last whole week before that Wednesday ends on Sunday, 2 July.
    assert rows(path, "SELECT MAX(period_end) FROM service_counts") == [("2023-07-02",)]


def test_fewer_villages_than_districts(small_pack: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    assert simulate(small_pack, path, "--villages", "1", "--years", "1").exit_code == 0
    assert rows(path, "SELECT level, COUNT(*) FROM areas GROUP BY level ORDER BY level") == [
        ("district", 1), ("regency", 1), ("village", 1),
    ]  # fmt: skip
    assert rows(path, "PRAGMA foreign_key_check") == []


class TestWhere:
    @pytest.fixture
    def published(self, small_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        path = Path(shutil.copy(small_store, tmp_path / "kampung.db"))
        monkeypatch.setenv("KAMPUNG_STORE", str(path))
        return path

    def test_beside_the_published_store_which_stays(
        self, published: Path, small_pack: Path
    ) -> None:
        before = published.read_bytes()
        done = run("simulate", "--pack", small_pack, *SIZE)
        assert done.exit_code == 0, done.output
        assert f"into {published.with_name('kampung-simulated.db')}." in done.stderr
        assert published.read_bytes() == before
        assert sorted(path.name for path in published.parent.iterdir()) == [
            "kampung-simulated.db", "kampung.db",
        ]  # fmt: skip

    def test_never_in_the_place_of_published_data(self, published: Path, small_pack: Path) -> None:
        before = published.read_bytes()
        done = simulate(small_pack, published)
        assert done.exit_code == 1
        assert done.stderr == (
            f"Simulating …\n{published} holds published data, which a simulation must not replace. "
            "Name another file with --store.\n"
        )
        assert published.read_bytes() == before

    def test_nor_of_those_of_an_older_version(self, published: Path, small_pack: Path) -> None:
        old = published.with_name("older.db")
        shutil.copy(published, old)
        with closing(sqlite3.connect(old)) as connection, connection:
            connection.execute("UPDATE meta SET value = '2' WHERE key = 'schema_version'")
            connection.execute("DELETE FROM meta WHERE key = 'data_set'")
        before = old.read_bytes()
        assert simulate(small_pack, old).exit_code == 1
        assert old.read_bytes() == before

    def test_nor_in_that_of_another_file(self, small_pack: Path, tmp_path: Path) -> None:
        letter = tmp_path / "letter.txt"
        letter.write_text("somebody's letter, not a database" * 100, encoding="utf-8")
        assert simulate(small_pack, letter).exit_code == 1
        assert letter.read_text(encoding="utf-8").startswith("somebody's letter")

    def test_a_database_server_has_no_place_beside_it(
        self, small_pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("KAMPUNG_STORE", "postgresql+psycopg://somewhere/kampung")
        monkeypatch.chdir(tmp_path)
        done = run("simulate", "--pack", small_pack, *SIZE)
        assert done.exit_code == 1
        assert "Name its file with --store." in done.stderr
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--villages", "0"), 2, "0 is not in the range x>=1"),
        (("--villages", "-5"), 2, "-5 is not in the range x>=1"),
        (("--villages", "many"), 2, "'many' is not a valid integer"),
        (("--years", "0"), 2, "0 is not in the range 1<=x<=20"),
        (("--years", "21"), 2, "21 is not in the range 1<=x<=20"),
        (("--seed", "-1"), 2, "-1 is not in the range x>=0"),
        (("--until", "yesterday"), 2, "'yesterday' does not match the format"),
        (("--villages", "84151"), 1, "84,151 villages do not fit under one regency: with 99"),
    ],
)
def test_bad_numbers(
    small_pack: Path, tmp_path: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    done = simulate(small_pack, tmp_path / "a.db", *arguments)
    assert done.exit_code == code
    assert told in done.stderr
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []
