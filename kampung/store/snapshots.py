"""Snapshots of stores: what is served is one whole state of a store, never a mixture of two.

A store is looked at once when it is first opened and whenever its file is another one. Its seal is
checked, and from then on every answer comes from the very bytes that were checked: of a small
store from memory, of a large one through a connection that is held open on its file. Where the
file can no longer be used, the last good snapshot goes on answering, and says so.
"""

import logging
import os
import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock, RLock
from typing import BinaryIO, ClassVar

from sqlalchemy import Connection, Engine, StaticPool, create_engine, text

from kampung.errors import StoreBroken, StoreChanged, StoreError, StoreMissing
from kampung.paths import is_database_url
from kampung.store import seal
from kampung.store.reading import Store

LOG = logging.getLogger(__name__)

# A store up to this size answers from memory; the shipped one has 2 MB, a simulated one 20.
LARGEST_IN_MEMORY = 64 * 2**20  # bytes
_TRIES = 5  # a store that changes so often while it is looked at is looked at again later

Signature = tuple[int, int, int, int]
"""Device, file, size in bytes, and time of the last change in nanoseconds."""


@dataclass(frozen=True, eq=False)
class Snapshot(Store):
    """A state of a store, and the facts that it says of itself.

    Attributes
    ----------
    content_hash
        Key of everything that is made from its answers.
    meta
        The table ``meta``.
    built
        When the file was written; None for a database.
    """

    content_hash: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    built: datetime | None = None
    _engine: Engine | None = None
    _file: BinaryIO | None = None
    _signature: Signature | None = None
    _lock: RLock = field(default_factory=RLock)
    _HASH: ClassVar = text("SELECT value FROM meta WHERE key = 'content_hash'")

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        if self._engine is None:
            # A database: hash and rows are read in one transaction, and what is another is refused.
            with super()._connected() as connection:
                if connection.execute(self._HASH).scalar() != self.content_hash:
                    raise StoreChanged("The database has changed since this page was asked for.")
                yield connection
            return
        with self._lock, self._told_as_broken(), self._engine.connect() as connection:
            self._require_unaltered()
            yield connection
            self._require_unaltered()  # nor meanwhile

    def is_altered(self) -> bool:
        """Whether the very file that is held open was written to; another in its place is none."""
        if self._file is None:
            return False
        try:
            return _signature_of(os.fstat(self._file.fileno())) != self._signature
        except OSError:
            return True

    def _require_unaltered(self) -> None:
        if self.is_altered():
            raise StoreBroken(f"The store {self.location} was changed while it was in use.")


@dataclass(frozen=True)
class Trouble:
    """Why a store cannot be used as it lies there, and since when that is known."""

    error: StoreError
    since: datetime


@dataclass(frozen=True)
class _Kept:
    signature: Signature | None
    snapshot: Snapshot | None
    trouble: Trouble | None


_kept: dict[str, _Kept] = {}
_opening = Lock()


def current(location: str) -> Snapshot:
    """Return the newest good snapshot of a store.

    Parameters
    ----------
    location
        Path of a SQLite file, or a database URL.

    Raises
    ------
    StoreMissing, StoreOutdated, StoreBroken
        There is none, and the store cannot be used as it lies there.
    """
    found = _look(location)
    if found.snapshot is None:
        assert found.trouble is not None  # noqa: S101 - one of the two there always is
        error = found.trouble.error  # a new one: each time it is raised it would keep more frames
        raise type(error)(*error.args)
    return found.snapshot


def trouble(location: str) -> Trouble | None:
    """Say why a store cannot be used as it lies there; None where it can."""
    return _look(location).trouble


def forget() -> None:
    """Forget every snapshot, so that the next question looks at the stores anew."""
    with _opening:
        _kept.clear()


def _look(location: str) -> _Kept:
    kept = _kept.get(location)
    if is_database_url(location):
        return _look_at_database(location, kept)
    signature = _signature(Path(location))
    if kept is not None and kept.signature == signature:
        return kept
    # Only one looks at a new file; whoever has an earlier state goes on with that meanwhile.
    if not _opening.acquire(blocking=kept is None or kept.snapshot is None):
        assert kept is not None  # noqa: S101
        return kept
    try:
        kept = _kept.get(location)
        signature = _signature(Path(location))
        if kept is None or kept.signature != signature:
            last_good = kept.snapshot if kept else None
            if last_good is not None and last_good.is_altered():
                last_good = None  # its bytes are gone: nothing that it says is known to be good
            try:
                kept = _Kept(*_opened(location), trouble=None)
            except StoreError as error:
                LOG.error("%s", error)
                since = kept.trouble.since if kept and kept.trouble else datetime.now(tz=UTC)
                kept = _Kept(signature, last_good, Trouble(error, since))
            _kept[location] = kept
        return kept
    finally:
        _opening.release()


