"""Questions on what the evidence engine found."""

from datetime import date

import pandas as pd

from kampung.store.asking import SOURCE, SOURCE_COLUMNS, all_of, given, typed
from kampung.store.door import question
from kampung.store.reading import Store


@question
def evidence_weights(store: Store) -> pd.DataFrame:
    """Return what it costs to give up a statement, by kind of source and exactness.

    Returns
    -------
    DataFrame
        ``source_kind``, ``exactness``, ``weight``, ``reason_id``, ``reason_en``.
    """
    rows = store.query(
        """SELECT source_kind, exactness, weight, reason_id, reason_en
           FROM evidence_weights ORDER BY source_kind, exactness"""
    )
    return typed(rows, "evidence_weights")


# What a pack says of its figures beside the figures themselves.
AIDS = {
    "figure_repeats": "figure_id, source_id",
    "figure_ties": "figure_id, tie",
    "figure_days": "figure_id, number, start_on, end_on, together",
    "evidence_witnesses": "voices, factor, reason_id, reason_en",
}


@question
def evidence_aids(store: Store, *, table: str) -> pd.DataFrame:
    """Return one of the tables that the evidence engine reads beside the figures.

    Parameters
    ----------
    table
        ``figure_repeats``, ``figure_ties``, ``figure_days`` or ``evidence_witnesses``; of one
        that the pack does not have there are no rows.
    """
    columns = AIDS[table]
    rows = store.query(f"SELECT {columns} FROM {table} ORDER BY {columns}")  # noqa: S608
    return typed(rows, table)


