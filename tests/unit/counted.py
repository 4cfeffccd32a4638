"""Counts of services for tests: rows as the store gives them, made up one by one."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

Numbers = Sequence[float | None]


def periods(
    requested: Numbers,
    *,
    villages: int | Sequence[int] = 3,
    completed: Numbers | None = None,
    median: Numbers | None = None,
    p90: Numbers | None = None,
    start: str = "2026-06-08",
) -> pd.DataFrame:
    """PERIODS: consecutive weeks; what is not given is missing."""
    count = len(requested)
    first = pd.date_range(start, periods=count, freq="7D").as_unit("us")
    reported = [villages] * count if isinstance(villages, int) else villages
    nothing: list[float | None] = [None] * count
    return pd.DataFrame(
        {
            "period_start": first,
            "period_end": first + pd.Timedelta(days=6),
            "villages": pd.array(list(reported), dtype="Int64"),
            "requested": pd.array(list(requested), dtype="Int64"),
            "completed": pd.array(list(completed or nothing), dtype="Int64"),
            "rejected": pd.array(nothing, dtype="Int64"),
            "median_hours": pd.Series(list(median or nothing), dtype="float64"),
            "p90_hours": pd.Series(list(p90 or nothing), dtype="float64"),
        }
    )


def months(rows: pd.DataFrame, *, start: str = "2026-01-01") -> pd.DataFrame:
    """The same numbers for calendar months."""
    first = pd.date_range(start, periods=len(rows), freq="MS").as_unit("us")
    return rows.assign(period_start=first, period_end=first + pd.offsets.MonthEnd(0))


def span(name: str = "2025", **values: Any) -> dict[str, Any]:
    """A row of SPANS: the year 2025, or the 52 weeks to 30 August 2026."""
    start, end = ("2025-09-01", "2026-08-30") if name == "last" else ("2025-01-01", "2025-12-31")
    usual = {
        "span": name,
        "span_start": pd.Timestamp(start),
        "span_end": pd.Timestamp(end),
        "villages_total": 217,
        "villages_reporting": 189,
        "measure": "requested",
        "total": 123456,
        "villages_for_half": 23,
    }
    return usual | values


def totals(*rows: dict[str, Any]) -> pd.DataFrame:
    """TOTALS: one area a row; what a row leaves out is missing."""
    usual = {
        "kind": "desa",
        "parent_code": "99.01",
        "parent_name": "Utara",
        "level": "village",
        "villages": 1,
        "requested": None,
        "completed": None,
        "rejected": None,
        "median_hours": None,
        "p90_hours": None,
        "last_end": None,
        "rank_district": None,
        "of_district": None,
        "rank_regency": None,
        "of_regency": None,
        "population": None,
    }
    frame = pd.DataFrame([{"area_code": row["name"], **usual, **row} for row in rows])
    whole = ["villages", "requested", "completed", "rejected", "population"]
    whole += [name for name in frame if name.startswith(("rank_", "of_"))]
    whole += [name for name in ("villages_total",) if name in frame]
    frame = frame.astype(dict.fromkeys(whole, "Int64"))
    frame = frame.astype({"median_hours": "float64", "p90_hours": "float64"})
    return frame.assign(last_end=pd.to_datetime(frame["last_end"]).astype("datetime64[us]"))


def mix(*rows: tuple[str, str, int | None, int | None]) -> pd.DataFrame:
    """MIX: code, family, requested and completed of each service."""
    frame = pd.DataFrame(rows, columns=["service_code", "family", "requested", "completed"])
    return frame.assign(
        name_id=[f"Surat {code}" for code in frame["service_code"]],
        name_en=[f"{code} letter" for code in frame["service_code"]],
        rejected=pd.array([None] * len(frame), dtype="Int64"),
    ).astype({"requested": "Int64", "completed": "Int64"})


def silent(*rows: tuple[str, str | None]) -> pd.DataFrame:
    """SILENT: name and last day reported of each village."""
    return pd.DataFrame(
        {
            "area_code": [name for name, _ in rows],
            "name": [name for name, _ in rows],
            "parent_name": "Utara",
            "last_end": pd.to_datetime([day for _, day in rows]),
            "days_reported": 0,
        }
    )


def catalogue(*codes: str) -> pd.DataFrame:
    """Services of the catalogue: code and names."""
    return pd.DataFrame(
        {
            "code": list(codes),
            "name_id": [f"Surat {code}" for code in codes],
            "name_en": [f"{code} letter" for code in codes],
        }
    )
