"""Imports, kept beside the store: what readers made of outside files, ready for the next build.

A store is built and never edited, so what was imported must outlive it. Each import is one file
in a folder beside the store: counts or boundaries as Parquet, with what is known of them in the
file's own metadata. The outside file itself is not kept, and nothing that it said of a person.

The store names the imports that it was built from, with a digest of each file, and it alone
decides. What a command changes is laid ready first: a new file as ``….parquet.pending``, and a mark
``….parquet.leaving`` for one that is to go. Then the new store takes its place in a single step,
and :func:`settle` brings the folder in line with it. Whoever is stopped between leaves marks, of
which the next command or start makes what the store says: all of the import, or nothing of it.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from logging import getLogger
from pathlib import Path
from typing import Literal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from kampung.errors import BuildError, KampungError
from kampung.store import seal
from kampung.store.files import flush

logger = getLogger("kampung")

Kind = Literal["services", "boundaries"]
_ABOUT = b"kampung"
_DAYS = ("period_start", "period_end")
_PENDING, _LEAVING = ".pending", ".leaving"
_EARLIER_LEFTOVERS = (".new", ".before")  # of versions that had no marks
NAMED = "imports"  # the row of ``meta`` that names them


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
    path = Path(store)
    return (path.resolve() if path.is_symlink() else path).with_suffix(".imports")


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


@contextmanager
def changing(
    store: str | Path, *, arriving: Sequence[Import] = (), leaving: Sequence[str] = ()
) -> Iterator[str]:
    """Change the imports together with the store that is written meanwhile.

    Parameters
    ----------
    store
        Path of the store; its lock is held.
    arriving
        Imports to keep from then on; one of the same id is replaced.
    leaving
        Ids of imports that are no longer to be there.

    Yields
    ------
    str
        What the new store is to say in the row ``imports`` of ``meta``. If it does not come to be,
        the imports stay as they were.

    Raises
    ------
    BuildError
        The folder cannot be written; nothing has changed.
    """
    named = {name: found for name, found in digests(store).items() if name not in leaving}
    try:
        try:
            for item in arriving:
                named[item.about.source_id] = _lay_ready(store, item)
            lay_marks(store, leaving)
        except (OSError, pa.ArrowException) as error:
            raise BuildError(
                f"The imports in {folder_of(store)} could not be written: "
                f"{getattr(error, 'strerror', None) or error}. Nothing has changed. Check the "
                "free space and the rights of the folder, then try again."
            ) from error
        yield json.dumps(named, sort_keys=True)
    finally:
        settle_or_tell(store)


def lay_marks(store: str | Path, leaving: Sequence[str]) -> None:
    """Mark imports as leaving, and make sure that all that was laid ready is on disk."""
    for source_id in leaving:
        _path(store, source_id, _LEAVING).touch()
    if folder_of(store).is_dir():
        flush(folder_of(store))


def pending(store: str | Path, source_id: str) -> Path:
    """Return where the file of an import is laid ready, until the store names it."""
    folder_of(store).mkdir(parents=True, exist_ok=True)
    return _path(store, source_id, _PENDING)


def _lay_ready(store: str | Path, item: Import) -> str:
    path = pending(store, item.about.source_id)
    table = pa.Table.from_pandas(item.frame, preserve_index=False)
    about = json.dumps(asdict(item.about), ensure_ascii=False).encode()
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), _ABOUT: about})
    pq.write_table(table, path, compression="zstd")
    flush(path)
    return digest(path)


def settle_or_tell(store: str | Path) -> None:
    """Settle; the store is what counts, so where the folder cannot be put in order, it is later."""
    try:
        settle(store)
    except OSError as error:
        logger.warning(
            "The folder of imports could not be put in order (%s). The next command or start does "
            "it.", error.strerror or error,
        )  # fmt: skip


def settle(store: str | Path) -> list[str]:
    """Bring the folder of imports in line with the store, after whatever ended a command.

    Parameters
    ----------
    store
        Path of the store; its lock is held.

    Returns
    -------
    list of str
        Sentences: what a command that was stopped had left, and what became of it.
    """
    folder = folder_of(store)
    if not folder.is_dir():
        return []
    named = named_by(store) or {}
    done = []
    for path in sorted(folder.glob(f"*.parquet{_PENDING}")):
        source_id = path.name.removesuffix(f".parquet{_PENDING}")
        if named.get(source_id) == digest(path):
            path.replace(_path(store, source_id))
            done.append(f"The import {source_id} is in the store, and its file is now kept.")
        else:
            path.unlink()
            done.append(f"The import {source_id} did not reach the store, and is not kept.")
    for path in sorted(folder.glob(f"*.parquet{_LEAVING}")):
        source_id = path.name.removesuffix(f".parquet{_LEAVING}")
        # Without a store nothing has left it.
        if Path(store).exists() and named_by(store) is not None and source_id not in named:
            _path(store, source_id).unlink(missing_ok=True)
            done.append(f"The import {source_id} is no longer in the store, and its file is gone.")
        else:
            done.append(f"The import {source_id} was not removed.")
        path.unlink()
    for ending in _EARLIER_LEFTOVERS:
        for path in folder.glob(f"*.parquet*{ending}"):
            path.unlink(missing_ok=True)
    if done:
        flush(folder)
        with suppress(OSError):  # where there is still something in it
            folder.rmdir()
    return done


def differing(store: str | Path) -> list[str]:
    """Tell in sentences where the folder of imports is not what the store was built from."""
    named = named_by(store)
    if named is None:
        return []
    there = digests(store)
    missing = sorted(set(named) - set(there))
    others = sorted(set(there) - set(named))
    changed = sorted(name for name in set(named) & set(there) if named[name] != there[name])
    return [
        *(
            f"The store was built with the import {name}, whose file is not in {folder_of(store)}."
            for name in missing
        ),
        *(
            f"The store was built without the import {name} that lies in {folder_of(store)}."
            for name in others
        ),
        *(f"The import {name} is another than the store was built with." for name in changed),
    ]


def named_by(store: str | Path) -> dict[str, str] | None:
    """Return the imports that a store was built from, as id and digest.

    Returns
    -------
    dict or None
        None where there is no store, or it does not say.
    """
    about = seal.facts(Path(store))
    try:
        named = json.loads((about or {})[NAMED])
    except (KeyError, ValueError):
        return None
    return {str(name): str(found) for name, found in named.items()}


def digests(store: str | Path) -> dict[str, str]:
    """Return the imports in the folder, as id and SHA-256 of the file."""
    return {path.stem: digest(path) for path in _files(store)}


def digest(path: Path) -> str:
    """SHA-256 of a file, as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def about_of(path: Path) -> About:
    """Read what is known of an import from its file.

    Raises
    ------
    KampungError
        It is no import, or damaged.
    """
    return _about(path)


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


def _path(store: str | Path, source_id: str, mark: str = "") -> Path:
    return folder_of(store) / f"{source_id}.parquet{mark}"


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