@question
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
        ``compared_name_id``, ``compared_name_en``, ``verdict`` (contradicts, disputed,
        follows, possible, uncheckable), ``reason_code``, ``reason_params`` (JSON),
        ``tested_start``, ``tested_end``, ``short_by``, ``slack``,
        ``implied_least``, ``implied_greatest``, ``others_least``, ``others_greatest`` (without
        the statements of the same source), ``follows_from``, ``used``, ``weight``, ``voices``,
        ``exactness``. Ordered by last day and id.
    """
    where = all_of({"f.area_code = :area_code": area_code, "f.source_id = :source_id": source_id})
    rows = store.query(
        f"""SELECT f.id, f.source_id, f.locator, f.area_code, f.metric, f.statistic, f.relation,
                   f.value, f.decimals, f.compared_metric, f.start_on, f.end_on, f.period_basis,
                   f.days_least, f.days_most, f.weeks, f.statement, f.reading_id, f.reading_en,
                   f.quality, f.conflict, f.period_note_id, f.period_note_en, f.note_id,
                   f.note_en, m.kind AS metric_kind, m.topic, m.name_id AS metric_name_id,
                   m.name_en AS metric_name_en, m.unit_id, m.unit_en,
                   c.name_id AS compared_name_id, c.name_en AS compared_name_en,
                   {SOURCE_COLUMNS}, e.verdict, e.reason_code, e.reason_params,
                   e.tested_start, e.tested_end, e.short_by, e.slack,
                   e.implied_least, e.implied_greatest, e.others_least, e.others_greatest,
                   e.follows_from, e.used, e.weight, e.voices, e.exactness
            FROM evidence_statements AS e
            JOIN figures AS f ON f.id = e.figure_id
            JOIN metrics AS m ON m.id = f.metric
            LEFT JOIN metrics AS c ON c.id = f.compared_metric
            JOIN sources AS s ON s.id = f.source_id
            {where} ORDER BY f.end_on, f.id""",  # noqa: S608
        **given(area_code=area_code, source_id=source_id),
    )
    return typed(
        rows,
        "figures",
        "metrics",
        "evidence_statements",
        metric_kind="metrics.kind",
        metric_name_id="metrics.name_id",
        metric_name_en="metrics.name_en",
        compared_name_id="metrics.name_id",
        compared_name_en="metrics.name_en",
        **SOURCE,
    )


@question
def evidence_links(store: Store, *, role: str | None = None) -> pd.DataFrame:
    """Return which figures a figure contradicts, or which support it.

    Returns
    -------
    DataFrame
        ``figure_id``, ``role`` (contradicts, smallest, supports, depends_on), ``other_id``.
    """
    where = all_of({"role = :role": role})
    rows = store.query(
        f"""SELECT figure_id, role, other_id FROM evidence_links
            {where} ORDER BY figure_id, role, other_id""",  # noqa: S608
        **given(role=role),
    )
    return typed(rows, "evidence_links")


@question
def evidence_windows(
    store: Store, *, metric: str | None = None, start: date | None = None, end: date | None = None
) -> pd.DataFrame:
    """Return least and greatest total, and the estimate, of every seven days.

    Returns
    -------
    DataFrame
        ``metric``, ``start_on``, ``end_on``, ``least``, ``greatest`` (missing where nothing
        bounds it), ``estimate``, ``least_unimodal``, ``greatest_unimodal`` (under the assumption
        of a single rise and fall), ``depends_on`` (ids of figures in dispute, or of uncertain
        days, separated by spaces). Ordered by metric and last day.
    """
    where = all_of({"metric = :metric": metric, "end_on >= :start": start, "start_on <= :end": end})
    rows = store.query(
        f"""SELECT metric, start_on, end_on, least, greatest, estimate, least_unimodal,
                   greatest_unimodal, depends_on
            FROM evidence_windows {where} ORDER BY metric, end_on""",  # noqa: S608
        **given(metric=metric, start=start, end=end),
    )
    return typed(
        rows,
        "evidence_windows",
        least="number",
        greatest="number",
        least_unimodal="number",
        greatest_unimodal="number",
    )


@question
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
    rows = store.query(
        f"""SELECT metric, unit, on_date, least, greatest, estimate
            FROM evidence_bands {where} ORDER BY on_date""",  # noqa: S608
        **given(metric=metric, unit=unit, start=start, end=end),
    )
    return typed(rows, "evidence_bands", least="number", greatest="number")


@question
def evidence_repairs(store: Store) -> pd.DataFrame:
    """Return the ways in which what contradicts itself could be put right.

    Returns
    -------
    DataFrame
        ``dispute``, ``repair``, ``figure_id`` (to be given up), ``weight`` and ``voices`` (of the
        whole repair), ``complete`` (whether all are told). Ordered by the first three.
    """
    rows = store.query(
        """SELECT dispute, repair, figure_id, weight, voices, complete
           FROM evidence_repairs ORDER BY dispute, repair, figure_id"""
    )
    return typed(rows, "evidence_repairs")


@question
def evidence_findings(store: Store) -> pd.DataFrame:
    """Return what the whole record forces that no page says, the longest first.

    Returns
    -------
    DataFrame
        ``metric``, ``start_on``, ``end_on``, ``least`` (people in that period), ``peak`` and
        ``peak_id`` (the highest week that was said), ``proof`` (JSON: ``asked`` and ``allowed``,
        whose difference is ``least``), ``supports`` (ids, separated by spaces).
    """
    return typed(
        store.query(
            """SELECT metric, start_on, end_on, least, peak, peak_id, proof, supports
               FROM evidence_findings
               ORDER BY julianday(end_on) - julianday(start_on) DESC, end_on"""
        ),
        "evidence_findings",
    )


@question
def evidence_waves(store: Store) -> pd.DataFrame:
    """Return whether each series can have risen once and fallen once, and when its peak can lie.

    Returns
    -------
    DataFrame
        ``metric``, ``start_on``, ``end_on``, ``possible``, ``peaks`` (last days of weeks, ISO
        text, separated by spaces).
    """
    rows = store.query(
        "SELECT metric, start_on, end_on, possible, peaks FROM evidence_waves ORDER BY metric"
    )
    return typed(rows, "evidence_waves")
