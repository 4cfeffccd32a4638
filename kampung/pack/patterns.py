"""Patterns of a Table Schema, matched by RE2: in time that grows with the text and no faster.

Python's own machine can need years for one cell and a pattern such as ``(a+)+b``, and a pack
comes from whoever wrote it. RE2 is part of pyarrow.
"""

LONGEST = 500  # characters


class PatternError(ValueError):
    """The pattern is too long, or has what RE2 does not know: look-around, back-references."""


class Pattern:
    """A pattern that a whole cell has to match.

    Raises
    ------
    PatternError
        It cannot be matched.
    """

    def __init__(self, source: str) -> None:
        if len(source) > LONGEST:
            raise PatternError("the pattern is too long")
        self._source = rf"\A(?:{source})\z"
        import pyarrow as pa  # who only reads a store never needs it

        try:
            self.matches("")
        except pa.ArrowInvalid as error:
            raise PatternError("the pattern cannot be matched") from error

    def matches(self, text: str) -> bool:
        """Tell whether the whole text has the form."""
        import pyarrow as pa
        import pyarrow.compute as pc

        return bool(pc.match_substring_regex(pa.scalar(text), self._source).as_py())
