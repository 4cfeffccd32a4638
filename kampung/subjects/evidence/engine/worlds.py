"""What holds in every way in which the record can be put right.

A *world* is one repair of every dispute and one way of making every choice (the length of a
period, the day of a page). A range is the union over all worlds. Two programs tell it: one of the
*likeliest* world alone, and one of what all worlds have in common, which allows more. Where both
give the same bound, that is it. Where they differ, the disputes and choices that the wider
series fits none of are gone through, one after the other (`engine.search`).
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf, isinf

import numpy as np

from kampung.subjects.evidence.engine.constraints import Option, Row, Terms
from kampung.subjects.evidence.engine.implied import Ask, beyond
from kampung.subjects.evidence.engine.model import Unit, shared_labels
from kampung.subjects.evidence.engine.parts import Blocks, Days, Part, Rowspans, Spans, days_of
from kampung.subjects.evidence.engine.program import TOLERANCE, Program
from kampung.subjects.evidence.engine.repairs import Record
from kampung.subjects.evidence.engine.search import Search, signed
from kampung.subjects.evidence.engine.seen import Seen
from kampung.subjects.evidence.engine.stretches import Vector, are_all_told, told_of


@dataclass(frozen=True)
class Bound:
    """A bound, infinite where there is none, and the units on whose choice it depends."""

    value: float
    depends_on: frozenset[str] = frozenset()


class Worlds:
    """All worlds of a record.

    Parameters
    ----------
    record
        With its disputes and the likeliest world.
    silent
        Units that nothing is to rest on: sentences that can be read in more than one way.
    """

    def __init__(self, record: Record, *, silent: Collection[str] = ()) -> None:
        self.record = record
        self.model = record.model
        self._silent = frozenset(silent)
        self._spans = Rowspans()
        self._spans.extend([self.model.program.row(n) for n in range(self.model.program.count)])
        self._reach = {unit.id: self._reach_of(unit) for unit in self.model.units.values()}
        self._told: dict[int, list[tuple[str, Vector]]] = {}
        for id_ in sorted(self.record.certain):
            numbers = self.model.common[id_] if self.model.units[id_].key is None else ()
            for number in numbers:
                one = told_of(self.model.program.row(number))
                if one is not None:
                    self._told.setdefault(one[0], []).append((id_, one[1]))
        knots = self.model.program.knots
        self.all_days: Days = (knots[0], knots[-1]) if knots else (0, 0)
        self._parts: dict[Days, Part] = {}
        self._asked: tuple[frozenset[str], tuple[int, ...]] | None = None
        self._idle: dict[str, frozenset[str]] = {}
        self._ruled_out: dict[tuple[str, int], frozenset[str]] = {}
        self.leave_out(())
        self._ruled_out = dict(self._ruled_out_ways())
        self._asked = None
        self.leave_out(())
        self._idle = dict(self._idle_choices())
        self._asked = None
        self.leave_out(())

    # Which statements, and which more rows

    def leave_out(self, ids: Collection[str], *, extra: Iterable[int] = ()) -> None:
        """Ask from now on as if some units were not there, and some more rows held."""
        asked = self._silent | frozenset(ids), tuple(extra)
        if asked == self._asked:
            return
        self._asked = asked
        self.left_out, self._extra = asked
        self._ready: dict[Days, Part] = {}
        self._seen: dict[Days, Seen] = {}
        units, labels = self.model.units, self.record.world.labels
        self._common = [n for id_ in sorted(self.certain) for n in self.model.common[id_]] + list(
            self._extra
        )
        self._likeliest = [
            n
            for id_ in sorted(self.record.kept - self.left_out)
            for n in self.model.numbers(units[id_], labels)
        ] + list(self._extra)
        self._blocks = Blocks(self._told_days(), self._ties())

    def _told_days(self) -> list[int]:
        """Days of which all running totals are told in every world."""
        left = (
            (day, frozenset(vector for id_, vector in told if id_ not in self.left_out))
            for day, told in sorted(self._told.items())
        )
        return [day for day, vectors in left if vectors and are_all_told(vectors)]

    def add(self, rows: Sequence[Row]) -> range:
        """Add rows, not yet holding."""
        numbers = self.model.program.add(rows)
        self._spans.extend(rows)
        self._parts = {}
        self._asked = None
        return numbers

    @property
    def certain(self) -> frozenset[str]:
        """Units that every world keeps."""
        return self.record.certain - self.left_out

    def _reach_of(self, unit: Unit) -> list[int]:
        """Rows that a unit may have hold."""
        ways = unit.ways.values()
        numbers = [n for s, option in ways for n in self.model.rows[s.id][option.label]]
        return [*numbers, *self.model.common[unit.id]]

    def _ties(self) -> Spans:
        """What ties parts of the time together: rows, and what is decided as one."""
        groups = [
            [
                number
                for label in self.labels(key, sharing)
                for unit in sharing
                for number in self.model.numbers(unit, {key: label})
            ]
            for key, sharing in self.model.choosing(self.certain).items()
            if self._is_open(key)
        ]
        for dispute in self.record.disputes:
            ids = dispute.disputed - self.left_out
            groups.append([number for id_ in ids for number in self._reach[id_]])
        spans = [span for group in groups if (span := self._spans.around(group)) is not None]
        first, last = self._spans.of(self._common)
        return (
            np.append(first, [span[0] for span in spans]).astype(int),
            np.append(last, [span[1] for span in spans]).astype(int),
        )

    def _part(self, days: Days) -> Part:
        """The part of the time that holds some running totals, ready for questions."""
        around = self._blocks.around(days, self.all_days)
        if around not in self._ready:
            if around not in self._parts:
                rows = [(n, self.model.program.row(n)) for n in self._spans.inside(around)]
                self._parts[around] = Part(around, self.model.program.knots, rows)
            part = self._parts[around]
            part.setup(self._common, self._likeliest, extra=bool(self._extra))
            self._ready[around] = part
            self._seen[around] = Seen(part.common.column)
        return self._ready[around]

    # Questions

    def feasible(self) -> bool:
        """Whether there is a world with the extra rows."""
        days = self._spans.around(self._extra)
        if days is None:
            return True
        part = self._part(days)
        if part.possible:
            return True
        return self._bound(part, lambda p: 0.0 if p.feasible() else inf, greatest=False).value < inf

    def bound(self, terms: Terms, *, greatest: bool, explain: bool = True) -> Bound:
        """The least or greatest value of a quantity in any world; if asked, also why."""
        value, depends = 0.0, frozenset[str]()
        for part, own in self._split(terms):
            found = self._extreme(part, own, greatest=greatest, explain=explain)
            value += found.value
            depends |= found.depends_on
        return Bound(value, depends)

    def is_bounded(self, terms: Terms) -> bool:
        """Whether a quantity has a greatest value in all worlds together."""
        parts = self._split(terms)
        return (
            all(part.common.greatest(own) < inf for part, own in parts)
            or self.bound(terms, greatest=True, explain=False).value < inf
        )

    def answer(self, ask: Ask, days: Days, *, greatest: bool) -> Bound:
        """The least or greatest answer to a question about some days in any world."""
        return self._bound(self._part(days), ask, greatest=greatest)

    def forced(self, option: Option) -> bool:
        """Whether an option has no way to be false beside what no repair gives up."""
        for row in option.rows:
            for sign, bound in ((1.0, row.lower), (-1.0, row.upper)):
                if isinf(bound):
                    continue
                value = sum(
                    part.common.greatest(own) if sign < 0 else part.common.least(own)
                    for part, own in self._split(row.terms)
                )
                if beyond(row, value, sign):
                    return False
        return True

    def proof(self, option: Option) -> frozenset[str]:
        """Units that force an option which is forced, the same ones whatever was asked before."""
        support: set[int] = set()
        for row in option.rows:
            for sign, bound in ((1.0, row.lower), (-1.0, row.upper)):
                if isinf(bound):
                    continue
                for part, own in self._split(row.terms):
                    part.common.forget()
                    _ = part.common.greatest(own) if sign < 0 else part.common.least(own)
                    support |= part.support()
        return frozenset(self.model.owner[n] for n in support if n in self.model.owner)

    def _split(self, terms: Terms) -> list[tuple[Part, Terms]]:
        """A quantity as a sum over parts of the time."""
        first, last = days_of(terms)
        if self._blocks.around((first, last), self.all_days) in self._ready:
            return [(self._part((first, last)), terms)]
        found: dict[Days, tuple[Part, list[tuple[int, int, float]]]] = {}
        for term in terms:
            part = self._part((term[1], term[1]))
            found.setdefault(part.days, (part, []))[1].append(term)
        return [(part, tuple(own)) for part, own in found.values()]

    def _bound(self, part: Part, ask: Ask, *, greatest: bool, explain: bool = True) -> Bound:
        sign = -1.0 if greatest else 1.0
        wide = signed(ask(part.common), sign)
        if not part.common.solved:
            return Bound(sign * inf)
        search = Search(self, part, ask, sign)
        if not search.anything_open:
            return Bound(sign * wide)
        values = part.common.values()
        likeliest = signed(ask(part.likeliest), sign) if part.possible else inf
        if _same(likeliest, wide):
            return Bound(sign * wide)
        search.best = likeliest
        search.below(wide, values)
        return Bound(sign * search.best, search.depends_on() if explain else frozenset())

    def _extreme(self, part: Part, terms: Terms, *, greatest: bool, explain: bool) -> Bound:
        """The same for a sum of running totals, for which series that were seen are of use."""
        sign = -1.0 if greatest else 1.0
        seen = self._seen[part.days]
        likely = seen.least(terms, sign, likeliest=True)
        if not greatest and likely <= TOLERANCE and _is_count(terms):
            # None fewer than nought, and the likeliest world has nought.
            return Bound(0.0)

        def ask(program: Program) -> float:
            return program.greatest(terms) if greatest else program.least(terms)

        wide = signed(ask(part.common), sign)
        if not part.common.solved:
            return Bound(sign * inf)
        search = Search(self, part, ask, sign)
        if not search.anything_open or likely <= wide + TOLERANCE:
            return Bound(sign * wide)
        values = part.common.values()
        any_world = seen.least(terms, sign, likeliest=False)
        if not explain and any_world <= wide + TOLERANCE:
            return Bound(sign * wide)
        likeliest = inf
        if part.possible:
            likeliest = signed(ask(part.likeliest), sign)
            if part.likeliest.solved:
                seen.add(part.likeliest.values(), likeliest=True)
        if _same(likeliest, wide):
            return Bound(sign * wide)
        search.best = likeliest
        if any_world < likeliest - TOLERANCE:
            search.best, search.found = any_world, seen.best(terms, sign)
        search.below(wide, values)
        if search.is_world and search.found is not None and not search.coarse:
            seen.add(search.found, likeliest=False)
        return Bound(sign * search.best, search.depends_on() if explain else frozenset())

    # What is open

    def disputes_in(self, days: Days) -> "list[tuple[frozenset[str], list[frozenset[str]]]]":
        """Disputes within some days: the disputed units, and what each repair keeps of them."""
        found = []
        for dispute in self.record.disputes:
            members = dispute.disputed - self.left_out
            kept = [members - repair.given_up for repair in dispute.repairs]
            if any(kept) and self._within(members, days):
                found.append((dispute.disputed, kept))
        return found

    def choosing_in(self, days: Days) -> frozenset[str]:
        """Units within some days that leave a choice which excludes anything."""
        return frozenset(
            unit.id
            for key, sharing in self.model.choosing(self.certain).items()
            if self._is_open(key) and self._within([unit.id for unit in sharing], days)
            for unit in sharing
        )

    def _within(self, ids: Iterable[str], days: Days) -> bool:
        first, last = self._spans.of([n for id_ in ids for n in self._reach[id_]])
        return bool(((days[0] <= first) & (last <= days[1])).any())

    def _idle_choices(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Choices of which one way holds anyway, so that they exclude nothing; with the proof."""
        for key, sharing in self.model.choosing(self.certain).items():
            for label in shared_labels(sharing):
                options = [unit.ways[label][1] for unit in sharing]
                if all(self.forced(option) for option in options):
                    yield key, frozenset[str]().union(*(self.proof(one) for one in options))
                    break

    def _ruled_out_ways(self) -> Iterator[tuple[tuple[str, int], frozenset[str]]]:
        """Ways that no world leaves room for; with the units that rule them out."""
        for key, sharing in self.model.choosing(self.certain).items():
            own = frozenset(unit.id for unit in sharing)
            for label in shared_labels(sharing):
                rows = [n for unit in sharing for n in self.model.numbers(unit, {key: label})]
                found = self.model.together(self.certain - own, extra=rows)
                if isinstance(found, frozenset):
                    yield (key, label), found

    def labels(self, key: str, sharing: Sequence[Unit]) -> list[int]:
        """Ways of making a choice that some world may leave room for."""
        return [
            label
            for label in shared_labels(sharing)
            if (proof := self._ruled_out.get((key, label))) is None or proof & self.left_out
        ]

    def _is_open(self, key: str) -> bool:
        proof = self._idle.get(key)
        return proof is None or bool(proof & self.left_out)


def _is_count(terms: Terms) -> bool:
    """Whether it is the count of one series over some days, which is never below nought."""
    added = [(series, day) for series, day, c in terms if c == 1]
    taken = [(series, day) for series, day, c in terms if c == -1]
    if len(added) + len(taken) != len(terms) or len(added) != 1 or len(taken) > 1:
        return False
    return all(series == added[0][0] and day <= added[0][1] for series, day in taken)


def _same(one: float, other: float) -> bool:
    return one == other if isinf(one) or isinf(other) else abs(one - other) <= TOLERANCE
