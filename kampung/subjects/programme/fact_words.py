"""Facts of the programme in words: each with its number, its unit and its date."""

import re
from collections.abc import Sequence

from kampung.language import Language
from kampung.language.statements import inside
from kampung.pictures.description import Description
from kampung.pictures.table import Cell, Table

TOPICS = (
    *("criterion", "checklist", "speed", "reach", "health", "recognition", "limits", "wards"),
    "article_statement",
)
"""Topics of facts that are lists to read."""


def facts(table: Table, *, topic: str, language: Language) -> Description:
    """Describe facts of one topic.

    Parameters
    ----------
    table
        As :func:`kampung.subjects.programme.tables.facts_table` makes it.
    topic
        One of ``TOPICS``.
    """
    if not len(table):
        nothing = language.text("No data yet.")
        return Description(language.text("Facts of the programme"), nothing, nothing)
    count = len(table)
    titles = {
        "criterion": language.plural("{n} criterion", "{n} criteria", count),
        "checklist": language.plural(
            "The checklist of {n} item", "The checklist of {n} items", count
        ),
        "speed": language.text("Service times"),
        "reach": language.text("Role in the pandemic"),
        "health": language.text("What it does for health"),
        "recognition": language.text("Who took notice"),
        "article_statement": language.text(
            "It also says, without a number that the record can test:"
        ),
        "limits": language.text("What does not work"),
        "wards": language.text("Wards (kelurahan)"),
    }
    said = "; ".join(_line(row).replace("**", "").rstrip(".") for row in table.rows) + "."
    return Description(titles[topic], said, f"{titles[topic]}: {said}")


def list_of_facts(table: Table, *, numbered: bool = False) -> str:
    """Rows of a table of facts as a list: the date, the number in bold, the fact and its note.

    A numbered list has one date and one note for all of it; see :func:`below_the_list`.
    """
    if numbered:
        return "\n".join(f"1. {fact_text(*_fact(row))}" for row in table.rows)
    return _listed(table.rows)


def lists_of_facts(table: Table, *, most: int) -> tuple[str, str]:
    """The first facts as a list, and the others as another; those with a number come first.

    A single one is not left over.
    """
    ordered = sorted(table.rows, key=lambda row: row[1].value is None)
    most = len(ordered) if len(ordered) <= most + 1 else most
    first, others = ordered[:most], ordered[most:]
    return _listed(first), _listed(others)


def _listed(rows: Sequence[tuple[Cell, ...]]) -> str:
    return "\n".join(f"- {_line(row)}" for row in rows)


def below_the_list(table: Table) -> str:
    """What a numbered list says once: of which day it is, and its notes."""
    dates = dict.fromkeys(row[0].text for row in table.rows if row[0].value)
    notes = dict.fromkeys(row[4].text for row in table.rows if row[4].text)
    return " ".join([*(f"{date}." for date in dates), *notes])


def _line(row: tuple[Cell, ...]) -> str:
    date, number, _, fact, note, _ = row
    said = fact_text(*_fact(row))
    # Of a range both ends stand in the text; which of them is the number is of no use here.
    shown_note = "" if _range_with(number, fact.text) else note.text
    dated = f"{date.text}: {said}" if date.value else said
    return f"{dated} {shown_note}".rstrip()


def _fact(row: tuple[Cell, ...]) -> tuple[Cell, str, str]:
    _, number, unit, fact, *_ = row
    return number, unit.text, fact.text


def fact_text(number: Cell, unit: str, text: str) -> str:
    """A fact with its number in bold: where the text has it, or else before the text.

    ``A letter took **15 minutes**.``, ``**216** isolation houses with 500 rooms.``
    """
    if number.value is None:
        return text
    found = _written_in(number, text)
    if found:
        end = found.end()
        end += len(unit) + 1 if unit and text[end:].startswith(f" {unit}") else 0
        return f"{text[: found.start()]}**{text[found.start() : end]}**{text[end:]}"
    if unit.casefold() in text.casefold():
        return f"**{number.text}** {inside(text)}"
    return f"**{number.text} {unit}**: {inside(text)}"


def _written_in(number: Cell, text: str) -> re.Match[str] | None:
    """Where a text writes a number, alone or as the end of a range: ``4–6``, ``4,50``."""
    zeros = "" if isinstance(number.value, int) else "0*"
    return re.search(rf"(?<![\d.,])(?:\d+–)?{re.escape(number.text)}{zeros}(?![.,]?\d)", text)


def _range_with(number: Cell, text: str) -> bool:
    found = None if number.value is None else _written_in(number, text)
    return found is not None and "–" in found[0]
