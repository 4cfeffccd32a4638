"""The map of real boundaries: the tile map's colours on the shapes of the areas themselves."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from kampung.charts.theme import Look, Width, finished, layered, nothing, own
from kampung.language import Language
from kampung.rows import records
from kampung.subjects.areas.charts.ramp_key import LETTER, ramp_key
from kampung.subjects.areas.charts.tiles import (
    DASH_IF_MISSING,
    STYLE,
    pick,
    short_names,
    styled_areas,
    tooltips,
)

Ring = list[list[float]]

TALLEST = 620  # pixels that a map is tall at most
EDGE = 3  # pixels around the map: room for the edge of an area that is chosen
NAMED = 30  # areas from which on names would only crowd the map
FAINT = "66"  # opacity of the edge between two areas, in hexadecimal
PLACES = 4  # decimal places of a degree that are kept: eleven metres, a fraction of a pixel
TRIES = 21  # parallels on which a name is tried in an area
LINE = 15  # pixels from one line of a name to the next


def shape_map(
    shapes: pd.DataFrame,
    *,
    look: Look,
    language: Language,
    value_name: str,
    decimals: int | None = None,
    selected: str | None = None,
    selectable: bool = False,
    width: Width = "container",
) -> alt.LayerChart:
    """Draw a value for each area as the colour of its shape, with a key of the colours.

    Parameters
    ----------
    shapes
        Columns ``code, name, geometry, value``; ``geometry`` is the text of a GeoJSON Polygon or
        MultiPolygon in degrees. An area without a value has a dashed edge and no colour; one
        without a geometry is not drawn.
    value_name
        What is counted, in the reader's language.
    decimals
        Decimal places of the numbers.
    selected
        Code of an area to mark with a strong edge.
    selectable
        Whether a click picks an area: the selection ``tile`` with the field ``code``, as on the
        tile map.

    Returns
    -------
    altair.LayerChart
        As wide as its column and as tall as the shapes ask for, 620 pixels at most.
    """
    drawn = shapes[shapes["geometry"].notna()].reset_index(drop=True)
    if drawn.empty:
        return nothing(language.text("No data yet."), look=look, language=language, width=width)
    rows = styled_areas(drawn, look=look, language=language, decimals=decimals, selected=selected)
    rows["edge"] = rows["edge"].where(rows["edge"] != look.page, look.muted + FAINT)
    geometries = [_rounded(json.loads(text)) for text in rows["geometry"]]
    box = _box(geometries)
    key = ramp_key(rows["value"], look=look, language=language, decimals=decimals)
    degree = f"min((width - {2 * EDGE}) / {box.across}, {TALLEST} / {box.up})"
    west, north = f"({EDGE} - {box.west} * degree)", f"({key.room} + {box.north} * degree)"
    projection: dict[str, Any] = {
        # Near the equator degrees are as long in both directions, but for a per cent or two.
        "type": "identity",
        "reflectY": True,
        "scale": alt.ExprRef("degree"),
        "translate": alt.ExprRef(f"[{west}, {north}]"),
    }
    tips = tooltips(value_name)
    # Named, so that Altair leaves it where it is: as one of its data sets Streamlit would turn it
    # into a table, in which nested lists do not survive.
    features = alt.InlineData(name="shapes", values=_features(rows, geometries))
    base = alt.Chart(features).project(**projection)
    # A darker line beneath shows past the outermost edges: pale areas by the sea need a coast.
    coast = base.mark_geoshape(
        filled=False,
        stroke=look.muted,
        strokeWidth=alt.ExprRef("datum.missing ? 0 : 2"),
        tooltip=None,
        aria=False,
    )
    areas = base.mark_geoshape(
        fill=own("fill"),
        stroke=own("edge"),
        strokeWidth=own("thick"),
        strokeDash=DASH_IF_MISSING,
        strokeJoin="round",
    ).encode(tooltip=tips)
    if selectable:
        areas = areas.add_params(pick())
    layers: list[alt.Chart | alt.LayerChart] = [layered([coast, areas])]
    if len(rows) <= NAMED:
        layers += _names(rows, geometries, west=west, north=north, tips=tips)
    layers += key.layers
    chart = finished(
        layers,
        look=look,
        language=language,
        width=width,
        height=TALLEST,
        title=value_name,
    )
    # Vega lets a signal of this name stand for the height, and so the map has no empty space
    # above and below on a narrow screen.
    return chart.add_params(
        alt.param(name="degree", expr=degree),
        alt.param(name="height", expr=f"{key.room} + {box.up} * degree + {EDGE}"),
    )


# Shapes


@dataclass(frozen=True, slots=True)
class _Box:
    west: float
    north: float
    across: float
    up: float


def _features(rows: pd.DataFrame, geometries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """GeoJSON features with their properties beside the geometry.

    Vega reaches a nested property only under an escaped name, and a selection would hand back that.
    """
    fields = ["code", "name", *(name for name in STYLE if name not in ("ink", "number"))]
    return [
        {"type": "Feature", **properties, "geometry": geometry}
        for properties, geometry in zip(records(rows[fields]), geometries, strict=True)
    ]


def _rounded(geometry: dict[str, Any]) -> dict[str, Any]:
    """A geometry with no more digits than a screen shows, and no position twice in a row.

    Neighbours share their borders still: a position is rounded alike in both.
    """
    polygons = [[_thinned(ring) for ring in polygon] for polygon in _polygons(geometry)]
    kept = [[ring for ring in polygon if len(ring) >= 4] for polygon in polygons]
    whole = [
        polygon
        for polygon, before in zip(kept, polygons, strict=True)
        if polygon and len(before[0]) >= 4
    ]
    if not whole:
        return geometry
    return {"type": "MultiPolygon", "coordinates": whole}


def _polygons(geometry: dict[str, Any]) -> list[list[Ring]]:
    coordinates = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else list(coordinates)


def _thinned(ring: Ring) -> Ring:
    out: Ring = []
    for x, y, *_ in ring:
        position = [round(x, PLACES), round(y, PLACES)]
        if not out or position != out[-1]:
            out.append(position)
    return out


def _box(geometries: Sequence[dict[str, Any]]) -> _Box:
    positions = [
        position
        for geometry in geometries
        for polygon in _polygons(geometry)
        for ring in polygon
        for position in ring
    ]
    xs, ys = [x for x, _ in positions], [y for _, y in positions]
    # A map of nothing but a point has no size; a hundred metres do no harm.
    return _Box(
        west=min(xs),
        north=max(ys),
        across=round(max(max(xs) - min(xs), 0.001), PLACES),
        up=round(max(max(ys) - min(ys), 0.001), PLACES),
    )


# Names


def _names(
    rows: pd.DataFrame,
    geometries: Sequence[dict[str, Any]],
    *,
    west: str,
    north: str,
    tips: list[alt.Tooltip],
) -> list[alt.Chart]:
    """The name of each area within it, whole or cut short, where it has room."""
    places = pd.DataFrame([_middle(geometry) for geometry in geometries])
    words = pd.concat([rows[["code", "name", "ink", "tip"]], places], axis=1)
    words["short"] = short_names(words["name"].tolist())
    words["need"] = words["name"].str.len() * LETTER + 8
    words["need_short"] = words["short"].str.len() * LETTER + 8
    across, up = "datum.wide * degree", "datum.tall * degree"
    return [
        alt.Chart(words)
        .transform_calculate(
            label=f"{up} < {LINE} ? '' : {across} >= datum.need ? datum.name"
            f" : {across} >= datum.need_short ? datum.short : ''"
        )
        .mark_text(
            x=alt.ExprRef(f"{west} + datum.lon * degree"),
            y=alt.ExprRef(f"{north} - datum.lat * degree"),
            baseline="middle",
            color=own("ink"),
        )
        .encode(text="label:N", tooltip=tips)
    ]


def _middle(geometry: dict[str, Any]) -> dict[str, float]:
    """Where a name stands best in an area, and the room that it has there, in degrees.

    Of some parallels across the largest part the one on which a word, four times as wide as it is
    tall, may be largest. A centroid would do for round shapes; of a bent one it lies at the edge.
    """
    ring = max((polygon[0] for polygon in _polygons(geometry)), key=_size)
    turned = [[y, x] for x, y in ring]
    south, north = min(y for _, y in ring), max(y for _, y in ring)
    places = []
    for n in range(1, TRIES + 1):
        lat = south + (north - south) * n / (TRIES + 1)
        west, east = _longest_stretch(ring, at=lat)
        lon = (west + east) / 2
        low, high = _longest_stretch(turned, at=lon, around=lat)
        # Spikes do not count: a word is as tall as a line.
        rows = [lat + (east - west) * up for up in (-0.08, 0.0, 0.08)]
        ends = [_longest_stretch(ring, at=row, around=lon) for row in rows]
        wide = 2 * min(min(lon - left, right - lon) for left, right in ends)
        tall = 2 * min(lat - low, high - lat)
        places.append({"lon": lon, "lat": lat, "wide": wide, "tall": tall})
    # Of places that are equally wide the one with most room above and below.
    return max(
        places, key=lambda at: (round(min(at["wide"], 4 * at["tall"]), PLACES + 1), at["tall"])
    )


def _longest_stretch(ring: Ring, *, at: float, around: float | None = None) -> tuple[float, float]:
    """The longest part of a parallel that lies within a ring, or the one around a meridian."""
    crossings = sorted(
        ax + (at - ay) / (by - ay) * (bx - ax)
        for (ax, ay), (bx, by) in pairwise(ring)
        if (ay <= at) != (by <= at)
    )
    stretches = list(zip(crossings[::2], crossings[1::2], strict=False))
    if around is not None:
        stretches = [ends for ends in stretches if ends[0] <= around <= ends[1]]
    if not stretches:
        return (ring[0][0], ring[0][0]) if around is None else (around, around)
    return max(stretches, key=lambda ends: ends[1] - ends[0])


def _size(ring: Ring) -> float:
    """Area of a ring on the plane."""
    x0, y0 = ring[0]
    return abs(
        0.5
        * sum(
            (ax - x0) * (by - y0) - (bx - x0) * (ay - y0) for (ax, ay), (bx, by) in pairwise(ring)
        )
    )
