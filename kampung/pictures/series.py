"""What a chart draws, told without a chart: series that an office file can draw from."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

X = str | dt.date
Status = str
"""``published``, ``derived``, ``estimate``, ``official``, ``simulated``, or empty for counts."""


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a place.

    Attributes
    ----------
    x
        A day, or a name.
    end
        Last day, where the value speaks of a period that begins at ``x``.
    value
        None where there is none: a gap.
    least, greatest
        Range of a value that is not known exactly; None where it is open or exact.
    """

    x: X
    value: float | None
    end: dt.date | None = None
    least: float | None = None
    greatest: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one kind, under a name in the reader's language."""

    name: str
    points: tuple[Point, ...]
    status: Status = ""


def series(
    rows: pd.DataFrame,
    *,
    name: str,
    x: str,
    value: str,
    end: str | None = None,
    least: str | None = None,
    greatest: str | None = None,
    status: Status = "",
) -> Series:
    """Make a series of rows; the arguments name their columns."""
    return Series(
        name,
        tuple(
            Point(
                _place(row[x]),
                _number(row[value]),
                end=None if end is None or pd.isna(row[end]) else pd.Timestamp(row[end]).date(),
                least=None if least is None else _number(row[least]),
                greatest=None if greatest is None else _number(row[greatest]),
            )
            for row in rows.to_dict("records")
        ),
        status,
    )


def _place(value: Any) -> X:
    return pd.Timestamp(value).date() if isinstance(value, dt.date) else str(value)


def _number(value: Any) -> float | None:
    number = None if pd.isna(value) else float(value)
    return None if number in (float("inf"), float("-inf")) else number
