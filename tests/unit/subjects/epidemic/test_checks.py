"""From any number of the record to who said it; what is compared with it; and cards."""

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pandas as pd
import pytest

from kampung.building.build import build
from kampung.language import Language
from kampung.pictures.picture import View
from kampung.pictures.sources import Source
from kampung.store.door import DataSet
from kampung.subjects.epidemic import cards, facts
from kampung.subjects.epidemic.analysis.peaks import peak_of
from kampung.subjects.epidemic.analysis.rates import Inhabitants, scaled
from kampung.subjects.epidemic.analysis.record import marks
from kampung.subjects.epidemic.checks import checks
from kampung.subjects.epidemic.pictures import (
    RecordSettings,
    common_ceiling,
    compared,
    has_estimate,
    record,
)
from tests.unit.charts import drawn
from tests.unit.made_up import figures

ID, EN = Language("id"), Language("en")
JULY, AUGUST = dt.date(2021, 7, 1), dt.date(2021, 8, 31)
MORE = """\
f101,berita-2021,¶6,99.01,new_cases,cumulative,=,1570,0,,2021-07-27,2021-07-27,stated,,,,,,,plain,,,,,
f102,berita-2021,¶7,99.01,active_cases,level,=,80,0,,2021-07-27,2021-07-27,stated,,,,,,,plain,,,,,
f103,warta-2021-07-21,,99.01,active_cases,level,=,20,0,,2021-08-24,2021-08-24,stated,,,,,,,plain,,,,,
f104,warta-2021-07-21,,99.01,new_recoveries,each_week,>,30,0,,2021-08-04,2021-08-31,assumed,,,4,,,,plain,,,,,
f105,warta-2021-07-21,,99.01,new_deaths,total,=,4,0,,2021-08-25,2021-08-31,stated,,,,,,,plain,,,,,
"""


@pytest.fixture(scope="module")
def data(small_pack: Path, tmp_path_factory: pytest.TempPathFactory) -> DataSet:
    """The small pack with some more figures."""
    folder = tmp_path_factory.mktemp("checks")
    pack = Path(shutil.copytree(small_pack, folder / "pack"))
    with (pack / "figures.csv").open("a", encoding="utf-8") as file:
        file.write(MORE)
    build(pack, folder / "kampung.db")
    return DataSet.at(str(folder / "kampung.db"))


def every_setting() -> Iterator[RecordSettings]:
    for metric, unit, show in product(
        facts.METRICS, ("week", "day", "cumulative"), ("main", "all")
    ):
        yield RecordSettings(metric, unit, JULY, AUGUST, show=show)


def test_every_number_that_can_be_clicked_can_be_checked_and_names_its_sources(
    data: DataSet,
) -> None:
    seen = 0
    for chosen in every_setting():
        found = checks(data, chosen, EN)
        for code, one in found.items():
            seen += 1
            assert one.name, code
            assert one.derivation, code
            assert one.sources, (chosen, one.name)
            assert all(source.publisher and source.url for source in one.sources)
        if chosen.show == "all":
            continue
        whole = record(data, chosen, View(EN)).specification
        clicked = {
            row["code"]
            for kind in ("rect", "point")
            for node, rows in (drawn.layers(dict(whole), mark=kind) if whole else [])
            if node["mark"].get("cursor") == "pointer"
            for row in rows
        }
        assert clicked == set(found), chosen
    assert seen > 20


def test_a_check_says_number_days_place_and_notes(data: DataSet) -> None:
    found = checks(data, RecordSettings("new_cases", "week", JULY, AUGUST), EN)
    peak = found["2021-07-20"]
    assert peak.name == "14–20 Jul 2021: 70"
    assert peak.derivation == "Published as it stands."
    assert peak.figures == ("f001",)
    assert peak.notes == ("Counted back",)
    assert peak.sources[0].locators == ("¶3",)
    assert checks(data, RecordSettings("new_cases", "week", JULY, AUGUST), ID)[
        "2021-07-20"
    ].notes == ("Dihitung mundur",)

    week = found["2021-07-27"]
    assert week.derivation == "Calculated: 1,570 − 1,500."
    assert set(week.figures) == {"f008", "f101"}
    assert len(week.sources) == 2


def test_a_range_that_the_whole_record_leaves_names_the_sources_of_its_days(
    data: DataSet,
) -> None:
    found = checks(data, RecordSettings("new_cases", "week", JULY, AUGUST), EN)
    ranges = [one for one in found.values() if "within this range" in one.derivation]
    assert all(one.sources for one in ranges)
    own = [one for one in ranges if not one.figures]
    assert all(one.derivation.endswith("Below are the sources of these days.") for one in own)


