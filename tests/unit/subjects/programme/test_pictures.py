"""Pictures of the programme, made of a small store without a page."""

from pathlib import Path

import pytest

from kampung.language import Language
from kampung.pictures.picture import View
from kampung.pictures.settings import NoSettings, SettingError, read, write
from kampung.pictures.table import Cell
from kampung.store.door import DataSet
from kampung.subjects.programme import fact_words, pictures
from kampung.subjects.programme.pictures import FactsSettings, OfferedSettings
from tests.unit.subjects.sound import is_whole, made, without_data

ID, EN = View(Language("id")), View(Language("en"))
ALL = {
    *("programme-in-numbers", "villages-over-time", "districts", "maturity", "selection"),
    *("kinds-of-service", "service-catalogue", "programme-facts"),
}


@pytest.fixture(scope="module")
def data(small_store: Path) -> DataSet:
    return DataSet.at(str(small_store))


@pytest.fixture(scope="module")
def nothing(small_pack: Path, tmp_path_factory: pytest.TempPathFactory) -> DataSet:
    return without_data(small_pack, tmp_path_factory.mktemp("empty"))


def test_every_picture_is_whole(data: DataSet) -> None:
    found = dict(made(data, subject="programme"))
    assert set(found) == ALL
    assert [
        name for name, picture in made(data, subject="programme") if not is_whole(picture)
    ] == []
    assert all(picture.sources for picture in found.values())


def test_every_picture_stands_where_nothing_is_known(nothing: DataSet) -> None:
    found = list(made(nothing, subject="programme"))
    assert {name for name, _ in found} == ALL
    assert [name for name, picture in found if not is_whole(picture)] == []
    # Areas are known all the same.
    assert {name for name, picture in found if picture.specification} == {"districts"}
    assert {name for name, picture in found if len(picture.rows)} == {
        "districts",
        "programme-in-numbers",
    }
    assert pictures.missing(nothing) == ("adoption", "programme_facts", "service_types")
    assert pictures.spread(nothing, Language("en")) == ""


def test_villages_by_date(data: DataSet) -> None:
    shown = pictures.adoption(data, NoSettings(), EN)
    # A year alone is known of the first count, the very day of the second.
    assert shown.text_table.to_numpy().tolist() == [
        ["2018", "the programme", "1", "2", "Warta Contoh", ""],
        ["14 December 2021", "the programme", "2", "2", "Warta Contoh, ¶8", ""],
    ]
    assert [row[0].value for row in shown.table.rows] == ["2018", "2021-12-14"]
    assert shown.table.rows[0][2] == Cell(1, "1")
    assert {source.url for source in shown.sources} == {
        "https://example.org/1",
        "https://example.org/2",
    }
    (line,) = shown.series
    assert (line.name, [point.value for point in line.points]) == ("the programme", [1, 2])


def test_the_selection_names_the_place(data: DataSet) -> None:
    shown = pictures.selection(data, NoSettings(), EN)
    years, areas, among, _ = zip(*shown.table.rows, strict=True)
    assert [cell.value for cell in years] == ["2017", "2018"]
    assert [cell.value for cell in areas] == [25, 50]
    assert among == (Cell("Contoh", "Contoh"), Cell(None, "–"))


def test_the_catalogue_by_family_and_one_by_one(data: DataSet) -> None:
    families = pictures.kinds_of_service(data, NoSettings(), EN)
    assert [[cell.value for cell in row] for row in families.table.rows] == [
        ["Business", 1, 0],
        ["Residency", 0, 1],
    ]
    every = pictures.offered(data, OfferedSettings(), EN)
    assert every.said.sentence == "**2** services"
    assert every.settings_text == "Category: All, How to ask for it: All"
    own = pictures.offered(data, OfferedSettings(channel="yes"), EN)
    assert [[cell.value for cell in row] for row in own.table.rows] == [
        ["Business certificate", "Business", True, "S-01"]
    ]
    assert own.text_table.iloc[0].tolist() == ["Business certificate", "Business", "yes", "S-01"]
    assert own.settings_text == "Category: All, How to ask for it: Online by oneself"


def test_a_family_that_there_is_none_of_has_no_services(data: DataSet) -> None:
    chosen = read(OfferedSettings, {"family": "../x", "self": "no"})
    assert len(pictures.offered(data, chosen, ID).table) == 0
    assert write(chosen) == {"family": "../x", "self": "no"}
    with pytest.raises(SettingError, match="all, yes, no"):
        read(OfferedSettings, {"self": "maybe"})


def test_facts_of_a_topic_are_a_list(data: DataSet) -> None:
    shown = pictures.facts(data, FactsSettings("criterion"), EN)
    assert shown.said.title == "1 criterion"
    assert fact_words.list_of_facts(shown.table, numbered=True) == "1. Public services"
    assert shown.text_table.iloc[0].tolist() == [
        *("no date", "–", "", "Public services", "", "Warta Contoh")
    ]
    assert shown.table.rows[0][0].value is None


def test_the_one_number_rests_on_the_counts(data: DataSet) -> None:
    shown = pictures.in_numbers(data, NoSettings(), EN)
    assert [(label.text, cell.text) for label, cell in shown.table.rows] == [
        ("Villages that run Desa Pintar", "2 of 2")
    ]
    assert shown.rows.to_dict("list") == {"name": ["adoption"], "value": [2]}
    assert shown.publishers == ("Warta Contoh",)


def test_how_far_the_programme_has_come(data: DataSet) -> None:
    assert pictures.spread(data, Language("en")).startswith("All **2** villages run")
    assert "runs in all **2** villages (December 2021)" in pictures.reach(data, Language("en"))
    assert pictures.families(data, Language("id")) == {
        "business": "Usaha",
        "residency": "Kependudukan",
    }
