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


# A village and its district, four villages of one, and services

VILLAGE = {
    "code": "99.01.2001",
    "name": "Melati",
    "kind": "desa",
    "level": "village",
    "parent_name": "Utara",
    "parent_kind": "kecamatan",
    "regency_name": "Contoh",
    "regency_kind": "kabupaten",
    "population": 5123,
    "population_year": 2024,
    "area_km2": 42.5,
    "postcode": "68488",
}

DISTRICT = {
    "code": "99.01",
    "name": "Utara",
    "kind": "distrik",
    "level": "district",
    "parent_name": "Contoh",
    "parent_kind": "kota",
    "desa": 5,
    "kelurahan": 1,
    "population": pd.NA,
    "area_km2": float("nan"),
}

STANDING = {
    "requested": 1234,
    "completed": 1200,
    "rejected": pd.NA,
    "median_hours": 3.5,
    "p90_hours": 55.0,
    "rank_district": 3,
    "of_district": 12,
    "rank_regency": 17,
    "of_regency": 189,
    "last_end": pd.Timestamp("2025-12-28"),
}

SERVICES = mix(("a", "residency", 50, 50), ("b", "marriage", 30, None), ("c", "land", 20, 20))

PLACES = totals(
    {
        "name": "Melati",
        "requested": 120,
        "completed": 100,
        "median_hours": 3.5,
        "population": 5000,
        "villages_total": 2,
        "rank_district": 2,
    },
    {
        "name": "Mawar",
        "requested": 300,
        "completed": 300,
        "median_hours": 55,
        "villages_total": 1,
        "rank_district": 1,
    },
    {"name": "Kenanga", "requested": 120, "villages_total": 1, "rank_district": 2},
    {"name": "Dahlia", "villages": 0, "population": 2000, "villages_total": 4},
)

CURVE = pd.DataFrame(
    {
        "position": [0, 10, 25, 50, 100],
        "villages": [0, 19, 48, 95, 189],
        "share": [0, 0.43, 0.7, 0.91, 1],
    }
)
