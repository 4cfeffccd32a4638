"""A verdict for every statement, with a reason in codes and numbers.

The sentences themselves are written in `kampung.subjects.evidence.reasons`, in two languages.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from kampung.subjects.evidence.engine.arguments import ORIGIN, Argument, Differences
from kampung.subjects.evidence.engine.conflicts import Conflict, Reason, conflict, implied_by
from kampung.subjects.evidence.engine.constraints import Option, Statement
from kampung.subjects.evidence.engine.explain import hold, release
from kampung.subjects.evidence.engine.implied import Implied, forced, implied
from kampung.subjects.evidence.engine.judgement import Judgement
from kampung.subjects.evidence.engine.program import TOLERANCE

Params = dict[str, Any]

UNKNOWN = Implied(None, None)


@dataclass(frozen=True)
class Verdict:
    """What became of one statement.

    Attributes
    ----------
    verdict
        ``follows``, ``agrees``, ``contradicts`` or ``uncheckable``.
    code, params
        The reason: see `kampung.subjects.evidence.reasons`. Parameters are plain JSON values.
    used
        Whether the estimate and the ranges rest on it.
    option
        The option that the reason speaks of: with a period of open length, its days.
    implied
        What the other kept statements allow for the same quantity.
    contradicts
        Kept statements that it cannot stand beside; without any of them it could.
    supports
        For ``follows``: statements that force it.
    short_by
        People by which it is beyond what they allow.
    slack
        People by which it would have to give way to stand beside all that is kept.
    """

    verdict: str
    code: str
    params: Params = field(default_factory=dict)
    used: bool = False
    option: Option | None = None
    implied: Implied = UNKNOWN
    contradicts: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    short_by: int | None = None
    slack: float | None = None


def verdicts(judgement: Judgement, against: Differences) -> dict[str, Verdict]:
    """Verdicts of all statements of a judgement, by id."""
    owners = {number: id_ for id_, numbers in judgement.kept.items() for number in numbers}
    found = {}
    for id_, statement in judgement.statements.items():
        if id_ in judgement.given_up:
            found[id_] = _given_up(judgement, statement, conflict(judgement, statement, against))
        elif statement.options:
            found[id_] = _possible(judgement, statement, owners)
        else:
            # A rounded mean or total between which no whole number lies: false by itself.
            found[id_] = Verdict("contradicts", "no_whole_total_stated", {"days": statement.days})
    return found


def _possible(judgement: Judgement, statement: Statement, owners: Mapping[int, str]) -> Verdict:
    """Verdict of a statement that can be true."""
    program, options = judgement.program, judgement.possible[statement.id]
    numbers = judgement.kept.get(statement.id, ())
    program.release(numbers)
    ranges = {option: implied(program, option, statement.measure) for option in options}
    proof = _proof(judgement, statement, options)
    program.hold(numbers)
    option = told(statement, options)
    supports: tuple[str, ...] = ()
    if proof is not None:
        option = proof[0]
        supports = tuple(sorted({owners[number] for number in proof[1] if number in owners}))
    here = _hull(list(ranges.values())) if proof is None else ranges[option]
    params: Params = {"least": here.least, "greatest": here.greatest, **_days(option)}
    if proof is not None:
        code = "follows_exactly" if here.least == here.greatest else "follows_within"
        params["count"] = len(supports)
    else:
        code = _agrees(statement, here, options)
        if statement.period and len(options) > 1:
            params["lengths"] = sorted(one.label for one in options)
    if statement.reading and statement.id not in judgement.kept:
        params["undecided"] = True
    return Verdict(
        "agrees" if proof is None else "follows",
        code,
        params,
        used=statement.id in judgement.kept,
        option=option,
        implied=here,
        supports=supports,
    )


def _proof(
    judgement: Judgement, statement: Statement, options: tuple[Option, ...]
) -> tuple[Option, set[int]] | None:
    """The option that firm statements force, and the rows that do.

    "More than 600 in every week" and doubtful numbers are premises too loose for a proof.
    """
    program, kept = judgement.program, judgement.kept
    loose = [i for i in kept if i != statement.id and not judgement.statements[i].firm]
    for option in options:
        if forced(program, option) is None:
            continue
        release(program, kept, loose)
        support = forced(program, option)
        hold(program, kept, loose)
        if support is not None:
            return option, support
    return None


def _agrees(statement: Statement, here: Implied, options: tuple[Option, ...]) -> str:
    if here.greatest is None:
        # Without rows a difference has no limit at all, and a count only that it is not below 0.
        nothing = here.least is None or (statement.measure != "difference" and not here.least)
        return "agrees_freely" if nothing else "agrees_at_least"
    if here.least is None:
        return "agrees_at_most"
    return "agrees_lengths" if statement.period and len(options) > 1 else "agrees_between"


def told(statement: Statement, options: tuple[Option, ...]) -> Option:
    """The option to speak of: that with the recorded first day, else the longest."""
    return max(options, key=lambda o: (o.start == statement.start, o.label))


def _hull(ranges: list[Implied]) -> Implied:
    least = [r.least for r in ranges]
    greatest = [r.greatest for r in ranges]
    return Implied(
        None if None in least else min(x for x in least if x is not None),
        None if None in greatest else max(x for x in greatest if x is not None),
    )


def _given_up(judgement: Judgement, statement: Statement, why: Conflict) -> Verdict:
    """Verdict of a statement that cannot stand beside those that are kept."""
    told = why.told
    code, params = _told(judgement, statement, why)
    if why.others and statement.period and told.short:
        params["other_lengths"] = sorted(other.option.label for other in why.others)
        params["other_short"] = min(_people(other.short) for other in why.others)
    short = _people(told.short) or None
    return Verdict(
        "contradicts",
        code,
        {**params, **_days(told.option), "short": short, "count": len(why.ids)},
        option=told.option,
        implied=implied(judgement.program, told.option, statement.measure),
        contradicts=why.ids,
        short_by=short,
        slack=judgement.slack(statement),
    )


def _told(judgement: Judgement, statement: Statement, why: Conflict) -> tuple[str, Params]:
    if statement.id in judgement.fractional:
        return "no_whole_number", {}
    if not why.told.short:
        return "no_common_length", {}
    return _running_total(statement, why.told) or _beyond(judgement, statement, why)


def _running_total(statement: Statement, told: Reason) -> tuple[str, Params] | None:
    """The argument from one running total to another, if the conflict is of that kind.

    "From the total on 2 July (7,535), 60 days at this mean lead to 12,325; but 13,054 were
    already counted on 25 August."
    """
    argument = told.argument
    if argument is None or statement.statistic not in ("total", "daily_mean"):
        return None
    ends = _anchors(argument)
    if ends is None:
        return None
    (low_day, low), (high_day, high) = ends
    row = argument.row
    stated = row.upper if argument.side == "least" else row.lower
    return (
        "reaches_too_few" if argument.side == "least" else "reaches_too_many",
        {
            "from_on": _iso(low_day),
            "from_total": int(low),
            "stated_total": int(stated),
            "reached": int(low + stated),
            "counted_on": _iso(high_day),
            "counted": int(high),
        },
    )


def _anchors(argument: Argument) -> tuple[tuple[int, float], tuple[int, float]] | None:
    """Earlier and later running total of an argument that consists of just these two."""
    if len(argument.steps) != 2:
        return None
    into, out = argument.steps
    if into.to_day != ORIGIN or out.from_day != ORIGIN:
        return None
    # Into the origin a total counts down, out of it up.
    marks = ((into.from_day, -into.amount), (out.to_day, out.amount))
    earlier, later = sorted(marks)
    return earlier, later


def _beyond(judgement: Judgement, statement: Statement, why: Conflict) -> tuple[str, Params]:
    """The general argument: beside those statements it is too low, or too high."""
    told, argument = why.told, why.told.argument
    if argument is not None and statement.measure == "lowest":
        # Told of the week in which it fails.
        part = argument.row.terms
        days = {day for _, day, _ in part}
        params = {
            "week_start": _iso(min(days) + 1) if len(days) > 1 else _iso(max(days)),
            "week_end": _iso(max(days)),
            "bound": argument.bound,
        }
        return ("week_too_high" if argument.side == "most" else "week_too_low"), params
    allowed = implied_by(judgement, why.ids, told.option, statement.measure)
    too_high = _too_high(statement, allowed)
    return (
        "too_high" if too_high else "too_low",
        {"bound": allowed.greatest if too_high else allowed.least},
    )


def _too_high(statement: Statement, allowed: Implied) -> bool:
    """Whether the stated value is above what others allow, rather than below."""
    stated = statement.value if statement.value is not None else 0.0
    if allowed.greatest is None:
        return False
    if allowed.least is None:
        return True
    if statement.relation in (">", "≥"):
        return True
    if statement.relation in ("<", "≤"):
        return False
    return stated > (allowed.least + allowed.greatest) / 2


def _days(option: Option) -> Params:
    return {
        "start": _iso(option.start),
        "end": _iso(option.end),
        "days": option.end - option.start + 1,
    }


def _iso(day: int) -> str:
    return dt.date.fromordinal(day).isoformat()


def _people(amount: float) -> int:
    return ceil(amount - TOLERANCE)
