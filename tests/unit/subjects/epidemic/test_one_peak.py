"""One peak: sentence, table and label of every metric, unit and period say the same numbers."""

import datetime as dt
from itertools import product

import pandas as pd
import pytest

from kampung.charts.theme import LIGHT
from kampung.language import Language
from kampung.subjects.epidemic import words
from kampung.subjects.epidemic.analysis.figures import CORE
from kampung.subjects.epidemic.analysis.peaks import peak_of, peaks, running_totals_of
from kampung.subjects.epidemic.analysis.record import marks
from kampung.subjects.epidemic.charts.record import record_chart
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
    for unit, (start, end) in product(("week", "day"), PERIODS):
        found = marks(record(), metric=metric, unit=unit)
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
        of_table = [one for one in peaks(record(), start=start, end=end) if one.metric == metric]
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
