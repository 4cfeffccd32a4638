"""The record in small."""

import datetime as dt
from dataclasses import replace

import altair as alt
import pandas as pd

from kampung.charts import scales
from kampung.charts.theme import Look, Width, finished
from kampung.language import Language
from kampung.subjects.epidemic.analysis.figures import Unit
from kampung.subjects.epidemic.analysis.peaks import Peak
from kampung.subjects.epidemic.charts.layers import (
    mark_layers,
    nothing_published,
    record_plane,
    shown_marks,
)
from kampung.subjects.epidemic.charts.named import sparkline_labels


def record_sparkline(
    marks: pd.DataFrame,
    *,
    look: Look,
    language: Language,
    metric: str,
    unit: Unit = "week",
    start: dt.date,
    end: dt.date,
    peak: Peak | None = None,
    width: Width = "container",
    height: int = 96,
) -> alt.LayerChart:
    """Draw the record small: weeks, levels and bounds, with the peak and the last value named.

    Daily counts and means are left to the large chart. Parameters as for :func:`record_chart`.

    Parameters
    ----------
    peak
        What is named: its highest week, and the last one after it.
    """
    shown = shown_marks(
        marks, unit=unit, start=start, end=end, language=language, given_up=frozenset()
    )
    weekly = shown["mark"].isin(["bar", "point"]) | (shown["statistic"] == "each_week")
    shown = shown[weekly & ~shown["hollow"]].reset_index(drop=True)
    shown["clash"] = False  # no room for rings, nor for what they would have to explain
    nothing = pd.DataFrame()
    plane = replace(
        record_plane(
            shown, nothing, nothing, lanes=0, height=height, start=start, end=end, room=22
        ),
        bare=True,
    )
    colour = look.metric(metric)
    layers: list[alt.Chart] = [
        _baseline(plane=plane, look=look),
        *mark_layers(shown, plane=plane, colour=colour, look=look, language=language),
        *sparkline_labels(shown, peak, plane=plane, look=look, language=language),
    ]
    if shown.empty:
        layers.append(nothing_published(plane=plane, look=look, language=language))
    return finished(layers, look=look, language=language, width=width, height=height)


def _baseline(*, plane: scales.Plane, look: Look) -> alt.Chart:
    data = pd.DataFrame({"x": [plane.left], "x2": [plane.right], "y": [0.0]})
    chart: alt.Chart = (
        alt.Chart(data)
        .mark_rule(color=look.muted, strokeWidth=1, tooltip=None)
        .encode(x=plane.x(), x2="x2:T", y=plane.y())
    )
    return chart
