"""``datapackage.json``: which tables a data pack has, and what each column may hold."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path, PurePosixPath

from kampung.pack.files import Unreadable, read_file
from kampung.pack.limits import (
    EARLIEST,
    LONGEST_ENUM,
    LONGEST_PERIOD,
    LONGEST_WAVE,
    MOST_BYTES_OF_DESCRIPTOR,
    MOST_COLUMNS,
    MOST_TABLES,
    YEARS_AHEAD,
)
from kampung.pack.patterns import Pattern, PatternError
from kampung.pack.problems import Problem, shown
from kampung.pack.quoting import personal_number, quoted_word
from kampung.pack.values import PARSERS, parsed, today
from kampung.schemas import made_tables, pack_tables
from kampung.schemas.model import Table, names_of, table_of, text_of

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
# Half of a surrogate pair, or a control character that is no line end or tab.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,62}")


@dataclass(frozen=True)
class Descriptor:
    """What ``datapackage.json`` says about the pack as a whole.

    ``named`` and ``files`` hold name and path of every resource, also of those that cannot be
    understood and are therefore not among the ``tables``.
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
    files: frozenset[str] = frozenset()

    def table(self, name: str) -> Table:
        """Return the table of that name."""
        return next(table for table in self.tables if table.name == name)


@cache
def reserved() -> frozenset[str]:
    """Names of the tables that the build makes beside those of the pack, and of a store's seal."""
    return frozenset({*made_tables(), "seal"})


def read_descriptor(directory: Path) -> tuple[Descriptor | None, list[Problem]]:
    """Read ``datapackage.json``.

    Returns
    -------
    tuple
        The descriptor with every table that can be understood (None when the file cannot be read
        at all), and all problems found in it.
    """
    raw, found = _read_json(directory)
    if found:
        return None, [found]
    if not isinstance(raw, dict) or not isinstance(raw.get("resources"), list):
        message = 'It must be an object with a list "resources". See the Data Package standard.'
        return None, [_problem("descriptor", message)]
    if len(raw["resources"]) > MOST_TABLES:
        message = (
            f"It has more than {MOST_TABLES} resources, the most that a pack may. Remove some."
        )
        return None, [_problem("too-large", message)]
    problems: list[Problem] = list(_text_problems(raw))
    if any(problem.rule == "text" for problem in problems):
        return None, problems
    tables: list[Table] = []
    for position, resource in enumerate(raw["resources"], start=1):
        names = {table.name for table in tables}
        of_this = list(_resource_problems(directory, position, resource, names))
        problems += of_this
        if not of_this:
            tables.append(table_of(resource))
    named = frozenset(text_of(item, "name") for item in raw["resources"] if isinstance(item, dict))
    described, key_problems = _with_sound_keys(tables, named)
    problems += key_problems
    own = raw.get("kampung")
    if not isinstance(own, dict):
        own = {}
        problems.append(_problem("descriptor", 'The object "kampung" is missing. Add it.'))
    focus, focus_problems = _days("focus", own.get("focus"), longest=LONGEST_PERIOD)
    wave, wave_problems = _days("wave", own.get("wave"), longest=LONGEST_WAVE)
    problems += [*focus_problems, *wave_problems]
    descriptor = Descriptor(
        name=text_of(raw, "name"),
        version=text_of(raw, "version"),
        title_id=text_of(raw, "title"),
        title_en=text_of(raw, "title@en"),
        description_id=text_of(raw, "description"),
        description_en=text_of(raw, "description@en"),
        area_code=text_of(own, "area_code"),
        article=text_of(own, "article"),
        programme=text_of(own, "programme"),
        population_area=text_of(own, "population_area") or text_of(own, "area_code"),
        focus_start=focus[0],
        focus_end=focus[1],
        wave_start=wave[0],
        wave_end=wave[1],
        tables=described,
        named=named,
        files=frozenset(
            text_of(item, "path") for item in raw["resources"] if isinstance(item, dict)
        ),
    )
    return descriptor, problems


def _read_json(directory: Path) -> tuple[object, Problem | None]:
    try:
        text = read_file(directory / FILE, most=MOST_BYTES_OF_DESCRIPTOR).decode("utf-8-sig")
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant), None
    except Unreadable as error:
        message = error.message
        if error.rule == "missing-file":
            message = f"There is no {FILE} in {directory}. Add it."
        return None, _problem(error.rule, message)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return None, _problem("encoding", "It is not UTF-8. Save it as UTF-8.", line=line)
    except json.JSONDecodeError as error:
        return None, _json_problem(error)
    except RecursionError:
        return None, _problem("json", "It is nested too deeply. Write it flat.")
    except ValueError as error:
        # Also a number of more digits than Python reads.
        reason = str(error) if isinstance(error, _UnwantedError) else "a number is too long"
        return None, _problem("json", f"It is not JSON as it should be: {reason}. Correct it.")


