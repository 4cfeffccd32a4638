"""What may be said of a cell: no name, no personal number, nothing that somebody wrote.

One function decides it for reports, error messages and logs, so that one place is to be trusted.
"""

import re

# A count of a village has no more digits than this; a NIK has 16, a telephone number 10 to 13.
LONGEST_NUMBER = 6

_NUMBER = re.compile(rf"[+-]?\d{{1,{LONGEST_NUMBER}}}(?:[.,]\d{{1,{LONGEST_NUMBER}}})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", re.ASCII)
# Kemendagri codes of areas: 35, 35.10, 35.10.01, 35.10.01.2001, with or without the dots.
_AREA = re.compile(r"\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?|\d{10}", re.ASCII)
_DIGITS = re.compile(r"\d(?:[ .,'-]?\d){6,}", re.ASCII)


def mask(text: str, *, is_code: bool = False) -> str:
    """Say what stands in a cell without telling anything about a person.

    Parameters
    ----------
    text
        The cell.
    is_code
        The column holds codes of areas, so that a code of an area may be quoted.

    Returns
    -------
    str
        The cell itself where it is a number of up to six digits, a day, or (if asked for) the code
        of an area; else only what kind of thing it is: ``number of 16 digits``,
        ``text of 23 characters``.
    """
    text = text.strip()
    if _NUMBER.fullmatch(text) or _DAY.fullmatch(text) or (is_code and _AREA.fullmatch(text)):
        return text
    digits = sum(character.isdigit() for character in text)
    if digits and not any(character.isalpha() for character in text):
        return f"number of {digits} digits"
    return f"text of {len(text)} characters"


def mask_numbers(text: str) -> str:
    """Replace every run of seven and more digits in a sentence by how many there are."""
    return _DIGITS.sub(lambda match: f"[{sum(c.isdigit() for c in match.group())} digits]", text)
