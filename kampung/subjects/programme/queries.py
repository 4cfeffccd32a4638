"""Questions on the programme: spread, selection, services offered, facts."""

import pandas as pd

from kampung.store.asking import SOURCE, SOURCE_COLUMNS, all_of, given, typed
from kampung.store.door import question
from kampung.store.reading import Store


@question
def cohorts(store: Store) -> pd.DataFrame:
    """Return how many areas each year of a national selection chose.

    Returns
    -------
    DataFrame
        ``programme``, ``year``, ``areas_selected``, ``includes_area`` (whether ours was among
        them), ``source_id``, ``locator``, ``note_id``, ``note_en`` and the source's columns as in
        :func:`figures`. Ordered by programme and year.
    """
    rows = store.query(
        f"""SELECT c.programme, c.year, c.areas_selected, c.includes_area, c.source_id,
                   c.locator, c.note_id, c.note_en, {SOURCE_COLUMNS}
            FROM cohorts AS c JOIN sources AS s ON s.id = c.source_id
            ORDER BY c.programme, c.year"""  # noqa: S608
    )
    return typed(rows, "cohorts", **SOURCE)


@question
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
    rows = store.query(
        f"""SELECT d.id, d.on_date, d.end_on, d.date_precision, d.aspect, d.villages, d.out_of,
                   d.relation, d.conflict, d.source_id, d.locator, d.note_id, d.note_en,
                   {SOURCE_COLUMNS}
            FROM adoption AS d JOIN sources AS s ON s.id = d.source_id
            {where} ORDER BY d.on_date, d.id""",  # noqa: S608
        **given(aspect=aspect),
    )
    return typed(rows, "adoption", **SOURCE)


@question
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
    rows = store.query(
        f"""SELECT t.code, t.letter_number, t.name_id, t.name_en, t.family, t.self_service,
                   t.validity_value, t.validity_unit, t.source_id, {SOURCE_COLUMNS}
            FROM service_types AS t JOIN sources AS s ON s.id = t.source_id
            {where} ORDER BY t.family, t.code""",  # noqa: S608
        **given(family=family, self_service=chosen),
    )
    return typed(rows, "service_types", **SOURCE)


@question
def programme_facts(store: Store, *, topic: str | None = None) -> pd.DataFrame:
    """Return facts of the programme: criteria, maturity classes, the checklist and so on.

    Returns
    -------
    DataFrame
        ``id``, ``topic``, ``position``, ``value``, ``unit_id``, ``unit_en``, ``on_date``,
        ``date_precision``, ``text_id``, ``text_en``, ``source_id``, ``locator``, ``note_id``,
        ``note_en``, ``asks``, ``asks_metric``, ``asks_start``, ``asks_end`` (of a claim without a
        number that can be tested) and the source's columns as in :func:`figures`. Ordered by topic,
        position and id.
    """
    where = all_of({"p.topic = :topic": topic})
    rows = store.query(
        f"""SELECT p.id, p.topic, p.position, p.value, p.unit_id, p.unit_en, p.on_date,
                   p.date_precision, p.text_id, p.text_en, p.source_id, p.locator, p.note_id,
                   p.note_en, p.asks, p.asks_metric, p.asks_start, p.asks_end, {SOURCE_COLUMNS}
            FROM programme_facts AS p JOIN sources AS s ON s.id = p.source_id
            {where} ORDER BY p.topic, COALESCE(p.position, 0), p.id""",  # noqa: S608
        **given(topic=topic),
    )
    return typed(rows, "programme_facts", **SOURCE)


@question
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
