"""Requests and completions over time."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from kampung.charts import periods, scales
from kampung.charts.key import key_layer
from kampung.charts.periods import End, PeriodPlane
from kampung.charts.theme import Look, Width, finished, nothing, own
from kampung.language import Language
from kampung.rows import records
from kampung.subjects.services.charts.counts import (
    COUNTS,
    count_colour,
    count_entry,
    count_name,
    count_tips,
)
from kampung.subjects.services.names import MEASURES, by_cadence

DENSE = 120  # points of a line from which on it is drawn finer
BARS = 60  # periods up to which each is a bar of its own; more are lines
Period = tuple[dt.date, dt.date]


def requests_chart(
    rows: pd.DataFrame,
    *,
    look: Look,
    language: Language,
    width: Width = "container",
    height: int = 300,
    highlight: Period | None = None,
) -> alt.LayerChart:
    """Draw how many services were asked for, done and refused in each period.

    Up to sixty periods are bars: what was done fills what was asked for, what was refused stands
    slimmer upon it. More periods are lines: asked for dashed, done solid, refused dotted. A period
    without a report is left empty.

    Parameters
    ----------
    rows
        Periods of one cadence: ``period_start, period_end`` and, as far as known, ``requested,
        completed, rejected``; ``villages`` for the tooltip.
    highlight
        First and last day of a span that the page speaks of: shaded.

    Returns
    -------
    altair.LayerChart
        With the numbers of the latest period written at the right.
    """
    shown = periods.known_columns(rows, list(COUNTS))
    if not shown:
        return nothing(language.text("No data yet."), look=look, language=language, width=width)
    data = periods.placed(rows, language=language).sort_values("period_start", ignore_index=True)
    for name in shown:
        data[name] = periods.floats(data[name])
    as_bars = len(data) <= BARS
    highest = data[shown].max().max()
    if as_bars and "rejected" in shown:
        highest = max(highest, _stacked(data, shown).max())
    latest = records(data)[-1]
    ends = _count_ends(latest, shown, as_bars=as_bars, look=look, language=language)
    plane = periods.period_plane(data, highest=float(highest), margin=f"{periods.margin_for(ends)}")
    draw = _request_bars if as_bars else _request_lines
    layers = _highlight(highlight, plane=plane, look=look)
    layers += draw(data, shown, plane=plane, look=look)
    layers.append(
        periods.hover(
            data.assign(**count_tips(data, language=language)),
            {
                "tip_period": language.text("Period"),
                **{f"tip_{name}": count_name(name, language=language) for name in shown},
                **(
                    {"tip_villages": language.text("Villages and wards that reported")}
                    if "villages" in data
                    else {}
                ),
            },
            plane=plane,
            look=look,
        )
    )
    layers += periods.end_layers(
        ends,
        plane=plane,
        height=height,
        look=look,
        heading=periods.short_period(latest, language=language),
    )
    if len(shown) > 1:
        layers += key_layer(
            [count_entry(name, look=look, language=language, as_bars=as_bars) for name in shown],
            x=plane.x(),
            y=plane.y(),
            columns="width < 260 ? 2 : 3",
        )
    what = language.text(MEASURES[shown[0]])
    return finished(
        layers,
        look=look,
        language=language,
        width=width,
        height=height,
        title=by_cadence(what, periods.cadence_of(data), language),
    )


def _count_ends(
    latest: Mapping[str, Any], shown: list[str], *, as_bars: bool, look: Look, language: Language
) -> list[End]:
    """The numbers of the latest period; of stacked bars where their tops are."""
    ends = []
    for name in shown:
        value = latest[name]
        if pd.isna(value):
            continue
        below = latest.get("completed") if as_bars and name == "rejected" else None
        ends.append(
            End(
                at=value if below is None or pd.isna(below) else below + value,
                number=language.number(value),
                name=count_name(name, language=language),
                ink=count_colour(name, look=look),
            )
        )
    return ends


def _highlight(span: Period | None, *, plane: PeriodPlane, look: Look) -> list[alt.Chart]:
    if span is None:
        return []
    left = max(scales.epoch(span[0]), plane.left)
    right = min(scales.epoch(span[1]) + scales.DAY_MS, plane.right)
    if right <= left:
        return []
    shade = alt.Chart(pd.DataFrame({"x": [left], "x2": [right]})).mark_rect(
        y=0, y2=alt.ExprRef("height"), fill=look.gold, fillOpacity=0.1, tooltip=None
    )
    return [shade.encode(x=plane.x(), x2="x2:T")]


def _stacked(rows: pd.DataFrame, shown: list[str]) -> "pd.Series[float]":
    below = rows["completed"] if "completed" in shown else pd.Series(0.0, index=rows.index)
    return below.fillna(0.0) + rows["rejected"]


# How much of its period a bar leaves free on either side.
INSET = {"requested": 0.07, "completed": 0.2, "rejected": 0.33}


def _request_bars(
    rows: pd.DataFrame, shown: list[str], *, plane: PeriodPlane, look: Look
) -> list[alt.Chart]:
    length = rows["x2"] - rows["x"]
    bars = []
    for name in shown:
        inset = INSET["requested" if len(shown) == 1 else name]
        base = rows["completed"].fillna(0.0) if name == "rejected" and "completed" in shown else 0.0
        colour = count_colour(name, look=look)
        outlined = name == "requested"
        bars.append(
            pd.DataFrame(
                {
                    "x": rows["x"] + inset * length,
                    "x2": rows["x2"] - inset * length,
                    "y": base,
                    "y2": base + rows[name],
                    "fill": colour,
                    "opacity": 0.14 if outlined else 1.0,
                    "edge": colour if outlined else look.page,
                    "thick": 1.2 if outlined else 0.0,
                }
            ).dropna(subset="y2")
        )
    # Outlines would run together where bars are narrow.
    crowded = f"width / {len(rows)} < 9"
    return [
        alt.Chart(pd.concat(bars, ignore_index=True))
        .mark_rect(
            fill=own("fill"),
            fillOpacity=alt.ExprRef(f"{crowded} && datum.thick > 0 ? 0.32 : datum.opacity"),
            stroke=own("edge"),
            strokeWidth=alt.ExprRef(f"{crowded} ? 0 : datum.thick"),
            tooltip=None,
        )
        .encode(x=plane.x(), x2="x2:T", y=plane.y(), y2="y2:Q")
    ]


def _request_lines(
    rows: pd.DataFrame, shown: list[str], *, plane: PeriodPlane, look: Look
) -> list[alt.Chart]:
    data = periods.with_gaps(rows, shown)
    layers = []
    if "completed" in shown:
        layers.append(
            alt.Chart(data.assign(zero=0.0))
            .mark_area(color=look.accent, opacity=0.16, tooltip=None)
            .encode(x=plane.x("xm"), y=plane.y("completed"), y2="zero:Q")
        )
    styles: dict[str, dict[str, Any]] = {
        "requested": {"strokeWidth": 1.5, "strokeDash": [5, 3]},
        "completed": {"strokeWidth": 2},
        "rejected": {"strokeWidth": 2, "strokeDash": [1.5, 3]},
    }
    for name in shown:
        layers += line_layers(
            data, name, plane=plane, colour=count_colour(name, look=look), **styles[name]
        )
    return layers


def line_layers(
    data: pd.DataFrame, name: str, *, plane: PeriodPlane, colour: str, **style: Any
) -> list[alt.Chart]:
    """A line that breaks at gaps, with a dot where a value stands alone between two of them.

    Parameters
    ----------
    data
        What :func:`kampung.charts.periods.with_gaps` gives.
    style
        Properties of the line.
    """
    if len(data) > DENSE:
        style = style | {"strokeWidth": style["strokeWidth"] * 0.7}
    layers = [
        alt.Chart(data[["xm", name]])
        .mark_line(color=colour, tooltip=None, strokeJoin="round", **style)
        .encode(x=plane.x("xm"), y=plane.y(name))
    ]
    lone = data.loc[data[f"lone_{name}"], ["xm", name]]
    if len(lone):
        layers.append(
            alt.Chart(lone)
            .mark_point(
                shape="circle",
                size=30,
                fill=colour,
                fillOpacity=0 if "strokeDash" in style else 1,
                stroke=colour,
                opacity=1,
                tooltip=None,
            )
            .encode(x=plane.x("xm"), y=plane.y(name))
        )
    return layers
