"""How much of all requests the busiest villages make together."""

from typing import Any

import altair as alt
import pandas as pd

from kampung.charts import periods
from kampung.charts.key import Entry, key_layer
from kampung.charts.periods import DASHED, SOLID
from kampung.charts.theme import Look, Width, finished, nothing, own
from kampung.language import Language
from kampung.subjects.services.names import share_text


def concentration_chart(
    rows: pd.DataFrame,
    *,
    half: int | None,
    reporting: int | None,
    look: Look,
    language: Language,
    width: Width = "container",
    height: int = 280,
) -> alt.LayerChart:
    """Draw how much of all requests the villages with most of them make together.

    Parameters
    ----------
    rows
        Columns ``position`` (0 to 100, per cent of the reporting villages, most first) and
        ``share`` (0 to 1, of the total).
    half
        How many villages make half of the total; None where it is not known.
    reporting
        How many villages reported.
    """
    if rows.empty or pd.isna(reporting) or not reporting:
        return nothing(language.text("No data yet."), look=look, language=language, width=width)
    curve = pd.DataFrame(
        {
            "x": periods.floats(rows["position"]) / 100 * reporting,
            "y": periods.floats(rows["share"]),
        }
    ).sort_values("x", ignore_index=True)
    if curve["x"].iloc[0] > 0:
        curve = pd.concat([pd.DataFrame({"x": [0.0], "y": [0.0]}), curve], ignore_index=True)
    x_scale = alt.Scale(domain=[0, reporting], nice=False)
    y_scale = alt.Scale(domain=[0, 1.04], nice=False)
    x_axis = alt.Axis(
        title=language.text("Villages and wards, the busiest first"),
        values=periods.whole_ticks(reporting),
        format=",.0f",
        grid=False,
        labelBound=True,
    )
    y_axis = alt.Axis(
        title=None, values=[0, 0.25, 0.5, 0.75, 1], format=".0%", domain=False, ticks=False
    )

    def x(field: str = "x") -> alt.X:
        return alt.X(f"{field}:Q", scale=x_scale, axis=x_axis)

    def y(field: str = "y") -> alt.Y:
        return alt.Y(f"{field}:Q", scale=y_scale, axis=y_axis)

    equal = pd.DataFrame({"x": [0.0, reporting], "y": [0.0, 1.0]})
    layers: list[alt.Chart] = [
        alt.Chart(curve)
        .mark_area(color=look.accent, opacity=0.12, tooltip=None)
        .encode(x=x(), y=y()),
        alt.Chart(equal)
        .mark_line(color=look.muted, strokeWidth=1, strokeDash=[4, 3], tooltip=None)
        .encode(x=x(), y=y()),
        alt.Chart(curve)
        .mark_line(color=look.accent, strokeWidth=2.5, tooltip=None)
        .encode(x=x(), y=y()),
    ]
    if reporting > 1 and half is not None and not pd.isna(half):
        layers += _half_layers(half, reporting=reporting, x=x, y=y, look=look, language=language)
    steps = curve.iloc[1:].assign(
        x=curve["x"].iloc[:-1].to_numpy(),
        x2=curve["x"].iloc[1:],
        tip_villages=[
            language.text("the {n} busiest", n=language.number(max(round(at), 1)))
            for at in curve["x"].iloc[1:]
        ],
        tip_share=[share_text(share, language=language) for share in curve["y"].iloc[1:]],
    )
    layers.append(
        alt.Chart(steps)
        .mark_rect(y=0, y2=alt.ExprRef("height"), fill=look.ink, fillOpacity=0)
        .encode(
            x=x(),
            x2="x2:Q",
            tooltip=[
                alt.Tooltip("tip_villages:N", title=" "),
                alt.Tooltip("tip_share:N", title=language.text("Share of all")),
            ],
        )
    )
    layers += key_layer(
        [
            Entry(language.text("As it is"), SOLID, look.accent, look.accent + "00"),
            Entry(
                language.text("If all had as many"),
                DASHED,
                look.muted,
                look.muted + "00",
            ),
        ],
        x=x(),
        y=y(),
        columns="2",
    )
    return finished(
        layers,
        look=look,
        language=language,
        width=width,
        height=height,
        title=language.text("Share of all"),
    )


def _half_layers(
    half: int,
    *,
    reporting: int,
    x: Any,
    y: Any,
    look: Look,
    language: Language,
) -> list[alt.Chart]:
    point = pd.DataFrame({"x": [float(half)], "y": [0.5], "zero": [0.0]})
    words = pd.DataFrame(
        {
            "x": [float(half)] * 2,
            "y": [0.5] * 2,
            "dy": [0, 17],
            "label": [
                language.text(
                    "{n} of {all} villages and wards",
                    n=language.number(half),
                    all=language.number(reporting),
                ),
                language.text("made half of it all"),
            ],
            "weight": ["bold", "normal"],
        }
    )
    # Beside the point, or where that is too near the edge, beneath it.
    at = f"datum.x / {reporting} * width"
    room = max(len(label) for label in words["label"]) * 7.2
    near = f"{at} + {room + 12:.0f} > width"
    base = alt.Chart(words).encode(y=y(), text="label:N")
    text: dict[str, Any] = {
        "x": alt.ExprRef(f"min({at} + 12, width - {room:.0f})"),
        "align": "left",
        "baseline": "middle",
        "dy": alt.ExprRef(f"datum.dy + ({near} ? 20 : 0)"),
        "fontSize": 13,
        "fontWeight": own("weight"),
        "tooltip": None,
    }
    guide: dict[str, Any] = {"color": look.gold, "strokeDash": [2, 3], "tooltip": None}
    return [
        alt.Chart(point).mark_rule(**guide).encode(x=x("zero"), x2="x:Q", y=y()),
        alt.Chart(point).mark_rule(**guide).encode(x=x(), y=y("zero"), y2="y:Q"),
        alt.Chart(point)
        .mark_point(
            shape="diamond",
            size=130,
            fill=look.gold,
            stroke=look.page,
            strokeWidth=1.5,
            opacity=1,
            tooltip=None,
        )
        .encode(x=x(), y=y()),
        base.mark_text(
            color=look.page, stroke=look.page, strokeWidth=4, strokeJoin="round", aria=False, **text
        ),
        base.mark_text(color=look.ink, **text),
    ]
