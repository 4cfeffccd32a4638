"""Areas in their real shapes: colours, gaps, names, key, and a spec that stays small."""

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampung.charts.theme import LIGHT, look_named
from kampung.language import Language
from kampung.subjects.areas.charts.ramp_key import ramp_key
from kampung.subjects.areas.charts.shapes import shape_map
from kampung.subjects.areas.charts.tiles import ramp_colours, ramp_steps, tile_map
from tests.unit.charts.drawn import LANGUAGES, LOOKS, layers, rows, spec, words

ID = Language("id")


def square(west, south, side=0.1):
    east, north = west + side, south + side
    return [[west, south], [west, north], [east, north], [east, south], [west, south]]


def shapes(values=(10.0, 20.0, None), names=("Hulu", "Tengah", "Hilir")):
    """Squares of a tenth of a degree in a row from west to east; the last has an island."""
    geometry = []
    for n in range(len(values)):
        rings = [[square(110 + 0.1 * n, -8.0)]]
        if n == len(values) - 1:
            rings.append([square(110.2 + 0.1 * n, -8.0, 0.01)])
        geometry.append(json.dumps({"type": "MultiPolygon", "coordinates": rings}))
    codes = [f"99.01.{n:02}" for n in range(1, len(values) + 1)]
    return pd.DataFrame({"code": codes, "name": names, "geometry": geometry, "value": values})


def draw(frame, *, look=LIGHT, language=ID, **more):
    return spec(shape_map(frame, look=look, language=language, value_name="Surat", **more))


def features(whole):
    """The features by name, in the order in which they are drawn."""
    stack = [whole]
    while stack:
        node = stack.pop(0)
        stack += node.get("layer", [])
        if node.get("data", {}).get("name") == "shapes":
            return {feature["name"]: feature for feature in node["data"]["values"]}
    return {}


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_shapes_have_the_colours_and_words_of_the_tiles(language, look):
    frame = shapes()
    drawn = features(draw(frame, look=look, language=language))
    tiles = spec(
        tile_map(
            frame.assign(tile_column=[1, 2, 3], tile_row=1),
            look=look,
            language=language,
            value_name="Surat",
        )
    )
    for tile in rows(tiles, mark="rect"):
        feature = drawn[tile["name"]]
        assert (feature["fill"], feature["tip"]) == (tile["fill"], tile["tip"])
        assert feature["missing"] == tile["missing"]


def test_a_missing_value_is_a_dashed_gap_and_not_zero():
    drawn = features(draw(shapes()))
    assert drawn["Hilir"]["fill"] == LIGHT.page
    assert (drawn["Hilir"]["tip"], drawn["Hilir"]["missing"]) == ("tidak ada data", True)
    zero = features(draw(shapes(values=(10.0, 20.0, 0.0))))
    assert (zero["Hilir"]["fill"], zero["Hilir"]["tip"]) == (LIGHT.ramp[0], "0")


def test_gaps_and_then_the_chosen_area_lie_on_top():
    drawn = features(draw(shapes(values=(None, 20.0, 30.0)), selected="99.01.02"))
    assert list(drawn) == ["Hilir", "Hulu", "Tengah"]
    assert (drawn["Tengah"]["edge"], drawn["Tengah"]["thick"]) == (LIGHT.gold, 3)


def test_a_click_picks_a_shape_as_it_picks_a_tile():
    params = draw(shapes(), selectable=True)["params"]
    (selection,) = [param for param in params if "select" in param]
    assert selection["name"] == "tile"
    assert selection["select"]["fields"] == ["code"]
    assert not [param for param in draw(shapes())["params"] if "select" in param]


def test_the_properties_lie_flat_beside_the_geometry():
    # Under "properties" the selection would hand back an escaped name.
    feature = features(draw(shapes()))["Hulu"]
    assert feature["type"] == "Feature"
    assert feature["code"] == "99.01.01"


def test_shapes_are_not_among_the_data_sets_that_streamlit_turns_into_tables():
    whole = draw(shapes())
    assert "shapes" not in whole["datasets"]
    assert not any("geometry" in row for some in whole["datasets"].values() for row in some)


def test_digits_that_no_screen_shows_are_left_out():
    frame = shapes().head(1)
    ring = [[110.0, -8.0], [110.0, -7.9], [110.000004, -7.900004], [110.1, -7.9], [110.0, -8.0]]
    frame["geometry"] = json.dumps({"type": "Polygon", "coordinates": [ring]})
    ((kept,),) = features(draw(frame))["Hulu"]["geometry"]["coordinates"]
    assert kept == [[110.0, -8.0], [110.0, -7.9], [110.1, -7.9], [110.0, -8.0]]


