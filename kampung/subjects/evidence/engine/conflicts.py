"""Why a statement cannot stand: the few others that rule it out, and the sum that shows it."""

from collections.abc import Collection
from dataclasses import dataclass, field

from kampung.subjects.evidence.engine.arguments import Argument, Differences
from kampung.subjects.evidence.engine.constraints import Option, Statement
from kampung.subjects.evidence.engine.equations import Equation, equation
from kampung.subjects.evidence.engine.implied import Implied, implied
from kampung.subjects.evidence.engine.model import Model, Unit, World
from kampung.subjects.evidence.engine.repairs import Dispute, Record

# Statements that anybody can check side by side.
EASY = 2


@dataclass(frozen=True)
class Reason:
    """Why one option of a statement cannot be true.

    Attributes
    ----------
    option
        The option.
    ids
        Units that rule it out; without any one of them it could be true.
    short
        People by which it is beyond what they allow; 0 if only whole numbers, or another
        statement about the same period, rule it out.
    argument
        The contradiction step by step, if it lies within one series.
    sum
        The contradiction as an equation, if it is one of plain adding.
    """

    option: Option
    ids: tuple[str, ...]
    short: float
    argument: Argument | None = None
    sum: Equation | None = None


@dataclass(frozen=True)
class Conflict:
    """Why a statement cannot stand.

    Attributes
    ----------
    told
        The reason that is told: of those for its options the one with the fewest statements,
        and of these the one that leaves it most short.
    others
        Reasons against its other options.
    ids
        Units that rule out every option; those of the reason told come first.
    fewest
        Units that rule out every option, and none of which can be left out.
    """

    told: Reason
    others: tuple[Reason, ...]
    ids: tuple[str, ...]
    fewest: tuple[str, ...]


