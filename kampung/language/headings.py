"""The one sentence on top of each page: what the data say, or what is missing."""

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from kampung.language import Language, mark
from kampung.language.descriptions import of_total, value_text
from kampung.language.service_names import opening

# What a data pack may be without, by the table that would hold it.
THINGS = {
    "figures": mark("COVID-19 figures"),
    "adoption": mark("counts of villages in the programme"),
    "awards": mark("awards"),
    "programme_facts": mark("facts of the programme"),
    "service_types": mark("kinds of service"),
}


def missing(tables: Collection[str], *, language: Language) -> str:
    """What is not in the data pack yet, and what those who run the dashboard can do about it.

    Parameters
    ----------
    tables
        Empty tables of the pack, of those in ``THINGS``.
    """
    gap = language.text(
        "There are no {things} in this data pack yet.",
        things=language.either([language.text(THINGS[table]) for table in tables]),
    )
    remedy = language.text(
        "Those who run this dashboard can add them: rows in {files}, each with its source in "
        "`sources.csv`, and then `kampung build`.",
        files=language.join([f"`{table}.csv`" for table in tables]),
    )
    return f"{gap} {remedy}"


def place(counts: Mapping[str, int], *, name: str, language: Language) -> str:
    """Which areas there are: all that can be said where nothing else is on record.

    Parameters
    ----------
    counts
        ``districts``, ``desa`` and ``kelurahan``.
    name
        Name of the regency or city, with its kind.
    """
    parts = [
        language.plural("{n} district", "{n} districts", counts["districts"]),
        language.plural("{n} village", "{n} villages", counts["desa"]),
        language.plural("{n} ward", "{n} wards", counts["kelurahan"]),
    ]
    there = [
        part
        for part, kind in zip(parts, ("districts", "desa", "kelurahan"), strict=True)
        if counts[kind]
    ]
    return opening(language.text("{name} has {parts}.", name=name, parts=language.join(there)))


def _said(row: Mapping[str, Any], which: str, language: Language) -> str:
    return value_text(row[f"{which}_value"], row[f"{which}_relation"], language=language)


def _row(peaks: pd.DataFrame, metric: str) -> dict[str, Any] | None:
    rows = peaks[peaks["metric"] == metric]
    return dict(rows.iloc[0]) if len(rows) else None


def fall_of_cases(peaks: pd.DataFrame, *, language: Language) -> str:
    """From the highest week of new cases to the last one; empty where there is none.

    Parameters
    ----------
    peaks
        As :func:`kampung.analysis.peaks.peaks_and_declines` returns them.
    """
    row = _row(peaks, "new_cases")
    if row is None:
        return ""
    highest = _said(row, "peak", language)
    week = language.period(row["peak_start"], row["peak_end"])
    if pd.isna(row["last_value"]):
        return language.text(
            "New cases peaked at **{highest}** in a week ({week}).", highest=highest, week=week
        )
    return language.text(
        "New cases peaked at **{highest}** in the week of {week} and came to **{last}** in that "
        "of {last_week} ({change}).",
        highest=highest,
        week=week,
        last=_said(row, "last", language),
        last_week=language.period(row["last_start"], row["last_end"]),
        change=language.percent(row["change"], signed=True),
    )


def fall_of_deaths(peaks: pd.DataFrame, *, language: Language) -> str:
    """From the highest weeks of deaths to the last one; empty where there is none."""
    row = _row(peaks, "new_deaths")
    if row is None or pd.isna(row["last_value"]):
        return ""
    weeks = int(row["peak_weeks"]) if pd.notna(row["peak_weeks"]) else 1
    return language.plural(
        "Deaths came down from {highest} in {n} week to **{last}** a week.",
        "Deaths came down from {highest} in each of {n} weeks to **{last}** a week.",
        weeks,
        highest=_said(row, "peak", language),
        last=_said(row, "last", language),
    )


def _named(programme: str, language: Language) -> str:
    """The programme at the start of a sentence, also where the pack has no name for it."""
    return programme or language.text("The village service programme")


def by_date(adoption: pd.DataFrame) -> pd.DataFrame:
    """Counts in the order of time; of one day, those that say out of how many come last."""
    return adoption.sort_values(["on_date", "out_of"], na_position="first")


def reach(adoption: pd.DataFrame, *, programme: str, language: Language) -> str:
    """How far the programme has come, by the newest count; empty where there is none.

    Parameters
    ----------
    adoption
        Rows of one aspect, with ``on_date``, ``villages`` and ``out_of``.
    programme
        Name of the programme; it may be empty.
    """
    if adoption.empty:
        return ""
    newest = by_date(adoption).iloc[-1]
    return language.text(
        "{programme} runs in **{villages}** villages ({date}).",
        programme=_named(programme, language),
        villages=of_total(newest, language=language),
        date=language.date(newest["on_date"]),
    )


def growth(adoption: pd.DataFrame, *, programme: str, language: Language) -> str:
    """From the first count of villages to the last; empty where there are not two."""
    rows = by_date(adoption)
    if rows["on_date"].nunique() < 2:
        return reach(adoption, programme=programme, language=language)
    first, last = rows.iloc[0], rows.iloc[-1]
    counts = sorted(set(rows.loc[rows["on_date"] == first["on_date"], "villages"]))
    return language.text(
        "{programme} grew from **{first}** villages or wards on {first_date} to **{last}** by "
        "{last_date}.",
        programme=_named(programme, language),
        first=language.either([language.number(count) for count in counts]),
        first_date=language.date(first["on_date"]),
        last=of_total(last, language=language),
        last_date=language.date(last["on_date"]),
    )


def awards(rows: pd.DataFrame, *, programme: str, language: Language) -> str:
    """How many awards the programme and the regency have on record; empty where there are none."""
    if rows.empty:
        return ""
    kept = rows[rows["result"] == "won"]
    own = kept[kept["scope"] == "programme"]
    others = len(kept) - len(own)
    nominated = len(rows) - len(kept)
    parts = [
        language.plural(
            "{programme} has won {n} award on record ({years})",
            "{programme} has won {n} awards on record ({years})",
            len(own),
            programme=_named(programme, language),
            years=language.join([str(year) for year in sorted(set(own["year"]))]),
        ),
        language.plural(
            "the regency as a whole {n} more", "the regency as a whole {n} more", others
        ),
        language.plural(
            "and {n} selection or nomination", "and {n} selections and nominations", nominated
        ),
    ]
    shown = [
        part for part, count in zip(parts, (len(own), others, nominated), strict=True) if count
    ]
    return ", ".join(shown) + "."


def accounts(rows: pd.DataFrame, *, language: Language) -> str:
    """That accounts of ceremonies disagree, and that none is preferred."""
    return language.plural(
        "Of {n} ceremony more than one version was printed. All of them stand here with their "
        "source; which one is right is left open.",
        "Of {n} ceremonies more than one version was printed. All of them stand here with their "
        "source; which one is right is left open.",
        rows["award_id"].nunique(),
    )
