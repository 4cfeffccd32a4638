"""The picture of the record: every published figure over the days that it speaks of."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

import altair as alt
import pandas as pd

from kampung.charts import scales
from kampung.charts.halo import labels
from kampung.charts.key import Entry, key_layer
from kampung.charts.theme import Look, Width, finished, own
from kampung.language import Language, mark
from kampung.language.statements import (
    QUALITIES,
    STATISTICS,
    UNITS,
    formula_text,
    period_text,
    source_text,
    value_text,
)
from kampung.subjects.epidemic.analysis.figures import STATES, Unit, records
from kampung.subjects.epidemic.analysis.observed import OFFICIAL, SIMULATED, in_period
from kampung.subjects.epidemic.analysis.peaks import Peak, Stated
from kampung.subjects.epidemic.charts.events import LANE, NARROW, event_layers, layouts
from kampung.subjects.epidemic.words import stated

INFINITE = float("inf")

# Symbols of the key, in the square of −1 to 1 that Vega scales.
BAR = "M-0.9,-0.8H0.9V0.9H-0.9Z"
DOT = "circle"
LEVEL = "M-1,-0.22H1V0.22H-1Z"
UP = "M-0.14,0.95V-0.3H-0.6L0,-1L0.6,-0.3H0.14V0.95Z"
DOWN = "M-0.14,-0.95V0.3H-0.6L0,1L0.6,0.3H0.14V-0.95Z"
# In the chart an arrow stands on its bound.
UP_FROM = "M-0.14,-0.1V-1.3H-0.6L0,-2L0.6,-1.3H0.14V-0.1Z"
DOWN_FROM = "M-0.14,0.1V1.3H-0.6L0,2L0.6,1.3H0.14V0.1Z"
CAP = "M-1,-0.09H1V0.09H-1Z"
DASHES = "M-1,-0.2H-0.2V0.2H-1ZM0.2,-0.2H1V0.2H0.2Z"
CURVE = "M-1,0.5L-0.4,-0.35L0.2,0.25L1,-0.6"
THREE_DOTS = "".join(
    f"M{x},0a0.22,0.22 0 1,0 0.44,0a0.22,0.22 0 1,0 -0.44,0Z" for x in (-1, -0.22, 0.56)
)

TOOLTIP = {
    "tip_value": mark("Number"),
    "tip_unit": mark("In this chart"),
    "tip_period": mark("Period"),
    "tip_stated": mark("Stated as"),
    "tip_source": mark("Source"),
    "tip_note": mark("Note"),
}
# Points on a line that can be pointed at: more would only swell the page.
MOST_HOVERS = 140
# A range may be many times what was printed; it then runs out at the top of the plot, so that the
# marks do not shrink to a line.
WIDEST_BAND = 2.0


@dataclass(frozen=True, slots=True)
class Kind:
    """One entry of the key: how marks of a kind are drawn, beyond their colour."""

    label: str
    shape: str
    filled: bool


KINDS = {
    "bar": Kind(mark("Week, printed"), BAR, filled=True),
    "exact": Kind(mark("Week, worked out"), BAR, filled=False),
    "day": Kind(mark("One day"), DOT, filled=True),
    "day_week": Kind(mark("One day × 7"), DOT, filled=True),
    "segment": Kind(mark("Mean over a period"), LEVEL, filled=True),
    "up": Kind(mark("More than"), UP, filled=True),
    "down": Kind(mark("Less than"), DOWN, filled=True),
    "cap": Kind(mark("No week higher"), CAP, filled=True),
    "level": Kind(mark("State of a day"), "diamond", filled=True),
    "cumulative": Kind(mark("Total so far"), "diamond", filled=True),
    "exact_total": Kind(mark("Total, worked out"), "diamond", filled=False),
    "hollow": Kind(mark("Uncertain"), DOT, filled=False),
    "conflict": Kind(mark("Sources disagree"), "circle", filled=False),
    "estimate": Kind(mark("Estimate"), DASHES, filled=True),
    "band": Kind(mark("Possible range"), BAR, filled=True),
    OFFICIAL: Kind(mark("Official series"), CURVE, filled=False),
    SIMULATED: Kind(mark("Simulated"), THREE_DOTS, filled=True),
}


def kind_of(marks: pd.DataFrame, *, unit: Unit) -> pd.Series:
    """The entry of the key to which each mark belongs."""

    def one(row: pd.Series) -> str:
        shape, derived = row["mark"], row["status"] == "derived"
        if derived:
            return "exact_total" if shape == "point" else "exact"
        if shape == "arrow":
            return str(row["direction"])
        if shape == "point":
            return "cumulative" if row["statistic"] == "cumulative" else "level"
        if shape == "dot":
            return "day_week" if unit == "week" else "day"
        return str(shape)

    if marks.empty:
        return pd.Series([], dtype=object)
    return marks.apply(one, axis=1)


def tooltip_columns(marks: pd.DataFrame, *, unit: Unit, language: Language) -> pd.DataFrame:
    """The lines of the tooltip as text in the reader's language, one column a line.

    Vega would write numbers and dates by its own rules; so they come written.
    """
    rows = [_tooltip(row, unit=unit, language=language) for row in records(marks)]
    return pd.DataFrame(rows, columns=list(TOOLTIP), index=marks.index)


def _tooltip(row: dict[str, Any], *, unit: Unit, language: Language) -> dict[str, str]:
    derived = row["status"] == "derived"
    printed = value_text(
        row["printed"], row["relation"], language=language, decimals=row["decimals"]
    )
    in_unit = ""
    if row["value"] != row["printed"]:
        number = language.number(row["value"], decimals=0 if row["value"] >= 100 else 1)
        in_unit = f"{number} {language.text(UNITS[unit])}"
    stated = language.text(STATISTICS[row["statistic"]])
    if derived:
        formula = formula_text(row["formula"], language=language)
        stated = language.text("worked out: {formula}", formula=formula)
    notes = [
        language.text(QUALITIES[row["quality"]]) if row["quality"] != "plain" else "",
        language.text("other sources disagree") if row["conflict"] else "",
        language.pick(row, "reading") if row["alternative"] else "",
        language.pick(row, "period_note"),
        language.pick(row, "note"),
    ]
    note = "; ".join(dict.fromkeys(part.rstrip(".") for part in notes if part))
    source = source_text(row)
    if derived:
        count = len(row["rests_on"])
        source = language.plural("{n} published figure", "{n} published figures", count)
    return {
        "tip_value": printed,
        "tip_unit": in_unit,
        "tip_period": period_text(row, language=language),
        "tip_stated": stated,
        "tip_source": source,
        "tip_note": note if len(note) <= 180 else note[:179].rstrip() + "…",
    }


def tooltips(language: Language) -> list[alt.Tooltip]:
    """Tooltip channels for :func:`tooltip_columns`."""
    return [alt.Tooltip(f"{name}:N", title=language.text(title)) for name, title in TOOLTIP.items()]


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
    shown = _shown(marks, unit=unit, start=start, end=end, language=language, given_up=given_up)
    line = _windows(estimate, ["estimate"], start=start, end=end)
    area = _windows(band, ["least", "greatest"], start=start, end=end)
    lines = _observed(observed, start=start, end=end, language=language)
    lanes = layouts(events, start=start, end=end, language=language)
    plane = _plane(
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
        *_band_layers(area, line, plane=plane, colour=colour),
        *_hover_layers(lines, plane=plane, language=language),
        *_mark_layers(
            shown,
            over_bars=_observed_layers(lines, plane=plane, colour=colour, look=look),
            plane=plane,
            colour=colour,
            look=look,
            language=language,
        ),
        *_label_layers(
            shown, named, plane=plane, height=height, look=look, language=language, unit=unit
        ),
        *_key(shown, line, area, lines, plane=plane, colour=colour, look=look, language=language),
    ]
    if shown.empty and line.empty and not lines:
        layers.append(_nothing(plane=plane, look=look, language=language))
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


LABEL_ROOM = 56
ROOMY = 560  # pixels of plot from which on the smaller numbers are written too


def _plane(
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


def _shown(
    marks: pd.DataFrame,
    *,
    unit: Unit,
    start: dt.date,
    end: dt.date,
    language: Language,
    given_up: frozenset[str],
) -> pd.DataFrame:
    first, last = pd.Timestamp(start), pd.Timestamp(end) + pd.Timedelta(days=1)
    inside = marks[(marks["draw_end"] > first) & (marks["start_on"] < last)].copy()
    out = pd.concat([inside, tooltip_columns(inside, unit=unit, language=language)], axis=1)
    out["x"] = scales.epochs(inside["start_on"]).clip(lower=scales.epoch(first))
    out["x2"] = scales.epochs(inside["draw_end"]).clip(upper=scales.epoch(last))
    out["xm"] = (out["x"] + out["x2"]) / 2
    out["y"], out["y0"] = out["value"].astype(float), 0.0
    out["kind"] = kind_of(inside, unit=unit)
    out["hollow"] = out["hollow"].astype(bool) | out["figure_id"].isin(given_up)
    # What only rests on a disputed figure says so in its tooltip; rings are for the disputants.
    out["clash"] = (out["conflict"].astype(str) != "") & (out["status"] == "published")
    return out.reset_index(drop=True)


def _windows(
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


def _band_layers(
    area: pd.DataFrame, line: pd.DataFrame, *, plane: scales.Plane, colour: str
) -> list[alt.Chart]:
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


def _observed(
    frame: pd.DataFrame | None, *, start: dt.date, end: dt.date, language: Language
) -> dict[str, pd.DataFrame]:
    """Lines by status, each with its tooltips; a missing value stays, to be drawn as a gap."""
    found = {}
    for status in (OFFICIAL, SIMULATED):
        rows = pd.DataFrame() if frame is None else frame[frame["status"] == status]
        if len(rows):
            rows = in_period(rows, start=start, end=end)
        if len(rows):
            places = _windows(rows, ["value"], start=start, end=end)
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


def _hover_layers(
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


def _observed_layers(
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


def _mark_layers(
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


def _label_layers(
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
        tint = look.ink if name in ("day", "day_week", "hollow") else colour
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
    return key_layer(entries, x=plane.x(), y=plane.y())


def _nothing(*, plane: scales.Plane, look: Look, language: Language) -> alt.Chart:
    middle = (plane.left + plane.right) / 2
    text = language.text("No figure was published for this period.")
    data = pd.DataFrame({"x": [middle], "y": [plane.top / 2], "label": [text]})
    chart: alt.Chart = (
        alt.Chart(data)
        .mark_text(color=look.muted, fontSize=14, tooltip=None)
        .encode(x=plane.x(), y=plane.y(), text="label:N")
    )
    return chart


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
    shown = _shown(marks, unit=unit, start=start, end=end, language=language, given_up=frozenset())
    weekly = shown["mark"].isin(["bar", "point"]) | (shown["statistic"] == "each_week")
    shown = shown[weekly & ~shown["hollow"]].reset_index(drop=True)
    shown["clash"] = False  # no room for rings, nor for what they would have to explain
    nothing = pd.DataFrame()
    plane = replace(
        _plane(shown, nothing, nothing, lanes=0, height=height, start=start, end=end, room=22),
        bare=True,
    )
    colour = look.metric(metric)
    layers: list[alt.Chart] = [
        _baseline(plane=plane, look=look),
        *_mark_layers(shown, plane=plane, colour=colour, look=look, language=language),
        *_sparkline_labels(shown, peak, plane=plane, look=look, language=language),
    ]
    if shown.empty:
        layers.append(_nothing(plane=plane, look=look, language=language))
    return finished(layers, look=look, language=language, width=width, height=height)


def _baseline(*, plane: scales.Plane, look: Look) -> alt.Chart:
    data = pd.DataFrame({"x": [plane.left], "x2": [plane.right], "y": [0.0]})
    chart: alt.Chart = (
        alt.Chart(data)
        .mark_rule(color=look.muted, strokeWidth=1, tooltip=None)
        .encode(x=plane.x(), x2="x2:T", y=plane.y())
    )
    return chart


def _sparkline_labels(
    shown: pd.DataFrame, peak: Peak | None, *, plane: scales.Plane, look: Look, language: Language
) -> list[alt.Chart]:
    words = []
    for named in (peak.highest, peak.last) if peak is not None else ():
        row = _row_of(shown, named)
        if row is None or named is None:
            continue
        words.append(
            {
                **_place(shown[shown["figure_id"] == named.figure_id], plane=plane, edge=0.07),
                "y": row["y"],
                "label": stated(named, language=language),
                "dy": -{"arrow": 17, "point": 6}.get(row["mark"], 3),
                "size": 13,
                "weight": "bold",
            }
        )
    return labels(pd.DataFrame(words), plane=plane, look=look) if words else []
