"""Grids of weeks and days of made-up figures."""

import datetime as dt
from typing import Any

import pandas as pd

from kampung.subjects.epidemic.analysis.grid import grid
from kampung.subjects.epidemic.analysis.record import marks
from tests.unit.made_up import figures

START, END = dt.date(2021, 7, 1), dt.date(2021, 8, 31)  # 31 August is a Tuesday
NO_RANGES = pd.DataFrame(columns=["start_on", "end_on", "least", "greatest", "estimate"])


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def week(last: str, value: float, **more: Any) -> dict[str, Any]:
    """A figure of the seven days up to one."""
    first = day(last) - pd.Timedelta(days=6)
    return {"value": value, "start_on": f"{first:%Y-%m-%d}", "end_on": last, **more}


def span(last: str, least: float, greatest: float, *, days: int = 7, **more: Any) -> dict[str, Any]:
    """What the evidence leaves of so many days up to one."""
    first = day(last) - pd.Timedelta(days=days - 1)
    middle = (least + greatest) / 2 if greatest < float("inf") else float("nan")
    return {
        "start_on": first,
        "end_on": day(last),
        "least": least,
        "greatest": greatest,
        "estimate": middle,
        **more,
    }


def ranges(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(list(rows)) if rows else NO_RANGES


def made(
    *rows: dict[str, Any],
    known: pd.DataFrame = NO_RANGES,
    unit: Any = "week",
    start: dt.date = START,
    end: dt.date = END,
    **more: Any,
) -> pd.DataFrame:
    """The grid of figures of new cases, by the last day of each row."""
    found = marks(figures(*rows), metric="new_cases", unit=unit)
    return grid(found, known, unit=unit, start=start, end=end, **more).set_index("code")
