"""Axes that stay readable from a telephone to a projector."""

import datetime as dt
import math
from dataclasses import dataclass

import altair as alt
import pandas as pd

DAY_MS = 86_400_000


def epoch(day: dt.date | pd.Timestamp) -> float:
    """Milliseconds since 1970 of a day's midnight, UTC.

    Days travel to the browser as numbers on a UTC scale: text or naive times would be read in
    the visitor's own time zone, and west of Greenwich every bar would move by a day.
    """
    return pd.Timestamp(day).tz_localize("UTC").timestamp() * 1000.0


def epochs(days: pd.Series) -> pd.Series:
    """:func:`epoch` for a column of timestamps."""
    return (days - pd.Timestamp(0)) / pd.Timedelta(milliseconds=1)


def nice_step(greatest: float, *, count: int = 4) -> float:
    """A step of 1, 2 or 5 times a power of ten that divides the range into about ``count``."""
    raw = max(greatest, 1e-9) / count
    power = 10.0 ** math.floor(math.log10(raw))
    return power * next(n for n in (1, 2, 5, 10) if raw <= n * power * (1 + 1e-9))


def value_ticks(greatest: float, *, least: float = 0.0, count: int = 4) -> list[float]:
    """Nice numbers from just below the least value, or zero, to the last below the greatest."""
    step = nice_step(greatest - least, count=count)
    first = math.floor(least / step + 1e-9)
    return [round(n * step, 10) for n in range(first, int(greatest / step + 1e-9) + 1)]


def day_ticks(start: dt.date, end: dt.date) -> list[dt.date]:
    """Days to name on a time axis: weeks, months, quarters or years, by the length shown."""
    length = (end - start).days + 1
    if length <= 45:
        first = start + dt.timedelta(days=-start.weekday() % 7)
        return [first + dt.timedelta(days=7 * n) for n in range((end - first).days // 7 + 1)]
    step = 1 if length <= 200 else 2 if length <= 400 else 3 if length <= 1200 else 12
    months = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
    days = [dt.date(m // 12, m % 12 + 1, 1) for m in months if m % step == 0]
    return [day for day in days if start <= day <= end]


def time_axis(start: dt.date, end: dt.date) -> alt.Axis:
    """A time axis whose labels name the year where it begins; months come from the locale."""
    ticks = day_ticks(start, end)
    # As an expression: a plain list becomes datetime(…) calls, which the interpreter that a strict
    # Content-Security-Policy asks for reads as years, and no tick is drawn.
    values = alt.ExprRef("[" + ", ".join(f"{epoch(day):.0f}" for day in ticks) + "]")
    days_named = (end - start).days + 1 <= 45
    label = "utcFormat(datum.value, '%b')"
    if days_named:
        label = "utcdate(datum.value) + ' ' + " + label
    if len(ticks) > 1 and all((day.month, day.day) == (1, 1) for day in ticks):
        return alt.Axis(
            title=None,
            values=values,
            format="%Y",
            labelOverlap="greedy",
            labelBound=True,
            grid=False,
        )
    named = "utcmonth(datum.value) === 0 && utcdate(datum.value) < 8"
    if _names_its_year(ticks):
        named = f"({named} || time(datum.value) === {epoch(ticks[0]):.0f})"
    return alt.Axis(
        title=None,
        values=values,
        labelExpr=f"{named} ? [{label}, utcFormat(datum.value, '%Y')] : {label}",
        labelOverlap="greedy",
        labelSeparation=6,
        labelBound=True,
        grid=False,
        domain=True,
    )


def _names_its_year(ticks: list[dt.date]) -> bool:
    """Whether the first tick has its year: a January close behind would stand too near to it."""
    return bool(ticks) and not any(day.month == 1 and day.day < 8 for day in ticks[1:3])


def time_scale(start: dt.date, end: dt.date) -> alt.Scale:
    """A UTC scale from the first day's midnight to the midnight after the last day."""
    # As an expression: of a plain list Vega-Lite makes dates for x but not for x2, and complains.
    domain = alt.ExprRef(f"[{epoch(start):.0f}, {epoch(end) + DAY_MS:.0f}]")
    return alt.Scale(type="utc", domain=domain, nice=False)


@dataclass(frozen=True, slots=True)
class Plane:
    """A time axis and a value axis that all layers of a chart share.

    Attributes
    ----------
    start, end
        First and last day, both inclusive.
    top
        End of the value axis, with room above the data for names and labels.
    ticks
        Values that are named.
    bottom
        Where the value axis begins: zero, but for running totals that start far above it.
    bare
        Whether to leave out both axes.
    """

    start: dt.date
    end: dt.date
    top: float
    ticks: list[float]
    bottom: float = 0.0
    bare: bool = False

    @property
    def left(self) -> float:
        """Where the time axis begins."""
        return epoch(self.start)

    @property
    def right(self) -> float:
        """Where the time axis ends: midnight after the last day."""
        return epoch(self.end) + DAY_MS

    def x(self, field: str = "x") -> alt.X:
        """Place a column of epochs on the time axis."""
        axis = None if self.bare else time_axis(self.start, self.end)
        return alt.X(f"{field}:T", scale=time_scale(self.start, self.end), axis=axis)

    def y(self, field: str = "y") -> alt.Y:
        """Place a column of numbers on the value axis."""
        scale = alt.Scale(domain=[self.bottom, self.top], nice=False)
        if self.bare:
            return alt.Y(f"{field}:Q", scale=scale, axis=None)
        fine = len(self.ticks) > 1 and self.ticks[1] < 1
        axis = alt.Axis(
            values=self.ticks,
            format=",.1f" if fine else ",.0f",
            title=None,
            domain=False,
            ticks=False,
        )
        return alt.Y(f"{field}:Q", scale=scale, axis=axis)

    def free(
        self,
        rows: pd.DataFrame,
        taken: list[tuple[float, float]],
        *,
        width: int,
        height: int,
        room: tuple[float, float] = (30.0, 17.0),
    ) -> "pd.Series[bool]":
        """Which labels, in the order of rows, have room on a plot of so many pixels.

        Parameters
        ----------
        rows
            Columns ``xm`` and ``y``: where labels would stand.
        taken
            Places (``xm``, ``y``) of labels before; those that find room are added.
        room
            Pixels across and up that a label takes.
        """
        across = width / (self.right - self.left)
        up = height / (self.top - self.bottom)
        found = []
        for at, value in zip(rows["xm"], rows["y"], strict=True):
            clear = all(
                abs(at - x) * across >= room[0] or abs(value - y) * up >= room[1] for x, y in taken
            )
            if clear:
                taken.append((at, value))
            found.append(clear)
        return pd.Series(found, index=rows.index, dtype=bool)
