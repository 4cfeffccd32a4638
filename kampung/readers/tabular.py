"""Tables in files as offices have them: CSV of any dialect, and spreadsheets.

A file is first *located*: encoding, delimiter, and the line of the header, which need not be
the first (offices put titles above it). Then only the columns that are asked for are read;
all others are passed over by the parser and never become Python values. Each column keeps
every distinct text once, so that it is understood once, however many rows repeat it.
"""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv

from kampung.privacy import shown
from kampung.readers import limits, workbook
from kampung.readers.files import UnreadableFileError, open_file, size_of

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
Progress = Callable[[int, int], None]
"""Called with the bytes done and the bytes there are, over all files of one reading."""

HeaderTest = Callable[[Sequence[str]], bool]
"""Says whether a row of cells is the header that a reader looks for."""

_NO_LINES: IntArray = np.empty(0, dtype=np.int64)
_SAMPLE = 1 << 18
_BLOCK = limits.LINE_BYTES
_HEADER_WITHIN = 30  # rows
_DELIMITERS = (",", ";", "\t", "|")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WORKBOOK_SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
# What programs write for "nothing". A lone dash is the mark for it in Indonesian tables.
_NOTHING = frozenset({"", "-", "–", "—", "null", "\\n", "n/a", "na", "nan", "none"})
_ERRORS = frozenset(
    {"#DIV/0", "#N/A", "#NAME", "#NULL", "#NUM", "#REF", "#VALUE", "#SPILL", "#CALC", "#FIELD",
     "#BLOCKED", "#CONNECT", "#UNKNOWN", "#GETTING_DATA", "#NILAI", "#NAMA", "#ANGKA"}
)  # fmt: skip
_LONGEST_NOTHING = max(map(len, _NOTHING))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of text in which every distinct value is kept once.

    Attributes
    ----------
    codes : array of int64, (rows,)
        Index into `distinct`; -1 where the cell is empty.
    distinct : tuple of str
        Distinct values, trimmed.
    """

    codes: IntArray
    distinct: tuple[str, ...]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Column":
        """Make a column of texts; what programs write for "nothing" is empty."""
        index: dict[str, int] = {}
        codes = np.fromiter((index.setdefault(text, len(index)) for text in texts), np.int64)
        return cls._trimmed(codes, list(index))

    @classmethod
    def empty(cls, rows: int) -> "Column":
        """Make a column in which every cell is empty."""
        return cls(np.full(rows, -1, dtype=np.int64), ())

    @classmethod
    def constant(cls, rows: int, value: str) -> "Column":
        """Make a column in which every cell says the same."""
        return cls(np.zeros(rows, dtype=np.int64), (value,))

    @classmethod
    def _trimmed(cls, codes: IntArray, texts: Sequence[str]) -> "Column":
        values = tuple(text.strip() for text in texts)
        nothing = np.array(
            [len(value) <= _LONGEST_NOTHING and value.casefold() in _NOTHING for value in values],
            dtype=np.bool_,
        )
        if nothing.any():
            codes = np.where(np.append(nothing, True)[codes], -1, codes)
        return cls(codes, values)

    def take(self, results: Sequence[float], missing: float = np.nan) -> FloatArray:
        """Spread one number for each of `distinct` over the rows; array of float64, (rows,)."""
        return np.append(np.asarray(results, dtype=np.float64), missing)[self.codes]

    def translate(self, meanings: Mapping[str, str]) -> "Column":
        """Replace values by what they stand for; a value without a meaning becomes empty."""
        known = np.array([value in meanings for value in self.distinct], dtype=np.bool_)
        codes = np.where(np.append(known, False)[self.codes], self.codes, -1)
        return Column(codes, tuple(meanings.get(value, "") for value in self.distinct))

    def keep(self, rows: BoolArray) -> "Column":
        """Leave only some rows."""
        return Column(self.codes[rows], self.distinct)

    def texts(self, rows: IntArray) -> list[str]:
        """Give the text of some rows; an empty cell is an empty text."""
        values = (*self.distinct, "")
        return [values[code] for code in self.codes[rows]]

    @property
    def is_empty(self) -> BoolArray:
        """Where the cell is empty; array of bool, (rows,)."""
        return self.codes < 0


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
    has_bom : bool
        The text file begins with a byte-order mark.
    """

    path: Path
    sheet: int | None
    header: tuple[str, ...]
    header_line: int
    encoding: str = ""
    delimiter: str = ""
    offset: int = 0
    has_bom: bool = False

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
    ragged: IntArray = field(default_factory=lambda: _NO_LINES)