@dataclass
class Explainer:
    """Tells why statements cannot stand beside what the rest of the record keeps."""

    record: Record
    silent: frozenset[str] = frozenset()
    _graphs: dict[frozenset[str], Differences] = field(default_factory=dict)

    @property
    def model(self) -> Model:
        """With the program that is asked."""
        return self.record.model

    def conflict(self, statement: Statement, unit: Unit, dispute: Dispute | None) -> Conflict:
        """Why a statement cannot stand in the world in which its unit is given up.

        Parameters
        ----------
        statement
            One that is contradicted or disputed, or a reading that nothing leaves room for.
        unit
            Its own.
        dispute
            In which it is given up; None for a reading of a sentence that stands.
        """
        beside = self._beside(unit, dispute)
        reasons = [self._reason(statement, option, beside, dispute) for option in statement.options]
        told, *others = sorted(reasons, key=lambda r: (len(r.ids), -r.short, -r.option.label))
        ids = list(told.ids)
        for other in others:
            if not self._ruled_out(statement, other.option, ids):
                ids += [id_ for id_ in other.ids if id_ not in ids]
        fewest = self._fewest(statement, ids) if others else tuple(ids)
        return Conflict(told, tuple(others), tuple(ids), fewest)

    def implied_by(self, ids: Collection[str], option: Option, measure: str) -> Implied:
        """Range of what a statement measures beside only some units."""
        self.model.hold_only(ids, self.record.world.labels)
        return implied(self.model.program, option, measure)

    def _beside(self, unit: Unit, dispute: Dispute | None) -> frozenset[str]:
        """What is kept where a unit is given up at the least cost."""
        kept = set(self.model.units) - self.silent - {unit.id}
        for other in self.record.disputes:
            repairs = other.repairs
            if other is dispute:
                repairs = tuple(r for r in repairs if unit.id in r.given_up) or repairs
            kept -= repairs[0].given_up
        return frozenset(kept)

    def _differences(self, beside: frozenset[str]) -> Differences:
        if beside not in self._graphs:
            labels = self.record.world.labels
            rows = (
                (id_, self.model.program.row(number))
                for id_ in sorted(beside)
                for number in self.model.numbers(self.model.units[id_], labels)
                if self.model.units[id_].key is None
            )
            self._graphs[beside] = Differences(rows, self.model.program.knots)
        return self._graphs[beside]

    def _rows(self, statement: Statement, option: Option) -> tuple[int, ...]:
        return tuple(self.model.rows[statement.id][option.label])

    def _reason(
        self,
        statement: Statement,
        option: Option,
        beside: frozenset[str],
        dispute: Dispute | None,
    ) -> Reason:
        fractional = self._fractional(statement, beside)
        if fractional is not None:
            return Reason(option, fractional, 0.0)
        rows = self._rows(statement, option)
        found = self.model.together(beside, extra=rows)
        if isinstance(found, World):
            # Possible by itself, but another statement about this period has another length.
            partners = (u for u in self.model.units.values() if u.key == statement.choice)
            return Reason(option, tuple(u.id for u in partners if u.id in beside), 0.0)
        candidates = []
        argument = self._argument(statement, option, beside)
        if argument is not None:
            candidates.append(argument.ids)
        if argument is None or len(argument.ids) > EASY:
            candidates += self._known(statement, beside, dispute)
            nearest = self._nearest(statement, beside)
            smallest = self.model.irreducible(found, extra=rows, first=nearest)
            candidates.append(tuple(id_ for id_ in nearest if id_ in smallest))
        ids = min(candidates, key=len)
        shown = argument if argument is not None and argument.ids == ids else None
        total = equation(self.model, ids, {}, extra=dict.fromkeys(rows, statement.id))
        short = shown.short if shown else self._short(rows, ids)
        return Reason(option, ids, short, shown, total)

    def _known(
        self, statement: Statement, beside: frozenset[str], dispute: Dispute | None
    ) -> list[tuple[str, ...]]:
        """Conflicts of the dispute that this statement is in, without itself."""
        if dispute is None or len(statement.options) > 1:
            return []
        conflicts = dispute.conflicts
        rivals = [
            frozenset({rival})
            for clique in conflicts.cliques
            for rival in clique.rivals(statement.id)
            if statement.id in clique.members
        ]
        others = [one - {statement.id} for one in conflicts.sets if statement.id in one]
        nearest = self._nearest(statement, beside)
        return [
            tuple(id_ for id_ in nearest if id_ in one)
            for one in (*rivals, *others)
            if one <= beside
        ]

    def _fractional(self, statement: Statement, beside: frozenset[str]) -> tuple[str, ...] | None:
        """The conflict in which only fractions of people would do, if it is of that kind."""
        for conflict in sorted(self.record.fractional, key=lambda one: (len(one), sorted(one))):
            rest = conflict - {statement.id}
            if statement.id in conflict and rest <= beside:
                return tuple(id_ for id_ in self._nearest(statement, beside) if id_ in rest)
        return None

    def _argument(
        self, statement: Statement, option: Option, beside: frozenset[str]
    ) -> Argument | None:
        """The shortest argument within one series of which no statement can be left out.

        Of many weeks the one is told that is most short, if two statements are enough for it.
        """
        against = self._differences(beside)
        for easy in (EASY, 1) if len(option.rows) > 1 else (1,):
            found = [a for row in option.rows if (a := against.against(row, easy=easy)) is not None]
            if not found:
                return None
            argument = min(found, key=lambda a: (max(len(a.ids), easy), -a.short))
            fewer = ([i for i in argument.ids if i != left_out] for left_out in argument.ids)
            if not any(self._ruled_out(statement, option, ids) for ids in fewer):
                return argument
        return None

    def _ruled_out(self, statement: Statement, option: Option, ids: Collection[str]) -> bool:
        """Whether some units are enough to rule an option out."""
        found = self.model.together(ids, extra=self._rows(statement, option))
        return not isinstance(found, World)

    def _fewest(self, statement: Statement, ids: list[str]) -> tuple[str, ...]:
        """Of units that rule every option out, those that are needed for it."""
        needed = list(ids)
        for id_ in ids:
            fewer = [other for other in needed if other != id_]
            if all(self._ruled_out(statement, option, fewer) for option in statement.options):
                needed = fewer
        return tuple(needed)

    def _short(self, rows: Collection[int], ids: Collection[str]) -> float:
        """Slack that rows need beside only some units."""
        self.model.hold_only(ids, self.record.world.labels)
        return sum(self.model.program.cheapest_slack(list(rows), [1.0] * len(rows)))

    def _nearest(self, statement: Statement, beside: Collection[str]) -> list[str]:
        """Units, the most trusted first and of these the nearest in time."""
        end = statement.options[0].end

        def key(id_: str) -> tuple[float, int, str]:
            unit = self.model.units[id_]
            return -unit.weight, min(abs(o.end - end) for _, o in unit.ways.values()), id_

        return sorted(beside, key=key)
