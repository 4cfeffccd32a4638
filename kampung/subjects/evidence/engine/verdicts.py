"""A verdict for every statement, with a reason in codes and numbers.

The sentences themselves are written in `kampung.subjects.evidence.reasons`, in two languages.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from kampung.subjects.evidence.engine.arguments import Argument
from kampung.subjects.evidence.engine.conflicts import Conflict, Explainer, Reason
from kampung.subjects.evidence.engine.constraints import ORIGIN, Option, Statement
from kampung.subjects.evidence.engine.implied import Implied, in_units, questions
from kampung.subjects.evidence.engine.model import Unit
from kampung.subjects.evidence.engine.program import TOLERANCE
from kampung.subjects.evidence.engine.repairs import Dispute, Record
from kampung.subjects.evidence.engine.worlds import Bound, Worlds

Params = dict[str, Any]

UNKNOWN = Implied(None, None)


@dataclass(frozen=True)
class Verdict:
    """What became of one statement.

    Attributes
    ----------
    verdict
        ``contradicts``, ``disputed``, ``follows``, ``possible`` or ``uncheckable``.
    code, params
        The reason: see `kampung.subjects.evidence.reasons`. Parameters are plain JSON values.
    used
        Whether the estimate rests on it.
    option
        The option that the reason speaks of: with a period of open length, its days.
    implied
        What the other statements allow for the same quantity.
    by_others
        The same, without any statement of the same source.
    follows_from
        For ``follows``: ``others``, or ``own`` where it takes what the same source says.
    contradicts
        Statements that it cannot stand beside.
    smallest
        Of these, some of which none can be left out.
    supports
        For ``follows``: statements that force it.
    depends_on
        Statements that may be wrong, or whose days are not certain, on which the range depends.
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
    by_others: Implied = UNKNOWN
    follows_from: str | None = None
    contradicts: tuple[str, ...] = ()
    smallest: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    short_by: int | None = None
    slack: float | None = None


