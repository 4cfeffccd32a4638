"""Two flows side by side: recoveries against cases."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from kampung.charts import scales
from kampung.charts.halo import labels
from kampung.charts.key import Entry, key_layer
from kampung.charts.theme import Look, Width, finished
from kampung.language import Language
from kampung.rows import records

FORMS = ("circle", "diamond", "triangle-up")


def comparison_chart(
    blocks: pd.DataFrame,
    *,
    look: Look,
    language: Language,
    metrics: Mapping[str, str],
    start: dt.date,
    end: dt.date,
    said: pd.DataFrame | None = None,
    said_text: str = "",
    width: Width = "container",
    height: int = 280,
) -> alt.LayerChart:
    """Draw the means of two flows over the same blocks of days, joined so that the gap shows.

    Parameters
    ----------
    blocks
        What :func:`kampung.subjects.epidemic.analysis.compare.common_blocks` gives.
    metrics
        Name in the reader's language of each metric, by its id, in the order of the key.
    start, end
        First and last day shown.
    said
        Published comparisons without numbers (``start_on, end_on``): shaded, with ``said_text``.
    """
    first, last = pd.Timestamp(start), pd.Timestamp(end) + pd.Timedelta(days=1)
    rows = blocks[(blocks["start_on"] < last) & (blocks["end_on"] >= first)].reset_index(drop=True)
    columns = [f"{metric}_week" for metric in metrics]
    highest = float(rows[columns].max().max()) if len(rows) else 10.0
    plane = scales.Plane(
        start=start,
        end=end,
        top=highest * height / (height - 60),
        ticks=scales.value_ticks(highest * 1.05),
    )
    long = _long(rows, metrics=metrics, plane=plane, language=language)
    layers: list[alt.Chart] = []
    if said is not None and len(said) and said_text:
        layers += _said(said, text=said_text, plane=plane, look=look)
    if len(rows):
        layers += _gaps(rows, columns=columns, plane=plane, look=look)
    entries, words = [], []
    for n, (metric, name) in enumerate(metrics.items()):
        mine = long[long["metric"] == metric]
        entries.append(Entry(name, FORMS[n], look.metric(metric), look.metric(metric)))
        if len(mine):
            layers += _levels(
                mine,
                colour=look.metric(metric),
                form=FORMS[n],
                plane=plane,
                look=look,
                language=language,
            )
            words.append(_words(mine, colour=look.metric(metric), plane=plane, height=height))
    if words:
        layers += labels(pd.concat(words), plane=plane, look=look)
    if rows.empty:
        data = pd.DataFrame(
            {
                "x": [(plane.left + plane.right) / 2],
                "y": [plane.top / 2],
                "label": [language.text("No data yet.")],
            }
        )
        layers.append(
            alt.Chart(data)
            .mark_text(color=look.muted, fontSize=14, tooltip=None)
            .encode(x=plane.x(), y=plane.y(), text="label:N")
        )
    layers += key_layer(entries, x=plane.x(), y=plane.y())
    return finished(
        layers,
        look=look,
        language=language,
        width=width,
        height=height,
        title=language.text("weekly average, from running totals"),
    )


def _long(
    rows: pd.DataFrame, *, metrics: Mapping[str, str], plane: scales.Plane, language: Language
) -> pd.DataFrame:
    out: list[dict[str, Any]] = []
    columns = [f"{metric}_week" for metric in metrics]
    for row in records(rows):
        left = max(scales.epoch(row["start_on"]), plane.left)
        right = min(scales.epoch(row["end_on"]) + scales.DAY_MS, plane.right)
        greatest = max(row[column] for column in columns)
        for metric, name in metrics.items():
            value = row[f"{metric}_week"]
            out.append(
                {
                    "metric": metric,
                    "x": left,
                    "x2": right,
                    "xm": (left + right) / 2,
                    "y": value,
                    "label": language.number(value, decimals=0),
                    "above": value == greatest,
                    "tip_name": name,
                    "tip_total": _range(
                        row[f"{metric}_least"], row[f"{metric}_greatest"], language=language
                    ),
                    "tip_week": language.number(value, decimals=0),
                    "tip_period": language.period(row["start_on"], row["end_on"]),
                    "tip_days": language.plural("{n} day", "{n} days", int(row["days"])),
                }
            )
    names = ["metric", "x", "x2", "xm", "y", "label", "above"]
    names += ["tip_name", "tip_total", "tip_week", "tip_period", "tip_days"]
    return pd.DataFrame(out, columns=names)


def _range(least: float, greatest: float, *, language: Language) -> str:
    if least == greatest:
        return language.number(least)
    return f"{language.number(least)}–{language.number(greatest)}"


def _gaps(
    rows: pd.DataFrame, *, columns: list[str], plane: scales.Plane, look: Look
) -> list[alt.Chart]:
    left = scales.epochs(rows["start_on"]).clip(lower=plane.left)
    right = (scales.epochs(rows["end_on"]) + scales.DAY_MS).clip(upper=plane.right)
    data = pd.DataFrame(
        {
            "x": left,
            "x2": right,
            "y": rows[columns].min(axis=1),
            "y2": rows[columns].max(axis=1),
        }
    )
    return [
        alt.Chart(data)
        .mark_rect(color=look.muted, opacity=0.13, tooltip=None)
        .encode(x=plane.x(), x2="x2:T", y=plane.y(), y2="y2:Q")
    ]


def _levels(
    rows: pd.DataFrame,
    *,
    colour: str,
    form: str,
    plane: scales.Plane,
    look: Look,
    language: Language,
) -> list[alt.Chart]:
    tips = [
        alt.Tooltip(f"{name}:N", title=title)
        for name, title in (
            ("tip_name", " "),
            ("tip_week", language.text("weekly average")),
            ("tip_total", language.text("Total")),
            ("tip_period", language.text("Period")),
            ("tip_days", language.text("Length")),
        )
    ]
    return [
        alt.Chart(rows)
        .mark_rule(color=colour, strokeWidth=3)
        .encode(x=plane.x(), x2="x2:T", y=plane.y(), tooltip=tips),
        alt.Chart(rows)
        .mark_point(shape=form, size=90, fill=colour, stroke=look.page, strokeWidth=1.5, opacity=1)
        .encode(x=plane.x("xm"), y=plane.y(), tooltip=tips),
    ]


def _words(rows: pd.DataFrame, *, colour: str, plane: scales.Plane, height: int) -> pd.DataFrame:
    """Numbers outside the gap: of the higher series above it, of the lower one below."""
    words = rows.assign(dy=rows["above"].map({True: -8, False: 22}), weight="bold", ink=colour)
    # A number below a low level would stand on the axis.
    return words[words["above"] | (words["y"] * height / plane.top > 24)]


def _said(said: pd.DataFrame, *, text: str, plane: scales.Plane, look: Look) -> list[alt.Chart]:
    starts, ends = pd.to_datetime(said["start_on"]), pd.to_datetime(said["end_on"])
    data = pd.DataFrame(
        {
            "x": scales.epochs(starts).clip(lower=plane.left),
            "x2": (scales.epochs(ends) + scales.DAY_MS).clip(upper=plane.right),
            "y": plane.top,
            "y0": 0.0,
            "label": text,
        }
    )
    data = data[data["x2"] > data["x"]]
    shade = (
        alt.Chart(data)
        .mark_rect(color=look.gold, opacity=0.12, tooltip=None)
        .encode(x=plane.x(), x2="x2:T", y=plane.y(), y2="y0:Q")
    )
    late = len(data) > 0 and (data["x"].iloc[0] - plane.left) > 0.5 * (plane.right - plane.left)
    words = alt.Chart(data).mark_text(
        align="right" if late else "left",
        baseline="top",
        dy=4,
        dx=-4 if late else 4,
        fontSize=12,
        color=look.ink,
        tooltip=None,
    )
    return [shade, words.encode(x=plane.x("x2" if late else "x"), y=plane.y(), text="label:N")]
