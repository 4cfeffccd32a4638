"""The smallest set of kept statements beside which a given-up one cannot stand."""

from dataclasses import dataclass

from kampung.subjects.evidence.engine.arguments import Argument, Differences
from kampung.subjects.evidence.engine.constraints import Option, Statement
from kampung.subjects.evidence.engine.explain import hold, irreducible, release
from kampung.subjects.evidence.engine.implied import Implied, implied
from kampung.subjects.evidence.engine.judgement import Judgement

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
        Kept statements that rule it out; without any one of them it could be true.
    short
        People by which it is beyond what they allow; 0 if only whole numbers, or another
        statement about the same period, rule it out.
    argument
        The contradiction step by step, if it lies within one series.
    """

    option: Option
    ids: tuple[str, ...]
    short: float
    argument: Argument | None = None


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
        Kept statements that rule out every option; those of the reason told come first.
    """

    told: Reason
    others: tuple[Reason, ...]
    ids: tuple[str, ...]


def conflict(judgement: Judgement, statement: Statement, against: Differences) -> Conflict:
    """Why a given-up statement cannot stand beside the kept ones."""
    reasons = [_reason(judgement, statement, option, against) for option in statement.options]
    told, *others = sorted(reasons, key=lambda r: (len(r.ids), -r.short, -r.option.label))
    ids = list(told.ids)
    for other in others:
        if not _ruled_out(judgement, statement, other.option, ids):
            ids += [id_ for id_ in other.ids if id_ not in ids]
    return Conflict(told, tuple(others), tuple(ids))


def differences(judgement: Judgement) -> Differences:
    """The kept statements about one series, as bounds on differences."""
    rows = ((id_, row) for id_, kept in judgement.kept_rows.items() for row in kept)
    return Differences(rows, judgement.program.knots)


def implied_by(judgement: Judgement, ids: tuple[str, ...], option: Option, measure: str) -> Implied:
    """Range of what a statement measures beside only some of the kept ones."""
    program, kept = judgement.program, judgement.kept
    release(program, kept, set(kept) - set(ids))
    found = implied(program, option, measure)
    hold(program, kept, kept)
    return found


def _reason(
    judgement: Judgement, statement: Statement, option: Option, against: Differences
) -> Reason:
    if statement.id in judgement.fractional:
        with judgement.program.whole_numbers():
            return Reason(option, _irreducible(judgement, statement, option), 0.0)
    argument = _argument(judgement, statement, option, against)
    if argument is not None and len(argument.ids) <= EASY:
        return Reason(option, argument.ids, argument.short, argument)
    if argument is None and judgement.fits(statement, option):
        # Possible by itself, but another statement about this period has another length.
        partners = (s for s in judgement.statements.values() if s.period == statement.period)
        return Reason(option, tuple(s.id for s in partners if s.id in judgement.kept), 0.0)
    ids = _irreducible(judgement, statement, option)
    if argument is not None and len(argument.ids) <= len(ids):
        return Reason(option, argument.ids, argument.short, argument)
    return Reason(option, ids, _short(judgement, statement, option, ids))


def _argument(
    judgement: Judgement, statement: Statement, option: Option, against: Differences
) -> Argument | None:
    """The shortest argument within one series of which no statement can be left out.

    Of many weeks the one is told that is most short, if two statements are enough for it.
    """
    for easy in (EASY, 1) if len(option.rows) > 1 else (1,):
        found = [a for row in option.rows if (a := against.against(row, easy=easy)) is not None]
        if not found:
            return None
        argument = min(found, key=lambda a: (max(len(a.ids), easy), -a.short))
        fewer = ([i for i in argument.ids if i != left_out] for left_out in argument.ids)
        if not any(_ruled_out(judgement, statement, option, ids) for ids in fewer):
            return argument
    return None


def _irreducible(judgement: Judgement, statement: Statement, option: Option) -> tuple[str, ...]:
    return tuple(
        irreducible(
            judgement.program,
            judgement.kept,
            preferred=judgement.nearest(statement),
            numbers=judgement.rows[statement.id][option.label],
        )
    )


def _ruled_out(judgement: Judgement, statement: Statement, option: Option, ids: list[str]) -> bool:
    """Whether some of the kept statements are enough to rule an option out."""
    program, kept = judgement.program, judgement.kept
    release(program, kept, set(kept) - set(ids))
    fits = judgement.fits(statement, option)
    hold(program, kept, kept)
    return not fits


def _short(
    judgement: Judgement, statement: Statement, option: Option, ids: tuple[str, ...]
) -> float:
    """Slack that an option needs beside only some of the kept statements."""
    program, kept = judgement.program, judgement.kept
    release(program, kept, set(kept) - set(ids))
    numbers = judgement.rows[statement.id][option.label]
    slack = program.cheapest_slack(numbers, [1.0] * len(numbers))
    hold(program, kept, kept)
    return sum(slack)
