"""The period that pictures of the epidemic show where none is asked for."""

import datetime as dt

import pandas as pd

from kampung.store.door import DataSet, kept
from kampung.subjects.epidemic import queries

Days = tuple[dt.date, dt.date]


@kept
def focus(data: DataSet) -> Days:
    """The period that the pack asks for; else the months that its figures span, or this year."""
    meta = data.meta
    if meta["focus_start"] and meta["focus_end"]:
        return dt.date.fromisoformat(meta["focus_start"]), dt.date.fromisoformat(meta["focus_end"])
    figures = queries.figures(data, area_code=meta["area_code"])
    days = pd.concat([figures["start_on"], figures["end_on"]]).dropna()
    if days.empty:
        today = dt.datetime.now(tz=dt.UTC).date()
        return today.replace(month=1, day=1), today
    first, last = days.min().to_period("M"), days.max().to_period("M")
    return first.start_time.date(), last.end_time.date()


def between(data: DataSet, start: dt.date | None, end: dt.date | None) -> Days:
    """The days asked for; where one is not, that of :func:`focus`."""
    first, last = focus(data)
    return start or first, end or last
