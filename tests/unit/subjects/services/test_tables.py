"""Tables of services: as texts to read, and as typed values."""

import datetime as dt

import pandas as pd
import pytest

from kampung.language import Language
from kampung.subjects.services import facts as service_facts
from kampung.subjects.services import tables as service_tables
from kampung.subjects.services.analysis import periods as periods_analysis
from kampung.subjects.services.analysis.areas import measured
from tests.unit.counted import (
    CURVE,
    DISTRICT,
    PLACES,
    SERVICES,
    STANDING,
    VILLAGE,
    mix,
    periods,
    silent,
    span,
    totals,
)

ID, EN = Language("id"), Language("en")
LAST = span("last")


# Tables


def listed(table):
    frame = table.as_text()
    return [list(frame.columns), *frame.to_numpy().tolist()]


def test_a_table_of_periods_knows_what_is_missing():
    rows = periods([2500, None], villages=180, median=[3.5, None])
    assert listed(service_tables.periods_table(rows, language=ID)) == [
        ["Periode", "Desa/kelurahan yang melapor", "Permohonan", "Median waktu tunggu"],
        ["15–21 Juni 2026", "180", "–", "–"],
        ["8–14 Juni 2026", "180", "2.500", "3,5 jam"],
    ]
    one = service_tables.periods_table(periods([1], villages=1), language=EN)
    assert listed(one) == [["Period", "Requests"], ["8–14 June 2026", "1"]]
    quarters = periods([1], villages=1).assign(
        period_start=pd.Timestamp("2026-07-01"), period_end=pd.Timestamp("2026-09-30")
    )
    assert (
        service_tables.periods_table(quarters, language=ID).rows[0][0].text == "Triwulan III 2026"
    )


def test_a_table_of_villages_is_ranked_and_keeps_those_without_a_report():
    table = service_tables.totals_table(
        PLACES, level="village", span=span(), language=EN, among="district"
    )
    assert listed(table) == [
        ["Village or ward", "Requests", "Completed requests", "Median waiting time", "Rank",
         "District", "Requests per 1,000 inhabitants", "Share completed"],
        ["Mawar", "300", "300", "2.3 days", "1", "Utara", "–", "100%"],
        ["Kenanga", "120", "–", "–", "2", "Utara", "–", "–"],
        ["Melati", "120", "100", "3.5 hours", "2", "Utara", "24.0", "83%"],
        ["Dahlia", "–", "–", "–", "–", "Utara", "–", "–"],
    ]  # fmt: skip


def test_a_table_of_districts():
    rows = totals({"name": "Utara", "requested": 5, "villages": 3, "rank_regency": 1})
    table = service_tables.totals_table(rows, level="district", span=span(), language=ID)
    assert listed(table) == [
        ["Kecamatan", "Permohonan", "Peringkat", "Desa/kelurahan yang melapor"],
        ["Utara", "5", "1", "3"],
    ]


def test_a_table_of_a_map():
    values = measured(PLACES, measure="median_hours")
    table = service_tables.values_table(
        values, measure="median_hours", level="district", language=EN
    )
    assert listed(table) == [
        ["District", "Median waiting time"],
        ["Mawar", "2.3 days"],
        ["Melati", "3.5 hours"],
        ["Dahlia", "no data"],
        ["Kenanga", "no data"],
    ]


def test_tables_of_services_and_families():
    assert listed(service_tables.mix_table(SERVICES, language=ID)) == [
        ["Layanan", "Permohonan", "Permohonan selesai", "Bagian dari seluruhnya", "Kategori"],
        ["Surat a", "50", "50", "50%", "Kependudukan"],
        ["Surat b", "30", "–", "30%", "Pernikahan dan perceraian"],
        ["Surat c", "20", "20", "20%", "Tanah"],
    ]
    assert listed(service_tables.families_table(SERVICES, language=EN))[:2] == [
        ["Category", "Requests", "Completed requests", "Share of all", "Number of services"],
        ["Residency", "50", "50", "50%", "1"],
    ]


