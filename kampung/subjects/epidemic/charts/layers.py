"""Layers of the record: bars, lines and points, each row with its own style."""

import datetime as dt
from collections.abc import Sequence
from math import ceil
from typing import Any

import altair as alt
import pandas as pd

from kampung.charts import scales
from kampung.charts.theme import Look, own
from kampung.language import Language
from kampung.rows import records
from kampung.subjects.epidemic.analysis.figures import Unit
from kampung.subjects.epidemic.analysis.observed import OFFICIAL, SIMULATED, in_period
from kampung.subjects.epidemic.charts.events import LANE
from kampung.subjects.epidemic.charts.kinds import (
    DOWN_FROM,
    KINDS,
    TOOLTIP,
    UP_FROM,
    kind_of,
    tooltip_columns,
    tooltips,
)

INFINITE = float("inf")


# Points on a line that can be pointed at: more would only swell the page.
MOST_HOVERS = 140


# A range may be many times what was printed; it then runs out at the top of the plot, so that the
# marks do not shrink to a line.
WIDEST_BAND = 2.0
LABEL_ROOM = 56


def record_plane(
    shown: pd.DataFrame,
    line: pd.DataFrame,
    area: pd.DataFrame,
    lines: dict[str, pd.DataFrame] | None = None,
    *,
    lanes: int,
    height: int,
    start: dt.date,
    end: dt.date,
    room: int = LABEL_ROOM,
    from_zero: bool = True,
) -> scales.Plane:
    """The plane that holds all that is drawn, with room for labels and for lanes of events."""
    drawn = max(
        shown["y"].max() if len(shown) else 0.0,
        line["estimate"].max() if len(line) and line["estimate"].notna().any() else 0.0,
        *(some["y"].max() for some in (lines or {}).values()),
    )
    widest = area["greatest"].max() if len(area) and area["greatest"].notna().any() else 0.0
    highest = max(drawn, min(widest, WIDEST_BAND * drawn) if drawn else widest)
    highest = highest if highest > 0 else 10.0
    heights = [some["y"].min() for some in (shown, *(lines or {}).values()) if len(some)]
    lowest = min(heights) if from_zero is False and heights else 0.0
    lowest = lowest if lowest > 0.3 * highest else 0.0
    ticks = scales.value_ticks(highest + 0.08 * (highest - lowest), least=lowest)
    room += LANE * lanes
    return scales.Plane(
        start=start,
        end=end,
        top=ticks[0] + (highest - ticks[0]) * height / (height - room),
        bottom=ticks[0],
        ticks=ticks,
    )


def shown_marks(
    marks: pd.DataFrame,
    *,
    unit: Unit,
    start: dt.date,
    end: dt.date,
    language: Language,
    given_up: frozenset[str],
) -> pd.DataFrame:
    """Marks that lie in the period, with their places on the plane and what they tell."""
    first, last = pd.Timestamp(start), pd.Timestamp(end) + pd.Timedelta(days=1)
    inside = marks[(marks["draw_end"] > first) & (marks["start_on"] < last)].copy()
    out = pd.concat([inside, tooltip_columns(inside, unit=unit, language=language)], axis=1)
    out["x"] = scales.epochs(inside["start_on"]).clip(lower=scales.epoch(first))
    out["x2"] = scales.epochs(inside["draw_end"]).clip(upper=scales.epoch(last))
    out["xm"] = (out["x"] + out["x2"]) / 2
    out["y"], out["y0"] = out["value"].astype(float), 0.0
    out["kind"] = kind_of(inside)
    out["hollow"] = out["hollow"].astype(bool) | out["figure_id"].isin(given_up)
    # What only rests on a disputed figure says so in its tooltip; rings are for the disputants.
    out["clash"] = (out["conflict"].astype(str) != "") & (out["status"] == "published")
    return out.reset_index(drop=True)


def placed_windows(
    frame: pd.DataFrame | None, values: list[str], *, start: dt.date, end: dt.date
) -> pd.DataFrame:
    """Estimates at the middle of their windows; a missing value stays, to be drawn as a gap."""
    if frame is None or frame.empty:
        return pd.DataFrame(columns=["x", *values])
    starts, ends = pd.to_datetime(frame["start_on"]), pd.to_datetime(frame["end_on"])
    inside = (starts >= pd.Timestamp(start)) & (ends <= pd.Timestamp(end))
    middle = (scales.epochs(starts) + scales.epochs(ends) + scales.DAY_MS) / 2
    numbers = {name: frame[name].astype(float) for name in values}
    out = pd.DataFrame({"x": middle, **numbers}).replace([INFINITE, -INFINITE], float("nan"))
    return out[inside].sort_values("x", ignore_index=True)


