"""Write a store: a new SQLite file that takes the place of the old one in a single step."""

import glob
import hashlib
import json
import os
import secrets
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import sqlite_utils

from kampung import __version__
from kampung.errors import BuildError
from kampung.pack import Pack, Table
from kampung.store.schema import (
    DICTIONARY,
    INDEXES,
    META,
    SCHEMA_VERSION,
    create_table,
    dictionary_rows,
)

Value = str | int | float | None
Row = tuple[Value, ...]

_PLAIN: Mapping[str, Callable[[Any], Value]] = {
    "string": str,
    "integer": int,
    "boolean": int,
    "number": float,
    "date": lambda day: str(day.date().isoformat()),
}

SECONDS_UNTIL_A_LEFTOVER_IS_SURELY_DEAD = 86_400
# These say who built the store, not what is in it, and are left out of its hash.
NOT_HASHED = {"content_hash", "built_by"}


@dataclass(frozen=True)
class Derived:
    """A table that is computed from the pack or imported, and stored with it.

    Attributes
    ----------
    table
        Its schema; foreign keys may point into the pack's tables.
    frame
        Its rows, with the table's columns.
    """

    table: Table
    frame: pd.DataFrame


def build_store(pack: Pack, path: Path, *, derived: Sequence[Derived] = ()) -> str:
    """Write a pack into a new store and put it in the place of the old one.

    The new file is written beside the old one, checked, flushed to disk and then moved, so a
    reader sees the old store or the new one and nothing between. When anything fails the new file
    is removed and the old store stays as it was.

    Parameters
    ----------
    pack
        A checked pack.
    path
        Where the store is to be; its folder is made if it is missing.
    derived
        Further tables to store.

    Returns
    -------
    str
        Content hash, 64 hexadecimal digits: the same for the same rows and schema, whatever the
        time, the machine or the order of lines in the files.

    Raises
    ------
    BuildError
        The store cannot be written, or its checks fail.
    """
    tables = [(table, pack.tables[table.name]) for table in pack.descriptor.tables]
    tables += [(item.table, item.frame) for item in derived]
    contents = [(table, plain_rows(frame, table)) for table, frame in tables]
    contents.append((DICTIONARY, sorted(dictionary_rows(pack.descriptor))))
    meta = _meta(pack)
    meta["content_hash"] = content_hash([*contents, (META, list(meta.items()))])
    contents.append((META, sorted(meta.items())))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_and_replace(contents, path)
    except (OSError, sqlite3.Error) as error:
        raise BuildError(
            f"The store {path} could not be written: {_reason(error)}. The old store, if there "
            "was one, is unchanged. Check the free space and the rights of the folder, then "
            "build again."
        ) from error
    return meta["content_hash"]


def plain_rows(frame: pd.DataFrame, table: Table) -> list[Row]:
    """Return a frame's rows as plain values for SQLite, sorted by the table's primary key.

    Dates become ISO text, booleans 0 and 1, missing values None.
    """
    columns = [_plain_column(frame[field.name], field.type) for field in table.fields]
    rows = list(zip(*columns, strict=True))
    keys = [table.columns.index(name) for name in table.primary_key]
    return sorted(rows, key=lambda row: [(row[at] is not None, row[at]) for at in keys])


def content_hash(contents: Sequence[tuple[Table, Sequence[Row]]]) -> str:
    """Return the SHA-256 of tables: their SQL and their rows, in an order that never varies."""
    digest = hashlib.sha256()
    for table, rows in sorted(contents, key=lambda item: item[0].name):
        digest.update(create_table(table).encode() + b"\n")
        kept = (row for row in rows if table is not META or row[0] not in NOT_HASHED)
        for line in sorted(json.dumps(row, ensure_ascii=False) for row in kept):
            digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def _plain_column(column: pd.Series, kind: str) -> list[Value]:
    convert = _PLAIN[kind]
    return [None if pd.isna(value) else convert(value) for value in column]


def _meta(pack: Pack) -> dict[str, str]:
    descriptor = pack.descriptor
    focus = [
        day.isoformat() if day else "" for day in (descriptor.focus_start, descriptor.focus_end)
    ]
    return {
        "schema_version": SCHEMA_VERSION,
        "built_by": f"kampung {__version__}",
        "pack_name": descriptor.name,
        "pack_version": descriptor.version,
        "title_id": descriptor.title_id,
        "title_en": descriptor.title_en,
        "description_id": descriptor.description_id,
        "description_en": descriptor.description_en,
        "area_code": descriptor.area_code,
        "article": descriptor.article,
        "programme": descriptor.programme,
        "population_area": descriptor.population_area,
        "focus_start": focus[0],
        "focus_end": focus[1],
    }


def _write_and_replace(contents: Sequence[tuple[Table, Sequence[Row]]], path: Path) -> None:
    _remove_leftovers(path)
    # A name of its own, so that two builds at once do not write into one file; the later one stays.
    new = path.with_name(f"{path.stem}-{os.getpid()}-{secrets.token_hex(4)}{path.suffix}.new")
    try:
        _write(contents, new)
        _flush(new)
        new.replace(path)
        _flush(path.parent)
    except BaseException:
        _remove(new)
        raise


def _write(contents: Sequence[tuple[Table, Sequence[Row]]], new: Path) -> None:
    with closing(sqlite3.connect(new)) as connection:
        database = sqlite_utils.Database(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = DELETE")
        with database.atomic():
            for table, _ in contents:
                connection.execute(create_table(table))
            for table, rows in contents:
                records = (dict(zip(table.columns, row, strict=True)) for row in rows)
                database.table(table.name).insert_all(records)
                for columns in INDEXES.get(table.name, ()):
                    if set(columns) <= set(table.columns):
                        database.table(table.name).create_index(columns)
        database.analyze()
        connection.commit()
        _verify(connection)


def _verify(connection: sqlite3.Connection) -> None:
    integrity = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    if integrity != ["ok"]:
        raise BuildError(
            f"The new store is damaged ({integrity[0]}). Check the disk, then build again."
        )
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        table, _, other, _ = broken[0]
        raise BuildError(
            f"A row of {table} points to a row of {other} that does not exist. "
            "Run kampung check on the pack."
        )


def _flush(path: Path) -> None:
    """Make sure that a file, or a folder's list of names, is on disk and not only in memory."""
    if path.is_dir() and os.name == "nt":
        return  # Windows cannot flush a folder
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_leftovers(path: Path) -> None:
    """Remove what a build that was killed may have left a day ago or longer."""
    for leftover in path.parent.glob(f"{glob.escape(path.stem)}-*{glob.escape(path.suffix)}.new"):
        with suppress(OSError):
            if time.time() - leftover.stat().st_mtime > SECONDS_UNTIL_A_LEFTOVER_IS_SURELY_DEAD:
                _remove(leftover)


def _remove(new: Path) -> None:
    for leftover in (new, new.with_name(new.name + "-journal")):
        with suppress(OSError):
            leftover.unlink(missing_ok=True)


def _reason(error: OSError | sqlite3.Error) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error)
