"""The programme as tables to read."""

from collections.abc import Mapping

import pandas as pd

from kampung.language import Language
from kampung.language.cells import NOTHING, records, written
from kampung.language.statements import source_text, value_text, when


def adoption_table(
    adoption: pd.DataFrame, *, aspects: Mapping[str, str], language: Language
) -> pd.DataFrame:
    """Villages doing a thing by a date, in the order of time."""
    return pd.DataFrame(
        [
            (
                when(row, language=language),
                aspects.get(row["aspect"], row["aspect"]),
                value_text(row["villages"], row["relation"], language=language),
                written(language, row["out_of"]),
                source_text(row),
                language.pick(row, "note"),
            )
            for row in records(adoption.sort_values(["on_date", "aspect"]))
        ],
        columns=[
            language.text("Date"),
            language.text("Aspect"),
            language.text("Villages"),
            language.text("Out of"),
            language.text("Source"),
            language.text("Note"),
        ],
    )


def facts_table(facts: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """Facts of the programme with their dates and sources."""
    return pd.DataFrame(
        [
            (
                when(row, language=language),
                language.pick(row, "text"),
                source_text({**row, "locator": ""}),
            )
            for row in records(facts)
        ],
        columns=[language.text("Date"), language.text("Fact"), language.text("Source")],
    )


def services_table(
    services: pd.DataFrame, *, families: Mapping[str, str], language: Language
) -> pd.DataFrame:
    """The catalogue of services."""
    yes, no = language.text("yes"), language.text("no")
    return pd.DataFrame(
        [
            (
                language.pick(row, "name"),
                families.get(row["family"], row["family"]),
                yes if row["self_service"] else no,
                row["letter_number"] or NOTHING,
            )
            for row in records(services)
        ],
        columns=[
            language.text("Service"),
            language.text("Family"),
            language.text("Online by oneself"),
            language.text("Letter number"),
        ],
    )


def cohorts_table(cohorts: pd.DataFrame, *, place: str, language: Language) -> pd.DataFrame:
    """Areas chosen in each year of a national selection."""
    return pd.DataFrame(
        [
            (
                str(row["year"]),
                written(language, row["areas_selected"]),
                place if row["includes_area"] else NOTHING,
                source_text(row),
            )
            for row in records(cohorts)
        ],
        columns=[
            language.text("Year"),
            language.text("Areas selected"),
            language.text("Among them"),
            language.text("Source"),
        ],
    )
