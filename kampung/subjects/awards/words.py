"""What is said of awards and nominations."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kampung.language import Language, cells, mark
from kampung.pictures import citing
from kampung.pictures.description import Description
from kampung.pictures.sources import Source
from kampung.subjects.epidemic.analysis.figures import records
from kampung.subjects.programme.words import programme_named

# What a reader can choose.
GIVEN_TO = {"programme": mark("The programme"), "regency": mark("The regency")}
OUTCOMES = {"won": mark("Won"), "listed": mark("Selected"), "nominated": mark("Nominated")}
RESULTS = {"won": mark("won"), "listed": mark("selected"), "nominated": mark("nominated")}


@dataclass(frozen=True, slots=True)
class Card:
    """One award in a few lines, in the reader's language; empty where nothing is known."""

    date: str
    result: str
    name: str
    category: str
    summary: str
    where: str
    note: str
    source: Source


def award_date(row: Mapping[str, Any], *, language: Language) -> str:
    """When an award was given, as exactly as it is known."""
    day = pd.to_datetime(row["on_date"])
    if row["date_precision"] == "day" and not pd.isna(day):
        return language.date(day)
    if row["date_precision"] == "month" and not pd.isna(day):
        return language.month(day)
    return str(int(row["year"]))


def awards(rows: pd.DataFrame, *, language: Language) -> Description:
    """Describe awards and nominations: how many of each result, and how many for the programme."""
    title = language.text("Awards over time")
    if rows.empty:
        nothing = language.text("No award for this choice.")
        return Description(title, nothing, nothing)
    years = rows["year"].astype(int)
    first, last = str(years.min()), str(years.max())
    won, listed, nominated = (
        int((rows["result"] == result).sum()) for result in ("won", "listed", "nominated")
    )
    parts = []
    if won:
        parts.append(language.plural("{n} award won", "{n} awards won", won))
    if listed:
        parts.append(language.plural("{n} selection", "{n} selections", listed))
    if nominated:
        parts.append(language.plural("{n} nomination", "{n} nominations", nominated))
    sentence = language.text(
        "{parts}, {years}.",
        parts=language.join(parts),
        years=first if first == last else f"{first}–{last}",
    )
    for_programme = int(((rows["result"] == "won") & (rows["scope"] == "programme")).sum())
    if won and 0 < for_programme < won:
        sentence += " " + language.plural(
            "{n} of those won went to the programme, the others to the regency as a whole.",
            "{n} of those won went to the programme, the others to the regency as a whole.",
            for_programme,
        )
    dated = rows.assign(on=pd.to_datetime(rows["on_date"]))
    newest = records(dated.sort_values(["year", "on"], ascending=False))
    items = "; ".join(f"{row['name']} ({award_date(row, language=language)})" for row in newest)
    alt = language.text("A line of time. {sentence} {items}.", sentence=sentence, items=items)
    return Description(title, sentence, alt)


def heading(rows: pd.DataFrame, *, programme: str, language: Language) -> str:
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
            programme=programme_named(programme, language),
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


def accounts(rows: pd.DataFrame, *, language: Language) -> Description:
    """That accounts of ceremonies disagree, and that none is preferred."""
    title = language.text("Where accounts disagree")
    if rows.empty:
        nothing = language.text("No data yet.")
        return Description(title, nothing, nothing)
    sentence = language.plural(
        "Of {n} ceremony more than one version was printed. All of them stand here with their "
        "source; which one is right is left open.",
        "Of {n} ceremonies more than one version was printed. All of them stand here with their "
        "source; which one is right is left open.",
        rows["award_id"].nunique(),
    )
    return Description(title, sentence, title)


def cards(rows: pd.DataFrame, *, language: Language) -> tuple[Card, ...]:
    """Each award in a few lines: when, what, from whom, where, and who says so."""
    return tuple(
        Card(
            date=award_date(row, language=language),
            result=language.text(RESULTS[row["result"]]),
            name=row["name"],
            category=row["category"] or "",
            summary=language.pick(row, "summary"),
            where=" · ".join(row[part] for part in ("giver", "event", "place") if row[part]),
            note=language.pick(row, "note"),
            source=citing.source_of(row),
        )
        for row in cells.records(rows)
    )
