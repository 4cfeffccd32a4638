"""Nothing about a person reaches results, rejects, messages, logs or tracebacks."""

import csv
import io
import logging
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import pytest

from kampung.errors import KampungError
from kampung.readers.services import ServiceImport, read_services, report

Importing = Callable[..., ServiceImport]

NAME, NIK, PHONE, FREE = (
    "Zulaikha Purwaningrum",
    "9901014507990003",
    "081234567890",
    "sakit jantung",
)
SECRETS = (NAME, "Zulaikha", "Purwaningrum", NIK, PHONE, PHONE[1:], FREE, "jantung")
USAHA = "surat-keterangan-usaha"

REQUESTS = [
    "id", "kode_desa", "url_surat", "status", "created_at", "updated_at",
    "id_pemohon", "nama", "nik", "isian_form", "keterangan", "alasan", "no_hp_aktif", "syarat",
]  # fmt: skip
LETTERS = [
    "id", "kode_desa", "url_surat", "status", "tanggal", "deleted_at",
    "nama_surat", "nik_non_warga", "nama_non_warga", "pemohon", "keterangan", "isi_surat", "input",
]  # fmt: skip
GOOD = ["1", "9901012001", USAHA, "4", "2021-07-05 08:00:00", "2021-07-05 09:00:00"]
GOOD_LETTER = ["1", "9901012001", USAHA, "1", "2021-07-05 08:00:00", ""]
FORM = f'{{"nama": "{NAME}", "nik": "{NIK}"}}'
PERSON = ["77", NAME, NIK, FORM, FREE, FREE, PHONE, FREE]
LETTER_PERSON = [f"{USAHA}_{NIK}_2021-07-05.pdf", NIK, NAME, NAME, FREE, FREE, FORM]


def table(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def assert_silent(text: str) -> None:
    for secret in SECRETS:
        assert secret not in text


def everything(result: ServiceImport) -> str:
    return "\n".join(
        [
            result.counts.to_csv(),
            result.rejects.to_csv(),
            report(result),
            repr(result),
            str(result.dropped),
        ]
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_good_lines(importing: Importing, caplog: pytest.LogCaptureFixture, delimiter: str) -> None:
    with caplog.at_level(logging.DEBUG):
        requests = importing(table([REQUESTS, [*GOOD, *PERSON]], delimiter))
        letters = importing(table([LETTERS, [*GOOD_LETTER, *LETTER_PERSON]], delimiter))
    assert len(requests.counts) == len(letters.counts) == 1
    assert {"nama", "nik", "no_hp_aktif", "isian_form", "keterangan"} <= set(requests.dropped)
    assert {"nama_surat", "nik_non_warga", "pemohon", "isi_surat"} <= set(letters.dropped)
    assert_silent(everything(requests) + everything(letters) + caplog.text)


@pytest.mark.parametrize("position", range(len(GOOD)))
@pytest.mark.parametrize("secret", [NAME, NIK, PHONE, PHONE[1:], FREE])
def test_persons_in_the_wrong_column(
    importing: Importing, caplog: pytest.LogCaptureFixture, position: int, secret: str
) -> None:
    """Shifted columns put a name where a code, a status or a date should be."""
    lines = []
    for header, good, person in (
        (REQUESTS, GOOD, PERSON),
        (LETTERS, GOOD_LETTER, LETTER_PERSON),
    ):
        cells = list(good)
        cells[position] = secret
        with caplog.at_level(logging.DEBUG):
            result = importing(table([header, [*cells, *person]]))
        assert (result.rejects["value"] == "").all()
        lines.append(len(result.rejects))
        assert_silent(everything(result) + caplog.text)
    if position not in (0, 5):  # an odd number of a record and a date of deletion are taken
        assert min(lines) > 0


def test_lines_of_another_width_and_open_quotation_marks(importing: Importing) -> None:
    short = importing(table([REQUESTS, [*GOOD, NAME, NIK]]))
    assert short.rejects["reason_code"].tolist() == ["cells"]
    assert_silent(everything(short))
    with pytest.raises(KampungError) as caught:
        importing(table([REQUESTS, [*GOOD, *PERSON]]) + f'2,"{NAME}\n{NIK}\n')
    assert_silent("".join(traceback.format_exception(caught.value)))


def test_a_file_without_its_header(importing: Importing) -> None:
    """The first line is then a person, and must not be quoted as if it were a header."""
    with pytest.raises(KampungError) as caught:
        importing(table([[*GOOD, *PERSON]]))
    assert_silent("".join(traceback.format_exception(caught.value)))


def test_bytes_that_are_no_text(importing: Importing) -> None:
    content = table([REQUESTS, [*GOOD, *PERSON]]).encode() + b"2,\xff\xfe" + NAME.encode() + b"\n"
    result = importing({"l.csv": content})
    assert_silent(everything(result))


def test_every_failure_of_a_whole_file(importing: Importing) -> None:
    without_village = [name for name in REQUESTS if name != "kode_desa"]
    without_service = [name for name in REQUESTS if name != "url_surat"] + ["id_surat"]
    for header, village in (
        (without_village, None),
        (without_service, None),
        (REQUESTS, "9901012001"),
    ):
        with pytest.raises(KampungError) as caught:
            importing({"l.csv": table([header, [NAME] * len(header)])}, village=village)
        assert_silent("".join(traceback.format_exception(caught.value)))


def test_a_portal_table_with_persons_in_it_is_treated_as_one_about_persons(
    importing: Importing,
) -> None:
    header = ["kode_desa", "jenis_layanan", "periode", "jumlah", "satuan", "nama_pemohon"]
    result = importing(table([header, [NAME, NIK, PHONE, FREE, NAME, NAME]]))
    assert len(result.rejects) == 5
    assert_silent(everything(result))
    # Without a column of persons, codes and short numbers are quoted: they help to put it right.
    plain = importing(table([header[:5], ["9901012099", "Lain", "kapan", "-3", "PERSEN"]]))
    assert plain.rejects["value"].tolist() == [
        "text of 4 characters", "-3", "99.01.01.2099", "text of 5 characters",
        "text of 6 characters",
    ]  # fmt: skip


def test_workbooks(
    workbook: Callable[..., Path], areas: pd.DataFrame, service_types: pd.DataFrame
) -> None:
    path = workbook({"Data": [REQUESTS, [*GOOD, *PERSON], [NAME, NIK, FREE, PHONE, NAME, *PERSON]]})
    result = read_services([path], areas=areas, service_types=service_types, source_id="x")
    assert len(result.counts) == 1
    assert_silent(everything(result))


def test_the_columns_of_persons_are_never_read(
    importing: Importing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not dropped afterwards: what the parser hands over does not contain them."""
    from kampung.readers import sheet

    seen: list[str] = []
    read = sheet.read

    def spy(*arguments: object) -> object:
        found = read(*arguments)  # type: ignore[arg-type]
        for column in found.columns:
            seen.extend(column.distinct)
        return found

    monkeypatch.setattr(sheet, "read", spy)
    importing(table([REQUESTS, [*GOOD, *PERSON]]))
    assert USAHA in seen
    assert_silent("\n".join(seen))
