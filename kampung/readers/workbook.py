"""Workbooks, read in a child process: what breaks or floods the parser does not break the program.

The parser (calamine) is fast and keeps a place for every cell between the first and the last that
is used; a file of two kilobytes can ask it for 550 GB. So it runs in a process of its own, with a
limit of memory and of time, after a look into the package at what it would become. The child is
``python -m kampung.readers.workbook``: a request as JSON on stdin, the answer on stdout. It says
nothing on stderr that would be shown, and its errors are sentences that quote no cell.

This module is both sides. It imports nothing large, so that a child starts quickly.
"""

import contextlib
import datetime as dt
import json
import os
import re
import signal
import subprocess
import sys
import zipfile
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from kampung.readers import limits

_MODULE = "kampung.readers.workbook"
_REFUSED = 3  # exit code: the answer is the reason
_BLOCK = 1 << 20

DAMAGED = (
    "the workbook cannot be read; it may be damaged or protected by a password. Save it again as "
    "XLSX without a password, or as CSV."
)
TOO_MUCH = (
    f"the workbook needs more than {limits.WORKBOOK_MEMORY // 1_000_000:,} MB of memory to be "
    "read, or breaks the reader. Save the sheet with the records as CSV."
)
TOO_SLOW = (
    f"the workbook was not read within {limits.WORKBOOK_SECONDS} seconds. Save the sheet with the "
    "records as CSV."
)


class WorkbookError(Exception):
    """Why a workbook is not read: a sentence without the name of the file."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Some columns of a sheet.

    Attributes
    ----------
    columns : tuple of (array of int, list of str)
        For each column, an index into its distinct texts for every row, and these texts.
    rows : int
    """

    columns: tuple[tuple["array[int]", list[str]], ...]
    rows: int


# --- in the program ------------------------------------------------------------------------------


def heads(path: Path, rows: int) -> list[list[list[str]]]:
    """Give the first rows of every sheet, as texts.

    Raises
    ------
    WorkbookError
        The workbook is damaged, or more than `kampung.readers.limits` allow.
    """
    answer = _ask({"path": str(path), "heads": rows})
    found: list[list[list[str]]] = json.loads(answer)
    return found


def cells(path: Path, sheet: int, *, below: int, wanted: Sequence[int]) -> Cells:
    """Give some columns of a sheet.

    Parameters
    ----------
    path
    sheet
        Its position, from 0.
    below
        How many rows stand above the first that is wanted.
    wanted
        Positions of the columns, from 0.

    Raises
    ------
    WorkbookError
        As of `heads`.
    """
    request = {"path": str(path), "sheet": sheet, "below": below, "wanted": list(wanted)}
    answer = _ask(request)
    end = answer.index(b"\n")
    about = json.loads(answer[:end])
    rows = about["rows"]
    codes = array("i")
    codes.frombytes(answer[end + 1 :])
    columns = tuple(
        (codes[number * rows : (number + 1) * rows], texts)
        for number, texts in enumerate(about["columns"])
    )
    return Cells(columns, rows)


def _ask(request: dict[str, object]) -> bytes:
    package = str(Path(__file__).parents[2])
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH", "")])),
        "PYTHONIOENCODING": "utf-8",
        "RUST_BACKTRACE": "0",
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own module in our own Python
            [sys.executable, "-m", _MODULE],
            input=json.dumps(request).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a parser that panics may quote a cell
            timeout=limits.WORKBOOK_SECONDS,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise WorkbookError(TOO_SLOW) from None
    if done.returncode == _REFUSED:
        raise WorkbookError(done.stdout.decode())
    if done.returncode != 0:
        is_late = -done.returncode == getattr(signal, "SIGXCPU", None)
        raise WorkbookError(TOO_SLOW if is_late else TOO_MUCH)
    return done.stdout


# --- in the child --------------------------------------------------------------------------------


def main() -> int:
    """Answer one request; see the module."""
    request = json.load(sys.stdin)
    _limit_myself()
    try:
        if "heads" in request:
            _look(request["path"])
            answer = json.dumps(_heads(request["path"], request["heads"])).encode()
        else:
            answer = _cells(**request)
    except WorkbookError as error:
        answer, code = str(error).encode(), _REFUSED
    except MemoryError:
        answer, code = TOO_MUCH.encode(), _REFUSED
    except BaseException:  # a parser written in Rust panics with one
        answer, code = DAMAGED.encode(), _REFUSED
    else:
        code = 0
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return code


