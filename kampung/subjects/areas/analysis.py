"""Which areas lie beside each other: by their boundaries, by their tiles, by their points."""

import json
import math
from typing import Literal

import numpy as np
import pandas as pd

Part = Literal[
    "north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest", "middle"
]
_PARTS: tuple[Part, ...] = (
    *("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"),
)
EARTH = 6371.0
"""Mean radius in kilometres."""
MIDDLE = 0.3
"""How far from the centre, as a part of the farthest, a point still lies in the middle."""

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


def nearest(points: pd.DataFrame, *, code: str, most: int) -> pd.DataFrame:
    """Find the areas whose points lie nearest to that of an area.

    Parameters
    ----------
    points
        ``code``, ``lat`` and ``lon`` in degrees, which may be missing, and more that is kept.
    code
        The area.
    most
        How many at most.

    Returns
    -------
    DataFrame
        Rows of `points` with ``km``, the great-circle distance (haversine), the nearest first;
        none where it is not known where the area lies.
    """
    placed = points.dropna(subset=["lat", "lon"])
    own = placed[placed["code"] == code]
    others = placed[placed["code"] != code]
    if own.empty:
        return others.iloc[:0].assign(km=pd.Series(dtype="float64"))
    lat, lon = (np.radians(others[name].astype(float)) for name in ("lat", "lon"))
    lat0, lon0 = (np.radians(float(own[name].iloc[0])) for name in ("lat", "lon"))
    half = (
        np.sin((lat - lat0) / 2) ** 2 + np.cos(lat0) * np.cos(lat) * np.sin((lon - lon0) / 2) ** 2
    )
    km = 2 * EARTH * np.arcsin(np.sqrt(half))
    return others.assign(km=km).sort_values(["km", "code"], ignore_index=True).head(most)


def part_of(points: pd.DataFrame, *, code: str) -> Part | None:
    """Tell in which part of all of them an area lies, seen from the centre of their points.

    Parameters
    ----------
    points
        As for :func:`nearest`; the areas of one district.
    code
        The area.

    Returns
    -------
    str or None
        One of eight directions, or ``middle``; None where fewer than three have a point, or the
        area has none.
    """
    placed = points.dropna(subset=["lat", "lon"]).reset_index(drop=True)
    own = placed.index[placed["code"] == code]
    if len(placed) < 3 or len(own) == 0:
        return None
    lat, lon = placed["lat"].astype(float), placed["lon"].astype(float)
    north = lat - lat.mean()
    # A degree of longitude is shorter than one of latitude, except at the equator.
    east = (lon - lon.mean()) * np.cos(np.radians(lat.mean()))
    far = np.hypot(north, east)
    if far[own[0]] <= MIDDLE * far.max():
        return "middle"
    turn = math.degrees(math.atan2(east[own[0]], north[own[0]]))
    return _PARTS[round(turn / 45) % 8]
