"""Parts of the time that nothing ties together, each with small programs of its own.

On a day on which all running totals are told, what comes before has no bearing on what comes
after, but for statements that reach across, disputes and choices: they tie parts together. A
question about two parts is answered by one program each, and small programs are fast.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from kampung.subjects.evidence.engine.constraints import Row, Terms
from kampung.subjects.evidence.engine.program import Program

Days = tuple[int, int]
# First and last running totals of several things.
Spans = tuple[npt.NDArray[np.int_], npt.NDArray[np.int_]]


class Blocks:
    """Where the time falls apart.

    Parameters
    ----------
    told
        Days on which all running totals are told, ascending.
    spans
        First and last running total of each thing that ties what it reaches across.
    """

    def __init__(self, told: Sequence[int], spans: Spans) -> None:
        days = np.array(told, dtype=int)
        # Days strictly between are reached across.
        start = np.searchsorted(days, spans[0], side="right")
        end = np.searchsorted(days, spans[1], side="left")
        across = start < end
        steps = np.bincount(start[across], minlength=len(told) + 1)
        steps -= np.bincount(end[across], minlength=len(told) + 1)
        self._joints = days[np.cumsum(steps)[: len(told)] == 0].tolist()

    def around(self, days: Days, within: Days) -> Days:
        """First and last day of the parts that hold some running totals.

        Parameters
        ----------
        days
            Of the first and the last of them.
        within
            The whole time.
        """
        first, last = days
        after = bisect_left(self._joints, last)
        before = min(bisect_right(self._joints, first), after)
        return (
            self._joints[before - 1] if before else within[0],
            self._joints[after] if after < len(self._joints) else within[1],
        )


class Part:
    """A part of the time: what all worlds have in common there, and the likeliest world.

    Rows have the numbers that they have in the program of the whole time.
    """

    def __init__(self, days: Days, knots: Sequence[int], rows: Sequence[tuple[int, Row]]) -> None:
        self.days = days
        self.numbers = [number for number, _ in rows]
        self._place = {number: place for place, number in enumerate(self.numbers)}
        self._places: dict[tuple[int, int], npt.NDArray[np.intp]] = {}
        self.common = Program(day for day in knots if days[0] <= day <= days[1])
        self.common.add([row for _, row in rows])
        self.likeliest = self.common.copy()
        self.possible = True
        # Disputes and choices that are open here, by what is left out.
        self.open: dict[
            frozenset[str],
            tuple[list[tuple[frozenset[str], list[frozenset[str]]]], frozenset[str]],
        ] = {}

    def places(self, numbers: Iterable[int]) -> list[int]:
        """Of rows of the whole time those that lie here, by their places here."""
        return [self._place[number] for number in numbers if number in self._place]

    def places_of(self, rows: range) -> npt.NDArray[np.intp]:
        """The same of rows that follow each other, as an index."""
        key = rows.start, rows.stop
        if key not in self._places:
            self._places[key] = np.array(self.places(rows), dtype=np.intp)
        return self._places[key]

    def support(self) -> set[int]:
        """Rows that bound the last answer about what all worlds have in common."""
        return {self.numbers[place] for place in self.common.support()}

    def setup(self, common: Iterable[int], likeliest: Iterable[int], *, extra: bool) -> None:
        """Let these rows hold, and see whether the likeliest world is possible."""
        self.common.hold_only(self.places(common))
        self.likeliest.hold_only(self.places(likeliest))
        self.possible = not extra or self.likeliest.feasible()


class Rowspans:
    """First and last day of every row, to find those inside a part."""

    def __init__(self) -> None:
        self._first = np.array([], dtype=int)
        self._last = np.array([], dtype=int)

    def extend(self, rows: Collection[Row]) -> None:
        """Add rows, in the order of their numbers."""
        days = [[day for _, day, _ in row.terms] for row in rows]
        self._first = np.append(self._first, [min(one, default=0) for one in days]).astype(int)
        self._last = np.append(self._last, [max(one, default=0) for one in days]).astype(int)

    def of(self, numbers: Sequence[int]) -> Spans:
        """First and last days of rows."""
        places = np.array(numbers, dtype=int)
        return self._first[places], self._last[places]

    def around(self, numbers: Sequence[int]) -> Days | None:
        """First and last day of some rows together; None for no rows."""
        first, last = self.of(numbers)
        return (int(first.min()), int(last.max())) if len(numbers) else None

    def inside(self, days: Days) -> list[int]:
        """Numbers of the rows that lie inside."""
        return np.flatnonzero((self._first >= days[0]) & (self._last <= days[1])).tolist()


def days_of(terms: Terms) -> Days:
    """First and last running total of a quantity."""
    days = [day for _, day, _ in terms]
    return min(days), max(days)
