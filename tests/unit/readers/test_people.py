"""Headings and sentences of real forms: nothing of them is told, kept or logged."""

import csv
import io
import logging
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence

import pytest

from kampung.errors import KampungError
from kampung.privacy import (
    MaskNumbers,
    install_log_mask,
    mask,
    mask_numbers,
    mask_passwords,
    shown,
)
from kampung.readers.services import ServiceImport, report
from kampung.readers.shapes import recognise

Importing = Callable[..., ServiceImport]

# As they stand in village letters, registers, and exports of village systems.
HEADINGS = (
    """
nama_kepala_keluarga|Nama Kepala Keluarga|pelapor|no_ktp|No. KTP|penerima|Penerima Bantuan|atas_nama
Atas Nama|a.n.|warga|Nama Warga|nama_anak|ibu_kandung|Nama Ibu Kandung|nama_ayah|ahli_waris
Ahli Waris|saksi|Saksi I|saksi_2|ktp|e-KTP|kk|No KK|nomor_kk|nomor_hp|No. HP|HP/WA|no_telp|Telepon
nik|NIK Pemohon|nik_anak|nik_ibu|nik_ayah|pemohon|Nama Pemohon|nama_lengkap|nama|Nama|name|full_name
Nama Suami|nama_istri|nama_bayi|Nama Almarhum|almarhumah|yang_melaporkan_pelapor|kuasa
penerima_kuasa|pemberi_kuasa|wali_nikah
calon_mempelai|Nama Orang Tua|ortu|tempat_lahir|Tgl Lahir|TTL|tanggal_lahir
umur|usia|jenis_kelamin|JK|agama|pekerjaan|status_kawin|golongan_darah|no_bpjs|npwp|no_paspor|email
whatsapp|kontak|Kontak Person|username|nama_user|rt|RT/RW|penanggung_jawab_nama|nama_siswa|NISN
pasien|nama_penduduk|id_pend|nama_non_warga|nik_non_warga|nip|pegawai|tanda_tangan|ttd_pemohon|foto_ktp
no_rekening|nama_usaha_pemilik|pemilik|nama_janda|lansia|disabilitas|nama_korban|terlapor
yatim_piatu|nama_balita|nama_jenazah|nama_pengantin|contact_name|phone_number|mother_name|applicant
""".replace("\n", "|")
    .strip("|")
    .split("|")
)

NAME, NIK, PHONE = "Zulaikha Purwaningrum", "3510014507990003", "081234567890"
SECRETS = ("zulaikha", "purwaningrum", NIK, "3510.0145", "3510 0145", "0799 0003", PHONE, PHONE[1:],
           "0812-3456", "3456-7890", "sakit jantung")  # fmt: skip
SENTENCES = [
    f"Surat Keterangan Usaha a.n. {NAME} NIK {NIK}",
    f"Surat Kematian almarhumah {NAME}",
    f"SKTM untuk anak dari Ibu {NAME}, HP {PHONE}",
    f"{NAME} ({NIK})",
    f"{NIK} - {NAME}",
    NIK,
    "3510.0145.0799.0003",
    "3510 0145 0799 0003",
    f"{NIK}.0",
    f"'{NIK}",
    f"+62{PHONE[1:]}",
    "0812-3456-7890",
    PHONE,
    PHONE[1:],
    f"permohonan {NAME}",
    f"=HYPERLINK(\"wa.me/{PHONE}\";\"{NAME}\")",
    f"{NAME}\nsakit jantung",
    f"{NAME} " * 5_000,
]  # fmt: skip

PORTAL = ["kode_desa", "nama_desa", "kecamatan", "jenis_layanan", "periode", "jumlah", "satuan"]
LINE = ["9901012001", "", "", "Pengantar", "2021-07", "3", "SURAT"]
AGGREGATE = [
    "village_code", "service_code", "period_start", "period_end", "requested", "completed",
    "rejected", "median_hours", "p90_hours",
]  # fmt: skip
WEEK = ["9901012001", "surat-pengantar", "2021-07-05", "2021-07-11", "3", "2", "1", "4", "5"]


