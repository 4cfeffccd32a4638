"""What follows from a list of awards: which are inferred, and the longest run of one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from kampung.language.cells import records

FEWEST = 2  # years in a row that make a run


@dataclass(frozen=True, slots=True)
class Run:
    """One award that was won year after year.

    Attributes
    ----------
    inferred
        Years of it that no source of their own year is known for; see :func:`is_inferred`.
    """

    category: str
    first: int
    last: int
    inferred: tuple[int, ...]

    @property
    def years(self) -> int:
        """How many years in a row."""
        return self.last - self.first + 1


def is_inferred(row: Mapping[str, Any]) -> bool:
    """Whether an award is known from a later year alone, as in “four times in a row”.

    Nobody is known to have written of it in its own year, and nobody names its day.
    """
    published = row.get("published_on")
    later = isinstance(published, str) and published[:4] > str(int(row["year"]))
    return row["result"] == "won" and row["date_precision"] == "year" and later


def longest_run(awards: pd.DataFrame) -> Run | None:
    """The award of the regency that was won for the most years in a row; of equals the newest.

    Parameters
    ----------
    awards
        As :func:`kampung.subjects.awards.queries.awards` returns them.
    """
    won = awards[(awards["result"] == "won") & (awards["scope"] == "regency")]
    won = won[won["category"].fillna("").ne("")]
    runs = [
        run
        for (category, _), rows in won.groupby(["category", won["giver"].fillna("")])
        for run in _runs(str(category), rows)
    ]
    long = [run for run in runs if run.years >= FEWEST]
    return max(long, key=lambda run: (run.years, run.last)) if long else None


def _runs(category: str, rows: pd.DataFrame) -> list[Run]:
    years = sorted({int(year) for year in rows["year"]})
    inferred = {int(row["year"]) for row in records(rows) if is_inferred(row)}
    inferred -= {int(row["year"]) for row in records(rows) if not is_inferred(row)}
    breaks = [late for early, late in pairwise(years) if late > early + 1]
    firsts = [years[0], *breaks]
    lasts = [max(year for year in years if year < after) for after in breaks] + [years[-1]]
    return [
        Run(category, first, last, tuple(y for y in sorted(inferred) if first <= y <= last))
        for first, last in zip(firsts, lasts, strict=True)
    ]
