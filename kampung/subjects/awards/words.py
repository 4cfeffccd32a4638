"""What is said of awards and nominations."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kampung.language import Language, cells, mark
from kampung.language.phrases import counted, opening
from kampung.pictures import citing
from kampung.pictures.description import Description
from kampung.pictures.markdown import plain
from kampung.pictures.sources import Source
from kampung.pictures.table import Table
from kampung.rows import records
from kampung.subjects.awards.analysis import Run, is_inferred, longest_run
from kampung.subjects.programme.words import programme_named

# What a reader can choose.
GIVEN_TO = {"programme": mark("The programme"), "regency": mark("The regency")}
OUTCOMES = {"won": mark("Won"), "listed": mark("Selected"), "nominated": mark("Nominated")}
RESULTS = {"won": mark("won"), "listed": mark("selected"), "nominated": mark("nominated")}

# National titles that pages in English have a name for.
CATEGORIES = {
    "Kabupaten Terinovatif": mark("Most Innovative Regency"),
    "Kota Terinovatif": mark("Most Innovative City"),
}


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


def result(row: Mapping[str, Any], *, language: Language) -> str:
    """Whether it was won, and whether that is inferred."""
    said = language.text(RESULTS[row["result"]])
    return language.text("{result}, inferred", result=said) if is_inferred(row) else said


def category_name(category: str, *, language: Language) -> str:
    """A category in the language where it is known in it, else as the giver calls it."""
    return language.text(CATEGORIES[category]) if category in CATEGORIES else category


def awards(rows: pd.DataFrame, *, language: Language) -> Description:
    """Describe awards and nominations: how many of each result, and how many for the programme."""
    title = language.text("Awards over time")
    if rows.empty:
        nothing = language.text("No award for this choice.")
        return Description(title, nothing, nothing)
    sentence = language.text(
        "On record: {parts}, {years}.",
        parts=language.join(_by_result(rows, language)),
        years=_years(int(rows["year"].min()), int(rows["year"].max())),
    )
    won = rows[rows["result"] == "won"]
    own = int((won["scope"] == "programme").sum())
    if 0 < own < len(won):
        sentence += " " + language.plural(
            "{count} of the awards went to the programme; the regency won {n} other.",
            "{count} of the awards went to the programme; the regency won {n} others.",
            len(won) - own,
            count=opening(counted(own, language=language)),
        )
    inferred = sum(is_inferred(row) for row in cells.records(rows))
    if inferred:
        sentence += " " + language.plural(
            "{count} is inferred from a source of a later year.",
            "{count} are inferred from sources of later years.",
            inferred,
            count=opening(counted(inferred, language=language)),
        )
    dated = rows.assign(on=pd.to_datetime(rows["on_date"]))
    newest = records(dated.sort_values(["year", "on"], ascending=False))
    items = "; ".join(f"{row['name']} ({award_date(row, language=language)})" for row in newest)
    alt = language.text("A line of time. {sentence} {items}.", sentence=sentence, items=items)
    return Description(title, sentence, alt)


def _by_result(rows: pd.DataFrame, language: Language) -> list[str]:
    won, listed, nominated = (
        int((rows["result"] == result).sum()) for result in ("won", "listed", "nominated")
    )
    parts = (
        language.plural("{n} award", "{n} awards", won),
        language.plural("{n} selection", "{n} selections", listed),
        language.plural("{n} nomination", "{n} nominations", nominated),
    )
    counts = (won, listed, nominated)
    return [part for part, count in zip(parts, counts, strict=True) if count]


def _years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def heading(rows: pd.DataFrame, *, place: str, programme: str, language: Language) -> str:
    """The longest run of one award, and how many the programme itself has won.

    Where there is no run, how many awards are on record; empty where there are none.
    """
    if rows.empty:
        return ""
    run = longest_run(rows)
    own = rows[(rows["result"] == "won") & (rows["scope"] == "programme")]
    clauses = [_run_text(run, place=place, language=language)] if run else []
    if len(own):
        clauses.append(_own_text(own, programme=programme, after_run=bool(run), language=language))
    if not clauses:
        return language.text("On record: {parts}.", parts=language.join(_by_result(rows, language)))
    return "; ".join(clauses) + "."


def _run_text(run: Run, *, place: str, language: Language) -> str:
    years = _years(run.first, run.last)
    if run.inferred:
        years = language.text(
            "{years}; {inferred} inferred",
            years=years,
            inferred=language.join([str(year) for year in run.inferred]),
        )
    return language.text(
        "{place} has been {category} {count} years running ({years})",
        place=place,
        category=category_name(run.category, language=language),
        count=counted(run.years, language=language),
        years=years,
    )


def _own_text(own: pd.DataFrame, *, programme: str, after_run: bool, language: Language) -> str:
    count = counted(len(own), language=language)
    if after_run:
        named = programme or language.text("the village service programme")
        return language.plural(
            "{programme} itself won {count} award",
            "{programme} itself won {count} awards",
            len(own),
            programme=named,
            count=count,
        )
    return language.plural(
        "{programme} has won {n} award on record ({years})",
        "{programme} has won {n} awards on record ({years})",
        len(own),
        programme=programme_named(programme, language),
        years=language.join([str(year) for year in sorted(set(own["year"]))]),
    )


def accounts(rows: pd.DataFrame, *, language: Language) -> Description:
    """That accounts of ceremonies disagree, and that none is preferred."""
    title = language.text("Where accounts disagree")
    if rows.empty:
        nothing = language.text("No data yet.")
        return Description(title, nothing, nothing)
    count = rows["award_id"].nunique()
    sentence = language.plural(
        "Of {count} ceremony more than one version was published; which one is right is not known.",
        "Of {count} ceremonies more than one version was published; which one is right is not "
        "known.",
        count,
        count=counted(count, language=language),
    )
    return Description(title, sentence, title)


def list_of_accounts(shown: Table) -> str:
    """The versions of each award as a list in Markdown, to read on any screen.

    Parameters
    ----------
    shown
        As :func:`kampung.subjects.awards.tables.accounts_table` makes it.
    """
    found: dict[str, list[str]] = {}
    for award, field, version, source, note in shown.rows:
        told = f"- **{version.markdown}**: {source.markdown}"
        found.setdefault(f"**{award.markdown}** · {field.markdown}", []).append(
            f"{told}. {note.markdown}" if note.text else told
        )
    return "\n\n".join("\n".join([name, "", *versions]) for name, versions in found.items())


def told(card: Card) -> str:
    """A card in Markdown: all but its source."""
    small = [f":small[{plain(text)}]" for text in (card.where, card.note) if text]
    name = f"**{plain(card.name)}**" + (f"  \n{plain(card.category)}" if card.category else "")
    parts = (f":small[{plain(f'{card.date} · {card.result}')}]", name, plain(card.summary), *small)
    return "\n\n".join(part for part in parts if part)


def cards(rows: pd.DataFrame, *, language: Language) -> tuple[Card, ...]:
    """Each award in a few lines: when, what, from whom, where, and who says so."""
    return tuple(
        Card(
            date=award_date(row, language=language),
            result=result(row, language=language),
            name=row["name"],
            category=category_name(row["category"] or "", language=language),
            summary=language.pick(row, "summary"),
            where=" · ".join(row[part] for part in ("giver", "event", "place") if row[part]),
            note=language.pick(row, "note"),
            source=citing.source_of(row),
        )
        for row in cells.records(rows)
    )
