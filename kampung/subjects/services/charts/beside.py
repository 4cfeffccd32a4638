"""Trends of areas side by side."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from kampung.charts import periods
from kampung.charts.key import Entry, key_layer
from kampung.charts.periods import DASHED, DOTTED, SOLID, End, PeriodPlane
from kampung.charts.theme import Look, Width, finished, nothing
from kampung.language import Language
from kampung.subjects.services.charts.requests import line_layers

NAMES = 112  # pixels at the right for names of areas
OTHERS: tuple[tuple[str, dict[str, Any]], ...] = (
    (DASHED, {"strokeWidth": 1.6, "strokeDash": [6, 3]}),
    (DOTTED, {"strokeWidth": 1.8, "strokeDash": [2, 3]}),
)


def beside_chart(
    rows: pd.DataFrame,
    *,
    own_series: str,
    look: Look,
    language: Language,
    value_name: str,
    decimals: int = 1,
    width: Width = "container",
    height: int = 280,
) -> alt.LayerChart:
    """Draw one area's trend beside those of the areas that it lies in.

    Parameters
    ----------
    rows
        Columns ``series`` (code), ``label`` (name in the reader's language), ``period_start,
        period_end, value``: the same measure for all, such as requests per reporting village.
    own_series
        The series drawn strong; up to two others are thin, one dashed and one dotted.
    value_name
        What is measured, in the reader's language.
    decimals
        Decimal places of the numbers.
    """
    known = rows[rows["value"].notna()]
    if known.empty:
        return nothing(language.text("No data yet."), look=look, language=language, width=width)
    data = periods.placed(rows, language=language)
    data["value"] = periods.floats(data["value"])
    names = dict(zip(data["series"], data["label"], strict=True))
    drawn = [series for series in names if series != own_series and series in set(known["series"])]
    styles = dict(zip(drawn, OTHERS, strict=False))
    if own_series in set(known["series"]):
        # Last, so that it lies upon the others.
        styles[own_series] = (SOLID, {"strokeWidth": 2.8})
    colours = dict(zip(drawn, (look.active, look.deaths), strict=False)) | {own_series: look.accent}
    latest = data.dropna(subset="value").sort_values("period_end")
    last = dict(zip(latest["series"], latest["value"].tolist(), strict=True))
    ends = [
        End(
            at=last[series],
            number=language.number(last[series], decimals=decimals),
            name=names[series],
            ink=colours[series],
        )
        for series in styles
    ]
    plane = periods.period_plane(
        data,
        highest=float(data["value"].max()),
        margin=f"{periods.margin_for(ends, least=NAMES)}",
    )
    layers: list[alt.Chart] = []
    for series, (_, style) in styles.items():
        line = periods.with_gaps(data[data["series"] == series], ["value"])
        layers += line_layers(line, "value", plane=plane, colour=colours[series], **style)
    entries = [
        Entry(names[series], styles[series][0], colours[series], colours[series] + "00")
        for series in sorted(styles, key=lambda series: series != own_series)
    ]
    layers.append(
        _beside_hover(data, names, plane=plane, look=look, language=language, decimals=decimals)
    )
    layers += periods.end_layers(ends, plane=plane, height=height, look=look)
    layers += key_layer(entries, x=plane.x(), y=plane.y(), columns="width < 420 ? 1 : 3")
    return finished(
        layers, look=look, language=language, width=width, height=height, title=value_name
    )


def _beside_hover(
    rows: pd.DataFrame,
    named: Mapping[str, str],
    *,
    plane: PeriodPlane,
    look: Look,
    language: Language,
    decimals: int,
) -> alt.Chart:
    keys = ["x", "x2", "tip_period", "series"]
    wide = rows.set_index(keys)["value"].groupby(level=keys).first().unstack("series")  # noqa: PD010
    wide = wide.reset_index()
    fields = {series: f"tip_{n}" for n, series in enumerate(named)}
    for series, field in fields.items():
        wide[field] = [
            periods.number_or_gap(value, language=language, decimals=decimals)
            for value in (wide[series] if series in wide else [float("nan")] * len(wide))
        ]
    tips = {"tip_period": language.text("Period")}
    tips |= {fields[series]: label for series, label in named.items()}
    return periods.hover(wide, tips, plane=plane, look=look)
