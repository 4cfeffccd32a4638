"""Sources and definitions as tables to read, and to take into a spreadsheet."""

from functools import partial

import pandas as pd

from kampung.language import Language
from kampung.language.cells import records
from kampung.pictures import cells
from kampung.pictures.columns import column
from kampung.pictures.table import Cell, Column, Table, table
from kampung.subjects.sources.words import KINDS


def sources_table(sources: pd.DataFrame, *, language: Language) -> Table:
    """Every source with what rests on it."""
    stored = partial(column, language, "sources")
    return table(
        [
            stored("publisher"),
            stored("title"),
            stored("kind"),
            Column(language.text("Published"), "period"),
            Column(language.text("Figures"), "number", decimals=0),
            Column(language.text("All rows"), "number", decimals=0),
            stored("url"),
            stored("note"),
        ],
        [
            (
                row["publisher"],
                row["title"],
                language.text(KINDS[row["kind"]]),
                Cell(row["published_on"], language.partial(row["published_on"] or "")),
                cells.number(language, row["figures"] + row["repeats"]),
                cells.number(language, row["rests_on_it"]),
                row["url"] or "",
                language.pick(row, "note"),
            )
            for row in records(sources)
        ],
    )


def metrics_table(metrics: pd.DataFrame, *, language: Language) -> Table:
    """What is counted, and how it is defined."""
    stored = partial(column, language, "metrics")
    return table(
        [
            stored("name"),
            stored("unit"),
            stored("definition"),
            Column(language.text("Figures"), "number", decimals=0),
        ],
        [
            (
                language.pick(row, "name"),
                language.pick(row, "unit"),
                language.pick(row, "definition"),
                cells.number(language, row["figures"]),
            )
            for row in records(metrics)
        ],
    )