def locate(path: Path, is_header: HeaderTest) -> list[Location]:
    """Find the tables of a file: at most one in a text file, one a sheet in a workbook.

    Raises
    ------
    UnreadableFileError
        The file is missing, empty, too large, or no text and no workbook.
    """
    with open_file(path, most=max(limits.TEXT_BYTES, limits.WORKBOOK_BYTES)) as file:
        sample = file.read(_SAMPLE)
    if not sample:
        raise UnreadableFileError(f"{shown(path)}: the file is empty.")
    if sample.startswith(_WORKBOOK_SIGNATURES):
        return _locate_in_workbook(path, is_header)
    found = _locate_in_text(path, sample, is_header)
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
    return _read_text(location, wanted, progress)


# --- text ---------------------------------------------------------------------------------


def _locate_in_text(path: Path, sample: bytes, is_header: HeaderTest) -> Location | None:
    bom, encoding = next(
        ((mark, name) for mark, name in _BOMS if sample.startswith(mark)), (b"", "")
    )
    encoding = encoding or _encoding_without_bom(path, sample)
    if bom == codecs.BOM_UTF8 and not _decodes(path, "utf-8"):
        raise UnreadableFileError(
            f"{shown(path)}: the file says that it is UTF-8, and is not throughout; it may be "
            "damaged. Save it again as CSV (UTF-8)."
        )
    text = sample[len(bom) :].decode(encoding, errors="ignore")
    if "\x00" in text:
        raise UnreadableFileError(
            f"{shown(path)}: neither a text file nor a workbook. Save it as CSV (UTF-8) or XLSX."
        )
    lines = list(io.StringIO(text, newline=""))
    for delimiter in _DELIMITERS:
        reader = csv.reader(iter(lines), delimiter=delimiter)
        try:
            for _, cells in zip(range(_HEADER_WITHIN), reader, strict=False):
                if is_header(cells):
                    before = "".join(lines[: reader.line_num]).encode(encoding)
                    return Location(
                        path=path,
                        sheet=None,
                        header=_few_columns(path, cells),
                        header_line=reader.line_num,
                        encoding=encoding,
                        delimiter=delimiter,
                        offset=len(bom) + len(before),
                        has_bom=bool(bom),
                    )
        except csv.Error:
            continue
    return None


def _few_columns(path: Path, header: Sequence[str]) -> tuple[str, ...]:
    if len(header) > limits.COLUMNS:
        raise UnreadableFileError(
            f"{shown(path)}: the header has {len(header):,} columns, and at most "
            f"{limits.COLUMNS:,} are read. Delete those that are not needed."
        )
    return tuple(header)


