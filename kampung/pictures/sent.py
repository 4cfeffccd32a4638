"""A table as it goes to the browser: as text to read, and as values to sort where it is long."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
import pyarrow as pa
from pandas.io.formats.style import Styler

from kampung.language.cells import NOTHING
from kampung.pictures.table import ADDRESSES, Cell, Column, Table

# What a grid sorts by: numbers, or the ISO text of days and periods. All else is its own text.
_SORTED = ("number", "date", "period")


@dataclass(frozen=True)
class SentTable:
    """A table of a picture, made once for each form.

    Attributes
    ----------
    table
        The typed table.
    """

    table: Table

    def __len__(self) -> int:
        return len(self.table)

    @property
    def names(self) -> str:
        """Title of the column that says what a row is of: the first that is no number."""
        named = (column.title for column in self.table.columns if column.kind != "number")
        return next(named, self.table.columns[0].title)

    @cached_property
    def text(self) -> pa.Table:
        """All cells as they are written, sources as links: a table that is read whole."""
        return pa.Table.from_pandas(self.table.as_markdown(), preserve_index=False)

    @property
    def has_addresses(self) -> bool:
        """Whether the grid has a column of addresses beside that of sources."""
        return any(cell.address for row in self.table.rows for cell in row)

    @cached_property
    def grid(self) -> pa.Table | Styler:
        """Values that sort as what they are, each still written in the reader's language.

        Where nothing is to be sorted but text it is the text itself, which costs less to send.
        """
        if not any(column.kind in _SORTED for column in self.table.columns):
            return pa.Table.from_pandas(self.table.with_addresses(), preserve_index=False)
        return _typed(self.table)

    def marked(self, title: str, said: str) -> "SentTable":
        """The table with a last column that says the same in every row."""
        return SentTable(
            Table(
                (*self.table.columns, Column(title)),
                tuple((*row, Cell(said, said)) for row in self.table.rows),
            )
        )


def _typed(made: Table) -> Styler:
    """Columns of values, and beside them how each is written."""
    columns = [[row[n] for row in made.rows] for n in range(len(made.columns))]
    titles = [column.title for column in made.columns]
    values = [_values(*both) for both in zip(made.columns, columns, strict=True)]
    frame = pd.DataFrame(dict(zip(titles, values, strict=True)))
    linked = made.with_addresses()
    if ADDRESSES in linked:
        frame.insert(list(linked.columns).index(ADDRESSES), ADDRESSES, linked[ADDRESSES])
    styler = frame.style
    for column, cells, of in zip(made.columns, columns, values, strict=True):
        if column.kind in _SORTED:
            _write(styler, column.title, of, [cell.text for cell in cells])
    return styler


def _values(column: Column, cells: Sequence[Cell]) -> "pd.Series[Any]":
    if column.kind == "number":
        return pd.Series([cell.value for cell in cells], dtype="float64")
    if column.kind not in _SORTED:
        return pd.Series([cell.text for cell in cells], dtype="object")
    # A gap that has words of its own, such as "none in 52 weeks", keeps them and comes first.
    gaps = [None if cell.text == NOTHING else "" for cell in cells]
    values = [cell.value for cell in cells]
    texts = [gap if value is None else str(value) for value, gap in zip(values, gaps, strict=True)]
    return pd.Series(texts, dtype="object")


def _write(styler: Styler, title: str, values: "pd.Series[Any]", texts: Sequence[str]) -> None:
    """Say how each value is written; there may be two ways to write one: 100, above 100."""
    usual: dict[Any, str] = {}
    others: dict[str, list[int]] = {}
    for row, (value, text) in enumerate(zip(values, texts, strict=True)):
        if not pd.isna(value) and usual.setdefault(value, text) != text:
            others.setdefault(text, []).append(row)

    def text_of(value: Any) -> str:
        return NOTHING if pd.isna(value) else usual[value]

    styler.format(text_of, subset=[title])
    for text, rows in others.items():
        literally = text.replace("{", "{{").replace("}", "}}")
        styler.format(literally, subset=(rows, [title]))
