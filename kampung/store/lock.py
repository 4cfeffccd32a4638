"""One command at a time on a store: a lock beside it, which the system lets go when a process dies.

Who only reads takes no lock. Within a thread a lock may be taken again by what it holds it for.
"""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from logging import getLogger
from pathlib import Path

from kampung.errors import BuildError

logger = getLogger("kampung")

WAIT = 60.0  # seconds
_PAUSE = 0.05
_PATIENCE = 0.5  # nobody needs to hear of less
_held = threading.local()

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # what is locked there cannot be read; who holds it stands at the beginning

    def _try(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _try(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def lock_of(store: Path) -> Path:
    """Return the file that is the lock of a store: ``kampung.db.lock`` beside it."""
    return store.with_name(f"{store.name}.lock")


@contextmanager
def held(store: Path, *, task: str, wait: float | None = None) -> Iterator[None]:
    """Hold the lock of a store.

    Parameters
    ----------
    store
        Path of the store; its folder is made if it is missing.
    task
        What it is held for; told to whoever waits.
    wait
        For how many seconds to wait for another one to let go; ``WAIT`` by default.

    Raises
    ------
    BuildError
        Another one holds it still; the message says which. Or there can be no lock in the folder.
    """
    path = lock_of(store)
    mine: set[Path] = _held.__dict__.setdefault("paths", set())
    key = path.resolve()
    if key in mine:
        yield
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = _take(path, task, WAIT if wait is None else wait)
    except OSError as error:
        raise BuildError(
            f"The store {store} could not be written: there can be no lock beside it "
            f"({error.strerror or error}). Check the rights of the folder, then try again."
        ) from error
    mine.add(key)
    try:
        yield
    finally:
        mine.discard(key)
        _let_go(path, descriptor)


def _take(path: Path, task: str, wait: float) -> int:
    begun = time.monotonic()
    is_told = False
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            # The one before removed the file when it let go: then this lock holds nobody off.
            if _try(descriptor) and _is_still(path, descriptor):
                _sign(descriptor, task)
                return descriptor
            holder = _holder(path)
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        store = path.with_suffix("")
        waited = time.monotonic() - begun
        if waited >= wait:
            raise BuildError(
                f"Another command works on {store}: {holder}. Nothing has changed; try again "
                "when it has ended."
            )
        if not is_told and waited > _PATIENCE:
            is_told = True
            logger.warning(
                "Another command works on %s: %s. Waiting for it, up to %.0f seconds.",
                store, holder, wait,
            )  # fmt: skip
        time.sleep(_PAUSE)


def _is_still(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except OSError:
        return False


def _sign(descriptor: int, task: str) -> None:
    since = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S")
    with suppress(OSError):  # a full disk does not make the lock worse
        os.truncate(descriptor, 0)
        os.write(descriptor, f"{task}, process {os.getpid()}, since {since}".encode())


def _holder(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")[:200] or "one that just began"
    except OSError:
        return "one that just ended"


def _let_go(path: Path, descriptor: int) -> None:
    # Removed while it is held, so that nobody removes the file that another one holds.
    try:
        with suppress(OSError):
            path.unlink()
    finally:
        os.close(descriptor)
    if sys.platform == "win32":  # where an open file cannot be removed
        with suppress(OSError):
            path.unlink()
