"""A store and its imports in one file, and back: while the dashboard serves, whole or not at all.

A backup is a ZIP file: ``manifest.json`` says what is in it, with the SHA-256 and size of every
file; ``store.db`` is the store, and ``imports/`` holds its imports. The data pack is not in it.
"""

import hashlib
import json
import re
import shutil
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from kampung import __version__
from kampung.building import imports
from kampung.building.build import heal, store_file
from kampung.errors import BuildError, KampungError
from kampung.store import SCHEMA_VERSION, lock, seal
from kampung.store.building import put_in_place, require_ours
from kampung.store.files import flush, new_beside, remove_leftovers

MANIFEST, STORE = "manifest.json", "store.db"
FORMAT, VERSION = "kampung-backup", 1
LARGEST = 16 * 2**30  # bytes, unpacked
LARGEST_MANIFEST = 4 * 2**20
MOST_FILES = 10_000
_IMPORT = re.compile(r"imports/([a-z0-9][a-z0-9-]{0,99})\.parquet", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_BLOCK = 1 << 20
# What the standard library raises while it reads a ZIP file that is broken.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError,
)  # fmt: skip


@dataclass(frozen=True)
class Contents:
    """What a backup holds.

    Attributes
    ----------
    content_hash
        Of the store.
    imports
        Ids of the imports.
    size
        Bytes of all files, unpacked.
    """

    content_hash: str
    imports: tuple[str, ...]
    size: int


@dataclass(frozen=True)
class _Entry:
    sha256: str
    size: int


def backup(store_path: str | Path, file: Path) -> Contents:
    """Write a store and its imports into one file; readers go on meanwhile.

    Parameters
    ----------
    store_path
        The store.
    file
        Where the backup is to be; an earlier backup is replaced, and nothing else.

    Raises
    ------
    KampungError
        The store is not whole, its imports are not those that it was built from, something else
        lies at ``file``, or it cannot be written; nothing has changed.
    """
    store = store_file(store_path)
    if not store.is_file():
        raise KampungError(f"There is no store at {store}. Build it with: kampung build")
    with lock.held(store, task="kampung backup"):
        heal(store)
        _require_whole(store)
        _require_backup_or_nothing(file)
        remove_leftovers(file)
        parts = {STORE: store}
        folder = imports.folder_of(store)
        for source_id in imports.named_by(store) or {}:
            parts[f"imports/{source_id}.parquet"] = folder / f"{source_id}.parquet"
        new = new_beside(file)
        try:
            contents = _write(parts, new)
            flush(new)
            new.replace(file)
            flush(file.resolve().parent)
        except OSError as error:
            raise KampungError(
                f"The backup {file} could not be written: {error.strerror or error}. Check the "
                "free space and the rights of the folder, then try again."
            ) from error
        finally:
            new.unlink(missing_ok=True)
    return contents


def restore(file: Path, store_path: str | Path) -> Contents:
    """Put the store and the imports of a backup in the place of those that are there.

    Everything is checked and laid ready first; the moment in which the store takes its place
    decides, as for a build (:func:`kampung.building.build.build`).

    Parameters
    ----------
    file
        A backup.
    store_path
        The store that is replaced, or is to be.

    Raises
    ------
    KampungError
        The file is not a backup, or not whole, or it cannot be put in place; the old store and its
        imports are as they were.
    """
    store = store_file(store_path)
    require_ours(store)
    if file.exists() and not (file.is_file() and zipfile.is_zipfile(file)):
        raise _foreign(file)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = _manifest(archive, file)
            with lock.held(store, task="kampung restore"):
                heal(store)
                _require_space(entries, store)
                _put_back(archive, file, entries, store)
    except _BROKEN as error:
        raise _damaged(file) from error
    except OSError as error:
        raise KampungError(
            f"The backup {file} could not be restored: {error.strerror or error}. The store "
            f"{store}, if there was one, is as it was."
        ) from error
    return _contents(entries, store)


def _require_whole(store: Path) -> None:
    if not seal.is_whole(store):
        raise KampungError(
            f"The store {store} is damaged, or of an earlier version, so it is not worth a backup. "
            "Build it again with: kampung build"
        )
    if differing := imports.differing(store):
        raise KampungError(f"{differing[0]} Build it again with: kampung build")


def _require_backup_or_nothing(file: Path) -> None:
    if not file.exists():
        return
    try:
        if file.is_file():
            with zipfile.ZipFile(file) as archive:
                _manifest(archive, file)
                return
    except (KampungError, OSError, *_BROKEN):
        pass
    raise KampungError(f"{file} is not a backup of this program, so it is not replaced.")


def _write(parts: Mapping[str, Path], new: Path) -> Contents:
    entries: dict[str, _Entry] = {}
    with zipfile.ZipFile(new, "x", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, path in parts.items():
            about = zipfile.ZipInfo(name)
            # Parquet is compressed already.
            about.compress_type = zipfile.ZIP_DEFLATED if name == STORE else zipfile.ZIP_STORED
            with path.open("rb") as source, archive.open(about, "w", force_zip64=True) as target:
                entries[name] = _copy(source, target, most=LARGEST)
        archive.writestr(MANIFEST, json.dumps(_described(entries), indent=1))
    return _contents(entries, parts[STORE])


def _described(entries: Mapping[str, _Entry]) -> dict[str, object]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_by": f"kampung {__version__}",
        "made_at": datetime.now(tz=UTC).isoformat(timespec="seconds"),
        "files": {
            name: {"sha256": entry.sha256, "size": entry.size} for name, entry in entries.items()
        },
    }


