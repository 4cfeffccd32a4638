"""Where a table lies in a file, and what was read of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from kampung.privacy import shown
from kampung.readers import limits
from kampung.readers.columns import Column, IntArray
from kampung.readers.files import UnreadableFileError

Progress = Callable[[int, int], None]
"""Called with the bytes done and the bytes there are, over all files of one reading."""
HeaderTest = Callable[[Sequence[str]], bool]
"""Says whether a row of cells is the header that a reader looks for."""
NO_LINES: IntArray = np.empty(0, dtype=np.int64)
HEADER_WITHIN = 30  # rows


@dataclass(frozen=True, slots=True)
class Location:
    """Where a table lies in a file.

    Attributes
    ----------
    path : pathlib.Path
    sheet : int or None
        Position of the sheet in a workbook, from 0. Its name may be that of a person.
    header : tuple of str
        The cells of the header as they stand in the file.
    header_line : int
        Line of the header, counted from 1.
    encoding, delimiter : str
        Of a text file; empty for a workbook.
    offset : int
        Byte at which the rows begin, in a text file.
    """

    path: Path
    sheet: int | None
    header: tuple[str, ...]
    header_line: int
    encoding: str = ""
    delimiter: str = ""
    offset: int = 0

    @property
    def label(self) -> str:
        """The file as it was named, and its sheet, counted from 1, for reports."""
        path = shown(self.path)
        return path if self.sheet is None else f"{path} [sheet {self.sheet + 1}]"


@dataclass(frozen=True, slots=True)
class Table:
    """The columns that were asked for.

    Attributes
    ----------
    columns : tuple of Column
        In the order asked for.
    lines : array of int64, (rows,)
        Line (row of the sheet) at which each row begins.
    ragged : array of int64
        Lines whose number of cells differs from the header's; they are in no column.
    """

    columns: tuple[Column, ...]
    lines: IntArray
    ragged: IntArray = field(default_factory=lambda: NO_LINES)


def few_columns(path: Path, header: Sequence[str]) -> tuple[str, ...]:
    """The cells of a header, unless they are more than are read."""
    if len(header) > limits.COLUMNS:
        raise UnreadableFileError(
            f"{shown(path)}: the header has {len(header):,} columns, and at most "
            f"{limits.COLUMNS:,} are read. Delete those that are not needed."
        )
    return tuple(header)
