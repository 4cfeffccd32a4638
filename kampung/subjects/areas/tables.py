"""Areas as tables to read."""

import pandas as pd

from kampung.language import Language
from kampung.language.cells import records
from kampung.pictures import cells
from kampung.pictures.table import Column, Table, table
from kampung.subjects.areas.words import distance


def districts_table(districts: pd.DataFrame, *, language: Language) -> Table:
    """Villages of each kecamatan, by name; without the kind that there is none of here."""
    rows = records(districts.sort_values("name"))
    kinds = {
        "desa": language.text("Villages (desa)"),
        "kelurahan": language.text("Wards (kelurahan)"),
    }
    there = [kind for kind in kinds if districts[kind].sum() > 0]
    columns = {**{kind: kinds[kind] for kind in there}, "villages": language.text("Total")}
    if len(there) == 1:
        del columns["villages"]
    return table(
        [
            language.text("District (kecamatan)"),
            language.text("Code"),
            *(Column(title, "number", decimals=0) for title in columns.values()),
        ],
        [
            (row["name"], row["code"], *(cells.number(language, row[name]) for name in columns))
            for row in rows
        ],
    )


def nearest_table(rows: pd.DataFrame, *, language: Language) -> Table:
    """The areas nearest to one, with their districts and distances."""
    return table(
        [
            language.text("Village or ward"),
            language.text("District"),
            Column(language.text("Distance"), "number", unit="km"),
        ],
        [
            (
                row["name"],
                row["parent_name"],
                cells.worded(row["km"], distance(row["km"], language=language)),
            )
            for row in records(rows)
        ],
    )
