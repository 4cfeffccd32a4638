"""Series that were found for worlds of one part of the time.

A bound that some world is known to reach needs no search. Every series found answers, beside the
question that it was found for, many others at no cost.
"""

from collections.abc import Callable
from math import inf

import numpy as np

from kampung.subjects.evidence.engine.constraints import Terms
from kampung.subjects.evidence.engine.model import Values

# Rows that the table of series grows by.
GROWTH = 64


class Seen:
    """Series of some worlds, the likeliest among them or not.

    Parameters
    ----------
    column
        Where the running total of a series on a day is.
    """

    def __init__(self, column: Callable[[int, int], int]) -> None:
        self._column = column
        self._tables: dict[bool, Values] = {}
        self._counts = {True: 0, False: 0}

    def add(self, values: Values, *, likeliest: bool) -> None:
        """Add a series of the likeliest world, or of some other."""
        count = self._counts[likeliest]
        table = self._tables.get(likeliest)
        if table is None or count == len(table):
            more = np.empty((GROWTH, len(values)))
            table = more if table is None else np.vstack([table, more])
            self._tables[likeliest] = table
        table[count] = values
        self._counts[likeliest] = count + 1

    def least(self, terms: Terms, sign: float, *, likeliest: bool) -> float:
        """The least value of a quantity (with sign −1: of its negative) in any of them."""
        values = self._of(terms, sign, likeliest=likeliest)
        return inf if values is None else float(values.min())

    def best(self, terms: Terms, sign: float) -> Values | None:
        """The series of any world but the likeliest that has the least."""
        values = self._of(terms, sign, likeliest=False)
        return None if values is None else self._tables[False][int(values.argmin())]

    def _of(self, terms: Terms, sign: float, *, likeliest: bool) -> Values | None:
        count = self._counts[likeliest]
        if not count:
            return None
        columns = [self._column(series, day) for series, day, _ in terms]
        weights = np.array([sign * coefficient for _, _, coefficient in terms])
        found: Values = self._tables[likeliest][:count, columns] @ weights
        return found
