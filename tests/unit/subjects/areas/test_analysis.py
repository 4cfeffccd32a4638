"""Neighbours: areas that share a stretch of boundary, or whose tiles touch."""

import json

import pandas as pd

from kampung.subjects.areas.analysis import (
    beside_by_boundary,
    beside_by_tile,
    nearest,
    part_of,
)


def square(west: int, south: int) -> list[list[int]]:
    """A ring of one degree, clockwise."""
    east, north = west + 1, south + 1
    return [[west, south], [west, north], [east, north], [east, south], [west, south]]


def polygon(west: int, south: int) -> str:
    return json.dumps({"type": "Polygon", "coordinates": [square(west, south)]})


def test_a_common_side_makes_neighbours_and_a_common_corner_does_not() -> None:
    # b lies east of a, c north of b and so only at a corner of a; d is two squares away.
    shapes = pd.DataFrame(
        {
            "code": ["a", "b", "c", "d"],
            "geometry": [polygon(0, 0), polygon(1, 0), polygon(1, 1), polygon(3, 0)],
        }
    )

    assert beside_by_boundary(shapes, code="a") == ["b"]
    assert beside_by_boundary(shapes, code="b") == ["a", "c"]
    assert beside_by_boundary(shapes, code="d") == []


def test_an_island_has_the_neighbours_of_each_of_its_parts() -> None:
    two_parts = {"type": "MultiPolygon", "coordinates": [[square(0, 0)], [square(5, 0)]]}
    shapes = pd.DataFrame(
        {
            "code": ["a", "b", "c"],
            "geometry": [json.dumps(two_parts), polygon(1, 0), polygon(6, 0)],
        }
    )

    assert beside_by_boundary(shapes, code="a") == ["b", "c"]


def test_an_area_without_boundary_has_no_known_neighbours() -> None:
    shapes = pd.DataFrame({"code": ["a", "b"], "geometry": [polygon(0, 0), polygon(1, 0)]})

    assert beside_by_boundary(shapes, code="x") == []


def test_tiles_touch_at_sides_and_corners() -> None:
    # a b .
    # . c d
    tiles = pd.DataFrame(
        {
            "code": ["a", "b", "c", "d", "e"],
            "tile_column": pd.array([1, 2, 2, 3, None], dtype="Int64"),
            "tile_row": pd.array([1, 1, 2, 2, None], dtype="Int64"),
        }
    )

    assert beside_by_tile(tiles, code="a") == ["b", "c"]
    assert beside_by_tile(tiles, code="c") == ["a", "b", "d"]
    assert beside_by_tile(tiles, code="e") == []


# Four villages of Kecamatan Muncar and one of Rogojampi, roughly: a degree is 111.2 km.
POINTS = pd.DataFrame(
    {
        "code": ["centre", "north", "east", "southwest", "unknown"],
        "lat": [-8.0, -7.9, -8.0, -8.1, None],
        "lon": [114.0, 114.0, 114.2, 113.9, None],
    }
)


def test_the_nearest_come_first_with_their_distance() -> None:
    found = nearest(POINTS, code="centre", most=2)

    assert found["code"].tolist() == ["north", "southwest"]
    # 0.1 degree of latitude: 6371 km x pi / 180 x 0.1 = 11.12 km.
    assert round(found["km"].iloc[0], 2) == 11.12
    assert nearest(POINTS, code="unknown", most=2).empty
    assert nearest(POINTS, code="x", most=2).empty


def test_in_which_part_a_village_lies() -> None:
    around = pd.DataFrame(
        {
            "code": ["n", "e", "s", "w", "ne", "m"],
            "lat": [-7.9, -8.0, -8.1, -8.0, -7.9, -8.0],
            "lon": [114.0, 114.1, 114.0, 113.9, 114.1, 114.01],
        }
    )
    found = {code: part_of(around, code=code) for code in around["code"]}
    assert found["n"] == "north"
    assert found["s"] == "south"
    assert found["w"] == "west"
    assert found["ne"] == "northeast"
    assert found["m"] == "middle"
    assert part_of(around.head(2), code="n") is None
    assert part_of(around.assign(lat=None), code="n") is None
