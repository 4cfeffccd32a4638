"""Pictures of awards, made of a small store without a page."""

from pathlib import Path

import pytest

from kampung.language import Language
from kampung.pictures.picture import View
from kampung.pictures.settings import NoSettings
from kampung.store.door import DataSet
from kampung.subjects.awards import pictures
from kampung.subjects.awards.pictures import AwardsSettings
from tests.unit.subjects.sound import is_whole, made, without_data

EN = View(Language("en"))
ALL = {"awards", "award-accounts"}


@pytest.fixture(scope="module")
def data(small_store: Path) -> DataSet:
    return DataSet.at(str(small_store))


@pytest.fixture(scope="module")
def nothing(small_pack: Path, tmp_path_factory: pytest.TempPathFactory) -> DataSet:
    return without_data(small_pack, tmp_path_factory.mktemp("empty"))


def test_every_picture_is_whole(data: DataSet) -> None:
    found = list(made(data, subject="awards"))
    assert {name for name, _ in found} == ALL
    assert [name for name, picture in found if not is_whole(picture)] == []
    assert all(picture.sources for _, picture in found)


def test_every_picture_stands_where_nothing_is_known(nothing: DataSet) -> None:
    found = list(made(nothing, subject="awards"))
    assert {name for name, _ in found} == ALL
    assert [name for name, picture in found if not is_whole(picture)] == []
    assert [name for name, picture in found if picture.specification or len(picture.rows)] == []
    assert not pictures.on_record(nothing)
    assert pictures.heading(nothing, Language("en")) == ""


def test_awards_are_dated_as_exactly_as_they_are_known(data: DataSet) -> None:
    shown = pictures.timeline(data, AwardsSettings(), EN)
    assert [row[0].value for row in shown.table.rows] == ["2021-12-14", "2019"]
    assert shown.text_table.iloc[:, :7].to_numpy().tolist() == [
        [
            *("14 December 2021", "Kota Cerdas", "Ekonomi", "Kementerian", "Kota A"),
            *("won", "the programme"),
        ],
        ["2019", "Gelar Inovasi", "–", "–", "–", "nominated", "the regency"],
    ]
    assert shown.settings_text == "Given to: All, Result: All"


def test_a_choice_leaves_its_awards(data: DataSet) -> None:
    won = AwardsSettings(scope="programme", result="won")
    assert pictures.timeline(data, won, EN).rows["id"].tolist() == ["kota-2021"]
    (card,) = pictures.cards(data, won, Language("en"))
    assert (card.date, card.name, card.category, card.where, card.note) == (
        "14 December 2021",
        "Kota Cerdas",
        "Ekonomi",
        "Kementerian · Konferensi · Kota A",
        "",
    )
    none = AwardsSettings(scope="regency", result="won")
    assert pictures.timeline(data, none, EN).specification is None
    assert pictures.cards(data, none, Language("en")) == ()


def test_every_account_of_a_ceremony_stands_with_its_source(data: DataSet) -> None:
    shown = pictures.accounts(data, NoSettings(), EN)
    assert shown.text_table.to_numpy().tolist() == [
        ["Kota Cerdas", "place", "Kota A", "Warta Contoh, ¶2", ""],
        ["Kota Cerdas", "place", "Kota B", "Warta Contoh, caption", ""],
    ]
    (source,) = shown.sources
    assert source.locators == ("¶2", "caption")
