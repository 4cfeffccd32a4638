"""Search finds what has a name: by a part of it, without spaces, by code and postcode."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampung.language import Language
from kampung.store.door import DataSet
from kampung.subjects.search.finding import find
from kampung.subjects.search.folding import folded
from kampung.subjects.search.index import KINDS, Entry, entries, entry

PAGES = (("", "Overview"), ("covid", "COVID-19"), ("tentang", "Sources and method"))
MADE = (
    entry("area", "Desa Sumberkencono", path="desa", also=("Sumberkencono", "35.10.25.2001")),
    entry("area", "Desa Kumendung", path="desa", detail="Kecamatan Muncar", also=("68472",)),
    entry("area", "Kecamatan Muncar", path="desa", also=("Muncar", "35.10.05", None)),
    entry("source", "Sumber air di Muncar", path="tentang"),
)


def titles(asked: str, among: tuple[Entry, ...] = MADE) -> list[str]:
    return [found.title for found in find(among, asked)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("sumber kencono", ["Desa Sumberkencono"]),
        ("SUMBERKEN", ["Desa Sumberkencono"]),
        ("kencono", ["Desa Sumberkencono"]),
        ("35.10.25.2001", ["Desa Sumberkencono"]),
        ("3510252001", ["Desa Sumberkencono"]),
        ("68472", ["Desa Kumendung"]),
        ("kumendung muncar", ["Desa Kumendung"]),
        ("muncar", ["Kecamatan Muncar", "Sumber air di Muncar", "Desa Kumendung"]),
        ("35.10.05", ["Kecamatan Muncar"]),
        ("", []),
        (" . ", []),
        ("xyz", []),
    ],
)
def test_finds_by_parts_without_spaces_and_by_codes(asked: str, expected: list[str]) -> None:
    assert titles(asked) == expected


def test_accents_and_signs_do_not_matter() -> None:
    made = (entry("award", "Réjo–Agung Award", path="penghargaan"),)

    assert titles("rejo agung", made) == ["Réjo–Agung Award"]


@given(st.sampled_from(MADE), st.data())
def test_every_part_of_a_name_finds_it(sought: Entry, data: st.DataObject) -> None:
    name = folded(sought.title)
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))

    assert sought in find(MADE, name[start:end])


@given(st.text())
def test_no_question_brings_it_down(asked: str) -> None:
    assert set(find(MADE, asked)) <= set(MADE)


@pytest.mark.parametrize("code", ["id", "en"])
def test_everything_with_a_name_is_found_in_a_data_set(code: str, small_store: Path) -> None:
    language = Language(code)
    made = entries(DataSet.at(str(small_store)), language, PAGES)

    assert {one.kind for one in made} == set(KINDS)
    for one in made:
        assert one in find(made, one.title)
        assert one.href(language).startswith(f"./{one.path}?lang={code}")


def test_links_choose_what_was_found() -> None:
    village = entry("area", "Desa A", path="desa", chosen={"kode": "35.10.05.2003"})
    word = entry("word", "PPKM", path="tentang", anchor="glossary")

    assert village.href(Language("id")) == "./desa?lang=id&kode=35.10.05.2003"
    assert (
        village.href(Language("en"), simulated=True)
        == "./desa?lang=en&data=simulated&kode=35.10.05.2003"
    )
    assert word.href(Language("en")) == "./tentang?lang=en#glossary"
