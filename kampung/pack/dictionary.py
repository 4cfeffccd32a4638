"""The data dictionary: what every table and column of a pack and of its store means."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kampung.errors import PackError
from kampung.pack.descriptor import Descriptor, read_descriptor
from kampung.schemas import Field, Table, made_tables


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
    yield (
        "Made from `datapackage.json` and the schemas of what a build makes, by "
        "`kampung dictionary`; do not edit it by hand."
    )
    yield ""
    yield f"**{_cell(descriptor.title_en)}** · {_cell(descriptor.title_id)}"
    yield ""
    yield (
        "An empty cell is missing, never zero. Dates are ISO days (`2021-07-20`); periods name "
        "their first and last day, both inclusive. Columns that end in `_id` and `_en` as a pair "
        "hold the same text in Indonesian and in English."
    )
    yield ""
    yield "The tables of the pack · Tabel paket:"
    yield ""
    yield from _contents(descriptor.tables)
    yield ""
    yield "Made by the build · Dibuat saat basis data dibangun:"
    yield ""
    yield from _contents(made_tables().values())
    for table in descriptor.tables:
        yield from _table(table, heading="##")
    yield ""
    yield "## Made by the build · Dibuat saat basis data dibangun"
    yield ""
    yield "Computed from the pack and what was imported, and stored beside it; no file holds them."
    for table in made_tables().values():
        yield from _table(table, heading="###")
    yield ""


def _contents(tables: Iterable[Table]) -> Iterator[str]:
    for table in tables:
        yield f"- [`{table.name}`](#{table.name}): {_cell(table.title_en)}"


def _table(table: Table, *, heading: str) -> Iterator[str]:
    yield ""
    yield f"{heading} {table.name}"
    yield ""
    yield f"**{_cell(table.title_en)}**. {_cell(table.description_en)}".rstrip()
    yield ""
    yield f"**{_cell(table.title_id)}**. {_cell(table.description_id)}".rstrip()
    yield ""
    file = f"File `{table.path}`, primary key" if table.path else "Primary key"
    yield f"{file} {_names(table.primary_key)}."
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
