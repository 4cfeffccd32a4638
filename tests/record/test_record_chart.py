"""The chart of the record as it is drawn at first, on the shipped record."""

from pathlib import Path

import pandas as pd
import pytest

from kampung.language import Language
from kampung.pictures.picture import View
from kampung.store.door import DataSet
from kampung.subjects.epidemic import cards, checks, facts
from kampung.subjects.epidemic.focus import focus
from kampung.subjects.epidemic.pictures import RecordSettings, record

EN = Language("en")


@pytest.fixture(scope="module")
def data(record_store: Path) -> DataSet:
    return DataSet.at(str(record_store))


def weeks(data: DataSet, metric: str) -> pd.DataFrame:
    start, end = focus(data)
    return facts.record_grid(data, metric=metric, unit="week", start=start, end=end)


def values(found: pd.DataFrame, kind: str) -> list[float]:
    return [float(value) for value in found.loc[found["kind"] == kind, "value"]]


def test_cases_are_two_published_weeks_and_two_that_follow(data: DataSet) -> None:
    found = weeks(data, "new_cases")
    assert values(found, "published") == [954, 308]
    assert values(found, "calculated") == [410, 434]
    assert found["end_on"].dt.day_name().unique().tolist() == ["Tuesday"]
    possible = found[(found["kind"] == "possible") & found["greatest"].notna()]
    assert possible["greatest"].max() == 954  # nothing is drawn above the peak
    made = record(data, RecordSettings(), View(EN))
    assert made.said.title == "New cases peaked at 954 a week, then fell to 308"
    assert made.said.note.startswith("\\*")
    assert "No other source has 954." in made.said.note


def test_deaths_are_56_after_five_weeks_of_more_than_100(data: DataSet) -> None:
    found = weeks(data, "new_deaths")
    assert values(found, "published") == [56]
    floors = found[found["kind"] == "floor"]
    assert floors["printed"].tolist() == [100] * 5
    assert set(floors["relation"]) == {">"}


def test_recoveries_are_more_than_600_in_eight_weeks(data: DataSet) -> None:
    floors = weeks(data, "new_recoveries").query("kind == 'floor'")
    assert floors["printed"].tolist() == [600] * 8


def test_the_cards_say_the_last_number_of_each_series(data: DataSet) -> None:
    start, end = focus(data)
    said = [cards.card(data, peak, EN) for peak in facts.peaks_of(data, start=start, end=end)]
    assert [card.number for card in said] == ["308", "above 600", "56", "44"]
    assert said[0].change == "down 67.7% since the peak of 954, 14–20 Jul 2021"
    assert all(card.sources for card in said)


@pytest.mark.parametrize("metric", facts.METRICS)
@pytest.mark.parametrize("show", ["main", "all"])
def test_every_number_names_a_source_that_can_be_opened(
    data: DataSet, metric: str, show: str
) -> None:
    found = checks.checks(data, RecordSettings(metric, show=show), EN)
    assert found
    silent = [one.name for one in found.values() if not one.sources]
    assert silent == []
    assert all(source.url for one in found.values() for source in one.sources)
