"""Sums of service counts that pages ask for, made once when a store is built.

A country has tens of millions of counts, and a page must not add them up while somebody waits.
So the build adds them: by period for the regency and each of its districts, and by year for every
area. What is asked of one village is read from its own few counts.

Waiting times cannot be added. Of several villages' medians the *weighted median* is taken, each
village counting as often as it completed requests; the same with their 90th percentiles. That is
the middle of what villages reported, not the median over all requests, which nobody knows. It is
found by period for the regency in every scope, and else over all services: sorting takes time, and
no page asks for more.
"""

from dataclasses import dataclass

import pandas as pd

from kampung.subjects.services.rollup.counts import Places, Rows, columns_of, seen_in
from kampung.subjects.services.rollup.periods import period_table
from kampung.subjects.services.rollup.spans import span_tables, spans_of


@dataclass(frozen=True)
class Rollup:
    """Sums of service counts; the columns are those of the tables that are named.

    Attributes
    ----------
    periods : DataFrame
        ``service_periods``: one row for the regency or a district, a scope (all services, a
        family, one service) and a period. ``middle`` is its middle day, the earlier of two.
    totals : DataFrame
        ``service_totals``: one row for an area, a scope and a span: a calendar year, or ``last``,
        the last 52 weeks. Every village has a row for every span, also where it reported nothing.
    spans : DataFrame
        ``service_spans``: what the spans are, and how many villages make half of the requests.
    concentration : DataFrame
        ``service_concentration``: share of the total that the first so many per cent of the
        reporting villages make, the largest first.
    sources : DataFrame
        ``service_sources``: how many counts each source gave, and of what period.
    """

    periods: pd.DataFrame
    totals: pd.DataFrame
    spans: pd.DataFrame
    concentration: pd.DataFrame
    sources: pd.DataFrame


def roll_up(
    counts: pd.DataFrame, areas: pd.DataFrame, service_types: pd.DataFrame, *, area_code: str
) -> Rollup:
    """Add up service counts.

    Parameters
    ----------
    counts : DataFrame
        The table ``service_counts``; each village, service and period at most once.
    areas : DataFrame
        code, parent_code, level.
    service_types : DataFrame
        code, family.
    area_code : str
        The regency.

    Returns
    -------
    Rollup
        Empty frames where there are no counts.
    """
    if counts.empty:
        tables = ("periods", "totals", "spans", "concentration", "sources")
        return Rollup(**{name: pd.DataFrame(columns=columns_of(name)) for name in tables})
    places = Places.of(areas, area_code)
    rows = Rows.of(counts, places, service_types)
    spans = spans_of(rows)
    reported = seen_in(rows, places)
    totals, of_spans, concentration = span_tables(rows, places, spans, reported)
    return Rollup(
        periods=period_table(rows, places, reported),
        totals=totals,
        spans=of_spans,
        concentration=concentration,
        sources=_source_table(counts),
    )


def _source_table(counts: pd.DataFrame) -> pd.DataFrame:
    grouped = counts.groupby("source_id", observed=True)
    frame = grouped.agg(
        rows=("village_code", "size"),
        villages=("village_code", "nunique"),
        services=("service_code", "nunique"),
        period_start=("period_start", "min"),
        period_end=("period_end", "max"),
    ).reset_index()
    return frame.astype({"source_id": "str"})[columns_of("sources")]
