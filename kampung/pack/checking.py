"""Check a data pack: every problem in one report.

The Frictionless framework checks constraints and primary keys as Table Schema defines them. It is
handed the cells that :mod:`kampung.pack.cells` read, not paths, so that it never opens a file or
an address, and what it finds is told with the line that a text editor shows. The rules that Table
Schema cannot say are in :mod:`kampung.pack.rules`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from kampung.pack.cells import Cells, read_cells, typed_frame
from kampung.pack.descriptor import Descriptor, Field, Table, read_descriptor
from kampung.pack.limits import PROBLEMS_LOOKED_FOR
from kampung.pack.patterns import matches
from kampung.pack.problems import Problem, in_order
from kampung.pack.rules import check_rules, check_tables
from kampung.pack.values import parsed

TYPE_HINTS = {
    "integer": "This is not a whole number of at most 12 digits. Write digits only, such as 1250.",
    "number": "This is not a number below 10^12. Write digits with a dot for decimals, as 12.5.",
    "boolean": "This is neither true nor false. Write one of the two.",
    "date": "This is not a date. Write a day of the calendar as YYYY-MM-DD.",
    "string": "This is not text.",
}
CONSTRAINT = re.compile(r'constraint "(\w+)"')


@dataclass(frozen=True)
class Reading:
    """All that could be read of a pack, and all that is wrong with it."""

    descriptor: Descriptor | None
    tables: dict[str, pd.DataFrame]
    problems: list[Problem]


def check(directory: Path) -> Reading:
    """Read every table that can be read and collect every problem.

    Parameters
    ----------
    directory
        Folder of the pack.

    Returns
    -------
    Reading
        The frames hold missing values where a cell was unfit; use them only when there are no
        problems.
    """
    descriptor, problems = read_descriptor(directory)
    if descriptor is None:
        return Reading(None, {}, problems)
    cells: dict[str, Cells] = {}
    for table in descriptor.tables:
        read, found = read_cells(directory, table)
        problems += found
        if read is not None:
            cells[table.name] = read
    problems += _stray_files(directory, descriptor)
    for name, read in cells.items():
        problems += _type_problems(descriptor.table(name), read)
        problems += _schema_problems(descriptor.table(name), read)
    problems += _foreign_key_problems(descriptor, cells)
    frames = {name: typed_frame(descriptor.table(name), read) for name, read in cells.items()}
    problems += check_tables(descriptor)
    problems += check_rules(descriptor, frames, cells)
    return Reading(descriptor, frames, in_order(problems))


def _stray_files(directory: Path, descriptor: Descriptor) -> Iterator[Problem]:
    """A CSV file that no table names is most likely a misspelt name."""
    known = {(directory / table.path).resolve() for table in descriptor.tables}
    for path in sorted(directory.rglob("*.csv")):
        if path.resolve() not in known:
            file = path.relative_to(directory).as_posix()
            message = "No table in datapackage.json has this file. Describe it there, or remove it."
            yield Problem(file, None, None, None, "unknown-file", message)


def _type_problems(table: Table, cells: Cells) -> Iterator[Problem]:
    for position, field in enumerate(table.fields):
        for line, row in zip(cells.lines, cells.rows, strict=True):
            cell = row[position]
            if cell and parsed(field.type, cell) is None:
                message = TYPE_HINTS[field.type]
                yield Problem(table.path, line, field.name, cell, "type", message)


def _schema_problems(table: Table, cells: Cells) -> Iterator[Problem]:
    """Let Frictionless check the constraints and the primary key of one table."""
    # Imported here: a reader of a store never needs it, and it takes a third of a second.
    from frictionless import Schema
    from frictionless.resources import TableResource

    resource = TableResource(
        name=table.name,
        data=[table.columns, *cells.rows],
        schema=Schema.from_descriptor(_plain_schema(table, cells)),
    )
    for task in resource.validate(limit_errors=PROBLEMS_LOOKED_FOR).tasks:
        firsts = _first_lines(table, cells)
        for error in task.errors:
            yield from _told(table, cells, error.to_dict(), firsts)
    yield from _pattern_problems(table, cells)


def _first_lines(table: Table, cells: Cells) -> dict[tuple[str, ...], int]:
    """The line on which each primary key stands first."""
    firsts: dict[tuple[str, ...], int] = {}
    for line, key in zip(cells.lines, _keys(table, cells, table.primary_key), strict=True):
        firsts.setdefault(key, line)
    return firsts


def _pattern_problems(table: Table, cells: Cells) -> Iterator[Problem]:
    """Match patterns by a machine that is never slow, whatever the pattern; Python's can be."""
    for position, field in enumerate(table.fields):
        if field.pattern and cells.rows:
            found = matches(field.pattern, [row[position] for row in cells.rows])
            for line, row, fits in zip(cells.lines, cells.rows, found, strict=True):
                cell = row[position]
                if cell and not fits:
                    message = _constraint_message(field, "pattern")
                    yield Problem(table.path, line, field.name, cell, "pattern", message)