def table(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def everything(importing: Importing, content: str) -> str:
    try:
        result = importing(content)
    except KampungError as error:
        return "".join(traceback.format_exception(error))
    kept = result.counts.to_csv() + result.rejects.to_csv()
    return kept + repr(result) + report(result)


def leaks(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret.casefold() in text.casefold()]


def test_a_hundred_headings_make_a_file_one_about_persons() -> None:
    assert len(HEADINGS) >= 100
    unknown = [
        heading
        for heading in HEADINGS
        if not (found := recognise([*PORTAL, heading])) or not found.is_about_persons
    ]
    assert unknown == []
    # … and those of portals do not.
    found = recognise([*PORTAL, "id", "kemendagri_nama_provinsi", "nama_kabupaten_kota", "tahun"])
    assert found is not None
    assert not found.is_about_persons


def test_what_is_said_of_a_heading_are_its_known_words() -> None:
    found = recognise([*PORTAL, f"NIK {NAME}", f"Keterangan {NAME}", NAME, f"Nama {NAME}"])
    assert found is not None
    assert found.dropped == ("keterangan", "nama", "nik")


def test_no_sentence_of_a_form_is_told_or_kept(
    importing: Importing, caplog: pytest.LogCaptureFixture
) -> None:
    """Each sentence in every column at once, and in every column by itself."""
    for header, good in ((PORTAL, LINE), (AGGREGATE, WEEK)):
        for sentence in SENTENCES:
            rows = [header, good, [sentence] * len(header)]
            for place in range(len(header)):
                rows.append([*good[:place], sentence, *good[place + 1 :]])
            with caplog.at_level(logging.DEBUG):
                said = everything(importing, table(rows))
            assert leaks(said + caplog.text) == [], sentence[:60]
            assert len(said) < 30_000
        # All the headings at once, with sentences beneath them and one line that has slipped.
        beneath = [SENTENCES[0]] * len(HEADINGS)
        rows = [[*header, *HEADINGS, NAME], [*good, *beneath, ""], [NAME, *good, *beneath]]
        assert leaks(everything(importing, table(rows))) == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("123456", "123456"),
        ("-3", "-3"),
        ("79,5", "79,5"),
        ("1.234.567", "number of 7 digits"),
        ("081234.567890", "number of 12 digits"),
        (NIK, "number of 16 digits"),
        ("9901012001", "number of 10 digits"),
        ("99.01.01.2001", "99.01.01.2001"),
        ("2021-07-05/2021-07-11", "2021-07-05/2021-07-11"),
        ("2021-02-30 07:59:59", "2021-02-30 07:59:59"),
        ("14/07/2021", "14/07/2021"),
        ("#DIV/0!", "#DIV/0!"),
        ("Rosa", "text of 4 characters"),
        ("x", "text of 1 character"),
        (f"{NAME} " * 200_000, "text of 4,399,999 characters"),
        ("  ", ""),
    ],
)
def test_mask(cell: str, said: str) -> None:
    assert mask(cell, is_code=True) == said


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"NIK {NIK}.", "NIK [16 digits]."),
        ("3510.0145.0799.0003", "[16 digits]"),
        ("HP +62 812-3456-7890!", "HP +[13 digits]!"),
        ("٠٨١٢٣٤٥٦٧٨٩٠", "[12 digits]"),
        ("3,510,014,507,990,003", "[16 digits]"),
        ("1,000,000 lines, 2021-07-05 to 2021-07-11", None),
        ("99.01.01.2001, 99.01.01.2002", None),
        ("127.0.0.1:8501 import-012345678901", None),
        ("10.20.30.140, 0" + "f1" * 16, None),
    ],
)
def test_mask_numbers(text: str, masked: str | None) -> None:
    assert mask_numbers(text) == (text if masked is None else masked)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("postgresql+psycopg://u:rahasia@h:5432/d", "postgresql+psycopg://u:***@h:5432/d"),
        ("'postgresql://u:r@h@si:a/x@h/d': no", "'postgresql://u:***@h/d': no"),
        (
            "postgresql://h/d?user=u&password=rahasia&a=b",
            "postgresql://h/d?user=u&password=***&a=b",
        ),
        ("postgresql://u@h:5432/d", None),
        ("http://localhost:8501/desa?kode=99.01", None),
        ("/srv/kampung.db", None),
    ],
)
def test_mask_passwords(text: str, masked: str | None) -> None:
    assert mask_passwords(text) == (text if masked is None else masked)


def test_what_a_driver_tells_of_a_password_is_masked_too() -> None:
    url = "postgresql://u:raha@sia@h/d"
    assert (
        mask_passwords('no host "sia@h", password raha@sia', url) == 'no host "***@h", password ***'
    )


def test_paths_are_shown_on_one_line_and_without_long_numbers() -> None:
    assert shown(f"/data/{NIK}\n/layanan.csv") == "/data/[16 digits]?/layanan.csv"


@pytest.fixture
def masked_logs() -> Iterator[None]:
    make = logging.getLogRecordFactory()
    install_log_mask()
    install_log_mask()
    yield
    logging.setLogRecordFactory(make)


@pytest.mark.usefixtures("masked_logs")
def test_logs_of_any_logger_and_their_exceptions_are_masked() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logger = logging.getLogger("somebody.else")
    logger.addHandler(handler)
    try:
        logger.error("line %d of %s: %s", 3, "berkas.csv", NIK)
        logger.error("%(phone)s", {"phone": PHONE})
        logger.error("%d", int(NIK))
        logger.error(ValueError(NIK))
        logger.error("%d", NIK)
        logger.error("The store %s", "postgresql://u:rahasia@h/d")
        try:
            raise ValueError(NIK) from KeyError(PHONE)
        except ValueError:
            logger.exception("It failed")
    finally:
        logger.removeHandler(handler)
    said = stream.getvalue()
    assert leaks(said) == []
    assert "line 3 of berkas.csv: [16 digits]" in said
    assert "postgresql://u:***@h/d" in said
    assert "ValueError: [16 digits]" in said
    assert "KeyError: '[12 digits]'" in said


def test_the_arguments_that_a_formatter_of_accesses_asks_for_stay() -> None:
    arguments = ("127.0.0.1:50000", "GET", f"/desa?nik={NIK}", "1.1", 200)
    record = logging.LogRecord("uvicorn.access", 20, "", 1, '%s - "%s %s HTTP/%s" %d', arguments,
                               sys.exc_info())  # fmt: skip
    assert MaskNumbers().filter(record)
    assert record.args == ("127.0.0.1:50000", "GET", "/desa?nik=[16 digits]", "1.1", 200)
