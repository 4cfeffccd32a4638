"""Patterns of a Table Schema, matched by RE2: in time that grows with the text and no faster.

Python's own machine can need years for one cell and a pattern such as ``(a+)+b``, and a pack
comes from whoever wrote it. RE2 is part of pyarrow.
"""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

LONGEST = 500  # characters


def is_pattern(pattern: str) -> bool:
    """Whether this is a pattern that can be matched: no look-around, no back-reference."""
    if len(pattern) > LONGEST:
        return False
    try:
        matches(pattern, [""])
    except pa.ArrowInvalid:
        return False
    return True


def matches(pattern: str, cells: Sequence[str]) -> list[bool]:
    """Tell for each cell whether the pattern fits the whole of it."""
    found = pc.match_substring_regex(pa.array(cells, pa.string()), rf"\A(?:{pattern})\z")
    fits: list[bool] = found.to_pylist()
    return fits