def _look_at_database(location: str, kept: _Kept | None) -> _Kept:
    """A database tells its hash with every look; its answers are only taken under that hash."""
    try:
        meta = _meta(Store(location))
    except StoreError as error:
        return _Kept(None, None, Trouble(error, datetime.now(tz=UTC)))
    if kept is None or kept.snapshot is None or kept.snapshot.content_hash != meta["content_hash"]:
        snapshot = Snapshot(location, content_hash=meta["content_hash"], meta=meta)
        kept = _Kept(None, snapshot, None)
        _kept[location] = kept
    return kept


def _opened(location: str) -> tuple[Signature | None, Snapshot]:
    """Open a file in one state, look whether that is whole, and pin it."""
    path = Path(location)
    for _ in range(_TRIES):
        signature = _signature(path)
        if signature is None:
            raise StoreMissing(f"There is no store at {location}. Build it with: kampung build")
        if not path.is_file():  # to open a pipe would wait for ever
            raise StoreBroken(f"{location} is no file, so it cannot be a store.")
        with ExitStack() as opened:
            try:
                file = None
                if signature[2] <= LARGEST_IN_MEMORY:
                    connection, is_whole = _in_memory(path)
                else:
                    file = opened.enter_context(path.open("rb"))
                    connection, is_whole = _held_open(path, file)
            except (OSError, sqlite3.Error) as error:
                if _signature(path) != signature:
                    continue
                raise _broken(location, str(error)) from error
            opened.callback(connection.close)
            if _signature(path) != signature:
                continue
            if not is_whole and seal.has_mark(path):  # before it is asked anything
                raise _broken(location, "its seal does not fit, so some of it was changed")
            snapshot = Snapshot(
                location,
                built=datetime.fromtimestamp(signature[3] / 1e9, tz=UTC),
                _engine=_engine_of(connection),
                _file=file,
                _signature=signature,
            )
            # The version is asked first: a store of an earlier one may have had no seal.
            with snapshot._connected() as asked:
                snapshot._require_version(asked)
            if not is_whole:
                raise _broken(location, "it has no seal, so nobody can tell if it is whole")
            meta = _meta(snapshot)
            object.__setattr__(snapshot, "meta", meta)
            object.__setattr__(snapshot, "content_hash", meta["content_hash"])
            # Its memory and its file go with its last reader.
            weakref.finalize(snapshot, opened.pop_all().close)
            return signature, snapshot
    raise _broken(location, "it changes all the time")


def _engine_of(connection: sqlite3.Connection) -> Engine:
    return create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)


def _in_memory(path: Path) -> tuple[sqlite3.Connection, bool]:
    content = path.read_bytes()
    if not content:
        raise sqlite3.DatabaseError("it is empty")
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.deserialize(content)
    connection.execute("PRAGMA query_only = ON")
    return connection, seal.is_whole_content(content)


def _held_open(path: Path, file: BinaryIO) -> tuple[sqlite3.Connection, bool]:
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    try:
        # Read, never mapped: a mapped file that somebody cuts short ends the process.
        connection.execute("PRAGMA mmap_size = 0")
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()  # opens it only now
        return connection, seal.is_whole_file(file)
    except BaseException:
        connection.close()
        raise


def _meta(store: Store) -> dict[str, str]:
    rows = store.query("SELECT key, value FROM meta")
    return dict(zip(rows["key"], rows["value"], strict=True))


def _signature(path: Path) -> Signature | None:
    try:
        about = path.stat()
    except (OSError, ValueError):
        return None
    return _signature_of(about)


def _signature_of(about: os.stat_result) -> Signature:
    return about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns


def _broken(location: str, reason: str) -> StoreBroken:
    return StoreBroken(
        f"The store {location} cannot be used: {reason}. Build it again with: kampung build"
    )
