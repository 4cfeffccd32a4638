"""Whether the steepest fall from one week to the next can lie in a period that was named."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

Verdict = Literal["contradicts", "follows", "possible"]
ONE_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the grid: its last day, and how many people it can have had.

    Attributes
    ----------
    end_on
        Last day.
    least, greatest
        Range of a whole number of people; ``greatest`` is infinite where nothing bounds it.
    """

    end_on: date
    least: float
    greatest: float

    @property
    def is_bounded(self) -> bool:
        """Whether it has a range with two ends."""
        return math.isfinite(self.greatest)


@dataclass(frozen=True, slots=True)
class Falls:
    """How steep the steepest fall can have been in a period, and in the other weeks.

    Attributes
    ----------
    verdict
        ``follows``, ``contradicts`` or ``possible``: whether the steepest fall is in the period.
    inside_least, inside_greatest
        Range of the steepest fall into a week of the period, in people; 0 is no fall.
    outside_least, outside_greatest
        The same of the other weeks.
    start_on, end_on
        First day of the first and last day of the last week of the period that is compared.
    compared, weeks
        How many weeks have a range, of how many.
    """

    verdict: Verdict
    inside_least: int
    inside_greatest: int
    outside_least: int
    outside_greatest: int
    start_on: date
    end_on: date
    compared: int
    weeks: int


def steepest_fall(weeks: Sequence[Week], *, start: date, end: date) -> Falls | None:
    """Judge the statement that the steepest weekly fall lies in a period.

    A fall from week ``w`` to the next belongs to the period if that next week lies wholly in it.
    The statement is true if there is a fall in the period and none elsewhere is steeper. Only
    falls between two weeks with a range are compared.

    The four numbers hold for every world, that is for all totals within the ranges:

    - No fall exceeds ``greatest[w] − least[w+1]``, so the steepest of several does not exceed the
      greatest of these.
    - Falls one after the other from week ``v`` to ``w`` add up to the total of ``v`` less that of
      ``w``, at least ``least[v] − greatest[w]``. The steepest of them is at least their mean, and
      as people are whole, at least that mean rounded up. With one step it is
      ``least[w] − greatest[w+1]``.

    Worlds that the record allows are among these (their weeks are bound to each other besides), so
    the numbers may be too wide and never too narrow. Hence the verdicts are sound: where even the
    least inside is a fall and reaches the greatest outside, the statement is true of every world
    (``follows``); where the greatest inside is no fall, or below the least outside, of none
    (``contradicts``). ``possible`` claims only that neither is proven. A week without a range
    may hold any fall: beside one inside nothing contradicts, beside one outside nothing follows.

    Parameters
    ----------
    weeks
        Weeks one after the other, seven days apart, without a gap.
    start, end
        First and last day of the period.

    Returns
    -------
    Falls or None
        None where inside or outside there are no two weeks to compare.
    """
    within = [
        week.end_on - ONE_WEEK + timedelta(days=1) >= start and week.end_on <= end
        for week in weeks[1:]
    ]
    inside = _steepest(weeks, counted=within)
    outside = _steepest(weeks, counted=[not is_within for is_within in within])
    if inside is None or outside is None:
        return None
    bounded = [before.is_bounded and after.is_bounded for before, after in _pairs(weeks)]
    known = {
        side: all(b for b, is_within in zip(bounded, within, strict=True) if is_within == side)
        for side in (True, False)
    }
    if known[False] and inside[0] > 0 and inside[0] >= outside[1]:
        verdict: Verdict = "follows"
    elif known[True] and (inside[1] <= 0 or inside[1] < outside[0]):
        verdict = "contradicts"
    else:
        verdict = "possible"
    ends = [
        week.end_on
        for week, is_within, b in zip(weeks[1:], within, bounded, strict=True)
        if is_within and b
    ]
    return Falls(
        verdict,
        *inside,
        *outside,
        start_on=ends[0] - ONE_WEEK + timedelta(days=1),
        end_on=ends[-1],
        compared=sum(week.is_bounded for week in weeks),
        weeks=len(weeks),
    )


def _pairs(weeks: Sequence[Week]) -> list[tuple[Week, Week]]:
    return list(pairwise(weeks))


def _steepest(weeks: Sequence[Week], *, counted: Sequence[bool]) -> tuple[int, int] | None:
    """Least and greatest that the steepest of some falls can be; None where there is none."""
    least, greatest = 0, 0
    found = False
    for first, (before, after) in enumerate(_pairs(weeks)):
        if not (counted[first] and before.is_bounded and after.is_bounded):
            continue
        found = True
        greatest = max(greatest, math.floor(before.greatest - after.least))
        for last in range(first, len(counted)):
            if not (counted[last] and weeks[last + 1].is_bounded):
                break
            mean = (before.least - weeks[last + 1].greatest) / (last + 1 - first)
            least = max(least, math.ceil(mean))
    return (least, greatest) if found else None
