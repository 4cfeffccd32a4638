"""Words as they stand in a sentence, and the names of periods."""

import datetime as dt

import pandas as pd

from kampung.language.core import Language, mark

_QUARTERS = (mark("Q1 {year}"), mark("Q2 {year}"), mark("Q3 {year}"), mark("Q4 {year}"))
_HALVES = (mark("H1 {year}"), mark("H2 {year}"))
_FEW = (
    *(mark("one"), mark("two"), mark("three"), mark("four"), mark("five")),
    *(mark("six"), mark("seven"), mark("eight"), mark("nine"), mark("ten")),
)


def counted(number: int, *, language: Language) -> str:
    """A small number in words, as a sentence has it: ``empat``; one above ten in digits."""
    few = 1 <= number <= len(_FEW)
    return language.text(_FEW[number - 1]) if few else language.number(number)


def opening(words: str) -> str:
    """Words as they open a sentence."""
    return words[:1].upper() + words[1:]


def period_name(start: dt.date, end: dt.date, *, language: Language) -> str:
    """Name of a period by its days: ``Agustus 2026``, ``triwulan III 2026``, ``3–9 Agustus 2026``.

    Calendar months, quarters, half years and years have names; anything else has its two ends.
    """
    first, last = pd.Timestamp(start), pd.Timestamp(end)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if not (first.is_month_start and last.is_month_end and (first.month - 1) % months == 0):
        return language.period(first, last)
    year = str(first.year)
    if months == 1:
        return language.month(first)
    if months == 3:
        return language.text(_QUARTERS[first.month // 3], year=year)
    if months == 6:
        return language.text(_HALVES[first.month // 6], year=year)
    return year if months == 12 else language.period(first, last)
