"""Branch and bound over the worlds of one part of the time, for one question."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from kampung.subjects.evidence.engine.implied import Ask
from kampung.subjects.evidence.engine.model import Satisfied, Unit, Values
from kampung.subjects.evidence.engine.parts import Part
from kampung.subjects.evidence.engine.program import TOLERANCE

if TYPE_CHECKING:
    from kampung.subjects.evidence.engine.worlds import Worlds

# Worlds that are tried for one bound; beyond that it is left as wide as it may be.
MOST_NODES = 12
# Disputes and choices that are gone through for one bound.
MOST_OPEN = 16
# A dispute with more repairs than that is gone through only in a part with few running totals;
# else bounds are as wide as if none of its statements had been made.
MOST_REPAIRS_BY_KNOTS = 2_000


@dataclass(frozen=True)
class Way:
    """One way of deciding a dispute (the units kept) or a choice (its label), and its rows."""

    where: int | str
    what: frozenset[str] | int
    rows: list[int]


@dataclass(frozen=True)
class Child:
    """A way with the answer that it leaves, and a series that has it."""

    way: Way
    value: float
    values: Values


class Search:
    """Looks for the least answer; for the greatest, its negative is least.

    Parameters
    ----------
    worlds
        What may be left out is left out already.
    part
        Its common program holds what all worlds have in common.
    ask, sign
        The question; −1 if the greatest answer is sought.
    """

    def __init__(self, worlds: "Worlds", part: Part, ask: Ask, sign: float) -> None:
        self.worlds = worlds
        self.model = worlds.model
        self.part = part
        self.program = part.common
        self.ask = ask
        self.sign = sign
        self.best = inf
        # The series that has the best answer; and whether it is known to be of some world.
        self.found: Values | None = None
        self.is_world = False
        self.nodes = 0
        if worlds.left_out not in part.open:
            part.open[worlds.left_out] = (
                worlds.disputes_in(part.days),
                worlds.choosing_in(part.days),
            )
        every, self.choosing = part.open[worlds.left_out]
        knots = len(self.program.knots)
        self.disputes = [
            one
            for one in every
            if len(one[1]) <= MOST_OPEN or len(one[1]) * knots <= MOST_REPAIRS_BY_KNOTS
        ]
        # Whether what is found need not be of any world, for disputes are not gone through.
        self.coarse = len(self.disputes) < len(every)
        self.settled: dict[int, frozenset[str]] = {}
        self.labels: dict[str, int] = {}

    @property
    def anything_open(self) -> bool:
        """Whether worlds differ here at all, as far as that is gone through."""
        return bool(self.disputes or self.choosing)

    def below(self, value: float, values: Values) -> None:
        """Look for less than the best.

        Parameters
        ----------
        value, values
            The answer of what holds in the common program, and a series that has it.
        """
        self.nodes += 1
        if not value < self.best - TOLERANCE:
            return
        undecided = self._undecided(values)
        if not undecided or self.nodes > MOST_NODES:
            self.best, self.found, self.is_world = value, values, not undecided
            return
        state = self.program.state()
        moving, values = self._moving(undecided, value, values)
        self.program.restore(state)
        if not moving:
            # As is likeliest in all of these, and the answer is the same.
            self.best, self.found, self.is_world = value, values, True
            return
        if len(moving) > MOST_OPEN:
            # Too much is open here; the bound stays as wide as it may be.
            self.best, self.found = value, None
            return
        children, waiting = self._branch(moving, value)
        for child in children:
            self._enter(child)
            self.program.restore(state)
        for way in waiting:
            if self.best <= value + TOLERANCE:
                break
            self._enter(self._child(way))
            self.program.restore(state)

    def _enter(self, child: Child) -> None:
        self._take(child.way)
        self.program.hold(child.way.rows)
        self.below(child.value, child.values)
        self._leave(child.way)

    def _moving(
        self, undecided: list[list[Way]], value: float, values: Values
    ) -> tuple[list[list[Way]], Values]:
        """What cannot be decided as is likeliest, beside all that can, at the same answer.

        With a series that has that answer. The rows of what can are left held.
        """
        known: set[int | str] = set()
        while undecided:
            known |= {ways[0].where for ways in undecided}
            before = self.program.state()
            self.program.hold([row for ways in undecided for row in ways[0].rows])
            if self._answer() <= value + TOLERANCE:
                values = self.program.values()
            else:
                self.program.restore(before)
                if len(undecided) > MOST_OPEN:
                    return undecided, values
                moving, values = self._one_by_one(undecided, value, values)
                if moving:
                    return moving, values
            undecided = [w for w in self._undecided(values) if w[0].where not in known]
        return [], values

    def _one_by_one(
        self, undecided: list[list[Way]], value: float, values: Values
    ) -> tuple[list[list[Way]], Values]:
        moving = []
        for ways in undecided:
            before = self.program.state()
            self.program.hold(ways[0].rows)
            # What the series at hand fits anyway needs no other.
            if self.program.satisfied(values)[ways[0].rows].all():
                continue
            if self._answer() > value + TOLERANCE:
                self.program.restore(before)
                moving.append(ways)
            else:
                values = self.program.values()
        return moving, values

    def depends_on(self) -> frozenset[str]:
        """Units of the disputes and choices without which the bound were the likeliest.

        One after the other is decided as is likeliest, and stays so if the bound remains.
        """
        if self.found is None:
            return frozenset()
        names: set[str] = set()
        state, values = self.program.state(), self.found
        for ids, likely in self._likeliest():
            before = self.program.state()
            self.program.hold(likely)
            if self.program.satisfied(values)[likely].all():
                continue
            if self._answer() > self.best + TOLERANCE:
                names |= ids
                self.program.restore(before)
            else:
                values = self.program.values()
        self.program.restore(state)
        return frozenset(names)

    # Deciding

    def _answer(self) -> float:
        value = signed(self.ask(self.program), self.sign)
        return value if self.program.solved else inf

    def _child(self, way: Way) -> Child:
        self.program.hold(way.rows)
        return Child(way, self._answer(), self.program.values())

    def _branch(
        self, moving: Sequence[Sequence[Way]], value: float
    ) -> tuple[list[Child], Sequence[Way]]:
        """Ways of deciding what moves the answer most; in the order of their answers.

        Those that need not be asked where one leaves the answer as it is come apart.
        """
        state = self.program.state()
        chosen: list[Child] = []
        waiting: Sequence[Way] = ()
        most = -inf
        for number, ways in enumerate(moving):
            children: list[Child] = []
            for way in ways:
                children.append(self._child(way))
                self.program.restore(state)
                if children[-1].value <= value + TOLERANCE:
                    break
            unasked = ways[len(children) :]
            children.sort(key=lambda child: child.value)
            if not number or children[0].value > most:
                most = children[0].value
                chosen = [child for child in children if child.value < self.best]
                waiting = unasked
            if most >= self.best - TOLERANCE:
                return [], ()
        return chosen, waiting

    def _undecided(self, values: Values) -> list[list[Way]]:
        """Ways of deciding each dispute and choice that the series found fits none of."""
        found = []
        likely = self.worlds.record.world.labels
        satisfied = self.program.satisfied(values)
        for place, (_, repairs) in enumerate(self.disputes):
            if place not in self.settled and not any(
                all(self._fits(self.model.units[id_], satisfied) for id_ in kept)
                for kept in repairs
            ):
                found.append([Way(place, kept, self._rows(kept)) for kept in repairs])
        ids = self.choosing.union(*self.settled.values())
        for key, sharing in self.model.choosing(ids).items():
            labels = self.worlds.labels(key, sharing)
            if key in self.labels or any(
                all(self._way_fits(unit, label, satisfied) for unit in sharing) for label in labels
            ):
                continue
            ways = []
            for label in labels:
                made = {**self.labels, key: label}
                rows = [n for unit in sharing for n in self.model.numbers(unit, made)]
                ways.append(Way(key, label, self.part.places(rows)))
            found.append(sorted(ways, key=lambda way: way.what != likely.get(str(way.where))))
        return found

    def _rows(self, kept: Iterable[str]) -> list[int]:
        units = (self.model.units[id_] for id_ in sorted(kept))
        rows = [n for unit in units for n in self.model.numbers(unit, self.labels)]
        return self.part.places(rows)

    def _take(self, way: Way) -> None:
        if isinstance(way.where, int) and not isinstance(way.what, int):
            self.settled[way.where] = way.what
        elif isinstance(way.where, str) and isinstance(way.what, int):
            self.labels[way.where] = way.what

    def _leave(self, way: Way) -> None:
        if isinstance(way.where, int):
            self.settled.pop(way.where)
        else:
            self.labels.pop(way.where)

    # Whether a series fits

    def _fits(self, unit: Unit, satisfied: Satisfied) -> bool:
        return any(self._way_fits(unit, label, satisfied) for label in unit.ways)

    def _way_fits(self, unit: Unit, label: int, satisfied: Satisfied) -> bool:
        """Whether the series satisfies what one way of a unit says of this part of the time."""
        way = unit.ways.get(label)
        if way is None:
            return False
        rows = self.model.rows[way[0].id][way[1].label]
        return bool(satisfied[self.part.places_of(rows)].all())

    def _likeliest(self) -> Iterator[tuple[frozenset[str], list[int]]]:
        """Every dispute and choice here, with the rows of what is likeliest."""
        labels = self.worlds.record.world.labels
        for disputed, repairs in self.disputes:
            units = [self.model.units[id_] for id_ in sorted(repairs[0])]
            rows = [n for unit in units for n in self.model.numbers(unit, labels)]
            yield disputed, self.part.places(rows)
        # Also choices of which one way holds anyway: the likeliest way may be another.
        for key, sharing in self.model.choosing(self.worlds.certain).items():
            if key in labels:
                rows = [n for unit in sharing for n in self.model.numbers(unit, labels)]
                places = self.part.places(rows)
                if places:
                    yield frozenset(unit.id for unit in sharing), places


def signed(value: float | None, sign: float) -> float:
    """An answer such that less is further out; without bound it is −∞."""
    return -inf if value is None else sign * value
