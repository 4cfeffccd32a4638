"""A place on a tile map for each area: near its neighbours, one tile each."""

import math
from collections.abc import Mapping
from itertools import combinations, product

Place = tuple[int, int]
"""Column from the west and row from the north, both counted from 1."""

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

_ROOM = 1.4  # tiles for each area: some stay free, so that the outline shows
_WIDEST = 4.0  # a strip of areas still gets several rows


def tile_grid(points: Mapping[str, Point]) -> dict[str, Place]:
    """Give each area a tile so that the tiles lie about as the areas do.

    The grid has the proportions of the area on the ground. Each area takes the free tile nearest
    to its own place, the closest pairs first; then tiles are exchanged while that brings areas
    nearer to their places (sum of squared distances), as in a local search for the assignment
    problem. The same points give the same tiles.

    Parameters
    ----------
    points : mapping of str to (float, float)
        Latitude and longitude of each area.

    Returns
    -------
    dict of str to (int, int)
        Column and row of each area, counted from 1, without empty columns or rows.
    """
    if not points:
        return {}
    wishes, columns, rows = _wishes(points)
    cells = list(product(range(columns), range(rows)))

    def cost(code: str | None, cell: tuple[int, int]) -> float:
        if code is None:
            return 0.0
        x, y = wishes[code]
        return (x - cell[0]) ** 2 + (y - cell[1]) ** 2

    holders: dict[tuple[int, int], str | None] = dict.fromkeys(cells)
    waiting = set(points)
    for _, code, cell in sorted((cost(c, cell), c, cell) for c in points for cell in cells):
        if code in waiting and holders[cell] is None:
            holders[cell] = code
            waiting.remove(code)

    improved = True
    while improved:
        improved = False
        for a, b in combinations(cells, 2):
            before = cost(holders[a], a) + cost(holders[b], b)
            after = cost(holders[b], a) + cost(holders[a], b)
            if after < before - 1e-9:
                holders[a], holders[b] = holders[b], holders[a]
                improved = True
    return _packed({code: cell for cell, code in holders.items() if code is not None})


def tiles_in_order(codes: list[str]) -> dict[str, Place]:
    """Give areas tiles in the order of their list, row by row in a square.

    For areas whose place on the ground is not known: the map then shows no geography.
    """
    columns = math.ceil(math.sqrt(len(codes)))
    return {code: (i % columns + 1, i // columns + 1) for i, code in enumerate(codes)}


def _wishes(points: Mapping[str, Point]) -> tuple[dict[str, tuple[float, float]], int, int]:
    """Where each area would lie on a grid of tiles, and how many columns and rows it has."""
    latitudes = [lat for lat, _ in points.values()]
    longitudes = [lon for _, lon in points.values()]
    north, west = max(latitudes), min(longitudes)
    height = north - min(latitudes)
    # A degree of longitude is shorter than one of latitude, away from the equator.
    width = (max(longitudes) - west) * math.cos(math.radians(sum(latitudes) / len(latitudes)))
    ratio = min(max((width or 1e-9) / (height or 1e-9), 1 / _WIDEST), _WIDEST)
    columns = max(1, round(math.sqrt(_ROOM * len(points) * ratio)))
    rows = math.ceil(_ROOM * len(points) / columns)
    span_x = (max(longitudes) - west) or 1.0
    span_y = height or 1.0
    wishes = {
        code: ((lon - west) / span_x * (columns - 1), (north - lat) / span_y * (rows - 1))
        for code, (lat, lon) in points.items()
    }
    return wishes, columns, rows


def _packed(places: Mapping[str, tuple[int, int]]) -> dict[str, Place]:
    """Close empty columns and rows, and count from 1."""
    columns = sorted({column for column, _ in places.values()})
    rows = sorted({row for _, row in places.values()})
    return {
        code: (columns.index(column) + 1, rows.index(row) + 1)
        for code, (column, row) in sorted(places.items())
    }
