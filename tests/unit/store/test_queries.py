"""Each question, answered from the small pack; the expected values are read off its CSV files."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from kampung.building.build import build
from kampung.store import Store, about
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.awards import queries as awards_queries
from kampung.subjects.epidemic import queries as epidemic_queries
from kampung.subjects.evidence import queries as evidence_queries
from kampung.subjects.programme import queries as programme_queries
from kampung.subjects.sources import queries as sources_queries


@pytest.fixture(scope="module")
def store(small_store: Path) -> Store:
    return Store(str(small_store))


def test_meta(store: Store) -> None:
    meta = about.meta(store)
    assert meta["area_code"] == "99.01"
    assert meta["article"] == "berita-2021"
    assert (meta["focus_start"], meta["focus_end"]) == ("2021-06-01", "2021-09-05")
    assert meta["title_id"].startswith("Kabupaten Contoh")
    assert meta["built_by"].startswith("kampung ")


def test_sources_count_what_rests_on_them(store: Store) -> None:
    sources = sources_queries.sources(store).set_index("id")
    article = sources.loc["berita-2021"]
    counts = article[["figures", "repeats", "awards", "award_accounts", "cohorts", "adoption"]]
    assert counts.tolist() == [5, 0, 1, 2, 2, 1]
    assert article["programme_facts"] == 2
    assert article["rests_on_it"] == 13
    assert sources.loc["warta-2021-07-21", "repeats"] == 1
    assert sources.loc["kode-wilayah", ["areas", "rests_on_it"]].tolist() == [6, 6]
    # Newest first, and what has no date last.
    assert sources.index.tolist() == [
        "surat-desa",
        "berita-2021",
        "warta-2021-07-21",
        "kode-wilayah",
    ]


def test_every_table_that_names_a_source_is_counted(store: Store) -> None:
    names = {"figure_repeats": "repeats"}
    found = store.query(
        "SELECT table_name, column_name FROM dictionary WHERE column_name LIKE '%source_id'"
    )
    counted = {"service_sources", "area_sources"}  # of what has too many rows
    of_the_store = {names.get(table, table) for table in found["table_name"]} - counted
    assert of_the_store == set(sources_queries.SOURCED)
    others = found[found["column_name"].ne("source_id")]
    assert set(others["table_name"]) == {"areas"}
    cited = store.query(
        """SELECT source_id FROM areas UNION SELECT bps_source_id FROM areas
           UNION SELECT population_source_id FROM areas UNION SELECT area_source_id FROM areas"""
    )["source_id"].dropna()
    assert set(areas_queries.area_sources(store)["source_id"]) == set(cited)


class TestFigures:
    def ids(self, store: Store, **filters: object) -> list[str]:
        return epidemic_queries.figures(store, **filters)["id"].tolist()  # type: ignore[arg-type]

    def test_all(self, store: Store) -> None:
        assert len(epidemic_queries.figures(store)) == 10

    def test_by_metric(self, store: Store) -> None:
        assert self.ids(store, metrics=["new_deaths", "new_recoveries"]) == ["f004", "f005"]
        assert self.ids(store, metrics=[]) == []

    def test_by_area(self, store: Store) -> None:
        assert self.ids(store, area_code="99.01.01") == ["f010"]

    def test_by_period_both_ends_inclusive(self, store: Store) -> None:
        only = {"metrics": ["new_cases"]}
        week = ["f001"]
        assert self.ids(store, **only, start=date(2021, 7, 1), end=date(2021, 7, 14)) == week
        assert self.ids(store, **only, end=date(2021, 7, 13)) == []
        last_day = self.ids(store, **only, start=date(2021, 8, 31))
        assert last_day == ["f002", "f003"]
        assert self.ids(store, **only, start=date(2021, 9, 1)) == []

    def test_a_period_open_at_its_start_counts_by_its_last_day(self, store: Store) -> None:
        assert "f003" in self.ids(store, start=date(2021, 8, 31), end=date(2021, 8, 31))
        assert "f003" not in self.ids(store, start=date(2021, 7, 1), end=date(2021, 7, 31))

    def test_by_source_with_what_it_repeats(self, store: Store) -> None:
        found = self.ids(store, source_id="warta-2021-07-21")
        assert sorted(found) == ["f001", "f006", "f007", "f008", "f009", "f010"]

    def test_source_metric_and_area_come_along(self, store: Store) -> None:
        peak = epidemic_queries.figures(store).set_index("id").loc["f001"]
        assert (peak["value"], peak["decimals"], peak["repeats"]) == (70.0, 0, 1)
        assert (peak["start_on"], peak["end_on"]) == (
            pd.Timestamp("2021-07-14"),
            pd.Timestamp("2021-07-20"),
        )
        assert (peak["publisher"], peak["published_on"]) == ("Warta Contoh", "2021-12")
        assert (peak["metric_name_id"], peak["unit_en"]) == ("Kasus baru", "cases")
        assert (peak["area_name"], peak["metric_kind"]) == ("Contoh", "flow")

    def test_missing_is_missing(self, store: Store) -> None:
        figures = epidemic_queries.figures(store).set_index("id")
        assert pd.isna(figures.loc["f005", "value"])
        assert pd.isna(figures.loc["f003", "start_on"])
        assert pd.isna(figures.loc["f001", "days_least"])
        assert pd.isna(figures.loc["f001", "conflict"])


def test_repeats(store: Store) -> None:
    repeats = epidemic_queries.repeats(store, ["f001", "f002"])
    assert repeats[["figure_id", "source_id"]].to_numpy().tolist() == [["f001", "warta-2021-07-21"]]
    assert epidemic_queries.repeats(store, []).empty


def test_metrics_count_their_figures(store: Store) -> None:
    metrics = epidemic_queries.metrics(store).set_index("id")
    assert metrics["figures"].to_dict() == {
        "active_cases": 1,
        "fatality_rate": 1,
        "new_cases": 6,
        "new_deaths": 1,
        "new_recoveries": 1,
    }


def test_areas(store: Store) -> None:
    assert areas_queries.areas(store, level="district")["name"].tolist() == ["Utara", "Selatan"]
    village = areas_queries.areas(store, level="village", parent_code="99.01.02").iloc[0]
    assert (village["code"], village["parent_name"]) == ("99.01.02.2001", "Selatan")
    regency = areas_queries.areas(store, level="regency").iloc[0]
    assert (regency["population"], regency["area_km2"]) == (120_000, 350.5)
    assert pd.isna(regency["parent_code"])


def test_villages_of_each_district(store: Store) -> None:
    counts = areas_queries.village_counts_by_district(store).set_index("name")
    assert counts.loc["Utara", ["desa", "kelurahan", "villages"]].tolist() == [1, 1, 2]
    assert counts.loc["Selatan", ["desa", "kelurahan", "villages"]].tolist() == [1, 0, 1]
    assert counts.loc["Selatan", ["tile_column", "tile_row"]].tolist() == [1, 2]


def test_kinds_of_areas(store: Store) -> None:
    assert areas_queries.area_kinds(store) == {"desa", "kabupaten", "kecamatan", "kelurahan"}


def test_a_fuller_pack(pack: Path, edit: Callable[[str, str, str], None], tmp_path: Path) -> None:
    """A village of customary law counts as a village; what is on record is known."""
    edit("areas.csv", "99.01.02,village,desa,", "99.01.02,village,desa_adat,")
    edit("sources.csv", "Jenis surat", "[tidak terbaca]")
    with (pack / "observations.csv").open("a", encoding="utf-8") as file:
        file.write("99.01.02,new_cases,2021-07-01,3,kode-wilayah\n")
    build(pack, tmp_path / "fuller.db")
    store = Store(str(tmp_path / "fuller.db"))

    assert areas_queries.village_counts_by_district(store)["desa"].tolist() == [1, 1]
    assert programme_queries.programme_counts(store)["desa"] == 2
    assert sources_queries.on_record(store) == {
        "figures": True,
        "observations": True,
        "service_counts": False,
        "every_district": True,  # figures of the one, an observation of the other
        "unread_titles": True,
    }


def test_events_that_touch_a_period(store: Store) -> None:
    assert epidemic_queries.events(store)["id"].tolist() == ["first-case", "restrictions"]
    touched = epidemic_queries.events(store, start=date(2021, 7, 20), end=date(2021, 8, 1))
    assert touched["id"].tolist() == ["restrictions"]
    assert epidemic_queries.events(store, start=date(2021, 7, 21)).empty
    assert epidemic_queries.events(store, end=date(2021, 7, 2))["id"].tolist() == ["first-case"]


def test_awards(store: Store) -> None:
    awards = awards_queries.awards(store)
    assert awards["id"].tolist() == ["kota-2021", "gelar-2019"]
    assert awards["accounts"].tolist() == [2, 0]
    assert awards["on_date"].isna().tolist() == [False, True]
    assert awards_queries.awards(store, scope="regency")["id"].tolist() == ["gelar-2019"]
    assert awards_queries.awards(store, result="won")["id"].tolist() == ["kota-2021"]
    assert awards_queries.awards(store, scope="regency", result="won").empty


def test_accounts_of_a_ceremony(store: Store) -> None:
    accounts = awards_queries.award_accounts(store, award_id="kota-2021")
    assert accounts["value"].tolist() == ["Kota A", "Kota B"]
    assert accounts["locator"].tolist() == ["¶2", "caption"]
    assert awards_queries.award_accounts(store, award_id="gelar-2019").empty


def test_cohorts(store: Store) -> None:
    cohorts = programme_queries.cohorts(store)
    assert cohorts[["year", "areas_selected"]].to_numpy().tolist() == [[2017, 25], [2018, 50]]
    assert cohorts["includes_area"].tolist() == [True, pd.NA]


def test_adoption(store: Store) -> None:
    adoption = programme_queries.adoption(store, aspect="programme")
    assert adoption["villages"].tolist() == [1, 2]
    assert adoption["end_on"].tolist() == [pd.Timestamp("2018-12-31"), pd.NaT]
    assert programme_queries.adoption(store, aspect="fibre").empty


def test_service_types(store: Store) -> None:
    assert programme_queries.service_types(store)["code"].tolist() == ["ket-usaha", "ket-domisili"]
    assert programme_queries.service_types(store, self_service=True)["code"].tolist() == [
        "ket-usaha"
    ]
    assert programme_queries.service_types(store, self_service=False)["code"].tolist() == [
        "ket-domisili"
    ]
    assert programme_queries.service_types(store, family="business")["validity_value"].tolist() == [
        1
    ]


def test_programme_facts(store: Store) -> None:
    facts = programme_queries.programme_facts(store, topic="maturity")
    assert facts[["value", "text_en"]].to_numpy().tolist() == [[2.0, "Advanced villages"]]
    assert len(programme_queries.programme_facts(store)) == 2


def test_evidence_weights(store: Store) -> None:
    weights = evidence_queries.evidence_weights(store).set_index("source_kind")["weight"]
    assert weights.to_dict() == {"article": 4.0, "press": 5.0}


def test_programme_counts(store: Store) -> None:
    assert programme_queries.programme_counts(store) == {
        "districts": 2,
        "villages": 3,
        "desa": 2,
        "kelurahan": 1,
        "services": 2,
        "self_services": 1,
        "awards_won": 1,
        "awards_listed": 0,
        "awards_nominated": 1,
        "figures": 10,
        "sources": 4,
    }


def test_what_is_on_record(store: Store) -> None:
    # The small pack has figures of the regency and of one of its two districts.
    known = sources_queries.on_record(store)
    assert [name for name, there in known.items() if there] == ["figures"]


def test_dictionary(store: Store) -> None:
    rows = about.dictionary(store, table="events")
    assert rows["column_name"].tolist()[:3] == ["*", "id", "on_date"]
    assert rows["type"].tolist()[:3] == ["table", "string", "date"]
    made = about.dictionary(store, table="boundaries").set_index("column_name")
    assert made.loc["*", ["title_id", "title_en"]].tolist() == ["Batas wilayah", "Boundaries"]
    tables = store.query("SELECT name FROM sqlite_master WHERE type = 'table'")["name"]
    described = set(about.dictionary(store)["table_name"])
    assert set(tables[~tables.str.startswith("sqlite_")]) == described | {"seal"}


@pytest.mark.parametrize(
    ("ask", "filters"),
    [
        (epidemic_queries.figures, {"metrics": ["none"]}),
        (areas_queries.areas, {"level": "none"}),
        (awards_queries.awards, {"scope": "none"}),
        (programme_queries.adoption, {"aspect": "none"}),
        (programme_queries.service_types, {"family": "none"}),
    ],
)
def test_an_empty_answer_has_the_same_types(
    store: Store, ask: Callable[..., pd.DataFrame], filters: dict[str, object]
) -> None:
    empty = ask(store, **filters)
    assert empty.empty
    assert empty.dtypes.equals(ask(store).dtypes)


@pytest.mark.parametrize("hostile", ["' OR 1=1 --", "<script>", "\0", "’", "x" * 10_000])
def test_hostile_filters_find_nothing(store: Store, hostile: str) -> None:
    assert epidemic_queries.figures(
        store, metrics=[hostile], area_code=hostile, source_id=hostile
    ).empty
    assert areas_queries.areas(store, level=hostile, parent_code=hostile).empty
    assert awards_queries.awards(store, scope=hostile, result=hostile).empty
    assert programme_queries.adoption(store, aspect=hostile).empty
    assert programme_queries.service_types(store, family=hostile).empty
    assert programme_queries.programme_facts(store, topic=hostile).empty
    assert about.dictionary(store, table=hostile).empty
