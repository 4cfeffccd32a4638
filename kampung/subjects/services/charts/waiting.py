"""Waiting times over time."""

from typing import Any

import altair as alt
import pandas as pd

from kampung.charts import periods
from kampung.charts.key import Entry, key_layer
from kampung.charts.periods import DASHED, SOLID, End
from kampung.charts.theme import Look, Width, finished, nothing
from kampung.language import Language, mark
from kampung.rows import records
from kampung.subjects.services.charts.counts import count_name, count_tips
from kampung.subjects.services.charts.requests import line_layers

LONG_WAIT = 48  # hours from which on waiting is told in days
WAITS = {"median_hours": mark("Median"), "p90_hours": mark("90th percentile")}
EXPLAINED = {
    "median_hours": mark("Median: half took less"),
    "p90_hours": mark("90th percentile: nine in ten took less"),
}


def waiting_chart(
    rows: pd.DataFrame,
    *,
    look: Look,
    language: Language,
    width: Width = "container",
    height: int = 260,
) -> alt.LayerChart:
    """Draw how long it took from request to completion: the median, and nine in ten.

    In hours, or in days where the usual median is above 48 hours; the title says which.

    Parameters
    ----------
    rows
        Periods of one cadence: ``period_start, period_end, median_hours, p90_hours``; one of the
        two may be missing.
    """
    shown = periods.known_columns(rows, list(WAITS))
    if not shown:
        return nothing(language.text("No data yet."), look=look, language=language, width=width)
    data = periods.placed(rows, language=language).sort_values("period_start", ignore_index=True)
    in_days = periods.floats(data[shown[0]]).median() > LONG_WAIT
    for name in shown:
        data[name] = periods.floats(data[name]) / (24 if in_days else 1)

    colour = look.active

    def words(value: float) -> str:
        if pd.isna(value):
            return language.text("no data")
        number = language.number(round(value, 1) if round(value, 1) < 10 else round(value))
        count = 1 if number == "1" else 2
        if in_days:
            return language.plural("{days} day", "{days} days", count, days=number)
        return language.plural("{hours} hour", "{hours} hours", count, hours=number)

    latest = records(data)[-1]
    ends = [
        End(latest[name], words(latest[name]), language.text(WAITS[name]), colour)
        for name in shown
        if not pd.isna(latest[name])
    ]
    plane = periods.period_plane(
        data,
        highest=float(data[shown].max().max()),
        margin=f"{periods.margin_for(ends)}",
    )
    line = periods.with_gaps(data, shown)
    layers: list[alt.Chart] = []
    if len(shown) == 2:
        layers.append(
            # Where one of the two is missing there is no band, nor one down to zero.
            alt.Chart(
                line[["xm", *shown]].where(line[shown].notna().all(axis=1)).assign(xm=line["xm"])
            )
            .mark_area(color=colour, opacity=0.13, tooltip=None)
            .encode(x=plane.x("xm"), y=plane.y("median_hours"), y2="p90_hours:Q")
        )
    styles: dict[str, dict[str, Any]] = {
        "median_hours": {"strokeWidth": 2.5},
        "p90_hours": {"strokeWidth": 1.5, "strokeDash": [5, 3]},
    }
    for name in shown:
        layers += line_layers(line, name, plane=plane, colour=colour, **styles[name])
    tips = {f"tip_{name}": [words(value) for value in data[name]] for name in shown}
    layers.append(
        periods.hover(
            data.assign(**count_tips(data, language=language), **tips),
            {
                "tip_period": language.text("Period"),
                **{f"tip_{name}": language.text(WAITS[name]) for name in shown},
                **(
                    {"tip_completed": count_name("completed", language=language)}
                    if "completed" in data
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
    shapes = {"median_hours": SOLID, "p90_hours": DASHED}
    layers += key_layer(
        [
            Entry(language.text(EXPLAINED[name]), shapes[name], colour, colour + "00")
            for name in shown
        ],
        x=plane.x(),
        y=plane.y(),
        columns="width < 640 ? 1 : 2",
    )
    title = (
        language.text("Days from request to completion")
        if in_days
        else language.text("Hours from request to completion")
    )
    return finished(layers, look=look, language=language, width=width, height=height, title=title)
