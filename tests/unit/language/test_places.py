"""A city, a regency in Papua and one without wards are spoken of in their own words."""

import pandas as pd
import pytest

from kampung.language import Language
from kampung.language.places import USUAL, called
from kampung.subjects.areas import tables as areas_tables

CITY = frozenset({"kota", "kecamatan", "kelurahan"})
PAPUA = frozenset({"kabupaten", "distrik", "desa", "desa_adat", "kelurahan"})
WITHOUT_WARDS = frozenset({"kabupaten", "kecamatan", "desa"})


@pytest.mark.parametrize(
    ("kinds", "code", "message", "said"),
    [
        (USUAL, "id", "Desa dan kelurahan menurut kecamatan", None),
        (USUAL, "en", "The regency has villages and wards", None),
        (CITY, "id", "Desa dan kelurahan menurut kecamatan", "Kelurahan menurut kecamatan"),
        (CITY, "id", "Kabupaten secara keseluruhan", "Kota secara keseluruhan"),
        (CITY, "en", "The regency as a whole: villages and wards", "The city as a whole: wards"),
        (CITY, "en", "At the village office (desa)", "At the ward office (kelurahan)"),
        (PAPUA, "id", "Desa dan kelurahan menurut kecamatan", "Desa dan kelurahan menurut distrik"),
        (PAPUA, "en", "Districts (kecamatan)", "Districts (distrik)"),
        (WITHOUT_WARDS, "id", "Desa/kelurahan; desa", "Desa; desa"),
        (WITHOUT_WARDS, "en", "Villages and wards", "Villages"),
        # What both kinds share, parts of longer words, and names to fill in stay as they are.
        (CITY, "id", "{kabupaten} dari kabupaten dan kota", None),
        (CITY, "en", "{villages} in a regency or city", None),
        (CITY, "id", "pedesaan", None),
    ],
)
def test_words_of_the_place(
    kinds: frozenset[str], code: str, message: str, said: str | None
) -> None:
    assert called(message, code, kinds=kinds) == (said or message)


def test_texts_and_plurals_follow_but_names_do_not() -> None:
    assert Language("id", CITY).text("Village services") == "Layanan kelurahan"
    assert Language("en", CITY).text("{name} has {parts}.", name="Regency", parts="1 village") == (
        "Regency has 1 village."
    )
    assert Language("id", PAPUA).plural("{n} district", "{n} districts", 19) == "19 distrik"


def test_a_table_leaves_out_the_kind_that_there_is_none_of() -> None:
    rows = pd.DataFrame(
        {"name": ["B", "A"], "code": ["2", "1"], "desa": [0, 0], "kelurahan": [5, 6]}
    ).assign(villages=[5, 6])
    language = Language("en", CITY)
    city = areas_tables.districts_table(rows, language=language)
    assert [cell.value for cell in city.rows[0]] == ["A", "1", 6]
    assert city.as_text().to_dict("list") == {
        "District (kecamatan)": ["A", "B"],
        "Code": ["1", "2"],
        "Wards (kelurahan)": ["6", "5"],
    }
    both = areas_tables.districts_table(
        rows.assign(desa=[1, 0], villages=[6, 6]), language=language
    )
    assert both.columns[-1].title == "Total"
