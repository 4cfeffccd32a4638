"""The data dictionary: what every table and column means, written from ``datapackage.json``."""

from collections.abc import Iterator
from pathlib import Path

from kampung.errors import PackError
from kampung.pack.descriptor import Descriptor, read_descriptor
from kampung.schemas import Field, Table


def data_dictionary(directory: Path) -> str:
    """Return the data dictionary of a pack as Markdown, in English and Indonesian.

    Parameters
    ----------
    directory
        Folder that holds ``datapackage.json``; the tables themselves are not read.

    Raises
    ------
    PackError
        ``datapackage.json`` cannot be understood.
    """
    descriptor, problems = read_descriptor(directory)
    if descriptor is None or problems:
        raise PackError("\n".join(str(problem) for problem in problems))
    return "\n".join(_lines(descriptor))


def _lines(descriptor: Descriptor) -> Iterator[str]:
    yield "# Data dictionary · Kamus data"
    yield ""
    yield "Made from `datapackage.json` by `kampung dictionary`; do not edit it by hand."
    yield ""
    yield f"**{_cell(descriptor.title_en)}** · {_cell(descriptor.title_id)}"
    yield ""
    yield (
        "An empty cell is missing, never zero. Dates are ISO days (`2021-07-20`); periods name "
        "their first and last day, both inclusive. Columns that end in `_id` and `_en` as a pair "
        "hold the same text in Indonesian and in English."
    )
    yield ""
    for table in descriptor.tables:
        yield f"- [`{table.name}`](#{table.name}): {_cell(table.title_en)}"
    for table in descriptor.tables:
        yield from _table(table)
    yield ""


def _table(table: Table) -> Iterator[str]:
    yield ""
    yield f"## {table.name}"
    yield ""
    yield f"**{_cell(table.title_en)}**. {_cell(table.description_en)}".rstrip()
    yield ""
    yield f"**{_cell(table.title_id)}**. {_cell(table.description_id)}".rstrip()
    yield ""
    yield f"File `{table.path}`, primary key {_names(table.primary_key)}."
    yield ""
    yield "| column | type | meaning | arti | rules |"
    yield "|---|---|---|---|---|"
    for field in table.fields:
        kind = f"{field.type}, {_cell(field.unit)}" if field.unit else field.type
        meaning = _meaning(field.title_en, field.description_en)
        arti = _meaning(field.title_id, field.description_id)
        yield f"| `{field.name}` | {kind} | {meaning} | {arti} | {_rules(table, field)} |"


def _meaning(title: str, description: str) -> str:
    return ": ".join(_cell(text) for text in (title, description) if text)


def _rules(table: Table, field: Field) -> str:
    rules = []
    if field.name in table.primary_key:
        rules.append("key")
    elif field.required:
        rules.append("required")
    if field.unique and table.primary_key != (field.name,):
        rules.append("unique")
    if field.enum:
        rules.append("one of " + ", ".join(f"`{_cell(value)}`" for value in field.enum))
    if field.pattern:
        rules.append(f"form `{_cell(field.pattern)}`")
    if field.minimum:
        rules.append(f"≥ {field.minimum}")
    if field.maximum:
        rules.append(f"≤ {field.maximum}")
    for key in table.foreign_keys:
        if field.name in key.fields:
            other = key.reference[key.fields.index(field.name)]
            rules.append(f"in `{key.table}.{other}`")
    return "; ".join(rules)


def _names(names: tuple[str, ...]) -> str:
    return " + ".join(f"`{name}`" for name in names)


def _cell(text: str) -> str:
    """Keep text in one cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")
