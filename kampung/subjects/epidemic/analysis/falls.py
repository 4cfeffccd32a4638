"""In which period the steepest weekly fall lies: what the ranges of weeks allow."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import pandas as pd

from kampung.rows import records

Verdict = Literal["contradicts", "possible", "follows", "uncheckable"]


@dataclass(frozen=True, slots=True)
class SteepestFall:
    """The steepest fall from one week to the next, inside a period and outside it.

    Attributes
    ----------
    inside, outside
        The least and the greatest that it can be; below zero where every week may have risen.
    weeks
        How many weeks were compared.
    """

    inside: tuple[float, float]
    outside: tuple[float, float]
    weeks: int

    @property
    def verdict(self) -> Verdict:
        """Whether the steepest fall of all lies inside the period.

        Each range is taken as if it stood alone, which allows no less than the whole record does.
        So what these ranges rule out is ruled out, and what they force is forced; only “possible”
        may be more than the record really leaves.
        """
        if self.inside[1] < self.outside[0]:
            return "contradicts"
        return "follows" if self.inside[0] >= self.outside[1] else "possible"


def steepest_fall(found: pd.DataFrame, *, start: dt.date, end: dt.date) -> SteepestFall | None:
    """Bound the steepest fall from week to week inside a period, and outside it.

    A fall belongs to the period in which the day between its two weeks lies.

    Parameters
    ----------
    found
        As :func:`kampung.subjects.epidemic.analysis.grid.grid` returns it, of weeks. Only weeks
        whose range has two ends are compared, and only with the week next to them.
    start, end
        The period, both inclusive.

    Returns
    -------
    SteepestFall or None
        None where no fall can be bounded on either side.
    """
    first, last = pd.Timestamp(start), pd.Timestamp(end)
    inside: list[tuple[float, float]] = []
    outside: list[tuple[float, float]] = []
    weeks: set[str] = set()
    for one, then in pairwise(records(found)):
        if pd.isna([one["least"], one["greatest"], then["least"], then["greatest"]]).any():
            continue
        fall = (one["least"] - then["greatest"], one["greatest"] - then["least"])
        (inside if first <= one["end_on"] <= last else outside).append(fall)
        weeks |= {one["code"], then["code"]}
    if not inside or not outside:
        return None
    return SteepestFall(_greatest(inside), _greatest(outside), len(weeks))


def _greatest(falls: list[tuple[float, float]]) -> tuple[float, float]:
    """Bounds of the greatest of several falls."""
    return max(least for least, _ in falls), max(greatest for _, greatest in falls)
