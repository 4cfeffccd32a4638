"""``datapackage.json``: which tables a data pack has, and what each column may hold."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from kampung.pack.files import UnfitFileError, read_file
from kampung.pack.limits import DESCRIPTOR_BYTES, EARLIEST
from kampung.pack.problems import Problem, shown
from kampung.pack.values import PARSERS, parsed

FILE = "datapackage.json"
# Which constraints are supported, and on which types.
CONSTRAINTS: Mapping[str, frozenset[str]] = {
    "required": frozenset(PARSERS),
    "unique": frozenset(PARSERS),
    "enum": frozenset({"string", "integer", "number", "date"}),
    "pattern": frozenset({"string"}),
    "minimum": frozenset({"integer", "number", "date"}),
    "maximum": frozenset({"integer", "number", "date"}),
}
IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,62}")
RESERVED = {"meta", "dictionary"}


@dataclass(frozen=True)
class Field:
    """A column: its type, its rules, and what it is called in both languages."""

    name: str
    type: str
    title_id: str = ""
    title_en: str = ""
    description_id: str = ""
    description_en: str = ""
    unit: str = ""
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    pattern: str = ""
    minimum: str = ""
    maximum: str = ""


@dataclass(frozen=True)
class ForeignKey:
    """Columns whose values must be found in another table."""

    fields: tuple[str, ...]
    table: str
    reference: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table of the pack, as its Table Schema describes it."""

    name: str
    path: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    title_id: str = ""
    title_en: str = ""
    description_id: str = ""
    description_en: str = ""

    @property
    def columns(self) -> list[str]:
        """Names of the columns in their order."""
        return [field.name for field in self.fields]

    def field(self, name: str) -> Field:
        """Return the column of that name."""
        return next(field for field in self.fields if field.name == name)


@dataclass(frozen=True)
class Descriptor:
    """What ``datapackage.json`` says about the pack as a whole.

    ``named`` holds the name of every resource, also of those that cannot be understood and are
    therefore not among the ``tables``.
    """

    name: str
    version: str
    title_id: str
    title_en: str
    description_id: str
    description_en: str
    area_code: str
    article: str
    programme: str
    population_area: str
    focus_start: date | None
    focus_end: date | None
    wave_start: date | None
    wave_end: date | None
    tables: tuple[Table, ...]
    named: frozenset[str] = frozenset()

    def table(self, name: str) -> Table:
        """Return the table of that name."""
        return next(table for table in self.tables if table.name == name)


def read_descriptor(directory: Path) -> tuple[Descriptor | None, list[Problem]]:
    """Read ``datapackage.json``.

    Returns
    -------
    tuple
        The descriptor with every table that can be understood (None when the file cannot be read
        at all), and all problems found in it.
    """
    try:
        content = read_file(directory / FILE, most=DESCRIPTOR_BYTES)
        raw = json.loads(content.decode("utf-8-sig"))
    except FileNotFoundError:
        return None, [_problem("missing-file", f"There is no {FILE} in {directory}. Add it.")]
    except (OSError, UnfitFileError) as error:
        reason = getattr(error, "strerror", None) or error
        return None, [_problem("unreadable", f"It cannot be read: {reason}.")]
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return None, [_problem("encoding", "It is not UTF-8. Save it as UTF-8.", line=line)]
    except json.JSONDecodeError as error:
        message = f"It is not valid JSON: {error.msg} at position {error.colno}. Correct it."
        return None, [_problem("json", message, line=_line_of(error))]
    except ValueError:  # a number of thousands of digits
        return None, [_problem("json", "It holds a number that is too long. Correct it.")]
    except RecursionError:
        return None, [_problem("json", "It is nested too deeply. Write it flat.")]
    if not isinstance(raw, dict) or not isinstance(raw.get("resources"), list):
        message = 'It must be an object with a list "resources". See the Data Package standard.'
        return None, [_problem("descriptor", message)]
    problems: list[Problem] = []
    tables: list[Table] = []
    for position, resource in enumerate(raw["resources"], start=1):
        found = list(_resource_problems(directory, position, resource, {t.name for t in tables}))
        problems += found
        if not found:
            tables.append(_table(resource))
    named = frozenset(_text(item, "name") for item in raw["resources"] if isinstance(item, dict))
    described, key_problems = _with_sound_keys(tables, named)
    problems += key_problems
    own = raw.get("kampung")
    if not isinstance(own, dict):
        own = {}
        problems.append(_problem("descriptor", 'The object "kampung" is missing. Add it.'))
    focus, focus_problems = _days("focus", own.get("focus"))
    wave, wave_problems = _days("wave", own.get("wave"))
    problems += [*focus_problems, *wave_problems]
    descriptor = Descriptor(
        name=_text(raw, "name"),
        version=_text(raw, "version"),
        title_id=_text(raw, "title"),
        title_en=_text(raw, "title@en"),
        description_id=_text(raw, "description"),
        description_en=_text(raw, "description@en"),
        area_code=_text(own, "area_code"),
        article=_text(own, "article"),
        programme=_text(own, "programme"),
        population_area=_text(own, "population_area") or _text(own, "area_code"),
        focus_start=focus[0],
        focus_end=focus[1],
        wave_start=wave[0],
        wave_end=wave[1],
        tables=described,
        named=named,
    )
    return descriptor, problems


