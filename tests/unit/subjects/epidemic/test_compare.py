"""Two flows over the same days."""

import datetime as dt

import pandas as pd
import pytest

from kampung.subjects.epidemic.analysis.compare import common_blocks, comparisons
from tests.unit.made_up import figures, record

SUMMER = {"start": dt.date(2021, 6, 1), "end": dt.date(2021, 9, 5)}


def test_blocks_of_the_record():
    found = common_blocks(record(), **SUMMER)
    last = found.iloc[-1]
    assert (last["start_on"], last["end_on"]) == (
        pd.Timestamp("2021-07-30"),
        pd.Timestamp("2021-08-25"),
    )
    assert last["days"] == 27
    # 13,054 − 10,526 or 10,525, and 10,955 − 8,468 or 8,469
    assert (last["new_cases_least"], last["new_cases_greatest"]) == (2528, 2529)
    assert (last["new_recoveries_least"], last["new_recoveries_greatest"]) == (2486, 2487)
    assert last["new_cases_week"] == pytest.approx(2528.5 * 7 / 27)

    week = found[found["end_on"] == pd.Timestamp("2021-07-06")].iloc[0]
    assert (week["new_cases_least"], week["new_recoveries_least"]) == (434, 322)


def test_blocks_follow_upon_each_other_and_are_long_enough():
    found = common_blocks(record(), **SUMMER, least_days=7)
    assert (found["days"] >= 7).all()
    gaps = found["start_on"].iloc[1:].to_numpy() - found["end_on"].iloc[:-1].to_numpy()
    assert set(gaps) == {pd.Timedelta(days=1).to_numpy()}


def test_a_day_on_which_sources_differ_widely_ends_no_block():
    totals = [(1, 1000), (8, 1100), (8, 1300), (15, 1400)]
    rows = [
        {"value": value, "statistic": "cumulative", "end_on": f"2021-01-{on:02}", "metric": metric}
        for metric in ("new_cases", "new_recoveries")
        for on, value in totals
    ]
    found = common_blocks(figures(*rows))
    assert found["days"].to_list() == [14]
    assert found["new_cases_least"].to_list() == [400]


def test_no_common_days_give_no_blocks():
    found = common_blocks(figures())
    assert found.empty
    assert "new_cases_week" in found


def test_comparisons_without_numbers_are_found():
    found = comparisons(record(), first="new_recoveries", second="new_cases")
    assert found["relation"].to_list() == [">"]
    assert found["start_on"].iloc[0] == pd.Timestamp("2021-08-18")
    assert comparisons(record(), first="new_cases", second="new_recoveries").empty