def _encoding_without_bom(path: Path, sample: bytes) -> str:
    # UTF-16 without a mark shows in the zero bytes of its ASCII letters.
    if sample[1:200:2].count(0) > len(sample[1:200:2]) // 2:
        return "utf-16-le"
    if sample[0:200:2].count(0) > len(sample[0:200:2]) // 2:
        return "utf-16-be"
    return next((name for name in ("utf-8", "cp1252") if _decodes(path, name)), "latin-1")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with open_file(path) as file:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _read_text(location: Location, wanted: Sequence[int], progress: Progress | None) -> Table:
    source, size = _open_text(location)
    bad_records: list[int] = []
    blank_records: list[int] = []

    def skip(row: Any) -> str:
        is_blank = not row.text.strip(location.delimiter + " \t\r\n")
        (blank_records if is_blank else bad_records).append(row.number)
        return "skip"

    names = [str(position) for position in range(len(location.header))]
    dictionary = pa.dictionary(pa.int32(), pa.string())
    batches: list[pa.RecordBatch] = []
    done, rows = location.offset, 0
    try:
        with (
            source,
            pa_csv.open_csv(
                source,
                read_options=pa_csv.ReadOptions(
                    column_names=names, use_threads=False, block_size=_BLOCK
                ),
                parse_options=pa_csv.ParseOptions(
                    delimiter=location.delimiter, newlines_in_values=True, invalid_row_handler=skip
                ),
                convert_options=pa_csv.ConvertOptions(
                    include_columns=[names[position] for position in wanted],
                    column_types={names[position]: dictionary for position in wanted},
                    strings_can_be_null=False,
                    check_utf8=False,
                ),
            ) as reader,
        ):
            schema = reader.schema
            for batch in reader:
                batches.append(batch)
                rows += batch.num_rows
                if rows + len(bad_records) + len(blank_records) > limits.ROWS:
                    raise UnreadableFileError(
                        f"{location.label}: the file has more than {limits.ROWS:,} lines, and no "
                        "more are read. Part it into several files and import one after the other."
                    )
                done = min(done + _BLOCK, size)
                if progress is not None:
                    progress(done, size)
    except pa.ArrowInvalid as error:
        if "Empty CSV" in str(error):
            return Table(tuple(Column.empty(0) for _ in wanted), _NO_LINES)
        if "straddling" in str(error):
            raise UnreadableFileError(
                f"{location.label}: a line has more than {limits.LINE_BYTES:,} bytes, or an "
                "unclosed quotation mark. Export it again."
            ) from None
        # The parser's own message may quote a cell.
        raise UnreadableFileError(
            f"{location.label}: the table breaks off or has an unclosed quotation mark. "
            "Export it again."
        ) from None
    if progress is not None:
        progress(size, size)
    table = pa.Table.from_batches(batches, schema=schema).unify_dictionaries()
    records = table.num_rows + len(bad_records) + len(blank_records)
    starts = _record_lines(location, records)
    is_row = np.ones(records, dtype=np.bool_)
    is_row[np.array(bad_records + blank_records, dtype=np.int64) - 1] = False
    return Table(
        columns=tuple(_column(chunks) for chunks in table.itercolumns()),
        lines=starts[is_row],
        ragged=starts[np.array(bad_records, dtype=np.int64) - 1],
    )


def _open_text(location: Location) -> tuple[Any, int]:
    """Open the rows below the header as UTF-8."""
    size = size_of(location.path)
    file = open_file(location.path)
    file.seek(location.offset)
    if location.encoding == "utf-8":
        return file, size
    with file:
        text = file.read().decode(location.encoding, errors="replace")
    return pa.BufferReader(text.encode()), size


def _column(chunks: pa.ChunkedArray) -> Column:
    if not chunks.num_chunks:
        return Column.empty(0)
    codes = np.concatenate([np.asarray(chunk.indices) for chunk in chunks.chunks])
    texts: list[str] = chunks.chunk(0).dictionary.to_pylist()
    return Column._trimmed(codes.astype(np.int64), texts)


