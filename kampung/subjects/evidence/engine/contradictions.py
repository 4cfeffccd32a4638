"""Verdicts of statements that some near repair, or every one, gives up."""

from kampung.subjects.evidence.engine.arguments import Argument
from kampung.subjects.evidence.engine.bench import (
    Bench,
    Params,
    Verdict,
    days_of,
    iso,
    people,
    range_of,
)
from kampung.subjects.evidence.engine.conflicts import Conflict, Reason
from kampung.subjects.evidence.engine.constraints import ORIGIN, Statement
from kampung.subjects.evidence.engine.implied import Implied
from kampung.subjects.evidence.engine.model import Unit
from kampung.subjects.evidence.engine.repairs import Dispute


def cannot_stand(
    bench: Bench, statement: Statement, unit: Unit, dispute: Dispute | None
) -> Verdict:
    """Verdict of a statement that some near repair, or every one, gives up."""
    disputed = dispute is not None and unit.id in dispute.disputed
    why = bench.explainer.conflict(statement, unit, dispute)
    told = why.told
    code, params = _told(bench, statement, why)
    if why.others and statement.lengths_open and told.short:
        params["other_lengths"] = sorted(other.option.label for other in why.others)
        params["other_short"] = min(people(other.short) for other in why.others)
    if told.sum is not None:
        params["equation"] = _named(bench, told.sum.params())
    if disputed and dispute is not None:
        doubted = [id_ for id_ in (*why.ids, unit.id) if id_ in dispute.disputed]
        params["suspects"] = sorted(bench.names(doubted))
    short = people(told.short) or None
    own = {unit.id}
    source = bench.by_source.get(statement.source_id, frozenset()) | own
    here, _ = range_of(bench, statement, (told.option,), own)
    outside, depends = range_of(bench, statement, (told.option,), source)
    kept = disputed and unit.id in bench.record.kept
    ids = bench.names(why.ids)
    return Verdict(
        "disputed" if disputed else "contradicts",
        code,
        {**params, **days_of(told.option), "short": short, "count": len(ids)},
        used=kept,
        option=told.option,
        implied=here,
        by_others=outside,
        contradicts=ids,
        smallest=bench.names(why.fewest),
        depends_on=tuple(sorted(bench.names(sorted(depends)))) if disputed else (),
        short_by=short,
        slack=None if kept else _slack(bench, statement, unit),
    )


def _named(bench: Bench, params: Params) -> Params:
    """An equation of units as one of statements."""
    for side in ("added", "beside"):
        for term in params[side]:
            if term["id"] in bench.record.model.units:
                term["id"] = bench.names([term["id"]])[0]
    return params


def _slack(bench: Bench, statement: Statement, unit: Unit) -> float:
    """People by which it would have to give way beside all that is kept, under its best option."""
    model, record = bench.record.model, bench.record
    model.hold_only(record.kept - bench.silent - {unit.id}, record.world.labels)
    return min(
        sum(model.program.cheapest_slack(list(numbers), [1.0] * len(numbers)))
        for numbers in model.rows[statement.id].values()
    )


def _told(bench: Bench, statement: Statement, why: Conflict) -> tuple[str, Params]:
    if any(statement.id in conflict for conflict in bench.record.fractional):
        return "no_whole_number", {}
    if not why.told.short:
        return "no_common_length", {}
    return _running_total(statement, why.told) or _beyond(bench, statement, why)


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
            "from_on": iso(low_day),
            "from_total": int(low),
            "stated_total": int(stated),
            "reached": int(low + stated),
            "counted_on": iso(high_day),
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


def _beyond(bench: Bench, statement: Statement, why: Conflict) -> tuple[str, Params]:
    """The general argument: beside those statements it is too low, or too high."""
    told, argument = why.told, why.told.argument
    if argument is not None and statement.measure == "lowest":
        # Told of the week in which it fails.
        part = argument.row.terms
        days = {day for _, day, _ in part}
        params = {
            "week_start": iso(min(days) + 1) if len(days) > 1 else iso(max(days)),
            "week_end": iso(max(days)),
            "bound": argument.bound,
        }
        return ("week_too_high" if argument.side == "most" else "week_too_low"), params
    allowed = bench.explainer.implied_by(told.ids, told.option, statement.measure)
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
