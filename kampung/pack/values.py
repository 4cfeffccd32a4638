"""The types that a pack may use, and how the text of a cell becomes a value of them."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from kampung.pack.limits import DIGITS

Value = str | int | float | bool | date

WHOLE = re.compile(rf"[+-]?[0-9]{{1,{DIGITS}}}")
DECIMAL = re.compile(r"[+-]?([0-9]{1,24}(\.[0-9]{0,24})?|\.[0-9]{1,24})([eE][+-]?[0-9]{1,3})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
BOOLEANS = {"true": True, "false": False}


def parsed(kind: str, cell: str) -> Value | None:
    """Return the value of a cell, or None when it is empty or not of the type ``kind``.

    Stricter than Python's own conversions: no spaces, no ``1_000``, no ``NaN`` or ``inf``.
    """
    return PARSERS[kind](cell) if cell else None


def _integer(cell: str) -> int | None:
    return int(cell) if WHOLE.fullmatch(cell) else None


def _number(cell: str) -> float | None:
    if not DECIMAL.fullmatch(cell):
        return None
    value = float(cell)
    return value if abs(value) < 10**DIGITS else None


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
