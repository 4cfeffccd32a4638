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


class Blocks:
    """Where the time falls apart.

    Parameters
    ----------
    told
        Days on which all running totals are told, ascending.
    spans
        First and last running total of each thing that ties what it reaches across.
    """

    def __init__(self, told: Sequence[int], spans: Iterable[Days]) -> None:
        ties = np.zeros(len(told) + 1, dtype=int)
        for first, last in spans:
            # Days strictly between are reached across.
            start, end = bisect_right(told, first), bisect_left(told, last)
            if start < end:
                ties[start] += 1
                ties[end] -= 1
        open_ = np.cumsum(ties)[: len(told)] == 0
        self._joints = [day for day, is_open in zip(told, open_, strict=True) if is_open]

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
        self._first: list[int] = []
        self._last: list[int] = []

    def extend(self, rows: Collection[Row]) -> None:
        """Add rows, in the order of their numbers."""
        for row in rows:
            days = [day for _, day, _ in row.terms]
            self._first.append(min(days, default=0))
            self._last.append(max(days, default=0))

    def of(self, number: int) -> Days:
        """First and last day of a row."""
        return self._first[number], self._last[number]

    def inside(self, days: Days) -> list[int]:
        """Numbers of the rows that lie inside."""
        first, last = np.array(self._first), np.array(self._last)
        return np.flatnonzero((first >= days[0]) & (last <= days[1])).tolist()

    def __len__(self) -> int:
        return len(self._first)


def days_of(terms: Terms) -> Days:
    """First and last running total of a quantity."""
    days = [day for _, day, _ in terms]
    return min(days), max(days)