def test_tables_of_silence_and_concentration():
    rows = silent(("Mawar", None), ("Melati", "2026-02-01"))
    assert listed(service_tables.silent_table(rows, language=EN)) == [
        ["Village or ward", "District", "Code", "Last report"],
        ["Mawar", "Utara", "Mawar", "none in 52 weeks"],
        ["Melati", "Utara", "Melati", "1 Feb 2026"],
    ]
    assert listed(service_tables.concentration_table(CURVE, language=ID)) == [
        [
            "Bagian tersibuk dari yang melapor",
            "Desa dan kelurahan",
            "Bagian dari seluruh permohonan",
        ],
        ["10%", "19", "43%"],
        ["50%", "95", "91%"],
        ["100%", "189", "100%"],
    ]


def test_a_table_of_trends_keeps_its_gaps():
    trends = periods_analysis.beside(
        [("v", "Melati", periods([3])), ("d", "Utara", periods([6, 9]))]
    )
    assert listed(service_tables.beside_table(trends, language=EN)) == [
        ["Period", "Melati", "Utara"],
        ["15–21 June 2026", "–", "3.0"],
        ["8–14 June 2026", "1.0", "2.0"],
    ]


def test_a_profile_says_what_is_not_known():
    table = service_facts.profile_table(
        {**VILLAGE, "postcode": None}, totals=STANDING, span=span(), language=EN
    )
    assert listed(table) == [
        ["Fact", "Value"],
        ["Name", "Melati village"],
        ["Lies in", "Utara district, Contoh regency"],
        ["Population", "5,123 (2024)"],
        ["Area, km²", "42.50"],
        ["Postcode", "no data"],
        ["Area code", "99.01.2001"],
        ["Counts below", "In 2025"],
        ["Requests", "1,234"],
        ["Completed requests", "1,200"],
        ["Rejected requests", "no data"],
        ["Median waiting time", "3.5 hours"],
        ["Waiting time, 90th percentile", "2.3 days"],
        ["Rank in the district", "3 of 12"],
        ["Rank in the regency", "17 of 189"],
        ["Last report", "28 Dec 2025"],
    ]
    district = service_facts.profile_table(DISTRICT, language=ID)
    assert listed(district)[1:] == [
        ["Nama", "Distrik Utara"],
        ["Terletak di", "Kota Contoh"],
        ["Desa", "5"],
        ["Kelurahan", "1"],
        ["Penduduk", "tidak ada data"],
        ["Luas, km²", "tidak ada data"],
        ["Kode wilayah", "99.01"],
    ]


@pytest.mark.parametrize("language", [ID, EN], ids=["id", "en"])
def test_empty_frames_make_empty_tables(language):
    tables = [
        service_tables.periods_table(periods([]), language=language),
        service_tables.beside_table(periods_analysis.beside([]), language=language),
        service_tables.totals_table(
            PLACES.head(0), level="village", span=span(), language=language
        ),
        service_tables.mix_table(mix(), language=language),
        service_tables.families_table(mix(), language=language),
        service_tables.silent_table(silent(), language=language),
        service_tables.concentration_table(CURVE.head(0), language=language),
    ]
    for table in tables:
        assert len(table.columns)
        assert not len(table)


def test_cells_keep_their_values():
    table = service_tables.totals_table(
        PLACES, level="village", span=span(), language=ID, among="district"
    )
    assert [(column.kind, column.unit) for column in table.columns] == [
        ("text", ""),
        ("number", ""),
        ("number", ""),
        ("number", "jam"),
        ("number", ""),
        ("text", ""),
        ("number", ""),
        ("number", ""),
    ]
    mawar, kenanga, melati, dahlia = ([cell.value for cell in row] for row in table.rows)
    assert mawar[:2] + mawar[4:6] == ["Mawar", 300, 1, "Utara"]
    assert kenanga[2:4] + kenanga[6:] == [None, None, None, None]
    assert [melati[3], *melati[6:]] == [3.5, 24, pytest.approx(100 / 120)]
    assert dahlia == ["Dahlia", None, None, None, None, "Utara", None, None]


def test_periods_and_days_are_values_too():
    rows = service_tables.periods_table(periods([7], villages=1), language=ID).rows
    assert [cell.value for cell in rows[0]] == ["2026-06-08/2026-06-14", 7]
    late = silent(("Mawar", None), ("Melati", "2026-02-01"))
    never, once = service_tables.silent_table(late, language=ID).rows
    assert (never[3].value, never[3].text) == (None, "nihil dalam 52 pekan")
    assert once[3].value == dt.date(2026, 2, 1)