def _plain_schema(table: Table, cells: Cells) -> dict[str, Any]:
    """Write the schema of a table anew, with only what is checked here.

    What is asked of a column that the file does not have is left out: that it is missing is told
    already, and every line would fail.
    """
    fields = []
    for field in table.fields:
        constraints: dict[str, Any] = {}
        if field.required and field.name not in cells.absent:
            constraints["required"] = True
        if field.unique and table.primary_key != (field.name,):
            constraints["unique"] = True
        for rule in ("enum", "minimum", "maximum"):
            if value := getattr(field, rule):
                constraints[rule] = list(value) if rule == "enum" else value
        fields.append({"name": field.name, "type": field.type, "constraints": constraints})
    schema: dict[str, Any] = {"fields": fields}
    if not cells.absent.intersection(table.primary_key):
        schema["primaryKey"] = list(table.primary_key)
    return schema


def _foreign_key_problems(descriptor: Descriptor, cells: Mapping[str, Cells]) -> Iterator[Problem]:
    """Look every foreign key up in the tables that could be read.

    By hand, because Frictionless reads the other table anew for each key, which took most of the
    time of a check. A key into a table that could not be read is not looked up: that file's own
    problem is told already, and every line would fail.
    """
    for name, read in cells.items():
        table = descriptor.table(name)
        for key in table.foreign_keys:
            other = cells.get(key.table)
            if other is None or other.absent.intersection(key.reference):
                continue
            target = descriptor.table(key.table)
            known = set(_keys(target, other, key.reference))
            rows = zip(read.lines, _keys(table, read, key.fields), strict=True)
            for line, value in rows:
                if all(value) and value not in known:
                    message = (
                        f"This is not among the {', '.join(key.reference)} of {target.path}. "
                        "Correct it, or add the row there."
                    )
                    column = ", ".join(key.fields)
                    shown = ", ".join(value)
                    yield Problem(table.path, line, column, shown, "foreign-key", message)


def _keys(table: Table, cells: Cells, names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    positions = [table.columns.index(name) for name in names]
    for row in cells.rows:
        yield tuple(row[at] for at in positions)


def _told(
    table: Table, cells: Cells, error: dict[str, Any], firsts: Mapping[tuple[str, ...], int]
) -> Iterator[Problem]:
    """Tell an error of Frictionless as a problem of ours."""
    kind = error["type"]
    if kind in {"type-error", "blank-row"}:
        return  # types are told by `_type_problems`, and a row of commas by its missing keys
    row = error.get("rowNumber")
    if row is None:
        yield Problem(table.path, None, None, None, kind, f"{error['message']}.")
        return
    line = cells.lines[row - 2]
    values = dict(zip(table.columns, cells.rows[row - 2], strict=True))
    if kind == "constraint-error":
        field = table.field(error["fieldName"])
        found = CONSTRAINT.search(error["note"])
        rule = found.group(1) if found else "constraint"
        cell = values[field.name] or None
        yield Problem(table.path, line, field.name, cell, rule, _constraint_message(field, rule))
    elif kind == "primary-key":
        if all(values[name] for name in table.primary_key):
            key = tuple(values[name] for name in table.primary_key)
            message = f"This key is already on line {firsts[key]}. Give each row a key of its own."
            names = ", ".join(table.primary_key)
            yield Problem(table.path, line, names, ", ".join(key), "duplicate-key", message)
    elif kind == "unique-error":
        column = error["fieldName"]
        message = "This value is already in an earlier row. It must be the only one."
        yield Problem(table.path, line, column, values[column], "unique", message)
    else:
        yield Problem(table.path, line, error.get("fieldName"), None, kind, f"{error['message']}.")


def _constraint_message(field: Field, rule: str) -> str:
    unit = f" {field.unit}" if field.unit else ""
    messages = {
        "required": "A value is required here. Fill it in.",
        "enum": f"This is not one of {', '.join(field.enum)}. Use one of them.",
        "pattern": f"This does not have the form {field.pattern}. Correct it.",
        "minimum": f"This is below the least allowed value, {field.minimum}{unit}. Correct it.",
        "maximum": f"This is above the greatest allowed value, {field.maximum}{unit}. Correct it.",
        "unique": "This value is already in an earlier row. It must be the only one.",
    }
    return messages.get(rule, f"This breaks the rule {rule}. Correct it.")
