"""Whether the steepest weekly fall can lie in a period: worked by hand, and never wrong."""

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampung.subjects.epidemic.analysis.falls import Falls, Week, steepest_fall

FIRST = dt.date(2021, 7, 4)


def weeks(*ranges: tuple[float, float]) -> list[Week]:
    return [
        Week(FIRST + dt.timedelta(days=7 * n), least, greatest)
        for n, (least, greatest) in enumerate(ranges)
    ]


def judged(*ranges: tuple[float, float], into: tuple[int, int]) -> Falls | None:
    """Judge that the steepest fall is into one of the weeks ``into``, counted from 0."""
    first, last = into
    start = FIRST + dt.timedelta(days=7 * first - 6)
    return steepest_fall(weeks(*ranges), start=start, end=FIRST + dt.timedelta(days=7 * last))


def test_it_follows_where_the_least_inside_reaches_the_greatest_outside() -> None:
    found = judged((500, 500), (450, 480), (100, 200), (90, 100), into=(2, 2))
    # Into the third week from 450 − 200 to 480 − 100. Elsewhere at most 200 − 90; and of the first
    # at least 500 − 480.
    assert found == Falls(
        "follows", 250, 380, 20, 110, dt.date(2021, 7, 12), dt.date(2021, 7, 18), 4, 4
    )


def test_it_is_contradicted_where_the_greatest_inside_is_below_the_least_outside() -> None:
    found = judged((500, 500), (450, 480), (100, 200), (90, 100), into=(3, 3))
    assert found is not None
    # At most 200 − 90 into the last week, at least 450 − 200 into the one before.
    assert (found.verdict, found.inside_greatest, found.outside_least) == ("contradicts", 110, 250)


def test_a_tie_proves_it_and_rules_nothing_out() -> None:
    # Both fall by 5: none elsewhere is steeper.
    certain = judged((10, 10), (5, 5), (0, 0), into=(2, 2))
    # Inside by 5 at most, outside by 5 at least.
    open_ = judged((10, 10), (5, 5), (0, 2), into=(2, 2))
    assert certain is not None
    assert open_ is not None
    assert (certain.verdict, open_.verdict) == ("follows", "possible")


def test_falls_one_after_the_other_force_their_mean() -> None:
    # From 650 to 308 in three steps: one of them is at least 114, whatever lies between.
    found = judged((650, 650), (650, 900), (0, 900), (0, 600), (308, 308), into=(2, 4))
    assert found is not None
    assert (found.inside_least, found.inside_greatest) == (114, 900)
    # And people are whole: 343 in three steps is 115 at least.
    found = judged((650, 650), (651, 900), (0, 900), (0, 600), (308, 308), into=(2, 4))
    assert found is not None
    assert found.inside_least == 115


def test_a_week_that_is_only_partly_in_the_period_is_not_of_it() -> None:
    known = weeks((9, 9), (8, 8), (1, 1))
    found = steepest_fall(known, start=dt.date(2021, 7, 6), end=dt.date(2021, 7, 18))
    assert found is not None
    assert (found.start_on, found.inside_least, found.outside_greatest) == (
        dt.date(2021, 7, 12), 7, 1,
    )  # fmt: skip


def test_where_nothing_falls_nothing_is_the_steepest_fall() -> None:
    found = judged((1, 1), (2, 2), (3, 3), into=(1, 1))
    assert found is not None
    assert found.verdict == "contradicts"


@pytest.mark.parametrize("into", [(1, 1), (2, 2)])
def test_a_week_without_a_range_may_hold_any_fall(into: tuple[int, int]) -> None:
    # Alone the others would prove it (into the third week), or rule it out (into the second).
    known = ((9, 9), (8, 8), (1, 1))
    sure = {(1, 1): "contradicts", (2, 2): "follows"}[into]
    alone, beside = judged(*known, into=into), judged(*known, (0, math.inf), into=into)
    assert alone is not None
    assert beside is not None
    assert alone.verdict == sure
    # It lies outside, and so takes only the proof away.
    assert beside.verdict == ("contradicts" if sure == "contradicts" else "possible")
    assert (beside.compared, beside.weeks) == (3, 4)


@pytest.mark.parametrize(
    "ranges", [(), ((1, 1),), ((2, 2), (1, 1)), ((3, 3), (2, 2), (0, math.inf), (1, 1))]
)
def test_without_two_weeks_to_compare_inside_and_outside_nothing_is_judged(
    ranges: tuple[tuple[float, float], ...],
) -> None:
    assert judged(*ranges, into=(2, 3)) is None


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Week], list[int], tuple[int, int]]:
    """Ranges, totals within them, and the weeks of a period."""
    totals = draw(st.lists(st.integers(0, 60), min_size=3, max_size=8))
    slack = st.integers(0, 12)
    ranges = [
        (max(total - draw(slack), 0), draw(st.sampled_from([total + draw(slack), math.inf])))
        if draw(st.booleans())
        else (total, total)
        for total in totals
    ]
    first = draw(st.integers(1, len(totals) - 1))
    return weeks(*ranges), totals, (first, draw(st.integers(first, len(totals) - 1)))


@given(worlds())
def test_no_verdict_is_wrong_of_any_world_within_the_ranges(
    world: tuple[list[Week], list[int], tuple[int, int]],
) -> None:
    known, totals, (first, last) = world
    start = known[first].end_on - dt.timedelta(days=6)
    found = steepest_fall(known, start=start, end=known[last].end_on)
    if found is None:
        return
    falls = {n: totals[n - 1] - totals[n] for n in range(1, len(totals))}
    within = [fall for n, fall in falls.items() if first <= n <= last]
    others = [fall for n, fall in falls.items() if not first <= n <= last]
    is_true = max(within) > 0 and max(within) >= max(others)
    assert found.verdict != "follows" or is_true
    assert found.verdict != "contradicts" or not is_true
    compared = {n for n in falls if known[n - 1].is_bounded and known[n].is_bounded}
    of_both = (
        (found.inside_least, found.inside_greatest, [n for n in compared if first <= n <= last]),
        (found.outside_least, found.outside_greatest,
         [n for n in compared if not first <= n <= last]),
    )  # fmt: skip
    for least, greatest, some in of_both:
        assert least <= max(0, *(falls[n] for n in some)) <= greatest
