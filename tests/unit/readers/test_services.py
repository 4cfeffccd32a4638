import csv
import io
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kampung.errors import KampungError
from kampung.readers import limits
from kampung.readers.boundaries import read_boundaries
from kampung.readers.resolving import counted_by
from kampung.readers.services import (
    ServiceImport,
    read_services,
    report,
    source_id_of,
)
from kampung.readers.shapes import Shape, is_header
from kampung.readers.tabular import locate

Importing = Callable[..., ServiceImport]

PORTAL = (
    "kemendagri_kode_desa_kelurahan,kemendagri_nama_desa_kelurahan,jenis_layanan,periode,"
    "jumlah,satuan\n"
)
AGGREGATE = (
    "village_code,service_code,period_start,period_end,requested,completed,rejected,"
    "median_hours,p90_hours\n"
)
REQUESTS = "id,kode_desa,url_surat,status,created_at,updated_at\n"
LETTERS = "id,kode_desa,url_surat,status,tanggal,verifikasi_operator,deleted_at\n"
USAHA = "surat-keterangan-usaha"
CODE_A = "99.01.01.2001"
CODE = "kemendagri_kode_desa_kelurahan"


def counted(result: ServiceImport) -> list[tuple[object, ...]]:
    """Counts as plain tuples, without the source."""
    counts = result.counts.drop(columns="source_id")
    for name in ("period_start", "period_end"):
        counts[name] = counts[name].dt.strftime("%Y-%m-%d")
    rows = counts.astype(object).itertuples(index=False)
    return [tuple(None if pd.isna(value) else value for value in row) for row in rows]


def rejected(result: ServiceImport) -> list[tuple[int, str, str]]:
    """Line, column and reason of every reject."""
    columns = ["line", "column", "reason_code"]
    return [tuple(row) for row in result.rejects[columns].itertuples(index=False)]


# --- the four shapes ----------------------------------------------------------------------------


def test_portal(importing: Importing) -> None:
    result = importing(
        PORTAL
        + "99.01.01.2001,SUKA MAJU,Surat Keterangan Usaha,Juli 2021,1.234,SURAT\n"
        + "9901012001,Desa Sukamaju,Keterangan Usaha,2021-07,1.300,PERMOHONAN\n"
        + "99.01.02.2001,KARANG,Pengantar,Juli 2021,-,SURAT\n"
    )
    # Two units of one village, service and month are one row; the dash says nothing.
    assert counted(result) == [
        ("99.01.01.2001", USAHA, "2021-07-01", "2021-07-31", 1300, 1234, None, None, None)
    ]
    assert result.shape is Shape.PORTAL
    assert (result.rows_read, result.rows_taken, result.rows_rejected) == (3, 2, 0)
    assert result.skipped == {"no_value": 1}
    assert result.period == (date(2021, 7, 1), date(2021, 7, 31))


def test_the_types_are_those_of_the_pack(importing: Importing) -> None:
    counts = importing(PORTAL + "99.01.01.2001,,Pengantar,2021,3,SURAT\n").counts
    assert {name: str(kind) for name, kind in counts.dtypes.items()} == {
        "village_code": "category",
        "service_code": "category",
        "period_start": "datetime64[us]",
        "period_end": "datetime64[us]",
        "requested": "Int64",
        "completed": "Int64",
        "rejected": "Int64",
        "median_hours": "float64",
        "p90_hours": "float64",
        "source_id": "category",
    }
    assert counts["source_id"].tolist() == ["import-test"]


def test_portal_with_year_and_month_apart(importing: Importing) -> None:
    header = "kode_desa;jenis_layanan;tahun;bulan;jumlah;satuan\n"
    result = importing(
        header + "9901012001;Pengantar;2021;7;5;surat\n9901012001;Pengantar;2021;Agustus;6;surat\n"
    )
    assert [row[2:4] for row in counted(result)] == [
        ("2021-07-01", "2021-07-31"),
        ("2021-08-01", "2021-08-31"),
    ]