def _manifest(archive: zipfile.ZipFile, file: Path) -> dict[str, _Entry]:
    """Read what a backup says that it holds; names, numbers and sizes are bounded."""
    listed = archive.infolist()
    names = [info.filename for info in listed]
    if MANIFEST not in names or len(names) > MOST_FILES or len(set(names)) != len(names):
        raise _foreign(file)
    with archive.open(MANIFEST) as source:
        text = source.read(LARGEST_MANIFEST + 1)
    try:
        about = json.loads(text) if len(text) <= LARGEST_MANIFEST else {}
        if about["format"] != FORMAT or about["version"] != VERSION:
            raise _foreign(file)
        entries = {
            str(name): _Entry(str(entry["sha256"]), int(entry["size"]))
            for name, entry in about["files"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _foreign(file) from error
    if (
        set(names) != {*entries, MANIFEST}
        or STORE not in entries
        or not all(name == STORE or _IMPORT.fullmatch(name) for name in entries)
        or not all(_HASH.fullmatch(entry.sha256) for entry in entries.values())
    ):
        raise _foreign(file)
    sizes = {info.filename: info.file_size for info in listed}
    if {info.compress_type for info in listed} - {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} or any(
        entry.size != sizes[name] or entry.size < 0 for name, entry in entries.items()
    ):
        raise _damaged(file)
    if sum(entry.size for entry in entries.values()) > LARGEST:
        raise KampungError(
            f"{file} holds more than {LARGEST // 2**30} GB, which no backup of this program does."
        )
    return entries


def _require_space(entries: Mapping[str, _Entry], store: Path) -> None:
    needed = sum(entry.size for entry in entries.values())
    free = shutil.disk_usage(store.parent).free
    if free < needed:
        raise BuildError(
            f"The backup needs {needed / 1e6:,.0f} MB in {store.parent}, where "
            f"{free / 1e6:,.0f} MB are free. Make room, then restore again."
        )


def _put_back(
    archive: zipfile.ZipFile, file: Path, entries: Mapping[str, _Entry], store: Path
) -> None:
    ids = {match[1]: name for name in entries if (match := _IMPORT.fullmatch(name))}
    new = new_beside(store)
    try:
        try:
            _take_out(archive, file, STORE, entries[STORE], new)
            _require_restorable(file, new, {key: entries[name].sha256 for key, name in ids.items()})
            for source_id, name in ids.items():
                path = imports.pending(store, source_id)
                _take_out(archive, file, name, entries[name], path)
                if imports.about_of(path).source_id != source_id:
                    raise _damaged(file)
            imports.lay_marks(store, sorted(set(imports.digests(store)) - set(ids)))
            put_in_place(new, store)
        finally:
            new.unlink(missing_ok=True)
    finally:
        imports.settle_or_tell(store)


def _require_restorable(file: Path, new: Path, there: Mapping[str, str]) -> None:
    """The store is one of ours, whole, not of a later version, and of these imports."""
    version = (seal.facts(new) or {}).get("schema_version", "")
    if not seal.is_whole(new) or imports.named_by(new) != there:
        raise _damaged(file)
    if not version.isdecimal() or int(version) > int(SCHEMA_VERSION):
        raise KampungError(
            f"{file} was made by a later version of this program (tables of version {version}, "
            f"here {SCHEMA_VERSION}). Install that version, then restore."
        )


def _take_out(archive: zipfile.ZipFile, file: Path, name: str, entry: _Entry, path: Path) -> None:
    with archive.open(name) as source, path.open("wb") as target:
        found = _copy(source, target, most=entry.size)
    if found != entry:
        raise _damaged(file)
    flush(path)


def _copy(source: IO[bytes], target: IO[bytes], *, most: int) -> _Entry:
    """Copy, and say what was copied; never much more than ``most`` bytes."""
    digest, size = hashlib.sha256(), 0
    while (block := source.read(_BLOCK)) and size <= most:
        digest.update(block)
        size += len(block)
        target.write(block)
    return _Entry(digest.hexdigest(), size)


def _contents(entries: Mapping[str, _Entry], store: Path) -> Contents:
    ids = sorted(match[1] for name in entries if (match := _IMPORT.fullmatch(name)))
    content_hash = (seal.facts(store) or {}).get("content_hash", "")
    return Contents(content_hash, tuple(ids), sum(entry.size for entry in entries.values()))


def _foreign(file: Path) -> KampungError:
    return KampungError(f"{file} is not a backup of this program.")


def _damaged(file: Path) -> KampungError:
    return KampungError(
        f"{file} is damaged, or was changed after it was made, so nothing of it is taken. Use "
        "another backup."
    )
