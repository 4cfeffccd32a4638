"""The picture of the record: every published figure over the days that it speaks of."""

import datetime as dt

import altair as alt
import pandas as pd

from kampung.charts import scales
from kampung.charts.key import Entry, key_layer
from kampung.charts.theme import Look, Width, finished
from kampung.language import Language, mark
from kampung.language.statements import UNITS
from kampung.subjects.epidemic.analysis.figures import STATES, Unit
from kampung.subjects.epidemic.analysis.observed import SIMULATED
from kampung.subjects.epidemic.analysis.peaks import Stated
from kampung.subjects.epidemic.charts.events import event_layers, layouts
from kampung.subjects.epidemic.charts.kinds import KINDS
from kampung.subjects.epidemic.charts.layers import (
    band_layers,
    hover_layers,
    mark_layers,
    nothing_published,
    observed_layers,
    observed_lines,
    placed_windows,
    record_plane,
    shown_marks,
)
from kampung.subjects.epidemic.charts.named import label_layers


def record_chart(
    marks: pd.DataFrame,
    *,
    look: Look,
    language: Language,
    metric: str,
    unit: Unit,
    start: dt.date,
    end: dt.date,
    metric_name: str = "",
    events: pd.DataFrame | None = None,
    estimate: pd.DataFrame | None = None,
    band: pd.DataFrame | None = None,
    observed: pd.DataFrame | None = None,
    given_up: frozenset[str] = frozenset(),
    named: Stated | None = None,
    width: Width = "container",
    height: int = 360,
) -> alt.LayerChart:
    """Draw the record of one metric.

    Published weeks are solid bars over their own seven days, weeks that follow from printed
    totals are outlined, daily counts are dots, means are level segments, "above" is an arrow up
    from its bound. Hollow is uncertain; a ring marks figures that disagree.

    Parameters
    ----------
    marks
        What :func:`kampung.subjects.epidemic.analysis.record.marks` gives for this metric and unit.
    metric
        Id of the metric, for its colour.
    start, end
        First and last day shown, both inclusive.
    metric_name
        Name of the metric in the reader's language, for the axis.
    events
        Rows of the pack's ``events``: spans are shaded, days are ruled, both named on top.
    estimate
        Columns ``start_on, end_on, estimate`` in the chart's unit: the dashed line.
    band
        Columns ``start_on, end_on, least, greatest`` in the chart's unit: the pale band.
    observed
        As :func:`observed_series` returns it, in the chart's unit: an
        official series is a solid line, a simulated one is dotted and has a colour of its own.
    given_up
        Ids of figures that the estimate leaves out: drawn hollow.
    named
        What is named with its days: the peak, or of running totals the last one.
    width, height
        Of the plot in pixels; ``container`` fills the column.

    Returns
    -------
    altair.LayerChart
        With its own configuration; valid also when nothing falls into the period.
    """
    shown = shown_marks(
        marks, unit=unit, start=start, end=end, language=language, given_up=given_up
    )
    line = placed_windows(estimate, ["estimate"], start=start, end=end)
    area = placed_windows(band, ["least", "greatest"], start=start, end=end)
    lines = observed_lines(observed, start=start, end=end, language=language)
    lanes = layouts(events, start=start, end=end, language=language)
    plane = record_plane(
        shown,
        line,
        area,
        lines,
        lanes=max(some.count for some in lanes),
        height=height,
        start=start,
        end=end,
        from_zero=unit != "cumulative",
    )
    shown["y0"] = plane.bottom
    colour = look.metric(metric)
    layers: list[alt.Chart] = [
        *event_layers(lanes, plane=plane, height=height, look=look),
        *band_layers(area, line, plane=plane, colour=colour),
        *hover_layers(lines, plane=plane, language=language),
        *mark_layers(
            shown,
            over_bars=observed_layers(lines, plane=plane, colour=colour, look=look),
            plane=plane,
            colour=colour,
            look=look,
            language=language,
        ),
        *label_layers(
            shown, named, plane=plane, height=height, look=look, language=language, unit=unit
        ),
        *_key(shown, line, area, lines, plane=plane, colour=colour, look=look, language=language),
    ]
    if shown.empty and line.empty and not lines:
        layers.append(nothing_published(plane=plane, look=look, language=language))
    states = len(shown) > 0 and shown["statistic"].isin(STATES).all()
    unit_name = language.text(mark("on the day") if states else UNITS[unit])
    return finished(
        layers,
        look=look,
        language=language,
        width=width,
        height=height,
        title=f"{metric_name}, {unit_name}" if metric_name else unit_name,
    )


def _key(
    shown: pd.DataFrame,
    line: pd.DataFrame,
    area: pd.DataFrame,
    lines: dict[str, pd.DataFrame],
    *,
    plane: scales.Plane,
    colour: str,
    look: Look,
    language: Language,
) -> list[alt.Chart]:
    """A key of the kinds of marks that are there, as a legend of its own without any mark."""
    present = set(shown["kind"]) if len(shown) else set()
    if len(shown) and shown["hollow"].any():
        present.add("hollow")
    if len(shown) and shown["clash"].any():
        present.add("conflict")
    present |= {"estimate"} if len(line) else set()
    present |= {"band"} if len(area) else set()
    present |= set(lines)
    kinds = {name: kind for name, kind in KINDS.items() if name in present}
    entries = []
    for name, kind in kinds.items():
        pale = {"exact": "24", "band": "33"}.get(name, "00")
        tint = look.ink if name in ("day", "hollow") else colour
        if name == SIMULATED:
            tint = look.gold
        stroke = look.gold if name == "conflict" else tint
        entries.append(
            Entry(
                label=language.text(kind.label),
                shape=kind.shape,
                fill=tint if kind.filled and name != "band" else colour + pale,
                stroke="transparent" if name in ("band", "estimate", SIMULATED) else stroke,
            )
        )
    columns = "width < 480 ? 2 : width < 800 ? 3 : 5"
    return key_layer(entries, x=plane.x(), y=plane.y(), columns=columns)
