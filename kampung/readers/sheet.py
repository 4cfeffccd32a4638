"""One table of a service file while it is being understood: its columns, and its bad lines.

Every function here understands the *distinct* values of a column and spreads the result over the
rows, so a million lines cost no more understanding than the few hundred texts in them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd

from kampung.errors import KampungError
from kampung.readers import dates, limits, numbers
from kampung.readers.codes import CodeSystem, Mismatch, VillageMatcher
from kampung.readers.rejects import Rejects
from kampung.readers.service_names import ServiceMatcher
from kampung.readers.shapes import Headings
from kampung.readers.tabular import (
    BoolArray,
    Column,
    FloatArray,
    IntArray,
    Location,
    Progress,
    combine,
    is_error,
    read,
)

_ABSURD = 1 << 53  # from here on a float no longer tells whole numbers apart
_EPOCH_TIME = datetime(1970, 1, 1)  # noqa: DTZ001 - wall time, no zone
_CODE_ROLES = ("village_code", "district_code", "config_id")
_DATABASE_TIME = "%Y-%m-%d %H:%M:%S"


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


# --- which village, which service -------------------------------------------------------------


def match_villages(
    sheet: Sheet,
    matcher: VillageMatcher,
    *,
    village: str | None = None,
    configs: Mapping[str, str] | None = None,
) -> IntArray:
    """Find the village of every row and reject the rows that have none.

    Parameters
    ----------
    sheet : Sheet
    matcher : VillageMatcher
    village : str, optional
        Code of the village that the whole file is from, where it does not say.
    configs : mapping of str to str, optional
        Village code for each ``config_id`` of OpenSID.

    Returns
    -------
    array of int64, (rows,)
        Index into ``matcher.codes``; -1 where there is none.

    Raises
    ------
    KampungError
        The file does not say which village it is from, or says so though `village` is given.
    """
    code, name, district_code, district = (
        sheet.column(role)
        for role in ("village_code", "village_name", "district_code", "district_name")
    )
    role = "village_code" if sheet.has("village_code") else "village_name"
    if sheet.has("village_code", "village_name"):
        if village is not None:
            raise KampungError(
                f"{sheet.label} names its villages itself. Leave out the village that you gave."
            )
    elif village is not None:
        code = Column.constant(sheet.rows, village)
    elif configs and sheet.has("config_id"):
        code, role = sheet.column("config_id").translate(configs), "config_id"
    else:
        raise KampungError(
            f"{sheet.label} does not say which village it is from. Add a column kode_desa, or "
            "OpenSID's table config as another file, or give the code of the village."
        )
    says_bps = sheet.headings.names.get("village_code", "").startswith("bps_")
    system: CodeSystem = "bps" if says_bps else "either"
    inverse, texts = combine([code, name, district_code, district], sheet.rows)
    found = [
        matcher.match(code=a, name=b, district_code=c, district=d, system=system)
        for a, b, c, d in texts
    ]
    return _indices(sheet, role, inverse, texts, found, matcher.codes, say=matcher.quotable)


def match_services(
    sheet: Sheet, matcher: ServiceMatcher, *, formats: Mapping[str, str] | None = None
) -> IntArray:
    """Find the service of every row and reject the rows that have none.

    Parameters
    ----------
    sheet : Sheet
    matcher : ServiceMatcher
    formats : mapping of str to str, optional
        Address of the letter (``url_surat``) for each number of OpenSID's letter formats.

    Returns
    -------
    array of int64, (rows,)
        Index into ``matcher.codes``; -1 where there is none.

    Raises
    ------
    KampungError
        The file names its services by numbers only, and `formats` is empty.
    """
    name, number = sheet.column("service_name"), sheet.column("service_number")
    role = "service_name" if sheet.has("service_name") else "service_number"
    if not sheet.has("service_name", "service_number"):
        if not formats:
            raise KampungError(
                f"{sheet.label} names its services by numbers of its own. Add OpenSID's table "
                "tweb_surat_format as another file, or a column url_surat."
            )
        name, role = sheet.column("format_id").translate(formats), "format_id"
    inverse, texts = combine([name, number], sheet.rows)
    found = [matcher.match(name=a, number=b) for a, b in texts]
    return _indices(sheet, role, inverse, texts, found, matcher.codes)


def _indices(
    sheet: Sheet,
    role: str,
    inverse: IntArray,
    texts: Sequence[tuple[str | None, ...]],
    found: Sequence[str | Mismatch],
    codes: Sequence[str],
    *,
    say: Callable[[str], str] = str,
) -> IntArray:
    """Spread what was found for each combination over the rows; reject where nothing was."""
    index = {code: position for position, code in enumerate(codes)}
    mismatches = {i: match for i, match in enumerate(found) if isinstance(match, Mismatch)}
    values = {i: say(next((text for text in texts[i] if text), "")) for i in mismatches}
    for reason in sorted({mismatch.reason for mismatch in mismatches.values()}):
        chosen = np.array(
            [m.reason == reason if (m := mismatches.get(i)) else False for i in range(len(found))]
        )
        rows = np.flatnonzero(chosen[inverse])
        sheet.reject(
            rows,
            role,
            reason,
            values=[values[i] for i in inverse[rows].tolist()],
            messages=[mismatches[i].message for i in inverse[rows].tolist()],
        )
    positions = [-1 if isinstance(match, Mismatch) else index[match] for match in found]
    return np.array(positions, dtype=np.int64)[inverse]


# --- numbers, days, times ---------------------------------------------------------------------


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
