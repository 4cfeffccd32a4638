"""The seal of a store: that it is one of ours, and that not one bit of it has changed.

A build writes both into the file before it takes its place, so that a store and its seal can
never be apart: SQLite's ``application_id`` says that the file is ours, and the one row of the
table ``seal`` holds the SHA-256 of the file with the 64 digits of that row counted as zeros.
"""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from kampung.errors import StoreBroken

APPLICATION_ID = 0x4B414D50  # "KAMP"
_AT = 68  # where SQLite keeps it in the header: four bytes, the most significant first
_APPLICATION = APPLICATION_ID.to_bytes(4, "big")
_MAGIC = b"SQLite format 3\x00"
_MARK = b"kampung-seal:"
_LENGTH = 64
_BLANK = b"0" * _LENGTH
_BLOCK = 1 << 20
CREATE = 'CREATE TABLE "seal" ("value" TEXT NOT NULL) STRICT'


def prepare(connection: sqlite3.Connection) -> None:
    """Mark a new store as ours and make room for its seal, in the transaction that writes it."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(CREATE)
    connection.execute("INSERT INTO seal VALUES (?)", [(_MARK + _BLANK).decode()])


def apply(path: Path) -> None:
    """Write the seal into a store that is finished and closed.

    Raises
    ------
    StoreBroken
        The file has no room for a seal.
    """
    with path.open("r+b") as file:
        at = _place(file)
        if at is None:
            raise StoreBroken(f"The store {path} has no room for a seal.")
        digest = _digest(file, at)
        file.seek(at)
        file.write(digest)


def is_whole(path: Path) -> bool:
    """Whether the file is, bit by bit, what a build wrote.

    Raises
    ------
    OSError
        The file cannot be read, or was cut short meanwhile.
    """
    with path.open("rb") as file:
        return is_whole_file(file)


def is_whole_file(file: BinaryIO) -> bool:
    """Whether a file that is open is, bit by bit, what a build wrote; see :func:`is_whole`.

    It is read block by block, never mapped into memory: to look at a page of a mapped file that
    was cut short meanwhile ends the process.
    """
    if not _is_ours(file):
        return False
    at = _place(file)
    if at is None:
        return False
    file.seek(at)
    return file.read(_LENGTH) == _digest(file, at)


def is_whole_content(content: bytes) -> bool:
    """Whether these are, bit by bit, the bytes that a build wrote; see :func:`is_whole`."""
    if not (content.startswith(_MAGIC) and content[_AT : _AT + 4] == _APPLICATION):
        return False
    at = content.find(_MARK) + len(_MARK)
    if at < len(_MARK) or content.find(_MARK, at) >= 0:
        return False
    digest = hashlib.sha256(content[:at])
    digest.update(_BLANK)
    digest.update(memoryview(content)[at + _LENGTH :])
    return content[at : at + _LENGTH] == digest.hexdigest().encode()


def is_ours(path: Path) -> bool:
    """Whether a file is a store of this program, whole or not, of this version or an earlier one.

    Stores of versions that had no seal are known by what they say of themselves.
    """
    return has_mark(path) or facts(path) is not None


def has_mark(path: Path) -> bool:
    """Whether a file carries the mark that every store has since stores are sealed."""
    try:
        if not path.is_file():  # to open a pipe would wait for ever
            return False
        with path.open("rb") as file:
            return _is_ours(file)
    except OSError:
        return False


def facts(path: Path) -> dict[str, str] | None:
    """Read the table ``meta`` of a store of this program of any version, whole or not.

    Returns
    -------
    dict or None
        None where it is no store of ours, or cannot be read.
    """
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                return None
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            about = dict(connection.execute("SELECT key, value FROM meta"))
    except (OSError, sqlite3.Error, ValueError):
        return None
    if not str(about.get("built_by", "")).startswith("kampung ") or "schema_version" not in about:
        return None
    return {str(key): str(value) for key, value in about.items()}


def _is_ours(file: BinaryIO) -> bool:
    file.seek(0)
    head = file.read(_AT + 4)
    return head.startswith(_MAGIC) and head[_AT:] == _APPLICATION


def _place(file: BinaryIO) -> int | None:
    """Where the 64 digits of the seal begin; None unless the mark stands in the file once."""
    found: list[int] = []
    seen, rest = 0, b""  # what a mark may begin in, of the block before
    file.seek(0)
    while block := file.read(_BLOCK):
        window = rest + block
        at = window.find(_MARK)
        while at >= 0:
            found.append(seen - len(rest) + at + len(_MARK))
            at = window.find(_MARK, at + 1)
        seen += len(block)
        rest = window[1 - len(_MARK) :]
    return found[0] if len(found) == 1 else None


def _digest(file: BinaryIO, at: int) -> bytes:
    """SHA-256 of the file, its seal counted as zeros, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    file.seek(0)
    left = at
    while left:
        block = file.read(min(_BLOCK, left))
        if not block:
            raise OSError("it was cut short while it was read")
        digest.update(block)
        left -= len(block)
    digest.update(_BLANK)
    file.seek(at + _LENGTH)
    while block := file.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest().encode()
