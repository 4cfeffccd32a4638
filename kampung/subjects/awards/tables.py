"""Awards as tables to read, and to take into a spreadsheet."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from kampung.language import Language, mark
from kampung.language.cells import records
from kampung.pictures import cells
from kampung.pictures.columns import column
from kampung.pictures.table import Cell, Table, table
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
    stored = partial(column, language, "awards")
    return table(
        [
            stored("on_date", kind="period"),
            language.text("Award"),
            stored("category"),
            stored("giver"),
            stored("place"),
            stored("result"),
            language.text("Given to"),
            stored("source_id"),
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
    stored = partial(column, language, "award_accounts")
    return table(
        [
            stored("award_id"),
            language.text("In dispute"),
            language.text("Version"),
            stored("source_id"),
            stored("note"),
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
