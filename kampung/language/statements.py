"""How a published number is stated in words, wherever it stands."""

import math
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from kampung.language.core import Language, mark

# How a number is stated: the words around it.
RELATIONS = {
    "=": mark("{value}"),
    ">": mark("above {value}"),
    "≥": mark("at least {value}"),
    "<": mark("below {value}"),
    "≤": mark("at most {value}"),
    "≈": mark("about {value}"),
}


STATISTICS = {
    "total": mark("total of the period"),
    "daily_mean": mark("average per day"),
    "each_week": mark("in every week"),
    "maximum_week": mark("highest week of the period"),
    "cumulative": mark("running total"),
    "level": mark("state on the day"),
    "share": mark("share on the day"),
    "comparison": mark("comparison of two series"),
}


QUALITIES = {
    "plain": mark("stands as published"),
    "date_ambiguous": mark("the day is not certain"),
    "period_ambiguous": mark("the period is not certain"),
    "doubtful": mark("doubtful"),
}


UNITS = {"day": mark("per day"), "week": mark("per week"), "cumulative": mark("running total")}


def value_text(value: float, relation: str, *, language: Language, decimals: float = 0) -> str:
    """A number as stated: ``954``, ``di atas 100``, ``79,83``."""
    places = 0 if pd.isna(decimals) else int(decimals)
    return language.text(RELATIONS[relation], value=language.number(value, decimals=places))


def formula_text(formula: str, *, language: Language) -> str:
    """A formula in the digits of the language: ``7.807 − 7.373``."""
    return re.sub(r"\d+", lambda found: language.number(int(found[0])), formula)


def source_text(row: Mapping[str, Any]) -> str:
    """Publisher and place in the text: ``Koran, ¶3``."""
    parts = [row.get("publisher"), row.get("locator")]
    if not isinstance(parts[0], str):
        parts[0] = row.get("source_id")
    return ", ".join(part for part in parts if isinstance(part, str) and part)


def period_text(row: Mapping[str, Any], *, language: Language) -> str:
    """The days that a figure speaks of; of an open period what its words say of the length."""
    least, most = (float(row.get(name) or "nan") for name in ("days_least", "days_most"))
    if row.get("period_basis") == "open" and least < most:
        return language.text(
            "{least} to {most} days up to {day}",
            least=language.number(least),
            most=language.number(most),
            day=language.date(row["end_on"]),
        )
    return language.period(row["start_on"], row["end_on"])


def inside(words: str) -> str:
    """Words as they stand inside a sentence; an abbreviation keeps its capitals."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def change_text(change: float, relation: str, *, language: Language) -> str:
    """A change as a share: ``−67,7%``; of a bound what it leaves, ``turun lebih dari 44%``."""
    if pd.isna(change):
        return ""
    size = abs(change)
    if relation == "=":
        return language.percent(change, decimals=1, signed=True)
    if relation == "≈":
        return language.text(
            "about {value}", value=language.percent(change, decimals=0, signed=True)
        )
    # A bound is cut, never rounded up: it must not say more than is known.
    whole = language.percent(math.floor(size * 100 + 1e-9) / 100, decimals=0)
    if change < 0 and relation in ("<", "≤"):
        return language.text("down by more than {share}", share=whole)
    if change > 0 and relation in (">", "≥"):
        return language.text("up by more than {share}", share=whole)
    return ""


def partial_period(row: Mapping[Any, Any], *, language: Language) -> str:
    """A date as exactly as it is known: a day, a month, a year or the days between."""
    start, end = pd.Timestamp(row["start_on"]), pd.Timestamp(row["end_on"])
    if row["date_precision"] == "year" and start.year == end.year:
        return str(start.year)
    if row["date_precision"] == "month" and (start.year, start.month) == (end.year, end.month):
        return language.month(start)
    return language.period(start, end)


def when(row: Mapping[Any, Any], *, language: Language) -> str:
    """The date of a row, as exactly as it is known."""
    day = pd.to_datetime(row["on_date"])
    if pd.isna(day):
        return language.text("no date")
    return partial_period({**row, "start_on": day, "end_on": day}, language=language)
