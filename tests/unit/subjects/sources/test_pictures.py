"""Pictures of sources and definitions, made of a small store without a page."""

from pathlib import Path

import pytest

from kampung.language import Language
from kampung.pictures.picture import View
from kampung.pictures.settings import NoSettings
from kampung.store.door import DataSet
from kampung.subjects.sources import pictures
from kampung.subjects.sources.pictures import SourcesSettings
from tests.unit.subjects.sound import is_whole, made, without_data

EN = View(Language("en"))
ALL = {"sources", "definitions"}


@pytest.fixture(scope="module")
def data(small_store: Path) -> DataSet:
    return DataSet.at(str(small_store))


def test_every_picture_is_whole(data: DataSet) -> None:
    found = list(made(data, subject="sources"))
    assert {name for name, _ in found} == ALL
    assert [name for name, picture in found if not is_whole(picture)] == []


def test_every_picture_stands_where_nothing_is_known(small_pack: Path, tmp_path: Path) -> None:
    found = list(made(without_data(small_pack, tmp_path), subject="sources"))
    assert {name for name, _ in found} == ALL
    assert [name for name, picture in found if not is_whole(picture)] == []


def test_sources_are_dated_as_exactly_as_they_are_known(data: DataSet) -> None:
    shown = pictures.sources(data, SourcesSettings(), EN)
    published = {row[1].value: row[3] for row in shown.table.rows}
    assert {title: (cell.value, cell.text) for title, cell in published.items()} == {
        "Jenis surat": ("2024", "2024"),
        "Contoh raih penghargaan": ("2021-12", "December 2021"),
        "Kasus, kian naik": ("2021-07-21", "21 July 2021"),
        "Kode wilayah": (None, ""),
    }
    assert shown.said.sentence == "**4** sources"
    assert {source.id for source in shown.sources} == set(shown.rows["id"])


def test_a_kind_leaves_its_sources(data: DataSet) -> None:
    shown = pictures.sources(data, SourcesSettings("registry"), EN)
    assert sorted(shown.rows["id"]) == ["kode-wilayah", "surat-desa"]
    assert shown.settings_text == "Kind: registry"
    assert len(pictures.sources(data, SourcesSettings("estimate"), EN).table) == 0
    assert list(pictures.kinds(data, Language("en"))) == ["article", "press", "registry"]


def test_definitions_count_their_figures(data: DataSet) -> None:
    shown = pictures.definitions(data, NoSettings(), EN)
    assert shown.said.sentence == "5 things that are counted"
    (cases,) = [row for row in shown.table.rows if row[0].text == "New cases"]
    assert [cell.text for cell in cases[:3]] == ["New cases", "cases", "Newly confirmed cases"]
    assert cases[3].value == 6
