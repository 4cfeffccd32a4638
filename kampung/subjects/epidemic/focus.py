"""The period that pictures of the epidemic show where none is asked for."""

import datetime as dt

import pandas as pd

from kampung.store.door import DataSet, kept
from kampung.subjects.epidemic import queries

Days = tuple[dt.date, dt.date]


@kept
def focus(data: DataSet) -> Days:
    """The months that the pack asks for; else those that its figures span, or this year."""
    meta = data.meta
    if meta["focus_start"] and meta["focus_end"]:
        return _whole_months(meta["focus_start"], meta["focus_end"])
    figures = queries.figures(data, area_code=meta["area_code"])
    days = pd.concat([figures["start_on"], figures["end_on"]]).dropna()
    if days.empty:
        today = dt.datetime.now(tz=dt.UTC).date()
        return today.replace(month=1, day=1), today
    first, last = days.min().to_period("M"), days.max().to_period("M")
    return first.start_time.date(), last.end_time.date()


def _whole_months(start: str, end: str) -> Days:
    """From the first day of a month to the last of another: readers choose by months."""
    first, last = pd.Period(start, freq="M"), pd.Period(end, freq="M")
    return first.start_time.date(), last.end_time.date()


def between(data: DataSet, start: dt.date | None, end: dt.date | None) -> Days:
    """The days asked for; where one is not, that of :func:`focus`."""
    first, last = focus(data)
    return start or first, end or last
