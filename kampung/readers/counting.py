"""From rows to counts: which rows say a thing twice, and how many requests a week had.

Pure: frames in, frames out. Rows hold numbers only, so nothing here can tell of a person.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kampung.readers.columns import BoolArray, FloatArray, IntArray

COUNTS = ("requested", "completed", "rejected")
WAITS = ("median_hours", "p90_hours")
KEY = ("village", "service", "start", "end")

_MONDAY = 3  # 1970-01-01 was a Thursday, three days after a Monday
_FAR = 1 << 20  # more days than any date here has


@dataclass(frozen=True)
class Repetitions:
    """Rows that speak of the same thing; masks of bool, (rows,).

    Attributes
    ----------
    duplicates
        The row says the same as an earlier one.
    originals
        For each row, the position of the first that says the same; itself otherwise.
    conflicts
        Rows of one village, service, period and unit with different numbers: all of them.
    overlaps
        Rows whose period shares days with another period of the same village and service.
    """

    duplicates: BoolArray
    originals: IntArray
    conflicts: BoolArray
    overlaps: BoolArray


def monday_of(days: FloatArray | IntArray) -> FloatArray:
    """Give the Monday of each day's ISO week; days since 1970-01-01 in and out."""
    return np.asarray(days - (days + _MONDAY) % 7, dtype=np.float64)


def find_repetitions(rows: pd.DataFrame) -> Repetitions:
    """Find rows that repeat, contradict or overlap one another.

    Parameters
    ----------
    rows : DataFrame
        village, service, start, end (int64), unit (int64: what the row counts, where lines count
        different things) and the numbers of `COUNTS` and `WAITS` (float64, NaN for not said).

    Returns
    -------
    Repetitions
    """
    if rows.empty:
        nothing = np.empty(0, dtype=np.bool_)
        return Repetitions(nothing, np.empty(0, dtype=np.int64), nothing, nothing)
    group = rows["village"].to_numpy() * (rows["service"].max() + 1) + rows["service"].to_numpy()
    start, end = rows["start"].to_numpy(), rows["end"].to_numpy()
    unit = rows["unit"].to_numpy()
    # Stable: rows that say the same stay in the order of the file.
    order = np.lexsort((unit, start * _FAR + end, group))
    group, start, end, unit = group[order], start[order], end[order], unit[order]
    same_group = np.append(False, group[1:] == group[:-1])
    same_period = same_group & np.append(False, (start[1:] == start[:-1]) & (end[1:] == end[:-1]))
    same_key = same_period & np.append(False, unit[1:] == unit[:-1])

    numbers = rows[[*COUNTS, *WAITS]].to_numpy()[order]
    equal = np.ones(len(rows), dtype=np.bool_)
    equal[1:] = (
        (numbers[1:] == numbers[:-1]) | (np.isnan(numbers[1:]) & np.isnan(numbers[:-1]))
    ).all(axis=1)
    run = np.cumsum(~same_key) - 1
    is_conflict = np.zeros(run[-1] + 1, dtype=np.bool_)
    is_conflict[run[same_key & ~equal]] = True
    conflicts = is_conflict[run]
    duplicates = same_key & ~conflicts
    first_of_run = np.flatnonzero(~same_key)

    period = np.cumsum(~same_period) - 1
    overlaps = _overlapping(group, start, end, np.flatnonzero(~same_period))[period]
    as_given = np.empty(len(rows), dtype=np.int64)
    as_given[order] = np.arange(len(rows))
    return Repetitions(
        duplicates=duplicates[as_given],
        originals=np.where(duplicates, order[first_of_run][run], order)[as_given],
        conflicts=conflicts[as_given],
        overlaps=overlaps[as_given],
    )


def _overlapping(group: IntArray, start: IntArray, end: IntArray, periods: IntArray) -> BoolArray:
    """Which of the distinct periods, sorted by group and start, share days within their group."""
    group, start, end = group[periods], start[periods], end[periods]
    # One time line after another, so far apart that no period reaches into the next group's.
    lane = (np.cumsum(np.append(True, group[1:] != group[:-1])) - 1) * _FAR
    latest_end = np.maximum.accumulate(lane + end)
    result = np.zeros(len(periods), dtype=np.bool_)
    result[1:] = latest_end[:-1] >= (lane + start)[1:]
    result[:-1] |= (lane + start)[1:] <= (lane + end)[:-1]
    return result


def earlier_states(rows: pd.DataFrame) -> BoolArray:
    """Which rows are an earlier or equal state of a record that another row has as well.

    Parameters
    ----------
    rows : DataFrame
        village, record (the system's own number; NaN where unknown), changed (seconds), status.

    Returns
    -------
    array of bool, (rows,)
        Of each village's record only the last state is left; rows without a number are left.
    """
    ordered = rows.sort_values(["changed", "status"], kind="stable", na_position="first")
    repeated = ordered.duplicated(["village", "record"], keep="last") & ordered["record"].notna()
    return repeated.reindex(rows.index).to_numpy(dtype=np.bool_)


def count_by_week(records: pd.DataFrame) -> pd.DataFrame:
    """Count records by village, service and ISO week.

    Parameters
    ----------
    records : DataFrame
        village, service (int64), day (days since 1970-01-01), requested, completed, rejected
        (float64: 1 or 0, NaN where the system does not say), hours (float64 or NaN).

    Returns
    -------
    DataFrame
        `KEY`, `COUNTS` and `WAITS`; one row for each week that has a record. Quantiles are linear
        between neighbours (type 7 of Hyndman and Fan, 1996), to two decimals.
    """
    weeks = records.assign(start=monday_of(records["day"].to_numpy()).astype(np.int64))
    groups = weeks.groupby(["village", "service", "start"], sort=True)
    # min_count: a column that says nothing gives a missing count, not zero.
    counts = groups[list(COUNTS)].sum(min_count=1)
    counts["median_hours"] = groups["hours"].quantile(0.5).round(2)
    counts["p90_hours"] = groups["hours"].quantile(0.9).round(2)
    counts = counts.reset_index()
    counts["end"] = counts["start"] + 6
    return counts[[*KEY, *COUNTS, *WAITS]]


def merge_units(rows: pd.DataFrame) -> pd.DataFrame:
    """Bring lines that count different things of one village, service and period together.

    Parameters
    ----------
    rows : DataFrame
        As for `find_repetitions`, each key and unit once.

    Returns
    -------
    DataFrame
        `KEY`, `COUNTS` and `WAITS`, sorted by the key, each key once.
    """
    if rows.duplicated(list(KEY)).any():
        rows = rows.groupby(list(KEY), sort=False)[[*COUNTS, *WAITS]].max().reset_index()
    return rows.sort_values(list(KEY), ignore_index=True)[[*KEY, *COUNTS, *WAITS]]
