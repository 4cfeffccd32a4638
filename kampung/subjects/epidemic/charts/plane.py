"""The plane of the record: time over a strip of restrictions, and values above both."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from kampung.charts import scales
from kampung.charts.theme import Look
from kampung.language import Language
from kampung.rows import records
from kampung.subjects.epidemic.charts.events import joined

LETTER = 6.0  # pixels, the mean width of a letter at 11.5 px
NAMES = 36  # pixels under the axis for the names of months and a year
STRIP = 22  # pixels of the strip under them
MOST = 100_000  # pixels that no plot is wide
INSIDE = 4  # pixels between a name and the ends of its span


@dataclass(frozen=True, slots=True)
class RecordPlane(scales.Plane):
    """A plane with room beneath its time axis.

    Attributes
    ----------
    height
        Pixels of the plot above the axis.
    under
        Pixels beneath it.
    """

    height: int = 280
    under: int = 0

    @property
    def whole(self) -> int:
        """Pixels of the plot with what lies beneath the axis."""
        return self.height + self.under

    def down(self, pixels: float) -> float:
        """The value that lies so many pixels beneath the axis."""
        return self.bottom - pixels * (self.top - self.bottom) / self.height

    def pixels(self, start: pd.Timestamp, end: pd.Timestamp, *, width: float) -> float:
        """Pixels from the first of two days to the end of the last, on a plot of a width."""
        days = (end - start).days + 1
        return width * days * scales.DAY_MS / (self.right - self.left)

    def wide_enough(self, days: float, *, pixels: float) -> int:
        """The width of plot from which on so many days take so many pixels."""
        return round(pixels * (self.right - self.left) / (days * scales.DAY_MS))

    def x(self, field: str = "x") -> alt.X:
        """Place a column of epochs on the time axis, which lies on the foot of the values."""
        place = scales.Plane.x(self, field)
        if self.bare or not self.under:
            return place
        axis = scales.time_axis(self.start, self.end)
        axis["offset"] = -self.under
        scale = scales.time_scale(self.start, self.end)
        return alt.X(f"{field}:T", scale=scale, axis=axis)

    def y(self, field: str = "y") -> alt.Y:
        """Place a column of numbers on the value axis."""
        place = scales.Plane.y(self, field)
        place["scale"] = alt.Scale(domain=[self.down(self.under), self.top], nice=False)
        return place


def spans_of(events: pd.DataFrame | None, *, start: dt.date, end: dt.date) -> pd.DataFrame:
    """Restrictions of a period, those of one name that follow upon each other as one.

    Returns
    -------
    DataFrame
        The columns of ``events``, and ``on`` and ``until``, the days of it within the period.
    """
    if events is None or events.empty:
        return pd.DataFrame(columns=["on", "until"])
    first, last = pd.Timestamp(start), pd.Timestamp(end)
    rows = events[(events["kind"] == "restriction") & events["end_on"].notna()]
    rows = rows.assign(on=pd.to_datetime(rows["on_date"]), until=pd.to_datetime(rows["end_on"]))
    rows = rows[(rows["until"] >= first) & (rows["on"] <= last)]
    rows = rows.assign(stop=rows["until"] + pd.Timedelta(days=1))
    rows = joined(rows.sort_values(["on", "stop"], ignore_index=True))
    if rows.empty:
        return pd.DataFrame(columns=["on", "until"])
    on, until = pd.to_datetime(rows["on"]), pd.to_datetime(rows["stop"]) - pd.Timedelta(days=1)
    return rows.assign(on=on.where(on >= first, first), until=until.where(until <= last, last))


def strip_layers(
    spans: pd.DataFrame, *, plane: RecordPlane, look: Look, language: Language
) -> list[alt.Chart]:
    """Restrictions as one strip beneath the time axis, named as far as their names fit."""
    if spans.empty:
        return []
    middle, half = plane.down(plane.under - STRIP / 2), STRIP / 2 - 1
    step = plane.down(0) - plane.down(half)
    rows: list[dict[str, Any]] = [
        {
            "x": scales.epoch(row["on"]),
            "x2": scales.epoch(row["until"]) + scales.DAY_MS,
            "xm": (scales.epoch(row["on"]) + scales.epoch(row["until"]) + scales.DAY_MS) / 2,
            "y": middle - step,
            "y2": middle + step,
            "ym": middle,
            "label": _label(row, language),
            "roomy": plane.wide_enough(
                (row["until"] - row["on"]).days + 1,
                pixels=len(_label(row, language)) * LETTER + INSIDE,
            ),
            "tip_title": language.pick(row, "title"),
            "tip_period": language.period(row["on"], row["until"]),
        }
        for row in records(spans)
    ]
    data = pd.DataFrame(rows)
    narrow = data.assign(
        most=data["roomy"],
        label=data["label"].str.split().str[-1],
        roomy=[
            plane.wide_enough(
                float(row["x2"] - row["x"]) / scales.DAY_MS,
                pixels=len(str(row["label"]).split()[-1]) * LETTER + INSIDE,
            )
            for row in rows
        ],
    )
    data = data.assign(heard=data["tip_title"] + ", " + data["tip_period"])
    tips = [alt.Tooltip("tip_title:N", title=" "), alt.Tooltip("tip_period:N", title="  ")]
    boxes = (
        alt.Chart(data)
        .mark_rect(color=look.muted, opacity=0.2, xOffset=0.5, x2Offset=-0.5)
        .encode(x=plane.x(), x2="x2:T", y=plane.y(), y2="y2:Q", tooltip=tips, description="heard:N")
    )
    both = pd.concat([data.assign(most=MOST), narrow])
    names = _names(both, plane=plane, look=look)
    return [boxes, names, *_caption(data, plane=plane, look=look, language=language)]


def _label(row: dict[str, Any], language: Language) -> str:
    short = row.get(f"label_{language.code}")
    return short if isinstance(short, str) and short else language.pick(row, "title")


def _names(data: pd.DataFrame, *, plane: RecordPlane, look: Look) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(data[["xm", "ym", "label", "roomy", "most"]])
        .transform_filter("width >= datum.roomy && width < datum.most")
        .mark_text(
            color=look.ink,
            fontSize=11.5,
            tooltip=None,
        )
        .encode(x=plane.x("xm"), y=plane.y("ym"), text="label:N")
    )
    return chart


def _caption(
    data: pd.DataFrame, *, plane: RecordPlane, look: Look, language: Language
) -> list[alt.Chart]:
    """What the strip is, before its first span where there is room."""
    words = language.text("Restrictions")
    free = (data["x"].min() - plane.left) / scales.DAY_MS
    if free < 1:
        return []
    roomy = plane.wide_enough(free, pixels=len(words) * LETTER + INSIDE)
    rows = pd.DataFrame(
        {"xm": [plane.left], "ym": [data["ym"].iloc[0]], "label": [words], "roomy": [roomy]}
    )
    chart: alt.Chart = (
        alt.Chart(rows)
        .transform_filter("width >= datum.roomy")
        .mark_text(
            color=look.muted,
            fontSize=11.5,
            align="left",
            tooltip=None,
        )
        .encode(x=plane.x("xm"), y=plane.y("ym"), text="label:N")
    )
    return [chart]
