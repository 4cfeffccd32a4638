"""CSV cells: read as text with their line numbers, then as the types of a Table Schema."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from kampung.pack.descriptor import Table
from kampung.pack.files import UnfitFileError, read_file
from kampung.pack.limits import CELL_CHARACTERS, TABLE_BYTES
from kampung.pack.problems import Problem
from kampung.pack.values import parsed

DTYPES = {
    "string": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "datetime64[us]",
}


@dataclass(frozen=True)
class Cells:
    """A CSV file as text.

    Attributes
    ----------
    rows
        One list a record, its cells in the order of the table's fields; an absent column is empty.
    lines
        The line on which each record begins.
    absent
        Columns that the table should have and the file does not.
    """

    rows: list[list[str]]
    lines: list[int]
    absent: frozenset[str]


def read_cells(directory: Path, table: Table) -> tuple[Cells | None, list[Problem]]:
    """Read the file of a table as text, with everything that is wrong with its form.

    Columns may stand in any order; a byte-order mark and blank lines are passed over.
    """

    def problem(rule: str, message: str, line: int | None = None, **at: str | None) -> Problem:
        return Problem(
            table.path, line, at.get("column"), at.get("value"), rule=rule, message=message
        )

    try:
        data = read_file(directory / table.path, most=TABLE_BYTES)
    except FileNotFoundError:
        return None, [problem("missing-file", f"The file is missing. Add {table.path}.")]
    except (OSError, UnfitFileError) as error:
        reason = getattr(error, "strerror", None) or error
        return None, [problem("unreadable", f"The file cannot be read: {reason}.")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return None, [problem("encoding", "The file is not UTF-8. Save it as UTF-8.", line)]

    records: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for record in reader:
            if record:
                records.append((line, record))
            line = reader.line_num + 1
    except csv.Error as error:
        return None, [problem("csv", f"This is not a CSV line: {error}. Check the quotes.", line)]
    if not records:
        return None, [problem("header", "The file is empty. Give it at least its header line.")]

    problems: list[Problem] = []
    header = records[0][1]
    absent = [name for name in table.columns if name not in header]
    for name in absent:
        message = "This column is missing. Add it, even if it stays empty."
        problems.append(problem("missing-column", message, 1, column=name))
    for position, name in enumerate(header):
        if name not in table.columns:
            message = "This column is not in datapackage.json. Remove it, or describe it there."
            problems.append(problem("unknown-column", message, 1, column=name))
        elif name in header[:position]:
            message = "This column is given twice. Remove one."
            problems.append(problem("duplicate-column", message, 1, column=name))
    positions = [header.index(name) if name in header else -1 for name in table.columns]
    rows: list[list[str]] = []
    for line, record in records[1:]:
        if len(record) != len(header):
            message = (
                f"The line has {len(record)} cells and the header {len(header)}. "
                "Check the commas and quotes."
            )
            problems.append(problem("cell-count", message, line))
        if any("\0" in cell for cell in record):
            problems.append(problem("csv", "The line holds a NUL character. Remove it.", line))
        for name, cell in zip(header, record, strict=False):
            if len(cell) > CELL_CHARACTERS:
                message = f"The cell has more than {CELL_CHARACTERS:,} characters. Shorten it."
                problems.append(problem("length", message, line, column=name))
        rows.append([record[at] if 0 <= at < len(record) else "" for at in positions])
    return Cells(rows, [line for line, _ in records[1:]], frozenset(absent)), problems


def typed_frame(table: Table, cells: Cells) -> pd.DataFrame:
    """Turn text into a frame with the table's types; a cell that is empty or unfit is missing.

    Returns
    -------
    DataFrame
        One row a record, the table's columns, with dtypes ``str``, ``Int64``, ``float64``,
        ``boolean`` and ``datetime64[us]``.
    """
    columns: Sequence[tuple[str, ...]] = list(zip(*cells.rows, strict=True)) or [()] * len(
        table.fields
    )
    return pd.DataFrame(
        {
            field.name: pd.Series(
                [parsed(field.type, cell) for cell in column], dtype=DTYPES[field.type]
            )
            for field, column in zip(table.fields, columns, strict=True)
        }
    )
