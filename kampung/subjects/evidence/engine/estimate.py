"""The smoothest daily series that satisfies everything that is kept.

    minimise   Σ_k (1/v_k) Σ_t (x_k,t+1 − 2 x_k,t + x_k,t−1)²   + a very small Σ x²
    subject to every kept statement, x ≥ 0, active ≥ 0 at the knots

Second differences penalise bends, so between statements the curve is a natural cubic spline's
discrete cousin (Whittaker 1923; Hodrick & Prescott). v_k is the size of series k, because a
count's variance grows with it: a bend of one person a day is more in deaths than in cases.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

import highspy
import numpy as np
import numpy.typing as npt

from kampung.subjects.evidence.engine.constraints import SERIES, Row, active
from kampung.subjects.evidence.engine.matrix import Rows
from kampung.subjects.evidence.engine.solver import solver
from kampung.subjects.evidence.engine.stretches import (
    Totals,
    cuts,
    empty_gaps,
    fixed_days,
    steady_totals,
)

# A stretch is solved with so many knots of its neighbours, but no more than so many days: the
# influence of a day on the smoothest curve fades within a few statements. The daily estimate is
# then within a third of a person of that found in one piece, on the shipped record and on
# invented ones.
OVERLAP_KNOTS, OVERLAP_DAYS = 16, 84
# Regularisation inside the solver, and preference for few people. The solver can go round in
# circles where many series are equally smooth; then it tries again with more of either, which
# makes one series the best. At its own default (1e-7) the first is seen in the curve.
ATTEMPTS = ((1e-10, 1e-6), (1e-7, 1e-6), (1e-7, 1e-4), (1e-5, 1e-2))
ITERATIONS_PER_COLUMN = 10
# Totals that were fixed come from another program, and are as exact as it is.
TOLERANCE = 1e-6

Days = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """Smoothest series.

    Attributes
    ----------
    first_day
        Ordinal of the first day.
    daily
        Array (3, days): cases, recoveries and deaths a day.
    before
        Their running totals before the first day, shape (3,).
    """

    first_day: int
    daily: Days
    before: Days

    @property
    def days(self) -> range:
        """Ordinals of the days."""
        return range(self.first_day, self.first_day + self.daily.shape[1])

    @property
    def totals(self) -> Days:
        """Running totals at the end of each day, shape (3, days)."""
        return self.before[:, None] + np.cumsum(self.daily, axis=1)


def smoothest(
    rows: Sequence[Row], knots: Sequence[int], *, sizes: Sequence[float] = (1.0, 1.0, 1.0)
) -> Estimate | None:
    """Find the smoothest series.

    Parameters
    ----------
    rows
        Kept rows; together feasible.
    knots
        Days (ordinals) that rows mention; the first is the day before the series starts.
    sizes
        Relative size of the three series.

    Returns
    -------
    Estimate or None
        None if the solver finds no series.
    """
    first, last = knots[0], knots[-1]
    cut_days = cuts(knots, rows)
    steady = steady_totals(knots, rows, sizes) if cut_days else {}
    if steady is None:
        cut_days, steady = [], {}
    fixed = {day: steady[day] for day in sorted(fixed_days(cut_days, rows))}
    free = [row for row in (_without(row, fixed) for row in rows) if row.terms]
    daily = np.zeros((len(SERIES), last - first))
    before = np.zeros(len(SERIES))
    attempts = list(ATTEMPTS)
    gaps = set(empty_gaps(knots)) if steady else set()
    for start, end in pairwise((first, *cut_days, last)):
        if (start, end) in gaps:
            change = np.array(steady[end]) - np.array(steady[start])
            daily[:, start - first : end - first] = change[:, None] / (end - start)
            if start == first:
                before = np.array(steady[start])
            continue
        low, high = _overlap(knots, start, end)
        solved = _solve(
            free, fixed, [k for k in knots if low < k < high], low, high, sizes, attempts
        )
        if solved is None:
            return None
        totals, flows = solved
        daily[:, start - first : end - first] = flows[:, start - low : end - low]
        if start == first:
            before = totals
    return Estimate(first + 1, np.clip(daily, 0.0, None), np.clip(before, 0.0, None))


def _overlap(knots: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """First and last day with which a stretch is solved."""
    earlier = [day for day in knots if start - OVERLAP_DAYS <= day <= start][-OVERLAP_KNOTS:]
    later = [day for day in knots if end <= day <= end + OVERLAP_DAYS][:OVERLAP_KNOTS]
    return earlier[0], later[-1]


def _without(row: Row, fixed: Totals) -> Row:
    """The row with fixed totals taken to the other side."""
    amount = sum(c * fixed[day][series] for series, day, c in row.terms if day in fixed)
    free = tuple(term for term in row.terms if term[1] not in fixed)
    return Row(free, row.lower - amount, row.upper - amount)


def _solve(
    rows: list[Row],
    fixed: Totals,
    inner: list[int],
    low: int,
    high: int,
    sizes: Sequence[float],
    attempts: list[tuple[float, float]],
) -> tuple[Days, Days] | None:
    """Totals at ``low``, shape (3,), and counts of the days after it up to ``high``, (3, days).

    An attempt that fails is struck off the list, for the stretches that follow too: each failure
    may take seconds, and so there are at most as many as attempts.
    """
    nodes = [low, *inner, high]
    place = {day: n for n, day in enumerate(nodes)}
    days, count = high - low, len(SERIES)
    flows = count * days

    def column(series: int, day: int) -> int:
        return flows + series * len(nodes) + place[day]

    matrix = Rows()
    for series in range(count):
        for earlier, later in pairwise(nodes):
            entries = {column(series, later): 1.0, column(series, earlier): -1.0}
            for day in range(earlier, later):
                entries[series * days + day - low] = -1.0
            matrix.add(entries, 0.0, 0.0)
        for day in fixed:
            if low <= day <= high:
                matrix.add({column(series, day): 1.0}, fixed[day][series], fixed[day][series])
    inside = (row for row in rows if all(low <= day <= high for _, day, _ in row.terms))
    for row in (*inside, *(Row(active(day), 0.0, inf) for day in nodes)):
        matrix.add_terms(row, column)
    while attempts:
        regularisation, ridge = attempts[0]
        hessian = _bends(days, flows + count * len(nodes), sizes, ridge)
        values = _minimise(matrix, hessian, regularisation)
        if values is not None:
            totals = values[[column(series, low) for series in range(count)]]
            return totals, values[:flows].reshape(count, days)
        del attempts[0]
    return None


def _minimise(matrix: Rows, hessian: highspy.HighsHessian, regularisation: float) -> Days | None:
    columns = int(hessian.dim_)
    highs = solver()
    highs.setOptionValue("qp_regularization_value", regularisation)
    highs.setOptionValue("solver", "choose")
    highs.setOptionValue("primal_feasibility_tolerance", TOLERANCE)
    highs.setOptionValue("qp_iteration_limit", ITERATIONS_PER_COLUMN * columns)
    matrix.pass_to(highs, costs=[0.0] * columns)
    highs.passHessian(hessian)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return np.asarray(highs.getSolution().col_value)


def _bends(days: int, columns: int, sizes: Sequence[float], ridge: float) -> highspy.HighsHessian:
    """Lower triangle of the Hessian: DᵀD of second differences for each series, and the ridge."""
    second = np.zeros((max(days - 2, 0), days))
    for day in range(days - 2):
        second[day, day : day + 3] = (1.0, -2.0, 1.0)
    square = second.T @ second
    starts, index, values = [0], [], []
    for size in sizes:
        for day in range(days):
            for lower in range(day, min(day + 3, days)):
                value = square[lower, day] / size + (ridge if lower == day else 0.0)
                index.append(len(starts) - 1 + lower - day)
                values.append(value)
            starts.append(len(index))
    starts += [len(index)] * (columns - len(starts) + 1)
    hessian = highspy.HighsHessian()
    hessian.dim_ = columns
    hessian.format_ = highspy.HessianFormat.kTriangular
    hessian.start_ = np.array(starts, dtype=np.int32)
    hessian.index_ = np.array(index, dtype=np.int32)
    hessian.value_ = np.array(values)
    return hessian
