"""Questions on counts of village services."""

from datetime import date

import pandas as pd

from kampung.store.asking import SOURCE, all_of, given, typed
from kampung.store.door import question
from kampung.store.reading import Store

_NUMBERS = "requested, completed, rejected, median_hours, p90_hours"

# The periods of a village's district, which say what cadence and what year a period is of.
_PERIODS = """(SELECT period_start, period_end, cadence, middle FROM service_periods
    WHERE scope = 'all' AND item = ''
      AND area_code = (SELECT parent_code FROM areas WHERE code = :village_code))"""

_OF_PERIOD = "q.period_start = c.period_start AND q.period_end = c.period_end"


@question
def service_spans(store: Store) -> pd.DataFrame:
    """Return the spans that totals are given for: the last 52 weeks, then years, newest first.

    Returns
    -------
    DataFrame
        ``span`` (``last``, or a year), ``span_start``, ``span_end``, ``villages_total``,
        ``villages_reporting``, ``measure`` (``requested``, or ``completed`` where requests are
        not known), ``total``, ``villages_for_half``. Empty where there are no counts.
    """
    rows = store.query(
        """SELECT span, span_start, span_end, villages_total, villages_reporting, measure,
                  total, villages_for_half
           FROM service_spans ORDER BY span = 'last' DESC, span DESC"""
    )
    return typed(rows, "service_spans")


@question
def service_cadences(store: Store, *, area_code: str) -> pd.DataFrame:
    """Return in what cadences an area's villages report.

    Returns
    -------
    DataFrame
        ``cadence``, ``periods`` (how many), ``villages`` (the most in one period). The one with
        most reports first.
    """
    rows = store.query(
        """SELECT cadence, COUNT(*) AS periods, MAX(villages) AS villages
           FROM service_periods
           WHERE area_code = :area_code AND scope = 'all' AND item = ''
           GROUP BY cadence ORDER BY SUM(villages) DESC, cadence""",
        area_code=area_code,
    )
    return typed(rows, "service_periods", periods="integer")


@question
def service_periods(
    store: Store,
    *,
    area_code: str,
    cadence: str,
    scope: str = "all",
    item: str = "",
    start: date | None = None,
    end: date | None = None,
) -> pd.DataFrame:
    """Return what the villages of the regency or of a district reported, by period.

    Parameters
    ----------
    area_code
        The regency or a district.
    cadence
        ``day``, ``week``, ``month``, ``quarter``, ``half_year``, ``year`` or ``other``.
    scope, item
        ``all``; ``family`` and its name; or ``service`` and its code.
    start, end
        Keep periods that lie within these days.

    Returns
    -------
    DataFrame
        ``period_start``, ``period_end``, ``villages`` (how many reported), ``requested``,
        ``completed``, ``rejected``, ``median_hours``, ``p90_hours``. By period; one of which
        nothing was reported is not there.
    """
    condition = all_of(
        {
            "area_code = :area_code": area_code,
            "scope = :scope": scope,
            "item = :item": item,
            "cadence = :cadence": cadence,
            "period_start >= :start": start,
            "period_end <= :end": end,
        }
    )
    rows = store.query(
        f"""SELECT period_start, period_end, villages, {_NUMBERS}
            FROM service_periods {condition} ORDER BY period_start, period_end""",  # noqa: S608
        **given(area_code=area_code, scope=scope, item=item, cadence=cadence, start=start, end=end),
    )
    return typed(rows, "service_periods")


@question
def village_periods(
    store: Store,
    *,
    village_code: str,
    cadence: str,
    start: date | None = None,
    end: date | None = None,
) -> pd.DataFrame:
    """Return what one village reported, by period, over all services.

    Parameters
    ----------
    cadence, start, end
        As of :func:`service_periods`.

    Returns
    -------
    DataFrame
        As :func:`service_periods`. The waiting times of several services cannot be added;
        ``median_hours`` and ``p90_hours`` are those of the services, averaged with the
        completed requests as weights.
    """
    condition = all_of(
        {
            "c.village_code = :village_code": village_code,
            "q.cadence = :cadence": cadence,
            "c.period_start >= :start": start,
            "c.period_end <= :end": end,
        }
    )
    rows = store.query(
        f"""SELECT c.period_start, c.period_end, 1 AS villages, SUM(c.requested) AS requested,
                   SUM(c.completed) AS completed, SUM(c.rejected) AS rejected,
                   {_averaged("median_hours")} AS median_hours,
                   {_averaged("p90_hours")} AS p90_hours
            FROM service_counts AS c JOIN {_PERIODS} AS q ON {_OF_PERIOD} {condition}
            GROUP BY c.period_start, c.period_end
            ORDER BY c.period_start, c.period_end""",  # noqa: S608
        **given(village_code=village_code, cadence=cadence, start=start, end=end),
    )
    return typed(rows, "service_counts", villages="integer")