def test_aggregate(importing: Importing) -> None:
    result = importing(
        AGGREGATE
        + f"99.01.01.2001,{USAHA},2021-07-12,2021-07-18,10,8,1,1.234,30.5\n"
        + f"99.01.01.2001,{USAHA},2021-07-05,2021-07-11,10,,,,\n"
    )
    assert counted(result) == [
        ("99.01.01.2001", USAHA, "2021-07-05", "2021-07-11", 10, None, None, None, None),
        ("99.01.01.2001", USAHA, "2021-07-12", "2021-07-18", 10, 8, 1, 1.234, 30.5),
    ]


def test_aggregate_in_indonesian_numbers_and_dates(importing: Importing) -> None:
    result = importing(
        AGGREGATE.replace(",", ";")
        + f"99.01.01.2001;{USAHA};12 Juli 2021;18/07/2021;1.010;8;1;79,5;1.234\n"
    )
    assert counted(result) == [
        ("99.01.01.2001", USAHA, "2021-07-12", "2021-07-18", 1010, 8, 1, 79.5, 1234.0)
    ]


def test_requests_by_hand(importing: Importing) -> None:
    # 5 and 11 July 2021 are the Monday and the Sunday of one ISO week, 12 July begins the next.
    result = importing(
        REQUESTS
        + f"1,9901012001,{USAHA},4,2021-07-05 08:00:00,2021-07-05 10:00:00\n"  # 2 hours
        + f"2,9901012001,{USAHA},3,2021-07-11 23:59:59,2021-07-12 03:59:59\n"  # 4 hours
        + f"3,9901012001,{USAHA},5,2021-07-06 08:00:00,2021-07-06 09:00:00\n"
        + f"4,9901012001,{USAHA},1,2021-07-07 08:00:00,2021-07-07 08:00:00\n"
        + f"5,9901012001,{USAHA},0,2021-07-12 00:00:00,2021-07-12 00:00:00\n"
    )
    # Median of 2 and 4 is 3; the 90th percentile lies at 2 + 0.9 × 2 = 3.8.
    assert counted(result) == [
        ("99.01.01.2001", USAHA, "2021-07-05", "2021-07-11", 4, 2, 1, 3.0, 3.8),
        ("99.01.01.2001", USAHA, "2021-07-12", "2021-07-18", 1, 0, 0, None, None),
    ]
    assert result.shape is Shape.OPENSID_REQUESTS
    assert (result.rows_read, result.rows_taken) == (5, 5)


def test_requests_with_statuses_and_dates_as_pages_show_them(importing: Importing) -> None:
    result = importing(
        "No;Nama Desa;Jenis Surat;Status;Created At\n"
        "1;Kelir;Keterangan Usaha;Sudah Diambil;5 Juli 2021 08:00:00\n"
        "2;Kelir;Keterangan Usaha;Menunggu Tandatangan;06/07/2021 08.00\n"
    )
    assert counted(result) == [
        ("99.01.02.2002", USAHA, "2021-07-05", "2021-07-11", 2, 1, 0, None, None)
    ]


def test_a_request_in_two_exports_counts_once_in_its_last_state(importing: Importing) -> None:
    early = REQUESTS + f"1,9901012001,{USAHA},1,2021-07-05 08:00:00,2021-07-05 09:00:00\n"
    late = REQUESTS + f"1,9901012001,{USAHA},4,2021-07-05 08:00:00,2021-07-06 08:00:00\n"
    for files in ({"a.csv": early, "b.csv": late}, {"a.csv": late, "b.csv": early}):
        result = importing(files)
        assert counted(result) == [
            ("99.01.01.2001", USAHA, "2021-07-05", "2021-07-11", 1, 1, 0, 24.0, 24.0)
        ]
        assert rejected(result) == [(2, "", "duplicate_line")]


def test_letters_by_hand(importing: Importing) -> None:
    result = importing(
        LETTERS
        + f"1,9901012001,{USAHA},1,2021-07-05 08:00:00,1,\n"
        + f"2,9901012001,{USAHA},1,2021-07-05 08:00:00,,\n"
        + f"3,9901012001,{USAHA},0,2021-07-05 08:00:00,0,\n"  # a draft
        + f"4,9901012001,{USAHA},0,2021-07-05 08:00:00,-1,\n"  # sent back
        + f"5,9901012001,{USAHA},1,2021-07-05 08:00:00,1,2021-07-06\n"  # deleted
    )
    # The table does not say how many were asked for: missing, not zero.
    assert counted(result) == [
        ("99.01.01.2001", USAHA, "2021-07-05", "2021-07-11", None, 2, 1, None, None)
    ]
    assert result.skipped == {"draft": 1, "deleted": 1}
    assert result.rows_read == result.rows_taken + sum(result.skipped.values()) == 5


