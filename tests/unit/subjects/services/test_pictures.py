"""Pictures of services, made of small stores without a page: of counts, and of none."""

from pathlib import Path

import pytest

from kampung.building.build import simulate
from kampung.language import Language
from kampung.pictures.picture import Picture, View
from kampung.pictures.registry import PICTURES
from kampung.pictures.settings import NoSettings, read, write
from kampung.store.door import DataSet
from kampung.subjects.services.pictures import by_area, by_kind, of_place, over_time
from kampung.subjects.services.pictures.by_area import MapSettings
from kampung.subjects.services.pictures.of_place import PlaceSettings
from kampung.subjects.services.pictures.over_time import TimeSettings
from tests.unit.subjects.sound import is_whole, made, without_data

ID, EN = View(Language("id")), View(Language("en"))
ALL = {
    *("services-in-short", "services-over-time", "services-waiting", "services-reporting"),
    *("services-silent", "services-by-district", "services-by-family", "services-by-kind"),
    *("services-concentration", "place-map", "place-requests", "place-waiting", "place-services"),
    *(
        "place-beside",
        "place-rank",
        "place-neighbours",
        "place-profile",
        "place-missing",
        "place-nearest",
    ),
}
TABLES = {
    *("services-in-short", "services-silent", "place-profile", "place-missing", "place-nearest"),
}
DISTRICT, VILLAGE = "99.01.01", "99.01.01.1002"


@pytest.fixture(scope="module")
def data(small_pack: Path, tmp_path_factory: pytest.TempPathFactory) -> DataSet:
    """Two districts of twenty villages, with a year of invented counts."""
    store = tmp_path_factory.mktemp("services") / "simulated.db"
    simulate(small_pack, store, seed=1, villages=20, years=1)
    return DataSet.at(str(store))


@pytest.fixture(scope="module")
def nothing(small_pack: Path, tmp_path_factory: pytest.TempPathFactory) -> DataSet:
    return without_data(small_pack, tmp_path_factory.mktemp("empty"))


def test_every_picture_is_whole(data: DataSet) -> None:
    found = list(made(data, subject="services"))
    assert {name for name, _ in found} == ALL
    assert [name for name, picture in found if not is_whole(picture)] == []
    assert {name for name, picture in found if not picture.specification} == {
        *TABLES,
        "place-neighbours",  # of the regency nobody knows them
    }
    assert [
        name for name, picture in found if not (picture.sources and picture.settings_text)
    ] == []


def test_every_picture_stands_where_nothing_is_loaded(nothing: DataSet) -> None:
    found = list(made(nothing, subject="services"))
    assert {name for name, _ in found} == ALL
    assert [name for name, picture in found if not is_whole(picture)] == []
    # Areas are known all the same.
    assert {name for name, picture in found if picture.specification} == {"place-map"}


@pytest.mark.parametrize("code", [DISTRICT, VILLAGE])
def test_pictures_of_a_place_are_whole_and_named_after_it(data: DataSet, code: str) -> None:
    pictures = [_of_place(name, data, code) for name in ALL if name.startswith("place-")]
    assert all(is_whole(picture) and picture.name.endswith(code) for picture in pictures)
    assert sum(1 for picture in pictures if picture.specification) >= 6


def _of_place(name: str, data: DataSet, code: str) -> Picture:
    return PICTURES[name].make(data, PlaceSettings(code), EN)


@pytest.mark.parametrize("code", ["99.01.77", "nowhere"])
def test_of_an_area_that_is_not_there_nothing_is_known(data: DataSet, code: str) -> None:
    pictures = {name: _of_place(name, data, code) for name in ALL if name.startswith("place-")}
    assert all(is_whole(picture) for picture in pictures.values())
    assert not len(pictures["place-profile"].table)
    assert not len(pictures["place-requests"].rows)


def test_a_span_that_is_not_there_leaves_nothing_to_draw(data: DataSet) -> None:
    shown = over_time.requests(data, TimeSettings(span="1999"), EN)
    assert shown.said.sentence == "No counts of services are known yet."
    assert not len(shown.rows)
    assert by_area.by_district(data, MapSettings(span="1999"), EN).specification is None


def test_settings_are_those_of_the_address(data: DataSet) -> None:
    address = {"wilayah": DISTRICT, "layanan": "family:land", "span": "2020"}
    chosen = read(TimeSettings, address)
    assert chosen == TimeSettings(area=DISTRICT, service="family:land", span="2020")
    assert write(chosen) == address
    assert read(PlaceSettings, {"kode": VILLAGE}).area == VILLAGE
    shown = over_time.requests(data, TimeSettings(area=DISTRICT), EN)
    assert shown.settings_text.startswith("Utara district, All services, Last 52 weeks (")
    assert shown.settings_text.endswith("), Week")


def test_a_series_says_what_the_chart_draws(data: DataSet) -> None:
    shown = over_time.requests(data, TimeSettings(), EN)
    requested, completed = shown.series
    assert (requested.name, completed.name) == ("Requests", "Completed requests")
    assert [point.value for point in requested.points] == shown.rows["requested"].tolist()
    assert requested.points[0].end == shown.rows["period_end"].iloc[0].date()
    (districts,) = by_area.by_district(data, MapSettings(), EN).series
    assert [point.x for point in districts.points] == ["Utara", "Selatan"]


def test_the_newest_weeks_add_up_to_the_four_numbers_on_top(data: DataSet) -> None:
    short = over_time.in_short(data, NoSettings(), ID)
    weeks = over_time.requests(data, TimeSettings(), ID)
    kinds = by_kind.by_service(data, by_kind.MixSettings(), ID)
    total = int(weeks.rows["requested"].sum())
    assert short.text_table.iloc[0].tolist() == ["Permohonan", Language("id").number(total)]
    assert int(kinds.rows["requested"].sum()) == total


def test_rows_of_a_place_say_of_which(data: DataSet) -> None:
    chosen = PlaceSettings(VILLAGE)
    for make in (of_place.requests, of_place.waiting, of_place.services):
        assert set(make(data, chosen, EN).rows["area_code"]) <= {VILLAGE}


def test_of_some_services_the_map_shows_what_is_known(data: DataSet) -> None:
    chosen = MapSettings(measure="median_hours", service="family:land")
    assert by_area.by_district(data, chosen, EN).said.title == "Requests by district"