def band_layers(
    area: pd.DataFrame, line: pd.DataFrame, *, plane: scales.Plane, colour: str
) -> list[alt.Chart]:
    """The range and the estimate, beneath all that was published."""
    layers = []
    if len(area):
        layers.append(
            alt.Chart(area)
            .mark_area(color=colour, opacity=0.16, interpolate="monotone", tooltip=None, clip=True)
            .encode(x=plane.x(), y=plane.y("least"), y2="greatest:Q")
        )
    if len(line):
        layers.append(
            alt.Chart(line)
            .mark_line(color=colour, strokeDash=[7, 4], strokeWidth=2, interpolate="monotone")
            .encode(x=plane.x(), y=plane.y("estimate"))
        )
    return layers


def observed_lines(
    frame: pd.DataFrame | None, *, start: dt.date, end: dt.date, language: Language
) -> dict[str, pd.DataFrame]:
    """Lines by status, each with its tooltips; a missing value stays, to be drawn as a gap."""
    found = {}
    for status in (OFFICIAL, SIMULATED):
        rows = pd.DataFrame() if frame is None else frame[frame["status"] == status]
        if len(rows):
            rows = in_period(rows, start=start, end=end)
        if len(rows):
            places = placed_windows(rows, ["value"], start=start, end=end)
            tips = pd.DataFrame([_line_tip(row, language=language) for row in records(rows)])
            found[status] = pd.concat([places.rename(columns={"value": "y"}), tips], axis=1)
    return found


def _line_tip(row: dict[str, Any], *, language: Language) -> dict[str, str]:
    value = row["value"]
    return {
        "tip_value": language.number(value, decimals=0) if value == value else "",
        "tip_unit": "",
        "tip_period": language.period(row["start_on"], row["end_on"]),
        "tip_stated": language.text(KINDS[row["status"]].label),
        "tip_source": row["publisher"] if isinstance(row["publisher"], str) else "",
        "tip_note": "",
    }


def hover_layers(
    lines: dict[str, pd.DataFrame], *, plane: scales.Plane, language: Language
) -> list[alt.Chart]:
    """What nobody sees: points on the lines that say what they are, beneath the marks."""
    if not lines:
        return []
    rows = pd.concat(
        [some.iloc[:: ceil(len(some) / MOST_HOVERS)] for some in lines.values()]
    ).dropna(subset="y")
    return [
        alt.Chart(rows[["x", "y", *TOOLTIP]])
        .mark_point(size=120, filled=True, opacity=0)
        .encode(x=plane.x(), y=plane.y(), tooltip=tooltips(language))
    ]


def observed_layers(
    lines: dict[str, pd.DataFrame], *, plane: scales.Plane, colour: str, look: Look
) -> list[alt.Chart]:
    """Lines on a halo, so that they keep apart from bars of their own colour."""
    layers = []
    for status, rows in lines.items():
        base = alt.Chart(rows[["x", "y"]]).encode(x=plane.x(), y=plane.y())
        layers.append(base.mark_line(color=look.page, strokeWidth=6, opacity=0.8, tooltip=None))
        style: dict[str, Any] = {"color": colour, "strokeWidth": 2.5}
        if status == SIMULATED:
            dots = {"strokeDash": [0.1, 5.5], "strokeCap": "round"}
            style = {"color": look.gold, "strokeWidth": 3.2, **dots}
        layers.append(base.mark_line(tooltip=None, **style))
    return layers


