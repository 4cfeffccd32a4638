"""Peaks and declines."""

import datetime as dt
import math

import pandas as pd
import pytest

from kampung.language import Language
from kampung.subjects.epidemic.analysis.peaks import (
    Peak,
    peak_of,
    peaks,
    peaks_frame,
    relative_change,
)
from kampung.subjects.epidemic.analysis.record import marks
from kampung.subjects.epidemic.words import stated_when
from tests.unit.made_up import figures, record

SUMMER = {"start": dt.date(2021, 6, 1), "end": dt.date(2021, 9, 5)}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def of(frame: pd.DataFrame, metric: str = "new_cases") -> Peak:
    (found,) = peaks(frame, metrics=[metric], **SUMMER)
    return found


def test_peaks_of_the_record():
    cases, _, deaths, active = peaks(record(), **SUMMER)
    assert (cases.highest.value, cases.highest.relation) == (954, "=")
    assert (cases.highest.start_on, cases.highest.end_on) == (day("2021-07-14"), day("2021-07-20"))
    assert cases.highest.source_id == "lentera-2021"
    assert cases.last is not None
    assert (cases.last.value, cases.last.end_on) == (308, day("2021-08-31"))
    # 308 / 954 − 1
    assert cases.change == pytest.approx(-0.677, abs=0.0005)
    assert cases.change_relation == "="

    assert (deaths.highest.value, deaths.highest.relation, deaths.highest.weeks) == (100, ">", 5)
    assert deaths.last is not None
    assert (deaths.last.value, deaths.change) == (56, pytest.approx(-0.44))
    assert deaths.change_relation == "<"  # from more than 100: a fall of more than 44 %

    assert active.highest.is_level
    assert (active.highest.value, active.highest.end_on) == (1340, day("2021-08-10"))
    assert active.last is not None
    assert (active.last.value, active.last.end_on) == (207, day("2021-09-05"))


def test_of_weeks_that_reach_out_of_the_period_those_within_are_counted():
    august = {"start": day("2021-08-01"), "end": day("2021-08-31")}
    cases, recoveries, deaths, _ = peaks(record(), **august)
    # Three of the five weeks of “above 100” lie in August, and four of the eight of “above 600”.
    assert (deaths.highest.value, deaths.highest.relation, deaths.highest.weeks) == (100, ">", 3)
    assert deaths.last is not None
    assert deaths.last.value == 56
    assert (recoveries.highest.value, recoveries.highest.weeks) == (600, 4)
    assert cases.highest.value == 308


def test_a_peak_without_a_later_week_has_no_change():
    found = of(record(), "new_recoveries")
    assert (found.highest.value, found.highest.relation, found.highest.weeks) == (600, ">", 8)
    assert found.last is None
    assert found.change is None


def test_peaks_of_nothing_are_none_and_an_empty_frame():
    assert peaks(figures(), **SUMMER) == ()
    assert peaks_frame(()).empty


def test_peaks_as_rows_keep_what_was_published():
    rows = peaks_frame(peaks(record(), **SUMMER)).set_index("metric")
    assert rows.loc["new_cases", ["peak_value", "last_value"]].tolist() == [954, 308]
    assert rows.loc["new_cases", "peak_start"] == pd.Timestamp("2021-07-14")
    assert pd.isna(rows.loc["new_recoveries", "last_value"])


def test_doubtful_weeks_and_other_readings_are_no_peak():
    found = of(
        figures(
            {"value": 900, "start_on": "2021-07-01", "end_on": "2021-07-07", "quality": "doubtful"},
            {"value": 800, "start_on": "2021-07-08", "end_on": "2021-07-14", "statement": "s"},
            {"value": 700, "start_on": "2021-07-08", "end_on": "2021-07-14", "statement": "s"},
            {"value": 60, "start_on": "2021-07-15", "end_on": "2021-07-21"},
        )
    )
    assert found.highest.value == 60


def test_a_peak_or_a_fall_that_rests_on_a_disputed_figure_says_so():
    of_record = marks(record(), metric="new_cases", unit="week")
    found = peak_of(of_record, metric="new_cases")
    assert found is not None
    assert found.last is not None
    assert not found.disputed
    found = peak_of(of_record, metric="new_cases", doubted={found.last.figure_id})
    assert found is not None
    # It is told all the same: the record does not say which of several is wrong.
    assert (found.highest.value, found.highest.disputed) == (954, False)
    assert found.last is not None
    assert found.last.disputed
    assert found.disputed
    assert stated_when(found.last, language=Language("en")).startswith("308 (disputed)")
    rows = peaks_frame([found]).iloc[0]
    assert (rows["peak_disputed"], rows["last_disputed"]) == (False, True)


def test_of_equal_weeks_the_exact_one_is_the_peak():
    week = {"start_on": "2021-07-01", "end_on": "2021-07-07"}
    found = of(
        figures(
            {"value": 100, "relation": ">", "statistic": "each_week", **week},
            {"value": 100, "start_on": "2021-07-08", "end_on": "2021-07-14"},
        )
    )
    assert found.highest.relation == "="


def test_only_a_statement_makes_the_highest_published_week_the_highest_week():
    of_record = marks(record(), metric="new_cases", unit="week")
    found = peak_of(of_record, metric="new_cases")
    assert found is not None
    assert found.is_highest_week
    without = of_record[of_record["statistic"] != "maximum_week"]
    found = peak_of(without, metric="new_cases")
    assert found is not None
    assert not found.is_highest_week


@pytest.mark.parametrize(
    ("first", "last", "change", "relation"),
    [
        ((954, "="), (308, "="), -0.6771, "="),
        ((100, ">"), (56, "="), -0.44, "<"),
        ((100, "≥"), (56, "="), -0.44, "≤"),
        ((100, "="), (50, "<"), -0.5, "<"),
        ((100, "<"), (150, "="), 0.5, ">"),
        ((100, "≤"), (150, "≥"), 0.5, "≥"),
        ((100, "≈"), (50, "="), -0.5, "≈"),
    ],
)
def test_changes_keep_the_relation_that_bounds_leave(first, last, change, relation):
    found = relative_change(*first, *last)
    assert found[0] == pytest.approx(change, abs=0.0001)
    assert found[1] == relation


@pytest.mark.parametrize(
    ("first", "last"), [((100, ">"), (150, ">")), ((0, "="), (5, "=")), ((100, "≈"), (50, ">"))]
)
def test_bounds_that_say_nothing_give_no_change(first, last):
    found = relative_change(*first, *last)
    assert math.isnan(found[0])
    assert found[1] == ""
