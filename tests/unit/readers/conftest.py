"""A regency that does not exist, and files as people in its offices would have them."""

import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pandas as pd
import pytest

from kampung.readers.services import ServiceImport, read_services

AREAS = [
    # Two Karang: one in each kecamatan, one of them a kelurahan; "Suka Maju" is written apart.
    ("99.01", "", "regency", "Contoh", "9901"),
    ("99.01.01", "99.01", "district", "Utara", "9901010"),
    ("99.01.02", "99.01", "district", "Selatan", "9901011"),
    ("99.01.01.1001", "99.01.01", "village", "Karang", ""),
    ("99.01.01.2001", "99.01.01", "village", "Suka Maju", ""),
    ("99.01.01.2002", "99.01.01", "village", "Tegal", ""),
    ("99.01.02.2001", "99.01.02", "village", "Karang", ""),
    ("99.01.02.2002", "99.01.02", "village", "Kelir", ""),
]
SERVICES = [
    ("surat-keterangan-usaha", "500", "Keterangan Usaha", "Business letter"),
    ("surat-keterangan-domisili", "S-41", "Keterangan Domisili", "Residence letter"),
    ("surat-permohonan-kartu-keluarga", "S-41", "Permohonan KK", "Family card"),
    ("surat-pengantar", "S-01", "Pengantar", "Covering letter"),
]


@pytest.fixture(scope="session")
def areas() -> pd.DataFrame:
    return pd.DataFrame(AREAS, columns=["code", "parent_code", "level", "name", "bps_code"])


@pytest.fixture(scope="session")
def service_types() -> pd.DataFrame:
    return pd.DataFrame(SERVICES, columns=["code", "letter_number", "name_id", "name_en"])


@pytest.fixture
def importing(
    tmp_path: Path, areas: pd.DataFrame, service_types: pd.DataFrame
) -> Callable[..., ServiceImport]:
    """Read files that are given as their text or bytes, by their names."""

    def read(
        files: dict[str, str | bytes] | str,
        *,
        village: str | None = None,
        not_after: date | None = None,
        progress: Any = None,
    ) -> ServiceImport:
        files = {"layanan.csv": files} if isinstance(files, str) else files
        paths = []
        for name, content in files.items():
            path = tmp_path / name
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            paths.append(path)
        return read_services(
            paths,
            areas=areas,
            service_types=service_types,
            source_id="import-test",
            village=village,
            not_after=not_after,
            progress=progress,
        )

    return read


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook of sheets of rows: texts, numbers and dates."""

    def write(sheets: dict[str, Sequence[Sequence[object]]], name: str = "buku.xlsx") -> Path:
        path = tmp_path / name
        path.write_bytes(xlsx(sheets))
        return path

    return write


def xlsx(sheets: dict[str, Sequence[Sequence[object]]]) -> bytes:
    """The smallest workbook that spreadsheets open; style 1 is a date."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    numbers = range(1, len(sheets) + 1)
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{types}.styles+xml"/>'
            + "".join(
                f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
                f'ContentType="{types}.worksheet+xml"/>'
                for n in numbers
            )
            + "</Types>"
        ),
        "_rels/.rels": (
            f'<Relationships {package}><Relationship Id="r1" Type="{office}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook {main} xmlns:r="{office}"><sheets>'
            + "".join(
                f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"/>'
                for n, name in zip(numbers, sheets, strict=True)
            )
            + "</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": (
            f"<Relationships {package}>"
            + "".join(
                f'<Relationship Id="r{n}" Type="{office}/worksheet" '
                f'Target="worksheets/sheet{n}.xml"/>'
                for n in numbers
            )
            + f'<Relationship Id="s" Type="{office}/styles" Target="styles.xml"/></Relationships>'
        ),
        "xl/styles.xml": (
            f'<styleSheet {main}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
            "</styleSheet>"
        ),
    }
    for n, rows in zip(numbers, sheets.values(), strict=True):
        body = "".join("<row>" + "".join(_cell(value) for value in row) + "</row>" for row in rows)
        parts[f"xl/worksheets/sheet{n}.xml"] = (
            f"<worksheet {main}><sheetData>{body}</sheetData></worksheet>"
        )
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part, text in parts.items():
            archive.writestr(part, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return buffer.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, date):
        # Days since 1899-12-30, which is what spreadsheets count from.
        return f'<c s="1"><v>{value.toordinal() - date(1899, 12, 30).toordinal()}</v></c>'
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
