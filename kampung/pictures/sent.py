"""A table as it goes to the browser: as text to read, and as values to sort where it is long."""

from collections.abc import Sequence
from dataclasses import dataclass, field
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
    _marked: dict[tuple[str, str], "SentTable"] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

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

    @cached_property
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
        if (title, said) not in self._marked:
            columns = (*self.table.columns, Column(title))
            rows = tuple((*row, Cell(said, said)) for row in self.table.rows)
            self._marked[title, said] = SentTable(Table(columns, rows))
        return self._marked[title, said]


def _typed(made: Table) -> Styler:
    """Columns of values, and beside them how each is written."""
    columns = [[row[n] for row in made.rows] for n in range(len(made.columns))]
    titles = [column.title for column in made.columns]
    values = [_values(*both) for both in zip(made.columns, columns, strict=True)]
    frame = pd.DataFrame(dict(zip(titles, values, strict=True)))
    written = made.with_addresses()
    if ADDRESSES in written:
        frame.insert(list(written.columns).index(ADDRESSES), ADDRESSES, written[ADDRESSES])
    return _as_written(frame, written.astype(str))


def _as_written(frame: pd.DataFrame, written: pd.DataFrame) -> Styler:
    """A styler of values that are written already.

    Streamlit has a styler write each cell in every run, which costs more than the rest of a page:
    it computes and translates all styles, turns the values into text, and puts what is written over
    it. So this one has no styles, and the text of its values is what is written.
    """
    styler = frame.style
    for of, name, answer in (
        (styler, "_compute", styler),
        (styler, "_translate", {"body": []}),
        (frame, "astype", written),
    ):
        object.__setattr__(of, name, lambda *_, answer=answer, **__: answer)
    return styler


def _values(column: Column, cells: Sequence[Cell]) -> "pd.Series[Any]":
    if column.kind == "number":
        return pd.Series([cell.value for cell in cells], dtype="float64")
    if column.kind not in _SORTED:
        return pd.Series([cell.text for cell in cells], dtype="str")
    # A gap that has words of its own, such as "none in 52 weeks", keeps them and comes first.
    gaps = [None if cell.text == NOTHING else "" for cell in cells]
    values = [cell.value for cell in cells]
    texts = [gap if value is None else str(value) for value, gap in zip(values, gaps, strict=True)]
    return pd.Series(texts, dtype="str")
