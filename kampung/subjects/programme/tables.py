"""The programme as tables to read, and to take into a spreadsheet."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd

from kampung.language import Language
from kampung.language.cells import records
from kampung.language.statements import when
from kampung.pictures import cells
from kampung.pictures.columns import column
from kampung.pictures.table import Cell, Column, Table, table
from kampung.subjects.programme.words import Number, family_name


def _when(row: Mapping[str, Any], language: Language) -> Cell:
    return cells.partial(row["on_date"], row["date_precision"], when(row, language=language))


def numbers_table(numbers: Sequence[Number], *, language: Language) -> Table:
    """The programme in a few numbers."""
    return table(
        [language.text("Name"), Column(language.text("Number"), "number", decimals=0)],
        [(number.label, Cell(number.value, number.text)) for number in numbers],
    )


def adoption_table(
    adoption: pd.DataFrame, *, aspects: Mapping[str, str], language: Language
) -> Table:
    """Villages doing a thing by a date, in the order of time."""
    stored = partial(column, language, "adoption")
    return table(
        [
            stored("on_date", kind="period"),
            language.text("Aspect"),
            stored("villages"),
            stored("out_of"),
            stored("source_id"),
            stored("note"),
        ],
        [
            (
                _when(row, language),
                aspects.get(row["aspect"], row["aspect"]),
                cells.stated(language, row["villages"], row["relation"]),
                cells.number(language, row["out_of"]),
                cells.source(language, row),
                language.pick(row, "note"),
            )
            for row in records(adoption.sort_values(["on_date", "aspect"]))
        ],
    )


def maturity_table(classes: pd.DataFrame, *, language: Language) -> Table:
    """Classes of villages with their dates and sources."""
    stored = partial(column, language, "programme_facts")
    return table(
        [stored("on_date", kind="period"), language.text("Fact"), stored("source_id")],
        [
            (
                _when(row, language),
                language.pick(row, "text"),
                cells.source(language, row, with_place=False),
            )
            for row in records(classes)
        ],
    )


def facts_table(facts: pd.DataFrame, *, language: Language) -> Table:
    """Facts of the programme with their dates, numbers, notes and sources."""
    stored = partial(column, language, "programme_facts")
    return table(
        [
            stored("on_date", kind="period"),
            Column(language.text("Number"), "number"),
            stored("unit"),
            language.text("Fact"),
            stored("note"),
            stored("source_id"),
        ],
        [
            (
                _when(row, language),
                cells.number(language, row["value"]),
                language.pick(row, "unit"),
                language.pick(row, "text"),
                language.pick(row, "note"),
                cells.source(language, row),
            )
            for row in records(facts)
        ],
    )


def families_table(counts: pd.DataFrame, *, language: Language) -> Table:
    """How many kinds of service each family has.

    Parameters
    ----------
    counts
        As :func:`kampung.subjects.programme.analysis.by_family` returns them.
    """
    return table(
        [
            language.text("Category"),
            Column(language.text("Online self-service"), "number", decimals=0),
            Column(language.text("At the village office"), "number", decimals=0),
        ],
        [
            (
                family_name(row["family"], language=language),
                cells.number(language, row["own"]),
                cells.number(language, row["all"] - row["own"]),
            )
            for row in records(counts)
        ],
    )


def services_table(services: pd.DataFrame, *, language: Language) -> Table:
    """The catalogue of services."""
    yes, no = Cell(True, language.text("yes")), Cell(False, language.text("no"))
    return table(
        [
            language.text("Service"),
            language.text("Category"),
            language.text("Online by oneself"),
            language.text("Letter number"),
        ],
        [
            (
                language.pick(row, "name"),
                family_name(row["family"], language=language),
                yes if row["self_service"] else no,
                row["letter_number"] or cells.MISSING,
            )
            for row in records(services)
        ],
    )


def cohorts_table(cohorts: pd.DataFrame, *, place: str, language: Language) -> Table:
    """Areas chosen in each year of a national selection."""
    stored = partial(column, language, "cohorts")
    return table(
        [
            stored("year", kind="period"),
            stored("areas_selected"),
            language.text("Among them"),
            stored("source_id"),
        ],
        [
            (
                str(row["year"]),
                cells.number(language, row["areas_selected"]),
                place if row["includes_area"] else cells.MISSING,
                cells.source(language, row),
            )
            for row in records(cohorts)
        ],
    )
