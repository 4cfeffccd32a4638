"""Check a data pack: every problem in one report.

Types, constraints and keys are checked here, as Table Schema defines them, in one pass over each
column: a check takes a time that grows with the size of the pack, however much is wrong with it.
The rules that Table Schema cannot say are in :mod:`kampung.pack.rules`.
"""

import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from kampung.pack.cells import NO_CELLS, Cells, read_cells, typed_columns, typed_frame
from kampung.pack.descriptor import Descriptor, read_descriptor
from kampung.pack.limits import LARGEST_NUMBER, LONGEST_CODE, MOST_CELLS, MOST_FILES_LOOKED_AT
from kampung.pack.patterns import LONGEST, Pattern
from kampung.pack.problems import Place, Problem, Report
from kampung.pack.quoting import personal_number, quoted, quoted_word
from kampung.pack.rules import check_rules
from kampung.pack.standing import REQUIRED, check_tables
from kampung.pack.values import Value, is_too_large, parsed
from kampung.schemas import Field, Table, pack_tables

Columns = Sequence[Sequence[Value | None]]

TYPE_HINTS = {
    "integer": "This is not a whole number. Write digits only, such as 1250.",
    "number": "This is not a number. Write digits with a dot for decimals, such as 12.5.",
    "boolean": "This is neither true nor false. Write one of the two.",
    "date": "This is not a date. Write a day of the calendar as YYYY-MM-DD.",
    "string": "This is not text.",
}
ENUM_SHOWN = 12  # words of an enumeration in a message


