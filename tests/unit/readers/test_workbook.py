"""Workbooks that break or flood a parser are a sentence."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from kampung.readers import limits, workbook
from kampung.readers.packages import WorkbookError, look
from kampung.readers.tabular import UnreadableFileError, locate, read
from tests.unit.readers.conftest import xlsx

HEADER = ["Nama", "Jumlah"]
SHEET = "xl/worksheets/sheet1.xml"
Patch = Callable[[bytes], bytes]


def is_header(cells: object) -> bool:
    return cells is not None and list(cells)[:2] == HEADER  # type: ignore[call-overload]


def patched(change: Patch, part: str = SHEET) -> bytes:
    """A workbook of one line, one of whose parts is changed."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx({"Data": [HEADER, ["A", 3]]}))) as whole,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for name in whole.namelist():
            body = whole.read(name)
            package.writestr(name, change(body) if name == part else body)
    return packed.getvalue()


def after_rows(xml: bytes) -> Patch:
    return lambda body: body.replace(b"</sheetData>", xml + b"</sheetData>")


FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
TEXT = b"<is><t>A</t></is>"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (patched(after_rows(FAR)), "reach too far: .* more than 8,000,000"),
        (patched(after_rows(b"<row/>" * 1_050_000)), "packed more than 250 to one|more rows"),
        (patched(lambda body: body.replace(TEXT, b"<is><t>&foo;</t></is>")), "damaged"),
        (patched(lambda body: body[: len(body) // 2]), "damaged"),
        (patched(lambda body: body[:0], part="xl/workbook.xml"), "damaged|none"),
        (b"PK\x03\x04" + b"\x00" * 99, "damaged"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 99, "damaged"),
    ],
)
def test_one_sentence(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "buku.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=says) as caught:
        locate(path, is_header)
    assert "\n" not in str(caught.value)


def test_what_would_take_too_much_room_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "buku.xlsx"
    path.write_bytes(patched(lambda body: body))
    look(str(path))
    for name, value, says in (
        ("UNPACKED_BYTES", 100, "more bytes when it is unpacked than the 100"),
        ("WORKBOOK_PARTS", 2, "more parts than the 2"),
        ("WORKBOOK_ROWS", 1, "more rows than the 1"),
        ("WORKBOOK_CELLS", 3, "reach too far"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(limits, name, value)
            with pytest.raises(WorkbookError, match=says):
                look(str(path))


def test_a_child_that_dies_or_is_slow_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "buku.xlsx"
    path.write_bytes(patched(lambda body: body))
    with monkeypatch.context() as patch:
        patch.setattr(workbook, "_MODULE", "kampung.readers.no_such_module")
        with pytest.raises(UnreadableFileError, match="1,000 MB of memory to be read, or breaks"):
            locate(path, is_header)
    monkeypatch.setattr(limits, "WORKBOOK_SECONDS", 0)
    with pytest.raises(UnreadableFileError, match="not read within"):
        locate(path, is_header)


def test_errors_of_formulas_and_truth_values_are_told_from_empty_cells(tmp_path: Path) -> None:
    rows = (
        b'<row r="4"><c r="A4"><v>1</v></c><c r="B4" t="e"><v>#DIV/0!</v></c></row>'
        b'<row><c><v>2</v></c><c t="e"><v>#N/A</v></c></row>'
        b'<row><c><v>3</v></c><c t="b"><v>1</v></c></row><row><c><v>4</v></c></row>'
    )
    path = tmp_path / "buku.xlsx"
    path.write_bytes(patched(after_rows(rows)))
    (location,) = locate(path, is_header)
    table = read(location, [0, 1])
    assert list(zip(*(c.texts(np.arange(6)) for c in table.columns), strict=True)) == [
        ("A", "3"), ("", ""), ("1", "#DIV/0!"), ("2", "#N/A"), ("3", "TRUE"), ("4", ""),
    ]  # fmt: skip
    assert table.lines.tolist() == [2, 3, 4, 5, 6, 7]
