"""How questions are put: conditions, parameters, and the types of what comes back."""

from collections.abc import Collection, Mapping

import pandas as pd

from kampung.store.reading import Parameter

DATES = frozenset(
    {
        "on_date",
        "start_on",
        "end_on",
        "period_start",
        "period_end",
        "tested_start",
        "tested_end",
        "span_start",
        "span_end",
        "last_end",
    }
)


BOOLEANS = frozenset({"self_service", "includes_area", "used", "possible", "complete"})
NUMBERS = frozenset(
    {
        "value", "lat", "lon", "area_km2", "median_hours", "p90_hours", "weight",
        "short_by", "slack", "implied_least", "implied_greatest", "least", "greatest", "estimate",
        "least_unimodal", "greatest_unimodal", "share", "others_least", "others_greatest", "factor",
    }
)  # fmt: skip


INTEGERS = frozenset(
    {
        "tile_column", "tile_row", "population", "population_year", "decimals", "days_least",
        "days_most", "weeks", "repeats", "year", "areas_selected", "villages", "out_of", "position",
        "desa", "kelurahan", "districts", "figures", "events", "awards", "award_sources",
        "award_accounts", "cohorts",
        "adoption", "service_types", "programme_facts", "areas", "observations", "service_counts",
        "services", "self_services", "awards_won", "awards_listed", "awards_nominated", "sources",
        "requested", "completed", "rejected", "rests_on_it", "accounts",
        "voices", "dispute", "repair", "number",
        "validity_value", "villages_total", "villages_reporting", "villages_for_half", "total",
        "days_reported", "rank_district", "of_district", "rank_regency", "of_regency", "periods",
        "rows", "n", "boundaries", "days",
    }
)  # fmt: skip


SOURCE_COLUMNS = """
    s.kind AS source_kind, s.publisher AS publisher, s.title AS source_title, s.url AS url,
    s.published_on AS published_on, s.language AS source_language"""


def typed(frame: pd.DataFrame, *, texts: Collection[str] = ()) -> pd.DataFrame:
    """Give every column the type that its name stands for, also where there are no rows.

    Parameters
    ----------
    frame
        What :meth:`Store.query` returned.
    texts
        Columns that hold text here although their name stands for a number elsewhere.
    """
    return frame.astype({name: _dtype(name, texts) for name in frame.columns})


def _dtype(name: str, texts: Collection[str]) -> str:
    if name in texts:
        return "str"
    if name in DATES:
        return "datetime64[us]"
    if name in BOOLEANS:
        return "boolean"
    if name in INTEGERS:
        return "Int64"
    return "float64" if name in NUMBERS else "str"


def all_of(conditions: Mapping[str, object], *, also: bool = False) -> str:
    """Join the conditions whose parameter was given; all of them are written in this room.

    With ``also`` they go on from conditions that are there already.
    """
    wanted = [condition for condition, value in conditions.items() if value is not None]
    if not wanted:
        return ""
    return f"{'AND' if also else 'WHERE'} {' AND '.join(wanted)}"


def given(**parameters: Parameter) -> dict[str, Parameter]:
    """Keep the parameters that were given, as :func:`all_of` keeps their conditions."""
    return {name: value for name, value in parameters.items() if value is not None}
