"""All the ways in which a record that cannot be true could be put right.

1. Conflicts are found: sets of statements that cannot all be true and of which none can be left
   out (irreducible infeasible subsets; Chinneck, *Feasibility and Infeasibility in Optimization*,
   2008). Conflicts that share a statement make one *dispute*.
2. A *repair* of a dispute is a set of statements to give up that takes one out of each of its
   conflicts, and no more than needed. It is *near* if it costs little more than the cheapest, or
   if no other repair needs fewer voices to be wrong.
3. What every near repair gives up is contradicted; what only some give up is disputed.

A single false statement among true ones is in every conflict there is. So giving it up is always
one of the near repairs, and a true statement is never contradicted without the false one being
named as well.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from kampung.subjects.evidence.engine.constraints import SERIES, Terms
from kampung.subjects.evidence.engine.hitting import Clique, Conflicts, hitting_set
from kampung.subjects.evidence.engine.model import Model, Unit, World

# A repair is near if it costs at most so much more than the cheapest: what lies between a whole
# number and a rounded one in the press.
NEAR = 1.0
# Repairs of one dispute that are told one by one.
MOST_REPAIRS = 48
SAME = 1e-6
# Shorter falls are found as conflicts one by one.
SHORTEST_FALL = 3


@dataclass(frozen=True)
class Repair:
    """Units to give up, and what that costs."""

    given_up: frozenset[str]
    weight: float
    voices: int


@dataclass(frozen=True)
class Dispute:
    """Conflicts that share statements.

    Attributes
    ----------
    conflicts
        Irreducible sets of units that cannot all be true.
    repairs
        The near ones, the cheapest first.
    contradicted
        Units that every near repair gives up.
    disputed
        Units that some near repairs give up.
    complete
        Whether all near repairs are told.
    """

    conflicts: Conflicts
    repairs: tuple[Repair, ...]
    contradicted: frozenset[str]
    disputed: frozenset[str]
    complete: bool = True


@dataclass
class Record:
    """What became of the units of a model.

    Attributes
    ----------
    disputes
        By the first of their units.
    world
        The cheapest repair of each taken together, and the ways in which all that is then kept
        is true, in whole people.
    fractional
        Conflicts that there would not be if there were fractions of people.
    """

    model: Model
    disputes: list[Dispute] = field(default_factory=list)
    world: World = field(default_factory=lambda: World({}))
    fractional: set[frozenset[str]] = field(default_factory=set)

    @property
    def given_up(self) -> frozenset[str]:
        """Units that the cheapest repairs give up."""
        return frozenset().union(*(dispute.repairs[0].given_up for dispute in self.disputes))

    @property
    def kept(self) -> frozenset[str]:
        """Units that are kept beside the cheapest repairs."""
        return frozenset(self.model.units) - self.given_up

    @property
    def certain(self) -> frozenset[str]:
        """Units that no near repair gives up."""
        doubted = (dispute.contradicted | dispute.disputed for dispute in self.disputes)
        return frozenset(self.model.units).difference(*doubted)

    def dispute_of(self, unit: str) -> Dispute | None:
        """The dispute in which some near repair gives a unit up."""
        for dispute in self.disputes:
            if unit in dispute.contradicted or unit in dispute.disputed:
                return dispute
        return None


def judge(model: Model) -> Record:
    """Find every dispute of a record and its near repairs."""
    search = _Search(model)
    search.until_it_stands()
    return search.record()


class _Search:
    def __init__(self, model: Model) -> None:
        self.model = model
        units = model.units
        self.costs = {id_: unit.weight for id_, unit in units.items()}
        self.voices = {id_: float(unit.voices) for id_, unit in units.items()}
        self.ties = {id_: unit.tie for id_, unit in units.items() if unit.tie}
        self.cliques = tuple(_cliques(model))
        self.sets: dict[frozenset[str], None] = {}
        self.fractional: set[frozenset[str]] = set()
        self.best: dict[frozenset[str], frozenset[str]] = {}

    @property
    def conflicts(self) -> Conflicts:
        return Conflicts(tuple(self.sets), self.cliques)

    def until_it_stands(self) -> None:
        """Find conflicts until giving up the cheapest repair of each leaves what can be true."""
        units = frozenset(self.model.units)
        while True:
            left = units - self._cheapest()
            found = self._conflicts_among(left)
            if not found and not isinstance(self.model.together(left, whole=True), World):
                found = [self._fractional(left)]
            if not found:
                return
            self.sets.update(dict.fromkeys(found))

    def _cheapest(self) -> frozenset[str]:
        chosen: set[str] = set()
        known = self.best
        self.best = {}
        for component in self.conflicts.components():
            conflicts = self.conflicts.within(component)
            before = known.get(component)
            if before is None or conflicts.needs(before) != before or not _hits(conflicts, before):
                before = hitting_set(conflicts, self.costs, ties=self.ties)
                assert before is not None  # noqa: S101 - giving up all of it always does
                before = conflicts.minimal(before)
            self.best[component] = before
            chosen |= before
        return frozenset(chosen)

    def _conflicts_among(self, left: frozenset[str]) -> list[frozenset[str]]:
        """Conflicts among units that are kept, one after the other without a common unit."""
        found: list[frozenset[str]] = []
        while not isinstance(core := self.model.together(left), World):
            conflict = self.model.irreducible(core)
            if not conflict:
                raise AssertionError("a conflict without statements")
            found.append(conflict)
            left = left - conflict
        return found

    def _fractional(self, left: frozenset[str]) -> frozenset[str]:
        conflict = self.model.irreducible(left, whole=True)
        self.fractional.add(conflict)
        return conflict

    def record(self) -> Record:
        """Every dispute with its near repairs; conflicts found on the way are added."""
        disputes: dict[frozenset[str], Dispute] = {}
        while True:
            components = self.conflicts.components()
            waiting = [component for component in components if component not in disputes]
            if not waiting:
                break
            component = waiting[0]
            dispute = self._dispute(component)
            if dispute is None:
                # Another conflict was found, which may tie disputes together.
                self.until_it_stands()
                disputes = {c: d for c, d in disputes.items() if self._same(c, d)}
            else:
                disputes[component] = dispute
        told = [disputes[component] for component in components]
        result = Record(self.model, told, fractional=self.fractional)
        # The cheapest that were verified together come first.
        found = self.model.together(result.kept, whole=True)
        if not isinstance(found, World):
            found = self.model.together(result.kept)
        if isinstance(found, World):
            result.world = found
        return result

    def _same(self, component: frozenset[str], dispute: Dispute) -> bool:
        return self.conflicts.within(component) == dispute.conflicts

    def _dispute(self, component: frozenset[str]) -> Dispute | None:
        """Near repairs of a dispute; None if another conflict was found meanwhile."""
        conflicts = self.conflicts.within(component)
        others = frozenset().union(*(self.best[c] for c in self.best if c != component))
        tried: dict[frozenset[str], Repair] = {}

        def verified(given_up: frozenset[str]) -> bool:
            if given_up not in tried:
                left = frozenset(self.model.units) - others - given_up
                found = self._conflicts_among(left)
                if found:
                    self.sets.update(dict.fromkeys(found))
                    return False
                tried[given_up] = self._repair(given_up)
            return True

        complete = True
        lone = conflicts.cliques[0] if len(conflicts.cliques) == 1 and not conflicts.sets else None
        for value in lone.values if lone else ():
            if not verified(component - value):
                return None
        for costs, limit in () if lone else ((self.costs, NEAR), (self.voices, 0.0)):
            listed = self._listed(conflicts, costs, limit, verified)
            if listed is None:
                return None
            complete = complete and listed
        best = self.best[component]
        if not verified(best):
            return None
        weights = min(repair.weight for repair in tried.values())
        voices = min(repair.voices for repair in tried.values())
        near = [
            repair
            for repair in tried.values()
            if repair.weight <= weights + NEAR + SAME or repair.voices <= voices
        ]
        near.sort(key=lambda r: (r.given_up != best, r.weight, r.voices, sorted(r.given_up)))
        every = frozenset.intersection(*(repair.given_up for repair in near))
        some = frozenset().union(*(repair.given_up for repair in near))
        if not complete:
            # Whatever may be kept at little cost is not contradicted.
            every = frozenset(
                id_ for id_ in every if not self._may_stand(conflicts, id_, weights, voices)
            )
            some |= frozenset(
                id_ for id_ in component - some if self._may_fall(conflicts, id_, weights, voices)
            )
        told = near[: 2 * MOST_REPAIRS]
        return Dispute(conflicts, tuple(told), every, some - every, complete and told == near)

    def _listed(
        self,
        conflicts: Conflicts,
        costs: Mapping[str, float],
        limit: float,
        verified: Callable[[frozenset[str]], bool],
    ) -> bool | None:
        """Go through near repairs, the cheapest first.

        Whether that came to an end; None if one of them does not repair after all.
        """
        barring: list[frozenset[str]] = []
        least = None
        while len(barring) < MOST_REPAIRS:
            chosen = hitting_set(conflicts, costs, ties=self.ties, barring=barring)
            if chosen is None:
                return True
            chosen = conflicts.minimal(chosen)
            cost = self._cost(chosen, costs)
            least = cost if least is None else least
            if cost > least + limit + SAME:
                return True
            if not verified(chosen):
                return None
            barring.append(chosen)
        return False

    def _may_stand(self, conflicts: Conflicts, id_: str, weight: float, voices: float) -> bool:
        for costs, limit in ((self.costs, weight + NEAR), (self.voices, voices)):
            chosen = hitting_set(conflicts, costs, ties=self.ties, without={id_})
            if chosen is not None and self._cost(chosen, costs) <= limit + SAME:
                return True
        return False

    def _may_fall(self, conflicts: Conflicts, id_: str, weight: float, voices: float) -> bool:
        for costs, limit in ((self.costs, weight + NEAR), (self.voices, voices)):
            chosen = hitting_set(conflicts, costs, ties=self.ties, needing=id_)
            if chosen is not None and self._cost(chosen, costs) <= limit + SAME:
                return True
        return False

    def _repair(self, given_up: frozenset[str]) -> Repair:
        return Repair(
            given_up,
            round(self._cost(given_up, self.costs), 6),
            round(self._cost(given_up, self.voices)),
        )

    def _cost(self, chosen: Collection[str], costs: Mapping[str, float]) -> float:
        """Of giving units up; tied ones are paid for once, at the cost of the dearest."""
        dearest: dict[str, float] = defaultdict(float)
        for id_ in chosen:
            group = self.ties.get(id_) or f" {id_}"
            dearest[group] = max(dearest[group], costs[id_])
        return sum(dearest.values())


def _hits(conflicts: Conflicts, chosen: frozenset[str]) -> bool:
    if not all(one & chosen for one in conflicts.sets):
        return False
    return all(
        sum(not value <= chosen for value in clique.values) <= 1 for clique in conflicts.cliques
    )


def _cliques(model: Model) -> Iterator[Clique]:
    """Units of which at most one value can be true, which needs no search.

    They tell one quantity as different whole numbers, or running totals that fall from day to day.
    """
    values: dict[Terms, dict[float, set[str]]] = defaultdict(lambda: defaultdict(set))
    for unit in model.units.values():
        value = _told_value(unit)
        if value is not None:
            values[value[0]][value[1]].add(unit.id)
    for _, found in sorted(values.items(), key=lambda item: repr(item[0])):
        if len(found) > 1:
            yield Clique(tuple(frozenset(ids) for _, ids in sorted(found.items())))
    for series in range(len(SERIES)):
        totals = [
            (day, value, frozenset(ids))
            for terms, found in values.items()
            if len(terms) == 1 and terms[0][0] == series and terms[0][2] == 1
            for day in (terms[0][1],)
            for value, ids in found.items()
        ]
        yield from _falls(totals)


def _falls(totals: list[tuple[int, float, frozenset[str]]]) -> Iterator[Clique]:
    """Running totals (day, value, units) each of which is below those of the days before.

    The longest such sequence first, and then those among the rest (Schensted 1961).
    """
    # Of one day the lowest first, so that two of one day are never in one sequence.
    left = sorted(totals, key=lambda total: (total[0], total[1]))
    while True:
        tails: list[float] = []
        ends: list[int] = []
        before: list[int | None] = []
        for place, (_, value, _) in enumerate(left):
            length = bisect_left(tails, -value)
            before.append(ends[length - 1] if length else None)
            tails[length : length + 1] = [-value]
            ends[length : length + 1] = [place]
        if len(ends) < SHORTEST_FALL:
            return
        sequence: list[int] = []
        last: int | None = ends[-1]
        while last is not None:
            sequence.append(last)
            last = before[last]
        yield Clique(tuple(left[place][2] for place in sequence))
        left = [total for place, total in enumerate(left) if place not in set(sequence)]


def _told_value(unit: Unit) -> tuple[Terms, float] | None:
    if unit.key is not None:
        return None
    _, option = next(iter(unit.ways.values()))
    if len(option.rows) != 1 or option.rows[0].lower != option.rows[0].upper:
        return None
    return option.rows[0].terms, option.rows[0].lower
