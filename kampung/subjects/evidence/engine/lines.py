"""Rows about the same quantity as one line of a program, with the tightest bounds that hold.

Many statements tell the same: a day's count by three publishers is one line, not three, and the
fewer lines a program has the faster it is solved.
"""

from collections.abc import Sequence
from math import inf

from kampung.subjects.evidence.engine.constraints import Row, Terms

# Bounds of one line that cross by more leave it no value.
CROSSED = 1e-7


class Lines:
    """Lines, and the rows that hold on each.

    Parameters
    ----------
    structure
        Rows that always hold, each with other terms.
    """

    def __init__(self, structure: Sequence[Row]) -> None:
        self.rows: list[Row] = []
        self._always = [(row.lower, row.upper) for row in structure]
        self._by_terms = {_key(row.terms): line for line, row in enumerate(structure)}
        self._line: list[int] = []
        self._holding: dict[int, set[int]] = {}
        self._crossed: set[int] = set()
        self.held: set[int] = set()

    def add(self, rows: Sequence[Row]) -> list[Row]:
        """Add rows, not yet holding; return those that need a line of their own."""
        fresh = []
        for row in rows:
            key = _key(row.terms)
            if key not in self._by_terms:
                self._by_terms[key] = len(self._always)
                self._always.append((-inf, inf))
                fresh.append(Row(row.terms, -inf, inf))
            self._line.append(self._by_terms[key])
            self.rows.append(row)
        return fresh

    def hold(self, number: int, *, holds: bool) -> tuple[int, float, float]:
        """Let a row hold or no longer hold; return its line and the bounds that are left."""
        line = self._line[number]
        holding = self._holding.setdefault(line, set())
        (holding.add if holds else holding.discard)(number)
        (self.held.add if holds else self.held.discard)(number)
        lower, upper = self._always[line]
        for other in holding:
            row = self.rows[other]
            lower, upper = max(lower, row.lower), min(upper, row.upper)
        self._crossed.discard(line)
        if lower > upper + CROSSED:
            self._crossed.add(line)
        return line, min(lower, upper), upper

    @property
    def crossed(self) -> bool:
        """Whether two rows that hold contradict each other on one line."""
        return bool(self._crossed)

    def rivals(self) -> dict[int, float]:
        """Two rows that do, with multipliers; one of them if a line's own bound is the other."""
        line = min(self._crossed)
        sides = self.teller(line, 1.0), self.teller(line, -1.0)
        return {n: 1.0 if n == sides[0] else -1.0 for n in sides if n is not None}

    def teller(self, line: int, multiplier: float) -> int | None:
        """The row that sets the lower (multiplier above nought) or upper bound of a line.

        None where that is a bound that always holds.
        """
        holding = sorted(self._holding.get(line, ()))
        if multiplier > 0:
            lower = max((self.rows[n].lower for n in holding), default=-inf)
            told = (n for n in holding if self.rows[n].lower == lower)
            return next(told, None) if lower > self._always[line][0] else None
        upper = min((self.rows[n].upper for n in holding), default=inf)
        told = (n for n in holding if self.rows[n].upper == upper)
        return next(told, None) if upper < self._always[line][1] else None

    def tellers(self, multipliers: dict[int, float]) -> dict[int, float]:
        """Multipliers of lines as those of the rows that set their bounds."""
        found = {}
        for line, value in multipliers.items():
            number = self.teller(line, value)
            if number is not None:
                found[number] = value
        return found


def _key(terms: Terms) -> Terms:
    return tuple(sorted(terms))
