"""A resource of ``datapackage.json``: what keeps it from being a table of ours."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path, PurePosixPath

from kampung.pack.limits import (
    LONGEST_ENUM,
    MOST_COLUMNS,
)
from kampung.pack.parsing import problem_of
from kampung.pack.patterns import Pattern, PatternError
from kampung.pack.problems import Problem
from kampung.pack.values import PARSERS, parsed
from kampung.schemas import made_tables
from kampung.schemas.model import names_of, text_of

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


@cache
def reserved() -> frozenset[str]:
    """Names of the tables that the build makes beside those of the pack, and of a store's seal."""
    return frozenset({*made_tables(), "seal"})


def said(value: object) -> str:
    """Write a value of the description as it is written there, but for what holds others."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list) and any(isinstance(one, dict | list) for one in value):
        return "a list"
    return json.dumps(value, ensure_ascii=False)


def resource_problems(
    directory: Path, position: int, resource: object, taken: set[str]
) -> Iterator[Problem]:
    """Say everything that keeps a resource from being a table of ours."""
    where = f"resource {position}"
    if not isinstance(resource, dict):
        yield problem_of("descriptor", f"The {where} is not an object. Correct it.")
        return
    name = text_of(resource, "name")
    if not IDENTIFIER.fullmatch(name) or name in reserved() or name.startswith("sqlite_"):
        message = (
            f"The {where} needs a name of small letters, digits and underscores that starts with "
            f"a letter and is none of {', '.join(sorted(reserved()))}. Rename it."
        )
        yield problem_of("name", message, value=name)
    elif name in taken:
        yield problem_of("name", "Two resources have this name. Rename one.", value=name)
    else:
        where = name
    path = resource.get("path")
    if not isinstance(path, str) or not is_inside(directory, path):
        message = (
            f"The path of {where} must name one CSV file inside the pack's folder; "
            "addresses, absolute paths, '..' and links that lead outside are refused."
        )
        yield problem_of("path", message, value=said(path))
    if text_of(resource, "encoding").lower() not in {"", "utf-8", "utf8"}:
        message = f"The table {where} must be in UTF-8. Save the file again."
        yield problem_of("encoding", message, value=text_of(resource, "encoding"))
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
        yield problem_of("schema", f"The table {table} has no schema with fields. Add it.")
        return
    if len(fields) > MOST_COLUMNS:
        message = f"The table {table} has more than {MOST_COLUMNS} fields. Remove some."
        yield problem_of("too-large", message)
        return
    names: list[str] = []
    for position, given in enumerate(fields, start=1):
        name = text_of(given, "name") if isinstance(given, dict) else ""
        if not IDENTIFIER.fullmatch(name) or name in names:
            message = (
                f"Field {position} of {table} needs a name of its own of small letters, digits and "
                "underscores that starts with a letter. Rename it."
            )
            yield problem_of("name", message, value=name)
            continue
        names.append(name)
        where = f"{table}.{name}"
        kind = said(given.get("type", "string"))
        if kind not in PARSERS:
            message = f"This type is not supported. Use one of {', '.join(PARSERS)}."
            yield problem_of("schema", message, column=where, value=kind)
        if given.get("format", "default") != "default":
            message = "Only the default format of a type is supported. Remove it."
            yield problem_of("schema", message, column=where, value=said(given["format"]))
        if kind in PARSERS:
            yield from _constraint_problems(where, kind, given.get("constraints", {}))
    keys = names_of(schema.get("primaryKey"))
    if not keys or not set(keys) <= set(names) or len(set(keys)) < len(keys):
        message = f"The table {table} needs a primaryKey that names fields of its own. Add it."
        yield problem_of("schema", message, value=", ".join(keys) or None)


def _constraint_problems(where: str, kind: str, constraints: object) -> Iterator[Problem]:
    if not isinstance(constraints, dict):
        yield problem_of("schema", "The constraints must be an object. Correct it.", column=where)
        return
    for rule, value in constraints.items():
        if kind not in CONSTRAINTS.get(rule, ()):
            message = f"This constraint is not supported for the type {kind}. Remove it."
            yield problem_of("schema", message, column=where, value=rule)
        elif not _fits(rule, kind, value):
            message = f"The constraint {rule} cannot have this value. Correct it."
            yield problem_of("schema", message, column=where, value=said(value))


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