def test_a_shape_that_rounding_would_dissolve_stays_as_it_is():
    frame = shapes().head(1)
    tiny = {"type": "Polygon", "coordinates": [square(110.0, -8.0, 0.00001)]}
    frame["geometry"] = json.dumps(tiny)
    assert features(draw(frame))["Hulu"]["geometry"] == tiny


def test_the_height_follows_the_shapes():
    # Three squares of a tenth of a degree, and the island's hundredth a tenth further.
    params = {param["name"]: param["expr"] for param in draw(shapes())["params"]}
    assert params["degree"] == "min((width - 6) / 0.41, 620 / 0.1)"
    assert "0.1 * degree" in params["height"]


def test_names_stand_in_the_middle_of_their_largest_part():
    whole = draw(shapes())
    places = {row["name"]: row for row in rows(whole, mark="text") if "lon" in row}
    assert set(places) == {"Hulu", "Tengah", "Hilir"}
    assert places["Hilir"]["lon"] == pytest.approx(110.25)
    assert places["Hilir"]["lat"] == pytest.approx(-7.95)
    assert places["Hilir"]["wide"] == pytest.approx(0.1)


def test_names_stay_within_bent_shapes():
    # An L: a column of 0.01° at the left, a bar of 0.1° by 0.02° below.
    ring = [[0, 0], [0, 0.1], [0.01, 0.1], [0.01, 0.02], [0.1, 0.02], [0.1, 0], [0, 0]]
    frame = shapes().head(1)
    frame["geometry"] = json.dumps({"type": "Polygon", "coordinates": [ring]})
    (place,) = [row for row in rows(draw(frame), mark="text") if "lon" in row]
    assert 0 < place["lat"] < 0.02
    assert place["lon"] == pytest.approx(0.05)


def test_many_areas_are_not_named():
    many = pd.concat([shapes()] * 11, ignore_index=True)
    many["code"] = [f"99.{n}" for n in range(len(many))]
    assert not [row for row in rows(draw(many), mark="text") if "lon" in row]


def test_without_shapes_there_is_no_map():
    assert words(draw(shapes().assign(geometry=None))) == {"Belum ada data."}
    assert words(draw(shapes().head(0))) == {"Belum ada data."}


def test_values_may_be_missing_altogether():
    whole = draw(shapes(values=(None, None, None)))
    assert {feature["tip"] for feature in features(whole).values()} == {"tidak ada data"}
    assert words(whole) == {"Hulu", "Tengah", "Hilir", "tidak ada data"}


def test_simulated_shapes_say_so_and_can_still_be_picked():
    whole = draw(shapes(), look=look_named("light-simulated"), selectable=True)
    assert "SIMULASI" in json.dumps(whole)
    assert [param["name"] for param in whole["params"] if "select" in param] == ["tile"]


# The key


def labels(values, *, language=ID, **more):
    key = ramp_key(values, look=LIGHT, language=language, **more)
    return [row["label"] for row in key.layers[1].data.to_dict("records")]


def test_the_key_names_the_bounds_of_equal_steps():
    # 0 to 70 in seven steps of ten.
    values = [0, 5, 10, 20, 30, 40, 50, 60, 70]
    assert labels(values) == ["0", "10", "20", "30", "40", "50", "60", "70"]


def test_few_values_are_named_themselves():
    assert labels([3, 3, 1]) == ["1", "3"]
    assert labels([4.0]) == ["4"]


def test_the_key_speaks_of_gaps_only_where_there_are_any():
    assert labels([1, 2, float("nan")]) == ["1", "2", "tidak ada data"]
    assert labels([float("nan")], language=Language("en")) == ["no data"]


def test_bounds_have_the_digits_that_tell_them_apart():
    values = [n / 1000 for n in range(71)]
    assert labels(values)[:3] == ["0,00", "0,01", "0,02"]
    assert labels([n * 1000 for n in range(9)], language=Language("en"))[1] == "1,143"
    assert labels([1.5, 2.5], decimals=2) == ["1,50", "2,50"]


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=40))
def test_every_value_lies_in_the_step_of_its_colour(values):
    numbers = [float(v) for v in values]
    steps = ramp_steps(numbers, look=LIGHT)
    for value, colour in zip(numbers, ramp_colours(numbers, look=LIGHT), strict=True):
        assert any(
            step.fill == colour and step.least - 1e-6 <= value <= step.most + 1e-6 for step in steps
        )


def test_the_map_has_as_many_layers_whatever_its_areas():
    few, many = draw(shapes()), draw(pd.concat([shapes()] * 5, ignore_index=True))
    assert sum(1 for _ in few["layer"]) == sum(1 for _ in many["layer"])
    assert next(layers(few, mark="rect"))[1][-1]["gap"]
