"""What may be said of a cell: no name, no personal number, nothing that somebody wrote.

:func:`mask` decides it for every cell that a report or an error message speaks of, and
:func:`mask_numbers` for sentences, paths and log records, so that one place is to be trusted.
"""

import logging
import re
import traceback
from collections.abc import Mapping
from pathlib import Path

# A count of a village has no more digits than this; a NIK has 16, a telephone number 9 to 13.
LONGEST_NUMBER = 6

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*", re.ASCII)
_DAY = re.compile(
    r"\d{4}(?:-\d{2}){0,2}|\d{4}-?W\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})"
    r"|\d{4}-\d{2}-\d{2}(?:/\d{4}-\d{2}-\d{2}|[ T]\d{2}:\d{2}(?::\d{2})?)",
    re.ASCII,
)
# A code of an area with its points: without them a village's may as well be a telephone number.
_AREA = re.compile(r"\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?", re.ASCII)
# What a spreadsheet writes where a formula fails.
_FAILED = re.compile(r"#[A-Z]{1,9}(?:/[0A])?[!?]?", re.ASCII)

_DIGITS = re.compile(
    r"import-[0-9a-f]{12}(?![0-9A-Za-z])"  # our own name of an import
    r"|(?<![0-9A-Za-z])(?=[0-9]*[a-f])[0-9a-f]{32,64}(?![0-9A-Za-z])"  # a hash
    r"|\d(?:[ .,'’/()-]{0,2}\d){6,}"
)
# Inside of a run of digits: what no personal number looks like.
_HARMLESS = re.compile(
    r"(?<!\d)(?:"
    r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"  # a day
    r"|\d{2}\.\d{2}\.\d{2}\.[123]\d{3}"  # a village
    r"|[1-9]\d{0,2}(?:,\d{3}){1,2}"  # our own way to write up to hundreds of millions
    r"|(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"  # IPv4
    r")(?!\d|[.,]\d)",
    re.ASCII,
)


def mask(text: str, *, is_code: bool = False) -> str:
    """Say what stands in a cell without telling anything about a person.

    Parameters
    ----------
    text
        The cell.
    is_code
        The column holds codes of areas, so that one with its points may be quoted.

    Returns
    -------
    str
        The cell itself where it is a number of up to six digits, a day or period in figures, the
        error of a formula, or (if asked for) the code of an area with its points; else only what
        kind of thing it is: ``number of 16 digits``, ``text of 23 characters``.
    """
    text = text.strip()
    if not text:
        return ""
    digits = sum(map(str.isdigit, text))
    if len(text) <= _LONGEST_QUOTED and (
        (digits <= LONGEST_NUMBER and _NUMBER.fullmatch(text))
        or _DAY.fullmatch(text)
        or _FAILED.fullmatch(text)
        or (is_code and _AREA.fullmatch(text))
    ):
        return text
    if digits and not any(map(str.isalpha, text)):
        return f"number of {digits:,} digit{'s' if digits > 1 else ''}"
    return f"text of {len(text):,} character{'s' if len(text) > 1 else ''}"


_LONGEST_QUOTED = len("2021-07-05/2021-07-11")


def mask_numbers(text: str) -> str:
    """Replace every run of seven and more digits in a sentence by how many there are.

    Days, codes of villages with their points, addresses of machines, hashes, and numbers below a
    thousand million whose thousands are parted by commas stay as they are.
    """
    return _DIGITS.sub(_masked_run, text)


def _masked_run(match: "re.Match[str]") -> str:
    run = match.group()
    if run[0] == "i" or any(character in "abcdef" for character in run):
        return run
    rest = _HARMLESS.sub("", run)
    if sum(character.isdigit() for character in rest) <= LONGEST_NUMBER:
        return run
    return f"[{sum(character.isdigit() for character in run)} digits]"


# From the first colon after the user to the last @: a password may hold any character.
_PASSWORD = re.compile(
    r"(://[^:/?#@\s]*:).*@|([?&](?:ssl)?passw(?:or)?d=)[^&\s\"']*", re.IGNORECASE
)
_SHORTEST_PASSWORD = 3  # characters; less may be a part of any word


def mask_passwords(text: str, url: str = "") -> str:
    """Replace every password in an address of a database by ``***``.

    Parameters
    ----------
    text
        A sentence, an address, or a line of a log.
    url
        An address whose password, and each part of it, must not stand in the text alone either:
        a driver may take what follows a ``/`` or ``@`` of a password for the machine's name.
    """
    masked = _PASSWORD.sub(
        lambda match: f"{match[1] or match[2]}***{'@' if match[1] else ''}", text
    )
    for match in _PASSWORD.finditer(url):
        secret = match.group().removeprefix(match[1] or match[2]).removesuffix("@")
        for part in (secret, *re.split(r"[@/:?#]", secret)):
            if len(part) >= _SHORTEST_PASSWORD:
                masked = masked.replace(part, "***")
    return masked


def shown(path: str | Path) -> str:
    """Write a path as a report may show it: on one line, long runs of digits masked."""
    text = "".join(letter if letter.isprintable() else "?" for letter in str(path))
    return mask_numbers(text)


# --- logs ---------------------------------------------------------------------------------------


class MaskNumbers(logging.Filter):
    """Masks long runs of digits and passwords in a log record: message, exception and stack.

    It lets every record pass. The arguments of a record stay where masking them one by one
    suffices, because uvicorn's formatter of accesses asks for them.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask a record in its place."""
        if isinstance(record.args, tuple):
            record.args = tuple(_masked_argument(argument) for argument in record.args)
        elif isinstance(record.args, Mapping):
            record.args = {name: _masked_argument(a) for name, a in record.args.items()}
        try:
            message = record.getMessage()
        except Exception:  # the format does not fit; logging itself would quote the arguments
            message = "A log message whose arguments do not fit it."
            record.msg, record.args = message, ()
        masked = _masked(message)
        if masked != message or not isinstance(record.msg, str):
            record.msg, record.args = masked, ()
        if record.exc_info and record.exc_info[0] is not None and not record.exc_text:
            lines = traceback.format_exception(*record.exc_info)
            record.exc_text = _masked("".join(lines).rstrip("\n"))
        elif record.exc_text:
            record.exc_text = _masked(record.exc_text)
        if record.stack_info:
            record.stack_info = _masked(record.stack_info)
        return True


def _masked_argument(argument: object) -> object:
    if argument is None or isinstance(argument, bool | int | float):
        return argument  # a long one shows in the finished message
    return _masked(str(argument))


def _masked(text: str) -> str:
    return mask_numbers(mask_passwords(text))


_FILTER = MaskNumbers()


def install_log_mask() -> None:
    """Mask the log records of every logger in this process, whoever made it and whenever.

    A filter on a logger does not see what its children log, and one on a handler not what later
    handlers write; so records are masked where they are made. To call it again changes nothing.
    """
    make = logging.getLogRecordFactory()
    if getattr(make, "masks_numbers", False):
        return

    def masked(*args: object, **kwargs: object) -> logging.LogRecord:
        record: logging.LogRecord = make(*args, **kwargs)
        _FILTER.filter(record)
        return record

    masked.masks_numbers = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(masked)
