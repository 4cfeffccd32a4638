"""Reading a file of a pack: a plain file of bounded size, and nothing that never ends."""

import os
import stat
from pathlib import Path

from kampung.pack.limits import MEBI


class Unreadable(Exception):  # noqa: N818
    """A file cannot be read; ``rule`` and ``message`` say why."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message


def read_file(path: Path, *, most: int) -> bytes:
    """Read a plain file of at most ``most`` bytes.

    A pipe or a device would keep the reader waiting, or never end, so nothing but a plain file is
    opened for reading.

    Raises
    ------
    Unreadable
        It is missing, no plain file, too large, or the system refuses it.
    """
    try:
        # Without waiting: opening a pipe would otherwise last until somebody writes into it.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        raise Unreadable("missing-file", "The file is missing.") from None
    except (OSError, ValueError) as error:
        raise Unreadable("unreadable", f"It cannot be read: {_why(error)}.") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        message = "This is no plain file (a folder, pipe or device). Put a file there."
        raise Unreadable("unreadable", message)
    with os.fdopen(descriptor, "rb") as file:
        try:
            data = file.read(most + 1)
        except OSError as error:
            raise Unreadable("unreadable", f"It cannot be read: {_why(error)}.") from None
    if len(data) > most:
        raise Unreadable(
            "too-large",
            f"The file has more than {most // MEBI} MB, which no pack needs. Shorten it; large "
            "service counts come with kampung import.",
        )
    return data


def _why(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or "its name is not allowed"
