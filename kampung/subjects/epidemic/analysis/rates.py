"""Numbers per 100,000 inhabitants."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from kampung.pictures.sources import Source

PER = 100_000


@dataclass(frozen=True, slots=True)
class Inhabitants:
    """How many people lived in the area, in which year, and where that is published."""

    count: int
    year: int
    source: Source


def scaled(
    rows: pd.DataFrame, inhabitants: Inhabitants | None, *, names: Sequence[str]
) -> pd.DataFrame:
    """Rows with some of their columns per 100,000 inhabitants; as they are where None."""
    if inhabitants is None or rows.empty:
        return rows
    share = {name: rows[name].astype(float) * PER / inhabitants.count for name in names}
    return rows.assign(**share, **({"decimals": 1} if "decimals" in rows else {}))
