"""Numbers as people in Indonesia and elsewhere write them: ``1.234``, ``79,5``, ``1,234.5``."""

import re
from collections.abc import Iterable
from typing import Literal

from kampung.readers import limits

_LONGEST = 2 * limits.DIGITS + 2  # with marks between the digits

DecimalMark = Literal[",", "."]

_MINUS = str.maketrans({"−": "-", "\u00a0": " ", "\u202f": " ", "’": "'"})
# Groups of three with one and the same separator, or plain digits. `.0` and `.00` are what
# spreadsheets and data frames append to whole numbers; three zeros are a group of thousands.
_WHOLE = re.compile(
    r"([+-]?)(?:(\d+)|([1-9]\d{0,2}(?:([.,' ])\d{3})(?:\4\d{3})*))(?:[.,]0{1,2})?", re.ASCII
)
_BOOLEANS = frozenset({"true", "false", "benar", "salah"})
# Digits with whatever people write between those of long numbers; decimals come after a mark.
_LONG = re.compile(r"([+-]?\(?\d(?:[ .,'/()-]{0,2}\d)*?)\)?(?:[.,]\d{1,2})?", re.ASCII)
_WITH_MARK: dict[DecimalMark, re.Pattern[str]] = {
    ",": re.compile(r"([+-]?)(\d+|[1-9]\d{0,2}(?:[.' ]\d{3})+)(?:,(\d+))?", re.ASCII),
    ".": re.compile(r"([+-]?)(\d+|[1-9]\d{0,2}(?:[,' ]\d{3})+)(?:\.(\d+))?", re.ASCII),
}


def parse_whole(text: str) -> int | None:
    """Read a whole number; a point or comma before three digits parts thousands.

    ``1.234`` and ``1,234`` are both 1234, because a count has no decimals; ``12,0`` is 12;
    ``1,5`` is no whole number.

    Returns
    -------
    int or None
        None if the text is no whole number.
    """
    match = _WHOLE.fullmatch(text.translate(_MINUS).strip())
    if match is None or len(text) > _LONGEST:
        return None
    sign, plain, grouped, separator = match.groups()
    return int(sign + (plain if plain is not None else grouped.replace(separator, "")))


def parse_decimal(text: str, mark: DecimalMark) -> float | None:
    """Read a number whose decimals follow `mark`, or unmistakably the other mark.

    With ``mark=","``, ``1.234`` is 1234 and ``79,5`` is 79.5; ``79.5`` can only be 79.5 as well.

    Returns
    -------
    float or None
        None if the text is no number.
    """
    if len(text) > _LONGEST:
        return None
    text = text.translate(_MINUS).strip()
    other: DecimalMark = "." if mark == "," else ","
    for candidate in (mark, other):
        match = _WITH_MARK[candidate].fullmatch(text)
        if match is not None:
            sign, digits, decimals = match.groups()
            return float(f"{sign}{re.sub(r'[^0-9]', '', digits)}.{decimals or '0'}")
    return None


def is_boolean(text: str) -> bool:
    """Whether a cell says true or false, as workbooks of either language write it."""
    return text.casefold() in _BOOLEANS


def is_personal(text: str) -> bool:
    """Whether a number may be that of a person: before its decimals it has 10 to 16 digits.

    However it is written: ``3510014507990003``, ``0812-3456-7890``, ``+62 812 3456 7890``.
    """
    match = _LONG.fullmatch(text.translate(_MINUS).strip())
    return match is not None and (
        sum(letter.isdigit() for letter in match[1]) in limits.PERSONAL_DIGITS
    )


def is_too_long(text: str) -> bool:
    """Whether a text is a number of more digits than any that is counted."""
    match = _LONG.fullmatch(text.translate(_MINUS).strip())
    return match is not None and sum(c.isdigit() for c in match[1]) > limits.PERSONAL_DIGITS[-1]


def decimal_marks(values: Iterable[str]) -> frozenset[DecimalMark]:
    """Which decimal marks a column proves: values that make sense with one mark only.

    ``79,5`` proves the comma; ``1.234`` proves nothing. Both marks in one column mean that
    values such as ``1.234`` cannot be read safely.
    """
    proven: set[DecimalMark] = set()
    for value in values:
        text = value.translate(_MINUS).strip()
        comma, point = (_WITH_MARK[mark].fullmatch(text) is not None for mark in (",", "."))
        if comma != point:
            proven.add("," if comma else ".")
    return frozenset(proven)


def is_ambiguous(text: str) -> bool:
    """Whether a number means one thing with a decimal comma and another with a decimal point."""
    text = text.translate(_MINUS).strip()
    readings = {parse_decimal(text, ","), parse_decimal(text, ".")}
    return len(readings) > 1
