"""What is put beneath the record to be compared with it: another series, another period."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from kampung.store.door import DataSet, kept
from kampung.subjects.epidemic.analysis.rates import scaled
from kampung.subjects.epidemic.facts import estimated, inhabitants, is_state, record_grid
from kampung.subjects.epidemic.focus import between
from kampung.subjects.epidemic.pictures.settings import RecordSettings


def compared(
    data: DataSet, chosen: RecordSettings, *, beside: str, against: str
) -> tuple[RecordSettings, ...]:
    """Settings of the records to put beneath a first one.

    Parameters
    ----------
    beside
        Id of another series, over the same days; empty for none.
    against
        First day of another period of as many months, of the same series; empty for none.
    """
    found = []
    if beside:
        unit = "week" if is_state(data, beside) else chosen.unit
        found.append(replace(chosen, metric=beside, unit=unit))
    if against:
        start, end = between(data, chosen.start, chosen.end)
        first = pd.Period(against, freq="M")
        months = (end.year - start.year) * 12 + end.month - start.month
        last: dt.date = (first + months).end_time.date()
        found.append(replace(chosen, start=first.start_time.date(), end=last))
    return tuple(found)


@kept
def common_ceiling(data: DataSet, chosen: RecordSettings, others: Sequence[RecordSettings]) -> str:
    """The highest number of records of one series, so that their value axes are the same."""
    same = [one for one in others if one.metric == chosen.metric and one.unit == chosen.unit]
    drawn = [one for one in (chosen, *same) if one.show == "main" and one.unit != "cumulative"]
    if not same or not drawn or is_state(data, chosen.metric):
        return ""
    share = inhabitants(data) if chosen.per == "100k" else None
    highest = 0.0
    for one in drawn:
        start, end = between(data, one.start, one.end)
        rows = record_grid(data, metric=one.metric, unit=one.unit, start=start, end=end)
        numbers = scaled(rows, share, names=("value", "greatest"))
        for name in ("value", "greatest"):
            highest = max(highest, *numbers[name].dropna().astype(float).tolist(), 0.0)
    return str(highest)


@kept
def has_estimate(data: DataSet, chosen: RecordSettings) -> bool:
    """Whether there are weeks of which nothing but a range is known, and an estimate of them."""
    if chosen.unit != "week" or is_state(data, chosen.metric):
        return False
    start, end = between(data, chosen.start, chosen.end)
    found = estimated(data, metric=chosen.metric, unit="week", start=start, end=end)
    return bool(found["estimate"].notna().any())
