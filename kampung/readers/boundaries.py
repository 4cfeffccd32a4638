"""Boundaries of areas: GeoJSON in, checked shapes by Kemendagri code out.

Maps are drawn by Vega, whose geometry is spherical: an outer ring must run clockwise, or the area
is everything but itself. GeoJSON (RFC 7946) wants the contrary, so rings are turned as needed.
"""

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from kampung.privacy import mask, shown
from kampung.readers import limits
from kampung.readers.codes import kemendagri_code
from kampung.readers.files import UnreadableFileError, nothing_quoted, open_file
from kampung.readers.rejects import reject_frame

Ring = list[list[float]]
Polygon = list[Ring]

# Indonesia from Sabang to Merauke, Miangas to Rote, with room to spare; degrees.
_LONGITUDES = (94.0, 142.0)
_LATITUDES = (-12.0, 7.0)
_WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")

_LONGEST_CODE = 40  # characters
# Names under which codes are found in the country's boundaries.
_KNOWN_PROPERTY = re.compile(
    r"(?:(?:kd[a-z]{2,4}|kode|code|id|kemendagri|bps|kdn|big|area|wilayah|adm[0-4]?|pcode|desa|kel|"
    r"kelurahan|kec|kecamatan|kab|kabupaten|kota|prov|provinsi|village|district|regency|no|nomor|"
    r"properties|kdc?pum|kdebps|iddesa|idkec|idkab|kodedesa|kodekec|dagri|region)(?:[._ /-]|$))+",
    re.IGNORECASE,
)

_MESSAGES: Mapping[str, str] = {
    "geometry_missing": "The feature has no geometry. Leave it out or draw it.",
    "geometry_type": "Only Polygon and MultiPolygon are boundaries of areas.",
    "ring_invalid": "A ring needs four or more positions of two numbers, the last like the first.",
    "coordinates_swapped": "Longitude and latitude are exchanged. GeoJSON writes longitude first.",
    "coordinates_projected": "The coordinates are no degrees. Export in WGS 84 (EPSG:4326).",
    "coordinates_outside": "Some positions lie outside Indonesia. Check the coordinate system.",
    "code_missing": "The feature has no code. Give it the Kemendagri code of its area.",
    "code_repeated": "Another feature has this code. Join them to one MultiPolygon.",
}


@dataclass(frozen=True)
class BoundaryImport:
    """What a reading of boundaries gives.

    Attributes
    ----------
    boundaries : DataFrame
        code (str, Kemendagri with points), level (str), geometry (str, GeoJSON text of a Polygon
        or MultiPolygon, outer rings clockwise); sorted by code, each code once.
    level : str
        Level of the areas: regency, district or village.
    code_property : str
        Property that holds the code; points part the names of nested properties. Only a name of
        known words is given, since another may say who somebody is.
    missing : tuple of str
        Codes of the pack, at this level, that have no boundary.
    extra : tuple of str
        Codes in the file that the pack does not have at this level; of those of another province
        only what they are, since a number of ten digits may be a telephone's.
    rewound : int
        How many rings were turned round.
    rejects : DataFrame
        Features that were not taken: file, line (number of the feature, counted from 1), column,
        value, reason_code, message_en.
    """

    boundaries: pd.DataFrame
    level: str
    code_property: str
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    rewound: int
    rejects: pd.DataFrame


def read_boundaries(path: Path, areas: pd.DataFrame) -> BoundaryImport:
    """Read boundaries and join them to the areas of a pack on their code.

    The property with the code is found by its values: it is the one in which most features hold
    a code of the pack, each another one. Kemendagri codes may be written with points or without.

    Parameters
    ----------
    path : pathlib.Path
        A GeoJSON FeatureCollection in WGS 84.
    areas : DataFrame
        The pack's table ``areas``: code, level.

    Returns
    -------
    BoundaryImport

    Raises
    ------
    KampungError
        The file is no FeatureCollection in WGS 84, or no property holds codes of the pack.
    """
    with nothing_quoted():
        return _read(path, areas)


