"""Tables in files as offices have them: CSV of any dialect, and spreadsheets.

A file is first *located*: encoding, delimiter, and the line of the header, which need not be
the first (offices put titles above it). Then only the columns that are asked for are read;
all others are passed over by the parser and never become Python values. Each column keeps
every distinct text once, so that it is understood once, however many rows repeat it.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from kampung.privacy import shown
from kampung.readers import limits, workbook
from kampung.readers.columns import Column
from kampung.readers.files import UnreadableFileError, open_file, size_of
from kampung.readers.locations import (
    HEADER_WITHIN,
    HeaderTest,
    Location,
    Progress,
    Table,
    few_columns,
)
from kampung.readers.packages import WorkbookError
from kampung.readers.text_tables import SAMPLE, locate_in_text, read_text

_WORKBOOK_SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def locate(path: Path, is_header: HeaderTest) -> list[Location]:
    """Find the tables of a file: at most one in a text file, one a sheet in a workbook.

    Raises
    ------
    UnreadableFileError
        The file is missing, empty, too large, or no text and no workbook.
    """
    with open_file(path, most=max(limits.TEXT_BYTES, limits.WORKBOOK_BYTES)) as file:
        sample = file.read(SAMPLE)
    if not sample:
        raise UnreadableFileError(f"{shown(path)}: the file is empty.")
    if sample.startswith(_WORKBOOK_SIGNATURES):
        return _locate_in_workbook(path, is_header)
    found = locate_in_text(path, sample, is_header)
    return [found] if found is not None else []


def read(location: Location, wanted: Sequence[int], progress: Progress | None = None) -> Table:
    """Read some columns of a table.

    Parameters
    ----------
    location : Location
        From `locate`.
    wanted : sequence of int
        Positions of the columns in the header.
    progress : callable, optional
        Called with the bytes of this file done and its size.
    """
    if location.sheet is not None:
        return _read_sheet(location, location.sheet, wanted, progress)
    return read_text(location, wanted, progress)


# --- workbooks ----------------------------------------------------------------------------


def _locate_in_workbook(path: Path, is_header: HeaderTest) -> list[Location]:
    size_of(path, most=limits.WORKBOOK_BYTES)
    try:
        heads = workbook.heads(path, HEADER_WITHIN)
    except WorkbookError as error:
        raise UnreadableFileError(f"{shown(path)}: {error}") from None
    found = []
    for sheet, rows in enumerate(heads):
        for number, row in enumerate(rows, start=1):
            if is_header(row):
                found.append(Location(path, sheet, few_columns(path, row), number))
                break
    return found


def _read_sheet(
    location: Location, sheet: int, wanted: Sequence[int], progress: Progress | None
) -> Table:
    try:
        cells = workbook.cells(
            location.path, sheet, below=location.header_line, wanted=list(wanted)
        )
    except WorkbookError as error:
        raise UnreadableFileError(f"{shown(location.path)}: {error}") from None
    size = size_of(location.path)
    if progress is not None:
        progress(size, size)
    first = location.header_line + 1
    return Table(
        columns=tuple(
            Column.trimmed(np.asarray(codes, dtype=np.int64), texts)
            for codes, texts in cells.columns
        ),
        lines=np.arange(first, first + cells.rows, dtype=np.int64),
    )


def normalise_header(cell: str) -> str:
    """Bring a header cell to one form: small letters, digits and single underscores.

    ``Kemendagri Kode Desa/Kelurahan`` is ``kemendagri_kode_desa_kelurahan``.
    """
    return re.sub(r"[^a-z0-9]+", "_", cell.casefold().strip("\ufeff \t\r\n")).strip("_")
