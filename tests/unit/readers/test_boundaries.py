import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampung.errors import KampungError
from kampung.pack import read_pack
from kampung.readers.boundaries import (
    BoundaryImport,
    centres,
    flat_features,
    read_boundaries,
    signed_area,
)

Reading = Callable[..., BoundaryImport]

# A square of 0.1° at 114 E, 8 S; north-west, north-east, south-east, south-west: clockwise.
SQUARE = [[114.0, -8.0], [114.1, -8.0], [114.1, -8.1], [114.0, -8.1], [114.0, -8.0]]
HOLE = [[114.04, -8.06], [114.06, -8.06], [114.06, -8.04], [114.04, -8.04], [114.04, -8.06]]
VILLAGES = ["99.01.01.1001", "99.01.01.2001", "99.01.01.2002", "99.01.02.2001", "99.01.02.2002"]


def polygon(*rings: list[list[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def feature(code: object, geometry: object = None, **properties: object) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"kode": code, **properties},
        "geometry": geometry or polygon(SQUARE),
    }


@pytest.fixture
def reading(tmp_path: Path, areas: pd.DataFrame) -> Reading:
    def read(*features: object, **more: object) -> BoundaryImport:
        path = tmp_path / "batas.geojson"
        content = {"type": "FeatureCollection", "features": list(features), **more}
        path.write_text(json.dumps(content))
        return read_boundaries(path, areas)

    return read


@pytest.mark.parametrize(
    ("file", "level", "number"),
    [
        ("banyuwangi_kecamatan_simplified.geojson", "district", 25),
        ("banyuwangi_desa_kelurahan_simplified.geojson", "village", 217),
    ],
)
def test_real_boundaries_join_completely(
    shared_dir: Path, file: str, level: str, number: int
) -> None:
    path = shared_dir / "boundaries" / file
    if not path.is_file():
        pytest.skip("the boundary files are not here")
    pack = Path(__file__).resolve().parents[2] / "fixtures" / "frozen"
    areas = read_pack(pack).tables["areas"]
    result = read_boundaries(path, areas)
    assert (len(result.boundaries), result.level, result.code_property) == (number, level, "kode")
    assert (result.missing, result.extra, len(result.rejects)) == ((), (), 0)
    # The pack has the centre points of the kecamatan, computed from the unsimplified boundaries:
    # simplifying moved none by 0.0005° (55 m).
    pairs = centres(result.boundaries).merge(areas, on="code", suffixes=("", "_pack"))
    if level == "district":
        assert (pairs["lat"] - pairs["lat_pack"]).abs().max() < 0.0005
        assert (pairs["lon"] - pairs["lon_pack"]).abs().max() < 0.0005
    for shape in flat_features(result.boundaries):
        polygons = shape["geometry"]["coordinates"]
        polygons = [polygons] if shape["geometry"]["type"] == "Polygon" else polygons
        for outer, *holes in polygons:
            assert signed_area(outer) < 0
            assert all(signed_area(hole) > 0 for hole in holes)


def test_codes_with_and_without_points(reading: Reading) -> None:
    result = reading(*[feature(code.replace(".", "")) for code in VILLAGES])
    assert result.boundaries["code"].tolist() == VILLAGES
    assert result.boundaries["level"].unique().tolist() == ["village"]
    assert result.missing == ()


def test_codes_as_numbers_under_another_name_and_nested(reading: Reading) -> None:
    features = [
        {
            "type": "Feature",
            # The code of the kecamatan is one of the pack too, but tells no villages apart.
            "properties": {"a": code[:8], "wilayah": {"id": int(code.replace(".", ""))}},
            "geometry": polygon(SQUARE),
        }
        for code in VILLAGES
    ]
    result = reading(*features)
    assert result.code_property == "wilayah.id"
    assert result.boundaries["code"].tolist() == VILLAGES


def test_missing_and_extra_codes(reading: Reading) -> None:
    result = reading(
        feature("99.01.01.2001"),
        feature("99.01.01.2099"),
        feature("99.01.02.2002"),
        feature("99.01.01"),
    )
    assert result.boundaries["code"].tolist() == ["99.01.01.2001", "99.01.02.2002"]
    assert result.missing == ("99.01.01.1001", "99.01.01.2002", "99.01.02.2001")
    assert result.extra == ("99.01.01", "99.01.01.2099")  # a kecamatan is no village


def test_nothing_of_a_property_is_quoted(reading: Reading) -> None:
    """A name as the property's own name, and a telephone number where a code should be."""
    features = [
        {"type": "Feature", "properties": {"Zulaikha": code}, "geometry": polygon(SQUARE)}
        for code in (*VILLAGES, "8123456789", "99.01.01.2099")
    ]
    features[0]["geometry"] = {"type": "Zulaikha"}
    result = reading(*features)
    assert result.code_property == "property"
    assert result.extra == ("number of 10 digits", "99.01.01.2099")
    assert "Zulaikha" not in repr(result)


def test_rings_are_turned_for_vega(reading: Reading) -> None:
    assert signed_area(SQUARE) == pytest.approx(-0.01)  # clockwise is negative; 0.1° × 0.1°
    as_standard = polygon(SQUARE[::-1], HOLE[::-1])
    two = {"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE[::-1]]]}
    result = reading(feature("99.01.01.2001", as_standard), feature("99.01.01.2002", two))
    assert result.rewound == 3
    first, second = flat_features(result.boundaries)
    assert first == {
        "type": "Feature",
        "code": "99.01.01.2001",
        "geometry": polygon(SQUARE, HOLE),
    }
    assert second["geometry"]["coordinates"] == [[SQUARE], [SQUARE]]


def test_heights_are_left_out(reading: Reading) -> None:
    high = [[x, y, 12.5] for x, y in SQUARE]
    result = reading(feature("99.01.01.2001", polygon(high)))
    assert json.loads(result.boundaries["geometry"][0]) == polygon(SQUARE)


SWAPPED = [[y, x] for x, y in SQUARE]
METRES = [[x * 1000, y * 1000] for x, y in SQUARE]
EUROPE = [[x - 100, y + 50] for x, y in SQUARE]


@pytest.mark.parametrize(
    ("geometry", "reason"),
    [
        (polygon(SWAPPED), "coordinates_swapped"),
        (polygon(METRES), "coordinates_projected"),
        (polygon(EUROPE), "coordinates_outside"),
        (polygon([*SQUARE[:-1], [math.nan, -8.0], SQUARE[0]]), "ring_invalid"),
        (polygon(SQUARE[:-1]), "ring_invalid"),  # not closed
        (polygon([SQUARE[0], SQUARE[1], SQUARE[0]]), "ring_invalid"),
        (polygon([["a", "b"]] * 4), "ring_invalid"),
        (polygon([*SQUARE[:-1], [10**400, -8.0], SQUARE[0]]), "ring_invalid"),
        (polygon([*SQUARE[:-1], [math.inf, -8.0], SQUARE[0]]), "ring_invalid"),
        (polygon([["114", "-8"]] * 4), "ring_invalid"),
        ({"type": "Polygon", "coordinates": []}, "geometry_missing"),
        ({"type": "MultiPolygon", "coordinates": []}, "geometry_missing"),
        ({"type": "Polygon"}, "ring_invalid"),
        ({"type": "Point", "coordinates": [114, -8]}, "geometry_type"),
        ("POLYGON (())", "geometry_missing"),
    ],
)
def test_geometry_that_is_none(reading: Reading, geometry: object, reason: str) -> None:
    result = reading(feature("99.01.01.2001"), feature("99.01.01.2002", geometry))
    assert result.rejects[["line", "column", "value", "reason_code"]].to_numpy().tolist() == [
        [2, "geometry", "99.01.01.2002", reason]
    ]
    assert "99.01.01.2002" in result.missing


def test_features_without_code_or_with_one_twice(reading: Reading) -> None:
    result = reading(feature("99.01.01.2001"), feature(None), feature("9901012001"), feature(True))
    assert result.rejects[["line", "reason_code"]].to_numpy().tolist() == [
        [2, "code_missing"],
        [3, "code_repeated"],
        [4, "code_missing"],
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"[]", "no GeoJSON FeatureCollection"),
        (b'{"type": "Topology"}', "no GeoJSON FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": []}', "no features"),
        (b'{"type": "FeatureCollection", "features": [1, {}]}', "no property holds codes"),
        (
            b'{"type": "FeatureCollection", "features": [{"properties": []}, {"properties": [1]}]}',
            "no property holds codes",
        ),
        (b'{"type":' + b"[" * 3_000_000, "no JSON"),
        (b"[" * 4_000_001, "more than 4,000,000 positions"),
        (b'{"type": ' + b"9" * 5000 + b"}", "no JSON"),
    ],
)
def test_files_that_are_none(
    tmp_path: Path, areas: pd.DataFrame, content: bytes, says: str
) -> None:
    path = tmp_path / "batas.geojson"
    path.write_bytes(content)
    with pytest.raises(KampungError, match=says):
        read_boundaries(path, areas)


