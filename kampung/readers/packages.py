"""What a workbook's package holds, looked at before and beside the parser."""

import re
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

from kampung.readers import limits

_BLOCK = 1 << 20


class WorkbookError(Exception):
    """Why a workbook is not read: a sentence without the name of the file."""


# Where a row stands, and in which column a cell: row r="12", r="AB12". Whatever looks so counts.
_ROW_PLACE = re.compile(rb"row r=[\"'](\d{1,8})[\"']")
_COLUMN_PLACE = re.compile(rb"r=[\"']([A-Za-z]{1,3})(?=\d)")
_FAR_PLACE = re.compile(rb"r=[\"'][A-Za-z]{2,3}(\d{1,8})[\"']")
_ONE_LETTER = 26  # columns; the rows of cells further right are looked at one by one
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


def look(path: str) -> None:
    """Refuse a package that would become too much, before any parser opens it."""
    if not zipfile.is_zipfile(path):
        return  # an old XLS, which cannot hold more than its format lets it
    with zipfile.ZipFile(path) as package:
        parts = package.infolist()
        if len(parts) > limits.WORKBOOK_PARTS:
            raise WorkbookError(too_many("parts", limits.WORKBOOK_PARTS))
        unpacked = sum(part.file_size for part in parts)
        packed = sum(part.compress_size for part in parts)
        if unpacked > limits.UNPACKED_BYTES:
            raise WorkbookError(too_many("bytes when it is unpacked", limits.UNPACKED_BYTES))
        if unpacked > limits.PACKING_MATTERS_FROM and unpacked > limits.PACKING * packed:
            raise WorkbookError(
                f"the workbook is packed more than {limits.PACKING} to one, as only files are "
                "that were made to flood a reader. Save the sheet with the records as CSV."
            )
        rows = 0
        for part in parts:
            if _SHEET.fullmatch(part.filename):
                with package.open(part) as xml:
                    rows = _look_at_sheet(xml, rows)


def _look_at_sheet(xml: IO[bytes], rows: int) -> int:
    """Count rows and measure how far the cells reach; give the rows so far."""
    cell_count = last_row = last_column = 0
    rest = b""
    while block := xml.read(_BLOCK):
        text = rest + block
        cut = text.rfind(b"<")  # no tag is cut in two
        text, rest = (text[:cut], text[cut:]) if cut > 0 else (text, b"")
        rows += text.count(b"<row") + text.count(b":row")
        if rows > limits.WORKBOOK_ROWS:
            raise WorkbookError(too_many("rows", limits.WORKBOOK_ROWS))
        cell_count += sum(text.count(tag) for tag in (b"<c ", b"<c>", b"<c/", b":c ", b":c>"))
        columns = map(_column_number, set(_COLUMN_PLACE.findall(text)))
        last_column = max([last_column, *columns])
        last_row = max([last_row, *map(int, _ROW_PLACE.findall(text))])
        if last_column > _ONE_LETTER:
            last_row = max([last_row, *map(int, _FAR_PLACE.findall(text))])
        if max(cell_count, last_row * last_column) > limits.WORKBOOK_CELLS:
            raise WorkbookError(
                "the cells of the workbook reach too far: between the first and the last that is "
                f"used lie more than {limits.WORKBOOK_CELLS:,}. Delete what stands far to the "
                "right or below, or save the sheet with the records as CSV."
            )
    return rows


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def too_many(what: str, most: int) -> str:
    """Say that a workbook has more of something than is read."""
    return (
        f"the workbook has more {what} than the {most:,} that are read. Save the sheet with the "
        "records as CSV, in several files if need be."
    )


def failed_cells(path: str, sheet: int) -> dict[tuple[int, int], str]:
    """Where a sheet of an XLSX holds errors such as ``#DIV/0!``, which calamine leaves empty.

    Returns
    -------
    dict
        (row, column), from 0, and the error.
    """
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as package:
        name = _part_of_sheet(package, sheet)
        if name is None or not _has_errors(package, name):
            return {}
        finder = _ErrorFinder()
        with package.open(name) as xml:
            finder.parse(xml)
        return finder.found


def _has_errors(package: zipfile.ZipFile, name: str) -> bool:
    with package.open(name) as xml:
        rest = b""
        while block := xml.read(_BLOCK):
            text = rest + block
            if b'"e"' in text or b"'e'" in text:  # the type of such a cell
                return True
            rest = text[-2:]
    return False


def _part_of_sheet(package: zipfile.ZipFile, sheet: int) -> str | None:
    """Name of the part that holds a sheet, by its position in the workbook."""
    names = set(package.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return None
    ids = [
        next((value for key, value in a.items() if key.split(":")[-1] == "id"), "")
        for a in _elements(package, "xl/workbook.xml", "sheet")
    ]
    targets = {
        a.get("Id", ""): a.get("Target", "")
        for a in _elements(package, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    if sheet >= len(ids):
        return None
    target = targets.get(ids[sheet], "")
    name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return name if name in names else None


def _elements(package: zipfile.ZipFile, part: str, wanted: str) -> Iterator[dict[str, str]]:
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.split(":")[-1] == wanted:
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(package.read(part), True)
    return iter(found)


class _ErrorFinder:
    """Finds cells of type ``e``; rows and cells may leave out where they stand."""

    def __init__(self) -> None:
        self.found: dict[tuple[int, int], str] = {}
        self._row, self._column = -1, -1
        self._is_error = False

    def parse(self, xml: IO[bytes]) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._text
        parser.ParseFile(xml)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.split(":")[-1]
        if kind == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
        elif kind == "c":
            letters = re.match(r"[A-Za-z]+", attributes.get("r", ""))
            place = _column_number(letters[0].encode()) - 1 if letters else self._column + 1
            self._column = place
            self._is_error = attributes.get("t") == "e"
            if self._is_error:
                self.found[self._row, self._column] = "#N/A"

    def _text(self, text: str) -> None:
        if self._is_error and text.startswith("#"):
            self.found[self._row, self._column] = text
            self._is_error = False
