"""Questions on areas: their names, places, boundaries."""

import pandas as pd

from kampung.store.asking import SOURCE, all_of, given, typed
from kampung.store.door import DataSet, question
from kampung.store.reading import Store


@question
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
    rows = store.query(
        f"""SELECT a.code, a.parent_code, p.name AS parent_name, a.level, a.kind, a.name,
                   a.bps_code, a.bps_source_id, a.postcode, a.lat, a.lon, a.tile_column,
                   a.tile_row, a.population, a.population_year, a.population_source_id,
                   a.area_km2, a.area_source_id, a.source_id
            FROM areas AS a LEFT JOIN areas AS p ON p.code = a.parent_code
            {where} ORDER BY a.code""",  # noqa: S608
        **given(level=level, parent_code=parent_code),
    )
    return typed(rows, "areas", parent_name="areas.name")


@question
def area_kinds(store: Store) -> frozenset[str]:
    """Return which kinds of areas there are.

    Returns
    -------
    frozenset of str
        Of kabupaten, kota, kecamatan, distrik, desa, desa_adat and kelurahan.
    """
    return frozenset(store.query("SELECT kind FROM area_kinds")["kind"])


def area_name(data: Store | DataSet, code: str) -> str:
    """Name of an area; its code where the store does not know it."""
    names = areas(data).set_index("code")["name"]
    return str(names.get(code, code))


@question
def area_sources(store: Store) -> pd.DataFrame:
    """Return the registers that areas come from, those with most areas first.

    Returns
    -------
    DataFrame
        ``source_id``, ``publisher``, ``source_title``, ``source_kind``, ``url``,
        ``published_on``, ``rows``: how many areas rest on it.
    """
    rows = store.query(
        """SELECT n.source_id, s.publisher, s.title AS source_title, s.kind AS source_kind,
                  s.url, s.published_on, n.rows
           FROM area_sources AS n JOIN sources AS s ON s.id = n.source_id
           ORDER BY n.rows DESC, n.source_id"""
    )
    return typed(rows, "area_sources", **SOURCE)


@question
def village_counts_by_district(store: Store) -> pd.DataFrame:
    """Return how many desa and kelurahan each district has, and its place on the tile map.

    Returns
    -------
    DataFrame
        ``code``, ``name``, ``lat``, ``tile_column``, ``tile_row``, ``desa`` (also desa adat),
        ``kelurahan``, ``villages`` (both). Ordered by code.
    """
    rows = store.query(
        """SELECT d.code, d.name, d.lat, d.tile_column, d.tile_row, n.desa, n.kelurahan,
                  n.villages
           FROM areas AS d JOIN area_counts AS n ON n.code = d.code
           WHERE d.level = 'district' ORDER BY d.code"""
    )
    return typed(rows, "areas", "area_counts")


@question
def boundaries(store: Store, *, level: str, parent_code: str | None = None) -> pd.DataFrame:
    """Return imported boundaries of one level.

    Parameters
    ----------
    level
        ``regency``, ``district`` or ``village``.
    parent_code
        Keep areas that lie in this one; None for all.

    Returns
    -------
    DataFrame
        ``code``, ``name``, ``geometry`` (GeoJSON text, outer rings clockwise), ``source_id``,
        ``publisher``, ``source_title``, ``source_kind``, ``url``, ``published_on``. By
        code; empty where no boundaries were imported.
    """
    # A cross join keeps SQLite from walking through all areas where there are no boundaries.
    condition = all_of(
        {
            "b.level = :level": level,
            "a.parent_code = :parent_code": parent_code,
            "a.code = b.code": "",
        }
    )
    rows = store.query(
        f"""SELECT b.code, a.name, b.geometry, b.source_id, s.publisher,
                   s.title AS source_title, s.kind AS source_kind, s.url, s.published_on
            FROM boundaries AS b CROSS JOIN areas AS a
            JOIN sources AS s ON s.id = b.source_id
            {condition} ORDER BY b.code""",  # noqa: S608
        **given(level=level, parent_code=parent_code),
    )
    return typed(rows, "boundaries", "areas", **SOURCE)


