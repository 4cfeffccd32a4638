"""Cells of tables to read."""

from typing import Any, cast

import pandas as pd

from kampung.language import Language
from kampung.language.core import EN_DASH

NOTHING = EN_DASH


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain dictionaries, a missing cell as None."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return cast(list[dict[str, Any]], rows)


def written(language: Language, number: Any, *, decimals: int | None = None) -> str:
    """A number in the language; a dash where there is none."""
    return NOTHING if pd.isna(number) else language.number(float(number), decimals=decimals)
