"""Numbers that are written into the record: the peak, the last value, other weeks."""

from typing import Any

import altair as alt
import pandas as pd

from kampung.charts import scales
from kampung.charts.halo import labels
from kampung.charts.theme import NARROW, Look
from kampung.language import Language
from kampung.language.statements import value_text
from kampung.rows import records
from kampung.subjects.epidemic.analysis.figures import Unit
from kampung.subjects.epidemic.analysis.peaks import Stated
from kampung.subjects.epidemic.words import stated

ROOMY = 560  # pixels of plot from which on the smaller numbers are written too


def label_layers(
    shown: pd.DataFrame,
    named: Stated | None,
    *,
    plane: scales.Plane,
    height: int,
    look: Look,
    language: Language,
    unit: Unit,
) -> list[alt.Chart]:
    """The peak with its value and week, and the values of the other weeks where there is room."""
    if shown.empty:
        return []
    highest = _row_of(shown, named)
    words: list[dict[str, Any]] = []
    bars = shown[(shown["mark"] == "bar") & ~shown["hollow"]]
    taken: list[tuple[float, float]] = []
    if highest is not None:
        bars = bars[bars["figure_id"] != highest["figure_id"]]
        taken.append((highest["xm"], highest["y"]))
    for status, roomy in (("published", NARROW), ("derived", ROOMY)):
        rows = bars[bars["status"] == status].sort_values("value", ascending=False)
        free = plane.free(rows, taken, width=roomy, height=height)
        words += [
            {
                "xm": row["xm"],
                "y": row["y"],
                "label": _bar_label(row, language=language),
                "dy": -5,
                "weight": "bold" if status == "published" else "normal",
                "roomy": 0 if status == "published" else roomy,
            }
            for row in records(rows[free])
        ]
    if highest is not None and named is not None:
        words += _peak_words(shown, highest, named, plane=plane, language=language, unit=unit)
    return labels(pd.DataFrame(words), plane=plane, look=look)


def _row_of(shown: pd.DataFrame, named: Stated | None) -> dict[str, Any] | None:
    """The first mark of a figure; None where none of it is shown."""
    if named is None:
        return None
    rows = shown[(shown["figure_id"] == named.figure_id) & (shown["status"] == "published")]
    return dict(rows.iloc[0]) if len(rows) else None


def _peak_words(
    shown: pd.DataFrame,
    highest: dict[str, Any],
    named: Stated,
    *,
    plane: scales.Plane,
    language: Language,
    unit: Unit,
) -> list[dict[str, Any]]:
    group = shown[shown["figure_id"] == named.figure_id]
    period = language.period(
        named.start_on, named.end_on, style="medium" if named.weeks > 1 else "long"
    )
    if named.weeks > 1:
        period = language.plural(
            "{n} week, {period}", "{n} weeks, {period}", named.weeks, period=period
        )
    elif unit == "day" and highest["mark"] == "bar":
        period = language.text(
            "{number} a day, {period}",
            number=language.number(highest["value"], decimals=1),
            period=period,
        )
    place = _place(group, plane=plane, edge=0.22)
    lift = 20 if highest["mark"] == "arrow" else 8
    common = {**place, "y": highest["y"]}
    number = stated(named, language=language)
    return [
        {**common, "label": period, "dy": -lift},
        {**common, "label": number, "dy": -lift - 15, "size": 18, "weight": "bold"},
    ]


def _place(group: pd.DataFrame, *, plane: scales.Plane, edge: float) -> dict[str, Any]:
    """Where the words on a mark stand: centred, but near an edge flush with the mark's own."""
    left, right = group["x"].min(), group["x2"].max()
    share = ((left + right) / 2 - plane.left) / (plane.right - plane.left)
    if share < edge:
        return {"xm": left, "align": "left"}
    if share > 1 - edge:
        return {"xm": right, "align": "right"}
    return {"xm": (left + right) / 2, "align": "center"}


def _bar_label(row: dict[str, Any], *, language: Language) -> str:
    return value_text(
        row["value"],
        row["relation"],
        language=language,
        decimals=0 if row["value"] >= 100 else (0 if float(row["value"]).is_integer() else 1),
    )
