"""Published figures for tests: made up one by one, or those of the shipped pack."""

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

PACK = Path(__file__).resolve().parents[1] / "fixtures" / "frozen"


def figures(*rows: dict[str, Any]) -> pd.DataFrame:
    """Rows of the table of figures; what a row leaves out is usual."""
    usual = {
        "source_id": "paper",
        "publisher": "Koran",
        "url": "https://example.org/koran",
        "locator": "",
        "area_code": "99.01",
        "metric": "new_cases",
        "statistic": "total",
        "relation": "=",
        "decimals": 0,
        "period_basis": "stated",
        "days_least": None,
        "days_most": None,
        "weeks": None,
        "statement": "",
        "reading_id": "",
        "reading_en": "",
        "quality": "plain",
        "conflict": "",
        "period_note_id": "",
        "period_note_en": "",
        "note_id": "",
        "note_en": "",
    }
    made = [
        {**usual, "id": f"f{n}", "start_on": row.get("end_on"), **row}
        for n, row in enumerate(rows, start=1)
    ]
    return pd.DataFrame(made, columns=["id", "value", "start_on", "end_on", *usual])


@cache
def table(name: str) -> pd.DataFrame:
    """A table of the shipped pack as it lies in its CSV, joined with its publishers."""
    rows = pd.read_csv(PACK / f"{name}.csv")
    if "source_id" not in rows:
        return rows
    named = {"id": "source_id", "kind": "source_kind", "title": "source_title"}
    sources = pd.read_csv(PACK / "sources.csv").rename(columns=named)
    return rows.merge(sources[[*named.values(), "publisher", "url"]], on="source_id")


def record() -> pd.DataFrame:
    """The figures of the shipped pack for its regency."""
    rows = table("figures")
    return rows[rows["area_code"] == "35.10"]
