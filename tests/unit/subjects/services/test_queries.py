"""Questions about village services, asked of counts that are few enough to add up in the head."""

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from kampung.building.build import build
from kampung.building.imports import About, Import
from kampung.store import Store
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.services import queries as services_queries

REGENCY, NORTH, SOUTH, WEST = "99.01", "99.01.01", "99.01.02", "99.01.03"
KOTA, MAJU, SARI = "99.01.01.1001", "99.01.01.2001", "99.01.01.2002"
OTHER_MAJU, KARANG = "99.01.02.2001", "99.01.03.2001"
AREAS = f"""\
{WEST},99.01,district,kecamatan,Barat,,,,,,,,,,,,,kode-wilayah
{SARI},99.01.01,village,desa,Sukasari,,,,,,,,,,,,,kode-wilayah
{KARANG},99.01.03,village,desa,Karang III,,,,,,,,,,,,,kode-wilayah
"""
# Sari and Karang report nothing; nobody reports the week from 11 January. Maju reports by month,
# and the other Maju says only what was completed.
COUNTS = f"""\
{KOTA},ket-usaha,2020-12-28,2021-01-03,1,1,0,2,2,surat-desa
{KOTA},ket-usaha,2021-01-04,2021-01-10,4,3,1,5,10,surat-desa
{KOTA},ket-domisili,2021-01-04,2021-01-10,6,6,0,9,30,surat-desa
{KOTA},ket-usaha,2021-01-18,2021-01-24,3,2,0,7,9,surat-desa
{MAJU},ket-usaha,2021-01-01,2021-01-31,20,18,,6,12,surat-desa
{MAJU},ket-domisili,2021-01-01,2021-01-31,,2,,,,surat-desa
{OTHER_MAJU},ket-usaha,2021-01-04,2021-01-10,,5,0,,,berita-2021
"""
SQUARE = '{"type":"Polygon","coordinates":[[[114,-8],[115,-8],[115,-9],[114,-9],[114,-8]]]}'
NUMBERS = ["requested", "completed", "rejected"]
WAITS = ["median_hours", "p90_hours"]


