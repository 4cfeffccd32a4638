"""Contradictions within one series, as arguments that a reader can follow.

Each statement about one series bounds a difference of two running totals. Taken as arrows
between days ("at most so many more by then"), the tightest bound that others set on a
difference is a shortest path, and a statement that goes beyond it closes a negative cycle
(difference constraints; Bellman 1958, Cormen et al., *Introduction to Algorithms*, 24.4).
The path is searched by the number of statements on it, so the argument has the fewest steps.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

from kampung.subjects.evidence.engine.constraints import ORIGIN, Row, ends

# Longer chains are left to the linear program: nobody can check them by eye.
MOST_STEPS = 6


@dataclass(frozen=True)
class Step:
    """``total of to_day ≤ total of from_day + amount``, as one statement says."""

    id: str
    from_day: int
    to_day: int
    amount: float


@dataclass(frozen=True)
class Argument:
    """Why a row cannot hold: other statements allow at most, or at least, ``bound``.

    ``side`` is ``most`` or ``least``; ``short`` is by how much the row is beyond the bound.
    """

    row: Row
    side: str
    bound: float
    short: float
    steps: tuple[Step, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Statements that the argument rests on, in the order of the steps."""
        return tuple(dict.fromkeys(step.id for step in self.steps))


class Differences:
    """Bounds on differences of running totals, one graph a series.

    Parameters
    ----------
    rows
        Statement ids with their rows; rows about more than one series are left out.
    knots
        Days of the program.
    """

    def __init__(self, rows: Iterable[tuple[str, Row]], knots: Iterable[int]) -> None:
        self._days = sorted(knots, reverse=True)
        self._steps: dict[int, list[Step]] = {}
        for id_, row in rows:
            if not row.single:
                continue
            series, earlier, later = ends(row)
            steps = self._steps.setdefault(series, [])
            if row.upper < inf:
                steps.append(Step(id_, earlier, later, row.upper))
            if row.lower > -inf:
                steps.append(Step(id_, later, earlier, -row.lower))

    def against(self, row: Row, *, easy: int = 1) -> Argument | None:
        """The shortest argument against a row, and of these the one that leaves it most short.

        Arguments of up to ``easy`` steps count as equally short. ``None`` if there is none of at
        most `MOST_STEPS` steps.
        """
        if not row.single:
            return None
        series, earlier, later = ends(row)
        found = []
        if row.lower > -inf:
            path = self._path(series, earlier, later, below=row.lower, easy=easy)
            if path:
                most = sum(step.amount for step in path)
                found.append(Argument(row, "most", most, row.lower - most, path))
        if row.upper < inf:
            path = self._path(series, later, earlier, below=-row.upper, easy=easy)
            if path:
                least = -sum(step.amount for step in path)
                found.append(Argument(row, "least", least, least - row.upper, path))
        return min(found, key=lambda a: (max(len(a.steps), easy), -a.short), default=None)

    def _path(
        self, series: int, source: int, target: int, *, below: float, easy: int
    ) -> tuple[Step, ...]:
        """Fewest steps from source to target whose sum is below a number; empty if none."""
        best: tuple[float, tuple[Step, ...]] = (below - 0.5, ())
        steps = self._steps.get(series, [])
        reached: dict[int, tuple[float, tuple[Step, ...]]] = {}
        self._reach(reached, {source: (0.0, ())})
        for count in range(1, MOST_STEPS + 1):
            taken: dict[int, tuple[float, tuple[Step, ...]]] = {}
            for step in steps:
                if step.from_day not in reached:
                    continue
                before, path = reached[step.from_day]
                candidate = before + step.amount
                if candidate < taken.get(step.to_day, (inf, ()))[0]:
                    taken[step.to_day] = (candidate, (*path, step))
            reached = {}
            self._reach(reached, taken)
            if target in reached and reached[target][0] < best[0]:
                best = reached[target]
            if count >= easy and best[1]:
                break
        return best[1]

    def _reach(
        self,
        reached: dict[int, tuple[float, tuple[Step, ...]]],
        taken: dict[int, tuple[float, tuple[Step, ...]]],
    ) -> None:
        """Carry bounds to earlier days: a running total is never above a later one."""
        best: tuple[float, tuple[Step, ...]] | None = None
        for day in (*self._days, ORIGIN):
            here = taken.get(day)
            if here is not None and (best is None or here[0] < best[0]):
                best = here
            if best is not None:
                reached[day] = best