def test_a_second_series_and_another_period_are_put_beneath(data: DataSet) -> None:
    chosen = RecordSettings("new_cases", "day", dt.date(2021, 7, 1), dt.date(2021, 8, 31))
    assert compared(data, chosen, beside="", against="") == ()
    deaths, states = (
        compared(data, chosen, beside=metric, against="")[0]
        for metric in ("new_deaths", "active_cases")
    )
    assert deaths == replace(chosen, metric="new_deaths")
    assert (states.metric, states.unit) == ("active_cases", "week")
    (earlier,) = compared(data, chosen, beside="", against="2020-12-01")
    assert (earlier.start, earlier.end) == (dt.date(2020, 12, 1), dt.date(2021, 1, 31))
    both = compared(data, chosen, beside="new_deaths", against="2020-12-01")
    assert [one.metric for one in both] == ["new_deaths", "new_cases"]


def test_records_of_one_series_share_the_top_of_their_axes(data: DataSet) -> None:
    july = RecordSettings("new_cases", "week", dt.date(2021, 7, 1), dt.date(2021, 7, 31))
    august = replace(july, start=dt.date(2021, 8, 1), end=dt.date(2021, 8, 31))
    deaths = replace(july, metric="new_deaths")
    assert common_ceiling(data, july, []) == ""
    assert common_ceiling(data, july, [deaths]) == ""  # other numbers, other axes
    ceiling = float(common_ceiling(data, july, [august]))
    assert ceiling >= 70
    assert float(common_ceiling(data, august, [july])) == ceiling
    # 120,000 people live there.
    share = float(common_ceiling(data, replace(july, per="100k"), [replace(august, per="100k")]))
    assert share == pytest.approx(ceiling * 100_000 / 120_000)
    total = replace(july, unit="cumulative")
    assert common_ceiling(data, total, [total]) == ""


def test_numbers_per_100000_are_shares_of_those_who_live_there() -> None:
    people = Inhabitants(200_000, 2020, Source("BPS"))
    rows = pd.DataFrame({"value": [50.0, None], "printed": [50.0, None], "decimals": [0, 0]})
    found = scaled(rows, people, names=("value",))
    assert found["value"].tolist()[0] == 25
    assert pd.isna(found["value"].tolist()[1])
    assert found["printed"].tolist()[0] == 50
    assert found["decimals"].tolist() == [1, 1]
    assert scaled(rows, None, names=("value",)) is rows
    assert scaled(rows.iloc[:0], people, names=("value",)).empty


def test_a_chart_per_100000_says_of_how_many_people(data: DataSet) -> None:
    chosen = RecordSettings("new_cases", "week", JULY, AUGUST, per="100k")
    made = record(data, chosen, View(EN))
    assert made.said.title == "New cases per 100,000 inhabitants"
    assert "120,000 (2020)" in made.said.note
    # 70 of 120,000 people are 58.3 of 100,000.
    assert made.specification is not None
    assert "58.3" in drawn.words(dict(made.specification))


def test_an_estimate_is_offered_where_there_is_one(data: DataSet) -> None:
    weeks = RecordSettings("new_cases", "week", JULY, AUGUST)
    known = facts.estimated(data, metric="new_cases", unit="week", start=JULY, end=AUGUST)
    assert has_estimate(data, weeks) == bool(known["estimate"].notna().any())
    assert not has_estimate(data, replace(weeks, unit="day"))
    assert not has_estimate(data, replace(weeks, metric="active_cases"))


def test_cards_say_number_unit_days_and_change(data: DataSet) -> None:
    found = {
        peak.metric: cards.card(data, peak, EN)
        for peak in facts.peaks_of(data, start=JULY, end=AUGUST)
    }
    cases, recoveries = found["new_cases"], found["new_recoveries"]
    assert (cases.title, cases.number, cases.period) == (
        "New cases a week",
        "21",
        "25–31 Aug 2021",
    )
    # From 70 to 21.
    assert cases.change == "down 70.0% since the peak of 70, 14–20 Jul 2021"
    assert [source.url for source in cases.sources] != [None]
    assert (recoveries.number, recoveries.change) == ("above 30", "")
    assert recoveries.period == "4 weeks, 4–31 Aug 2021"
    # From more than 10 to 4: down more than 60 %.
    assert found["new_deaths"].number == "4"
    assert found["new_deaths"].change.endswith("down more than 60%")
    level = found["active_cases"]
    assert (level.title, level.number) == ("Active cases", "20")
    assert level.change == "down 75.0% since the peak of 80, 27 Jul 2021"


def test_a_card_of_a_rise_names_the_peak_alone(data: DataSet) -> None:
    found = peak_of(
        marks(
            figures({"value": 70, "start_on": "2021-07-14", "end_on": "2021-07-20"}),
            metric="new_cases",
            unit="week",
        ),
        metric="new_cases",
    )
    assert found is not None
    assert cards.card(data, found, EN).change == ""
    assert cards.card(data, found, EN).number == "70"


def test_how_far_the_record_reaches_is_told(data: DataSet) -> None:
    said = cards.reach_of_record(data, EN)
    assert said.startswith("The record ends in August 2021")
