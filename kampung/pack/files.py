"""Files of a pack: read only where they are files, and no larger than can be dealt with."""

import stat
from pathlib import Path


class UnfitFileError(Exception):
    """What is there is no file, or is too large; the text says which."""


def read_file(path: Path, *, most: int) -> bytes:
    """Read a file; a pipe would be waited for without end, a device read without end.

    Raises
    ------
    UnfitFileError
        It is no file, or larger than `most` bytes.
    OSError
        It is not there, or cannot be read.
    """
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        kind = "a folder" if stat.S_ISDIR(about.st_mode) else "a pipe, a device or a socket"
        raise UnfitFileError(f"it is {kind}, not a file")
    if about.st_size > most:
        raise UnfitFileError(f"it has {about.st_size:,} bytes, and at most {most:,} are read")
    return path.read_bytes()