@dataclass(frozen=True)
class Reading:
    """All that could be read of a pack, and all that is wrong with it."""

    descriptor: Descriptor | None
    tables: dict[str, pd.DataFrame]
    problems: list[Problem]
    untold: Mapping[Place, int]


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
        problems. A standard table that the pack does not have is an empty one.
    """
    report = Report()
    descriptor, found = read_descriptor(directory)
    report.add(found)
    if descriptor is None:
        return Reading(None, {}, report.told(), report.untold())
    cells: dict[str, Cells] = {}
    size = 0
    for table in descriptor.tables:
        read, found = read_cells(directory, table)
        report.add(found)
        size += len(read.rows) * len(table.fields) if read else 0
        if size > MOST_CELLS:
            message = f"The tables up to here have over {MOST_CELLS:,} cells. Shorten them."
            report.add([Problem(table.path, None, None, None, "too-large", message)])
            return Reading(descriptor, {}, report.told(), report.untold())
        if read is not None:
            cells[table.name] = read
    report.add(_stray_files(directory, descriptor))
    report.add(check_tables(descriptor))
    descriptor, cells = _with_optional_fields(descriptor, cells)
    lacking = _lacking(descriptor)
    descriptor = replace(descriptor, tables=(*descriptor.tables, *lacking))
    cells |= {table.name: NO_CELLS for table in lacking}
    values = {name: typed_columns(descriptor.table(name), read) for name, read in cells.items()}
    for name, read in cells.items():
        report.add(_column_problems(descriptor.table(name), read, values[name]))
        report.add(_primary_key_problems(descriptor.table(name), read, values[name]))
    report.add(_foreign_key_problems(descriptor, cells, values))
    frames = {
        name: typed_frame(descriptor.table(name), cells[name], values[name]) for name in cells
    }
    report.add(check_rules(descriptor, frames, cells))
    return Reading(descriptor, frames, report.told(), report.untold())


def _lacking(descriptor: Descriptor) -> list[Table]:
    """Standard tables that the pack does not have: empty ones take their place."""
    there = {*descriptor.named, *REQUIRED}
    return [table for name, table in pack_tables().items() if name not in there]


def _with_optional_fields(
    descriptor: Descriptor, cells: dict[str, Cells]
) -> tuple[Descriptor, dict[str, Cells]]:
    """Add the standard fields that a pack may leave out, empty: a new one breaks no older pack."""
    tables, filled = [], dict(cells)
    for table in descriptor.tables:
        standard = pack_tables().get(table.name)
        added = [
            field
            for field in (standard.fields if standard else ())
            if not field.required and field.name not in table.columns
        ]
        tables.append(replace(table, fields=(*table.fields, *added)))
        if added and table.name in cells:
            read = cells[table.name]
            filled[table.name] = replace(
                read, rows=[[*row, *("" for _ in added)] for row in read.rows]
            )
    return replace(descriptor, tables=tuple(tables)), filled


def _stray_files(directory: Path, descriptor: Descriptor) -> Iterator[Problem]:
    """A CSV file that no resource names is most likely a misspelt name."""
    known = {os.path.realpath(directory / path) for path in descriptor.files}
    looked_at = 0
    for folder, folders, files in os.walk(directory):
        folders.sort()
        for file in sorted(files):
            looked_at += 1
            path = Path(folder, file)
            if file.endswith(".csv") and os.path.realpath(path) not in known:
                name = path.relative_to(directory).as_posix()
                message = (
                    "No table in datapackage.json has this file. Describe it there, or remove it."
                )
                yield Problem(name, None, None, None, "unknown-file", message)
        if looked_at > MOST_FILES_LOOKED_AT:
            return


def _column_problems(table: Table, cells: Cells, columns: Columns) -> Iterator[Problem]:
    """Check type and constraints of every cell."""
    for position, (field, values) in enumerate(zip(table.fields, columns, strict=True)):
        if field.name in cells.absent:
            continue  # that it is missing is told already, and every line would fail
        broken = _constraints(field, is_key=table.primary_key == (field.name,))
        for line, row, value in zip(cells.lines, cells.rows, values, strict=True):
            cell = row[position]
            rule = _broken_rule(field, cell, value, broken)
            if rule:
                message = _message(field, rule)
                shown = (
                    None
                    if rule == "personal-number"
                    else quoted(cell, is_coded=table.is_coded(field.name))
                )
                yield Problem(table.path, line, field.name, shown, rule, message)


Check = tuple[str, Callable[[Value], bool]]


def _broken_rule(field: Field, cell: str, value: Value | None, checks: Sequence[Check]) -> str:
    """Name the rule that a cell breaks, or nothing."""
    if not cell:
        return "required" if field.required else ""
    if value is None:
        return "too-large" if is_too_large(field.type, cell) else "type"
    if field.type == "string" and field.name != "url" and personal_number(cell):
        return "personal-number"
    return next((rule for rule, is_broken in checks if is_broken(value)), "")


def _constraints(field: Field, *, is_key: bool) -> list[Check]:
    """Give the constraints of a column as tests of a value."""
    checks: list[Check] = []
    if field.enum:
        allowed = {parsed(field.type, one) for one in field.enum}
        checks.append(("enum", lambda value: value not in allowed))
    if field.pattern:
        checks.append(("pattern", _pattern_check(field.pattern)))
    if field.minimum:
        least = parsed(field.type, field.minimum)
        checks.append(("minimum", lambda value: value < least))  # type: ignore[operator]
    if field.maximum:
        most = parsed(field.type, field.maximum)
        checks.append(("maximum", lambda value: value > most))  # type: ignore[operator]
    if field.unique and not is_key:
        seen: set[object] = set()

        def is_repeated(value: Value) -> bool:
            before = len(seen)
            seen.add(_folded(value))
            return len(seen) == before

        checks.append(("unique", is_repeated))
    return checks


def _pattern_check(source: str) -> Callable[[Value], bool]:
    pattern = Pattern(source)
    known: dict[Value, bool] = {}

    def is_broken(value: Value) -> bool:
        if value not in known:
            text = str(value)
            known[value] = len(text) > LONGEST_CODE or not pattern.matches(text)
        return known[value]

    return is_broken


def _primary_key_problems(table: Table, cells: Cells, columns: Columns) -> Iterator[Problem]:
    if cells.absent.intersection(table.primary_key):
        return
    first: dict[tuple[object, ...], int] = {}
    for line, row, key in zip(
        cells.lines, cells.rows, _keys(table, columns, table.primary_key), strict=True
    ):
        if any(value is None for value in key):
            continue
        earlier = first.setdefault(tuple(_folded(value) for value in key), line)
        if earlier != line:
            message = f"This key is already on line {earlier}. Give each row a key of its own."
            names = ", ".join(table.primary_key)
            shown = _shown(table, table.primary_key, row)
            yield Problem(table.path, line, names, shown, "duplicate-key", message)


def _folded(value: Value | None) -> object:
    """Let texts be the same that look the same: capitals and composed letters aside."""
    if not isinstance(value, str):
        return value
    text = value if value.isascii() else unicodedata.normalize("NFC", value)
    return text.casefold()


def _foreign_key_problems(
    descriptor: Descriptor, cells: Mapping[str, Cells], values: Mapping[str, Columns]
) -> Iterator[Problem]:
    """Look every foreign key up in the tables that could be read.

    A key into a table that could not be read is not looked up: that file's own problem is told
    already, and every line would fail. A key of which a part is missing points nowhere.
    """
    for name, read in cells.items():
        table = descriptor.table(name)
        for key in table.foreign_keys:
            other = cells.get(key.table)
            if other is None or other.absent.intersection(key.reference):
                continue
            target = descriptor.table(key.table)
            known = set(_keys(target, values[key.table], key.reference))
            found = _keys(table, values[name], key.fields)
            message = (
                f"This is not among the {', '.join(key.reference)} of {target.path}. "
                "Correct it, or add the row there."
                if key.table in descriptor.named
                else f"The pack does not have the table {key.table}. Add it, with a row for this."
            )
            column = ", ".join(key.fields)
            for line, row, value in zip(read.lines, read.rows, found, strict=True):
                if value not in known and all(part is not None for part in value):
                    shown = _shown(table, key.fields, row)
                    yield Problem(table.path, line, column, shown, "foreign-key", message)


def _keys(
    table: Table, columns: Columns, names: tuple[str, ...]
) -> Iterator[tuple[Value | None, ...]]:
    return zip(*(columns[table.columns.index(name)] for name in names), strict=True)


def _shown(table: Table, names: tuple[str, ...], row: Sequence[str]) -> str:
    cells = dict(zip(table.columns, row, strict=True))
    return ", ".join(quoted(cells[name], is_coded=table.is_coded(name)) or "" for name in names)


def _message(field: Field, rule: str) -> str:
    unit = f" {quoted_word(field.unit)}" if field.unit else ""
    words = ", ".join(quoted_word(word) for word in field.enum[:ENUM_SHOWN]) + (
        ", …" if len(field.enum) > ENUM_SHOWN else ""
    )
    pattern = quoted_word(field.pattern, longest=LONGEST)
    messages = {
        "type": TYPE_HINTS[field.type],
        "too-large": (
            f"This number is beyond {LARGEST_NUMBER:,}, the largest that a pack may hold. "
            "Numbers of ten and more digits may be somebody's. Correct it, or choose a larger unit."
        ),
        "personal-number": (
            "This text may hold a NIK or a telephone number. Personal data have no place in a "
            "pack. Remove it."
        ),
        "required": "A value is required here. Fill it in.",
        "enum": f"This is not one of {words}. Use one of them.",
        "pattern": f"This does not have the form {pattern}. Correct it.",
        "minimum": f"This is below the least allowed value, {field.minimum}{unit}. Correct it.",
        "maximum": f"This is above the greatest allowed value, {field.maximum}{unit}. Correct it.",
        "unique": "This value is already in an earlier row. It must be the only one.",
    }
    return messages.get(rule, f"This breaks the rule {rule}. Correct it.")
