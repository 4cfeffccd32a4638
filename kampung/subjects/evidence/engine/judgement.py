"""What is known so far of which statements can be true together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from kampung.subjects.evidence.engine.constraints import Option, Row, Statement, hull
from kampung.subjects.evidence.engine.program import Program


@dataclass
class Judgement:
    """A program that holds what is kept, and what became of every statement.

    Attributes
    ----------
    program
        With the rows of all kept statements holding.
    rows
        Row numbers in the program of each option of each statement, by id and label.
    kept, kept_rows
        Row numbers that hold for each kept statement, and the rows themselves.
    possible
        Options that can be true, of each statement that is kept or at least agrees.
    chosen
        One option of each kept statement, such that all chosen ones can be true together.
    given_up
        Statements that cannot stand beside the kept ones.
    fractional
        Those of them that could, if there were fractions of people.
    """

    program: Program
    statements: dict[str, Statement]
    rows: dict[str, dict[int, range]] = field(default_factory=dict)
    kept: dict[str, tuple[int, ...]] = field(default_factory=dict)
    kept_rows: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    possible: dict[str, tuple[Option, ...]] = field(default_factory=dict)
    chosen: dict[str, Option] = field(default_factory=dict)
    given_up: set[str] = field(default_factory=set)
    fractional: set[str] = field(default_factory=set)

    def fits(self, statement: Statement, option: Option) -> bool:
        """Whether an option can be true beside everything that holds."""
        numbers = self.rows[statement.id][option.label]
        self.program.hold(numbers)
        feasible = self.program.feasible()
        self.program.release(numbers)
        return feasible

    def keep(self, statement: Statement, options: tuple[Option, ...]) -> None:
        """Keep a statement, of which any of these options may be the true one."""
        rows = hull(statement, options)
        if len(options) == 1:
            numbers = tuple(self.rows[statement.id][options[0].label])
        else:
            numbers = tuple(self.program.add(rows))
        self.program.hold(numbers)
        self.possible[statement.id] = options
        self.kept[statement.id] = numbers
        self.kept_rows[statement.id] = rows
        self.given_up.discard(statement.id)

    def give_up(self, statement: Statement) -> None:
        """Give a statement up, whether or not it was kept."""
        self.program.release(self.kept.pop(statement.id, ()))
        for known in (self.kept_rows, self.possible, self.chosen):
            known.pop(statement.id, None)
        self.given_up.add(statement.id)

    def slack(self, statement: Statement) -> float:
        """People by which a statement would have to give way, under its best option."""
        return min(
            sum(self.program.cheapest_slack(numbers, [1.0] * len(numbers)))
            for numbers in self.rows[statement.id].values()
        )

    def nearest(self, statement: Statement) -> list[str]:
        """Kept statements, the most trusted first and of these the nearest in time."""
        end = statement.options[0].end

        def key(id_: str) -> tuple[float, int, str]:
            other = self.statements[id_]
            return -other.weight, min(abs(option.end - end) for option in other.options), id_

        return sorted(self.kept, key=key)


def begin(statements: Sequence[Statement], knots: Iterable[int] = ()) -> Judgement:
    """A judgement of statements, of which none is kept yet.

    Parameters
    ----------
    statements
        In any order; nothing that follows depends on it.
    knots
        More days to keep running totals of.
    """
    ordered = sorted(statements, key=lambda statement: statement.id)
    mentioned = (
        day
        for statement in ordered
        for option in statement.options
        for row in option.rows
        for _, day, _ in row.terms
    )
    # The day before the first, so that the first has a count too.
    first = min((o.start - 1 for s in ordered for o in s.options), default=None)
    program = Program(chain(mentioned, knots, () if first is None else (first,)))
    judgement = Judgement(program, {statement.id: statement for statement in ordered})
    for statement in ordered:
        judgement.rows[statement.id] = {
            option.label: program.add(option.rows) for option in statement.options
        }
    return judgement


def trust(statement: Statement) -> tuple[float, str]:
    """Sort key: the most trusted statement first."""
    return -statement.weight, statement.id