class _UnwantedError(ValueError):
    """What Python's reader would take, and the next program may not, or otherwise."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        double = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise _UnwantedError(f"the key {shown(quoted_word(double))} is twice in one object")
    return found


def _no_constant(name: str) -> object:
    raise _UnwantedError(f"{name} is no number")


def _json_problem(error: json.JSONDecodeError) -> Problem:
    """Name the place of a mistake; of a comma too many the comma's, as Python 3.13 does."""
    before = error.doc[: error.pos].rstrip()
    at, what = error.pos, error.msg
    if error.doc[error.pos : error.pos + 1] in ("}", "]") and before.endswith(","):
        at, what = len(before) - 1, "Illegal trailing comma"
    elif what.startswith("Illegal trailing comma"):
        what = "Illegal trailing comma"
    line = error.doc.count("\n", 0, at) + 1
    column = at - error.doc.rfind("\n", 0, at)
    message = f"It is not valid JSON: {what} at position {column}. Correct it."
    return _problem("json", message, line=line)


def _text_problems(raw: dict[str, object]) -> Iterator[Problem]:
    """Texts that cannot be stored or must not be: half characters, NUL, personal numbers."""
    waiting: list[object] = [raw]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            waiting += [*node.keys(), *node.values()]
        elif isinstance(node, list):
            waiting += node
        elif isinstance(node, str):
            if UNWRITABLE.search(node):
                message = "A text holds half a character or a control character. Remove it."
                yield _problem("text", message, value=f"text of {len(node)} characters")
            if kind := personal_number(node):
                message = f"A text may hold a {kind}. Personal data have no place here. Remove it."
                yield _problem("personal-number", message)


def _problem(
    rule: str,
    message: str,
    *,
    line: int | None = None,
    column: str | None = None,
    value: str | None = None,
) -> Problem:
    shown_value = None if value is None else quoted_word(value)
    return Problem(FILE, line, column, shown_value, rule, message)


