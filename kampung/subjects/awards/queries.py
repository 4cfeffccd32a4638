"""Questions on awards."""

import pandas as pd

from kampung.store.asking import SOURCE, SOURCE_COLUMNS, all_of, given, typed
from kampung.store.door import question
from kampung.store.reading import Store


@question
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
    rows = store.query(
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
    return typed(rows, "awards", accounts="integer", **SOURCE)


@question
def award_accounts(store: Store, *, award_id: str | None = None) -> pd.DataFrame:
    """Return every value where accounts of one ceremony disagree.

    Returns
    -------
    DataFrame
        ``award_id``, ``field`` (``place``, ``date`` …), ``value`` (text), ``source_id``,
        ``locator``, ``note_id``, ``note_en`` and the source's columns as in :func:`figures`.
    """
    where = all_of({"c.award_id = :award_id": award_id})
    rows = store.query(
        f"""SELECT c.award_id, c.field, c.value, c.source_id, c.locator, c.note_id, c.note_en,
                   {SOURCE_COLUMNS}
            FROM award_accounts AS c JOIN sources AS s ON s.id = c.source_id
            {where} ORDER BY c.award_id, c.field, c.value""",  # noqa: S608
        **given(award_id=award_id),
    )
    return typed(rows, "award_accounts", **SOURCE)
