"""A contradiction as an equation that anybody can check by hand.

Statements that cannot all be true have multipliers that prove it (Farkas 1902): what some of them
ask for at least adds up to more than what the others allow at most. Where all multipliers are
one, that is plain adding: 3,480 + 61 + 69 = 3,610, but 3,608 were printed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from typing import Any

from kampung.subjects.evidence.engine.constraints import Row
from kampung.subjects.evidence.engine.model import Model
from kampung.subjects.evidence.engine.program import TOLERANCE

# Multipliers are fractions with small denominators, or the sum is no sum for the hand.
MOST_PARTS = 12
MOST_TIMES = 9


@dataclass(frozen=True)
class Term:
    """An amount that a statement asks for or allows, taken so many times."""

    id: str
    amount: int
    times: int
    start: int
    end: int

    @property
    def sum(self) -> int:
        """What it adds."""
        return self.amount * self.times


@dataclass(frozen=True)
class Equation:
    """``more`` adds up to more than ``less``, but must not.

    ``more`` are amounts that statements ask for at least, ``less`` those that they allow at most.
    """

    more: tuple[Term, ...]
    less: tuple[Term, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Statements in it."""
        return tuple(dict.fromkeys(term.id for term in (*self.more, *self.less)))

    @property
    def short(self) -> int:
        """People by which the sides differ."""
        return sum(t.sum for t in self.more) - sum(t.sum for t in self.less)

    def params(self) -> dict[str, Any]:
        """As JSON values; the longer side, which is added up, comes first."""
        long, short = sorted((self.more, self.less), key=len, reverse=True)
        return {
            "added": [_term(term) for term in long],
            "beside": [_term(term) for term in short],
            "sum": sum(term.sum for term in long),
            "other_sum": sum(term.sum for term in short),
        }


def _term(term: Term) -> dict[str, Any]:
    return {"id": term.id, "amount": term.amount, "times": term.times}


def equation(
    model: Model, ids: Collection[str], labels: Mapping[str, int], *, extra: Mapping[int, str]
) -> Equation | None:
    """The equation of statements that cannot all be true; None if there is no plain one.

    Parameters
    ----------
    model
        Its program is left holding these statements alone.
    ids
        Units.
    labels
        Ways of their choices.
    extra
        More rows, with the statement that each belongs to.
    """
    model.hold_only(ids, labels, extra)
    if model.program.feasible():
        return None
    ray = model.program.ray()
    if not ray:
        return None
    unit = min(abs(value) for value in ray.values())
    parts = {
        number: Fraction(value / unit).limit_denominator(MOST_PARTS)
        for number, value in ray.items()
    }
    scale = 1
    for part in parts.values():
        scale = max(scale, part.denominator)
    more: list[Term] = []
    less: list[Term] = []
    for sign in (1, -1):
        more, less = _sides(model, parts, scale * sign, extra)
        if more or less:
            break
    if not more and not less:
        return None
    found = Equation(tuple(more), tuple(less))
    return found if found.short > 0 else None


def _sides(
    model: Model, parts: Mapping[int, Fraction], scale: int, extra: Mapping[int, str]
) -> tuple[list[Term], list[Term]]:
    more: list[Term] = []
    less: list[Term] = []
    for number, part in sorted(parts.items()):
        row, times = model.program.row(number), part * scale
        bound = row.lower if times > 0 else row.upper
        if not _plain(row) or times.denominator != 1 or abs(times) > MOST_TIMES:
            return [], []
        if not isfinite(bound) or abs(bound - round(bound)) > TOLERANCE:
            return [], []
        days = [day for _, day, _ in row.terms]
        owner = extra[number] if number in extra else model.owner[number]
        start = min(days) + 1 if len(set(days)) > 1 else min(days)
        term = Term(owner, round(bound), int(abs(times)), start, max(days))
        if term.amount < 0:
            return [], []
        if term.amount:
            (more if times > 0 else less).append(term)
    key = lambda term: (term.end, term.start, term.id)  # noqa: E731
    return sorted(more, key=key), sorted(less, key=key)


def _plain(row: Row) -> bool:
    return all(abs(coefficient) == 1 for _, _, coefficient in row.terms)
