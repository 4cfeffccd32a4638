"""Files that are to outlast a sudden end: flushed to disk, and moved in a single step."""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path


def flush(path: Path) -> None:
    """Make sure that a file, or a folder's list of names, is on disk and not only in memory."""
    if path.is_dir() and os.name == "nt":
        return  # Windows cannot flush a folder
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def new_beside(path: Path) -> Path:
    """Return a name of its own for what is to be moved into the place of a file."""
    return path.with_name(f"{path.name}-{os.getpid()}-{secrets.token_hex(4)}.new")


def remove_leftovers(path: Path) -> None:
    """Remove what a command that was stopped has left beside a file whose lock is held."""
    ours = (
        re.compile(re.escape(path.name) + r"-\d+-[0-9a-f]+\.new(-journal)?"),
        # as versions without a lock named them
        re.compile(re.escape(path.stem) + r"-\d+-[0-9a-f]+" + re.escape(path.suffix) + r"\.new"),
    )
    with suppress(OSError):
        for leftover in list(path.parent.iterdir()):
            if any(name.fullmatch(leftover.name) for name in ours):
                with suppress(OSError):
                    leftover.unlink()
