"""A typed table: read as text on a page, written as typed cells into a spreadsheet."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from kampung.pictures.markdown import plain

Value = str | int | float | bool | dt.date | None
Kind = Literal["text", "number", "date", "period"]

# A table longer than this scrolls in a grid; a shorter one is plain HTML, which prints whole.
PLAIN_ROWS = 25
ADDRESSES = "↗"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, and how it is written in the reader's language: 954, “954”; 100, “above 100”.

    Attributes
    ----------
    linked
        The text as Markdown, where it has links; empty where it has none.
    address
        Where the first of them leads.
    """

    value: Value
    text: str
    linked: str = ""
    address: str = ""

    @property
    def markdown(self) -> str:
        """The text as Markdown that shows just this text, and its links."""
        return self.linked or plain(self.text)


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds.

    Attributes
    ----------
    title
        In the reader's language.
    kind
        Type of its values; a missing one is None in each. A period is written as text, such as
        2021-07-14/2021-07-20 (ISO 8601).
    unit
        In the reader's language; empty where there is none.
    decimals
        Decimal places of a number as a rule; None where it varies.
    """

    title: str
    kind: Kind = "text"
    unit: str = ""
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Columns, and rows of as many cells.

    Raises
    ------
    ValueError
        A row has more or fewer cells than there are columns.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("a row has not as many cells as there are columns")

    def __len__(self) -> int:
        return len(self.rows)

    def as_text(self) -> pd.DataFrame:
        """The table to read: all cells as written, under their titles."""
        return self._filled([[cell.text for cell in row] for row in self.rows])

    def as_markdown(self) -> pd.DataFrame:
        """The table as a page shows it whole, every source a link; no text is taken for a sign."""
        return self._filled([[cell.markdown for cell in row] for row in self.rows])

    def with_addresses(self) -> pd.DataFrame:
        """The table as a page shows it in a grid, whose cells of text cannot be links.

        The addresses have a column of their own behind the one that they belong to, ``ADDRESSES``.
        """
        filled = self.as_text()
        for place in reversed(range(len(self.columns))):
            addresses = [row[place].address for row in self.rows]
            if any(addresses):
                filled.insert(place + 1, ADDRESSES, addresses)
                break
        return filled

    def _filled(self, texts: list[list[str]]) -> pd.DataFrame:
        return pd.DataFrame(texts, columns=[column.title for column in self.columns], dtype=str)


def table(columns: Sequence[Column | str], rows: Iterable[Sequence[Cell | str]]) -> Table:
    """Make a table; a plain title stands for a column of text, plain text for a cell of it."""
    return Table(
        tuple(Column(one) if isinstance(one, str) else one for one in columns),
        tuple(
            tuple(Cell(one or None, one) if isinstance(one, str) else one for one in row)
            for row in rows
        ),
    )