def _averaged(column: str) -> str:
    """Average over the rows that have a value, weighted by what they completed."""
    return (
        f"SUM(c.{column} * c.completed) / "
        f"NULLIF(SUM(CASE WHEN c.{column} IS NOT NULL THEN c.completed END), 0)"
    )


@question
def village_cadences(store: Store, *, village_code: str) -> pd.DataFrame:
    """Return in what cadences one village reports.

    Returns
    -------
    DataFrame
        ``cadence``, ``rows`` (of all services together); the commonest first.
    """
    rows = store.query(
        f"""SELECT q.cadence, COUNT(*) AS rows
            FROM service_counts AS c JOIN {_PERIODS} AS q ON {_OF_PERIOD}
            WHERE c.village_code = :village_code
            GROUP BY q.cadence ORDER BY COUNT(*) DESC, q.cadence""",  # noqa: S608
        village_code=village_code,
    )
    return typed(rows, "service_periods", rows="integer")


@question
def village_mix(store: Store, *, village_code: str, start: date, end: date) -> pd.DataFrame:
    """Return what one village reported between two days, by service.

    A period belongs to the days that hold its middle.

    Returns
    -------
    DataFrame
        ``service_code``, ``name_id``, ``name_en``, ``family``, ``requested``, ``completed``,
        ``rejected``. Services of which nothing was reported are not there. Most first.
    """
    rows = store.query(
        f"""SELECT c.service_code, t.name_id, t.name_en, t.family,
                   SUM(c.requested) AS requested, SUM(c.completed) AS completed,
                   SUM(c.rejected) AS rejected
            FROM service_counts AS c JOIN {_PERIODS} AS q ON {_OF_PERIOD}
            JOIN service_types AS t ON t.code = c.service_code
            WHERE c.village_code = :village_code AND q.middle BETWEEN :start AND :end
            GROUP BY c.service_code, t.name_id, t.name_en, t.family
            ORDER BY COALESCE(SUM(c.requested), SUM(c.completed)) DESC, c.service_code""",  # noqa: S608
        village_code=village_code,
        start=start,
        end=end,
    )
    return typed(rows, "service_counts", "service_types")


@question
def area_mix(store: Store, *, area_code: str, span: str) -> pd.DataFrame:
    """Return what the villages of the regency or of a district reported in a span, by service.

    Returns
    -------
    DataFrame
        As :func:`village_mix`, and ``villages``: how many reported the service.
    """
    rows = store.query(
        """SELECT s.item AS service_code, t.name_id, t.name_en, t.family, s.villages,
                  s.requested, s.completed, s.rejected
           FROM service_totals AS s JOIN service_types AS t ON t.code = s.item
           WHERE s.area_code = :area_code AND s.scope = 'service' AND s.span = :span
           ORDER BY COALESCE(s.requested, s.completed) DESC, s.item""",
        area_code=area_code,
        span=span,
    )
    return typed(rows, "service_totals", "service_types", service_code="service_types.code")


_OF_SPAN = """s.days_reported, s.requested, s.completed, s.rejected, s.median_hours, s.p90_hours,
    s.last_end, s.rank_district, s.of_district, s.rank_regency, s.of_regency, a.population"""

_TOTALS = f"""s.area_code, a.name, a.kind, s.parent_code, p.name AS parent_name, s.level, s.span,
    s.villages, {_OF_SPAN}"""
_TOTALS_FROM = """service_totals AS s JOIN areas AS a ON a.code = s.area_code
    LEFT JOIN areas AS p ON p.code = s.parent_code"""


@question
def service_total(store: Store, *, area_code: str, span: str) -> pd.DataFrame:
    """Return what one area reported in a span over all services; one row, or none.

    Returns
    -------
    DataFrame
        The columns of the table ``service_totals`` but ``scope`` and ``item``; the area's
        ``name``, ``kind`` and ``population``; ``parent_name``.
    """
    rows = store.query(
        f"""SELECT {_TOTALS} FROM {_TOTALS_FROM}
            WHERE s.area_code = :area_code AND s.scope = 'all' AND s.item = ''
              AND s.span = :span""",  # noqa: S608
        area_code=area_code,
        span=span,
    )
    return typed(rows, "service_totals", "areas", parent_name="areas.name")