def _record_lines(location: Location, records: int) -> IntArray:
    """Line at which each record begins: a quoted cell may span lines, blank lines hold none."""
    first = location.header_line + 1
    source, _ = _open_text(location)
    with source:
        body = np.frombuffer(source.read(), dtype=np.uint8)
    newline = 0x0A if (body == 0x0A).any() else 0x0D
    is_newline = body == newline
    ends = np.flatnonzero(is_newline)
    whole_lines = len(ends) + int(len(body) > 0 and not is_newline[-1])
    if whole_lines == records:
        return np.arange(first, first + records, dtype=np.int64)
    # An even number of quotation marks before a newline: the newline ends a record.
    quotes = np.flatnonzero(body == 0x22)
    ends = ends[np.searchsorted(quotes, ends) % 2 == 0]
    starts = np.concatenate(([0], ends + 1))
    stops = np.append(ends, len(body))
    line = first + np.searchsorted(np.flatnonzero(is_newline), starts)
    lengths = stops - starts
    carriage_return = (lengths == 1) & (body[np.minimum(starts, len(body) - 1)] == 0x0D)
    found: IntArray = line[(lengths > 0) & ~carriage_return].astype(np.int64)
    if len(found) != records:
        # A stray quotation mark inside a cell breaks the count: then a record counts as a line.
        return np.arange(first, first + records, dtype=np.int64)
    if len(quotes) % 2:
        raise UnreadableFileError(
            f"{location.label}, line {found[-1]}: a quotation mark is opened there and never "
            "closed, so that the rest of the file is one cell. Export it again."
        )
    return found


# --- workbooks ----------------------------------------------------------------------------


def _locate_in_workbook(path: Path, is_header: HeaderTest) -> list[Location]:
    size_of(path, most=limits.WORKBOOK_BYTES)
    try:
        heads = workbook.heads(path, _HEADER_WITHIN)
    except workbook.WorkbookError as error:
        raise UnreadableFileError(f"{shown(path)}: {error}") from None
    found = []
    for sheet, rows in enumerate(heads):
        for number, row in enumerate(rows, start=1):
            if is_header(row):
                found.append(Location(path, sheet, _few_columns(path, row), number))
                break
    return found


def _read_sheet(
    location: Location, sheet: int, wanted: Sequence[int], progress: Progress | None
) -> Table:
    try:
        cells = workbook.cells(
            location.path, sheet, below=location.header_line, wanted=list(wanted)
        )
    except workbook.WorkbookError as error:
        raise UnreadableFileError(f"{shown(location.path)}: {error}") from None
    size = size_of(location.path)
    if progress is not None:
        progress(size, size)
    first = location.header_line + 1
    return Table(
        columns=tuple(
            Column._trimmed(np.asarray(codes, dtype=np.int64), texts)
            for codes, texts in cells.columns
        ),
        lines=np.arange(first, first + cells.rows, dtype=np.int64),
    )


def is_error(text: str) -> bool:
    """Whether a cell holds what a spreadsheet writes where a formula fails."""
    return text.upper().rstrip("!?") in _ERRORS


def combine(columns: Sequence[Column], rows: int) -> tuple[IntArray, list[tuple[str | None, ...]]]:
    """Find the distinct combinations of several columns.

    Parameters
    ----------
    columns : sequence of Column
    rows : int
        Their length, for when there is no column.

    Returns
    -------
    array of int64, (rows,)
        For each row, the index of its combination.
    list of tuple
        The combinations; None where a cell is empty.
    """
    inverse = np.zeros(rows, dtype=np.int64)
    for column in columns:
        # Renumbering after each column keeps the product small enough for 64 bits.
        inverse = pd.factorize(inverse * (len(column.distinct) + 1) + column.codes + 1)[0]
    example = np.zeros(inverse.max(initial=-1) + 1, dtype=np.int64)
    example[inverse] = np.arange(rows)
    texts = [(*column.distinct, None) for column in columns]
    combinations = [
        tuple(text[column.codes[row]] for text, column in zip(texts, columns, strict=True))
        for row in example
    ]
    return inverse, combinations


def normalise_header(cell: str) -> str:
    """Bring a header cell to one form: small letters, digits and single underscores.

    ``Kemendagri Kode Desa/Kelurahan`` is ``kemendagri_kode_desa_kelurahan``.
    """
    return re.sub(r"[^a-z0-9]+", "_", cell.casefold().strip("\ufeff \t\r\n")).strip("_")
