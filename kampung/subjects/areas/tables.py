"""Areas as tables to read."""

import pandas as pd

from kampung.language import Language
from kampung.language.cells import records, written


def districts_table(districts: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """Villages of each kecamatan, by name; without the kind that there is none of here."""
    rows = records(districts.sort_values("name"))
    kinds = {
        "desa": language.text("Villages (desa)"),
        "kelurahan": language.text("Wards (kelurahan)"),
    }
    there = [kind for kind in kinds if districts[kind].sum() > 0]
    columns = {**{kind: kinds[kind] for kind in there}, "villages": language.text("Together")}
    if len(there) == 1:
        del columns["villages"]
    return pd.DataFrame(
        {
            language.text("District (kecamatan)"): [row["name"] for row in rows],
            language.text("Code"): [row["code"] for row in rows],
            **{
                title: [written(language, row[column]) for row in rows]
                for column, title in columns.items()
            },
        }
    )
