"""Questions on published figures, events and series of the epidemic."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from kampung.store.asking import SOURCE, SOURCE_COLUMNS, all_of, given, typed
from kampung.store.door import question
from kampung.store.reading import Store


@question
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
    return typed(
        rows,
        "figures",
        "metrics",
        metric_kind="metrics.kind",
        metric_name_id="metrics.name_id",
        metric_name_en="metrics.name_en",
        area_name="areas.name",
        area_level="areas.level",
        repeats="integer",
        **SOURCE,
    )


@question
def repeats(store: Store, figure_ids: Sequence[str]) -> pd.DataFrame:
    """Return the other pages that print the same figures.

    Returns
    -------
    DataFrame
        ``figure_id``, ``source_id``, ``source_kind``, ``publisher``, ``source_title``, ``url``,
        ``published_on``, ``source_language``.
    """
    rows = store.query(
        f"""SELECT r.figure_id, r.source_id, {SOURCE_COLUMNS}
            FROM figure_repeats AS r JOIN sources AS s ON s.id = r.source_id
            WHERE r.figure_id IN :figure_ids
            ORDER BY r.figure_id, s.published_on, r.source_id""",  # noqa: S608
        figure_ids=list(figure_ids),
    )
    return typed(rows, "figure_repeats", **SOURCE)


@question
def metrics(store: Store) -> pd.DataFrame:
    """Return everything that is counted.

    Returns
    -------
    DataFrame
        ``id``, ``kind``, ``topic``, ``unit_id``, ``unit_en``, ``name_id``, ``name_en``,
        ``definition_id``, ``definition_en`` and ``figures``: how many figures there are. Ordered
        by topic and id.
    """
    rows = store.query(
        """SELECT m.id, m.kind, m.topic, m.unit_id, m.unit_en, m.name_id, m.name_en,
                  m.definition_id, m.definition_en, COUNT(f.id) AS figures
           FROM metrics AS m LEFT JOIN figures AS f ON f.metric = m.id
           GROUP BY m.id, m.kind, m.topic, m.unit_id, m.unit_en, m.name_id, m.name_en,
                    m.definition_id, m.definition_en
           ORDER BY m.topic, m.id"""
    )
    return typed(rows, "metrics", figures="integer")


@question
def events(store: Store, *, start: date | None = None, end: date | None = None) -> pd.DataFrame:
    """Return what happened between two days, both inclusive.

    Returns
    -------
    DataFrame
        ``id``, ``on_date``, ``end_on`` (missing for a single day), ``kind``, ``title_id``,
        ``title_en``, ``label_id``, ``label_en`` (missing where the title is short), ``note_id``,
        ``note_en``, ``source_id`` and the source's columns as in
        :func:`figures`. By date.
    """
    where = all_of({"COALESCE(e.end_on, e.on_date) >= :start": start, "e.on_date <= :end": end})
    rows = store.query(
        f"""SELECT e.id, e.on_date, e.end_on, e.kind, e.title_id, e.title_en, e.label_id,
                   e.label_en, e.note_id, e.note_en, e.source_id, {SOURCE_COLUMNS}
            FROM events AS e JOIN sources AS s ON s.id = e.source_id
            {where} ORDER BY e.on_date, e.id""",  # noqa: S608
        **given(start=start, end=end),
    )
    return typed(rows, "events", **SOURCE)


@question
def observation_days(store: Store, *, metric: str) -> pd.DataFrame:
    """Return the sum of a metric over all areas of a level, for every day and source.

    Returns
    -------
    DataFrame
        ``level``, ``on_date``, ``source_id``, ``source_kind``, ``publisher``, ``areas`` (how many
        have a value), ``value`` (their sum). By date.
    """
    rows = store.query(
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
    return typed(rows, "observations", "areas", areas="integer", **SOURCE)


@question
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
    rows = store.query(
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
    return typed(
        rows, "observations", "areas", days="integer", start_on="date", end_on="date", **SOURCE
    )
