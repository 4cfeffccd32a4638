"""What the cells of a sheet say: counts, hours, periods and times."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd

from kampung.readers import dates, limits, numbers
from kampung.readers.columns import Column, FloatArray
from kampung.readers.sheet import Sheet

_ABSURD = 1 << 53  # from here on a float no longer tells whole numbers apart
_EPOCH_TIME = datetime(1970, 1, 1)  # noqa: DTZ001 - wall time, no zone
_DATABASE_TIME = "%Y-%m-%d %H:%M:%S"


def spread(
    sheet: Sheet,
    role: str,
    results: Sequence[float | str],
    *,
    column: Column | None = None,
    missing: str | None = None,
) -> FloatArray:
    """Spread what the distinct values of a column mean over the rows.

    Parameters
    ----------
    sheet : Sheet
    role : str
        Role of the column.
    results : sequence of float or str
        For each value of the column a number, or the reason code why there is none: then its
        rows are rejected.
    column : Column, optional
        Instead of the column of the role.
    missing : str, optional
        Reason code for an empty cell, where one must not be.

    Returns
    -------
    array of float64, (rows,)
        NaN where the cell is empty or the row is rejected.
    """
    column = column or sheet.column(role)
    for reason in sorted({result for result in results if isinstance(result, str)}):
        matches = column.take([result == reason for result in results], missing=0)
        sheet.reject(matches > 0, role, reason)
    if missing is not None:
        sheet.reject(column.is_empty, role, missing)
    return column.take([np.nan if isinstance(result, str) else result for result in results])


def read_counts(sheet: Sheet, role: str) -> FloatArray:
    """Read a column of counts: whole numbers from 0; NaN where empty or rejected.

    Whether there can be so many depends on the period as well, see `reject_implausible`.
    """

    def count(text: str) -> float | str:
        problem = _no_number(text)
        if problem is not None:
            return problem
        number = numbers.parse_whole(text)
        if number is None:
            return "number_invalid"
        if number >= _ABSURD:
            return "number_implausible"
        return number if number >= 0 else "number_negative"

    return spread(sheet, role, [count(text) for text in sheet.column(role).distinct])


def read_hours(sheet: Sheet, role: str) -> FloatArray:
    """Read a column of hours, with decimals; NaN where empty or rejected."""
    values = sheet.column(role).distinct
    proven = numbers.decimal_marks(values)
    # Offices that part cells by semicolons do so because the comma is their decimal mark.
    default: numbers.DecimalMark = "," if sheet.delimiter == ";" else "."
    mark = next(iter(proven)) if len(proven) == 1 else default

    def hours(text: str) -> float | str:
        if len(proven) > 1 and numbers.is_ambiguous(text):
            return "number_ambiguous"
        number = numbers.parse_decimal(text, mark)
        if number is None:
            return _no_number(text) or "number_invalid"
        if number > limits.HOURS:
            return _no_number(text) or "number_implausible"
        # To a third of a second: further decimals could only be something else.
        return round(number, 4) if number >= 0 else "number_negative"

    return spread(sheet, role, [hours(text) for text in values])


def _no_number(text: str) -> str | None:
    """Why a cell is none of the numbers that are counted, however it would be read."""
    if numbers.is_boolean(text):
        return "number_boolean"
    if numbers.is_personal(text):
        return "number_personal"
    return "number_implausible" if numbers.is_too_long(text) else None


def reject_implausible(
    sheet: Sheet, role: str, counts: FloatArray, first: FloatArray, last: FloatArray
) -> None:
    """Reject counts of more than a village can have in a period of so many days."""
    years = np.maximum(np.ceil((last - first + 1) / limits.DAYS_A_YEAR), 1)
    ceiling = limits.COUNT_PER_YEAR * np.where(np.isnan(years), 1, years)
    sheet.reject(counts > ceiling, role, "number_implausible")


def read_periods(
    sheet: Sheet, role: str, column: Column | None = None
) -> tuple[FloatArray, FloatArray]:
    """Read a column of periods as first and last day, both inclusive.

    Returns
    -------
    two arrays of float64, (rows,)
        Days since 1970-01-01; NaN where the row is rejected.
    """
    column = column or sheet.column(role)
    order, is_unsafe = _field_order(column.distinct)

    def period(text: str) -> dates.Period | str:
        if len(text) > limits.PERIOD_CHARACTERS:
            return "date_invalid"
        if is_unsafe(text):
            return "date_ambiguous"
        return dates.parse_period(text, order) or "date_invalid"

    periods = [period(text) for text in column.distinct]
    first = [p if isinstance(p, str) else days_since_epoch(p[0]) for p in periods]
    last = [np.nan if isinstance(p, str) else days_since_epoch(p[1]) for p in periods]
    return (
        spread(sheet, role, first, column=column, missing="date_missing"),
        column.take(last),
    )


def read_times(sheet: Sheet, role: str, *, missing: str | None = None) -> FloatArray:
    """Read a column of dates with times of day.

    Returns
    -------
    array of float64, (rows,)
        Seconds since 1970-01-01, local wall time; NaN where empty or rejected.
    """
    values = sheet.column(role).distinct
    # Nearly every time is another one, so the form of databases goes through pandas at once.
    fast = pd.to_datetime(pd.Series(values, dtype="str"), format=_DATABASE_TIME, errors="coerce")
    results: list[float | str] = [*((fast - _EPOCH_TIME) // pd.Timedelta(seconds=1))]
    rest = np.flatnonzero(fast.isna() | ~fast.dt.year.isin(dates.YEARS))
    order, is_unsafe = _field_order([values[position] for position in rest])
    for position in rest:
        text = values[position]
        too_long = len(text) > limits.PERIOD_CHARACTERS
        moment = None if too_long or is_unsafe(text) else dates.parse_timestamp(text, order)
        if moment is not None:
            results[position] = (moment - _EPOCH_TIME) // timedelta(seconds=1)
        else:
            is_ambiguous = not too_long and is_unsafe(text)
            results[position] = "date_ambiguous" if is_ambiguous else "date_invalid"
    return spread(sheet, role, results, missing=missing)


def _field_order(values: Sequence[str]) -> tuple[dates.FieldOrder, Callable[[str], bool]]:
    """Choose the order of day and month in a column, and say which dates stay unsafe."""
    proven = dates.field_orders(values)
    if len(proven) == 1:
        return next(iter(proven)), lambda _: False
    return "day_first", dates.is_ambiguous if proven else lambda _: False


def days_since_epoch(day: date) -> int:
    """Count the days from 1970-01-01."""
    return day.toordinal() - _EPOCH_TIME.toordinal()
