"""A key for marks that differ in form as well as in colour, drawn as a legend of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a key: its words in the reader's language, and how its symbol is drawn."""

    label: str
    shape: str
    fill: str
    stroke: str


def key_layer(
    entries: Sequence[Entry],
    *,
    x: alt.X | None = None,
    y: alt.Y | None = None,
    columns: str = "width < 420 ? 2 : width < 760 ? 4 : 8",
) -> list[alt.Chart]:
    """A layer that draws nothing but a legend across the top; none without entries.

    Parameters
    ----------
    entries
        In the order of the key.
    x, y
        Channels of the chart that it joins, so that scales stay shared.
    columns
        Vega expression of the plot's width for the number of columns.
    """
    if not entries:
        return []
    labels = [entry.label for entry in entries]
    legend = alt.Legend(
        title=None,
        orient="top",
        direction="horizontal",
        columns=alt.ExprRef(columns),
        symbolSize=110,
        symbolOpacity=1,
        symbolStrokeWidth=1.4,
        columnPadding=14,
        rowPadding=4,
    )

    def scale(values: list[str]) -> alt.Scale:
        return alt.Scale(domain=labels, range=values)

    data = pd.DataFrame({"key": labels, "x": NAN, "y": NAN})
    chart = alt.Chart(data).mark_point(size=0, tooltip=None, aria=False)
    channels = {name: value for name, value in (("x", x), ("y", y)) if value is not None}
    return [
        chart.encode(
            **channels,
            shape=alt.Shape(
                "key:N", scale=scale([entry.shape for entry in entries]), legend=legend
            ),
            fill=alt.Fill("key:N", scale=scale([entry.fill for entry in entries]), legend=legend),
            stroke=alt.Stroke(
                "key:N", scale=scale([entry.stroke for entry in entries]), legend=legend
            ),
        )
    ]
