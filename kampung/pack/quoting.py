"""What a report may quote of a pack: numbers, days, codes and keys, and nothing that is written."""

import re

from kampung.privacy import mask, mask_numbers

# A code, a key or a word of an enumeration: small letters, digits, and what joins them.
_CODE = re.compile(r"[a-z0-9_]+(?:[.-][a-z0-9_]+)*", re.ASCII)
_LONGEST_CODE = 60
_AREA = re.compile(r"\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?", re.ASCII)
_DAY = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)", re.ASCII)
_LONG_NUMBER = re.compile(r"\d(?:[_.-]?\d){6,}", re.ASCII)

_RUN = re.compile(r"(?<![\d/])\+?\d(?:[ .\-/]{0,2}\d){8,}(?!\d)", re.ASCII)
# What a description has where a name or a sentence stands in the place of a technical word: a word
# in capitals or with one in front, two words one after the other, an address of post.
_WRITTEN = re.compile(r"(?<![^\W\d_])[A-Z][^\W\d_]{2}|[^\W\d_]\s+[^\W\d_]|@")
_SPLIT_DAY = re.compile(rf"({_DAY.pattern})", re.ASCII)

_URL = re.compile(r"https?://\S+")
# Province 11–94, kabupaten, kecamatan, day (40 more for women), month, year, serial number.
_NIK = re.compile(
    r"(?:1[1-9]|[2-8]\d|9[1-4])\d{4}(?:[04][1-9]|[1256]\d|[37][01])(?:0[1-9]|1[0-2])\d{6}", re.ASCII
)
_TELEPHONE = re.compile(r"(?:\+?62|0)8\d{7,11}", re.ASCII)
# The same without its 0, as spreadsheets keep it; with points it would be a sum of money.
_BARE_TELEPHONE = re.compile(r"8[1-35-9]\d(?:[ -]?\d){6,9}", re.ASCII)


def quoted(cell: str, *, is_coded: bool) -> str | None:
    """Return what may be said of a cell.

    Parameters
    ----------
    cell
        As it is written.
    is_coded
        Whether it stands in a column of codes or keys; see `Table.is_coded`.

    Returns
    -------
    str or None
        The cell, where it is a number of up to six digits, a day, or stands in a column of codes
        or keys and looks like one; else what kind of thing it is. None of an empty cell.
    """
    if not cell:
        return None
    return _code(cell) if is_coded else mask(cell)


def quoted_name(name: str) -> str:
    """Return what may be said of a column that nobody described: a file may lack its header."""
    return _code(name)


def quoted_word(text: str, *, longest: int = 61) -> str:
    """Return what may be said of a word of the description: a name, a path, a type, a limit.

    Parameters
    ----------
    text
        As it is written there.
    longest
        So many characters at most; by default one more than a report shows, which marks the cut.

    Returns
    -------
    str
        The word with long numbers hidden; of what may be a name or a sentence only what kind of
        thing it is.
    """
    if _WRITTEN.search(text):
        return mask(text)
    parts = _SPLIT_DAY.split(text[:longest])
    return "".join(part if _DAY.fullmatch(part) else mask_numbers(part) for part in parts)


def _code(text: str) -> str:
    if _AREA.fullmatch(text):
        return text
    is_code = len(text) <= _LONGEST_CODE and _CODE.fullmatch(text)
    return text if is_code and not _LONG_NUMBER.search(_DAY.sub("", text)) else mask(text)


def personal_number(text: str) -> str | None:
    """Say which personal number a text holds: a NIK, a telephone number, or None.

    Addresses of pages are passed over: their long numbers are those of articles.
    """
    if sum(map(str.isdigit, text)) < 9:
        return None
    for run in _RUN.findall(_URL.sub(" ", text)):
        digits = re.sub(r"[^\d+]", "", run)
        if _NIK.fullmatch(digits):
            return "NIK"
        if _TELEPHONE.fullmatch(digits) or _BARE_TELEPHONE.fullmatch(run):
            return "telephone number"
    return None
