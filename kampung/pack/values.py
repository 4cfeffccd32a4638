"""The types that a pack may use, and how the text of a cell becomes a value of them."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from kampung.pack.limits import LARGEST_NUMBER

Value = str | int | float | bool | date

WHOLE = re.compile(r"[+-]?[0-9]+")
MOST_DIGITS = 40  # before Python is asked what number they are
DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
BOOLEANS = {"true": True, "false": False}


def today() -> date:
    """Return the day that it is."""
    return datetime.now(tz=UTC).date()


def parsed(kind: str, cell: str) -> Value | None:
    """Return the value of a cell, or None when it is empty or not of the type ``kind``.

    Stricter than Python's own conversions: no spaces, no ``1_000``, no ``NaN`` or ``inf``.
    """
    return PARSERS[kind](cell) if cell else None


def is_too_large(kind: str, cell: str) -> bool:
    """Tell whether a cell is a number, and only too large to be one that a pack may hold."""
    form = {"integer": WHOLE, "number": DECIMAL}.get(kind)
    return bool(form and form.fullmatch(cell)) and parsed(kind, cell) is None


def _integer(cell: str) -> int | None:
    if len(cell) > MOST_DIGITS or not WHOLE.fullmatch(cell):
        return None
    value = int(cell)
    return value if abs(value) <= LARGEST_NUMBER else None


def _number(cell: str) -> float | None:
    if len(cell) > MOST_DIGITS or not DECIMAL.fullmatch(cell):
        return None
    value = float(cell)
    return value if abs(value) <= LARGEST_NUMBER else None


def _date(cell: str) -> date | None:
    if not DAY.fullmatch(cell):
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


PARSERS: Mapping[str, Callable[[str], Value | None]] = {
    "string": str,
    "integer": _integer,
    "number": _number,
    "boolean": BOOLEANS.get,
    "date": _date,
}
