"""Ticks are few and nice, and days stay days in every time zone."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampung.charts.scales import (
    Plane,
    day_ticks,
    epoch,
    nice_step,
    time_axis,
    value_ticks,
)


@pytest.mark.parametrize(
    ("greatest", "ticks"),
    [(1533, [0, 500, 1000, 1500]), (140, [0, 50, 100]), (9, [0, 5]), (0.9, [0, 0.5])],
)
def test_values_are_named_at_round_numbers(greatest, ticks):
    assert value_ticks(greatest) == pytest.approx(ticks)


def test_an_axis_may_begin_at_a_round_number_below_the_least():
    assert value_ticks(13_500, least=6_636) == [6_000, 8_000, 10_000, 12_000]


@given(greatest=st.floats(0.01, 1e7))
def test_ticks_are_few_and_within_the_data(greatest):
    ticks = value_ticks(greatest)
    assert ticks[0] == 0
    assert 1 <= len(ticks) <= 6
    assert ticks[-1] <= greatest * (1 + 1e-6)
    assert nice_step(greatest) * 4 >= greatest * (1 - 1e-6)


def test_midnight_is_that_of_utc():
    # 18,809 days after 1 January 1970
    assert epoch(dt.date(2021, 7, 1)) == 18_809 * 86_400_000


@pytest.mark.parametrize(
    ("start", "end", "count", "first"),
    [
        ("2021-07-01", "2021-07-20", 3, "2021-07-05"),  # Mondays
        ("2021-06-01", "2021-09-05", 4, "2021-06-01"),  # months
        ("2020-03-01", "2022-02-28", 8, "2020-04-01"),  # quarters
        ("2016-03-01", "2022-03-01", 6, "2017-01-01"),  # years
    ],
)
def test_days_are_named_by_the_length_shown(start, end, count, first):
    ticks = day_ticks(dt.date.fromisoformat(start), dt.date.fromisoformat(end))
    assert len(ticks) == count
    assert ticks[0] == dt.date.fromisoformat(first)


@pytest.mark.parametrize(
    ("start", "end", "years_only"),
    [
        ("2016-03-01", "2022-03-01", True),  # each January
        ("2019-11-02", "2020-03-01", False),  # December, January, February, March
        ("2019-12-01", "2020-01-10", False),  # weeks
    ],
)
def test_only_januaries_are_named_by_their_year_alone(start, end, years_only):
    axis = time_axis(dt.date.fromisoformat(start), dt.date.fromisoformat(end)).to_dict()
    assert ("format" in axis) == years_only
    assert ("labelExpr" in axis) != years_only


@pytest.mark.parametrize(
    ("start", "end", "first_has_its_year"),
    [
        ("2020-10-01", "2022-02-28", False),  # October, January: 2020 would touch 2021
        ("2020-07-01", "2022-02-28", False),
        ("2020-04-01", "2022-02-28", True),  # two labels stand between
        ("2021-06-01", "2021-09-05", True),  # no January at all
    ],
)
def test_two_years_never_stand_side_by_side(start, end, first_has_its_year):
    axis = time_axis(dt.date.fromisoformat(start), dt.date.fromisoformat(end)).to_dict()
    assert ("time(datum.value)" in axis["labelExpr"]) == first_has_its_year


@given(start=st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)), length=st.integers(20, 4000))
def test_named_days_lie_within_the_axis_and_are_few(start, length):
    end = start + dt.timedelta(days=length)
    ticks = day_ticks(start, end)
    assert 1 <= len(ticks) <= 14 or length > 400
    assert len(ticks) <= 14
    assert all(start <= day <= end for day in ticks)
    assert ticks == sorted(ticks)


def test_labels_that_would_meet_give_way_in_their_order():
    plane = Plane(start=dt.date(2021, 1, 1), end=dt.date(2021, 4, 10), top=100, ticks=[0, 50])
    day = 86_400_000
    rows = pd.DataFrame({"xm": [plane.left, plane.left + day, plane.left + 50 * day], "y": 10.0})
    taken = [(plane.left + 51 * day, 90.0)]
    # 100 days on 300 pixels: a day is 3 pixels. The second label is 3 pixels from the first; the
    # third is near one that stands 80 per cent of the height above it.
    assert plane.free(rows, taken, width=300, height=200).to_list() == [True, False, True]
    assert len(taken) == 3
