"""The record as dots on a line: states of a day, and running totals."""

import datetime as dt
from dataclasses import replace
from typing import Any

import altair as alt
import pandas as pd

from kampung.charts import scales
from kampung.charts.halo import labels
from kampung.charts.key import Entry, key_layer
from kampung.charts.theme import Look, Width, finished
from kampung.language import Language
from kampung.language.statements import value_text
from kampung.rows import records
from kampung.subjects.epidemic.analysis.grid import CALCULATED, PUBLISHED
from kampung.subjects.epidemic.charts.columns import SELECTION, grey
from kampung.subjects.epidemic.charts.kinds import BAR, DOT, KINDS
from kampung.subjects.epidemic.charts.layers import (
    hover_layers,
    nothing_published,
    observed_layers,
    observed_lines,
    placed_windows,
    record_plane,
)
from kampung.subjects.epidemic.charts.plane import (
    NAMES,
    STRIP,
    RecordPlane,
    spans_of,
    strip_layers,
)
from kampung.subjects.epidemic.grid_words import KINDS as WORDS
from kampung.subjects.epidemic.grid_words import TIPS

ROOM = 58  # pixels above the highest dot for its number and its day


def dots_chart(
    points: pd.DataFrame,
    *,
    look: Look,
    language: Language,
    metric: str,
    start: dt.date,
    end: dt.date,
    named: tuple[str, ...] = (),
    band: pd.DataFrame | None = None,
    events: pd.DataFrame | None = None,
    observed: pd.DataFrame | None = None,
    states: bool = True,
    bare: bool = False,
    width: Width = "container",
    height: int = 280,
) -> alt.LayerChart:
    """Draw numbers of single days: published are solid, calculated are outlined, on a thin line.

    Parameters
    ----------
    points
        Marks of the kind ``point``, as :func:`kampung.subjects.epidemic.facts.points_of` gives
        them: ``code``, ``end_on``, ``value``, ``status``, ``printed``, ``relation``, ``decimals``.
    named
        Codes of the points that are named with their numbers and days.
    band
        Columns ``start_on, end_on, least, greatest``: what is possible.
    states
        Whether they are states of a day, which a thin line joins and whose axis begins at zero.
        Running totals are not joined: a straight line may leave what is possible.
    bare
        Whether it is a small picture without axes.
    """
    spans = spans_of(events, start=start, end=end)
    lines = observed_lines(observed, start=start, end=end, language=language)
    area = placed_windows(band, ["least", "greatest"], start=start, end=end)
    rows = _placed(points, language=language)
    simple = record_plane(
        rows,
        pd.DataFrame(),
        area,
        lines,
        lanes=0,
        height=height,
        start=start,
        end=end,
        room=4 if bare else ROOM,
        from_zero=states,
    )
    plane = RecordPlane(
        start=start,
        end=end,
        top=simple.top,
        bottom=simple.bottom,
        ticks=simple.ticks,
        bare=bare,
        height=height,
        under=0 if bare else NAMES + (STRIP if len(spans) else 0),
    )
    colour = look.metric(metric)
    layers = [
        *_band(area, plane=plane, look=look),
        *observed_layers(lines, plane=plane, colour=colour, look=look),
        *hover_layers(lines, plane=plane, language=language),
        *(_line(rows, plane=plane, colour=colour) if states else []),
        *_dots(rows, plane=plane, colour=colour, look=look, language=language),
        *strip_layers(spans, plane=plane, look=look, language=language),
        *labels(
            pd.DataFrame(_names(rows, named, plane=plane, language=language)),
            plane=plane,
            look=look,
        ),
    ]
    if not bare:
        layers += _key(rows, area, lines, plane=plane, colour=colour, look=look, language=language)
    else:
        layers += _foot(plane, look)
    if rows.empty and area.empty and not lines:
        empty = replace(plane, under=0)
        layers = [nothing_published(plane=empty, look=look, language=language)]
    return finished(layers, look=look, language=language, width=width, height=plane.whole)