def test_numbers_of_an_installation_need_their_tables(importing: Importing) -> None:
    requests = (
        "id,config_id,id_pemohon,id_surat,status,created_at\n1,7,12,3,4,2021-07-05 08:00:00\n"
    )
    formats = (
        f"id,config_id,nama,url_surat,kode_surat,created_at\n3,7,Keterangan Usaha,{USAHA},500,\n"
    )
    config = "id,nama_desa,kode_desa,telepon\n7,Kelir,9901022002,0812\n"
    with pytest.raises(KampungError, match="does not say which village it is from"):
        importing({"r.csv": requests})
    with pytest.raises(KampungError, match="tweb_surat_format"):
        importing({"r.csv": requests}, village="9901022002")
    files = {"r.csv": requests, "f.csv": formats, "c.csv": config}
    assert counted(importing(files))[0][:2] == ("99.01.02.2002", USAHA)
    with pytest.raises(KampungError, match="only explain numbers"):
        importing({"f.csv": formats})
    twice = formats + "3,7,Pengantar,surat-pengantar,S-01,\n"
    with pytest.raises(KampungError, match="one number stands for two things"):
        importing({**files, "f.csv": twice})


def test_a_village_given_by_hand(importing: Importing) -> None:
    content = f"url_surat,tanggal\n{USAHA},2021-07-05\n"
    result = importing({"l.csv": content}, village="99.01.02.2002")
    assert counted(result)[0][0] == "99.01.02.2002"
    with pytest.raises(KampungError, match="no village with the code"):
        importing({"l.csv": content}, village="99.01.02.2999")
    named = f"kode_desa,{content}".replace(f"\n{USAHA}", f"\n9901022002,{USAHA}")
    with pytest.raises(KampungError, match="names its villages itself"):
        importing({"l.csv": named}, village="99.01.02.2002")


def test_workbook_with_two_sheets(
    workbook: Callable[..., Path], areas: pd.DataFrame, service_types: pd.DataFrame
) -> None:
    header = ["Kode Desa", "Jenis Layanan", "Periode", "Jumlah", "Satuan"]
    path = workbook(
        {
            "Januari": [
                ["LAPORAN"],
                [],
                header,
                [9901012001, "Pengantar", date(2021, 1, 4), 7, "surat"],
            ],
            "Februari": [header, [9901012001, "Pengantar", date(2021, 2, 1), 2.5, "surat"]],
        }
    )
    result = read_services([path], areas=areas, service_types=service_types, source_id="x")
    assert counted(result) == [
        ("99.01.01.2001", "surat-pengantar", "2021-01-04", "2021-01-04", None, 7, None, None, None)
    ]
    assert result.rejects[["file", "line", "reason_code"]].to_numpy().tolist() == [
        [f"{path} [sheet 2]", 2, "number_invalid"]
    ]


# --- what is refused ----------------------------------------------------------------------------


