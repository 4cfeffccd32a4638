"""Names of what service pages speak of: measures, periods, spans, areas, waiting times.

Villages and wards (desa and kelurahan) are counted together and named together. Phrases of time
carry their preposition, since Indonesian chooses it by the kind of period: *dalam empat pekan*,
*sepanjang 2025*.
"""

import math
from collections.abc import Mapping
from typing import Any, Literal

import pandas as pd

from kampung.language import Language, mark
from kampung.language.phrases import counted, period_name
from kampung.subjects.services.analysis.periods import Measure

LISTED = 4  # names that a sentence can carry
SPELT_OUT = 10  # items that an alt text can carry
Row = Mapping[str, Any]
Level = Literal["district", "village"]
CADENCES = {
    "day": mark("Day"),
    "week": mark("Week"),
    "month": mark("Month"),
    "quarter": mark("Quarter"),
    "half_year": mark("Half year"),
    "year": mark("Year"),
    "other": mark("Other periods"),
}


_BY = {
    "day": mark("{what}, by day"),
    "week": mark("{what}, by week"),
    "month": mark("{what}, by month"),
    "quarter": mark("{what}, by quarter"),
    "half_year": mark("{what}, by half year"),
    "year": mark("{what}, by year"),
    "other": mark("{what}, by period"),
}


_WITHIN = {
    "day": mark("in the {n} days to {end}"),
    "week": mark("in the {n} weeks to {end}"),
    "month": mark("in the {n} months to {end}"),
    "quarter": mark("in the {n} quarters to {end}"),
    "half_year": mark("in the {n} half years to {end}"),
    "year": mark("in the {n} years to {end}"),
    "other": mark("in the {n} periods to {end}"),
}


_BEFORE = {
    "day": mark("the {n} days before"),
    "week": mark("the {n} weeks before"),
    "month": mark("the {n} months before"),
    "quarter": mark("the {n} quarters before"),
    "half_year": mark("the {n} half years before"),
    "year": mark("the {n} years before"),
    "other": mark("the {n} periods before"),
}


_ONE_BEFORE = {
    "day": mark("the day before"),
    "week": mark("the week before"),
    "month": mark("the month before"),
    "quarter": mark("the quarter before"),
    "half_year": mark("the half year before"),
    "year": mark("the year before"),
    "other": mark("the period before"),
}


MEASURES = {
    "requested": mark("Requests"),
    "completed": mark("Completed requests"),
    "rejected": mark("Rejected requests"),
    "per_thousand": mark("Requests per 1,000 inhabitants"),
    "completed_per_thousand": mark("Completed requests per 1,000 inhabitants"),
    "share_completed": mark("Share completed"),
    "median_hours": mark("Median waiting time"),
    "p90_hours": mark("Waiting time, 90th percentile"),
    "silent": mark("Villages and wards that did not report"),
}


HOURS = ("median_hours", "p90_hours")
REPORTED = ("requested", "completed", "rejected", *HOURS)
_NAMED = {
    "kabupaten": mark("{name} regency"),
    "kota": mark("the city of {name}"),
    "kecamatan": mark("{name} district"),
    "distrik": mark("the distrik of {name}"),
    "desa": mark("{name} village"),
    "desa_adat": mark("the customary village of {name}"),
    "kelurahan": mark("{name} ward"),
}