@pytest.fixture(scope="module")
def store(small_pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("services")
    pack = Path(shutil.copytree(small_pack, folder / "pack"))
    for name, lines in (("areas", AREAS), ("service_counts", COUNTS)):
        with (pack / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.write(lines)
    about = About("boundaries-district", "boundaries", "Kantor Peta", "", "2026-01-02", 2)
    frame = pd.DataFrame(
        {"code": [NORTH, SOUTH, "99.01.77"], "level": "district", "geometry": SQUARE}, dtype="str"
    )
    build(pack, folder / "kampung.db", arriving=Import(about, frame))
    return Store(str(folder / "kampung.db"))


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    """Rows as tuples; days as ISO text, what is missing as None."""
    chosen: Sequence[str] = columns or list(frame.columns)
    days = {
        name: frame[name].dt.strftime("%Y-%m-%d")
        for name in chosen
        if frame[name].dtype.kind == "M"
    }
    found = frame.assign(**days)[list(chosen)].astype(object).itertuples(index=False)
    return [tuple(None if pd.isna(value) else value for value in row) for row in found]


class TestSpansAndCadences:
    def test_spans_newest_first(self, store: Store) -> None:
        # Maju's 20 of 34 are more than half.
        assert rows(services_queries.service_spans(store)) == [
            ("last", "2020-02-03", "2021-01-31", 5, 3, "requested", 34, 1),
            ("2021", "2021-01-01", "2021-12-31", 5, 3, "requested", 33, 1),
            ("2020", "2020-01-01", "2020-12-31", 5, 1, "requested", 1, 1),
        ]

    def test_cadences(self, store: Store) -> None:
        assert rows(services_queries.service_cadences(store, area_code=REGENCY)) == [
            ("week", 3, 2),
            ("month", 1, 1),
        ]
        assert rows(services_queries.service_cadences(store, area_code=SOUTH)) == [("week", 1, 1)]
        assert services_queries.service_cadences(store, area_code=WEST).empty

    def test_cadences_of_a_village(self, store: Store) -> None:
        assert rows(services_queries.village_cadences(store, village_code=KOTA)) == [("week", 4)]
        assert rows(services_queries.village_cadences(store, village_code=MAJU)) == [("month", 2)]
        assert services_queries.village_cadences(store, village_code=SARI).empty


class TestPeriods:
    def test_a_gap_has_no_row(self, store: Store) -> None:
        found = services_queries.service_periods(store, area_code=REGENCY, cadence="week")
        assert rows(found) == [
            ("2020-12-28", "2021-01-03", 1, 1, 1, 0, 2.0, 2.0),
            # 3 + 6 + 5 were completed; 9 hours weigh 6 of the 9 that have a waiting time.
            ("2021-01-04", "2021-01-10", 2, 10, 14, 1, 9.0, 30.0),
            ("2021-01-18", "2021-01-24", 1, 3, 2, 0, 7.0, 9.0),
        ]
        assert found.dtypes.astype(str).to_dict() == {
            **dict.fromkeys(("period_start", "period_end"), "datetime64[us]"),
            **dict.fromkeys(("villages", *NUMBERS), "Int64"),
            **dict.fromkeys(WAITS, "float64"),
        }

    def test_months_are_apart_from_weeks(self, store: Store) -> None:
        found = services_queries.service_periods(store, area_code=NORTH, cadence="month")
        assert rows(found) == [("2021-01-01", "2021-01-31", 1, 20, 20, None, 6.0, 12.0)]

    def test_by_family_and_service(self, store: Store) -> None:
        family = services_queries.service_periods(
            store, area_code=REGENCY, cadence="week", scope="family", item="business"
        )
        service = services_queries.service_periods(
            store, area_code=REGENCY, cadence="week", scope="service", item="ket-usaha"
        )
        assert rows(family) == rows(service)
        assert [row[3] for row in rows(family)] == [1, 4, 3]

    def test_between_days(self, store: Store) -> None:
        found = services_queries.service_periods(
            store,
            area_code=REGENCY,
            cadence="week",
            start=date(2021, 1, 1),
            end=date(2021, 1, 24),
        )
        assert [row[0] for row in rows(found)] == ["2021-01-04", "2021-01-18"]

    def test_nothing_is_an_empty_table_of_the_same_types(self, store: Store) -> None:
        full = services_queries.service_periods(store, area_code=REGENCY, cadence="week")
        none = services_queries.service_periods(store, area_code=WEST, cadence="week")
        assert none.empty
        assert none.dtypes.equals(full.dtypes)
        assert services_queries.village_periods(
            store, village_code=SARI, cadence="week"
        ).dtypes.equals(full.dtypes)

    def test_of_one_village(self, store: Store) -> None:
        found = services_queries.village_periods(store, village_code=KOTA, cadence="week")
        assert rows(found, "period_start", "villages", *NUMBERS) == [
            ("2020-12-28", 1, 1, 1, 0),
            ("2021-01-04", 1, 10, 9, 1),
            ("2021-01-18", 1, 3, 2, 0),
        ]
        # (5 × 3 + 9 × 6) / 9 and (10 × 3 + 30 × 6) / 9
        assert found["median_hours"].tolist() == pytest.approx([2, 69 / 9, 7])
        assert found["p90_hours"].tolist() == pytest.approx([2, 210 / 9, 9])
        later = services_queries.village_periods(
            store, village_code=KOTA, cadence="week", start=date(2021, 1, 4), end=date(2021, 1, 10)
        )
        assert rows(later, "period_start", "requested") == [("2021-01-04", 10)]

    def test_what_a_village_does_not_say_stays_missing(self, store: Store) -> None:
        assert rows(
            services_queries.village_periods(store, village_code=OTHER_MAJU, cadence="week")
        ) == [("2021-01-04", "2021-01-10", 1, None, 5, 0, None, None)]
        # What has no waiting time weighs nothing in the average.
        assert rows(
            services_queries.village_periods(store, village_code=MAJU, cadence="month")
        ) == [("2021-01-01", "2021-01-31", 1, 20, 20, None, 6.0, 12.0)]
        assert services_queries.village_periods(store, village_code=MAJU, cadence="week").empty


class TestMix:
    def test_of_a_village(self, store: Store) -> None:
        found = services_queries.village_mix(
            store, village_code=KOTA, start=date(2021, 1, 1), end=date(2021, 12, 31)
        )
        assert rows(found) == [
            ("ket-usaha", "Surat Keterangan Usaha", "Business certificate", "business", 7, 5, 1),
            (
                "ket-domisili", "Surat Keterangan Domisili", "Residence certificate", "residency",
                6, 6, 0,
            ),
        ]  # fmt: skip

    def test_a_week_at_the_turn_of_the_year_is_in_one_year_only(self, store: Store) -> None:
        found = services_queries.village_mix(
            store, village_code=KOTA, start=date(2020, 1, 1), end=date(2020, 12, 31)
        )
        assert rows(found, "service_code", *NUMBERS) == [("ket-usaha", 1, 1, 0)]

    def test_the_middle_of_a_period_decides(self, store: Store) -> None:
        monday, wednesday, thursday = (date(2021, 1, day) for day in (4, 6, 7))
        found = services_queries.village_mix(store, village_code=KOTA, start=thursday, end=thursday)
        assert rows(found, "service_code", "requested") == [("ket-domisili", 6), ("ket-usaha", 4)]
        assert services_queries.village_mix(
            store, village_code=KOTA, start=monday, end=wednesday
        ).empty

    def test_of_villages_without_requests(self, store: Store) -> None:
        span = {"start": date(2021, 1, 1), "end": date(2021, 12, 31)}
        assert rows(
            services_queries.village_mix(store, village_code=OTHER_MAJU, **span), *NUMBERS
        ) == [(None, 5, 0)]
        assert services_queries.village_mix(store, village_code=SARI, **span).empty

    def test_of_the_regency_and_a_district(self, store: Store) -> None:
        found = services_queries.area_mix(store, area_code=REGENCY, span="2021")
        assert rows(found, "service_code", "villages", *NUMBERS) == [
            ("ket-usaha", 3, 27, 28, 1),  # 4 + 3 + 20; 3 + 2 + 18 + 5
            ("ket-domisili", 2, 6, 8, 0),
        ]
        south = services_queries.area_mix(store, area_code=SOUTH, span="2021")
        assert rows(south, "service_code", *NUMBERS) == [("ket-usaha", None, 5, 0)]
        assert services_queries.area_mix(store, area_code=WEST, span="2021").empty


class TestTotals:
    RANKS = ("rank_district", "of_district", "rank_regency", "of_regency")

    def test_of_a_village(self, store: Store) -> None:
        found = services_queries.service_total(store, area_code=KOTA, span="2021")
        columns = ["name", "kind", "parent_name", "level", "days_reported", *NUMBERS, "last_end"]
        assert rows(found, *columns) == [
            # Two weeks of January, and three days of the one before.
            ("Kota", "kelurahan", "Utara", "village", 17, 13, 11, 1, "2021-01-24")
        ]
        assert rows(found, *self.RANKS) == [(2, 2, 2, 2)]  # after Maju; three do not say

    def test_of_a_silent_village(self, store: Store) -> None:
        found = services_queries.service_total(store, area_code=SARI, span="2021")
        columns = ["villages", "days_reported", *NUMBERS, *WAITS, "last_end", *self.RANKS]
        assert rows(found, *columns) == [(0, 0, *[None] * 10)]

    def test_of_the_regency(self, store: Store) -> None:
        found = services_queries.service_total(store, area_code=REGENCY, span="last")
        assert rows(found, "name", "parent_name", "villages", *NUMBERS, "population") == [
            ("Contoh", None, 3, 34, 37, 1, 120_000)
        ]
        assert services_queries.service_total(store, area_code=REGENCY, span="1999").empty

    def test_every_district_is_there(self, store: Store) -> None:
        found = services_queries.district_totals(store, span="2021")
        columns = ["area_code", "name", "villages", "villages_total", *NUMBERS, "rank_regency"]
        assert rows(found, *columns) == [
            (NORTH, "Utara", 2, 3, 33, 31, 1, 1),
            (SOUTH, "Selatan", 1, 1, None, 5, 0, None),
            (WEST, "Barat", 0, 1, None, None, None, None),
        ]
        assert rows(found, "tile_column", "tile_row", "parent_name") == [
            (1, 1, "Contoh"),
            (1, 2, "Contoh"),
            (None, None, "Contoh"),
        ]

    def test_districts_by_service(self, store: Store) -> None:
        found = services_queries.district_totals(
            store, span="2021", scope="service", item="ket-domisili"
        )
        assert rows(found, "area_code", "villages", "requested", "rank_regency", "of_regency") == [
            (NORTH, 2, 6, 1, 1),
            (SOUTH, 0, None, None, None),
            (WEST, 0, None, None, None),
        ]

    def test_villages_of_a_district_most_first(self, store: Store) -> None:
        found = services_queries.village_totals(store, district_code=NORTH, span="2021")
        assert rows(found, "area_code", "requested", "rank_district") == [
            (MAJU, 20, 1),
            (KOTA, 13, 2),
            (SARI, None, None),
        ]
        first = services_queries.village_totals(store, district_code=NORTH, span="2021", limit=1)
        assert first["area_code"].tolist() == [MAJU]
        assert first.columns.equals(
            services_queries.service_total(store, area_code=KOTA, span="2021").columns
        )

    def test_concentration(self, store: Store) -> None:
        found = services_queries.service_concentration(store, span="last").set_index("position")
        assert found.index.tolist() == list(range(101))
        assert found.loc[[0, 50, 51], "villages"].tolist() == [0, 1, 2]
        assert found.loc[[0, 50, 51], "share"].tolist() == pytest.approx([0, 20 / 34, 1])
        assert services_queries.service_concentration(store, span="1999").empty


class TestSilence:
    def test_the_longest_silent_first(self, store: Store) -> None:
        found = services_queries.silent_villages(store, before=date(2021, 1, 25))
        assert rows(found) == [
            (SARI, "Sukasari", "Utara", None, 0),
            (KARANG, "Karang III", "Barat", None, 0),
            (OTHER_MAJU, "Sukamaju", "Selatan", "2021-01-10", 7),
            (KOTA, "Kota", "Utara", "2021-01-24", 21),
        ]

    @pytest.mark.parametrize(
        ("before", "district", "villages"),
        [
            (date(2021, 1, 24), None, [SARI, KARANG, OTHER_MAJU]),  # 24 January is not before it
            (date(2021, 2, 1), None, [SARI, KARANG, OTHER_MAJU, KOTA, MAJU]),
            (date(2021, 1, 25), NORTH, [SARI, KOTA]),
            (date(2019, 1, 1), SOUTH, []),
        ],
    )
    def test_list_and_number_agree(
        self, store: Store, before: date, district: str | None, villages: list[str]
    ) -> None:
        found = services_queries.silent_villages(store, before=before, district_code=district)
        assert found["area_code"].tolist() == villages
        counted = services_queries.silent_count(store, before=before, district_code=district)
        assert counted == len(villages)
        cut = services_queries.silent_villages(
            store, before=before, district_code=district, limit=1
        )
        assert cut["area_code"].tolist() == villages[:1]


class TestAreas:
    def test_one_area(self, store: Store) -> None:
        columns = ["name", "kind", "parent_name", "parent_kind", "desa", "kelurahan", "publisher"]
        assert rows(areas_queries.area(store, code=NORTH), *columns) == [
            ("Utara", "kecamatan", "Contoh", "kabupaten", 2, 1, "Kemendagri")
        ]
        assert rows(areas_queries.area(store, code=KOTA), *columns) == [
            ("Kota", "kelurahan", "Utara", "kecamatan", None, None, "Kemendagri")
        ]
        assert areas_queries.area(store, code="99.01.09").empty

    def test_names_to_choose_from(self, store: Store) -> None:
        assert rows(
            areas_queries.area_names(store, level="district"), "code", "name", "parent_name"
        ) == [
            (NORTH, "Utara", "Contoh"),
            (SOUTH, "Selatan", "Contoh"),
            (WEST, "Barat", "Contoh"),
        ]
        within = areas_queries.area_names(store, parent_code=NORTH)
        assert within["code"].tolist() == [KOTA, MAJU, SARI]
        assert len(areas_queries.area_names(store)) == 9

    @pytest.mark.parametrize(
        ("letters", "codes"),
        [
            ("suka", [MAJU, OTHER_MAJU, SARI]),  # two of one name, and one that begins alike
            ("  SUKAM", [MAJU, OTHER_MAJU]),
            ("Sukasari", [SARI]),
            ("suka sari", [SARI]),  # with a space where the name has none
            ("karangiii", [KARANG]),  # without one where it has one
            ("Karang III", [KARANG]),
            ("maju", [MAJU, OTHER_MAJU]),  # in the middle of a name
            ("sel", [SOUTH]),
            ("contoh", []),  # the regency is where one is anyway
            ("%", []),
            ("_uka", [MAJU, OTHER_MAJU, SARI]),  # signs do not count
            ("zzz", []),
            (" ", []),
            (SOUTH, [SOUTH, OTHER_MAJU]),  # a code, with all that lies in it
            (SARI.replace(".", ""), [SARI]),
        ],
    )
    def test_by_a_part_of_the_name_or_by_code(
        self, store: Store, letters: str, codes: list[str]
    ) -> None:
        found = areas_queries.find_areas(store, letters=letters)["code"].tolist()
        assert sorted(found) == sorted(codes)

    def test_names_that_begin_so_come_first(self, store: Store) -> None:
        found = areas_queries.find_areas(store, letters="a", limit=9)["name"].tolist()
        begin = [name.lower().startswith("a") for name in found]
        assert begin == sorted(begin, reverse=True)
        assert rows(areas_queries.find_areas(store, letters="Sukam"), "parent_name") == [
            ("Utara",),
            ("Selatan",),
        ]

    def test_how_many_villages(self, store: Store) -> None:
        assert areas_queries.villages_in(store) == 5


def test_sources(store: Store) -> None:
    columns = ["source_id", "publisher", "source_kind", "rows", "villages", "services"]
    found = services_queries.service_sources(store)
    assert rows(found, *columns, "period_start", "period_end") == [
        ("surat-desa", "Surat Desa", "registry", 6, 2, 2, "2020-12-28", "2021-01-31"),
        ("berita-2021", "Warta Contoh", "article", 1, 1, 1, "2021-01-04", "2021-01-10"),
    ]


class TestBoundaries:
    def test_of_areas_that_the_pack_has(self, store: Store) -> None:
        found = areas_queries.boundaries(store, level="district")
        columns = ["code", "name", "geometry", "source_id", "publisher"]
        assert rows(found, *columns) == [
            (NORTH, "Utara", SQUARE, "boundaries-district", "Kantor Peta"),
            (SOUTH, "Selatan", SQUARE, "boundaries-district", "Kantor Peta"),
        ]

    def test_within_an_area_and_of_another_level(self, store: Store) -> None:
        inside = areas_queries.boundaries(store, level="district", parent_code=REGENCY)
        assert inside["code"].tolist() == [NORTH, SOUTH]
        assert areas_queries.boundaries(store, level="district", parent_code=NORTH).empty
        assert areas_queries.boundaries(store, level="village").empty


def test_a_store_without_counts_answers_with_nothing(small_store: Path) -> None:
    empty = Store(str(small_store))
    for found in (
        services_queries.service_spans(empty),
        services_queries.service_cadences(empty, area_code=REGENCY),
        services_queries.service_periods(empty, area_code=REGENCY, cadence="week"),
        services_queries.service_total(empty, area_code=REGENCY, span="last"),
        services_queries.silent_villages(empty, before=date(2021, 1, 1)),
        services_queries.service_sources(empty),
        areas_queries.boundaries(empty, level="district"),
    ):
        assert found.empty
    totals = services_queries.district_totals(empty, span="last")
    assert rows(totals, "area_code", "villages", "villages_total", "requested") == [
        (NORTH, 0, 2, None),
        (SOUTH, 0, 1, None),
    ]
