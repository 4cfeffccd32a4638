"""What verdicts are found with, and what a verdict says."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from kampung.subjects.evidence.engine.conflicts import Explainer
from kampung.subjects.evidence.engine.constraints import Option, Statement
from kampung.subjects.evidence.engine.implied import Implied, in_units, questions
from kampung.subjects.evidence.engine.program import TOLERANCE
from kampung.subjects.evidence.engine.repairs import Record
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


def range_of(
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


def _hull(ranges: list[Implied]) -> Implied:
    least = [r.least for r in ranges]
    greatest = [r.greatest for r in ranges]
    return Implied(
        None if None in least else min(x for x in least if x is not None),
        None if None in greatest else max(x for x in greatest if x is not None),
    )


def days_of(option: Option) -> Params:
    """The days that an option speaks of, as parameters."""
    return {
        "start": iso(option.start),
        "end": iso(option.end),
        "days": option.end - option.start + 1,
    }


def iso(day: int) -> str:
    """An ordinal as ISO text."""
    return dt.date.fromordinal(day).isoformat()


def people(amount: float) -> int:
    """An amount in whole people, rounded up."""
    return ceil(amount - TOLERANCE)