@question
def district_totals(store: Store, *, span: str, scope: str = "all", item: str = "") -> pd.DataFrame:
    """Return what the villages of each district reported in a span.

    Returns
    -------
    DataFrame
        The columns of :func:`service_total`, and ``tile_column``, ``tile_row``,
        ``villages_total`` (villages that the district has). Every district is there, by code;
        the numbers of one that reported nothing are missing.
    """
    rows = store.query(
        f"""SELECT a.code AS area_code, a.name, a.kind, a.parent_code, p.name AS parent_name,
                  a.level, s.span, COALESCE(s.villages, 0) AS villages, {_OF_SPAN},
                  a.tile_column, a.tile_row, n.villages AS villages_total
           FROM areas AS a
           LEFT JOIN service_totals AS s ON s.area_code = a.code AND s.scope = :scope
             AND s.item = :item AND s.span = :span
           LEFT JOIN areas AS p ON p.code = a.parent_code
           LEFT JOIN area_counts AS n ON n.code = a.code
           WHERE a.level = 'district' ORDER BY a.code""",  # noqa: S608
        span=span,
        scope=scope,
        item=item,
    )
    return typed(
        rows,
        "service_totals",
        "areas",
        parent_name="areas.name",
        villages_total="area_counts.villages",
    )


@question
def village_totals(
    store: Store, *, district_code: str, span: str, limit: int | None = None
) -> pd.DataFrame:
    """Return what each village of a district reported in a span, those with most first.

    Returns
    -------
    DataFrame
        The columns of :func:`service_total`. Villages that reported nothing come last.
    """
    rows = store.query(
        f"""SELECT {_TOTALS} FROM {_TOTALS_FROM}
            WHERE s.parent_code = :district_code AND s.scope = 'all' AND s.item = ''
              AND s.span = :span
            ORDER BY s.rank_district IS NULL, s.rank_district, s.area_code
            {"" if limit is None else "LIMIT :limit"}""",  # noqa: S608
        **given(district_code=district_code, span=span, limit=limit),
    )
    return typed(rows, "service_totals", "areas", parent_name="areas.name")


@question
def silent_villages(
    store: Store, *, before: date, district_code: str | None = None, limit: int | None = None
) -> pd.DataFrame:
    """Return villages that have reported nothing since a day, the longest silent first.

    Parameters
    ----------
    before
        Villages whose last report ends before this day, in the last 52 weeks.
    district_code
        Keep those of one district; None for all.
    limit
        How many to return at most.

    Returns
    -------
    DataFrame
        ``area_code``, ``name``, ``parent_name``, ``last_end`` (missing: nothing in 52 weeks),
        ``days_reported``.
    """
    condition = all_of({"s.parent_code = :district_code": district_code}, also=True)
    rows = store.query(
        f"""SELECT s.area_code, a.name, p.name AS parent_name, s.last_end, s.days_reported
            FROM {_TOTALS_FROM}
            WHERE s.level = 'village' AND s.scope = 'all' AND s.item = '' AND s.span = 'last'
              AND (s.last_end < :before OR s.last_end IS NULL) {condition}
            ORDER BY s.last_end NULLS FIRST, s.area_code
            {"" if limit is None else "LIMIT :limit"}""",  # noqa: S608
        **given(before=before, district_code=district_code, limit=limit),
    )
    return typed(rows, "service_totals", "areas", parent_name="areas.name")


@question
def silent_count(store: Store, *, before: date, district_code: str | None = None) -> int:
    """Return how many villages have reported nothing since a day; see :func:`silent_villages`."""
    condition = all_of({"parent_code = :district_code": district_code}, also=True)
    rows = store.query(
        f"""SELECT COUNT(*) AS n FROM service_totals
            WHERE level = 'village' AND scope = 'all' AND item = '' AND span = 'last'
              AND (last_end < :before OR last_end IS NULL) {condition}""",  # noqa: S608
        **given(before=before, district_code=district_code),
    )
    return int(rows["n"].iloc[0])


@question
def service_concentration(store: Store, *, span: str) -> pd.DataFrame:
    """Return what share of all requests the first so many per cent of the villages have.

    Returns
    -------
    DataFrame
        ``position`` (per cent of the reporting villages, most requests first), ``villages``,
        ``share`` (0 to 1).
    """
    rows = store.query(
        """SELECT position, villages, share FROM service_concentration
           WHERE span = :span ORDER BY position""",
        span=span,
    )
    return typed(rows, "service_concentration")


@question
def service_sources(store: Store) -> pd.DataFrame:
    """Return who gave the counts.

    Returns
    -------
    DataFrame
        ``source_id``, ``publisher``, ``source_title``, ``source_kind``, ``url``, ``published_on``,
        ``rows``, ``villages``, ``services``, ``period_start``, ``period_end``. Most rows first.
    """
    rows = store.query(
        """SELECT n.source_id, s.publisher, s.title AS source_title, s.kind AS source_kind,
                  s.url, s.published_on, n.rows, n.villages, n.services, n.period_start,
                  n.period_end
           FROM service_sources AS n JOIN sources AS s ON s.id = n.source_id
           ORDER BY n.rows DESC, n.source_id"""
    )
    return typed(rows, "service_sources", **SOURCE)
