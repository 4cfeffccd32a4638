"""Peaks, declines and the comparison of periods."""

import datetime as dt
import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kampung.subjects.epidemic.analysis.peaks import (
    compare_periods,
    highest_by_statement,
    peak,
    peaks_and_declines,
    relative_change,
    total_bounds,
    weekly_statements,
)
from kampung.subjects.epidemic.analysis.record import marks
from tests.unit.made_up import figures, record

SUMMER = {"start": dt.date(2021, 6, 1), "end": dt.date(2021, 9, 5)}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_peaks_of_the_record():
    found = peaks_and_declines(record(), **SUMMER).set_index("metric")
    cases, deaths = found.loc["new_cases"], found.loc["new_deaths"]
    assert (cases["peak_value"], cases["peak_relation"]) == (954, "=")
    assert (cases["peak_start"], cases["peak_end"]) == (
        pd.Timestamp("2021-07-14"),
        pd.Timestamp("2021-07-20"),
    )
    assert cases["peak_source_id"] == "lentera-2021"
    assert (cases["last_value"], cases["last_end"]) == (308, pd.Timestamp("2021-08-31"))
    # 308 / 954 − 1
    assert cases["change"] == pytest.approx(-0.677, abs=0.0005)
    assert cases["change_relation"] == "="

    assert (deaths["peak_value"], deaths["peak_relation"], deaths["peak_weeks"]) == (100, ">", 5)
    assert (deaths["last_value"], deaths["change"]) == (56, pytest.approx(-0.44))
    assert deaths["change_relation"] == "<"  # from more than 100: a fall of more than 44 %

    active = found.loc["active_cases"]
    assert (active["peak_value"], active["peak_end"]) == (1340, pd.Timestamp("2021-08-10"))
    assert (active["last_value"], active["last_end"]) == (207, pd.Timestamp("2021-09-05"))


def test_a_peak_without_a_later_week_has_no_change():
    found = peaks_and_declines(record(), metrics=["new_recoveries"], **SUMMER).iloc[0]
    assert (found["peak_value"], found["peak_relation"], found["peak_weeks"]) == (600, ">", 8)
    assert math.isnan(found["last_value"])
    assert math.isnan(found["change"])


def test_peaks_of_nothing_are_an_empty_table():
    found = peaks_and_declines(figures(), **SUMMER)
    assert found.empty
    assert "peak_value" in found


def test_doubtful_weeks_and_other_readings_are_no_peak():
    statements = weekly_statements(
        figures(
            {"value": 900, "start_on": "2021-07-01", "end_on": "2021-07-07", "quality": "doubtful"},
            {"value": 800, "start_on": "2021-07-08", "end_on": "2021-07-14", "statement": "s"},
            {"value": 700, "start_on": "2021-07-08", "end_on": "2021-07-14", "statement": "s"},
            {"value": 60, "start_on": "2021-07-15", "end_on": "2021-07-21"},
        ),
        metric="new_cases",
    )
    highest = peak(statements)
    assert highest is not None
    assert highest["printed"] == 60


def test_of_equal_weeks_the_exact_one_is_the_peak():
    week = {"start_on": "2021-07-01", "end_on": "2021-07-07"}
    statements = weekly_statements(
        figures(
            {"value": 100, "relation": ">", "statistic": "each_week", **week},
            {"value": 100, "start_on": "2021-07-08", "end_on": "2021-07-14"},
        ),
        metric="new_cases",
    )
    highest = peak(statements)
    assert highest is not None
    assert highest["relation"] == "="


def test_only_a_statement_makes_the_highest_published_week_the_highest_week():
    of_record = marks(record(), metric="new_cases", unit="week")
    highest = peak(weekly_statements(record(), metric="new_cases"))
    assert highest is not None
    assert highest_by_statement(of_record, highest)
    without = of_record[of_record["statistic"] != "maximum_week"]
    assert not highest_by_statement(without, highest)


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


# Least and greatest total of a period of new cases, worked out on paper; see each reason.
BOUNDS = [
    # 7535 (2 Jul) + x (3 Jul) + 69 (4 Jul) − 7282 (27 Jun); x from 0 to 7728 − 7535 − 69 = 124
    ("2021-06-28", "2021-07-04", 322, 446),
    ("2021-06-30", "2021-07-06", 434, 434),
    # 8008 + 219 + 192 − (7535 + x)
    ("2021-07-04", "2021-07-10", 760, 884),
    # 10,525 or 10,526 (29 Jul) − 8419 (10 Jul)
    ("2021-07-11", "2021-07-29", 2106, 2107),
    ("2021-07-30", "2021-08-25", 2528, 2529),
]


@pytest.mark.parametrize(("start", "end", "least", "greatest"), BOUNDS)
def test_bounds_of_periods_of_the_record(start, end, least, greatest):
    found = total_bounds(record(), metric="new_cases", periods=[(day(start), day(end))]).iloc[0]
    assert (found["least"], found["greatest"]) == (least, greatest)
    assert found["exact"] == (least == greatest)


def test_periods_are_compared_per_week():
    found = compare_periods(
        record(),
        metric="new_cases",
        first=(day("2021-06-14"), day("2021-06-20")),
        second=(day("2021-06-30"), day("2021-07-06")),
    )
    assert found["per_week_least"].to_list() == [246, 434]
    # 434 / 246 − 1
    assert found["change_least"].iloc[1] == pytest.approx(0.7642, abs=0.0001)
    assert found["change_greatest"].iloc[1] == found["change_least"].iloc[1]


def test_the_open_end_of_a_period_leaves_it_unbounded():
    found = total_bounds(
        figures({"value": 10, "statistic": "cumulative", "end_on": "2021-01-01"}),
        metric="new_cases",
        periods=[(day("2021-01-02"), day("2021-01-08"))],
    ).iloc[0]
    assert (found["least"], found["greatest"]) == (0, math.inf)


def test_a_level_has_no_total():
    week = (day("2021-06-14"), day("2021-06-20"))
    with pytest.raises(ValueError, match="no total"):
        compare_periods(record(), metric="active_cases", first=week, second=week)


@settings(deadline=None, max_examples=40)
@given(
    daily=st.lists(st.integers(0, 300), min_size=3, max_size=20),
    printed=st.sets(st.integers(0, 19), max_size=8),
    totals=st.sets(st.integers(0, 19), max_size=5),
    span=st.tuples(st.integers(0, 19), st.integers(0, 19)),
)
def test_the_true_total_always_lies_within_the_bounds(daily, printed, totals, span):
    days = pd.date_range("2021-01-01", periods=len(daily))
    rows = [{"value": daily[n], "end_on": days[n]} for n in printed if n < len(daily)]
    rows += [
        {"value": sum(daily[: n + 1]), "statistic": "cumulative", "end_on": days[n]}
        for n in totals
        if n < len(daily)
    ]
    first, last = sorted(min(n, len(daily) - 1) for n in span)
    found = total_bounds(
        figures(*rows), metric="new_cases", periods=[(days[first].date(), days[last].date())]
    ).iloc[0]
    assert found["least"] <= sum(daily[first : last + 1]) <= found["greatest"]