@question
def area(store: Store, *, code: str) -> pd.DataFrame:
    """Return one area as :func:`areas` does, with its number of villages.

    Returns
    -------
    DataFrame
        One row, or none where there is no such area: the columns of ``areas``, ``parent_kind``,
        ``desa``, ``kelurahan`` (of a district), and of the source of the area's row
        ``publisher``, ``source_title``, ``source_kind``, ``url``, ``published_on``.
    """
    rows = store.query(
        """SELECT a.code, a.parent_code, p.name AS parent_name, p.kind AS parent_kind, a.level,
                  a.kind, a.name, a.bps_code, a.postcode, a.lat, a.lon, a.tile_column,
                  a.tile_row, a.population, a.population_year, a.area_km2, a.source_id,
                  s.publisher, s.title AS source_title, s.kind AS source_kind, s.url,
                  s.published_on, n.desa, n.kelurahan
           FROM areas AS a LEFT JOIN areas AS p ON p.code = a.parent_code
           JOIN sources AS s ON s.id = a.source_id
           LEFT JOIN area_counts AS n ON n.code = a.code
           WHERE a.code = :code""",
        code=code,
    )
    return typed(
        rows, "areas", "area_counts", parent_name="areas.name", parent_kind="areas.kind", **SOURCE
    )


@question
def area_names(
    store: Store, *, level: str | None = None, parent_code: str | None = None
) -> pd.DataFrame:
    """Return codes and names only, for a list to choose from.

    Returns
    -------
    DataFrame
        ``code``, ``name``, ``kind``, ``level``, ``parent_code``, ``parent_name``. By code.
    """
    condition = all_of({"a.level = :level": level, "a.parent_code = :parent_code": parent_code})
    rows = store.query(
        f"""SELECT a.code, a.name, a.kind, a.level, a.parent_code, p.name AS parent_name
            FROM areas AS a LEFT JOIN areas AS p ON p.code = a.parent_code
            {condition} ORDER BY a.code""",  # noqa: S608
        **given(level=level, parent_code=parent_code),
    )
    return typed(rows, "areas", parent_name="areas.name")


@question
def find_areas(store: Store, *, letters: str, limit: int = 20) -> pd.DataFrame:
    """Return districts and villages by a part of their name, by code or by postcode.

    Parameters
    ----------
    letters
        What somebody typed: capitals, spaces, dots and hyphens do not matter. Digits are the
        beginning of a code or of a postcode.

    Returns
    -------
    DataFrame
        As :func:`area_names`. Names that begin so come first, then by name; none where there is
        neither letter nor digit.
    """
    wanted = "".join(filter(str.isalnum, letters.lower()))
    name = "REPLACE(REPLACE(REPLACE(LOWER(a.name), ' ', ''), '-', ''), '''', '')"
    condition = f"{name} LIKE :within"
    if wanted.isdigit():
        condition = "(REPLACE(a.code, '.', '') LIKE :first OR a.postcode LIKE :first)"
    rows = store.query(
        f"""SELECT a.code, a.name, a.kind, a.level, a.parent_code, p.name AS parent_name
            FROM areas AS a LEFT JOIN areas AS p ON p.code = a.parent_code
            WHERE a.level <> 'regency' AND :wanted <> '' AND {condition}
            ORDER BY CASE WHEN {name} LIKE :first THEN 0 ELSE 1 END, a.name, a.code
            LIMIT :limit""",  # noqa: S608
        wanted=wanted,
        first=f"{wanted}%",
        limit=limit,
        **({} if wanted.isdigit() else {"within": f"%{wanted}%"}),
    )
    return typed(rows, "areas", parent_name="areas.name")


@question
def villages_in(store: Store) -> int:
    """Return how many villages the store has."""
    return int(store.query("SELECT COALESCE(SUM(villages), 0) AS n FROM area_counts")["n"].iloc[0])
