"""Cells of typed tables, written in the reader's language."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from kampung.language import Language
from kampung.language.cells import NOTHING
from kampung.language.statements import source_text, value_text
from kampung.pictures import citing
from kampung.pictures.markdown import plain
from kampung.pictures.sources import Source
from kampung.pictures.table import Cell

MISSING = Cell(None, NOTHING)


def number(language: Language, value: Any, *, decimals: int | None = None) -> Cell:
    """A number; a dash where there is none."""
    if pd.isna(value):
        return MISSING
    return Cell(_plain(value), language.number(float(value), decimals=decimals))


def share(language: Language, fraction: Any, *, decimals: int = 1, signed: bool = False) -> Cell:
    """A share of a whole, as a fraction that is written as per cent."""
    if pd.isna(fraction):
        return MISSING
    return Cell(float(fraction), language.percent(fraction, decimals=decimals, signed=signed))


def stated(language: Language, value: Any, relation: str, *, decimals: Any = 0) -> Cell:
    """A number as a source states it: 100, written “above 100”."""
    if pd.isna(value):
        return MISSING
    text = value_text(value, relation, language=language, decimals=decimals)
    return Cell(_plain(value), text)


def worded(value: Any, text: str) -> Cell:
    """A number that is written in words of its own: 3.5, “3.5 hours”; None where it is missing."""
    return Cell(None if pd.isna(value) else _plain(value), text)


def date(language: Language, day: Any) -> Cell:
    """A day; a dash where it is not known."""
    if pd.isna(day):
        return MISSING
    return Cell(pd.Timestamp(day).date(), language.date(pd.Timestamp(day)))


def period(start: Any, end: Any, text: str) -> Cell:
    """The days from one to another, as ISO 8601 writes them, and as ``text`` does."""
    ends = [day for day in (start, end) if not pd.isna(day)]
    return Cell("/".join(_iso(day) for day in dict.fromkeys(ends)) or None, text)


def partial(day: Any, precision: str, text: str) -> Cell:
    """A date as exactly as it is known, 2018-09-03, 2018-09 or 2018, and as ``text`` says it."""
    if pd.isna(day):
        return Cell(None, text)
    return Cell(_iso(day)[: {"year": 4, "month": 7}.get(precision, 10)], text)


def source(language: Language, row: Mapping[str, Any], *, with_place: bool = True) -> Cell:
    """Who said it and where, as a link to the very page.

    Parameters
    ----------
    row
        Of an answer that names a source; see ``kampung.store.asking.SOURCE``.
    with_place
        Whether the row's ``locator`` is of that source.
    """
    text = source_text(row if with_place else {**row, "locator": ""})
    if not text:
        return MISSING
    found = citing.source_of(row, with_place=with_place)
    return Cell(text, text, citing.cited_link(found, language), citing.address(found, language))


def sources(language: Language, found: Sequence[Source], *, formula: str = "") -> Cell:
    """Who said it, of several each as a link; behind a formula in brackets."""
    names = ", ".join(dict.fromkeys(citing.name(one, language) for one in found))
    linked = ", ".join(citing.cited_link(one, language) for one in found)
    if formula:
        names, linked = f"{formula} ({names})", f"{plain(formula)} ({linked})"
    return Cell(names, names, linked, citing.address(found[0], language)) if found else MISSING


def _iso(day: Any) -> str:
    return day.isoformat() if type(day) is dt.date else str(pd.Timestamp(day).date())


def _plain(value: Any) -> int | float:
    number = float(value)
    return int(number) if number.is_integer() else number
