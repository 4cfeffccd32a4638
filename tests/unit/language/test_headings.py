"""The sentence on top of a page, also where little or nothing is known."""

import pandas as pd
import pytest

from kampung.language import Language, gaps
from kampung.subjects.areas import words as areas_words

ID, EN = Language("id"), Language("en")
BREBES = {"districts": 17, "desa": 292, "kelurahan": 5}


@pytest.mark.parametrize(
    ("language", "name", "sentence"),
    [
        (
            ID,
            "Kabupaten Brebes",
            "Kabupaten Brebes terdiri atas 17 kecamatan, 292 desa, dan 5 kelurahan.",
        ),
        (EN, "Brebes regency", "Brebes regency has 17 districts, 292 villages and 5 wards."),
    ],
)
def test_the_place_is_what_can_always_be_said(language: Language, name: str, sentence: str) -> None:
    assert areas_words.place(BREBES, name=name, language=language) == sentence


def test_a_kind_that_there_is_none_of_is_not_mentioned() -> None:
    city = {"districts": 3, "desa": 0, "kelurahan": 17}
    sentence = areas_words.place(city, name="the city of Magelang", language=EN)
    assert sentence == "The city of Magelang has 3 districts and 17 wards."


def test_what_is_missing() -> None:
    assert gaps.missing(["awards"], language=EN) == "There are no awards on record here yet."
    assert gaps.missing(["figures", "adoption"], language=ID) == (
        "Belum ada angka COVID-19 atau jumlah desa dalam program yang tercatat di sini."
    )


def test_tiles_in_the_order_of_codes_are_no_map() -> None:
    rows = pd.DataFrame(
        {
            "name": ["A", "B", "C"],
            "code": ["99.01.01", "99.01.02", "99.01.03"],
            "villages": [3, 4, 5],
            "lat": None,
            "tile_column": [1, 2, 1],
            "tile_row": [1, 1, 2],
        }
    )
    warned = "The tiles stand in the order of the area codes"

    def said(frame: pd.DataFrame) -> str:
        return areas_words.tiles(frame, value="villages", language=EN).sentence

    assert warned in said(rows)
    assert warned not in said(rows.assign(lat=[-7.0, -7.1, -7.2]))
    assert warned not in said(rows.assign(tile_column=[2, 1, 1]))