def _read(path: Path, areas: pd.DataFrame) -> BoundaryImport:
    features = _features(path)
    levels = dict(zip(areas["code"].astype(str), areas["level"].astype(str), strict=True))
    properties = [dict(_flat(feature.get("properties"))) for feature in features]
    code_property = _code_property(path, properties, levels)
    column = _shown_property(code_property)
    codes = [_code(values.get(code_property)) for values in properties]
    level = Counter(levels[code] for code in codes if code in levels).most_common(1)[0][0]
    expected = {code for code, its_level in levels.items() if its_level == level}

    shapes: dict[str, str] = {}
    problems: list[tuple[int, str, str, str]] = []
    rewound = 0
    for number, (feature, code) in enumerate(zip(features, codes, strict=True), start=1):
        if code is None:
            problems.append((number, column, "", "code_missing"))
        elif code in shapes:
            problems.append((number, column, code, "code_repeated"))
        elif code in expected:
            geometry, turned, problem = _checked(feature.get("geometry"))
            if problem is not None:
                problems.append((number, "geometry", code, problem))
                continue
            rewound += turned
            shapes[code] = json.dumps(geometry, separators=(",", ":"))
    frame = pd.DataFrame(
        {"code": sorted(shapes), "level": level, "geometry": [shapes[c] for c in sorted(shapes)]},
        dtype="str",
    )
    return BoundaryImport(
        boundaries=frame,
        level=level,
        code_property=column,
        missing=tuple(sorted(expected - shapes.keys())),
        extra=_extra({code for code in codes if code is not None} - expected, expected),
        rewound=rewound,
        rejects=_reject_frame(shown(path), problems),
    )


def flat_features(boundaries: pd.DataFrame) -> list[dict[str, Any]]:
    """Make GeoJSON features for a chart, with the code beside the geometry and not beneath it.

    Vega reaches a nested property only under an escaped name; a flat one keeps its own.

    Parameters
    ----------
    boundaries : DataFrame
        code and geometry, as in `BoundaryImport`.

    Returns
    -------
    list of dict
        ``{"type": "Feature", "code": …, "geometry": …}``.
    """
    return [
        {"type": "Feature", "code": code, "geometry": json.loads(geometry)}
        for code, geometry in zip(boundaries["code"], boundaries["geometry"], strict=True)
    ]


def centres(boundaries: pd.DataFrame) -> pd.DataFrame:
    """Centre of each area: the centroid of its largest polygon's outer ring, on the plane.

    Good enough to put a tile or a label, no more.

    Returns
    -------
    DataFrame
        code (str), lat, lon (float64, degrees).
    """
    rows = []
    for feature in flat_features(boundaries):
        ring = max((polygon[0] for polygon in _polygons(feature["geometry"])), key=_size)
        lon, lat = _centroid(ring)
        rows.append((feature["code"], lat, lon))
    return pd.DataFrame(rows, columns=["code", "lat", "lon"])


# --- the file -----------------------------------------------------------------------------------


def _features(path: Path) -> list[dict[str, Any]]:
    content = _json(path)
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        raise UnreadableFileError(
            f"{shown(path)} is no GeoJSON FeatureCollection. Export the boundaries as GeoJSON."
        )
    if content.get("crs") is not None and not _is_wgs84(content["crs"]):
        raise UnreadableFileError(
            f"{shown(path)} uses another coordinate system than WGS 84. Export in EPSG:4326."
        )
    features = content.get("features")
    if not isinstance(features, list) or not features:
        raise UnreadableFileError(f"{shown(path)} has no features. Export the boundaries again.")
    return [feature if isinstance(feature, dict) else {} for feature in features]


def _json(path: Path) -> object:
    with open_file(path, most=limits.BOUNDARY_BYTES) as file:
        content = file.read()
    parts = sum(content.count(mark) for mark in (b"[", b"{", b":"))
    if parts > limits.BOUNDARY_PARTS:
        raise UnreadableFileError(
            f"{shown(path)} has more than {limits.BOUNDARY_PARTS:,} positions and properties, and "
            "no more are read. Simplify the boundaries, or export fewer areas."
        )
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise UnreadableFileError(
            f"{shown(path)} is no JSON in UTF-8, or one of parts without end in each other. "
            "Export the boundaries as GeoJSON."
        ) from None


def _is_wgs84(system: object) -> bool:
    properties = system.get("properties") if isinstance(system, Mapping) else None
    name = properties.get("name") if isinstance(properties, Mapping) else None
    return isinstance(name, str) and any(known in name for known in _WGS84)