def _limit_myself() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # an image of memory holds what was read
        seconds = limits.WORKBOOK_SECONDS  # for when nobody is left who would end this process
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        resource.setrlimit(resource.RLIMIT_AS, (limits.WORKBOOK_MEMORY,) * 2)


def _open(path: str) -> Any:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(path)


def _heads(path: str, rows: int) -> list[list[list[str]]]:
    from python_calamine import SheetTypeEnum

    book = _open(path)
    kinds = [about.typ for about in book.sheets_metadata]
    if len(kinds) > limits.WORKBOOK_SHEETS:
        raise WorkbookError(_too_many("sheets", limits.WORKBOOK_SHEETS))
    found = []
    for number, kind in enumerate(kinds):
        head = []
        if kind == SheetTypeEnum.WorkSheet:  # not a chart, say
            sheet = book.get_sheet_by_index(number)
            head = sheet.to_python(skip_empty_area=False, nrows=rows)
        found.append([[_text(cell) for cell in row] for row in head])
    return found


def _cells(path: str, sheet: int, below: int, wanted: list[int]) -> bytes:
    table = _open(path).get_sheet_by_index(sheet)
    first = table.start[1] if table.start else 0
    places = [column - first for column in wanted]
    failed = _failed_cells(path, sheet)
    indexes: list[dict[str, int]] = [{} for _ in wanted]
    codes = [array("i") for _ in wanted]
    rows = 0
    for number, row in enumerate(table.iter_rows()):
        if number < below:
            continue
        rows += 1
        for column, place, index, into in zip(wanted, places, indexes, codes, strict=True):
            cell = row[place] if 0 <= place < len(row) else ""
            text = cell if type(cell) is str else _text(cell)
            if failed and not text:
                text = failed.get((number, column), "")
            if len(text) > limits.CELL_CHARACTERS:
                text = text[: limits.CELL_CHARACTERS + 1]  # enough to be refused
            into.append(index.setdefault(text, len(index)))
    about = {"rows": rows, "columns": [list(index) for index in indexes]}
    head = json.dumps(about).encode() + b"\n"
    return b"".join([head, *(into.tobytes() for into in codes)])


def _text(cell: object) -> str:
    """Text of a cell as a person would type it: 9901012001, not 9901012001.0."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return str(cell)[: limits.CELL_CHARACTERS + 1]


# --- a look into the package ---------------------------------------------------------------------

# Where a row stands, and in which column a cell: row r="12", r="AB12". Whatever looks so counts.
_ROW_PLACE = re.compile(rb"row r=[\"'](\d{1,8})[\"']")
_COLUMN_PLACE = re.compile(rb"r=[\"']([A-Za-z]{1,3})(?=\d)")
_FAR_PLACE = re.compile(rb"r=[\"'][A-Za-z]{2,3}(\d{1,8})[\"']")
_ONE_LETTER = 26  # columns; the rows of cells further right are looked at one by one
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


def _look(path: str) -> None:
    """Refuse a package that would become too much, before any parser opens it."""
    if not zipfile.is_zipfile(path):
        return  # an old XLS, which cannot hold more than its format lets it
    with zipfile.ZipFile(path) as package:
        parts = package.infolist()
        if len(parts) > limits.WORKBOOK_PARTS:
            raise WorkbookError(_too_many("parts", limits.WORKBOOK_PARTS))
        unpacked = sum(part.file_size for part in parts)
        packed = sum(part.compress_size for part in parts)
        if unpacked > limits.UNPACKED_BYTES:
            raise WorkbookError(_too_many("bytes when it is unpacked", limits.UNPACKED_BYTES))
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
            raise WorkbookError(_too_many("rows", limits.WORKBOOK_ROWS))
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


def _too_many(what: str, most: int) -> str:
    return (
        f"the workbook has more {what} than the {most:,} that are read. Save the sheet with the "
        "records as CSV, in several files if need be."
    )


# --- errors of formulas --------------------------------------------------------------------------


def _failed_cells(path: str, sheet: int) -> dict[tuple[int, int], str]:
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


if __name__ == "__main__":
    sys.exit(main())
