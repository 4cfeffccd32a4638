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
from kampung.subjects.evidence.engine.program import whole_down, whole_up
from kampung.subjects.evidence.engine.worlds import Worlds

Range = tuple[int | None, int | None]
Known = tuple[int | None, frozenset[str]]


class Bounds:
    """Ranges of quantities over all worlds; each is asked once, then kept.

    What the worlds leave out must not change while it is in use.
    """

    def __init__(self, worlds: Worlds) -> None:
        self._worlds = worlds
        self._knots = worlds.model.program.knots
        self._known: dict[tuple[Terms, bool], Known] = {}
        program = worlds.model.program
        told = {s for n in range(program.count) for s, _, _ in program.row(n).terms}
        self._only_cases = told <= {CASES}
        self._explained: set[tuple[Terms, bool]] = set()

    @property
    def days(self) -> range:
        """Days of which the count is modelled: up to the last that any statement speaks of.

        The first knot is the day before them.
        """
        return range(self._knots[0] + 1, self._knots[-1] + 1) if self._knots else range(0)

    def window(self, series: int, start: int, end: int) -> Range:
        """Range of the sum of a series over the days start…end."""
        least, greatest = self._window(series, start, end)
        return 0 if least is None else self._least(least), self._greatest(greatest)

    def depends_on(self, series: int, start: int, end: int) -> frozenset[str]:
        """Units on whose choice the range of a window depends."""
        least, greatest = self._window(series, start, end)
        found = self._ask(greatest, greatest=True, explain=True)[1]
        if least is None:
            return found
        return found | self._ask(least, greatest=False, explain=True)[1]

    def total(self, series: int, day: int) -> Range:
        """Range of the running total of a series at the end of a day."""
        earlier, later = self._around(day)
        least = self._least(((series, earlier, 1.0),))
        return least, self._greatest(((series, later, 1.0),))

    def active(self, day: int) -> Range:
        """Range of active cases at the end of a day."""
        earlier, later = self._around(day)

        def level(cases: int, ended: int) -> Terms:
            return ((CASES, cases, 1.0), (RECOVERIES, ended, -1.0), (DEATHS, ended, -1.0))

        least = self._least(level(earlier, later)) or 0
        return max(least, 0), self._greatest(level(later, earlier))

    def _window(self, series: int, start: int, end: int) -> tuple[Terms | None, Terms]:
        """Between which knots the least (None for nought) and the greatest lie."""
        before, after = self._around(start - 1), self._around(end)
        greatest = ((series, after[1], 1.0), (series, before[0], -1.0))
        if after[0] <= before[1]:
            return None, greatest
        return ((series, after[0], 1.0), (series, before[1], -1.0)), greatest

    def _around(self, day: int) -> tuple[int, int]:
        """The last knot not after a day, and the first not before it."""
        knots = self._knots
        return knots[bisect_right(knots, day) - 1], knots[bisect_left(knots, day)]

    def _least(self, terms: Terms) -> int | None:
        return self._ask(terms, greatest=False)[0]

    def _greatest(self, terms: Terms) -> int | None:
        return self._ask(terms, greatest=True)[0]

    def _ask(self, terms: Terms, *, greatest: bool, explain: bool = False) -> Known:
        """Ask once, and once more if what the bound depends on is wanted only later."""
        if self._only_cases and terms[0][0] != CASES:
            # Nothing is said of recoveries or deaths: none, or as many as there are cases.
            if not greatest:
                return 0, frozenset()
            terms = ((CASES, max(day for _, day, _ in terms), 1.0),)
        asked = (terms, greatest)
        if asked not in self._known or (explain and asked not in self._explained):
            bound = self._worlds.bound(terms, greatest=greatest, explain=explain)
            whole = whole_down(bound.value) if greatest else whole_up(bound.value)
            self._known[asked] = whole, bound.depends_on
            if explain:
                self._explained.add(asked)
        return self._known[terms, greatest]
