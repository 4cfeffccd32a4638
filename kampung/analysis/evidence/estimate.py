"""The smoothest daily series that satisfies everything that is kept.

    minimise   Σ_k (1/v_k) Σ_t (x_k,t+1 − 2 x_k,t + x_k,t−1)²   + a very small Σ x²
    subject to every kept statement, x ≥ 0, active ≥ 0 at the knots

Second differences penalise bends, so between statements the curve is a natural cubic spline's
discrete cousin (Whittaker 1923; Hodrick & Prescott). v_k is the size of series k, because a
count's variance grows with it: a bend of one person a day is more in deaths than in cases.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

import highspy
import numpy as np
import numpy.typing as npt

from kampung.analysis.evidence.constraints import SERIES, Row, active
from kampung.analysis.evidence.program import solver

# Stretches are at least this long, and are solved with so many days of their neighbours: the
# influence of a day on the smoothest curve fades within a few statements. On real records and
# invented ones the daily estimate is then within half a person of that found in one piece.
SHORTEST = 45
OVERLAP = 56
# Up to here the record is solved in one piece anyway.
LONGEST = 150
# The solver can go round in circles where many series are equally smooth; then it tries again
# with a stronger preference for few people, which makes one of them the best.
RIDGES = (1e-6, 1e-4, 1e-2)
ITERATIONS_PER_COLUMN = 10

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
    rows: Sequence[Row],
    knots: Sequence[int],
    *,
    pinned: Mapping[int, Sequence[float]] | None = None,
    sizes: Sequence[float] = (1.0, 1.0, 1.0),
) -> Estimate | None:
    """Find the smoothest series.

    Parameters
    ----------
    rows
        Kept rows; together feasible.
    knots
        Days (ordinals) that rows mention; the first is the day before the series starts.
    pinned
        Totals of the three series at knots at which the rows leave no choice. Where no row spans
        such a day the record is cut into stretches that are solved one by one: the solver's time
        grows with the cube of the length.
    sizes
        Relative size of the three series.

    Returns
    -------
    Estimate or None
        None if the solver finds no series.
    """
    pinned = pinned or {}
    rows = [_without(row, pinned) for row in rows]
    first, last = knots[0], knots[-1]
    daily = np.zeros((len(SERIES), last - first))
    before = np.zeros(len(SERIES))
    for start, end in stretches(knots, rows, pinned):
        low, high = max(first, start - OVERLAP), min(last, end + OVERLAP)
        inside = [r for r in rows if all(low <= day <= high for _, day, _ in r.terms)]
        inside += [
            Row(((series, day, 1.0),), value, value)
            for day, values in pinned.items()
            if low <= day <= high
            for series, value in enumerate(values)
        ]
        solved = _solve(inside, [k for k in knots if low < k < high], low, high, sizes)
        if solved is None:
            return None
        totals, flows = solved
        daily[:, start - first : end - first] = flows[:, start - low : end - low]
        if start == first:
            before = totals
    return Estimate(first + 1, np.clip(daily, 0.0, None), np.clip(before, 0.0, None))


def stretches(
    knots: Sequence[int], rows: Sequence[Row], pinned: Mapping[int, Sequence[float]]
) -> list[tuple[int, int]]:
    """Cut the record at pinned days that no row spans, into stretches that are long enough."""
    spans = [(min(days), max(days)) for row in rows if (days := [d for _, d, _ in row.terms])]
    cuts = [knots[0]]
    for day in sorted(pinned):
        if (
            day - cuts[-1] >= SHORTEST
            and knots[-1] - day >= SHORTEST
            and not any(start < day < end for start, end in spans)
        ):
            cuts.append(day)
    cuts.append(knots[-1])
    return [(a, b) for a, b in pairwise(cuts) if b > a]


def _without(row: Row, pinned: Mapping[int, Sequence[float]]) -> Row:
    """The row with pinned totals taken to the other side, unless nothing else is in it."""
    fixed = sum(c * pinned[day][series] for series, day, c in row.terms if day in pinned)
    free = tuple(term for term in row.terms if term[1] not in pinned)
    return Row(free, row.lower - fixed, row.upper - fixed) if free else row


def _solve(
    rows: list[Row], inner: list[int], low: int, high: int, sizes: Sequence[float]
) -> tuple[Days, Days] | None:
    """Totals at ``low``, shape (3,), and counts of the days after it up to ``high``, (3, days)."""
    nodes = [low, *inner, high]
    place = {day: n for n, day in enumerate(nodes)}
    days, count = high - low, len(SERIES)
    flows = count * days

    def column(series: int, day: int) -> int:
        return flows + series * len(nodes) + place[day]

    matrix = _Rows()
    for series in range(count):
        for earlier, later in pairwise(nodes):
            entries = {column(series, later): 1.0, column(series, earlier): -1.0}
            for day in range(earlier, later):
                entries[series * days + day - low] = -1.0
            matrix.add(entries, 0.0, 0.0)
    for row in (*rows, *(Row(active(day), 0.0, inf) for day in nodes)):
        merged: dict[int, float] = {}
        for series, day, coefficient in row.terms:
            merged[column(series, day)] = merged.get(column(series, day), 0.0) + coefficient
        matrix.add(merged, row.lower, row.upper)

    for ridge in RIDGES:
        values = _minimise(matrix, days, flows + count * len(nodes), sizes, ridge)
        if values is not None:
            totals = values[[column(s, low) for s in range(count)]]
            return totals, values[:flows].reshape(count, days)
    return None


def _minimise(
    matrix: "_Rows", days: int, columns: int, sizes: Sequence[float], ridge: float
) -> Days | None:
    highs = solver()
    highs.setOptionValue("solver", "choose")
    highs.setOptionValue("qp_iteration_limit", ITERATIONS_PER_COLUMN * columns)
    none, nothing = np.array([], dtype=np.int32), np.array([], dtype=np.float64)
    highs.addCols(
        columns, np.zeros(columns), np.zeros(columns), np.full(columns, inf), 0, none, none, nothing
    )
    matrix.pass_to(highs)
    highs.passHessian(_bends(days, columns, sizes, ridge))
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return np.asarray(highs.getSolution().col_value)


class _Rows:
    """Rows collected for the solver."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.columns: list[int] = []
        self.values: list[float] = []
        self.lower: list[float] = []
        self.upper: list[float] = []

    def add(self, entries: dict[int, float], lower: float, upper: float) -> None:
        self.starts.append(len(self.columns))
        self.columns.extend(entries.keys())
        self.values.extend(entries.values())
        self.lower.append(lower)
        self.upper.append(upper)

    def pass_to(self, highs: highspy.Highs) -> None:
        highs.addRows(
            len(self.lower),
            np.array(self.lower),
            np.array(self.upper),
            len(self.columns),
            np.array(self.starts, dtype=np.int32),
            np.array(self.columns, dtype=np.int32),
            np.array(self.values),
        )


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