def _placed(points: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    if points.empty:
        return points.assign(**dict.fromkeys(("xm", "y", *TIPS), pd.Series(dtype="float64")))
    tips = [
        {
            "tip_value": value_text(
                row["printed"], row["relation"], language=language, decimals=row["decimals"]
            ),
            "tip_period": language.date(row["end_on"]),
            "tip_kind": language.text(
                WORDS[PUBLISHED if row["status"] == "published" else CALCULATED]
            ),
        }
        for row in records(points)
    ]
    placed = pd.concat([points.reset_index(drop=True), pd.DataFrame(tips)], axis=1)
    return placed.assign(
        xm=scales.epochs(placed["end_on"]) + scales.DAY_MS / 2, y=placed["value"].astype(float)
    )


def _band(area: pd.DataFrame, *, plane: RecordPlane, look: Look) -> list[alt.Chart]:
    if area.empty:
        return []
    return [
        alt.Chart(area)
        .mark_area(color=grey(look)[0], tooltip=None, aria=False, clip=True)
        .encode(x=plane.x(), y=plane.y("least"), y2="greatest:Q")
    ]


def _line(rows: pd.DataFrame, *, plane: RecordPlane, colour: str) -> list[alt.Chart]:
    if len(rows) < 2:
        return []
    return [
        alt.Chart(rows[["xm", "y"]])
        .mark_line(color=colour, strokeWidth=1.2, opacity=0.55, tooltip=None, aria=False)
        .encode(x=plane.x("xm"), y=plane.y())
    ]


def _dots(
    rows: pd.DataFrame, *, plane: RecordPlane, colour: str, look: Look, language: Language
) -> list[alt.Chart]:
    if rows.empty:
        return []
    tips = [alt.Tooltip(f"{name}:N", title=language.text(title)) for name, title in TIPS.items()]
    small = 20 if plane.bare else 56
    published = rows["status"] == "published"
    data = rows[["xm", "y", "code", *TIPS]].assign(
        fill=published.map({True: colour, False: look.page}),
        heard=rows["tip_period"] + ": " + rows["tip_value"] + ", " + rows["tip_kind"],
    )
    base = alt.Chart(data).encode(x=plane.x("xm"), y=plane.y())
    dots = base.mark_point(
        shape="circle",
        size=small,
        fill=alt.ExprRef("datum.fill"),
        stroke=colour,
        strokeWidth=1.4,
        opacity=1,
        tooltip=None,
        aria=False,
    )
    if plane.bare:
        return [dots]
    chosen = alt.selection_point(name=SELECTION, fields=["code"], on="click", clear=False)
    reach = base.mark_point(size=500, filled=True, opacity=0, cursor="pointer")
    return [dots, reach.encode(tooltip=tips, description="heard:N").add_params(chosen)]


def _names(
    rows: pd.DataFrame, named: tuple[str, ...], *, plane: RecordPlane, language: Language
) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    if plane.bare:
        return out
    for code in dict.fromkeys(named):
        for row in records(rows[rows["code"] == code]):
            share = (row["xm"] - plane.left) / (plane.right - plane.left)
            align = "left" if share < 0.1 else "right" if share > 0.88 else "center"
            place = {"xm": row["xm"], "y": row["y"], "align": align}
            day = language.date(row["end_on"], style="short")
            out += [
                {**place, "label": row["tip_value"], "dy": -7, "size": 20, "weight": "bold"},
                {**place, "label": day, "dy": -30, "size": 12.5},
            ]
    return out


def _foot(plane: RecordPlane, look: Look) -> list[alt.Chart]:
    data = pd.DataFrame({"x": [plane.left], "x2": [plane.right], "y": [plane.bottom]})
    return [
        alt.Chart(data)
        .mark_rule(color=look.muted, tooltip=None)
        .encode(x=plane.x(), x2="x2:T", y=plane.y())
    ]


def _key(
    rows: pd.DataFrame,
    area: pd.DataFrame,
    lines: dict[str, pd.DataFrame],
    *,
    plane: RecordPlane,
    colour: str,
    look: Look,
    language: Language,
) -> list[alt.Chart]:
    there = set(rows["status"]) if len(rows) else set()
    entries = []
    if "published" in there:
        entries.append(Entry(language.text("published"), DOT, colour, colour))
    if "derived" in there:
        entries.append(Entry(language.text("calculated"), DOT, look.page, colour))
    if len(area):
        words = language.text("possible range")
        entries.append(Entry(words, BAR, grey(look)[0], "transparent"))
    for status in lines:
        tint = look.gold if status == "simulated" else colour
        kind = KINDS[status]
        fill, stroke = (tint, "transparent") if kind.filled else ("transparent", tint)
        entries.append(Entry(language.text(kind.label), kind.shape, fill, stroke))
    return key_layer(entries, x=plane.x(), y=plane.y(), columns="width < 480 ? 2 : 4")
