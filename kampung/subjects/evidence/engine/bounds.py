"""The least and the greatest that the kept statements leave for every day, week and total.

Between two neighbouring knots of the program no statement tells the days apart. So a running
total there can be anything from its value at the knot before to its value at the knot after,
and the bounds on a window that ends between knots are bounds between knots.

Bounds are whole numbers. Over one series the matrix is that of a network, totally unimodular, and
the program's own bounds are whole. Where statements couple series they may be fractions: the
least is then rounded up and the greatest down, which no whole-number series is excluded by.
"""

from bisect import bisect_left, bisect_right

from kampung.subjects.evidence.engine.constraints import CASES, DEATHS, RECOVERIES, Terms
from kampung.subjects.evidence.engine.program import Program, whole_down, whole_up

Range = tuple[int | None, int | None]


class Bounds:
    """Ranges of quantities under the rows that a program holds; each is asked once, then kept.

    Rows must not change while it is in use.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._known: dict[tuple[Terms, bool], int | None] = {}

    @property
    def days(self) -> range:
        """Days of which the count is modelled: up to the last that any statement speaks of.

        The first knot is the day before them.
        """
        knots = self._program.knots
        return range(knots[0] + 1, knots[-1] + 1) if knots else range(0)

    def window(self, series: int, start: int, end: int) -> Range:
        """Range of the sum of a series over the days start…end."""
        before, after = self._knots(start - 1), self._knots(end)
        greatest = self._greatest(((series, after[1], 1.0), (series, before[0], -1.0)))
        if after[0] <= before[1]:
            return 0, greatest
        return self._least(((series, after[0], 1.0), (series, before[1], -1.0))), greatest

    def total(self, series: int, day: int) -> Range:
        """Range of the running total of a series at the end of a day."""
        earlier, later = self._knots(day)
        least = self._least(((series, earlier, 1.0),))
        return least, self._greatest(((series, later, 1.0),))

    def active(self, day: int) -> Range:
        """Range of active cases at the end of a day."""
        earlier, later = self._knots(day)

        def level(cases: int, ended: int) -> Terms:
            return ((CASES, cases, 1.0), (RECOVERIES, ended, -1.0), (DEATHS, ended, -1.0))

        least = self._least(level(earlier, later)) or 0
        return max(least, 0), self._greatest(level(later, earlier))

    def _knots(self, day: int) -> tuple[int, int]:
        """The last knot not after a day, and the first not before it."""
        knots = self._program.knots
        return knots[bisect_right(knots, day) - 1], knots[bisect_left(knots, day)]

    def _least(self, terms: Terms) -> int | None:
        if (terms, False) not in self._known:
            self._known[terms, False] = whole_up(self._program.least(terms))
        return self._known[terms, False]

    def _greatest(self, terms: Terms) -> int | None:
        if (terms, True) not in self._known:
            self._known[terms, True] = whole_down(self._program.greatest(terms))
        return self._known[terms, True]
