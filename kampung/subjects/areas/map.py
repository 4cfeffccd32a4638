"""The map of districts, or of one district's villages: real boundaries, or else tiles."""

from collections.abc import Sequence
from typing import Literal

import pandas as pd
from altair import LayerChart

from kampung.charts.theme import Look
from kampung.language import Language
from kampung.pack.tiles import tile_grid, tiles_in_order
from kampung.pictures.sources import Source, sources_of, together
from kampung.store.door import DataSet
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.areas.charts.shapes import shape_map
from kampung.subjects.areas.charts.tiles import tile_map
from kampung.subjects.areas.words import Drawn

Level = Literal["district", "village"]
Way = Literal["map", "tiles", "order"]

# More tiles than this would be a wall, and more shapes than this a heap.
MOST_VILLAGES = 60


def drawn_as(data: DataSet, *, level: Level, parent_code: str | None = None) -> Way | None:
    """How the areas can be drawn.

    Returns
    -------
    str or None
        ``map`` where boundaries were imported; ``tiles`` where each area has a tile about where it
        lies; ``order`` where nobody knows where the villages lie, so that their tiles stand in the
        order of their codes; None where a map would show nothing, or too much.
    """
    if level == "district":
        if len(areas_queries.boundaries(data, level=level)):
            return "map"
        return (
            "tiles"
            if areas_queries.village_counts_by_district(data)["tile_column"].notna().any()
            else None
        )
    counts = areas_queries.village_counts_by_district(data).set_index("code")["villages"]
    if not 0 < int(counts.get(parent_code, 0)) <= MOST_VILLAGES:
        return None
    if len(areas_queries.boundaries(data, level=level, parent_code=parent_code)):
        return "map"
    return "tiles" if _are_placed(_villages(data, parent_code)) else "order"


def said_as(data: DataSet, *, level: Level, parent_code: str | None = None) -> Drawn:
    """What a description is to call the map: with real boundaries, or tiles."""
    is_map = drawn_as(data, level=level, parent_code=parent_code) == "map"
    return "map" if is_map else "tiles"


def with_boundaries(
    sources: Sequence[Source], data: DataSet, *, level: Level, parent_code: str | None = None
) -> tuple[Source, ...]:
    """Sources of a map, with those who drew the boundaries."""
    shapes = areas_queries.boundaries(data, level=level, parent_code=parent_code)
    return together(sources, sources_of(shapes))


def sources_of_areas(data: DataSet) -> tuple[Source, ...]:
    """The registers that areas come from, those with most areas first."""
    rows = areas_queries.area_sources(data)
    return together(*(sources_of(rows[rows["source_id"] == one]) for one in rows["source_id"]))


def area_map(
    data: DataSet,
    rows: pd.DataFrame,
    *,
    look: Look,
    language: Language,
    level: Level,
    value_name: str,
    parent_code: str | None = None,
    decimals: int | None = None,
    selected: str | None = None,
    selectable: bool = False,
) -> LayerChart | None:
    """Draw a value for each area as the colour of its shape, or of a tile where it has none.

    Parameters
    ----------
    data
        Knows the boundaries.
    rows
        Columns ``code, name, value``, and of districts ``tile_column, tile_row``. A missing value
        is a gap, not zero.
    level
        What the areas are.
    value_name
        What is counted, in the reader's language.
    parent_code
        Of villages: their district.
    decimals
        Decimal places of the numbers.
    selected
        Code of an area to mark.
    selectable
        Whether a click picks an area: the selection ``tile`` with the field ``code``.

    Returns
    -------
    altair.LayerChart or None
        None where :func:`drawn_as` knows no way. Keep it: it is made anew in each call.
    """
    drawn = drawn_as(data, level=level, parent_code=parent_code)
    if drawn is None:
        return None
    if drawn == "map":
        shapes = areas_queries.boundaries(data, level=level, parent_code=parent_code)
        return shape_map(
            rows[["code", "name", "value"]].merge(shapes[["code", "geometry"]], on="code"),
            look=look,
            language=language,
            value_name=value_name,
            decimals=decimals,
            selected=selected,
            selectable=selectable,
        )
    return tile_map(
        rows if level == "district" else _placed(rows, _villages(data, parent_code)),
        look=look,
        language=language,
        value_name=value_name,
        decimals=decimals,
        selected=selected,
        selectable=selectable,
    )


def _villages(data: DataSet, district: str | None) -> pd.DataFrame:
    return areas_queries.areas(data, level="village", parent_code=district)


def _are_placed(villages: pd.DataFrame) -> bool:
    return bool(villages[["lat", "lon"]].notna().all(axis=None))


def _placed(rows: pd.DataFrame, villages: pd.DataFrame) -> pd.DataFrame:
    """Give each village a tile: about where it lies, or in the order of the codes."""
    if _are_placed(villages):
        points = villages.set_index("code")[["lat", "lon"]].astype(float)
        places = tile_grid({str(code): (lat, lon) for code, lat, lon in points.itertuples()})
    else:
        places = tiles_in_order(sorted(villages["code"]))
    own = rows[rows["code"].isin(places)]
    return own.assign(
        tile_column=[places[code][0] for code in own["code"]],
        tile_row=[places[code][1] for code in own["code"]],
    )
