"""Rows of a table as plain values for SQLite, short tables and long ones, and their digests."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from kampung.errors import BuildError
from kampung.schemas import Table

Value = str | int | float | None
Row = tuple[Value, ...]
_PLAIN: Mapping[str, Callable[[Any], Value]] = {
    "string": str,
    "integer": int,
    "boolean": int,
    "number": float,
    "date": lambda day: str(day.date().isoformat()),
}
SLICE = 200_000
_TOO_LARGE = 2**63  # for a whole number of SQLite


def plain_rows(frame: pd.DataFrame, table: Table) -> list[Row]:
    """Return a frame's rows as plain values for SQLite, sorted by the table's primary key.

    Dates become ISO text, booleans 0 and 1, missing values None.
    """
    columns = [
        _plain_column(frame[field.name], field.type, f"{table.name}, column {field.name}")
        for field in table.fields
    ]
    rows = list(zip(*columns, strict=True))
    keys = [table.columns.index(name) for name in table.primary_key]
    return sorted(rows, key=lambda row: [(row[at] is not None, row[at]) for at in keys])


class Slices:
    """A long frame's rows as plain values; each turn starts anew."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame

    def __iter__(self) -> Iterator[Row]:
        for start in range(0, len(self._frame), SLICE):
            part = self._frame.iloc[start : start + SLICE]
            yield from zip(*(_plain_values(part[name]) for name in part), strict=True)


def _plain_values(column: "pd.Series[Any]") -> Sequence[Value]:
    if column.dtype.kind in "iufb":
        values: list[Value] = column.tolist()
        if column.isna().any():
            gaps = column.isna().tolist()
            values = [None if gap else value for value, gap in zip(values, gaps, strict=True)]
        return values
    # Texts and days repeat: each is made once and shared by its rows.
    codes, distinct = pd.factorize(column)
    made = (
        np.datetime_as_string(distinct.to_numpy(dtype="datetime64[D]")).tolist()
        if column.dtype.kind == "M"
        else list(distinct)
    )
    return list(np.array([*made, None], dtype=object)[codes])


def in_order(frame: pd.DataFrame, key: Sequence[str]) -> pd.DataFrame:
    """Sort by the key, unless the rows are in order already, as readers leave them."""
    codes = [_order_codes(frame[name]) for name in key]
    smaller = np.zeros(max(len(frame) - 1, 0), dtype=np.bool_)
    equal = ~smaller
    for values in codes:
        smaller |= equal & (values[1:] < values[:-1])
        equal &= values[1:] == values[:-1]
    return frame if not smaller.any() else frame.take(np.lexsort(codes[::-1]))


def _order_codes(column: "pd.Series[Any]") -> "np.ndarray[Any, Any]":
    """Numbers that are in the order of the column's values."""
    if column.dtype.kind == "M":
        return column.to_numpy()
    codes, distinct = pd.factorize(column)
    place = np.empty(len(distinct), dtype=np.int64)
    place[np.argsort(np.asarray(distinct, dtype=object))] = np.arange(len(distinct))
    return place[codes]


def digest_of_columns(frame: pd.DataFrame) -> bytes:
    """SHA-256 of a long frame's rows in their order, taken column by column."""
    digest = hashlib.sha256()
    for name in frame:
        column = frame[name]
        if column.dtype.kind == "M":
            digest.update(column.to_numpy().astype("datetime64[D]").tobytes())
        elif column.dtype.kind in "iufb":
            digest.update(column.to_numpy(dtype=np.float64, na_value=np.nan).tobytes())
        else:
            codes, distinct = pd.factorize(column)
            digest.update(codes.astype(np.int32).tobytes())
            digest.update(json.dumps(list(distinct), ensure_ascii=False).encode())
    return digest.digest()


def _plain_column(column: pd.Series, kind: str, where: str) -> list[Value]:
    convert = _PLAIN[kind]
    try:
        values = [None if pd.isna(value) else convert(value) for value in column]
    except (ArithmeticError, ValueError, TypeError, AttributeError) as error:
        raise _unfit(where, kind) from error
    if kind == "integer" and not all(
        value is None or (value == given and -_TOO_LARGE <= int(value) < _TOO_LARGE)
        for value, given in zip(values, column, strict=True)
    ):
        raise _unfit(where, kind)
    return values


def _unfit(where: str, kind: str) -> BuildError:
    return BuildError(
        f"A value of the table {where}, is no {kind} that a store can hold. Run kampung check on "
        "the pack, and correct it. The old store, if there was one, is unchanged."
    )
