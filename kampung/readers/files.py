"""Files that people name: opened only where they are files, and of a size that can be read."""

import stat
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from kampung.errors import KampungError
from kampung.privacy import shown


class UnreadableFileError(KampungError):
    """The file cannot be read as what it should be; the message names no cell of it."""


FAULT = "a fault of this program"


@contextmanager
def nothing_quoted() -> Iterator[None]:
    """Let no error out of a reading but those that were written for people.

    Messages of pandas, pyarrow and Python quote the value at which they failed, which may be a
    name. What such an error was, and where in this program, is said instead.

    Raises
    ------
    UnreadableFileError
        For every error that is no `KampungError` and none of the operating system.
    """
    try:
        yield
    except (KampungError, OSError):
        raise
    except MemoryError:
        raise UnreadableFileError(
            "There is not memory enough to read the file. Part it into several files."
        ) from None
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        ours = [frame for frame in frames if "kampung" in Path(frame.filename).parts]
        where = f"{Path(ours[-1].filename).name}, line {ours[-1].lineno}" if ours else "?"
        raise UnreadableFileError(
            f"The file cannot be read, by {FAULT} ({type(error).__name__} in {where}). Nothing "
            "was imported. Save the file anew as CSV (UTF-8), and report this line."
        ) from None


def size_of(path: Path, *, most: int | None = None) -> int:
    """Give the size of a file in bytes, and refuse what is no file.

    A pipe would be waited for without end, a device read without end.

    Parameters
    ----------
    path
        As it was named.
    most
        How many bytes it may have.

    Raises
    ------
    UnreadableFileError
        There is no such file, it is a folder, a pipe or a device, a loop of links, or too large.
    """
    try:
        found = path.stat()
    except OSError as error:
        raise UnreadableFileError(
            f"{shown(path)}: the file cannot be opened ({error.strerror}). "
            "Check its name and rights."
        ) from None
    except ValueError:  # a NUL in the path
        raise UnreadableFileError(
            f"{shown(path)}: this is no name of a file. Check its name."
        ) from None
    if not stat.S_ISREG(found.st_mode):
        kind = "a folder" if stat.S_ISDIR(found.st_mode) else "a pipe, a device or a socket"
        raise UnreadableFileError(f"{shown(path)} is {kind}. Name a file.")
    if most is not None and found.st_size > most:
        raise UnreadableFileError(
            f"{shown(path)}: the file has {found.st_size:,} bytes, and at most {most:,} are read. "
            "Part it into several files, or leave out what is not needed."
        )
    return found.st_size


def open_file(path: Path, *, most: int | None = None) -> BufferedReader:
    """Open a file to read its bytes.

    Raises
    ------
    UnreadableFileError
        As of :func:`size_of`, or the rights are missing.
    """
    size_of(path, most=most)
    try:
        return path.open("rb")
    except OSError as error:
        raise UnreadableFileError(
            f"{shown(path)}: the file cannot be opened ({error.strerror}). "
            "Check its name and rights."
        ) from None
