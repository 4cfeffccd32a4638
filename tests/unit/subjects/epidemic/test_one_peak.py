"""One peak: title, table, chart and card of every metric, unit and period say the same numbers."""

import datetime as dt
from itertools import product
from pathlib import Path

import pandas as pd
import pytest

from kampung.charts.theme import LIGHT
from kampung.language import Language
from kampung.pictures.picture import Picture, View
from kampung.store.door import DataSet
from kampung.subjects.epidemic import cards, facts, words
from kampung.subjects.epidemic import pictures as epidemic_pictures
from kampung.subjects.epidemic.analysis.figures import CORE, Unit
from kampung.subjects.epidemic.analysis.peaks import peak_of, running_totals_of
from kampung.subjects.epidemic.analysis.record import marks
from kampung.subjects.epidemic.charts.record import record_chart
from kampung.subjects.epidemic.pictures import RecordSettings
from kampung.subjects.epidemic.tables import peaks_table
from tests.unit.charts import drawn
from tests.unit.made_up import record

EN = Language("en")
NAMES = {metric: metric for metric in CORE}
# Whole months, and weeks that cut statements of several weeks in two.
PERIODS = [
    (start.date(), (start + pd.DateOffset(days=days)).date())
    for start, days in product(pd.date_range("2021-05-10", "2021-08-30", freq="28D"), (13, 34, 61))
] + [
    (dt.date(2021, 8, 1), dt.date(2021, 8, 31)),
    (dt.date(2021, 7, 1), dt.date(2021, 7, 31)),
    (dt.date(2021, 6, 1), dt.date(2021, 9, 5)),
    (dt.date(2020, 3, 1), dt.date(2021, 12, 31)),
    (dt.date(2021, 9, 1), dt.date(2021, 9, 30)),
]


def test_there_are_twenty_periods() -> None:
    assert len(PERIODS) == 20


@pytest.mark.parametrize("metric", CORE)
def test_the_sentence_and_the_table_name_one_peak(metric: str) -> None:
    by_unit = {unit: marks(record(), metric=metric, unit=unit) for unit in ("week", "day")}
    for (unit, found), (start, end) in product(by_unit.items(), PERIODS):
        peak = peak_of(found, metric=metric, start=start, end=end)
        said = words.record(
            found,
            language=EN,
            metric_name=metric,
            unit=unit,
            start=start,
            end=end,
            peak=peak,
            totals=running_totals_of(found, start=start, end=end),
        )
        in_table = peak_of(by_unit["week"], metric=metric, start=start, end=end)
        of_table = [] if in_table is None else [in_table]
        if peak is None:
            assert not of_table, (unit, start, end)
            continue
        ((_, highest, last, *_),) = peaks_table(of_table, names=NAMES, language=EN).rows
        assert highest.value == peak.highest.value, (unit, start, end)
        assert words.stated(peak.highest, language=EN) in said.sentence, (unit, start, end)
        assert words.stated(peak.highest, language=EN) in highest.text
        assert last.value == (None if peak.last is None else peak.last.value)
        if peak.last is not None:
            assert words.stated(peak.last, language=EN) in said.sentence


@pytest.mark.parametrize(
    ("metric", "label"),
    [
        ("new_cases", {"308", "25–31 August 2021"}),
        ("new_deaths", {"above 100", "3 weeks, 4–24 Aug 2021", "56"}),
        ("new_recoveries", {"above 600", "4 weeks, 4–31 Aug 2021"}),
    ],
)
def test_in_august_the_label_of_the_chart_is_that_of_the_sentence(
    metric: str, label: set[str]
) -> None:
    start, end = dt.date(2021, 8, 1), dt.date(2021, 8, 31)
    found = marks(record(), metric=metric, unit="week")
    peak = peak_of(found, metric=metric, start=start, end=end)
    assert peak is not None
    chart = record_chart(
        found,
        look=LIGHT,
        language=EN,
        metric=metric,
        unit="week",
        start=start,
        end=end,
        named=peak.highest,
    )
    assert label <= drawn.words(drawn.spec(chart))


@pytest.fixture(scope="module")
def data(frozen_store: Path) -> DataSet:
    return DataSet.at(str(frozen_store))


def made(data: DataSet, *, metric: str, unit: Unit, start: dt.date, end: dt.date) -> Picture:
    chosen = RecordSettings(metric, unit, start, end)
    return epidemic_pictures.record(data, chosen, View(EN))


def written(picture: Picture) -> set[str]:
    """What the chart writes into its plot."""
    return drawn.words(picture.specification) if picture.specification else set()


def in_table(picture: Picture) -> set[str]:
    numbers = (cell for row in picture.table.rows for cell in row[1:2])
    return {str(getattr(cell, "text", cell)) for cell in numbers}


@pytest.mark.parametrize("metric", CORE)
def test_title_table_chart_and_card_of_weeks_say_the_same(data: DataSet, metric: str) -> None:
    told = 0
    for start, end in PERIODS[::3]:
        picture = made(data, metric=metric, unit="week", start=start, end=end)
        peak = facts.peak_in(data, metric=metric, start=start, end=end)
        if peak is None:
            continue
        card = cards.card(data, peak, EN)
        drawn_ids = set(picture.rows["figure_id"])
        for stated in filter(None, (peak.highest, peak.last)):
            number = words.stated(stated, language=EN)
            where = (metric, start, end, number)
            assert number in f"{card.number} {card.change}", where
            if not {peak.highest.figure_id, stated.figure_id} <= drawn_ids:
                # A week that is not on the grid is in no title.
                assert f"{number} " not in f"{picture.said.title} ", where
                continue
            told += 1
            assert number in picture.said.title, where
            assert number in in_table(picture), where
            assert any(word.startswith(number) for word in written(picture)), where
    assert told


@pytest.mark.parametrize("metric", CORE[:3])
def test_the_highest_day_of_the_title_is_that_of_table_and_chart(
    data: DataSet, metric: str
) -> None:
    for start, end in PERIODS[::6]:
        picture = made(data, metric=metric, unit="day", start=start, end=end)
        days = picture.rows[picture.rows["status"] == "published"]
        if days.empty:
            continue
        number = EN.number(float(days["value"].max()))
        assert f": {number} on the highest day" in picture.said.title, (start, end)
        assert number in in_table(picture)
        assert number in written(picture)


@pytest.mark.parametrize("metric", CORE[:3])
def test_the_totals_of_the_title_are_those_of_table_and_chart(data: DataSet, metric: str) -> None:
    for start, end in PERIODS[::6]:
        picture = made(data, metric=metric, unit="cumulative", start=start, end=end)
        totals = picture.rows[picture.rows["status"] == "published"]
        for value in totals["value"].astype(float).iloc[[0, -1]] if len(totals) else []:
            number = EN.number(value)
            assert number in picture.said.title, (start, end)
            assert number in in_table(picture)
            assert number in written(picture)