def test_everything_wrong_in_one_report(importing: Importing, tmp_path: Path) -> None:
    """The file of the requirement, with a byte-order mark."""
    content = PORTAL + (
        "99.01.01.2001,SUKA MAJU,Pengantar,2021-07-05/2021-07-11,3,SURAT\n"
        # another year's codes: Kelir had another code, and 2002 was another village
        "99.01.01.2077,KELIR,Pengantar,2021-07-05/2021-07-11,3,SURAT\n"
        "99.01.01.2002,KELIR,Pengantar,2021-07-05/2021-07-11,3,SURAT\n"
        "99.01.01.2099,,Pengantar,2021-07-05/2021-07-11,3,SURAT\n"  # there is no such village
        "99.01.01.2001,SUKA MAJU,Pengantar,2021-07-12/2021-07-18,-3,SURAT\n"  # negative
        "99.01.01.2001,SUKA MAJU,Pengantar,2021-07-25/2021-07-19,3,SURAT\n"  # ends before it starts
        "99.01.01.2001,SUKA MAJU,Pengantar,2021-07-05/2021-07-11,3,SURAT\n"  # line 2 again
    )
    result = importing({"layanan.csv": "\ufeff" + content})
    assert rejected(result) == [
        (3, "kemendagri_kode_desa_kelurahan", "village_other_year"),
        (4, "kemendagri_kode_desa_kelurahan", "village_other_year"),
        (5, "kemendagri_kode_desa_kelurahan", "village_unknown"),
        (6, "jumlah", "number_negative"),
        (7, "periode", "period_reversed"),
        (8, "", "duplicate_line"),
    ]
    assert len(counted(result)) == 1
    assert (result.rows_read, result.rows_taken, result.rows_rejected) == (7, 1, 6)
    path = tmp_path / "layanan.csv"
    text = report(result)
    assert (
        f'{path}, line 3, column kemendagri_kode_desa_kelurahan, value "99.01.01.2077": '
        "99.01.01.2077 is not in this pack; Kelir has the code 99.01.02.2002." in text
    )
    assert f'{path}, line 6, column jumlah, value "-3": A count' in text
    assert f"{path}, line 8: The line says the same as line 2 of {path}." in text
    assert "Lines read: 7, taken: 1, rejected: 6" in text


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        (",,Pengantar,2021,3,SURAT", CODE, "village_missing"),
        (",Karang,Pengantar,2021,3,SURAT", CODE, "village_ambiguous"),
        ("99.01.01.201,,Pengantar,2021,3,SURAT", CODE, "village_code_invalid"),
        ("88.01.01.2001,,Pengantar,2021,3,SURAT", CODE, "village_outside"),
        ("99.01.01.2001,,,2021,3,SURAT", "jenis_layanan", "service_missing"),
        ("99.01.01.2001,,Lain,2021,3,SURAT", "jenis_layanan", "service_unknown"),
        ("99.01.01.2001,,S-41,2021,3,SURAT", "jenis_layanan", "service_ambiguous"),
        ("99.01.01.2001,,Pengantar,,3,SURAT", "periode", "date_missing"),
        ("99.01.01.2001,,Pengantar,31/02/2021,3,SURAT", "periode", "date_invalid"),
        ("99.01.01.2001,,Pengantar,2022-01-01,3,SURAT", "periode", "date_future"),
        ("99.01.01.2001,,Pengantar,2021,tiga,SURAT", "jumlah", "number_invalid"),
        ("99.01.01.2001,,Pengantar,2021,2.5,SURAT", "jumlah", "number_invalid"),
        ("99.01.01.2001,,Pengantar,2021,3,PERSEN", "satuan", "unit_unknown"),
        ("99.01.01.2001,,Pengantar,2021,3,", "satuan", "unit_unknown"),
        ("99.01.01.2001,,Pengantar,2021,3", "", "cells"),
        ("99.01.01.2001,,Pengantar,2021,3510014507990003,SURAT", "jumlah", "number_personal"),
        ("99.01.01.2001,,Pengantar,2021,081234567890,SURAT", "jumlah", "number_personal"),
        ("99.01.01.2001,,Pengantar,2021,0812-3456-7890,SURAT", "jumlah", "number_personal"),
        ("99.01.01.2001,,Pengantar,2021,3510014507990003.0,SURAT", "jumlah", "number_personal"),
        ("99.01.01.2001,,Pengantar,2021,100.001,SURAT", "jumlah", "number_implausible"),
        ("99.01.01.2001,,Pengantar,2021-07-05,100001,SURAT", "jumlah", "number_implausible"),
        (f"99.01.01.2001,,Pengantar,2021,{'9' * 5000},SURAT", "jumlah", "cell_long"),
        (f"99.01.01.2001,,Pengantar,2021,{'9' * 200},SURAT", "jumlah", "number_implausible"),
        ("99.01.01.2001,,Pengantar,2021,TRUE,SURAT", "jumlah", "number_boolean"),
        ("99.01.01.2001,,Pengantar,2021,#DIV/0!,SURAT", "jumlah", "cell_error"),
        ("99.01.01.2001,#N/A,Pengantar,2021,3,SURAT", "kemendagri_nama_desa_kelurahan",
         "cell_error"),
        ("99.01.01.2001,,Pengantar,#REF!,3,SURAT", "periode", "cell_error"),
    ],
)  # fmt: skip
def test_each_reason(importing: Importing, line: str, column: str, reason: str) -> None:
    result = importing(PORTAL + line + "\n", not_after=date(2021, 12, 31))
    assert rejected(result) == [(2, column, reason)]
    assert result.counts.empty
    assert result.period is None


