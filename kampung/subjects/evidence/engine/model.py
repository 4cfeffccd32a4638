"""Statements in one program: which of them can be true together, and the few that cannot.

A *unit* is what is believed or given up as one: a statement, or a sentence with its readings.
Where a unit leaves a choice (the length of a period, the day of a page, the highest week, the
reading), every way is tried: first with what all ways have in common (`constraints.hull`), and
then, only where the series found fits none of them, one way after the other.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product

import numpy as np
import numpy.typing as npt

from kampung.subjects.evidence.engine.constraints import Option, Statement, hull
from kampung.subjects.evidence.engine.program import Program

Values = npt.NDArray[np.float64]
Satisfied = npt.NDArray[np.bool_]

# Ways of making all choices that are tried for a series of whole people.
MOST_WAYS = 8


@dataclass(frozen=True)
class Unit:
    """What is believed or given up as one.

    Attributes
    ----------
    id
        Of its statement, or of its sentence.
    statements
        Its statement, or the readings of its sentence.
    weight, voices, tie
        As of its statement; of a sentence the greatest.
    key
        The choice that it leaves, shared by all units that make it together; None for none.
    ways
        By label, a reading and one of its options. A plain unit has one.
    """

    id: str
    statements: tuple[Statement, ...]
    weight: float
    voices: int
    tie: str | None
    key: str | None
    ways: Mapping[int, tuple[Statement, Option]]

    @property
    def firm(self) -> bool:
        """Whether a proof may rest on it."""
        return all(statement.firm for statement in self.statements)

    @property
    def end(self) -> int:
        """The last day that it speaks of."""
        return max(option.end for _, option in self.ways.values())


def units(statements: Iterable[Statement], *, undecidable: Collection[str] = ()) -> list[Unit]:
    """Statements as units, by id.

    A sentence one of whose readings cannot be tested says nothing that can be relied on, and is
    left out, as is a statement that no series can satisfy.
    """
    groups: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        groups[statement.reading or statement.id].append(statement)
    found = []
    for name, group in sorted(groups.items()):
        readings = sorted(group, key=lambda statement: statement.id)
        if name in undecidable or not any(statement.options for statement in readings):
            continue
        first = readings[0]
        ways = [(statement, option) for statement in readings for option in statement.options]
        if len(readings) == 1:
            labelled = {option.label: way for way in ways for option in way[1:]}
            key = first.choice if len(ways) > 1 or first.lengths_open else None
        else:
            labelled, key = dict(enumerate(ways)), f"reading {name}"
        found.append(
            Unit(
                name,
                tuple(readings),
                weight=max(statement.weight for statement in readings),
                voices=max(statement.voices for statement in readings),
                tie=first.tie,
                key=key,
                ways=labelled,
            )
        )
    return found


@dataclass(frozen=True)
class World:
    """A way for units to be true together: which way each choice was made."""

    labels: Mapping[str, int]


Core = frozenset[str]
Outcome = World | Core


class Model:
    """A program that holds the rows of units, of whichever are asked for.

    Parameters
    ----------
    statements
        All that can be tested; every option's rows are put into the program.
    undecidable
        Sentences of which one reading cannot be tested.
    knots
        More days to keep running totals of.
    """

    def __init__(
        self,
        statements: Sequence[Statement],
        *,
        undecidable: Collection[str] = (),
        knots: Iterable[int] = (),
    ) -> None:
        ordered = sorted(statements, key=lambda statement: statement.id)
        self.statements = {statement.id: statement for statement in ordered}
        self.units = {unit.id: unit for unit in units(ordered, undecidable=undecidable)}
        mentioned = (
            day
            for statement in ordered
            for option in statement.options
            for row in option.rows
            for _, day, _ in row.terms
        )
        # The day before the first, so that the first has a count too.
        first = min((o.start - 1 for s in ordered for o in s.options), default=None)
        self.program = Program(chain(mentioned, knots, () if first is None else (first,)))
        self.rows: dict[str, dict[int, range]] = {
            statement.id: {
                option.label: self.program.add(option.rows) for option in statement.options
            }
            for statement in ordered
        }
        self.common: dict[str, tuple[int, ...]] = {}
        self.owner: dict[int, str] = {}
        for unit in self.units.values():
            numbers = self._common(unit)
            self.common[unit.id] = numbers
            self.owner.update(dict.fromkeys(numbers, unit.id))
            for statement, option in unit.ways.values():
                self.owner.update(dict.fromkeys(self.rows[statement.id][option.label], unit.id))
        # Ways that are tried first: the recorded days, and else what was possible before.
        self._recorded = {
            unit.key: 0
            for unit in self.units.values()
            if unit.key and unit.statements[0].days_open and len(unit.statements) == 1
        }
        self._last = dict(self._recorded)

    def _common(self, unit: Unit) -> tuple[int, ...]:
        if unit.key is None:
            statement, option = next(iter(unit.ways.values()))
            return tuple(self.rows[statement.id][option.label])
        if len(unit.statements) > 1:
            return ()
        options = [option for _, option in unit.ways.values()]
        return tuple(self.program.add(hull(unit.statements[0].statistic, options)))

    # Rows

    def numbers(self, unit: Unit, labels: Mapping[str, int]) -> Iterable[int]:
        """Rows of a unit: of its way where that is told, else of what all ways have in common."""
        if unit.key is None or unit.key not in labels:
            return self.common[unit.id]
        way = unit.ways.get(labels[unit.key])
        return () if way is None else self.rows[way[0].id][way[1].label]

    def hold_only(
        self, ids: Collection[str], labels: Mapping[str, int], extra: Collection[int] = ()
    ) -> None:
        """Let the rows of these units hold, and no other but some extra ones."""
        numbers = (n for id_ in ids for n in self.numbers(self.units[id_], labels))
        self.program.hold_only(chain(numbers, extra))

    def way_fits(self, unit: Unit, label: int, satisfied: Satisfied) -> bool:
        """Whether a series of which is told what rows it satisfies fits one way of a unit."""
        way = unit.ways.get(label)
        if way is None:
            return False
        rows = self.rows[way[0].id][way[1].label]
        return bool(satisfied[rows.start : rows.stop].all())

    def open_choices(
        self, ids: Collection[str], labels: Mapping[str, int], values: Values
    ) -> dict[str, list[Unit]]:
        """Choices that are not made yet, and no way of which the series found satisfies."""
        satisfied = self.program.satisfied(values)
        return {
            key: sharing
            for key, sharing in self.choosing(ids).items()
            if key not in labels
            and not any(
                all(self.way_fits(unit, label, satisfied) for unit in sharing)
                for label in shared_labels(sharing)
            )
        }

    def choosing(self, ids: Collection[str]) -> dict[str, list[Unit]]:
        """Choices with the units that make them."""
        found: dict[str, list[Unit]] = defaultdict(list)
        for id_ in sorted(ids):
            unit = self.units[id_]
            if unit.key is not None:
                found[unit.key].append(unit)
        return found

    # Questions

    def together(
        self, ids: Collection[str], *, whole: bool = False, extra: Collection[int] = ()
    ) -> Outcome:
        """Whether units can be true together.

        Parameters
        ----------
        ids
            Of units.
        whole
            Whether in whole people. A search that is cut short counts as success, so nothing is
            given up without proof.
        extra
            Rows that hold beside them.

        Returns
        -------
        World or frozenset of str
            A way, or some units (not the fewest) that cannot.
        """
        choices = self.choosing(ids)
        # A way that was found for others is none for units that do not have it.
        last = {
            key: self._last[key]
            for key, sharing in choices.items()
            if self._last.get(key) in shared_labels(sharing)
        }
        found: Outcome = frozenset()
        if last:
            found = self._search(ids, choices, last, extra)
        if not isinstance(found, World):
            found = self._search(ids, choices, {}, extra)
        if isinstance(found, World):
            self._last = {**self._last, **found.labels, **self._recorded}
            if whole and not self._whole(ids, choices, found, extra):
                return frozenset(ids)
        return found

    def _search(
        self,
        ids: Collection[str],
        choices: Mapping[str, list[Unit]],
        labels: dict[str, int],
        extra: Collection[int],
    ) -> Outcome:
        self.hold_only(ids, labels, extra)
        if not self.program.feasible():
            ray = self.program.ray()
            if ray is None:
                return frozenset(ids)
            return frozenset(self.owner[n] for n in ray if n not in extra)
        values = self.program.values()
        key = next(iter(self.open_choices(ids, labels, values)), None)
        if key is None:
            return World(labels | self._made(choices, labels, values))
        sharing = choices[key]
        core: set[str] = {unit.id for unit in sharing}
        for label in shared_labels(sharing):
            found = self._search(ids, choices, labels | {key: label}, extra)
            if isinstance(found, World):
                return found
            if not any(unit.id in found for unit in sharing):
                return found
            core |= found
        return frozenset(core)

    def _made(
        self, choices: Mapping[str, list[Unit]], labels: Mapping[str, int], values: Values
    ) -> dict[str, int]:
        """Of every choice that is open the first way that the series found satisfies."""
        made = {}
        satisfied = self.program.satisfied(values)
        for key, sharing in choices.items():
            if key not in labels:
                made[key] = next(
                    label
                    for label in shared_labels(sharing)
                    if all(self.way_fits(unit, label, satisfied) for unit in sharing)
                )
        return made

    def _whole(
        self,
        ids: Collection[str],
        choices: Mapping[str, list[Unit]],
        world: World,
        extra: Collection[int],
    ) -> bool:
        """Whether whole people satisfy all, in the ways found or in some others."""
        self.hold_only(ids, world.labels, extra)
        if self.program.feasible(whole=True):
            return True
        keys = [key for key, sharing in choices.items() if len(shared_labels(sharing)) > 1]
        if not keys:
            return False
        ways_of_all = product(*(shared_labels(choices[key]) for key in keys))
        for tried, ways in enumerate(ways_of_all):
            if tried == MOST_WAYS:
                return True
            labels = {**world.labels, **dict(zip(keys, ways, strict=True))}
            self.hold_only(ids, labels, extra)
            if self.program.feasible() and self.program.feasible(whole=True):
                self._last = {**self._last, **labels, **self._recorded}
                return True
        return False

    def irreducible(
        self,
        core: Collection[str],
        *,
        first: Sequence[str] = (),
        whole: bool = False,
        extra: Collection[int] = (),
    ) -> Core:
        """Units of a core that cannot be true together, none of which can be left out.

        QuickXplain (Junker 2004): it halves the candidates again and again, so it asks little.

        Parameters
        ----------
        core
            Units that cannot be true together.
        first
            Those to prefer, in order; the rest follow by weight and id.
        extra
            Rows that hold beside them.
        """
        rank = {id_: n for n, id_ in enumerate(first)}
        ordered = sorted(
            core,
            key=lambda id_: (rank.get(id_, len(rank)), -self.units[id_].weight, id_),
        )

        def stands(ids: Collection[str]) -> bool:
            return isinstance(self.together(ids, whole=whole, extra=extra), World)

        def explain(background: frozenset[str], candidates: list[str], *, grown: bool) -> list[str]:
            if (grown and not stands(background)) or not candidates:
                return []
            if len(candidates) == 1:
                return candidates
            half = len(candidates) // 2
            early, late = candidates[:half], candidates[half:]
            of_late = explain(background | set(early), late, grown=True)
            of_early = explain(background | set(of_late), early, grown=bool(of_late))
            return of_early + of_late

        return frozenset(explain(frozenset(), ordered, grown=bool(extra)))


def shared_labels(sharing: Sequence[Unit]) -> list[int]:
    """Ways that all units have which make a choice together, the first of the first one first."""
    first, *rest = sharing
    return [label for label in first.ways if all(label in unit.ways for unit in rest)]
