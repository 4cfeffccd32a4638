"""The linear program over running totals, built once and solved again and again.

It knows only the days that some statement mentions ("knots"). Between two knots no statement
can tell the days apart, so nothing is lost: see `bounds` for how the days in between follow.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil, floor, inf

import highspy
import numpy as np
import numpy.typing as npt

from kampung.subjects.evidence.engine.constraints import SERIES, Row, Terms, active, minus
from kampung.subjects.evidence.engine.lines import Lines
from kampung.subjects.evidence.engine.matrix import (
    NO_INDICES,
    NO_VALUES,
    Rows,
    Sides,
    add_columns,
)
from kampung.subjects.evidence.engine.solver import (
    DUAL_SIMPLEX,
    PRIMAL_SIMPLEX,
    configure,
    solver,
)

# People; statements are in whole numbers, and the solver's own tolerance is 1e-7.
TOLERANCE = 1e-5
MOST_ROUNDS = 30
# No series has more people: so a quantity that nothing bounds has a value that tells so.
ENDLESS = 1e8


State = tuple[frozenset[int], highspy.HighsBasis]


class Program:
    """Running totals of three series at the knots, tied by what any series obeys.

    Parameters
    ----------
    knots
        Days (ordinals) at whose end a running total matters; any order, repeats allowed.
    """

    def __init__(self, knots: Iterable[int]) -> None:
        self.knots = sorted(set(knots))
        self._position = {day: place for place, day in enumerate(self.knots)}
        self._highs = solver()
        self._costs: list[int] = []
        self._asked: tuple[Terms, float] = ((), 1.0)
        self._solved = False
        self._solution: npt.NDArray[np.float64] | None = None
        add_columns(self._highs, [0.0] * len(SERIES) * len(self.knots), most=ENDLESS)
        structure = [
            Row(((series, later, 1.0), (series, earlier, -1.0)), 0.0, inf)
            for series in range(len(SERIES))
            for earlier, later in pairwise(self.knots)
        ]
        structure += [Row(active(day), 0.0, inf) for day in self.knots]
        self._lines = Lines(structure)
        self._sides: Sides | None = None
        self._append(structure)

    def copy(self) -> "Program":
        """Another with the same rows, by the same numbers, of which none holds yet."""
        other = Program(self.knots)
        other.add(self._lines.rows)
        return other

    # Rows

    def add(self, rows: Sequence[Row]) -> range:
        """Add rows, not yet holding; return their numbers."""
        first = len(self._lines.rows)
        self._sides = None
        self._append(self._lines.add(rows))
        return range(first, first + len(rows))

    def hold(self, numbers: Iterable[int]) -> None:
        """Let rows hold."""
        for number in numbers:
            if number not in self._lines.held:
                self._highs.changeRowBounds(*self._lines.hold(number, holds=True))

    def release(self, numbers: Iterable[int]) -> None:
        """Let rows no longer hold."""
        for number in numbers:
            if number in self._lines.held:
                self._highs.changeRowBounds(*self._lines.hold(number, holds=False))

    def hold_only(self, numbers: Iterable[int]) -> None:
        """Let these rows hold, and no other."""
        wanted = set(numbers)
        self.release(self._lines.held - wanted)
        self.hold(wanted)

    def state(self) -> State:
        """What holds now, and where the solver stands."""
        return frozenset(self._lines.held), self._highs.getBasis()

    def restore(self, state: State) -> None:
        """Let hold what held, and the solver go on from where it stood."""
        self.hold_only(state[0])
        self._highs.setBasis(state[1])

    @property
    def held(self) -> frozenset[int]:
        """Numbers of the rows that hold."""
        return frozenset(self._lines.held)

    @property
    def count(self) -> int:
        """How many rows there are, whether or not they hold."""
        return len(self._lines.rows)

    def row(self, number: int) -> Row:
        """A row, whether or not it holds."""
        return self._lines.rows[number]

    def satisfied(self, values: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        """Whether a solution satisfies each row, held or not, by number."""
        if self._sides is None:
            self._sides = Sides(self._lines.rows, self.column)
        return self._sides.satisfied(values)

    # Questions

    def feasible(self, *, whole: bool = False) -> bool:
        """Whether any series satisfy the rows that hold; if ``whole``, series of whole numbers.

        A search for whole numbers that is cut short counts as feasible.
        """
        if not self.knots:
            return True
        self._objective(())
        if not whole:
            # With nothing to minimise every basis is dual feasible, and the ray tells why not.
            self._highs.setOptionValue("simplex_strategy", DUAL_SIMPLEX)
            self._run()
            self._highs.setOptionValue("simplex_strategy", PRIMAL_SIMPLEX)
            return self._solved
        if self._lines.crossed:
            return False
        self._integrality(highspy.HighsVarType.kInteger)
        for option, value in (("presolve", "on"), ("solver", "choose"), ("mip_max_nodes", 500)):
            self._highs.setOptionValue(option, value)
        self._highs.run()
        status = self._highs.getModelStatus()
        self._integrality(highspy.HighsVarType.kContinuous)
        configure(self._highs)
        return status not in (
            highspy.HighsModelStatus.kInfeasible,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        )

    def ray(self) -> dict[int, float] | None:
        """Multipliers of rows that prove what `feasible` just denied (Farkas 1902).

        Above nought for a row whose lower bound is used, below for one whose upper bound is. None
        where the solver has none to tell.
        """
        if self._lines.crossed:
            return self._lines.rivals()
        _, exists, ray = self._highs.getDualRay()  # type: ignore[attr-defined]
        if not exists:
            return None
        values = np.asarray(ray)
        top = float(np.abs(values).max(initial=0.0))
        used = np.flatnonzero(np.abs(values) > 1e-7 * top)
        return self._lines.tellers({int(line): float(values[line]) for line in used})

    def values(self) -> npt.NDArray[np.float64]:
        """Running totals of the last solution, by column."""
        if self._solution is None:
            self._solution = np.asarray(self._highs.getSolution().col_value)
        return self._solution

    @property
    def solved(self) -> bool:
        """Whether the last question had an answer: else no series satisfies the rows."""
        return self._solved

    def least(self, terms: Terms) -> float:
        """The least value of a quantity over all series that satisfy the rows; −∞ if unbounded.

        The rows that hold must be feasible.
        """
        return self._extreme(terms, 1.0)

    def greatest(self, terms: Terms) -> float:
        """The greatest value of a quantity; ∞ if nothing bounds it."""
        return self._extreme(terms, -1.0)

    def greatest_lowest(self, parts: Sequence[Terms]) -> float:
        """The greatest value that the lowest of several quantities can have; ∞ if unbounded."""
        return self._extreme_of(parts, -1.0)

    def least_highest(self, parts: Sequence[Terms]) -> float:
        """The least value that the highest of several quantities can have."""
        return self._extreme_of(parts, 1.0)

    def ratio(self, part: Terms, whole: Terms, *, greatest: bool) -> float | None:
        """Least or greatest ratio of two quantities (Dinkelbach 1967); None if it has no end.

        The ratio r is improved until no series has part − r × whole beyond zero.
        """
        if self.least(whole) <= TOLERANCE:
            return None
        ratio = self._value(part) / self._value(whole)
        for _ in range(MOST_ROUNDS):
            gap = minus(part, whole, ratio)
            beyond = self.greatest(gap) if greatest else self.least(gap)
            if abs(beyond) == inf:
                return None
            if abs(beyond) < TOLERANCE:
                break
            ratio = self._value(part) / self._value(whole)
        return ratio

    def _value(self, terms: Terms) -> float:
        """Value of a quantity in the last solution."""
        values = self.values()
        return float(sum(c * values[self.column(s, day)] for s, day, c in terms))

    def _extreme_of(self, parts: Sequence[Terms], sign: float) -> float:
        self._objective(())
        column, row = self._highs.getNumCol(), self._highs.getNumRow()
        self._highs.addCol(sign, -ENDLESS, ENDLESS, 0, NO_INDICES, NO_VALUES)
        limits = (0.0, inf) if sign < 0 else (-inf, 0.0)
        self._append([Row(part, *limits) for part in parts], extra={column: -1.0})
        self._run()
        result = -sign * inf
        if self._solved:
            self._solution = self.values()[:column]
            value = sign * float(self._highs.getInfo().objective_function_value)
            result = value if abs(value) < ENDLESS / 2 else result
        added = np.arange(row, row + len(parts), dtype=np.int32)
        self._highs.deleteRows(len(parts), added)
        self._highs.deleteCols(1, np.array([column], dtype=np.int32))
        return result

    def forget(self) -> None:
        """Start the next question anew, so that its multipliers do not rest on those before."""
        self._highs.clearSolver()

    def support(self) -> list[int]:
        """Numbers of the rows that bound the last solution (its multipliers are not zero)."""
        duals = np.asarray(self._highs.getSolution().row_dual)
        used = np.flatnonzero(np.abs(duals) > TOLERANCE)
        return sorted(self._lines.tellers({int(line): float(duals[line]) for line in used}))

    def column(self, series: int, day: int) -> int:
        """Column of the running total of a series at a knot."""
        return series * len(self.knots) + self._position[day]

    # Slack

    def cheapest_slack(self, numbers: Sequence[int], weights: Sequence[float]) -> list[float]:
        """Least weighted slack that lets all rows hold at once.

        Parameters
        ----------
        numbers
            Rows to let hold, each with a slack on either side that it has.
        weights
            Cost of one person of slack of each of these rows.

        Returns
        -------
        list of float
            Slack of each row, in people. The program itself is left as it was.
        """
        before, lines = self._highs.getNumCol(), self._highs.getNumRow()
        self._append([self._lines.rows[number] for number in numbers])
        costs: list[float] = []
        places: list[int] = []
        signs: list[float] = []
        for place, number in enumerate(numbers):
            row = self._lines.rows[number]
            for bound, sign in ((row.lower, 1.0), (row.upper, -1.0)):
                if abs(bound) < inf:
                    costs.append(weights[place])
                    places.append(place)
                    signs.append(sign)
        self._objective(())
        count = len(costs)
        self._highs.addCols(
            count,
            np.array(costs),
            np.zeros(count),
            np.full(count, inf),
            count,
            np.arange(count, dtype=np.int32),
            np.array([lines + place for place in places], dtype=np.int32),
            np.array(signs),
        )
        self._highs.run()
        values = self._highs.getSolution().col_value
        slack = [0.0] * len(numbers)
        for offset, place in enumerate(places):
            slack[place] += values[before + offset]
        added = np.arange(lines, lines + len(numbers), dtype=np.int32)
        self._highs.deleteRows(len(numbers), added)
        self._highs.deleteCols(count, np.arange(before, before + count, dtype=np.int32))
        self._highs.clearSolver()
        return slack

    # Inside

    def _run(self) -> None:
        self._solution = None
        if self._lines.crossed:
            self._solved = False
            return
        self._highs.run()
        self._solved = bool(self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    def _extreme(self, terms: Terms, sign: float) -> float:
        self._objective(terms, sign)
        self._run()
        if not self._solved:
            return -sign * inf
        value = sign * float(self._highs.getInfo().objective_function_value)
        return -sign * inf if self._is_endless(value, sign) else value

    def _is_endless(self, value: float, sign: float) -> bool:
        """Whether it is the end of the columns that bounds a value: a rate makes of it less."""
        if abs(value) < ENDLESS / 1000:
            return False
        self._end_columns(2 * ENDLESS)
        self._run()
        farther = sign * float(self._highs.getInfo().objective_function_value)
        self._end_columns(ENDLESS)
        return not self._solved or abs(farther - value) > 1

    def _end_columns(self, most: float) -> None:
        count = len(SERIES) * len(self.knots)
        places = np.arange(count, dtype=np.int32)
        self._highs.changeColsBounds(count, places, np.zeros(count), np.full(count, most))

    def _objective(self, terms: Terms, sign: float = 1.0) -> None:
        if self._asked == (terms, sign):
            return
        self._asked = (terms, sign)
        costs = dict.fromkeys(self._costs, 0.0)
        for series, day, coefficient in terms:
            column = self.column(series, day)
            costs[column] = costs.get(column, 0.0) + sign * coefficient
        self._costs = [column for column, cost in costs.items() if cost]
        if costs:
            self._highs.changeColsCost(
                len(costs),
                np.fromiter(costs.keys(), dtype=np.int32),
                np.fromiter(costs.values(), dtype=np.float64),
            )

    def _integrality(self, kind: highspy.HighsVarType) -> None:
        columns = self._highs.getNumCol()
        self._highs.changeColsIntegrality(
            columns, np.arange(columns, dtype=np.int32), np.full(columns, kind)
        )

    def _append(self, rows: Sequence[Row], *, extra: dict[int, float] | None = None) -> None:
        matrix = Rows()
        for row in rows:
            matrix.add_terms(row, self.column, extra=extra)
        matrix.append_to(self._highs)


def whole_up(value: float) -> int | None:
    """The least whole number that is not below a bound; ``None`` for no bound."""
    return None if abs(value) == inf else ceil(value - TOLERANCE)


def whole_down(value: float) -> int | None:
    """The greatest whole number that is not above a bound; ``None`` for no bound."""
    return None if abs(value) == inf else floor(value + TOLERANCE)
