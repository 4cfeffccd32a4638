from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampung.pack.tiles import Point, tile_grid, tiles_in_order

POINTS = st.dictionaries(
    st.text("abcdefghij", min_size=1, max_size=4),
    st.tuples(st.floats(-11, 6), st.floats(95, 141)),
    max_size=30,
)


def test_areas_that_lie_in_a_row_stay_in_it() -> None:
    points = {name: (-8.0, 114 + n / 10) for n, name in enumerate("abcde")}
    columns = [place[0] for _, place in sorted(tile_grid(points).items())]
    assert columns == sorted(columns)
    assert len(set(columns)) > 1


@pytest.mark.parametrize(("rows", "columns"), [(3, 3), (2, 4), (5, 5)])
def test_a_lattice_keeps_its_neighbours(rows: int, columns: int) -> None:
    """Seen from any area, who lies north stays north or level, and likewise for the east."""
    points = {
        f"{r}{c}": (-8 - r / 10, 114 + c / 10) for r, c in product(range(rows), range(columns))
    }
    tiles = tile_grid(points)
    for (a, (lat_a, lon_a)), (b, (lat_b, lon_b)) in product(points.items(), repeat=2):
        if lat_a > lat_b and lon_a == lon_b:
            assert tiles[a][1] < tiles[b][1]
        if lon_a < lon_b and lat_a == lat_b:
            assert tiles[a][0] < tiles[b][0]


@given(POINTS)
def test_one_tile_each_without_empty_columns_or_rows(points: dict[str, Point]) -> None:
    tiles = tile_grid(points)
    assert set(tiles) == set(points)
    assert len(set(tiles.values())) == len(points)
    for axis in (0, 1):
        used = {place[axis] for place in tiles.values()}
        assert used == set(range(1, len(used) + 1))


@given(POINTS)
def test_the_order_of_the_points_does_not_matter(points: dict[str, Point]) -> None:
    assert tile_grid(dict(reversed(points.items()))) == tile_grid(points)


def test_many_areas_on_one_point() -> None:
    tiles = tile_grid(dict.fromkeys("abcdef", (-8.0, 114.0)))
    assert len(set(tiles.values())) == 6


def test_in_order() -> None:
    assert tiles_in_order(list("abcde")) == {
        "a": (1, 1), "b": (2, 1), "c": (3, 1), "d": (1, 2), "e": (2, 2),
    }  # fmt: skip
    assert tiles_in_order([]) == {}
