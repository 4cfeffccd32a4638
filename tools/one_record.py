"""Whether marks, ranges, estimate and verdicts of a store tell one and the same record.

``make check`` runs it on the store of the shipped pack. It says nothing where they agree; else a
line for each disagreement, and the exit code is 1.
"""

import sys
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from kampung import paths
from kampung.errors import KampungError
from kampung.language.cells import records
from kampung.store.door import DataSet
from kampung.subjects.epidemic.analysis.figures import Unit
from kampung.subjects.epidemic.facts import record_marks
from kampung.subjects.evidence import queries

FLOWS = ("new_cases", "new_recoveries", "new_deaths")
UNITS: tuple[Unit, ...] = ("week", "cumulative")
STANDING = ("follows", "possible")


def disagreements(data: DataSet) -> Iterator[str]:
    """Every place where two tables of the store, or a table and a mark, tell different numbers."""
    statements = queries.evidence_statements(data, area_code=data.meta["area_code"])
    for metric in FLOWS:
        for unit in UNITS:
            ranges = _ranges(data, metric, unit)
            name = f"{metric}, {unit}"
            yield from _estimates(name, ranges)
            known = {row["end_on"]: row for row in records(ranges)}
            marks = record_marks(data, metric=metric, unit=unit)
            yield from _derived(name, marks, known)
            yield from _printed(name, statements[statements["metric"] == metric], unit, known)
        yield from _estimates(f"{metric}, day", _ranges(data, metric, "day"))
    yield from _verdicts(statements)


def _ranges(data: DataSet, metric: str, unit: str) -> pd.DataFrame:
    if unit == "week":
        return queries.evidence_windows(data, metric=metric)
    bands = queries.evidence_bands(data, metric=metric, unit=unit)
    return bands.rename(columns={"on_date": "end_on"})


def _estimates(name: str, ranges: pd.DataFrame) -> Iterator[str]:
    """The estimate lies in its range, and there is none where nothing bounds it."""
    for row in records(ranges):
        least, greatest, estimate = row["least"], row["greatest"], row["estimate"]
        day = f"{row['end_on']:%Y-%m-%d}"
        if greatest is None:
            if estimate is not None:
                yield f"{name}, {day}: estimated as {estimate}, but nothing bounds it."
        elif not least <= greatest:
            yield f"{name}, {day}: at least {least}, but at most {greatest}."
        elif estimate is not None and not least <= estimate <= greatest:
            yield f"{name}, {day}: estimated as {estimate}, beyond {least} to {greatest}."


def _derived(
    name: str, marks: pd.DataFrame, known: Mapping[Any, Mapping[str, Any]]
) -> Iterator[str]:
    """What is drawn as worked out is what the whole record pins."""
    for mark in records(marks[marks["status"] == "derived"]):
        row = known.get(mark["end_on"])
        if row is None or not row["least"] == row["greatest"] == mark["printed"]:
            told = "nothing" if row is None else f"{row['least']} to {row['greatest']}"
            yield (
                f"{name}, {mark['end_on']:%Y-%m-%d}: drawn as {mark['printed']:.0f} "
                f"({mark['formula']}), but the record pins {told}."
            )


def _printed(
    name: str, statements: pd.DataFrame, unit: str, known: Mapping[Any, Mapping[str, Any]]
) -> Iterator[str]:
    """What was printed, and no repair gives up, lies in the range of its days."""
    statistic = "total" if unit == "week" else "cumulative"
    standing = statements[
        statements["verdict"].isin(STANDING)
        & statements["used"].astype(bool)
        & (statements["statistic"] == statistic)
        & (statements["relation"] == "=")
    ]
    for row in records(standing):
        end = row["tested_end"]
        week = unit != "week" or (row["tested_start"] is not None and _days(row) == 7)
        ends = known.get(end)
        if not week or ends is None:
            continue
        most = row["value"] if ends["greatest"] is None else ends["greatest"]
        if not ends["least"] <= row["value"] <= most:
            told = f"{ends['least']} to {ends['greatest']}"
            yield f"{name}, {end:%Y-%m-%d}: {row['id']} stands, but is beyond {told}."


def _days(row: Mapping[str, Any]) -> int:
    return int((row["tested_end"] - row["tested_start"]).days) + 1


def _verdicts(statements: pd.DataFrame) -> Iterator[str]:
    """A statement is used unless some repair gives it up; what contradicts tells by how much."""
    for row in records(statements):
        if row["verdict"] == "contradicts" and row["used"]:
            yield f"{row['id']}: contradicts, and is used all the same."
        least, greatest = row["implied_least"], row["implied_greatest"]
        if least is not None and greatest is not None and least > greatest:
            yield f"{row['id']}: at least {least}, but at most {greatest} by the others."


def main() -> int:
    """Print what disagrees; the exit code."""
    try:
        found = list(disagreements(DataSet.at(paths.store_location(None))))
    except KampungError as error:
        found = [str(error)]
    print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