def _said(value: object) -> str:
    """Write a value of the description as it is written there, but for what holds others."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list) and any(isinstance(one, dict | list) for one in value):
        return "a list"
    return json.dumps(value, ensure_ascii=False)


def _days(
    name: str, value: object, *, longest: int
) -> tuple[tuple[date | None, date | None], list[Problem]]:
    if value is None:
        return (None, None), []
    given = value if isinstance(value, list) and len(value) == 2 else [None, None]
    start, end = (parsed("date", day) if isinstance(day, str) else None for day in given)
    if not isinstance(start, date) or not isinstance(end, date):
        rule = name
        message = 'It must be two dates, such as ["2021-01-01", "2021-12-31"]. Correct it.'
    elif end < start:
        rule, message = "period", "It ends before it starts. Put the first day first."
    elif start < EARLIEST or end.year > today().year + YEARS_AHEAD:
        rule = "date"
        message = f"It begins before {EARLIEST.year} or lies in the far future. Correct it."
    elif (end - start).days >= longest:
        rule, message = "period", f"It is longer than {longest:,} days. Shorten it."
    else:
        return (start, end), []
    return (None, None), [_problem(rule, message, column=f"kampung.{name}", value=_said(value))]


def _resource_problems(
    directory: Path, position: int, resource: object, taken: set[str]
) -> Iterator[Problem]:
    """Say everything that keeps a resource from being a table of ours."""
    where = f"resource {position}"
    if not isinstance(resource, dict):
        yield _problem("descriptor", f"The {where} is not an object. Correct it.")
        return
    name = text_of(resource, "name")
    if not IDENTIFIER.fullmatch(name) or name in reserved() or name.startswith("sqlite_"):
        message = (
            f"The {where} needs a name of small letters, digits and underscores that starts with "
            f"a letter and is none of {', '.join(sorted(reserved()))}. Rename it."
        )
        yield _problem("name", message, value=name)
    elif name in taken:
        yield _problem("name", "Two resources have this name. Rename one.", value=name)
    else:
        where = name
    path = resource.get("path")
    if not isinstance(path, str) or not is_inside(directory, path):
        message = (
            f"The path of {where} must name one CSV file inside the pack's folder; "
            "addresses, absolute paths, '..' and links that lead outside are refused."
        )
        yield _problem("path", message, value=_said(path))
    if text_of(resource, "encoding").lower() not in {"", "utf-8", "utf8"}:
        message = f"The table {where} must be in UTF-8. Save the file again."
        yield _problem("encoding", message, value=text_of(resource, "encoding"))
    yield from _schema_problems(where, resource.get("schema"))


def is_inside(directory: Path, path: str) -> bool:
    """Tell whether a path names a CSV file inside the folder, whatever links it goes through."""
    local = PurePosixPath(path)
    if "\\" in path or ":" in path or local.is_absolute() or ".." in local.parts:
        return False
    if local.suffix != ".csv":
        return False
    # Not `Path.resolve`, which fails at a loop of links on some versions of Python.
    inside = os.path.realpath(directory)
    return Path(os.path.realpath(directory / path)).is_relative_to(inside)


def _schema_problems(table: str, schema: object) -> Iterator[Problem]:
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(schema, dict) or not isinstance(fields, list) or not fields:
        yield _problem("schema", f"The table {table} has no schema with fields. Add it.")
        return
    if len(fields) > MOST_COLUMNS:
        message = f"The table {table} has more than {MOST_COLUMNS} fields. Remove some."
        yield _problem("too-large", message)
        return
    names: list[str] = []
    for position, given in enumerate(fields, start=1):
        name = text_of(given, "name") if isinstance(given, dict) else ""
        if not IDENTIFIER.fullmatch(name) or name in names:
            message = (
                f"Field {position} of {table} needs a name of its own of small letters, digits and "
                "underscores that starts with a letter. Rename it."
            )
            yield _problem("name", message, value=name)
            continue
        names.append(name)
        where = f"{table}.{name}"
        kind = _said(given.get("type", "string"))
        if kind not in PARSERS:
            message = f"This type is not supported. Use one of {', '.join(PARSERS)}."
            yield _problem("schema", message, column=where, value=kind)
        if given.get("format", "default") != "default":
            message = "Only the default format of a type is supported. Remove it."
            yield _problem("schema", message, column=where, value=_said(given["format"]))
        if kind in PARSERS:
            yield from _constraint_problems(where, kind, given.get("constraints", {}))
    keys = names_of(schema.get("primaryKey"))
    if not keys or not set(keys) <= set(names) or len(set(keys)) < len(keys):
        message = f"The table {table} needs a primaryKey that names fields of its own. Add it."
        yield _problem("schema", message, value=", ".join(keys) or None)


def _constraint_problems(where: str, kind: str, constraints: object) -> Iterator[Problem]:
    if not isinstance(constraints, dict):
        yield _problem("schema", "The constraints must be an object. Correct it.", column=where)
        return
    for rule, value in constraints.items():
        if kind not in CONSTRAINTS.get(rule, ()):
            message = f"This constraint is not supported for the type {kind}. Remove it."
            yield _problem("schema", message, column=where, value=rule)
        elif not _fits(rule, kind, value):
            message = f"The constraint {rule} cannot have this value. Correct it."
            yield _problem("schema", message, column=where, value=_said(value))


def _fits(rule: str, kind: str, value: object) -> bool:
    """Tell whether a constraint's value makes sense for a type."""
    if rule in {"required", "unique"}:
        return isinstance(value, bool)
    if rule == "enum":
        return (
            isinstance(value, list)
            and len(value) <= LONGEST_ENUM
            and all(_is_plain(one) and parsed(kind, str(one)) is not None for one in value)
        )
    if rule == "pattern":
        try:
            return isinstance(value, str) and bool(Pattern(value))
        except PatternError:
            return False
    return _is_plain(value) and parsed(kind, str(value)) is not None


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _shown_keys(names: tuple[str, ...]) -> str:
    return shown(quoted_word(", ".join(names)))


def _with_sound_keys(
    tables: list[Table], named: frozenset[str]
) -> tuple[tuple[Table, ...], list[Problem]]:
    """Keep the foreign keys that can be checked, and tell of the others.

    A key may lead to a standard table that the pack does not have.
    """
    described = {table.name: table for table in tables}
    lacking = {name: table for name, table in pack_tables().items() if name not in named}
    problems = []
    for table in tables:
        sound = []
        for key in table.foreign_keys:
            other = described.get(key.table) or lacking.get(key.table)
            if other is None and key.table in named:
                continue  # that table has problems of its own, told already
            if (
                other is not None
                and key.reference == other.primary_key
                and len(set(key.fields)) == len(key.reference)
                and set(key.fields) <= set(table.columns)
                and all(
                    table.field(one).type == other.field(another).type
                    for one, another in zip(key.fields, key.reference, strict=True)
                )
            ):
                sound.append(key)
                continue
            message = (
                f"A foreign key of {table.name} must join its own fields to the primary key of "
                f"a table, with fields of the same types: {_shown_keys(key.fields)} → "
                f"{_shown_keys((key.table,))} ({_shown_keys(key.reference)}). Correct it."
            )
            problems.append(_problem("schema", message))
        described[table.name] = replace(table, foreign_keys=tuple(sound))
    return tuple(described.values()), problems
