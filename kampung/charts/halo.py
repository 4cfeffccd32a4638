"""Text that reads over marks and grid."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from kampung.charts.scales import Plane
from kampung.charts.theme import Look, own

# What a label is unless its row says otherwise.
PLAIN: Mapping[str, Any] = {
    "dy": 0,
    "size": 12,
    "weight": "normal",
    "align": "center",
    "ink": "",
    "roomy": 0,
    "most": 100_000,
}


def labels(rows: pd.DataFrame, *, plane: Plane, look: Look) -> list[alt.Chart]:
    """Words in ink on a halo of the page's colour, each with its own size and place.

    All labels of a chart share two layers, for what a chart costs to build, to check and to draw
    grows with its layers and hardly with its rows.

    Parameters
    ----------
    rows
        Columns ``xm, y, label``, and of these what differs from :data:`PLAIN`: ``dy`` (pixels
        from the place to the foot of the text, negative is up), ``size``, ``weight``, ``align``,
        ``ink`` (the look's where empty), ``roomy`` and ``most`` (pixels of plot from which on, and
        below which, it is shown).
    """
    if rows.empty:
        return []
    data = rows[["xm", "y", "label"]].copy()
    for name, usual in PLAIN.items():
        data[name] = rows[name].fillna(usual) if name in rows else usual
    data["ink"] = data["ink"].where(data["ink"] != "", look.ink)
    # Left out, not hidden: words that nobody sees would still take the plot's width.
    base = (
        alt.Chart(data)
        .transform_filter("width >= datum.roomy && width < datum.most")
        .encode(x=plane.x("xm"), y=plane.y(), text="label:N")
    )
    common: dict[str, Any] = {
        "dy": own("dy"),
        "fontSize": own("size"),
        "fontWeight": own("weight"),
        "align": own("align"),
        "baseline": "bottom",
        "tooltip": None,
    }
    under: dict[str, Any] = {"color": look.page, "stroke": look.page, "strokeWidth": 4}
    return [
        base.mark_text(**common, **under, strokeJoin="round", aria=False),
        base.mark_text(**common, color=own("ink")),
    ]
