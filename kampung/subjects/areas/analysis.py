"""Which areas lie beside each other: by their boundaries, or by their tiles on the tile map."""

import json

import pandas as pd

TOUCHING = 2
"""Positions that two boundaries share at least: a common corner alone makes no neighbours."""


def beside_by_boundary(shapes: pd.DataFrame, *, code: str) -> list[str]:
    """Find the areas whose boundary has a stretch in common with that of an area.

    Parameters
    ----------
    shapes
        ``code`` and ``geometry``: GeoJSON text of a Polygon or MultiPolygon. Where two areas meet,
        both must have the very same positions, as in data whose shared borders were kept.
    code
        The area.

    Returns
    -------
    list of str
        Codes, in the order of `shapes`; empty where the area has no boundary.
    """
    positions = {
        str(row_code): _positions(text)
        for row_code, text in zip(shapes["code"], shapes["geometry"], strict=True)
    }
    own = positions.pop(code, set())
    return [other for other, there in positions.items() if len(own & there) >= TOUCHING]


def _positions(geometry: str) -> set[tuple[float, float]]:
    shape = json.loads(geometry)
    polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    return {(x, y) for polygon in polygons for ring in polygon for x, y, *_ in ring}


def beside_by_tile(tiles: pd.DataFrame, *, code: str) -> list[str]:
    """Find the areas whose tile touches that of an area, at a side or at a corner.

    Parameters
    ----------
    tiles
        ``code``, ``tile_column`` and ``tile_row``, which may be missing.
    code
        The area.

    Returns
    -------
    list of str
        Codes, in the order of `tiles`; empty where the area has no tile.
    """
    placed = tiles.dropna(subset=["tile_column", "tile_row"])
    own = placed[placed["code"] == code]
    if own.empty:
        return []
    across = (placed["tile_column"] - own["tile_column"].iloc[0]).abs()
    down = (placed["tile_row"] - own["tile_row"].iloc[0]).abs()
    touching = across.le(1) & down.le(1) & placed["code"].ne(code)
    return [str(other) for other in placed.loc[touching, "code"]]