def test_a_count_may_be_as_large_as_a_village_could_make_it(importing: Importing) -> None:
    result = importing(
        PORTAL
        + "99.01.01.2001,,Pengantar,2021,100.000,SURAT\n"
        + "99.01.01.2002,,Pengantar,2020-01-01/2021-12-31,200000,SURAT\n"  # two years
    )
    assert [row[5] for row in counted(result)] == [100_000, 200_000]


@pytest.mark.parametrize(
    ("hours", "reason"),
    [
        ("87841", "number_implausible"),  # ten years of 366 days have 87,840 hours
        ("3510014507990003", "number_personal"),
        ("9" * 250, "number_implausible"),
        ("TRUE", "number_boolean"),
        ("#NUM!", "cell_error"),
    ],
)
def test_hours_that_nobody_waits(importing: Importing, hours: str, reason: str) -> None:
    line = f"99.01.01.2001,{USAHA},2021-07-05,2021-07-11,1,1,0,"
    assert rejected(importing(AGGREGATE + f"{line},{hours}\n")) == [(2, "p90_hours", reason)]
    result = importing(AGGREGATE + f"{line}3.510014507990003,87840\n")
    assert [row[7:] for row in counted(result)] == [(3.51, 87840)]


REQUESTED = ["permohonan", "Permohonan Masuk", "PERMOHONAN SURAT", "Jumlah Pemohon",
             "pengajuan baru", "surat dimohon"]  # fmt: skip
COMPLETED = ["SURAT", "Surat Terbit", "PERMOHONAN SELESAI", "layanan selesai", "selesai",
             "berkas/dokumen", "surat yang telah diterbitkan", "Pengajuan (selesai)"]  # fmt: skip
TURNED_DOWN = ["PERMOHONAN DITOLAK", "Surat Ditolak", "ditolak", "penolakan permohonan",
               "permohonan dibatalkan"]  # fmt: skip
UNCLEAR = ["surat masuk", "permohonan/surat", "permohonan dan surat", "selesai/ditolak",
           "permohonan belum selesai", "permohonan tidak ditolak", "surat permohonan", "masuk",
           "permohonan masuk selesai", "permohonan diproses", "permohonan disetujui", "orang", "!",
           "jumlah", "permohonan a.n."]  # fmt: skip


def test_units_say_what_became_of_a_thing_before_what_it_is() -> None:
    assert {unit: counted_by(unit) for unit in REQUESTED} == dict.fromkeys(REQUESTED, "requested")
    assert {unit: counted_by(unit) for unit in COMPLETED} == dict.fromkeys(COMPLETED, "completed")
    assert {unit: counted_by(unit) for unit in TURNED_DOWN} == dict.fromkeys(
        TURNED_DOWN, "rejected"
    )
    assert {unit: counted_by(unit) for unit in UNCLEAR} == dict.fromkeys(UNCLEAR)


def test_a_hundred_problems_are_told_and_the_rest_is_counted(importing: Importing) -> None:
    result = importing(PORTAL + "99.01.01.2001,,Lain,2021,-3,SURAT\n" * 1000)
    assert len(result.rejects) == 2000
    lines = report(result).splitlines()
    assert len(lines) == 3 + 100 + 1
    assert lines[-1] == "… and 1,900 more: 950 × number_negative, 950 × service_unknown"