def inside(words: str) -> str:
    """Words as they stand inside a sentence; an abbreviation keeps its capitals."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def duration(language: Language, hours: float) -> str:
    """Write a waiting time as people say it: ``45 minutes``, ``3,5 jam``, ``2,3 hari``.

    Parameters
    ----------
    hours
        Hours, at least 0; NaN is written as “no data”. Below an hour it is written in whole
        minutes, from 48 hours on in days, with one decimal below ten.
    """
    if math.isnan(hours):
        return language.text("no data")
    minutes = round(hours * 60)
    if minutes < 1:
        return language.text("less than a minute")
    if minutes < 60:
        return language.plural("{n} minute", "{n} minutes", minutes)
    if _readable(hours) < 48:
        value = _readable(hours)
        return language.plural(
            "{hours} hour", "{hours} hours", 1 if value == 1 else 2, hours=language.number(value)
        )
    value = _readable(hours / 24)
    return language.plural(
        "{days} day", "{days} days", 1 if value == 1 else 2, days=language.number(value)
    )


def _readable(value: float) -> float:
    return round(value, 1) if round(value, 1) < 10 else float(round(value))


def measure_name(measure: str, *, language: Language, counted: Measure = "requested") -> str:
    """Name of a measure; ``counted`` is what is set against inhabitants."""
    return language.text(MEASURES[measure_key(measure, counted)])


def measure_key(measure: str, counted: Measure) -> str:
    """The measure, or the one that sets completed requests against inhabitants."""
    completed = measure == "per_thousand" and counted == "completed"
    return "completed_per_thousand" if completed else measure


def measure_text(value: float | None, *, measure: str, language: Language) -> str:
    """A value of a measure as text: a count, ``12,5``, ``94%``, ``3,5 jam`` or “no data”."""
    if value is None or pd.isna(value):
        return language.text("no data")
    if measure in HOURS:
        return duration(language, float(value))
    if measure == "share_completed":
        return share_text(float(value), language=language)
    decimals = 1 if measure in ("per_thousand", "completed_per_thousand") else 0
    return language.number(value, decimals=decimals)


def share_text(fraction: float, *, language: Language) -> str:
    """A share in whole per cent; with a decimal where that would say all or nothing wrongly."""
    if 0.995 <= fraction < 1:
        return language.percent(min(fraction, 0.999), decimals=1)
    if 0 < fraction < 0.005:
        return language.percent(max(fraction, 0.001), decimals=1)
    return language.percent(fraction, decimals=0)


def count_text(count: int, *, measure: Measure, language: Language) -> str:
    """A number of requests with its noun: ``1 request``, ``12.345 permohonan``."""
    if measure == "completed":
        return language.plural("{n} completed request", "{n} completed requests", count)
    return language.plural("{n} request", "{n} requests", count)


def cadence_name(cadence: str, *, language: Language) -> str:
    """Name of a cadence for a choice: ``Week``."""
    return language.text(CADENCES.get(cadence, CADENCES["other"]))


def periods_text(count: int, *, cadence: str, language: Language) -> str:
    """A number of periods: ``4 weeks``."""
    words = {
        "day": language.plural("{n} day", "{n} days", count),
        "week": language.plural("{n} week", "{n} weeks", count),
        "month": language.plural("{n} month", "{n} months", count),
        "quarter": language.plural("{n} quarter", "{n} quarters", count),
        "half_year": language.plural("{n} half year", "{n} half years", count),
        "year": language.plural("{n} year", "{n} years", count),
        "other": language.plural("{n} period", "{n} periods", count),
    }
    return words.get(cadence, words["other"])


def span_name(span: Row, *, language: Language) -> str:
    """Name of a span for a choice: ``Last 52 weeks (1 Sep 2025–30 Aug 2026)``, ``2025``.

    Parameters
    ----------
    span
        Row of SPANS, best as :func:`kampung.subjects.services.analysis.areas.clipped` gives it.
    """
    start, end = pd.Timestamp(span["span_start"]), pd.Timestamp(span["span_end"])
    period = language.period(start, end, style="medium")
    if span["span"] == "last":
        weeks, rest = divmod((end - start).days + 1, 7)
        if rest:
            return period
        return language.plural(
            "Last week ({period})", "Last {n} weeks ({period})", weeks, period=period
        )
    if _whole_year(start, end):
        return str(span["span"])
    return language.text("{year} ({period})", year=str(span["span"]), period=period)


def during(span: Row, *, language: Language) -> str:
    """A span inside a sentence, with its preposition: ``in 2025``, ``sepanjang 2025``."""
    start, end = pd.Timestamp(span["span_start"]), pd.Timestamp(span["span_end"])
    period = language.period(start, end)
    if span["span"] == "last":
        weeks, rest = divmod((end - start).days + 1, 7)
        if not rest:
            return language.plural(
                "in the last week ({period})",
                "in the last {n} weeks ({period})",
                weeks,
                period=period,
            )
    elif _whole_year(start, end):
        return language.text("in {year}", year=str(span["span"]))
    return language.text("in the period {period}", period=period)


def _whole_year(start: pd.Timestamp, end: pd.Timestamp) -> bool:
    return start.is_year_start and end.is_year_end and start.year == end.year


def area_name(name: str, kind: str, *, language: Language) -> str:
    """Name of an area with its kind: ``Utara district``, ``Kecamatan Utara``."""
    return language.text(_NAMED[kind], name=name) if kind in _NAMED else name


def when_words(
    start: pd.Timestamp, end: pd.Timestamp, count: int, *, cadence: str, language: Language
) -> str:
    """Some periods inside a sentence: ``in the four weeks to 30 August 2026``."""
    if count == 1:
        return language.text("during {period}", period=period_name(start, end, language=language))
    known = cadence if cadence in _WITHIN else "other"
    last = language.date(end)
    if known == "month" and end.is_month_end:
        last = language.month(end)
    elif known == "year" and end.is_year_end:
        last = str(end.year)
    return language.text(_WITHIN[known], n=counted(count, language=language), end=last)


def before_words(count: int, *, cadence: str, language: Language) -> str:
    """The periods before some others: ``the four weeks before``."""
    known = cadence if cadence in _BEFORE else "other"
    if count == 1:
        return language.text(_ONE_BEFORE[known])
    return language.text(_BEFORE[known], n=counted(count, language=language))


def nothing_loaded(language: Language) -> str:
    """That the store has no counts of services."""
    return language.text("No counts of services are known yet.")


def by_cadence(what: str, cadence: str, language: Language) -> str:
    """A title by period: ``Requests, by week``."""
    return language.text(_BY.get(cadence, _BY["other"]), what=what)


def areas_text(count: int, level: Level, language: Language) -> str:
    """A number of areas with its noun: ``3 districts``, ``12 desa dan kelurahan``."""
    if level == "district":
        return language.plural("{n} district", "{n} districts", count)
    return language.plural("{n} village or ward", "{n} villages and wards", count)


def rank_text(rank: int, of: int, *, place: str, language: Language) -> str:
    """A rank: ``rank 3 of 12 in Utara district``."""
    return language.text(
        "rank {rank} of {of} in {place}",
        rank=language.number(rank),
        of=language.number(of),
        place=place,
    )


def cell(row: Row, name: str) -> Any:
    """A cell of a row, None where it is missing or not there."""
    value = row.get(name)
    return None if value is None or pd.isna(value) or value == "" else value