def mark_layers(
    shown: pd.DataFrame,
    *,
    over_bars: Sequence[alt.Chart] = (),
    plane: scales.Plane,
    colour: str,
    look: Look,
    language: Language,
) -> list[alt.Chart]:
    """Bars, then lines on a halo, then points; each row brings its own style.

    ``over_bars`` are layers that lie upon the bars, but hide nothing else that was published.
    """
    tips = tooltips(language)
    rows = records(shown)
    layers: list[alt.Chart] = []
    bars = [row | _bar_style(row, colour, look) for row in rows if row["mark"] == "bar"]
    if bars:
        layers.append(
            _chart(bars, ["x", "x2", "y", "y0", "edge", "opacity", "dash", "thick"])
            .mark_rect(
                fill=colour,
                fillOpacity=own("opacity"),
                stroke=own("edge"),
                strokeWidth=own("thick"),
                strokeDash=DASH,
            )
            .encode(x=plane.x(), x2="x2:T", y=plane.y(), y2="y0:Q", tooltip=tips)
        )
    layers += over_bars
    lines = [row | _line_style(row) for row in rows if row["mark"] in ("segment", "arrow", "cap")]
    if lines:
        base = _chart(lines, ["x", "x2", "y", "thick", "dash", "halo"]).encode(
            x=plane.x(), x2="x2:T", y=plane.y(), tooltip=tips
        )
        # The halo keeps lines apart from bars of their own colour.
        layers.append(base.mark_rule(color=look.page, strokeWidth=own("halo"), opacity=0.9))
        layers.append(base.mark_rule(color=colour, strokeWidth=own("thick"), strokeDash=DASH))
    points = [
        row | _point_style(row, colour, look)
        for row in rows
        if row["mark"] in ("arrow", "dot", "point")
    ]
    points += [row | _ring_style(look) for row in rows if row["clash"] and row["mark"] != "cap"]
    if points:
        layers.append(
            _chart(points, ["xm", "y", "form", "size", "fill", "edge", "thick"])
            .mark_point(
                shape=own("form"),
                size=own("size"),
                fill=own("fill"),
                stroke=own("edge"),
                strokeWidth=own("thick"),
                opacity=1,
            )
            .encode(x=plane.x("xm"), y=plane.y(), tooltip=tips)
        )
    return layers


def _chart(rows: list[dict[str, Any]], columns: list[str]) -> alt.Chart:
    return alt.Chart(pd.DataFrame(rows, columns=[*columns, *TOOLTIP]))


# A dash as text: a list in a row would reach the browser as something else than a list.
SOLID, DOTTED, DASHED = "solid", "dotted", "dashed"
DASH = alt.ExprRef("datum.dash === 'dotted' ? [2, 3] : datum.dash === 'dashed' ? [3, 3] : [1, 0]")


def _bar_style(row: dict[str, Any], colour: str, look: Look) -> dict[str, Any]:
    if row["status"] == "derived":
        return {"edge": colour, "opacity": 0.14, "dash": SOLID, "thick": 1.5}
    if row["hollow"]:
        return {"edge": colour, "opacity": 0.0, "dash": DASHED, "thick": 1.5}
    return {"edge": look.page, "opacity": 1.0, "dash": SOLID, "thick": 1.0}


def _line_style(row: dict[str, Any]) -> dict[str, Any]:
    level = row["mark"] == "segment"
    halo = 0.0 if row["mark"] == "cap" else 5.0
    if row["hollow"]:
        return {"thick": 2.0 if level else 1.2, "dash": DOTTED, "halo": halo}
    thick = 1.0 if row["mark"] == "cap" else 1.5
    if level and row["status"] == "published":
        thick = 3.0
    return {"thick": thick, "dash": SOLID, "halo": halo}


def _point_style(row: dict[str, Any], colour: str, look: Look) -> dict[str, Any]:
    if row["mark"] == "arrow":
        form = UP_FROM if row["direction"] == "up" else DOWN_FROM
        fill = look.page if row["hollow"] else colour
        return {"form": form, "size": 170, "fill": fill, "edge": colour, "thick": 1.2}
    # Days are in ink: in the colour of the bars they would vanish before them.
    form, size, tint = ("circle", 30, look.ink) if row["mark"] == "dot" else ("diamond", 64, colour)
    if row["hollow"] or row["status"] == "derived":
        return {"form": form, "size": size, "fill": look.page, "edge": tint, "thick": 1.4}
    return {"form": form, "size": size, "fill": tint, "edge": look.page, "thick": 1.0}


def _ring_style(look: Look) -> dict[str, Any]:
    return {"form": "circle", "size": 190, "fill": "#00000000", "edge": look.gold, "thick": 1.8}


def nothing_published(*, plane: scales.Plane, look: Look, language: Language) -> alt.Chart:
    """The words in an empty plot."""
    middle = (plane.left + plane.right) / 2
    text = language.text("No figure was published for this period.")
    data = pd.DataFrame({"x": [middle], "y": [plane.top / 2], "label": [text]})
    chart: alt.Chart = (
        alt.Chart(data)
        .mark_text(color=look.muted, fontSize=14, tooltip=None)
        .encode(x=plane.x(), y=plane.y(), text="label:N")
    )
    return chart