def _line_of(error: json.JSONDecodeError) -> int:
    """The line of the fault; Pythons differ whether a comma too many or what follows is meant."""
    if error.doc[error.pos : error.pos + 1] == ",":
        rest = error.doc[error.pos + 1 :]
        return error.doc.count("\n", 0, len(error.doc) - len(rest.lstrip())) + 1
    return error.lineno


def _problem(
    rule: str,
    message: str,
    *,
    line: int | None = None,
    column: str | None = None,
    value: str | None = None,
) -> Problem:
    return Problem(file=FILE, line=line, column=column, value=value, rule=rule, message=message)


def _text(mapping: Mapping[str, Any], key: str) -> str:
    value = mapping.get(key, "")
    return value if isinstance(value, str) else ""


def _names(value: object) -> tuple[str, ...]:
    """Table Schema lets a key be one name or a list of names."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list):
        return tuple(str(name) for name in value)
    return ()


def _days(name: str, value: object) -> tuple[tuple[date | None, date | None], list[Problem]]:
    if value is None:
        return (None, None), []
    try:
        start, end = (date.fromisoformat(str(day)) for day in value)  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        message = 'It must be two dates, such as ["2021-01-01", "2021-12-31"]. Correct it.'
        return (None, None), [_problem(name, message, column=f"kampung.{name}", value=str(value))]
    if start < EARLIEST or end.year > date.today().year + 10:  # noqa: DTZ011 - years are compared
        message = f"It must lie between {EARLIEST} and ten years from now. Correct it."
        where = f"kampung.{name}"
        return (None, None), [_problem("date", message, column=where, value=str(value))]
    if end < start:
        message = "It ends before it starts. Put the first day first."
        where = f"kampung.{name}"
        return (None, None), [_problem("period", message, column=where, value=str(value))]
    return (start, end), []


def _resource_problems(
    directory: Path, position: int, resource: object, taken: set[str]
) -> Iterator[Problem]:
    """Say everything that keeps a resource from being a table of ours."""
    where = f"resource {position}"
    if not isinstance(resource, dict):
        yield _problem("descriptor", f"The {where} is not an object. Correct it.")
        return
    name = _text(resource, "name")
    if not IDENTIFIER.fullmatch(name) or name in RESERVED or name.startswith("sqlite_"):
        message = (
            f"The {where} needs a name of small letters, digits and underscores that starts with "
            f"a letter and is none of {', '.join(sorted(RESERVED))}. Rename it."
        )
        yield _problem("name", message, value=name)
    elif name in taken:
        yield _problem("name", "Two resources have this name. Rename one.", value=name)
    where = name or where
    path = resource.get("path")
    if not isinstance(path, str) or not _is_inside(directory, path):
        message = (
            f"The path of {where} must name one CSV file inside the pack's folder; "
            "addresses, absolute paths, '..' and links that lead outside are refused."
        )
        yield _problem("path", message, value=str(path))
    if _text(resource, "encoding").lower() not in {"", "utf-8", "utf8"}:
        message = f"The table {where} must be in UTF-8. Save the file again."
        yield _problem("encoding", message, value=_text(resource, "encoding"))
    yield from _schema_problems(where, resource.get("schema"))


def _is_inside(directory: Path, path: str) -> bool:
    local = PurePosixPath(path)
    if "\\" in path or ":" in path or local.is_absolute() or ".." in local.parts:
        return False
    if local.suffix != ".csv":
        return False
    return (directory / path).resolve().is_relative_to(directory.resolve())


def _schema_problems(table: str, schema: object) -> Iterator[Problem]:
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(schema, dict) or not isinstance(fields, list) or not fields:
        yield _problem("schema", f"The table {table} has no schema with fields. Add it.")
        return
    names: list[str] = []
    for given in fields:
        name = _text(given, "name") if isinstance(given, dict) else ""
        if not IDENTIFIER.fullmatch(name) or name in names:
            message = (
                f"A field of {table} needs a name of its own of small letters, digits and "
                "underscores that starts with a letter. Rename it."
            )
            yield _problem("name", message, value=name)
            continue
        names.append(name)
        where = f"{table}.{name}"
        kind = str(given.get("type", "string"))
        if kind not in PARSERS:
            message = f"This type is not supported. Use one of {', '.join(PARSERS)}."
            yield _problem("schema", message, column=where, value=kind)
        if given.get("format", "default") != "default":
            message = "Only the default format of a type is supported. Remove it."
            yield _problem("schema", message, column=where, value=str(given["format"]))
        if kind in PARSERS:
            yield from _constraint_problems(where, kind, given.get("constraints", {}))
    keys = _names(schema.get("primaryKey"))
    if not keys or not set(keys) <= set(names):
        message = f"The table {table} needs a primaryKey that names fields of its own. Add it."
        yield _problem("schema", message, value=", ".join(keys) or None)


def _constraint_problems(where: str, kind: str, constraints: object) -> Iterator[Problem]:
    if not isinstance(constraints, dict):
        yield _problem("schema", "The constraints must be an object. Correct it.", column=where)
        return
    for rule, value in constraints.items():
        if kind not in CONSTRAINTS.get(rule, ()):
            message = f"This constraint is not supported for the type {kind}. Remove it."
            yield _problem("schema", message, column=where, value=str(rule))
        elif not _fits(rule, kind, value):
            message = f"The constraint {rule} cannot have this value. Correct it."
            yield _problem("schema", message, column=where, value=str(value))


def _fits(rule: str, kind: str, value: object) -> bool:
    """Tell whether a constraint's value makes sense for a type."""
    if rule in {"required", "unique"}:
        return isinstance(value, bool)
    if rule == "enum":
        return isinstance(value, list) and all(parsed(kind, str(one)) is not None for one in value)
    if rule == "pattern":
        from kampung.pack.patterns import is_pattern  # a reader of a store never needs it

        return isinstance(value, str) and is_pattern(value)
    return parsed(kind, str(value)) is not None


