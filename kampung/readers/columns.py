"""Columns of text in which every distinct value is kept, and understood, once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
# What programs write for "nothing". A lone dash is the mark for it in Indonesian tables.
_NOTHING = frozenset({"", "-", "–", "—", "null", "\\n", "n/a", "na", "nan", "none"})
_ERRORS = frozenset(
    {"#DIV/0", "#N/A", "#NAME", "#NULL", "#NUM", "#REF", "#VALUE", "#SPILL", "#CALC", "#FIELD",
     "#BLOCKED", "#CONNECT", "#UNKNOWN", "#GETTING_DATA", "#NILAI", "#NAMA", "#ANGKA"}
)  # fmt: skip
_LONGEST_NOTHING = max(map(len, _NOTHING))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of text in which every distinct value is kept once.

    Attributes
    ----------
    codes : array of int64, (rows,)
        Index into `distinct`; -1 where the cell is empty.
    distinct : tuple of str
        Distinct values, trimmed.
    """

    codes: IntArray
    distinct: tuple[str, ...]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Column":
        """Make a column of texts; what programs write for "nothing" is empty."""
        index: dict[str, int] = {}
        codes = np.fromiter((index.setdefault(text, len(index)) for text in texts), np.int64)
        return cls.trimmed(codes, list(index))

    @classmethod
    def empty(cls, rows: int) -> "Column":
        """Make a column in which every cell is empty."""
        return cls(np.full(rows, -1, dtype=np.int64), ())

    @classmethod
    def constant(cls, rows: int, value: str) -> "Column":
        """Make a column in which every cell says the same."""
        return cls(np.zeros(rows, dtype=np.int64), (value,))

    @classmethod
    def trimmed(cls, codes: IntArray, texts: Sequence[str]) -> "Column":
        """Make a column of texts that are kept once; each row says which, by its place."""
        values = tuple(text.strip() for text in texts)
        nothing = np.array(
            [len(value) <= _LONGEST_NOTHING and value.casefold() in _NOTHING for value in values],
            dtype=np.bool_,
        )
        if nothing.any():
            codes = np.where(np.append(nothing, True)[codes], -1, codes)
        return cls(codes, values)

    def take(self, results: Sequence[float], missing: float = np.nan) -> FloatArray:
        """Spread one number for each of `distinct` over the rows; array of float64, (rows,)."""
        return np.append(np.asarray(results, dtype=np.float64), missing)[self.codes]

    def translate(self, meanings: Mapping[str, str]) -> "Column":
        """Replace values by what they stand for; a value without a meaning becomes empty."""
        known = np.array([value in meanings for value in self.distinct], dtype=np.bool_)
        codes = np.where(np.append(known, False)[self.codes], self.codes, -1)
        return Column(codes, tuple(meanings.get(value, "") for value in self.distinct))

    def keep(self, rows: BoolArray) -> "Column":
        """Leave only some rows."""
        return Column(self.codes[rows], self.distinct)

    def texts(self, rows: IntArray) -> list[str]:
        """Give the text of some rows; an empty cell is an empty text."""
        values = (*self.distinct, "")
        return [values[code] for code in self.codes[rows]]

    @property
    def is_empty(self) -> BoolArray:
        """Where the cell is empty; array of bool, (rows,)."""
        return self.codes < 0


def is_error(text: str) -> bool:
    """Whether a cell holds what a spreadsheet writes where a formula fails."""
    return text.upper().rstrip("!?") in _ERRORS


def combine(columns: Sequence[Column], rows: int) -> tuple[IntArray, list[tuple[str | None, ...]]]:
    """Find the distinct combinations of several columns.

    Parameters
    ----------
    columns : sequence of Column
    rows : int
        Their length, for when there is no column.

    Returns
    -------
    array of int64, (rows,)
        For each row, the index of its combination.
    list of tuple
        The combinations; None where a cell is empty.
    """
    inverse = np.zeros(rows, dtype=np.int64)
    for column in columns:
        # Renumbering after each column keeps the product small enough for 64 bits.
        inverse = pd.factorize(inverse * (len(column.distinct) + 1) + column.codes + 1)[0]
    example = np.zeros(inverse.max(initial=-1) + 1, dtype=np.int64)
    example[inverse] = np.arange(rows)
    texts = [(*column.distinct, None) for column in columns]
    combinations = [
        tuple(text[column.codes[row]] for text, column in zip(texts, columns, strict=True))
        for row in example
    ]
    return inverse, combinations
