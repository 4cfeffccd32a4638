"""Awards as tables to read."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kampung.language import Language, mark
from kampung.language.cells import NOTHING, records
from kampung.language.statements import source_text
from kampung.subjects.awards.words import award_date

RESULTS = {"won": mark("won"), "listed": mark("selected"), "nominated": mark("nominated")}
SCOPES = {"programme": mark("the programme"), "regency": mark("the regency")}
ACCOUNT_FIELDS = {
    "place": mark("place"),
    "date": mark("date"),
    "name": mark("name"),
    "category": mark("category"),
}


def awards_table(awards: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """Awards and nominations, the newest first."""

    def cell(value: Any) -> str:
        return value if isinstance(value, str) and value else NOTHING

    return pd.DataFrame(
        [
            (
                award_date(row, language=language),
                row["name"],
                cell(row["category"]),
                cell(row["giver"]),
                cell(row["place"]),
                language.text(RESULTS[row["result"]]),
                language.text(SCOPES[row["scope"]]),
                source_text({**row, "locator": ""}),
            )
            for row in records(awards)
        ],
        columns=[
            language.text("Date"),
            language.text("Award"),
            language.text("Category"),
            language.text("Giver"),
            language.text("Place"),
            language.text("Result"),
            language.text("Given to"),
            language.text("Source"),
        ],
    )


def accounts_table(
    accounts: pd.DataFrame, *, awards: Mapping[str, str], language: Language
) -> pd.DataFrame:
    """Where accounts of one ceremony disagree: every value with who says it."""
    return pd.DataFrame(
        [
            (
                awards.get(row["award_id"], row["award_id"]),
                language.text(ACCOUNT_FIELDS.get(row["field"], row["field"])),
                row["value"],
                source_text(row),
                language.pick(row, "note"),
            )
            for row in records(accounts)
        ],
        columns=[
            language.text("Award"),
            language.text("In dispute"),
            language.text("Said"),
            language.text("Source"),
            language.text("Note"),
        ],
    )
