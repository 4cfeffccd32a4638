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
import signal
import subprocess
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kampung.readers import limits
from kampung.readers.packages import WorkbookError, failed_cells, look, too_many

_MODULE = "kampung.readers.workbook"
_REFUSED = 3  # exit code: the answer is the reason

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
            look(request["path"])
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
        raise WorkbookError(too_many("sheets", limits.WORKBOOK_SHEETS))
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
    failed = failed_cells(path, sheet)
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


if __name__ == "__main__":
    sys.exit(main())
