"""One table of a service file while it is being understood: its columns, and its bad lines.

Every function here understands the *distinct* values of a column and spreads the result over the
rows, so a million lines cost no more understanding than the few hundred texts in them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kampung.readers import limits
from kampung.readers.columns import BoolArray, Column, IntArray, is_error
from kampung.readers.locations import Location, Progress
from kampung.readers.rejects import Rejects
from kampung.readers.shapes import Headings
from kampung.readers.tabular import read

_CODE_ROLES = ("village_code", "district_code", "config_id")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table lies, and what its header says."""

    location: Location
    headings: Headings


class Sheet:
    """The wanted columns of one table, and which of its lines are not taken.

    Attributes
    ----------
    rows : int
        Lines with any content in a wanted column.
    lines : array of int64, (rows,)
        Their line numbers in the file.
    ragged : int
        Further lines, already rejected: with more or fewer cells than the header, or with a cell
        that is too long to be understood or holds the error of a formula.
    taken : array of bool, (rows,)
        False for a row once it is rejected.
    """

    def __init__(self, source: Source, progress: Progress | None = None) -> None:
        self.headings = source.headings
        self.label = source.location.label
        self.delimiter = source.location.delimiter
        positions = source.headings.positions
        table = read(source.location, list(positions.values()), progress)
        filled = np.zeros(len(table.lines), dtype=np.bool_)
        unusable = np.zeros(len(table.lines), dtype=np.bool_)
        found: list[tuple[IntArray, str, str]] = []
        for role, column in zip(positions, table.columns, strict=True):
            filled |= ~column.is_empty
            reasons = [_unusable(text) for text in column.distinct]
            for reason in sorted({reason for reason in reasons if reason}):
                here = column.take([r == reason for r in reasons], missing=0) > 0
                found.append((table.lines[here & ~unusable], role, reason))
                unusable |= here
        filled &= ~unusable
        self._columns = {
            role: column if filled.all() else column.keep(filled)
            for role, column in zip(positions, table.columns, strict=True)
        }
        self.lines = table.lines[filled]
        self.rows = len(self.lines)
        self.taken = np.ones(self.rows, dtype=np.bool_)
        others = [(lines, self.headings.names[role], reason) for lines, role, reason in found]
        others.append((table.ragged, "", "cells"))
        self.ragged = sum(len(lines) for lines, _, _ in others)
        self.rejects = Rejects(
            self.label,
            np.concatenate([self.lines, *(lines for lines, _, _ in others)]),
            show_values=not self.headings.is_about_persons,
        )
        first = self.rows
        for lines, heading, reason in others:
            self.rejects.add(np.arange(first, first + len(lines)), heading, reason)
            first += len(lines)

    def has(self, *roles: str) -> bool:
        """Whether any of the roles has a column."""
        return any(role in self._columns for role in roles)

    def column(self, role: str) -> Column:
        """Give the column of a role; empty where the file has none."""
        return self._columns.get(role) or Column.empty(self.rows)

    def reject(
        self,
        rows: IntArray | BoolArray,
        role: str,
        reason: str,
        *,
        values: Sequence[str] | None = None,
        messages: Sequence[str] = (),
    ) -> None:
        """Do not take some rows, for what the column of a role says.

        Parameters
        ----------
        rows : array of int64 or array of bool, (rows,)
            Positions, or a mask over all rows.
        role : str
            Role of the column to name in the report.
        reason : str
            Reason code.
        values, messages : sequence of str, optional
            For each row; the cells themselves, and the sentence of the reason, otherwise.
        """
        positions = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows.astype(np.int64)
        if not len(positions):
            return
        self.taken[positions] = False
        if values is None:
            values = self.column(role).texts(positions)
        heading = self.headings.names.get(role, "")
        self.rejects.add(
            positions,
            heading,
            reason,
            values=values,
            messages=messages,
            is_code=role in _CODE_ROLES,
        )


def _unusable(text: str) -> str | None:
    """Why a line with such a cell cannot be understood, in whatever column it stands."""
    if len(text) > limits.CELL_CHARACTERS:
        return "cell_long"
    return "cell_error" if text.startswith("#") and is_error(text) else None
