"""What follows exactly from printed totals, checked against sums made by hand."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kampung.subjects.epidemic.analysis.exact_weeks import exact_weeks, running_totals
from kampung.subjects.epidemic.analysis.record import marks
from tests.unit.made_up import figures, record

# First day, last day, total and formula; each worked out on paper from the printed numbers.
CASES = [
    ("2021-06-14", "2021-06-20", 246, "(6902 − 20) − 6636"),
    ("2021-06-21", "2021-06-27", 400, "7282 − (6902 − 20)"),
    ("2021-06-30", "2021-07-06", 434, "7807 − 7373"),
    ("2021-07-01", "2021-07-07", 463, "(8008 − 113) − (7373 + 59)"),
    ("2021-07-02", "2021-07-08", 532, "8008 − (7535 − 59)"),
    ("2021-07-03", "2021-07-09", 692, "(8008 + 219) − 7535"),
]
DEATHS = [
    ("2021-06-30", "2021-07-06", 30, "754 − 724"),
    ("2021-07-02", "2021-07-08", 49, "779 − (733 − 3)"),
    ("2021-07-03", "2021-07-09", 66, "(779 + 20) − 733"),
]
# 6,483 recoveries on 6 July are not printed; they are cases less deaths less active.
RECOVERIES = [
    ("2021-06-30", "2021-07-06", 322, "(7807 − 754 − 570) − 6161"),
    ("2021-07-03", "2021-07-09", 383, "(8008 − 779 − 653 + 120) − 6313"),
]


@pytest.mark.parametrize(
    ("metric", "week"),
    [("new_cases", week) for week in CASES]
    + [("new_deaths", week) for week in DEATHS]
    + [("new_recoveries", week) for week in RECOVERIES],
    ids=lambda value: value if isinstance(value, str) else value[1],
)
def test_weeks_of_the_record(metric, week):
    start, end, value, formula = week
    found = exact_weeks(record(), metric=metric)
    row = found[found["end_on"] == pd.Timestamp(end)]
    assert len(row) == 1
    assert row["start_on"].iloc[0] == pd.Timestamp(start)
    assert row["value"].iloc[0] == value
    assert row["formula"].iloc[0] == formula


def test_each_formula_comes_to_its_value_and_rests_on_figures_of_the_record():
    known = set(record()["id"])
    for metric in ("new_cases", "new_deaths", "new_recoveries"):
        for row in exact_weeks(record(), metric=metric).itertuples():
            assert eval(row.formula.replace("−", "-")) == row.value  # noqa: S307
            assert set(row.rests_on) <= known
            assert (row.end_on - row.start_on).days == 6


def test_an_uncertain_day_fixes_nothing():
    # 8,508 stands for 11 or 12 July; so 6–12 July, 8508 − 7728 = 780, does not follow.
    found = exact_weeks(record(), metric="new_cases")
    assert pd.Timestamp("2021-07-12") not in set(found["end_on"])


def test_a_total_that_disagrees_with_its_parts_gives_two_totals():
    # Kompas prints 10,526 on 29 July; its parts 8468 + 1163 + 894 are 10,525.
    found = running_totals(record(), metric="new_cases")
    on_day = found[found["on_date"] == pd.Timestamp("2021-07-29")]
    assert sorted(on_day["value"]) == [10_525, 10_526]
    assert set(on_day["conflict"]) == {"sum-2021-07-29"}


def test_totals_walk_forwards_and_backwards_over_daily_counts():
    found = running_totals(
        figures(
            {"value": 100, "statistic": "cumulative", "end_on": "2021-01-10"},
            {"value": 7, "end_on": "2021-01-10"},
            {"value": 5, "end_on": "2021-01-11"},
            {"value": 9, "end_on": "2021-01-13"},
        ),
        metric="new_cases",
    ).set_index("on_date")
    assert found["value"].to_dict() == {
        pd.Timestamp("2021-01-09"): 93,
        pd.Timestamp("2021-01-10"): 100,
        pd.Timestamp("2021-01-11"): 105,
    }
    assert found["formula"].to_list() == ["100 − 7", "100", "100 + 5"]
    assert found["printed"].to_list() == [False, True, False]


def test_seven_daily_counts_in_a_row_are_added():
    days = pd.date_range("2021-01-01", periods=7)
    found = exact_weeks(
        figures(*({"value": n, "end_on": day} for n, day in enumerate(days, start=1))),
        metric="new_cases",
    )
    assert found["value"].to_list() == [28]
    assert found["formula"].to_list() == ["1 + 2 + 3 + 4 + 5 + 6 + 7"]
    assert found["rests_on"].iloc[0] == ("f1", "f2", "f3", "f4", "f5", "f6", "f7")


def test_counts_that_disagree_give_two_weeks_that_name_their_conflict():
    found = exact_weeks(
        figures(
            {"value": 100, "statistic": "cumulative", "end_on": "2021-01-07"},
            {"value": 160, "statistic": "cumulative", "end_on": "2021-01-13"},
            {"value": 4, "end_on": "2021-01-14", "conflict": "deaths"},
            {"value": 7, "end_on": "2021-01-14", "conflict": "deaths"},
        ),
        metric="new_cases",
    )
    assert found["value"].to_list() == [64, 67]
    assert found["conflict"].to_list() == ["deaths", "deaths"]


def test_a_total_that_was_corrected_downwards_gives_no_week():
    found = exact_weeks(
        figures(
            {"value": 100, "statistic": "cumulative", "end_on": "2021-01-07"},
            {"value": 90, "statistic": "cumulative", "end_on": "2021-01-14"},
        ),
        metric="new_cases",
    )
    assert found.empty


def test_derived_bars_share_no_day_with_each_other_or_with_printed_weeks():
    found = marks(record(), metric="new_cases", unit="week")
    bars = found[found["mark"] == "bar"].sort_values("start_on")
    derived = bars[bars["status"] == "derived"]
    assert {value for value in derived["printed"] if value in (246, 410, 434)} == {246, 410, 434}
    starts, ends = bars["start_on"].to_list(), bars["end_on"].to_list()
    assert all(end < start for end, start in zip(ends, starts[1:], strict=False))
    # Those that would overlap are levels, not lost.
    levels = found[(found["mark"] == "segment") & (found["status"] == "derived")]
    assert {463, 532, 692} <= set(levels["printed"])


def test_a_week_that_was_printed_is_not_derived_again():
    found = marks(
        figures(
            {"value": 100, "statistic": "cumulative", "end_on": "2021-01-07"},
            {"value": 160, "statistic": "cumulative", "end_on": "2021-01-14"},
            {"value": 60, "start_on": "2021-01-08", "end_on": "2021-01-14"},
        ),
        metric="new_cases",
        unit="week",
    )
    assert found["status"].to_list() == ["published"]


@settings(deadline=None, max_examples=40)
@given(
    daily=st.lists(st.integers(0, 300), min_size=8, max_size=25),
    printed=st.sets(st.integers(0, 24), max_size=10),
    totals=st.sets(st.integers(0, 24), max_size=5),
)
def test_whatever_is_printed_of_a_true_series_the_weeks_are_true(daily, printed, totals):
    days = pd.date_range("2021-01-01", periods=len(daily))
    rows = [{"value": daily[n], "end_on": days[n]} for n in printed if n < len(daily)]
    rows += [
        {"value": sum(daily[: n + 1]), "statistic": "cumulative", "end_on": days[n]}
        for n in totals
        if n < len(daily)
    ]
    series = pd.Series(daily, index=days)
    for row in exact_weeks(figures(*rows), metric="new_cases").itertuples():
        assert row.value == series[row.start_on : row.end_on].sum()
        assert row.conflict == ""
