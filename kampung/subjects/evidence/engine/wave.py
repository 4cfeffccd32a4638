"""One assumption more: weekly totals that rise to a single peak and fall after it."""

from dataclasses import dataclass
from itertools import pairwise
from math import inf

from kampung.subjects.evidence.engine.bounds import Bounds, Range
from kampung.subjects.evidence.engine.constraints import WEEK, Row, minus, total, whole_weeks
from kampung.subjects.evidence.engine.worlds import Worlds


@dataclass(frozen=True)
class Wave:
    """A period (ordinals) in which a series is assumed to rise once and fall once.

    The whole weeks counted back from ``end`` are meant. Single days do go up and down, with the
    days on which offices report.
    """

    start: int
    end: int

    @property
    def weeks(self) -> list[tuple[int, int]]:
        """First and last day of each whole week, in the order of time."""
        return whole_weeks(self.end, (self.end - self.start + 1) // WEEK)[::-1]

    @property
    def knots(self) -> list[int]:
        """Edges of the weeks."""
        return [self.weeks[0][0] - 1, *(end for _, end in self.weeks)] if self.weeks else []


@dataclass(frozen=True)
class WaveBounds:
    """What the assumption leaves of one series.

    ``peaks`` are the weeks in which the peak can lie (none: the record rules the assumption
    out); ``windows`` the ranges of the weeks of the wave, by their last day.
    """

    series: int
    peaks: tuple[tuple[int, int], ...]
    windows: dict[int, Range]


def under_assumption(worlds: Worlds, freely: Bounds, wave: Wave, series: int) -> WaveBounds:
    """Ranges of the weeks of a series if it rises once and falls once.

    The week of the peak is not assumed: each is tried, and the ranges cover all that are
    possible. ``freely`` are the bounds without the assumption, beyond which none can go. The
    worlds are left as they were.
    """
    weeks = wave.weeks
    rises = [
        Row(minus(total(series, *later), total(series, *earlier)), 0.0, inf)
        for earlier, later in pairwise(weeks)
    ]
    falls = [Row(row.terms, -inf, 0.0) for row in rises]
    up, down = worlds.add(rises), worlds.add(falls)
    peaks: list[tuple[int, int]] = []
    windows: dict[int, Range] = {}
    ends = [end for _, end in weeks]
    # Asked before the assumption holds: the program answers for what holds when it is asked.
    free = {end: freely.window(series, end - WEEK + 1, end) for end in ends}
    for peak, week in enumerate(weeks):
        worlds.leave_out((), extra=[*up[:peak], *down[peak:]])
        if worlds.feasible():
            peaks.append(week)
            bounds = Bounds(worlds)
            for end in ends:
                days = (series, end - WEEK + 1, end)
                known = windows.get(end)
                if known is None:
                    windows[end] = bounds.window(*days)
                elif known != free[end]:
                    windows[end] = _cover(known, bounds.window(*days))
    worlds.leave_out(())
    return WaveBounds(series, tuple(peaks), windows)


def _cover(one: Range, other: Range) -> Range:
    least = None if one[0] is None or other[0] is None else min(one[0], other[0])
    greatest = None if one[1] is None or other[1] is None else max(one[1], other[1])
    return least, greatest
