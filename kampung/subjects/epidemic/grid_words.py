"""What is known of each week, or day, in words: on the chart, around it, and in a list."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd
from babel.dates import format_date, get_day_names

from kampung.language import Language, mark
from kampung.language.cells import records
from kampung.language.core import EN_DASH
from kampung.language.statements import formula_text, inside, source_text, value_text
from kampung.pictures import citing
from kampung.pictures.description import Description
from kampung.subjects.epidemic.analysis.grid import (
    CALCULATED,
    FLOOR,
    POSSIBLE,
    PUBLISHED,
    UNKNOWN,
)
from kampung.subjects.epidemic.analysis.peaks import Peak
from kampung.subjects.epidemic.analysis.rates import Inhabitants
from kampung.subjects.epidemic.words import stated, stated_when

KINDS = {
    PUBLISHED: mark("published"),
    CALCULATED: mark("calculated from totals"),
    FLOOR: mark("published as “more than”"),
    POSSIBLE: mark("possible range"),
    UNKNOWN: mark("not known"),
}
TIPS = {
    "tip_value": mark("Number"),
    "tip_period": mark("Period"),
    "tip_kind": mark("How it is known"),
}
EACH = {"week": mark("per week"), "day": mark("per day")}


def number(row: Mapping[str, Any], *, language: Language) -> str:
    """The one number of a published or calculated row."""
    decimals = 0 if float(row["value"]).is_integer() else 1
    return language.number(row["value"], decimals=decimals)


def span(row: Mapping[str, Any], *, language: Language) -> str:
    """The least and the greatest number that are possible: ``701–954``."""
    least = language.number(row["least"])
    if pd.isna(row["greatest"]):
        return language.text("at least {value}", value=least)
    return f"{least}{EN_DASH}{language.number(row['greatest'])}"


def days(row: Mapping[str, Any], *, language: Language) -> str:
    """The days of a row without their year, which the axis tells: ``14–20 Jul``."""
    start, end = row["start_on"], row["end_on"]
    last = language.date(end, style="short")
    if start == end:
        return last
    first = str(start.day) if start.month == end.month else language.date(start, style="short")
    return f"{first}{EN_DASH}{last}"


def floor(row: Mapping[str, Any], *, weeks: int, language: Language) -> str:
    """What was said of a run of weeks: ``lebih dari 600 tiap pekan``."""
    text = value_text(row["printed"], row["relation"], language=language, decimals=row["decimals"])
    return language.text("{value} every week", value=text) if weeks > 1 else text


def value(row: Mapping[str, Any], *, language: Language) -> str:
    """What is known of a row: a number, a floor with its range, or a range."""
    if row["kind"] in (PUBLISHED, CALCULATED):
        return number(row, language=language)
    if row["kind"] == UNKNOWN:
        return EN_DASH
    between = span(row, language=language)
    if row["kind"] != FLOOR:
        return between
    said = floor(row, weeks=1, language=language)
    return said if pd.isna(row["greatest"]) else f"{said} ({between})"


def tip(row: Mapping[str, Any], *, language: Language) -> dict[str, str]:
    """The lines of a tooltip."""
    return {
        "tip_value": value(row, language=language),
        "tip_period": language.period(row["start_on"], row["end_on"], style="medium"),
        "tip_kind": language.text(KINDS[row["kind"]]),
    }


def choice(row: Mapping[str, Any], *, language: Language) -> str:
    """A row as a list names it: its days, and what is known of it."""
    when = language.period(row["start_on"], row["end_on"], style="medium")
    return f"{when}: {value(row, language=language)}"


def heard(row: Mapping[str, Any], *, language: Language) -> str:
    """A row as it is read aloud: its days, its number, and how it is known."""
    return f"{choice(row, language=language)}, {language.text(KINDS[row['kind']])}"


def weekdays(found: pd.DataFrame, *, language: Language) -> str:
    """First and last day of the weeks: ``Rabu–Selasa``."""
    names = get_day_names("wide", locale=language.code)
    first, last = found["start_on"].iloc[0], found["end_on"].iloc[0]
    return f"{names[first.weekday()]}{EN_DASH}{names[last.weekday()]}"


def months(start: dt.date, end: dt.date, *, language: Language) -> str:
    """A period of whole months by their names: ``Juni–September 2021``; any other by its days."""
    whole = start.day == 1 and (end + dt.timedelta(days=1)).day == 1
    if not whole:
        return language.period(start, end)
    last = language.month(end)
    if (start.year, start.month) == (end.year, end.month):
        return last
    if start.year == end.year:
        return f"{format_date(start, 'LLLL', locale=language.code)}{EN_DASH}{last}"
    return f"{language.month(start)} {EN_DASH} {last}"


def claim(peak: Peak | None, *, metric_name: str, language: Language) -> str:
    """The title of a chart of weeks: what the record says, in a line."""
    if peak is None:
        return ""
    highest, last = peak.highest, peak.last
    named = {"metric": metric_name, "peak": stated(highest, language=language)}
    if last is not None:
        named["last"] = stated(last, language=language)
    if highest.weeks > 1:
        if last is None:
            return language.plural(
                "{metric}: {peak} a week for {n} week",
                "{metric}: {peak} a week for {n} weeks",
                highest.weeks,
                **named,
            )
        return language.plural(
            "{metric}: {peak} a week for {n} week, then {last}",
            "{metric}: {peak} a week for {n} weeks, then {last}",
            highest.weeks,
            **named,
        )
    if not peak.is_highest_week:
        return language.text("{metric}: {peak} in the highest published week", **named)
    if last is None:
        return language.text("{metric} peaked at {peak} a week", **named)
    if peak.change is not None and peak.change < 0:
        return language.text("{metric} peaked at {peak} a week, then fell to {last}", **named)
    return language.text("{metric} peaked at {peak} a week, then {last}", **named)


def claim_of_days(found: pd.DataFrame, *, metric_name: str, language: Language) -> str:
    """The title of a chart of days: the highest that was published."""
    published = found[found["kind"] == PUBLISHED]
    if published.empty:
        return ""
    row = records(published[published["value"] == published["value"].max()])[0]
    return language.text(
        "{metric}: {peak} on the highest day that was published, {day}",
        metric=metric_name,
        peak=number(row, language=language),
        day=language.date(row["end_on"]),
    )


def described(
    found: pd.DataFrame,
    *,
    language: Language,
    metric_name: str,
    unit: str,
    start: dt.date,
    end: dt.date,
    claim: str,
    note: str,
) -> Description:
    """What stands around a chart of weeks or days.

    Parameters
    ----------
    found
        As :func:`kampung.subjects.epidemic.analysis.grid.grid` returns it.
    claim
        The title; empty where nothing was published that could be one.
    note
        What stands beneath.
    """
    period = months(start, end, language=language)
    each = language.text(EACH[unit])
    if unit == "week" and len(found):
        each = language.text(
            "per week ({first_last})", first_last=weekdays(found, language=language)
        )
    what = language.text("{metric}, {unit}", metric=metric_name, unit=each)
    if found["kind"].eq(UNKNOWN).all():
        nothing = language.text(
            "No figure on {metric} was published for {period}.",
            metric=inside(metric_name),
            period=period,
        )
        return Description(claim or what, nothing, nothing, note)
    told = f"{each}, {period}."  # the title names the series
    alt = language.text(
        "Bar chart of {what}, {period}. {counts} {claim}",
        what=inside(what),
        period=period,
        counts=_counts(found, language=language),
        claim=f"{claim}." if claim else "",
    )
    return Description(claim or metric_name, told[:1].upper() + told[1:], alt.strip(), note)


def _counts(found: pd.DataFrame, *, language: Language) -> str:
    """How many rows of each kind there are: heard by those who do not see the chart."""
    kinds = found["kind"].value_counts()
    words = [
        f"{language.text(KINDS[kind])}: {language.number(int(kinds[kind]))}"
        for kind in (PUBLISHED, FLOOR, CALCULATED, POSSIBLE)
        if kind in kinds
    ]
    return "; ".join(words) + "."


def note_of_peak(row: Mapping[str, Any], *, alone: bool, language: Language) -> str:
    """Beneath the chart: how the days of the peak were found, and that nobody else states it.

    Parameters
    ----------
    row
        The figure, with ``period_note_id`` and ``period_note_en``.
    alone
        Whether no other source states the same number.
    """
    parts = [language.pick(row, "period_note")]
    if alone:
        parts.append(
            language.text(
                "No other source has {value}.",
                value=value_text(
                    row["printed"], row["relation"], language=language, decimals=row["decimals"]
                ),
            )
        )
    return "\\* " + " ".join(part for part in parts if part)


def note_of_doubt(count: int, *, language: Language) -> str:
    """Beneath the chart: that published weeks conflict with other figures."""
    return language.plural(
        "{n} of the published numbers conflicts with other figures.",
        "{n} of the published numbers conflict with other figures.",
        count,
    )


def cap(row: Mapping[str, Any], *, language: Language) -> str:
    """The highest week that a source states, in two lines."""
    return language.text(
        "No week above {value},\naccording to {source}",
        value=language.number(row["printed"]),
        source=source_text(row),
    )


def nothing_after(day: dt.date, *, unit: str, language: Language) -> tuple[str, str]:
    """That no number is known after a day: in long lines, and in short ones for a telephone."""
    if unit == "day":
        return (
            language.text("No daily number\nafter {day}", day=language.date(day, style="short")),
            language.text("no daily\nnumber"),
        )
    return (
        language.text(
            "After {day} no weekly\nnumber was published", day=language.date(day, style="short")
        ),
        language.text("no\nweekly\nnumber"),
    )


def derivation(row: Mapping[str, Any], *, language: Language) -> str:
    """How a number or a range was found."""
    if row["kind"] == PUBLISHED:
        return language.text("Published as it stands.")
    if row["kind"] == FLOOR and pd.isna(row["greatest"]):
        return language.text("Published as “{said}”.", said=floor(row, weeks=1, language=language))
    if row["kind"] == FLOOR:
        return language.text(
            "Published as “{said}”; by all figures together it lies within {range}.",
            said=floor(row, weeks=1, language=language),
            range=span(row, language=language),
        )
    if row["kind"] == CALCULATED and row["formula"]:
        formula = formula_text(row["formula"], language=language)
        return language.text("Calculated: {formula}.", formula=formula)
    if row["kind"] == CALCULATED:
        return language.text(
            "Not published. All published figures together leave only this number."
        )
    return language.text(
        "Not published. All published figures together leave only numbers within this range."
    )


def of_these_days(language: Language) -> str:
    """That sources named below speak of the days of a number that rests on the whole record."""
    return language.text("Below are the sources of these days.")


def peak_note(peak: Peak, *, language: Language) -> str:
    """The peak of a series in a few words; a floor is called a floor."""
    if peak.highest.relation != "=":
        return stated_when(peak.highest, language=language)
    return language.text("Peak: {peak}", peak=stated_when(peak.highest, language=language))


def per_inhabitants(metric_name: str, *, language: Language) -> str:
    """A series as it is called per 100,000 inhabitants."""
    return language.text(
        "{metric} per {n} inhabitants", metric=metric_name, n=language.number(100_000)
    )


def note_of_inhabitants(found: Inhabitants, *, language: Language) -> str:
    """Beneath a chart per 100,000 inhabitants: how many there are, of which year, by whom."""
    return language.text(
        "Inhabitants: {count} ({year}), {source}.",
        count=language.number(found.count),
        year=str(found.year),
        source=citing.cited_link(found.source, language),
    )