def _flat(properties: object, prefix: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    if not isinstance(properties, Mapping) or depth > limits.PROPERTY_DEPTH:
        return
    for name, value in properties.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.", depth + 1)
        else:
            yield f"{prefix}{name}", value


def _code(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value)
    return kemendagri_code(text) if len(text) <= _LONGEST_CODE else None


def _code_property(
    path: Path, properties: Sequence[Mapping[str, Any]], levels: Mapping[str, str]
) -> str:
    """Find the property that tells most features apart by codes that the pack has."""
    found: dict[str, set[str]] = defaultdict(set)  # in the order of the names
    for values in properties:
        for name, value in values.items():
            if (code := _code(value)) in levels:
                assert code is not None  # noqa: S101 - for the type checker
                found[name].add(code)
    if not found:
        raise UnreadableFileError(
            f"{shown(path)}: no property holds codes of areas of this pack. Give each feature a "
            'property such as "kode" with its Kemendagri code.'
        )
    return max(found, key=lambda name: len(found[name]))


def _shown_property(name: str) -> str:
    return name if len(name) <= _LONGEST_CODE and _KNOWN_PROPERTY.fullmatch(name) else "property"


def _extra(codes: set[str], expected: set[str]) -> tuple[str, ...]:
    provinces = {code[:2] for code in expected}
    return tuple(
        code if code[:2] in provinces else mask(code.replace(".", "")) for code in sorted(codes)
    )


def _reject_frame(file: str, problems: Sequence[tuple[int, str, str, str]]) -> pd.DataFrame:
    rows = [
        (file, number, column, mask(value, is_code=True), reason, _MESSAGES[reason])
        for number, column, value, reason in problems
    ]
    names = ["file", "line", "column", "value", "reason_code", "message_en"]
    return reject_frame([pd.DataFrame(rows, columns=names)] if rows else [])


# --- geometry -----------------------------------------------------------------------------------


def _checked(geometry: object) -> tuple[dict[str, Any], int, str | None]:
    """Check a geometry and turn its rings.

    Returns
    -------
    dict, int, str or None
        The geometry with two coordinates a position, the number of turned rings, and the reason
        why it cannot be taken.
    """
    if not isinstance(geometry, Mapping):
        return {}, 0, "geometry_missing"
    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return {}, 0, "geometry_type"
    try:
        polygons = [
            [[[_degrees(x), _degrees(y)] for x, y, *_ in ring] for ring in polygon]
            for polygon in _polygons(geometry)
        ]
    except (TypeError, ValueError, KeyError, OverflowError):
        return {}, 0, "ring_invalid"
    rings = [ring for polygon in polygons for ring in polygon]
    if not rings or not all(polygons):
        return {}, 0, "geometry_missing"
    if any(len(ring) < 4 or ring[0] != ring[-1] for ring in rings):
        return {}, 0, "ring_invalid"
    problem = _misplaced([position for ring in rings for position in ring])
    if problem is not None:
        return {}, 0, problem
    turned = 0
    for polygon in polygons:
        for number, ring in enumerate(polygon):
            is_outer = number == 0
            if is_outer != (signed_area(ring) < 0):
                ring.reverse()
                turned += 1
    is_one = geometry["type"] == "Polygon"
    coordinates = polygons[0] if is_one else polygons
    return {"type": geometry["type"], "coordinates": coordinates}, turned, None


def _degrees(value: object) -> float:
    # A text of digits is no number in GeoJSON; a coordinate of 400 digits is none on Earth.
    if type(value) not in (int, float):
        raise TypeError
    number = float(value)  # type: ignore[arg-type]
    if not math.isfinite(number):
        raise ValueError
    return number


def _polygons(geometry: Mapping[str, Any]) -> list[Any]:
    coordinates = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else list(coordinates)


def _misplaced(positions: Sequence[Sequence[float]]) -> str | None:
    def inside(lon: float, lat: float) -> bool:
        return _LONGITUDES[0] <= lon <= _LONGITUDES[1] and _LATITUDES[0] <= lat <= _LATITUDES[1]

    if all(inside(x, y) for x, y in positions):
        return None
    if all(inside(y, x) for x, y in positions):
        return "coordinates_swapped"
    if any(abs(x) > 180 or abs(y) > 90 for x, y in positions):
        return "coordinates_projected"
    return "coordinates_outside"


def signed_area(ring: Sequence[Sequence[float]]) -> float:
    """Area of a closed ring on the plane: positive if it runs counter-clockwise (shoelace)."""
    # About the first position, so that small rings far from the origin keep their digits.
    x0, y0 = ring[0][0], ring[0][1]
    return 0.5 * sum(
        (ax - x0) * (by - y0) - (bx - x0) * (ay - y0) for (ax, ay), (bx, by) in pairwise(ring)
    )


def _size(ring: Sequence[Sequence[float]]) -> float:
    return abs(signed_area(ring))


def _centroid(ring: Sequence[Sequence[float]]) -> tuple[float, float]:
    x0, y0 = ring[0][0], ring[0][1]
    area = signed_area(ring)
    if area == 0:
        return x0, y0
    sum_x = sum_y = 0.0
    for (ax, ay), (bx, by) in pairwise(ring):
        cross = (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
        sum_x += (ax + bx - 2 * x0) * cross
        sum_y += (ay + by - 2 * y0) * cross
    return x0 + sum_x / (6 * area), y0 + sum_y / (6 * area)
