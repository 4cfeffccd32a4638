"""Write a store: a new SQLite file that takes the place of the old one in a single step."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import sqlite_utils

from kampung import __version__
from kampung.errors import BuildError
from kampung.pack import Pack
from kampung.schemas import Table, standard
from kampung.store import seal
from kampung.store.files import flush, new_beside
from kampung.store.rows import Row, Slices, digest_of_columns, in_order, plain_rows
from kampung.store.schema import (
    INDEXES,
    SCHEMA_VERSION,
    create_table,
    dictionary_rows,
)

# From so many rows on a table is written in slices of columns: four times as fast, and a country's
# counts never stand in memory as Python objects.
LONG = 20_000
CACHE_KIB = 256 * 1024
ROWS_LOOKED_AT = 10_000  # of each index, for the statistics that the query planner goes by
# These say who built the store and from which files, not what is in it: left out of its hash.
NOT_HASHED = {"content_hash", "built_by", "imports"}


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


@dataclass(frozen=True)
class _Contents:
    """What is to stand in a table: rows in the order of its key, and a digest of them."""

    table: Table
    rows: Iterable[Row]
    digest: bytes
    # Set where the rows are too many to look at one by one.
    frame: pd.DataFrame | None = None


def build_store(
    pack: Pack,
    path: Path,
    *,
    derived: Sequence[Derived] = (),
    facts: Mapping[str, str] | None = None,
) -> str:
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
    facts
        Further rows of the table ``meta``.

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
    require_ours(path)
    tables = [(table, pack.tables[table.name]) for table in pack.descriptor.tables]
    tables += [(item.table, item.frame) for item in derived]
    contents = [_contents(table, frame) for table, frame in tables]
    dictionary, own = standard("dictionary"), standard("meta")
    described = [*(item.table for item in contents), dictionary, own]
    contents.append(_short(dictionary, sorted(dictionary_rows(described))))
    meta = {**_meta(pack), **(facts or {})}
    meta["content_hash"] = _content_hash([*contents, _short(own, sorted(meta.items()))])
    contents.append(_short(own, sorted(meta.items())))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_and_replace(contents, path)
    except (OSError, sqlite3.Error, OverflowError) as error:
        raise BuildError(
            f"The store {path} could not be written: {_reason(error)}. The old store, if there "
            "was one, is unchanged. Check the free space and the rights of the folder, then "
            "build again."
        ) from error
    return meta["content_hash"]


def _contents(table: Table, frame: pd.DataFrame) -> _Contents:
    if len(frame) < LONG:
        return _short(table, plain_rows(frame, table))
    ordered = in_order(frame[table.columns], table.primary_key)
    return _Contents(table, Slices(ordered), digest_of_columns(ordered), ordered)


def _short(table: Table, rows: Sequence[Row]) -> _Contents:
    digest = hashlib.sha256()
    for line in sorted(
        json.dumps(row, ensure_ascii=False)
        for row in rows
        if table.name != "meta" or row[0] not in NOT_HASHED
    ):
        digest.update(line.encode() + b"\n")
    return _Contents(table, rows, digest.digest())


def _content_hash(contents: Sequence[_Contents]) -> str:
    """SHA-256 of tables: their SQL and their rows, in an order that never varies."""
    digest = hashlib.sha256()
    for item in sorted(contents, key=lambda item: item.table.name):
        digest.update(create_table(item.table).encode() + b"\n" + item.digest)
    return digest.hexdigest()


# --- values -------------------------------------------------------------------------------------


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
        "checked_on": descriptor.checked_on.isoformat() if descriptor.checked_on else "",
        "data_set": "published",
    }


def require_ours(path: Path) -> None:
    """Make sure that nothing but a store of this program would be replaced.

    Raises
    ------
    BuildError
        There is something else in its place; it stays as it is.
    """
    if path.is_file() and not seal.is_ours(path):
        raise BuildError(
            f"{path} is not a store of this program, so it is not replaced. Name another file "
            "with --store or KAMPUNG_STORE, or move that one away."
        )
    if path.exists() and not path.is_file():
        raise BuildError(
            f"The store {path} could not be written: there is something that is no file. Name "
            "another place with --store or KAMPUNG_STORE."
        )


def put_in_place(new: Path, path: Path) -> None:
    """Flush a finished store and put it in the place of the old one, in a single step."""
    flush(new)
    require_ours(path)
    new.replace(path)
    with suppress(OSError):  # it is in its place; nothing can be taken back
        flush(path.parent)


def _write_and_replace(contents: Sequence[_Contents], path: Path) -> None:
    new = new_beside(path)
    try:
        _write(contents, new)
        seal.apply(new)
        put_in_place(new, path)
    except BaseException:
        _remove(new)
        raise


def _write(contents: Sequence[_Contents], new: Path) -> None:
    with closing(sqlite3.connect(new)) as connection:
        database = sqlite_utils.Database(connection)
        # Keys are checked once, when all is written, and not row by row.
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA journal_mode = DELETE")
        # The file is flushed as a whole before it takes its place, and thrown away if that fails.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        with database.atomic():
            # Not one of the contents: it says that the file is whole, and nothing of what is in it.
            seal.prepare(connection)
            for item in contents:
                connection.execute(create_table(item.table))
            for item in contents:
                _insert(database, item)
                for columns in INDEXES.get(item.table.name, ()):
                    if set(columns) <= set(item.table.columns):
                        database.table(item.table.name).create_index(columns)
        connection.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
        database.analyze()
        connection.commit()
        _verify(connection, contents)


def _insert(database: sqlite_utils.Database, item: _Contents) -> None:
    columns = item.table.columns
    if item.frame is None:
        database.table(item.table.name).insert_all(
            dict(zip(columns, row, strict=True)) for row in item.rows
        )
        return
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    database.conn.executemany(
        f'INSERT INTO "{item.table.name}" ({names}) VALUES ({marks})',  # noqa: S608 - our own schema
        item.rows,
    )


def _verify(connection: sqlite3.Connection, contents: Sequence[_Contents]) -> None:
    integrity = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    if integrity != ["ok"]:
        raise BuildError(
            f"The new store is damaged ({integrity[0]}). Check the disk, then build again."
        )
    for item in contents:
        for table, other in _broken_keys(connection, item):
            raise BuildError(
                f"A row of {table} points to a row of {other} that does not exist. "
                "Run kampung check on the pack."
            )


def _broken_keys(connection: sqlite3.Connection, item: _Contents) -> Iterator[tuple[str, str]]:
    """Foreign keys that point nowhere, as the table and the one pointed to."""
    name = item.table.name
    if item.frame is None:
        for row in connection.execute(f'PRAGMA foreign_key_check("{name}")'):
            yield row[0], row[2]
        return
    for key in item.table.foreign_keys:
        columns = ", ".join(f'"{column}"' for column in key.reference)
        there = set(connection.execute(f'SELECT {columns} FROM "{key.table}"'))  # noqa: S608
        used = item.frame[list(key.fields)].drop_duplicates().dropna()
        if not set(used.itertuples(index=False, name=None)) <= there:
            yield name, key.table


def _remove(new: Path) -> None:
    for leftover in (new, new.with_name(new.name + "-journal")):
        with suppress(OSError):
            leftover.unlink(missing_ok=True)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error)