def _table(resource: Mapping[str, Any]) -> Table:
    schema = resource["schema"]
    primary_key = _names(schema["primaryKey"])
    return Table(
        name=resource["name"],
        path=resource["path"],
        fields=tuple(_field(field, primary_key) for field in schema["fields"]),
        primary_key=primary_key,
        foreign_keys=tuple(_foreign_keys(resource)),
        title_id=_text(resource, "title"),
        title_en=_text(resource, "title@en"),
        description_id=_text(resource, "description"),
        description_en=_text(resource, "description@en"),
    )


def _field(field: Mapping[str, Any], primary_key: tuple[str, ...]) -> Field:
    constraints = field.get("constraints", {})
    return Field(
        name=field["name"],
        type=field.get("type", "string"),
        title_id=_text(field, "title"),
        title_en=_text(field, "title@en"),
        description_id=_text(field, "description"),
        description_en=_text(field, "description@en"),
        unit=_text(field, "unit"),
        required=bool(constraints.get("required")) or field["name"] in primary_key,
        unique=bool(constraints.get("unique")),
        enum=tuple(str(value) for value in constraints.get("enum", ())),
        pattern=str(constraints.get("pattern", "")),
        minimum=str(constraints.get("minimum", "")),
        maximum=str(constraints.get("maximum", "")),
    )


def _foreign_keys(resource: Mapping[str, Any]) -> Iterator[ForeignKey]:
    given = resource["schema"].get("foreignKeys", [])
    for key in given if isinstance(given, list) else [given]:
        reference = key.get("reference") if isinstance(key, dict) else None
        if not isinstance(reference, dict):
            yield ForeignKey((), "", ())  # told as a problem, as it joins nothing
            continue
        yield ForeignKey(
            fields=_names(key.get("fields")),
            # The standard writes an empty name for "this same table".
            table=_text(reference, "resource") or resource["name"],
            reference=_names(reference.get("fields")),
        )


def _with_sound_keys(
    tables: list[Table], named: frozenset[str]
) -> tuple[tuple[Table, ...], list[Problem]]:
    """Keep the foreign keys that can be checked, and tell of the others."""
    described = {table.name: table for table in tables}
    problems = []
    for table in tables:
        sound = []
        for key in table.foreign_keys:
            other = described.get(key.table)
            if other is None and key.table in named:
                continue  # that table has problems of its own, told already
            if (
                other is not None
                and key.reference == other.primary_key
                and len(key.fields) == len(key.reference)
                and set(key.fields) <= set(table.columns)
            ):
                sound.append(key)
                continue
            message = (
                f"A foreign key of {table.name} must join its own fields to the primary key of "
                f"a table: {', '.join(key.fields)} → {shown(key.table)} "
                f"({', '.join(key.reference)}). Correct it."
            )
            problems.append(_problem("schema", message))
        described[table.name] = replace(table, foreign_keys=tuple(sound))
    return tuple(described.values()), problems
