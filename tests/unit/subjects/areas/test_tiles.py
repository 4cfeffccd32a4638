"""Districts as tiles: numbers, colours, gaps and names."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampung.charts.theme import LIGHT, contrast
from kampung.language import Language
from kampung.subjects.areas.charts.tiles import broken_name, ramp_colours, short_names, tile_map
from tests.unit.charts.drawn import LANGUAGES, LOOKS, layers, rows, spec, words
from tests.unit.made_up import table


def tiles():
    areas = table("areas")
    villages = areas[areas["level"] == "village"].groupby("parent_code").size()
    districts = areas[areas["level"] == "district"]
    return districts.assign(value=districts["code"].map(villages).astype(float))


def draw(frame, *, look=LIGHT, code="id", **more):
    return spec(tile_map(frame, look=look, language=Language(code), value_name="Desa", **more))


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_district_has_its_number_readable_on_its_colour(language, look):
    shown = rows(draw(tiles(), look=look, code=language.code), mark="rect")
    assert len(shown) == 25
    assert sum(int(row["number"]) for row in shown) == 217
    assert all(contrast(row["ink"], row["fill"]) >= 4.5 for row in shown)


def test_more_is_further_from_the_page():
    shown = {row["name"]: row for row in rows(draw(tiles()), mark="rect")}
    assert shown["Banyuwangi"]["fill"] == LIGHT.ramp[-1]  # 18, the most
    assert shown["Genteng"]["fill"] == LIGHT.ramp[0]  # 5, the fewest


def test_a_missing_value_is_a_gap_and_not_zero():
    frame = tiles()
    frame.loc[frame["name"] == "Muncar", "value"] = None
    row = next(r for r in rows(draw(frame), mark="rect") if r["name"] == "Muncar")
    assert (row["number"], row["tip"], row["missing"]) == ("–", "tidak ada data", True)
    assert row["fill"] == LIGHT.page
    zero = frame.assign(value=frame["value"].fillna(0))
    row = next(r for r in rows(draw(zero), mark="rect") if r["name"] == "Muncar")
    assert (row["number"], row["missing"]) == ("0", False)


def test_the_chosen_tile_has_a_strong_edge_and_lies_on_top():
    shown = rows(draw(tiles(), selected="35.10.16"), mark="rect")
    assert shown[-1]["name"] == "Banyuwangi"
    assert (shown[-1]["edge"], shown[-1]["thick"]) == (LIGHT.gold, 3)


def test_a_click_picks_a_tile_by_its_code():
    whole = draw(tiles(), selectable=True)
    (param,) = whole["params"]
    assert param["name"] == "tile"
    assert param["select"]["fields"] == ["code"]


def test_numbers_follow_the_language():
    frame = tiles().assign(value=1234.5)
    assert "1.234,5" in words(draw(frame))
    assert "1,234.5" in words(draw(frame, code="en"))


def test_without_places_there_is_no_map():
    assert words(draw(tiles().assign(tile_row=None))) == {"Belum ada data."}


def test_the_height_follows_the_rows():
    node, _ = next(layers(draw(tiles()), mark="rect"))
    assert node["encoding"]["y"]["scale"]["domain"] == [0, 7]


def test_equal_values_have_one_colour_and_gaps_none():
    assert ramp_colours([3.0, 3.0, float("nan")], look=LIGHT) == [
        LIGHT.ramp[3],
        LIGHT.ramp[3],
        LIGHT.page,
    ]


def test_short_names_tell_districts_apart():
    found = short_names(["Tegaldlimo", "Tegalsari", "Giri", "Blimbingsari"])
    assert found == ["Tegald.", "Tegals.", "Giri", "Blimbi."]


@given(st.lists(st.text("abc", min_size=1, max_size=14), unique=True, max_size=12))
def test_short_names_never_grow_and_begin_alike(names):
    for name, short in zip(names, short_names(names), strict=True):
        assert len(short) <= max(len(name), 8)
        assert name.startswith(short.removesuffix("."))


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("Giri", "Giri"),
        ("Pesanggaran", "Pesang-\ngaran"),
        ("Tegaldlimo", "Tegal-\ndlimo"),
        ("Singojuruh", "Singo-\njuruh"),
        ("Karangrejo", "Karang-\nrejo"),
        ("Banyuanyar", "Banyua-\nnyar"),
        ("Genteng Kulon", "Genteng\nKulon"),
        ("Strktrxxyz", "Strktrxxyz"),  # where no syllable begins it stays whole
    ],
)
def test_long_names_are_broken_where_a_syllable_begins(name, broken):
    assert broken_name(name) == broken


@given(st.text("abdegiklnorsu ", min_size=1, max_size=16))
def test_a_broken_name_is_the_whole_name(name):
    broken = broken_name(name)
    assert broken.replace("-\n", "").replace("\n", " ") == name
    assert broken.count("\n") <= 1


def test_where_nothing_is_known_of_any_the_names_stand_on_plain_tiles():
    frame = tiles().assign(value=pd.NA)
    shown = rows(draw(frame), mark="rect")
    assert {(row["number"], row["missing"], row["fill"]) for row in shown} == {
        ("", False, LIGHT.ramp[0])
    }
    assert all(contrast(row["ink"], row["fill"]) >= 4.5 for row in shown)
