"""What a store says of itself."""

import pandas as pd

from kampung.store.asking import all_of, given, typed
from kampung.store.reading import Store


def meta(store: Store) -> dict[str, str]:
    """Return what the store says of itself.

    Returns
    -------
    dict
        ``content_hash``, ``schema_version``, ``built_by``, ``pack_name``, ``pack_version``,
        ``title_id``, ``title_en``, ``description_id``, ``description_en``, ``area_code``,
        ``article``, ``programme``, ``population_area``, ``focus_start``, ``focus_end`` and
        ``checked_on`` (ISO dates, empty when the pack has none), ``data_set`` (``published``, or
        ``simulated``: then also ``simulation_seed``).
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
    rows = store.query(
        f"""SELECT table_name, column_name, position, type, unit,
                   title_id, title_en, description_id, description_en
            FROM dictionary {where} ORDER BY table_name, position""",  # noqa: S608
        **given(table=table),
    )
    return typed(rows, "dictionary")
