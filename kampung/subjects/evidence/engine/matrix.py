"""Rows of a program on their way to the solver."""

from collections.abc import Callable, Sequence
from math import inf

import highspy
import numpy as np
import numpy.typing as npt

from kampung.subjects.evidence.engine.constraints import Row

# Of a row by a solution, in people.
FITS = 1e-4
NO_INDICES = np.array([], dtype=np.int32)
NO_VALUES = np.array([], dtype=np.float64)


class Rows:
    """Rows of a sparse matrix, one after the other."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._columns: list[int] = []
        self._values: list[float] = []
        self._lower: list[float] = []
        self._upper: list[float] = []

    def add(self, entries: dict[int, float], lower: float, upper: float) -> None:
        """Add a row of coefficients by column."""
        self._starts.append(len(self._columns))
        self._columns.extend(entries.keys())
        self._values.extend(entries.values())
        self._lower.append(lower)
        self._upper.append(upper)

    def add_terms(
        self,
        row: Row,
        column: Callable[[int, int], int],
        *,
        extra: dict[int, float] | None = None,
    ) -> None:
        """Add a row about running totals; ``column`` tells where each of them is."""
        entries: dict[int, float] = dict(extra or {})
        for series, day, coefficient in row.terms:
            place = column(series, day)
            entries[place] = entries.get(place, 0.0) + coefficient
        self.add(entries, row.lower, row.upper)

    def append_to(self, highs: highspy.Highs) -> None:
        """Add the rows to a program that has the columns."""
        highs.addRows(
            len(self._lower),
            np.array(self._lower),
            np.array(self._upper),
            len(self._columns),
            np.array(self._starts, dtype=np.int32),
            np.array(self._columns, dtype=np.int32),
            np.array(self._values),
        )

    def pass_to(self, highs: highspy.Highs, *, costs: Sequence[float]) -> None:
        """Add one column a cost, each at least nought, and then the rows."""
        add_columns(highs, costs)
        self.append_to(highs)


class Sides:
    """Rows with their bounds, to see which of them a solution satisfies."""

    def __init__(self, rows: Sequence[Row], column: Callable[[int, int], int]) -> None:
        entries = [
            (number, column(series, day), coefficient)
            for number, row in enumerate(rows)
            for series, day, coefficient in row.terms
        ]
        self._row = np.array([row for row, _, _ in entries], dtype=np.intp)
        self._column = np.array([place for _, place, _ in entries], dtype=np.intp)
        self._value = np.array([value for _, _, value in entries], dtype=np.float64)
        self._lower = np.array([row.lower for row in rows]) - FITS
        self._upper = np.array([row.upper for row in rows]) + FITS

    def satisfied(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        """Whether a solution satisfies each row."""
        weights = self._value * values[self._column]
        amounts = np.bincount(self._row, weights=weights, minlength=len(self._lower))
        found: npt.NDArray[np.bool_] = (self._lower <= amounts) & (amounts <= self._upper)
        return found


def add_columns(highs: highspy.Highs, costs: Sequence[float], *, most: float = inf) -> None:
    """Add columns without entries, each at least nought."""
    count = len(costs)
    highs.addCols(
        count,
        np.array(costs, dtype=np.float64),
        np.zeros(count),
        np.full(count, most),
        0,
        NO_INDICES,
        NO_INDICES,
        NO_VALUES,
    )
