"""Awards as tables to read, and to take into a spreadsheet."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kampung.language import Language, mark
from kampung.language.cells import records
from kampung.pictures import cells
from kampung.pictures.table import Cell, Column, Table, table
from kampung.subjects.awards.words import award_date, result

SCOPES = {"programme": mark("the programme"), "regency": mark("the regency")}
ACCOUNT_FIELDS = {
    "place": mark("place"),
    "date": mark("date"),
    "name": mark("name"),
    "category": mark("category"),
}


def _when(row: Mapping[str, Any], language: Language) -> Cell:
    text = award_date(row, language=language)
    if pd.isna(row["on_date"]):
        return Cell(str(int(row["year"])), text)
    return cells.partial(row["on_date"], row["date_precision"], text)


def awards_table(awards: pd.DataFrame, *, language: Language) -> Table:
    """Awards and nominations, the newest first."""
    return table(
        [
            Column(language.text("Date"), "period"),
            language.text("Award"),
            language.text("Category"),
            language.text("Giver"),
            language.text("Place"),
            language.text("Result"),
            language.text("Given to"),
            language.text("Source"),
        ],
        [
            (
                _when(row, language),
                row["name"],
                row["category"] or cells.MISSING,
                row["giver"] or cells.MISSING,
                row["place"] or cells.MISSING,
                result(row, language=language),
                language.text(SCOPES[row["scope"]]),
                cells.source(language, row, with_place=False),
            )
            for row in records(awards)
        ],
    )


def accounts_table(
    accounts: pd.DataFrame, *, awards: Mapping[str, str], language: Language
) -> Table:
    """Where accounts of one ceremony disagree: every value with who says it."""
    return table(
        [
            language.text("Award"),
            language.text("In dispute"),
            language.text("Version"),
            language.text("Source"),
            language.text("Note"),
        ],
        [
            (
                awards.get(row["award_id"], row["award_id"]),
                language.text(ACCOUNT_FIELDS.get(row["field"], row["field"])),
                row["value"],
                cells.source(language, row),
                language.pick(row, "note"),
            )
            for row in records(accounts)
        ],
    )
