"""CSV cells: read as text with their line numbers, then as the types of a Table Schema."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from kampung.pack.files import Unreadable, read_file
from kampung.pack.limits import (
    LONGEST_CELL,
    MOST_BYTES_OF_TABLE,
    MOST_COLUMNS,
    MOST_ROWS,
)
from kampung.pack.problems import Problem
from kampung.pack.quoting import quoted_name
from kampung.pack.values import Value, parsed
from kampung.schemas import DTYPES, Table

# Nothing that a person writes; a terminal or a workbook stumbles over it.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

TOO_LONG = f"A cell has more than {LONGEST_CELL:,} characters, the most that one may have."


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


NO_CELLS = Cells([], [], frozenset())


def read_cells(directory: Path, table: Table) -> tuple[Cells | None, list[Problem]]:
    """Read the file of a table as text, with everything that is wrong with its form.

    Columns may stand in any order; a byte-order mark and blank lines are passed over.
    """

    def problem(rule: str, message: str, line: int | None = None, **at: str | None) -> Problem:
        return Problem(
            table.path, line, at.get("column"), at.get("value"), rule=rule, message=message
        )

    try:
        data = read_file(directory / table.path, most=MOST_BYTES_OF_TABLE)
    except Unreadable as error:
        hint = f" Add {table.path}." if error.rule == "missing-file" else ""
        return None, [problem(error.rule, error.message + hint)]
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
            if len(records) > MOST_ROWS + 1:
                message = f"The file has more than {MOST_ROWS:,} rows, the most that a table may."
                return None, [problem("too-large", f"{message} Shorten it.", line)]
            line = reader.line_num + 1
    except csv.Error as error:
        if "field limit" in str(error):
            return None, [problem("too-large", f"{TOO_LONG} Is a quote missing?", line)]
        return None, [problem("csv", f"This is not a CSV line: {error}. Check the quotes.", line)]
    if not records:
        return None, [problem("header", "The file is empty. Give it at least its header line.")]

    problems: list[Problem] = []
    header = records[0][1]
    if len(header) > MOST_COLUMNS:
        message = f"The header has {len(header):,} columns, and {MOST_COLUMNS} are the most."
        return None, [problem("too-large", f"{message} Remove some.", 1)]
    absent = [name for name in table.columns if name not in header]
    for name in absent:
        message = "This column is missing. Add it, even if it stays empty."
        problems.append(problem("missing-column", message, 1, column=name))
    for position, name in enumerate(header):
        if name not in table.columns:
            message = "This column is not in datapackage.json. Remove it, or describe it there."
            problems.append(problem("unknown-column", message, 1, column=quoted_name(name)))
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
        if any(CONTROL.search(cell) for cell in record):
            problems.append(problem("csv", "The line holds a control character. Remove it.", line))
        if any(len(cell) > LONGEST_CELL for cell in record):
            problems.append(problem("too-large", f"{TOO_LONG} Shorten it.", line))
        rows.append([record[at] if 0 <= at < len(record) else "" for at in positions])
    return Cells(rows, [line for line, _ in records[1:]], frozenset(absent)), problems


def typed_columns(table: Table, cells: Cells) -> list[list[Value | None]]:
    """Turn text into values, column by column; a cell that is empty or unfit is None."""
    return [
        [parsed(field.type, row[position]) for row in cells.rows]
        for position, field in enumerate(table.fields)
    ]


def typed_frame(
    table: Table, cells: Cells, columns: Sequence[Sequence[Value | None]] | None = None
) -> pd.DataFrame:
    """Make a frame of a table's cells, or of its columns where they are made already.

    Returns
    -------
    DataFrame
        One row a record, the table's columns, with dtypes ``str``, ``Int64``, ``float64``,
        ``boolean`` and ``datetime64[us]``.
    """
    made = typed_columns(table, cells) if columns is None else columns
    return pd.DataFrame(
        {
            field.name: pd.Series(list[Any](column), dtype=DTYPES[field.type])
            for field, column in zip(table.fields, made, strict=True)
        }
    )