@dataclass
class Bench:
    """What verdicts are found with."""

    record: Record
    worlds: Worlds
    explainer: Explainer
    # Readings of a sentence that can be true, by sentence; only of those with several readings.
    readings: dict[str, list[str]]
    silent: frozenset[str]
    loose: frozenset[str] = field(init=False)
    by_source: dict[str, frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        units = self.record.model.units.values()
        self.loose = frozenset(unit.id for unit in units if not unit.firm)
        sources: dict[str, set[str]] = {}
        for unit in units:
            for statement in unit.statements:
                sources.setdefault(statement.source_id, set()).add(unit.id)
        self.by_source = {source: frozenset(ids) for source, ids in sources.items()}

    def names(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Statements of units; of a sentence the reading that can be true."""
        found: list[str] = []
        for id_ in ids:
            unit = self.record.model.units[id_]
            able = self.readings.get(id_) or [s.id for s in unit.statements]
            found += able
        return tuple(dict.fromkeys(found))


def open_readings(worlds: Worlds) -> dict[str, list[str]]:
    """Of every sentence with several readings those that can be true beside all the rest."""
    found = {}
    for unit in worlds.model.units.values():
        if len(unit.statements) > 1:
            found[unit.id] = [
                statement.id
                for statement in unit.statements
                if any(
                    _may_be(worlds, unit, worlds.model.rows[statement.id][option.label])
                    for option in statement.options
                )
            ]
    worlds.leave_out(())
    return found


def _may_be(worlds: Worlds, unit: Unit, rows: Iterable[int]) -> bool:
    worlds.leave_out({unit.id}, extra=rows)
    return worlds.feasible()


def verdicts(bench: Bench, statements: Sequence[Statement]) -> dict[str, Verdict]:
    """Verdicts of statements, by id."""
    found = {}
    units = {s.id: unit for unit in bench.record.model.units.values() for s in unit.statements}
    for statement in statements:
        unit = units.get(statement.id)
        if not statement.options:
            # A rounded mean or total between which no whole number lies: false by itself.
            days = {"days": statement.days}
            found[statement.id] = Verdict("contradicts", "no_whole_total_stated", days)
        else:
            found[statement.id] = _verdict(bench, statement, unit)
    return found


def _verdict(bench: Bench, statement: Statement, unit: Unit | None) -> Verdict:
    if unit is None:
        # One reading of a sentence of which another cannot be tested.
        unit = Unit(
            statement.id,
            (statement,),
            statement.weight,
            statement.voices,
            None,
            None,
            {option.label: (statement, option) for option in statement.options},
        )
    dispute = bench.record.dispute_of(unit.id)
    if dispute is not None:
        return _cannot_stand(bench, statement, unit, dispute)
    sentence = unit.id not in bench.record.model.units or len(unit.statements) > 1
    options = _able(bench, statement, unit)
    if sentence and not options:
        return _cannot_stand(bench, statement, unit, None)
    return _may_stand(bench, statement, unit, options or statement.options)


def _able(bench: Bench, statement: Statement, unit: Unit) -> tuple[Option, ...]:
    """Options that can be true in some world."""
    if (
        len(statement.options) == 1
        and len(unit.statements) == 1
        and unit.id in (bench.record.model.units)
    ):
        return statement.options
    worlds, model = bench.worlds, bench.record.model
    sharing = [
        other
        for other in model.units.values()
        if unit.key is not None and other.key == unit.key and other.id in bench.record.certain
    ]
    found = []
    for option in statement.options:
        rows = list(model.rows[statement.id][option.label])
        if len(unit.statements) == 1:
            rows += [
                n for other in sharing for n in model.numbers(other, {str(unit.key): option.label})
            ]
        worlds.leave_out({unit.id, *(other.id for other in sharing)}, extra=rows)
        if worlds.feasible():
            found.append(option)
    return tuple(found)


def _may_stand(
    bench: Bench, statement: Statement, unit: Unit, options: tuple[Option, ...]
) -> Verdict:
    """Verdict of a statement that every near repair keeps."""
    own = {unit.id}
    source = bench.by_source.get(statement.source_id, frozenset()) | own
    here, depends = _range(bench, statement, options, own)
    proof = _proof(bench, options, own)
    option = told(statement, options)
    supports: tuple[str, ...] = ()
    follows_from = None
    if proof is not None:
        option = proof
        by_others = _proof(bench, (option,), source) is not None
        follows_from = "others" if by_others else "own"
        bench.worlds.leave_out(bench.loose.union(source if by_others else own))
        supports = tuple(sorted(bench.names(bench.worlds.proof(option))))
        here, depends = _range(bench, statement, (option,), own)
        code = "follows_exactly" if here.least == here.greatest else "follows_within"
    else:
        code = _possible(statement, here, options)
    outside = here
    if source != own:
        outside, more = _range(bench, statement, options if proof is None else (option,), source)
        depends |= more
    params: Params = {
        "least": outside.least,
        "greatest": outside.greatest,
        **_days(option),
    }
    if proof is not None:
        params |= {
            "least": here.least,
            "greatest": here.greatest,
            "count": len(supports),
            "own": follows_from == "own",
        }
    else:
        code = _possible(statement, outside, options)
        if statement.lengths_open and len(options) > 1:
            params["lengths"] = sorted(one.label for one in options)
    undecided = unit.id in bench.silent or unit.id not in bench.record.model.units
    if undecided:
        params["undecided"] = True
    verdict = "follows" if proof is not None else "possible"
    if code == "possible_freely":
        verdict = "uncheckable"
    return Verdict(
        verdict,
        code,
        params,
        used=not undecided and statement.id in bench.names([unit.id]),
        option=option,
        implied=here,
        by_others=outside,
        follows_from=follows_from,
        supports=supports,
        depends_on=tuple(sorted(bench.names(sorted(depends)))),
    )


def _range(
    bench: Bench, statement: Statement, options: Sequence[Option], without: Iterable[str]
) -> tuple[Implied, frozenset[str]]:
    """What the others allow in any world, and on which statements that depends."""
    worlds = bench.worlds
    worlds.leave_out(frozenset(without))
    ranges, depends = [], frozenset[str]()
    for option in options:
        least, greatest = _bounds(worlds, option, statement.measure)
        bottom = min(least, key=lambda bound: bound.value)
        top = max(greatest, key=lambda bound: bound.value)
        depends |= bottom.depends_on | top.depends_on
        ranges.append(in_units(option, statement.measure, bottom.value, top.value))
    return _hull(ranges), depends - frozenset(without)


def _bounds(worlds: Worlds, option: Option, measure: str) -> tuple[list[Bound], list[Bound]]:
    """Bounds of which the least of the first, and the greatest of the second, is asked for."""
    if measure in ("sum", "difference"):
        terms = option.parts[0]
        return (
            [worlds.bound(terms, greatest=False)],
            [worlds.bound(terms, greatest=True)],
        )
    told = [day for part in option.parts for _, day, _ in part]
    days = min(told), max(told)
    low, high = questions(option, measure)
    return (
        [worlds.answer(ask, days, greatest=False) for ask in low],
        [worlds.answer(ask, days, greatest=True) for ask in high],
    )


def _proof(bench: Bench, options: Sequence[Option], without: Iterable[str]) -> Option | None:
    """The option that firm statements force which no repair gives up.

    "More than 600 in every week" and doubtful numbers are premises too loose for a proof.
    """
    bench.worlds.leave_out(bench.loose.union(without))
    return next((option for option in options if bench.worlds.forced(option)), None)


def _possible(statement: Statement, here: Implied, options: Sequence[Option]) -> str:
    if here.greatest is None:
        # Without rows a difference has no limit at all, and a count only that it is not below 0.
        nothing = here.least is None or (statement.measure != "difference" and not here.least)
        return "possible_freely" if nothing else "possible_at_least"
    if here.least is None:
        return "possible_at_most"
    several = statement.lengths_open and len(options) > 1
    return "possible_lengths" if several else "possible_between"


def told(statement: Statement, options: Sequence[Option]) -> Option:
    """The option to speak of: that with the recorded first day, else the longest."""
    return max(options, key=lambda o: (o.start == statement.start, o.label))


def _hull(ranges: list[Implied]) -> Implied:
    least = [r.least for r in ranges]
    greatest = [r.greatest for r in ranges]
    return Implied(
        None if None in least else min(x for x in least if x is not None),
        None if None in greatest else max(x for x in greatest if x is not None),
    )


def _cannot_stand(
    bench: Bench, statement: Statement, unit: Unit, dispute: Dispute | None
) -> Verdict:
    """Verdict of a statement that some near repair, or every one, gives up."""
    disputed = dispute is not None and unit.id in dispute.disputed
    why = bench.explainer.conflict(statement, unit, dispute)
    told = why.told
    code, params = _told(bench, statement, why)
    if why.others and statement.lengths_open and told.short:
        params["other_lengths"] = sorted(other.option.label for other in why.others)
        params["other_short"] = min(_people(other.short) for other in why.others)
    if told.sum is not None:
        params["equation"] = _named(bench, told.sum.params())
    if disputed and dispute is not None:
        doubted = [id_ for id_ in (*why.ids, unit.id) if id_ in dispute.disputed]
        params["suspects"] = sorted(bench.names(doubted))
    short = _people(told.short) or None
    own = {unit.id}
    source = bench.by_source.get(statement.source_id, frozenset()) | own
    here, _ = _range(bench, statement, (told.option,), own)
    outside, depends = _range(bench, statement, (told.option,), source)
    kept = disputed and unit.id in bench.record.kept
    ids = bench.names(why.ids)
    return Verdict(
        "disputed" if disputed else "contradicts",
        code,
        {**params, **_days(told.option), "short": short, "count": len(ids)},
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


def _beyond(bench: Bench, statement: Statement, why: Conflict) -> tuple[str, Params]:
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