@pytest.mark.parametrize("what", ["folder", "pipe", "device", "loop", "nothing", "too large"])
def test_what_is_no_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    path = tmp_path / "x.csv"
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    elif what == "device":
        path = Path("/dev/zero")
    elif what == "loop":
        path.symlink_to(path)
    elif what == "too large":
        path.write_text(PORTAL)
        monkeypatch.setattr(limits, "TEXT_BYTES", 9)
        monkeypatch.setattr(limits, "WORKBOOK_BYTES", 9)
        monkeypatch.setattr(limits, "BOUNDARY_BYTES", 9)
    areas = pd.DataFrame(columns=["code", "parent_code", "level", "name", "bps_code"])
    with pytest.raises(KampungError, match=re.escape(str(path))):
        read_boundaries(path, areas)
    with pytest.raises(KampungError, match=re.escape(str(path))):
        locate(path, is_header)
    with pytest.raises(KampungError, match=re.escape(str(path))):
        source_id_of([path])


def test_quantiles_in_the_wrong_order(importing: Importing) -> None:
    result = importing(AGGREGATE + f"99.01.01.2001,{USAHA},2021-07-05,2021-07-11,1,1,0,9,8\n")
    assert rejected(result) == [(2, "p90_hours", "quantile_order")]


def test_both_orders_of_day_and_month_in_one_column(importing: Importing) -> None:
    lines = [
        f"99.01.01.2001,,Pengantar,{day},3,SURAT\n"
        for day in ("25/07/2021", "07/26/2021", "05/07/2021")
    ]
    assert rejected(importing(PORTAL + "".join(lines))) == [
        (3, "periode", "date_invalid"),
        (4, "periode", "date_ambiguous"),
    ]


def test_both_decimal_marks_in_one_column(importing: Importing) -> None:
    start = f"99.01.01.2001;{USAHA};2021-07-0"
    result = importing(
        AGGREGATE.replace(",", ";")
        + f"{start}1;2021-07-01;1;1;0;79,5;\n{start}2;2021-07-02;1;1;0;79.5;\n"
        + f"{start}3;2021-07-03;1;1;0;1.234;\n"
    )
    assert rejected(result) == [(4, "median_hours", "number_ambiguous")]
    assert [row[7] for row in counted(result)] == [79.5, 79.5]


def test_overlaps_and_conflicts_over_files(importing: Importing) -> None:
    start = f"99.01.01.2001,{USAHA},"
    a = f"{start}2021-07-01,2021-07-31,9,,,,\n{start}2021-09-01,2021-09-30,5,,,,\n"
    b = f"{start}2021-07-05,2021-07-11,3,,,,\n{start}2021-09-01,2021-09-30,6,,,,\n"
    result = importing({"a.csv": AGGREGATE + a, "b.csv": AGGREGATE + b})
    # Which of two is right cannot be known: neither is taken.
    assert counted(result) == []
    assert rejected(result) == [
        (2, "", "period_overlap"),
        (3, "", "conflicting_lines"),
        (2, "", "period_overlap"),
        (3, "", "conflicting_lines"),
    ]


def test_times_that_go_backwards(importing: Importing) -> None:
    result = importing(
        REQUESTS
        + f"1,9901012001,{USAHA},4,2021-07-05 08:00:00,2021-07-05 07:59:59\n"
        + f"2,9901012001,{USAHA},9,2021-07-05 08:00:00,2021-07-05 08:00:00\n"
        + f"3,9901012001,{USAHA},,0000-00-00 00:00:00,\n"
    )
    assert rejected(result) == [
        (2, "updated_at", "period_reversed"),
        (3, "status", "status_unknown"),
        (4, "created_at", "date_invalid"),
        (4, "status", "status_unknown"),
    ]


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"a.csv": "a,b\n1,2\n"}, "none of the first lines is the header of a known shape"),
        ({"a.csv": PORTAL, "b.csv": AGGREGATE}, "counted twice"),
        ({"a.csv": REQUESTS, "b.csv": LETTERS}, "counted twice"),
        ({"a.csv": ""}, "empty"),
        ({}, "No file was named"),
    ],
)
def test_files_that_cannot_be_read(importing: Importing, files: dict[str, str], says: str) -> None:
    with pytest.raises(KampungError, match=says):
        importing(files)


