"""Imports, kept beside the store: what readers made of outside files, ready for the next build.

A store is built and never edited, so what was imported must outlive it. Each import is one file
in a folder beside the store: counts or boundaries as Parquet, with what is known of them in the
file's own metadata. The outside file itself is not kept, and nothing that it said of a person.
"""

import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from kampung.errors import KampungError

Kind = Literal["services", "boundaries"]
_ABOUT = b"kampung"
_DAYS = ("period_start", "period_end")


@dataclass(frozen=True)
class About:
    """What is known of an import.

    Attributes
    ----------
    source_id
        Row of ``sources`` that its rows point to.
    kind
        ``services`` or ``boundaries``.
    publisher, title
        Who gave the data, and what they are; ``title`` may be empty.
    imported_on
        ISO date.
    rows
        How many counts or boundaries it holds.
    level
        Of boundaries: regency, district or village.
    shape
        Of services: the shape of the files.
    """

    source_id: str
    kind: Kind
    publisher: str
    title: str
    imported_on: str
    rows: int
    level: str = ""
    shape: str = ""


@dataclass(frozen=True)
class Import:
    """An import: what is known of it, and its rows."""

    about: About
    frame: pd.DataFrame


def folder_of(store: str | Path) -> Path:
    """Return the folder of imports of a store: ``kampung.db`` has ``kampung.imports``."""
    return Path(store).with_suffix(".imports")


def kept(store: str | Path) -> list[About]:
    """Tell what imports a store has, by kind and id.

    Raises
    ------
    KampungError
        A file in the folder of imports is damaged.
    """
    return sorted(
        (_about(path) for path in _files(store)),
        key=lambda about: (about.kind, about.source_id),
    )


def load(store: str | Path, *, kind: Kind | None = None) -> list[Import]:
    """Read the imports of a store, by kind and id.

    Parameters
    ----------
    store
        Path of the store that the imports lie beside.
    kind
        Keep only these; None for all.

    Returns
    -------
    list of Import
        Of ``services`` the table ``service_counts``, texts as categories; of ``boundaries`` the
        table ``boundaries`` without its source.

    Raises
    ------
    KampungError
        A file in the folder of imports is damaged.
    """
    found = [
        Import(about, _frame(path))
        for path in _files(store)
        if kind in (None, (about := _about(path)).kind)
    ]
    return sorted(found, key=lambda item: (item.about.kind, item.about.source_id))


def keep(store: str | Path, item: Import) -> Path:
    """Write an import into the folder, in a single step; one of the same id is replaced.

    Raises
    ------
    OSError
        The folder cannot be written; nothing has changed.
    """
    path = _path(store, item.about.source_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    table = pa.Table.from_pandas(item.frame, preserve_index=False)
    about = json.dumps(asdict(item.about), ensure_ascii=False).encode()
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), _ABOUT: about})
    new = path.with_name(f"{path.name}-{os.getpid()}-{secrets.token_hex(4)}.new")
    try:
        pq.write_table(table, new, compression="zstd")
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    return path


@contextmanager
def keeping(store: str | Path, item: Import | None) -> Iterator[None]:
    """Keep an import; where what follows fails, all is as it was before."""
    if item is None:
        yield
        return
    path = _path(store, item.about.source_id)
    before = path.with_name(f"{path.name}.before")
    is_new = not path.exists()
    if not is_new:
        shutil.copyfile(path, before)
    try:
        keep(store, item)
        yield
    except BaseException:
        if is_new:
            path.unlink(missing_ok=True)
        else:
            before.replace(path)
        raise
    before.unlink(missing_ok=True)


def remove(store: str | Path, source_id: str) -> None:
    """Take an import away; see :func:`require`."""
    require(store, source_id)
    _path(store, source_id).unlink()


def require(store: str | Path, source_id: str) -> None:
    """Make sure that there is an import of this id.

    Raises
    ------
    KampungError
        There is none; the message lists those that there are.
    """
    known = {about.source_id for about in kept(store)}
    if source_id not in known:
        there = f"There are {', '.join(sorted(known))}" if known else "There is none"
        raise KampungError(f"There is no import {source_id}. {there}; see: kampung import list")


def source_rows(imports: Sequence[Import], columns: Sequence[str]) -> pd.DataFrame:
    """Make a row of the table ``sources`` for each import.

    Parameters
    ----------
    imports
        What was imported.
    columns
        Columns of the table; what is not known stays missing.
    """
    rows = [
        {
            "id": about.source_id,
            "kind": "import",
            "publisher": about.publisher,
            "title": about.title or _TITLES[about.level],
            "published_on": about.imported_on,
            "language": "id",
        }
        for about in (item.about for item in imports)
    ]
    return pd.DataFrame(rows, columns=list(columns))


# By the level of boundaries; service counts have none.
_TITLES: Mapping[str, str] = {
    "": "Data layanan desa yang diimpor",
    "regency": "Batas kabupaten atau kota yang diimpor",
    "district": "Batas kecamatan yang diimpor",
    "village": "Batas desa dan kelurahan yang diimpor",
}


def _files(store: str | Path) -> list[Path]:
    return sorted(folder_of(store).glob("*.parquet"))


def _path(store: str | Path, source_id: str) -> Path:
    return folder_of(store) / f"{source_id}.parquet"


def _about(path: Path) -> About:
    try:
        metadata = pq.read_schema(path).metadata or {}
        return About(**json.loads(metadata[_ABOUT]))
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError) as error:
        raise _damaged(path) from error


def _frame(path: Path) -> pd.DataFrame:
    try:
        frame: pd.DataFrame = pq.read_table(path).to_pandas()
    except (OSError, pa.ArrowException, ValueError) as error:
        raise _damaged(path) from error
    return frame.astype({name: "datetime64[us]" for name in _DAYS if name in frame})


def _damaged(path: Path) -> KampungError:
    return KampungError(
        f"{path} is no import of this program, or it is damaged. Remove the file and import again."
    )
