"""Tables in text files: CSV of any dialect and encoding."""

import codecs
import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from kampung.privacy import shown
from kampung.readers import limits
from kampung.readers.columns import Column, IntArray
from kampung.readers.files import UnreadableFileError, open_file, size_of
from kampung.readers.locations import (
    HEADER_WITHIN,
    NO_LINES,
    HeaderTest,
    Location,
    Progress,
    Table,
    few_columns,
)

SAMPLE = 1 << 18
_BLOCK = limits.LINE_BYTES
_DELIMITERS = (",", ";", "\t", "|")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def locate_in_text(path: Path, sample: bytes, is_header: HeaderTest) -> Location | None:
    """Find the table of a text file by its header, whatever parts its cells; None without one."""
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
            for _, cells in zip(range(HEADER_WITHIN), reader, strict=False):
                if is_header(cells):
                    before = "".join(lines[: reader.line_num]).encode(encoding)
                    return Location(
                        path=path,
                        sheet=None,
                        header=few_columns(path, cells),
                        header_line=reader.line_num,
                        encoding=encoding,
                        delimiter=delimiter,
                        offset=len(bom) + len(before),
                    )
        except csv.Error:
            continue
    return None


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


def read_text(location: Location, wanted: Sequence[int], progress: Progress | None) -> Table:
    """Read some columns of a table in a text file; see `kampung.readers.tabular.read`."""
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
            return Table(tuple(Column.empty(0) for _ in wanted), NO_LINES)
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
    return Column.trimmed(codes.astype(np.int64), texts)


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