def test_a_missing_file(tmp_path: Path, areas: pd.DataFrame) -> None:
    with pytest.raises(KampungError, match="cannot be opened"):
        read_boundaries(tmp_path / "x.geojson", areas)


def test_coordinate_systems(reading: Reading) -> None:
    def system(name: str) -> dict[str, object]:
        return {"type": "name", "properties": {"name": name}}

    assert len(
        reading(feature(VILLAGES[0]), crs=system("urn:ogc:def:crs:OGC:1.3:CRS84")).boundaries
    )
    with pytest.raises(KampungError, match="another coordinate system"):
        reading(feature(VILLAGES[0]), crs=system("urn:ogc:def:crs:EPSG::32750"))


def test_centre_of_the_largest_part(reading: Reading) -> None:
    far = [[x + 5, y] for x, y in [[114.0, -8.0], [114.01, -8.0], [114.01, -8.01], [114.0, -8.0]]]
    two = {"type": "MultiPolygon", "coordinates": [[far], [SQUARE]]}
    result = centres(reading(feature(VILLAGES[0], two)).boundaries)
    assert result["lat"].tolist() == pytest.approx([-8.05])
    assert result["lon"].tolist() == pytest.approx([114.05])


@given(
    st.integers(3, 12), st.floats(0.001, 1), st.floats(95, 140), st.floats(-10, 5), st.booleans()
)
def test_area_of_a_regular_polygon(
    corners: int, radius: float, x: float, y: float, clockwise: bool
) -> None:
    turn = -1 if clockwise else 1
    angles = [turn * 2 * math.pi * n / corners for n in range(corners)]
    ring = [[x + radius * math.cos(a), y + radius * math.sin(a)] for a in angles]
    expected = turn * corners / 2 * radius**2 * math.sin(2 * math.pi / corners)
    assert signed_area([*ring, ring[0]]) == pytest.approx(expected, rel=1e-6)
