"""The questions that pages and exports ask, one function each.

Plain, portable SQL with named parameters; sums and counts are made by the database. Every function
returns a small frame whose columns are named in its docstring. A column has the same type wherever
it occurs: dates ``datetime64[us]``, whole numbers ``Int64``, numbers ``float64``, yes and no
``boolean``, everything else ``str``; missing values are missing, never zero or empty text.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import pandas as pd

from kampung.store.reading import Parameter, Store

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
BOOLEANS = frozenset({"self_service", "includes_area", "used", "possible"})
NUMBERS = frozenset(
    {
        "value", "lat", "lon", "area_km2", "median_hours", "p90_hours", "weight",
        "short_by", "slack", "implied_least", "implied_greatest", "least", "greatest", "estimate",
        "least_unimodal", "greatest_unimodal", "share",
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
        "validity_value", "villages_total", "villages_reporting", "villages_for_half", "total",
        "days_reported", "rank_district", "of_district", "rank_regency", "of_regency", "periods",
        "rows", "n", "boundaries", "days",
    }
)  # fmt: skip

# What rests on a source: under which name it is counted, and the rows that name it.
SOURCED = {
    "figures": "figures",
    "repeats": "figure_repeats",
    "observations": "observations",
    "events": "events",
    "awards": "awards",
    "award_sources": "award_sources",
    "award_accounts": "award_accounts",
    "cohorts": "cohorts",
    "adoption": "adoption",
    "service_types": "service_types",
    "service_counts": "service_sources",
    "programme_facts": "programme_facts",
    "areas": "area_sources",
    "boundaries": "boundaries",
}
# Counted when the store was built: there may be tens of millions of them.
COUNTED = frozenset({"service_sources", "area_sources"})

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


def meta(store: Store) -> dict[str, str]:
    """Return what the store says of itself.

    Returns
    -------
    dict
        ``content_hash``, ``schema_version``, ``built_by``, ``pack_name``, ``pack_version``,
        ``title_id``, ``title_en``, ``description_id``, ``description_en``, ``area_code``,
        ``article``, ``programme``, ``population_area``, ``focus_start`` and ``focus_end`` (ISO
        dates, empty when the pack has none), ``data_set`` (``published``, or ``simulated``: then
        also ``simulation_seed``).
    """
    rows = store.query("SELECT key, value FROM meta")
    return dict(zip(rows["key"], rows["value"], strict=True))


def dictionary(store: Store, *, table: str | None = None) -> pd.DataFrame:
    """Return what each column of each table means, in the order of the pack.

    Returns
    -------
    DataFrame
        ``table_name``, ``column_name`` (``*`` for the table itself), ``position``, ``type``,
        ``unit``, ``title_id``, ``title_en``, ``description_id``, ``description_en``.
    """
    where = all_of({"table_name = :table": table})
    return typed(
        store.query(
            f"""SELECT table_name, column_name, position, type, unit,
                       title_id, title_en, description_id, description_en
                FROM dictionary {where} ORDER BY table_name, position""",  # noqa: S608
            **given(table=table),
        )
    )


def sources(store: Store) -> pd.DataFrame:
    """Return every source with the number of rows that rest on it.

    Returns
    -------
    DataFrame
        ``id``, ``kind``, ``publisher``, ``title``, ``author``, ``published_on`` (text: a year,
        month or day), ``url``, ``language``, ``licence``, ``note_id``, ``note_en``, one count for
        each table (``figures``, ``repeats``, ``observations``, ``events``, ``awards``,
        ``award_sources``, ``award_accounts``, ``cohorts``, ``adoption``, ``service_types``,
        ``service_counts``, ``programme_facts``, ``areas``, ``boundaries``) and their sum
        ``rests_on_it``. Newest first.
    """
    joins = " ".join(
        f"LEFT JOIN (SELECT source_id, {'SUM(rows)' if rows in COUNTED else 'COUNT(*)'} "  # noqa: S608
        f"AS n FROM {rows} AS r GROUP BY source_id) AS {name}_of ON {name}_of.source_id = s.id"
        for name, rows in SOURCED.items()
    )
    counts = {name: f"COALESCE({name}_of.n, 0)" for name in SOURCED}
    columns = ", ".join(f"{count} AS {name}" for name, count in counts.items())
    return typed(
        store.query(
            f"""SELECT s.id, s.kind, s.publisher, s.title, s.author, s.published_on, s.url,
                       s.language, s.licence, s.note_id, s.note_en, {columns},
                       {" + ".join(counts.values())} AS rests_on_it
                FROM sources AS s {joins}
                ORDER BY COALESCE(s.published_on, '') DESC, s.id"""  # noqa: S608
        )
    )


def figures(
    store: Store,
    *,
    metrics: Sequence[str] | None = None,
    area_code: str | None = None,
    start: date | None = None,
    end: date | None = None,
    source_id: str | None = None,
) -> pd.DataFrame:
    """Return published figures with their source and the name of their metric.

    Parameters
    ----------
    metrics
        Ids of the metrics to return; None for all.
    area_code
        Kemendagri code of one area; None for all.
    start, end
        Keep figures whose period touches these days, both inclusive. Of a period whose first day is
        not known only the last day is compared.
    source_id
        Keep what rests on this source, as the one quoted or as a page that repeats it.

    Returns
    -------
    DataFrame
        All columns of the table ``figures``; ``metric_kind``, ``topic``, ``metric_name_id``,
        ``metric_name_en``, ``unit_id``, ``unit_en``; ``area_name``, ``area_level``;
        ``source_kind``, ``publisher``, ``source_title``, ``url``, ``published_on``,
        ``source_language``; ``repeats``: how many other pages print the same figure. Ordered by
        last day, metric and id.
    """
    if metrics is not None and not metrics:
        metrics = [""]  # no metric has an empty id, so nothing is found
    where = all_of(
        {
            "f.metric IN :metrics": metrics,
            "f.area_code = :area_code": area_code,
            "f.end_on >= :start": start,
            "COALESCE(f.start_on, f.end_on) <= :end": end,
            """(f.source_id = :source_id OR f.id IN
                (SELECT figure_id FROM figure_repeats WHERE source_id = :source_id))""": source_id,
        }
    )
    rows = store.query(
        f"""SELECT f.id, f.source_id, f.locator, f.area_code, f.metric, f.statistic, f.relation,
                   f.value, f.decimals, f.compared_metric, f.start_on, f.end_on, f.period_basis,
                   f.days_least, f.days_most, f.weeks, f.statement, f.reading_id, f.reading_en,
                   f.quality, f.conflict, f.period_note_id, f.period_note_en, f.note_id, f.note_en,
                   m.kind AS metric_kind, m.topic, m.name_id AS metric_name_id,
                   m.name_en AS metric_name_en, m.unit_id, m.unit_en,
                   a.name AS area_name, a.level AS area_level, {SOURCE_COLUMNS},
                   (SELECT COUNT(*) FROM figure_repeats AS r WHERE r.figure_id = f.id) AS repeats
            FROM figures AS f
            JOIN metrics AS m ON m.id = f.metric
            JOIN areas AS a ON a.code = f.area_code
            JOIN sources AS s ON s.id = f.source_id
            {where}
            ORDER BY f.end_on, f.metric, f.id""",  # noqa: S608
        **given(metrics=metrics, area_code=area_code, start=start, end=end, source_id=source_id),
    )
    return typed(rows)


def repeats(store: Store, figure_ids: Sequence[str]) -> pd.DataFrame:
    """Return the other pages that print the same figures.

    Returns
    -------
    DataFrame
        ``figure_id``, ``source_id``, ``source_kind``, ``publisher``, ``source_title``, ``url``,
        ``published_on``, ``source_language``.
    """
    return typed(
        store.query(
            f"""SELECT r.figure_id, r.source_id, {SOURCE_COLUMNS}
                FROM figure_repeats AS r JOIN sources AS s ON s.id = r.source_id
                WHERE r.figure_id IN :figure_ids
                ORDER BY r.figure_id, s.published_on, r.source_id""",  # noqa: S608
            figure_ids=list(figure_ids),
        )
    )


def metrics(store: Store) -> pd.DataFrame:
    """Return everything that is counted.

    Returns
    -------
    DataFrame
        ``id``, ``kind``, ``topic``, ``unit_id``, ``unit_en``, ``name_id``, ``name_en``,
        ``definition_id``, ``definition_en`` and ``figures``: how many figures there are. Ordered
        by topic and id.
    """
    return typed(
        store.query(
            """SELECT m.id, m.kind, m.topic, m.unit_id, m.unit_en, m.name_id, m.name_en,
                      m.definition_id, m.definition_en, COUNT(f.id) AS figures
               FROM metrics AS m LEFT JOIN figures AS f ON f.metric = m.id
               GROUP BY m.id, m.kind, m.topic, m.unit_id, m.unit_en, m.name_id, m.name_en,
                        m.definition_id, m.definition_en
               ORDER BY m.topic, m.id"""
        )
    )


def areas(
    store: Store, *, level: str | None = None, parent_code: str | None = None
) -> pd.DataFrame:
    """Return areas: the regency, its districts (kecamatan) or its villages (desa and kelurahan).

    Parameters
    ----------
    level
        ``regency``, ``district`` or ``village``; None for all.
    parent_code
        Code of the area that they lie in; None for all.

    Returns
    -------
    DataFrame
        ``code``, ``parent_code``, ``parent_name``, ``level``, ``kind``, ``name``, ``bps_code``,
        ``bps_source_id``, ``postcode``, ``lat``, ``lon``, ``tile_column``, ``tile_row``,
        ``population``, ``population_year``, ``population_source_id``, ``area_km2``,
        ``area_source_id``, ``source_id``. Ordered by code.
    """
    where = all_of({"a.level = :level": level, "a.parent_code = :parent_code": parent_code})
    return typed(
        store.query(
            f"""SELECT a.code, a.parent_code, p.name AS parent_name, a.level, a.kind, a.name,
                       a.bps_code, a.bps_source_id, a.postcode, a.lat, a.lon, a.tile_column,
                       a.tile_row, a.population, a.population_year, a.population_source_id,
                       a.area_km2, a.area_source_id, a.source_id
                FROM areas AS a LEFT JOIN areas AS p ON p.code = a.parent_code
                {where} ORDER BY a.code""",  # noqa: S608
            **given(level=level, parent_code=parent_code),
        )
    )


def area_kinds(store: Store) -> pd.DataFrame:
    """Return which kinds of areas there are.

    Returns
    -------
    DataFrame
        ``kind``: kabupaten, kota, kecamatan, distrik, desa, desa_adat or kelurahan. By name.
    """
    return typed(store.query("SELECT kind FROM area_kinds ORDER BY kind"))


def area_sources(store: Store) -> pd.DataFrame:
    """Return the registers that areas come from, those with most areas first.

    Returns
    -------
    DataFrame
        ``source_id``, ``publisher``, ``rows``: how many areas rest on it.
    """
    return typed(
        store.query(
            """SELECT n.source_id, s.publisher, n.rows
               FROM area_sources AS n JOIN sources AS s ON s.id = n.source_id
               ORDER BY n.rows DESC, n.source_id"""
        )
    )


def village_counts_by_district(store: Store) -> pd.DataFrame:
    """Return how many desa and kelurahan each district has, and its place on the tile map.

    Returns
    -------
    DataFrame
        ``code``, ``name``, ``lat``, ``tile_column``, ``tile_row``, ``desa`` (also desa adat),
        ``kelurahan``, ``villages`` (both). Ordered by code.
    """
    return typed(
        store.query(
            """SELECT d.code, d.name, d.lat, d.tile_column, d.tile_row, n.desa, n.kelurahan,
                      n.villages
               FROM areas AS d JOIN area_counts AS n ON n.code = d.code
               WHERE d.level = 'district' ORDER BY d.code"""
        )
    )


def events(store: Store, *, start: date | None = None, end: date | None = None) -> pd.DataFrame:
    """Return what happened between two days, both inclusive.

    Returns
    -------
    DataFrame
        ``id``, ``on_date``, ``end_on`` (missing for a single day), ``kind``, ``title_id``,
        ``title_en``, ``note_id``, ``note_en``, ``source_id`` and the source's columns as in
        :func:`figures`. By date.
    """
    where = all_of({"COALESCE(e.end_on, e.on_date) >= :start": start, "e.on_date <= :end": end})
    return typed(
        store.query(
            f"""SELECT e.id, e.on_date, e.end_on, e.kind, e.title_id, e.title_en, e.note_id,
                       e.note_en, e.source_id, {SOURCE_COLUMNS}
                FROM events AS e JOIN sources AS s ON s.id = e.source_id
                {where} ORDER BY e.on_date, e.id""",  # noqa: S608
            **given(start=start, end=end),
        )
    )


def observations(
    store: Store,
    *,
    metric: str,
    area_code: str | None = None,
    level: str | None = None,
    start: date | None = None,
    end: date | None = None,
) -> pd.DataFrame:
    """Return the daily series of a metric as they were imported or simulated.

    Parameters
    ----------
    area_code
        One area; None for all.
    level
        ``regency``, ``district`` or ``village``; None for all.
    start, end
        First and last day, both inclusive.

    Returns
    -------
    DataFrame
        ``area_code``, ``area_name``, ``area_level``, ``metric``, ``on_date``, ``value``,
        ``source_id`` and the source's columns as in :func:`figures`; a ``source_kind`` of
        simulation tells what was invented. By area and date.
    """
    where = all_of(
        {
            "o.metric = :metric": metric,
            "o.area_code = :area_code": area_code,
            "a.level = :level": level,
            "o.on_date >= :start": start,
            "o.on_date <= :end": end,
        }
    )
    return typed(
        store.query(
            f"""SELECT o.area_code, a.name AS area_name, a.level AS area_level, o.metric, o.on_date,
                       o.value, o.source_id, {SOURCE_COLUMNS}
                FROM observations AS o
                JOIN areas AS a ON a.code = o.area_code
                JOIN sources AS s ON s.id = o.source_id
                {where} ORDER BY o.area_code, o.on_date, o.source_id""",  # noqa: S608
            **given(metric=metric, area_code=area_code, level=level, start=start, end=end),
        )
    )


def observation_days(store: Store, *, metric: str) -> pd.DataFrame:
    """Return the sum of a metric over all areas of a level, for every day and source.

    Returns
    -------
    DataFrame
        ``level``, ``on_date``, ``source_id``, ``source_kind``, ``publisher``, ``areas`` (how many
        have a value), ``value`` (their sum). By date.
    """
    return typed(
        store.query(
            """SELECT a.level, o.on_date, o.source_id, s.kind AS source_kind, s.publisher,
                      COUNT(o.value) AS areas, SUM(o.value) AS value
               FROM observations AS o
               JOIN areas AS a ON a.code = o.area_code
               JOIN sources AS s ON s.id = o.source_id
               WHERE o.metric = :metric
               GROUP BY a.level, o.on_date, o.source_id, s.kind, s.publisher
               ORDER BY o.on_date, a.level, o.source_id""",
            metric=metric,
        )
    )


def observation_totals(
    store: Store, *, metric: str, level: str, start: date | None = None, end: date | None = None
) -> pd.DataFrame:
    """Return the sum of a metric over the days of a period, for every area of a level and source.

    Returns
    -------
    DataFrame
        ``code``, ``name``, ``tile_column``, ``tile_row``, ``source_id``, ``source_kind``,
        ``publisher``, ``days`` (how many have a value), ``start_on`` and ``end_on`` (the first
        and last of them), ``value`` (their sum). By area; an area without a value is not there.
    """
    where = all_of(
        {
            "o.metric = :metric": metric,
            "a.level = :level": level,
            "o.value IS NOT NULL": True,
            "o.on_date >= :start": start,
            "o.on_date <= :end": end,
        }
    )
    return typed(
        store.query(
            f"""SELECT a.code, a.name, a.tile_column, a.tile_row, o.source_id,
                       s.kind AS source_kind, s.publisher, COUNT(*) AS days,
                       MIN(o.on_date) AS start_on, MAX(o.on_date) AS end_on, SUM(o.value) AS value
                FROM observations AS o
                JOIN areas AS a ON a.code = o.area_code
                JOIN sources AS s ON s.id = o.source_id
                {where}
                GROUP BY a.code, a.name, a.tile_column, a.tile_row, o.source_id, s.kind, s.publisher
                ORDER BY a.code, o.source_id""",  # noqa: S608
            **given(metric=metric, level=level, start=start, end=end),
        )
    )


def awards(store: Store, *, scope: str | None = None, result: str | None = None) -> pd.DataFrame:
    """Return awards and nominations, the newest first.

    Parameters
    ----------
    scope
        ``programme`` or ``regency``; None for both.
    result
        ``won``, ``listed`` or ``nominated``; None for all.

    Returns
    -------
    DataFrame
        ``id``, ``on_date`` (missing when the day is not known), ``year``, ``date_precision``,
        ``name``, ``edition`` (text), ``theme``, ``category``, ``giver``, ``event``, ``place``,
        ``handed_by``, ``received_by``, ``result``, ``scope``, ``summary_id``, ``summary_en``,
        ``source_id``, ``note_id``, ``note_en``, ``accounts`` (how many different accounts are on
        record) and the source's columns as in :func:`figures`.
    """
    where = all_of({"w.scope = :scope": scope, "w.result = :result": result})
    return typed(
        store.query(
            f"""SELECT w.id, w.on_date, w.year, w.date_precision, w.name, w.edition, w.theme,
                       w.category, w.giver, w.event, w.place, w.handed_by, w.received_by, w.result,
                       w.scope, w.summary_id, w.summary_en, w.source_id, w.note_id, w.note_en,
                       (SELECT COUNT(*) FROM award_accounts AS c
                        WHERE c.award_id = w.id) AS accounts,
                       {SOURCE_COLUMNS}
                FROM awards AS w JOIN sources AS s ON s.id = w.source_id
                {where}
                ORDER BY w.year DESC, COALESCE(w.on_date, '') DESC, w.id""",  # noqa: S608
            **given(scope=scope, result=result),
        )
    )


def award_sources(store: Store, *, award_id: str | None = None) -> pd.DataFrame:
    """Return the further pages on each award, beside the source in its own row.

    Returns
    -------
    DataFrame
        ``award_id``, ``source_id`` and the source's columns as in :func:`figures`.
    """
    where = all_of({"r.award_id = :award_id": award_id})
    return typed(
        store.query(
            f"""SELECT r.award_id, r.source_id, {SOURCE_COLUMNS}
                FROM award_sources AS r JOIN sources AS s ON s.id = r.source_id
                {where} ORDER BY r.award_id, s.published_on, r.source_id""",  # noqa: S608
            **given(award_id=award_id),
        )
    )


def award_accounts(store: Store, *, award_id: str | None = None) -> pd.DataFrame:
    """Return every value where accounts of one ceremony disagree.

    Returns
    -------
    DataFrame
        ``award_id``, ``field`` (``place``, ``date`` …), ``value`` (text), ``source_id``,
        ``locator``, ``note_id``, ``note_en`` and the source's columns as in :func:`figures`.
    """
    where = all_of({"c.award_id = :award_id": award_id})
    return typed(
        store.query(
            f"""SELECT c.award_id, c.field, c.value, c.source_id, c.locator, c.note_id, c.note_en,
                       {SOURCE_COLUMNS}
                FROM award_accounts AS c JOIN sources AS s ON s.id = c.source_id
                {where} ORDER BY c.award_id, c.field, c.value""",  # noqa: S608
            **given(award_id=award_id),
        ),
        texts={"value"},
    )


def cohorts(store: Store) -> pd.DataFrame:
    """Return how many areas each year of a national selection chose.

    Returns
    -------
    DataFrame
        ``programme``, ``year``, ``areas_selected``, ``includes_area`` (whether ours was among
        them), ``source_id``, ``locator``, ``note_id``, ``note_en`` and the source's columns as in
        :func:`figures`. Ordered by programme and year.
    """
    return typed(
        store.query(
            f"""SELECT c.programme, c.year, c.areas_selected, c.includes_area, c.source_id,
                       c.locator, c.note_id, c.note_en, {SOURCE_COLUMNS}
                FROM cohorts AS c JOIN sources AS s ON s.id = c.source_id
                ORDER BY c.programme, c.year"""  # noqa: S608
        )
    )


def adoption(store: Store, *, aspect: str | None = None) -> pd.DataFrame:
    """Return how many villages did a thing by a date.

    Parameters
    ----------
    aspect
        ``programme`` or ``fibre``; None for both.

    Returns
    -------
    DataFrame
        ``id``, ``on_date``, ``end_on`` (last possible day, missing when the day is known),
        ``date_precision``, ``aspect``, ``villages``, ``out_of``, ``relation``, ``conflict``,
        ``source_id``, ``locator``, ``note_id``, ``note_en`` and the source's columns as in
        :func:`figures`. By date.
    """
    where = all_of({"d.aspect = :aspect": aspect})
    return typed(
        store.query(
            f"""SELECT d.id, d.on_date, d.end_on, d.date_precision, d.aspect, d.villages, d.out_of,
                       d.relation, d.conflict, d.source_id, d.locator, d.note_id, d.note_en,
                       {SOURCE_COLUMNS}
                FROM adoption AS d JOIN sources AS s ON s.id = d.source_id
                {where} ORDER BY d.on_date, d.id""",  # noqa: S608
            **given(aspect=aspect),
        )
    )


def service_types(
    store: Store, *, family: str | None = None, self_service: bool | None = None
) -> pd.DataFrame:
    """Return the kinds of letters and services that a village office issues.

    Returns
    -------
    DataFrame
        ``code``, ``letter_number`` (text), ``name_id``, ``name_en``, ``family``, ``self_service``,
        ``validity_value``, ``validity_unit`` (``day`` or ``month``), ``source_id`` and the source's
        columns as in :func:`figures`. Ordered by family and code.
    """
    chosen = None if self_service is None else int(self_service)
    where = all_of({"t.family = :family": family, "t.self_service = :self_service": chosen})
    return typed(
        store.query(
            f"""SELECT t.code, t.letter_number, t.name_id, t.name_en, t.family, t.self_service,
                       t.validity_value, t.validity_unit, t.source_id, {SOURCE_COLUMNS}
                FROM service_types AS t JOIN sources AS s ON s.id = t.source_id
                {where} ORDER BY t.family, t.code""",  # noqa: S608
            **given(family=family, self_service=chosen),
        )
    )


def programme_facts(store: Store, *, topic: str | None = None) -> pd.DataFrame:
    """Return facts of the programme: criteria, maturity classes, the checklist and so on.

    Returns
    -------
    DataFrame
        ``id``, ``topic``, ``position``, ``value``, ``unit_id``, ``unit_en``, ``on_date``,
        ``date_precision``, ``text_id``, ``text_en``, ``source_id``, ``note_id``, ``note_en`` and
        the source's columns as in :func:`figures`. Ordered by topic, position and id.
    """
    where = all_of({"p.topic = :topic": topic})
    return typed(
        store.query(
            f"""SELECT p.id, p.topic, p.position, p.value, p.unit_id, p.unit_en, p.on_date,
                       p.date_precision, p.text_id, p.text_en, p.source_id, p.note_id, p.note_en,
                       {SOURCE_COLUMNS}
                FROM programme_facts AS p JOIN sources AS s ON s.id = p.source_id
                {where} ORDER BY p.topic, COALESCE(p.position, 0), p.id""",  # noqa: S608
            **given(topic=topic),
        )
    )


def evidence_weights(store: Store) -> pd.DataFrame:
    """Return what it costs to give up a statement, by kind of source and exactness.

    Returns
    -------
    DataFrame
        ``source_kind``, ``exactness``, ``weight``, ``reason_id``, ``reason_en``.
    """
    return typed(
        store.query(
            """SELECT source_kind, exactness, weight, reason_id, reason_en
               FROM evidence_weights ORDER BY source_kind, exactness"""
        )
    )


def evidence_statements(
    store: Store, *, area_code: str | None = None, source_id: str | None = None
) -> pd.DataFrame:
    """Return published figures with the verdict that all others give on them.

    Parameters
    ----------
    area_code, source_id
        Keep the figures of one area, or of one source; None for all.

    Returns
    -------
    DataFrame
        The columns of :func:`figures` but for ``repeats`` and the area's, and
        ``compared_name_id``, ``compared_name_en``, ``verdict`` (follows, agrees,
        contradicts, uncheckable), ``reason_code``, ``reason_id``, ``reason_en``,
        ``tested_start``, ``tested_end``, ``short_by``, ``slack``, ``implied_least``,
        ``implied_greatest``, ``used``, ``weight``, ``exactness``. Ordered by last day and id.
    """
    where = all_of({"f.area_code = :area_code": area_code, "f.source_id = :source_id": source_id})
    return typed(
        store.query(
            f"""SELECT f.id, f.source_id, f.locator, f.area_code, f.metric, f.statistic, f.relation,
                       f.value, f.decimals, f.compared_metric, f.start_on, f.end_on, f.period_basis,
                       f.days_least, f.days_most, f.weeks, f.statement, f.reading_id, f.reading_en,
                       f.quality, f.conflict, f.period_note_id, f.period_note_en, f.note_id,
                       f.note_en, m.kind AS metric_kind, m.topic, m.name_id AS metric_name_id,
                       m.name_en AS metric_name_en, m.unit_id, m.unit_en,
                       c.name_id AS compared_name_id, c.name_en AS compared_name_en,
                       {SOURCE_COLUMNS}, e.verdict, e.reason_code, e.reason_id, e.reason_en,
                       e.tested_start, e.tested_end, e.short_by, e.slack, e.implied_least,
                       e.implied_greatest, e.used, e.weight, e.exactness
                FROM evidence_statements AS e
                JOIN figures AS f ON f.id = e.figure_id
                JOIN metrics AS m ON m.id = f.metric
                LEFT JOIN metrics AS c ON c.id = f.compared_metric
                JOIN sources AS s ON s.id = f.source_id
                {where} ORDER BY f.end_on, f.id""",  # noqa: S608
            **given(area_code=area_code, source_id=source_id),
        )
    )


def evidence_links(store: Store, *, role: str | None = None) -> pd.DataFrame:
    """Return which figures a figure contradicts, or which support it.

    Returns
    -------
    DataFrame
        ``figure_id``, ``role`` (contradicts, supports), ``other_id``.
    """
    where = all_of({"role = :role": role})
    return typed(
        store.query(
            f"""SELECT figure_id, role, other_id FROM evidence_links
                {where} ORDER BY figure_id, role, other_id""",  # noqa: S608
            **given(role=role),
        )
    )


def evidence_windows(
    store: Store, *, metric: str | None = None, start: date | None = None, end: date | None = None
) -> pd.DataFrame:
    """Return least and greatest total, and the estimate, of every seven days.

    Returns
    -------
    DataFrame
        ``metric``, ``start_on``, ``end_on``, ``least``, ``greatest`` (missing where nothing
        bounds it), ``estimate``, ``least_unimodal``, ``greatest_unimodal`` (under the assumption
        of a single rise and fall). Ordered by metric and last day.
    """
    where = all_of({"metric = :metric": metric, "end_on >= :start": start, "start_on <= :end": end})
    return typed(
        store.query(
            f"""SELECT metric, start_on, end_on, least, greatest, estimate, least_unimodal,
                       greatest_unimodal
                FROM evidence_windows {where} ORDER BY metric, end_on""",  # noqa: S608
            **given(metric=metric, start=start, end=end),
        )
    )


def evidence_bands(
    store: Store,
    *,
    metric: str,
    unit: str,
    start: date | None = None,
    end: date | None = None,
) -> pd.DataFrame:
    """Return the range and the estimate of single days.

    Parameters
    ----------
    unit
        ``day`` (people that day), ``cumulative`` (running total) or ``level`` (state of the day).

    Returns
    -------
    DataFrame
        ``metric``, ``unit``, ``on_date``, ``least``, ``greatest``, ``estimate``. By date.
    """
    where = all_of(
        {
            "metric = :metric": metric,
            "unit = :unit": unit,
            "on_date >= :start": start,
            "on_date <= :end": end,
        }
    )
    return typed(
        store.query(
            f"""SELECT metric, unit, on_date, least, greatest, estimate
                FROM evidence_bands {where} ORDER BY on_date""",  # noqa: S608
            **given(metric=metric, unit=unit, start=start, end=end),
        )
    )


def evidence_waves(store: Store) -> pd.DataFrame:
    """Return whether each series can have risen once and fallen once, and when its peak can lie.

    Returns
    -------
    DataFrame
        ``metric``, ``start_on``, ``end_on``, ``possible``, ``peaks`` (last days of weeks, ISO
        text, separated by spaces).
    """
    return typed(
        store.query(
            "SELECT metric, start_on, end_on, possible, peaks FROM evidence_waves ORDER BY metric"
        )
    )


def programme_counts(store: Store) -> dict[str, int]:
    """Return the numbers of things on record, for the overview.

    Returns
    -------
    dict
        ``districts``, ``villages``, ``desa``, ``kelurahan``, ``services``, ``self_services``,
        ``awards_won``, ``awards_listed``, ``awards_nominated``, ``figures``, ``sources``.
    """
    row = store.query(
        """SELECT
             (SELECT COUNT(*) FROM areas WHERE level = 'district') AS districts,
             (SELECT COUNT(*) FROM areas WHERE level = 'village') AS villages,
             (SELECT COUNT(*) FROM areas WHERE kind IN ('desa', 'desa_adat')) AS desa,
             (SELECT COUNT(*) FROM areas WHERE kind = 'kelurahan') AS kelurahan,
             (SELECT COUNT(*) FROM service_types) AS services,
             (SELECT COUNT(*) FROM service_types WHERE self_service = 1) AS self_services,
             (SELECT COUNT(*) FROM awards WHERE result = 'won') AS awards_won,
             (SELECT COUNT(*) FROM awards WHERE result = 'listed') AS awards_listed,
             (SELECT COUNT(*) FROM awards WHERE result = 'nominated') AS awards_nominated,
             (SELECT COUNT(*) FROM figures) AS figures,
             (SELECT COUNT(*) FROM sources) AS sources"""
    ).iloc[0]
    return {str(name): int(value) for name, value in row.items()}


def on_record(store: Store) -> dict[str, bool]:
    """Return which kinds of things the store knows, and how far, to say what is missing.

    Returns
    -------
    dict
        ``figures``, ``observations``, ``service_counts``: whether there is any;
        ``every_district``: whether each district has a figure or an observation;
        ``unread_titles``: whether the title of a source could not be read, which the pack then
        describes in square brackets.
    """
    questions = {
        "figures": "EXISTS (SELECT 1 FROM figures)",
        "observations": "EXISTS (SELECT 1 FROM observations)",
        "service_counts": "EXISTS (SELECT 1 FROM service_counts)",
        "every_district": """NOT EXISTS (
            SELECT 1 FROM areas AS d WHERE d.level = 'district'
            AND NOT EXISTS (SELECT 1 FROM figures AS f WHERE f.area_code = d.code)
            AND NOT EXISTS (SELECT 1 FROM observations AS o WHERE o.area_code = d.code))""",
        "unread_titles": "EXISTS (SELECT 1 FROM sources WHERE title LIKE '[%')",
    }
    asked = ", ".join(
        f"CASE WHEN {question} THEN 1 ELSE 0 END AS {name}" for name, question in questions.items()
    )
    row = store.query(f"SELECT {asked}").iloc[0]
    return {str(name): bool(value) for name, value in row.items()}


def given(**parameters: Parameter) -> dict[str, Parameter]:
    """Keep the parameters that were given, as :func:`all_of` keeps their conditions."""
    return {name: value for name, value in parameters.items() if value is not None}