def test_a_file_without_lines(importing: Importing) -> None:
    for header in (PORTAL, AGGREGATE, REQUESTS, LETTERS):
        result = importing(header)
        assert (result.rows_read, len(result.counts), len(result.rejects)) == (0, 0, 0)
        assert list(result.rejects.columns) == [
            "file", "line", "column", "value", "reason_code", "message_en",
        ]  # fmt: skip


# --- properties ---------------------------------------------------------------------------------

LINES = st.lists(
    st.sampled_from(
        [
            f"{village},,{service},{period},{count},{unit}"
            for village in ("99.01.01.2001", "99.01.02.2002", "99.01.09.2001")
            for service in ("Pengantar", "Keterangan Usaha", "Lain")
            for period in ("2021-07", "2021-W28", "2021-W30/", "2021-08")
            for count in ("1", "1.000", "-1", "-")
            for unit in ("SURAT", "PERMOHONAN", "ORANG")
        ]
    ),
    max_size=12,
)
HERE = settings(  # each example reads whole files, twice
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@given(LINES, st.randoms())
@HERE
def test_every_line_is_accounted_for_in_any_order(
    importing: Importing, lines: list[str], random: "st.randoms"
) -> None:
    result = importing(PORTAL + "\n".join(lines))
    assert result.rows_read == len(lines)
    assert result.rows_read == (
        result.rows_taken + result.rows_rejected + sum(result.skipped.values())
    )
    shuffled = list(lines)
    random.shuffle(shuffled)
    again = importing(PORTAL + "\n".join(shuffled))
    pd.testing.assert_frame_equal(again.counts, result.counts)
    assert sorted(again.rejects["reason_code"]) == sorted(result.rejects["reason_code"])


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["9901012001", "9901022002"]),
            st.sampled_from([USAHA, "surat-pengantar"]),
            st.integers(0, 5),
            st.datetimes(
                pd.Timestamp("2021-01-01").to_pydatetime(),
                pd.Timestamp("2021-03-01").to_pydatetime(),
            ),
        ),
        min_size=1,
    )
)
@HERE
def test_no_request_is_lost(
    importing: Importing, requests: list[tuple[str, str, int, date]]
) -> None:
    text = io.StringIO()
    writer = csv.writer(text)
    for number, (village, service, status, moment) in enumerate(requests):
        written = f"{moment:%Y-%m-%d %H:%M:%S}"
        writer.writerow([number, village, service, status, written, written])
    result = importing(REQUESTS + text.getvalue())
    counts = result.counts
    assert counts["requested"].sum() == len(requests)
    assert counts["completed"].sum() == sum(status in (3, 4) for _, _, status, _ in requests)
    assert counts["rejected"].sum() == sum(status == 5 for _, _, status, _ in requests)
    assert (counts["period_start"].dt.day_of_week == 0).all()
    assert ((counts["period_end"] - counts["period_start"]).dt.days == 6).all()
    key = ["village_code", "service_code", "period_start", "period_end"]
    assert not counts.duplicated(key).any()
    pd.testing.assert_frame_equal(counts, counts.sort_values(key, ignore_index=True))


# --- around it ----------------------------------------------------------------------------------


def test_progress_counts_over_all_files(importing: Importing) -> None:
    calls: list[tuple[int, int]] = []
    files = {
        "a.csv": PORTAL + "99.01.01.2001,,Pengantar,2021,3,SURAT\n",
        "b.csv": PORTAL + "99.01.01.2002,,Pengantar,2021,3,SURAT\n",
    }
    importing(files, progress=lambda done, total: calls.append((done, total)))
    total = sum(map(len, files.values()))
    assert {t for _, t in calls} == {total}
    assert [done for done, _ in calls] == sorted(done for done, _ in calls)
    assert calls[-1] == (total, total)


def test_an_import_is_named_by_its_contents(tmp_path: Path) -> None:
    a, b = tmp_path / "a.csv", tmp_path / "b.csv"
    a.write_text("satu")
    b.write_text("dua")
    name = source_id_of([a, b])
    assert name == source_id_of([b, a])
    assert name.startswith("import-")
    assert len(name) == len("import-") + 12
    b.write_text("tiga")
    assert source_id_of([a, b]) != name
