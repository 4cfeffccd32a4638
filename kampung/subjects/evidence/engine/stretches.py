"""A long record cut into stretches, so that the estimate takes seconds and not minutes.

The time that a quadratic program takes grows with the cube of the days. At a cut the running
totals are fixed beforehand, and statements on either side of it no longer meet. Cuts are made
where few statements reach across and many tell the totals themselves; mostly these leave no
choice anyway, and then nothing is lost. Where they do, a linear program over the totals decides:
of all that satisfy every statement those whose pace changes least from week to week.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from math import inf, sqrt

import highspy
import numpy as np

from kampung.subjects.evidence.engine.constraints import SERIES, WEEK, Row, active
from kampung.subjects.evidence.engine.matrix import Rows
from kampung.subjects.evidence.engine.solver import solver

# Days: a record up to `SHORT` is never cut, a piece beyond `LONGEST` always, none below `SHORTEST`.
SHORT, LONGEST, SHORTEST = 150, 270, 60

Totals = dict[int, list[float]]
# Coefficients of the three running totals of one day.
Vector = tuple[float, ...]


def cuts(knots: Sequence[int], rows: Sequence[Row]) -> list[int]:
    """Days to cut at, in the order of time; none for a record that is short enough.

    First where all three totals are told and no row reaches across, which costs nothing; then,
    where that leaves more than `LONGEST` days in one piece, as near its middle as few rows allow.
    """
    first, last = knots[0], knots[-1]
    if last - first <= SHORT:
        return []
    spans = [(min(days), max(days)) for row in rows if (days := [d for _, d, _ in row.terms])]
    across = {day: sum(start < day < end for start, end in spans) for day in knots}
    found = [first]
    for day in told_days(rows):
        if min(day - found[-1], last - day) >= SHORTEST and across[day] == 0:
            found.append(day)
    found.append(last)
    found = sorted({*found, *(day for gap in empty_gaps(knots) for day in gap)})
    gaps = set(empty_gaps(knots))
    while piece := next(
        (p for p in pairwise(found) if p[1] - p[0] > LONGEST and p not in gaps), None
    ):
        inside = [day for day in knots if piece[0] + SHORTEST <= day <= piece[1] - SHORTEST]
        if not inside:
            break
        middle = sum(piece) // 2
        near = [day for day in inside if abs(day - middle) <= SHORTEST] or inside
        found.append(min(near, key=lambda day: (across[day], abs(day - middle))))
        found.sort()
    return found[1:-1]


def empty_gaps(knots: Sequence[int]) -> list[tuple[int, int]]:
    """Long stretches of which nothing tells one day from another: there the pace is even."""
    return [gap for gap in pairwise(knots) if gap[1] - gap[0] > LONGEST]


def told_days(rows: Iterable[Row]) -> list[int]:
    """Days at which rows tell all three running totals exactly, in the order of time."""
    told: dict[int, set[Vector]] = {}
    for row in rows:
        one = told_of(row)
        if one is not None:
            told.setdefault(one[0], set()).add(one[1])
    return [day for day, vectors in sorted(told.items()) if are_all_told(frozenset(vectors))]


def told_of(row: Row) -> tuple[int, Vector] | None:
    """The day of which a row tells some sum of running totals exactly, and that sum."""
    days = {day for _, day, _ in row.terms}
    if len(days) != 1 or row.lower != row.upper:
        return None
    vector = [0.0] * len(SERIES)
    for series, _, coefficient in row.terms:
        vector[series] += coefficient
    return days.pop(), tuple(vector)


@cache
def are_all_told(vectors: frozenset[Vector]) -> bool:
    """Whether these sums leave no running total of the day open."""
    return int(np.linalg.matrix_rank(np.array(sorted(vectors)))) == len(SERIES)


def fixed_days(cut_days: Sequence[int], rows: Sequence[Row]) -> set[int]:
    """The cuts, and of each row that reaches across one its days before it."""
    fixed = set(cut_days)
    for row in rows:
        days = [day for _, day, _ in row.terms]
        reached = [cut for cut in cut_days if min(days) < cut < max(days)]
        if reached:
            fixed.update(day for day in days if day < reached[-1])
    return fixed


def steady_totals(
    knots: Sequence[int], rows: Sequence[Row], sizes: Sequence[float]
) -> Totals | None:
    """Running totals at every knot whose pace changes least from week to week.

    Minimises Σ |change of the mean count a day| over knots at least a week apart, each series
    divided by the square root of its size.

    Returns
    -------
    dict or None
        Totals of the three series by knot; None if the solver finds none.
    """
    place = {day: n for n, day in enumerate(knots)}
    count = len(knots)
    marks = [knots[0]]
    for day in knots:
        if day - marks[-1] >= WEEK:
            marks.append(day)
    bends = [(series, *days) for series in range(len(SERIES)) for days in _triples(marks)]
    first_bend = len(SERIES) * count

    def column(series: int, day: int) -> int:
        return series * count + place[day]

    matrix = Rows()
    for series in range(len(SERIES)):
        for earlier, later in pairwise(knots):
            matrix.add({column(series, later): 1.0, column(series, earlier): -1.0}, 0.0, inf)
    for row in (*rows, *(Row(active(day), 0.0, inf) for day in knots)):
        matrix.add_terms(row, column)
    for number, (series, one, two, three) in enumerate(bends):
        before, after = 1 / (two - one), 1 / (three - two)
        change = {
            column(series, one): before,
            column(series, two): -before - after,
            column(series, three): after,
        }
        matrix.add({**change, first_bend + number: -1.0}, -inf, 0.0)
        matrix.add({**change, first_bend + number: 1.0}, 0.0, inf)
    costs = [1 / sqrt(sizes[series]) for series, *_ in bends]

    highs = solver()
    highs.setOptionValue("solver", "choose")
    highs.setOptionValue("presolve", "on")
    highs.setOptionValue("simplex_strategy", 1)
    matrix.pass_to(highs, costs=[0.0] * first_bend + costs)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    values = np.asarray(highs.getSolution().col_value)[:first_bend].reshape(len(SERIES), count)
    return {day: values[:, n].tolist() for n, day in enumerate(knots)}


def _triples(marks: list[int]) -> list[tuple[int, int, int]]:
    return list(zip(marks, marks[1:], marks[2:], strict=False))
