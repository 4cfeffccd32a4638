"""Village services: how many are asked for and done, how long it takes, who reports."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from kampung.analysis.figures import records
from kampung.charts import periods, scales
from kampung.charts.counts import COUNTS, count_colour, count_entry, count_name, count_tips
from kampung.charts.halo import labels
from kampung.charts.key import Entry, key_layer
from kampung.charts.periods import DASHED, DOTTED, MARGIN, SOLID, End, PeriodPlane
from kampung.charts.ranking import concentration_chart, mix_chart, rank_chart
from kampung.charts.theme import Look, Width, finished, nothing, own
from kampung.language import Language, mark
from kampung.language.service_names import MEASURES, by_cadence, share_text

__all__ = [
    "beside_chart",
    "concentration_chart",
    "mix_chart",
    "rank_chart",
    "reporting_chart",
    "requests_chart",
    "waiting_chart",
]

DENSE = 120  # points of a line from which on it is drawn finer
BARS = 60  # periods up to which each is a bar of its own; more are lines

Period = tuple[dt.date, dt.date]


# Requests over time


def requests_chart(
    rows: pd.DataFrame,
    *,
    look: Look,
    language: Language,
    width: Width = "container",
    height: int = 300,
    highlight: Period | None = None,
) -> alt.LayerChart:
    """Draw how many services were asked for, done and refused in each period.

    Up to sixty periods are bars: what was done fills what was asked for, what was refused stands
    slimmer upon it. More periods are lines: asked for dashed, done solid, refused dotted. A period
    without a report is left empty.

    Parameters
    ----------
    rows
        Periods of one cadence: ``period_start, period_end`` and, as far as known, ``requested,
        completed, rejected``; ``villages`` for the tooltip.
    highlight
        First and last day of a span that the page speaks of: shaded.

    Returns
    -------
    altair.LayerChart
        With the numbers of the latest period written at the right.
    """
    shown = periods.known_columns(rows, list(COUNTS))
    if not shown:
        return nothing(language.text("No data yet."), look=look, language=language, width=width)
    data = periods.placed(rows, language=language).sort_values("period_start", ignore_index=True)
    for name in shown:
        data[name] = periods.floats(data[name])
    as_bars = len(data) <= BARS
    highest = data[shown].max().max()
    if as_bars and "rejected" in shown:
        highest = max(highest, _stacked(data, shown).max())
    latest = records(data)[-1]
    ends = _count_ends(latest, shown, as_bars=as_bars, look=look, language=language)
    plane = periods.period_plane(data, highest=float(highest), margin=f"{periods.margin_for(ends)}")
    draw = _request_bars if as_bars else _request_lines
    layers = _highlight(highlight, plane=plane, look=look)
    layers += draw(data, shown, plane=plane, look=look)
    layers.append(
        periods.hover(
            data.assign(**count_tips(data, language=language)),
            {
                "tip_period": language.text("Period"),
                **{f"tip_{name}": count_name(name, language=language) for name in shown},
                **(
                    {"tip_villages": language.text("Villages and wards that reported")}
                    if "villages" in data
                    else {}
                ),
            },
            plane=plane,
            look=look,
        )
    )
    layers += periods.end_layers(
        ends,
        plane=plane,
        height=height,
        look=look,
        heading=periods.short_period(latest, language=language),
    )
    if len(shown) > 1:
        layers += key_layer(
            [count_entry(name, look=look, language=language, as_bars=as_bars) for name in shown],
            x=plane.x(),
            y=plane.y(),
            columns="width < 260 ? 2 : 3",
        )
    what = language.text(MEASURES[shown[0]])
    return finished(
        layers,
        look=look,
        language=language,
        width=width,
        height=height,
        title=by_cadence(what, periods.cadence_of(data), language),
    )


def _count_ends(
    latest: Mapping[str, Any], shown: list[str], *, as_bars: bool, look: Look, language: Language
) -> list[End]:
    """The numbers of the latest period; of stacked bars where their tops are."""
    ends = []
    for name in shown:
        value = latest[name]
        if pd.isna(value):
            continue
        below = latest.get("completed") if as_bars and name == "rejected" else None
        ends.append(
            End(
                at=value if below is None or pd.isna(below) else below + value,
                number=language.number(value),
                name=count_name(name, language=language),
                ink=count_colour(name, look=look),
            )
        )
    return ends


def _highlight(span: Period | None, *, plane: PeriodPlane, look: Look) -> list[alt.Chart]:
    if span is None:
        return []
    left = max(scales.epoch(span[0]), plane.left)
    right = min(scales.epoch(span[1]) + scales.DAY_MS, plane.right)
    if right <= left:
        return []
    shade = alt.Chart(pd.DataFrame({"x": [left], "x2": [right]})).mark_rect(
        y=0, y2=alt.ExprRef("height"), fill=look.gold, fillOpacity=0.1, tooltip=None
    )
    return [shade.encode(x=plane.x(), x2="x2:T")]


def _stacked(rows: pd.DataFrame, shown: list[str]) -> "pd.Series[float]":
    below = rows["completed"] if "completed" in shown else pd.Series(0.0, index=rows.index)
    return below.fillna(0.0) + rows["rejected"]


# How much of its period a bar leaves free on either side.
INSET = {"requested": 0.07, "completed": 0.2, "rejected": 0.33}


def _request_bars(
    rows: pd.DataFrame, shown: list[str], *, plane: PeriodPlane, look: Look
) -> list[alt.Chart]:
    length = rows["x2"] - rows["x"]
    bars = []
    for name in shown:
        inset = INSET["requested" if len(shown) == 1 else name]
        base = rows["completed"].fillna(0.0) if name == "rejected" and "completed" in shown else 0.0
        colour = count_colour(name, look=look)
        outlined = name == "requested"
        bars.append(
            pd.DataFrame(
                {
                    "x": rows["x"] + inset * length,
                    "x2": rows["x2"] - inset * length,
                    "y": base,
                    "y2": base + rows[name],
                    "fill": colour,
                    "opacity": 0.14 if outlined else 1.0,
                    "edge": colour if outlined else look.page,
                    "thick": 1.2 if outlined else 0.0,
                }
            ).dropna(subset="y2")
        )
    # Outlines would run together where bars are narrow.
    crowded = f"width / {len(rows)} < 9"
    return [
        alt.Chart(pd.concat(bars, ignore_index=True))
        .mark_rect(
            fill=own("fill"),
            fillOpacity=alt.ExprRef(f"{crowded} && datum.thick > 0 ? 0.32 : datum.opacity"),
            stroke=own("edge"),
            strokeWidth=alt.ExprRef(f"{crowded} ? 0 : datum.thick"),
            tooltip=None,
        )
        .encode(x=plane.x(), x2="x2:T", y=plane.y(), y2="y2:Q")
    ]


def _request_lines(
    rows: pd.DataFrame, shown: list[str], *, plane: PeriodPlane, look: Look
) -> list[alt.Chart]:
    data = periods.with_gaps(rows, shown)
    layers = []
    if "completed" in shown:
        layers.append(
            alt.Chart(data.assign(zero=0.0))
            .mark_area(color=look.accent, opacity=0.16, tooltip=None)
            .encode(x=plane.x("xm"), y=plane.y("completed"), y2="zero:Q")
        )
    styles: dict[str, dict[str, Any]] = {
        "requested": {"strokeWidth": 1.5, "strokeDash": [5, 3]},
        "completed": {"strokeWidth": 2},
        "rejected": {"strokeWidth": 2, "strokeDash": [1.5, 3]},
    }
    for name in shown:
        layers += line_layers(
            data, name, plane=plane, colour=count_colour(name, look=look), **styles[name]
        )
    return layers


def line_layers(
    data: pd.DataFrame, name: str, *, plane: PeriodPlane, colour: str, **style: Any
) -> list[alt.Chart]:
    """A line that breaks at gaps, with a dot where a value stands alone between two of them.

    Parameters
    ----------
    data
        What :func:`kampung.charts.periods.with_gaps` gives.
    style
        Properties of the line.
    """
    if len(data) > DENSE:
        style = style | {"strokeWidth": style["strokeWidth"] * 0.7}
    layers = [
        alt.Chart(data[["xm", name]])
        .mark_line(color=colour, tooltip=None, strokeJoin="round", **style)
        .encode(x=plane.x("xm"), y=plane.y(name))
    ]
    lone = data.loc[data[f"lone_{name}"], ["xm", name]]
    if len(lone):
        layers.append(
            alt.Chart(lone)
            .mark_point(
                shape="circle",
                size=30,
                fill=colour,
                fillOpacity=0 if "strokeDash" in style else 1,
                stroke=colour,
                opacity=1,
                tooltip=None,
            )
            .encode(x=plane.x("xm"), y=plane.y(name))
        )
    return layers


# Waiting

LONG_WAIT = 48  # hours from which on waiting is told in days
WAITS = {"median_hours": mark("Median"), "p90_hours": mark("90th percentile")}
EXPLAINED = {
    "median_hours": mark("Median: half took less"),
    "p90_hours": mark("90th percentile: nine in ten took less"),
}


def waiting_chart(
    rows: pd.DataFrame,
    *,
    look: Look,
    language: Language,
    width: Width = "container",
    height: int = 260,
) -> alt.LayerChart:
    """Draw how long it took from request to completion: the median, and nine in ten.

    In hours, or in days where the usual median is above 48 hours; the title says which.

    Parameters
    ----------
    rows
        Periods of one cadence: ``period_start, period_end, median_hours, p90_hours``; one of the
        two may be missing.
    """
    shown = periods.known_columns(rows, list(WAITS))
    if not shown:
        return nothing(language.text("No data yet."), look=look, language=language, width=width)
    data = periods.placed(rows, language=language).sort_values("period_start", ignore_index=True)
    in_days = periods.floats(data[shown[0]]).median() > LONG_WAIT
    for name in shown:
        data[name] = periods.floats(data[name]) / (24 if in_days else 1)

    colour = look.active

    def words(value: float) -> str:
        if pd.isna(value):
            return language.text("no data")
        number = language.number(round(value, 1) if round(value, 1) < 10 else round(value))
        count = 1 if number == "1" else 2
        if in_days:
            return language.plural("{days} day", "{days} days", count, days=number)
        return language.plural("{hours} hour", "{hours} hours", count, hours=number)

    latest = records(data)[-1]
    ends = [
        End(latest[name], words(latest[name]), language.text(WAITS[name]), colour)
        for name in shown
        if not pd.isna(latest[name])
    ]
    plane = periods.period_plane(
        data,
        highest=float(data[shown].max().max()),
        margin=f"{periods.margin_for(ends)}",
    )
    line = periods.with_gaps(data, shown)
    layers: list[alt.Chart] = []
    if len(shown) == 2:
        layers.append(
            # Where one of the two is missing there is no band, nor one down to zero.
            alt.Chart(
                line[["xm", *shown]].where(line[shown].notna().all(axis=1)).assign(xm=line["xm"])
            )
            .mark_area(color=colour, opacity=0.13, tooltip=None)
            .encode(x=plane.x("xm"), y=plane.y("median_hours"), y2="p90_hours:Q")
        )
    styles: dict[str, dict[str, Any]] = {
        "median_hours": {"strokeWidth": 2.5},
        "p90_hours": {"strokeWidth": 1.5, "strokeDash": [5, 3]},
    }
    for name in shown:
        layers += line_layers(line, name, plane=plane, colour=colour, **styles[name])
    tips = {f"tip_{name}": [words(value) for value in data[name]] for name in shown}
    layers.append(
        periods.hover(
            data.assign(**count_tips(data, language=language), **tips),
            {
                "tip_period": language.text("Period"),
                **{f"tip_{name}": language.text(WAITS[name]) for name in shown},
                **(
                    {"tip_completed": count_name("completed", language=language)}
                    if "completed" in data
                    else {}
                ),
            },
            plane=plane,
            look=look,
        )
    )
    layers += periods.end_layers(
        ends,
        plane=plane,
        height=height,
        look=look,
        heading=periods.short_period(latest, language=language),
    )
    shapes = {"median_hours": SOLID, "p90_hours": DASHED}
    layers += key_layer(
        [
            Entry(language.text(EXPLAINED[name]), shapes[name], colour, colour + "00")
            for name in shown
        ],
        x=plane.x(),
        y=plane.y(),
        columns="width < 640 ? 1 : 2",
    )
    title = (
        language.text("Days from request to completion")
        if in_days
        else language.text("Hours from request to completion")
    )
    return finished(layers, look=look, language=language, width=width, height=height, title=title)


# Who reports


def reporting_chart(
    rows: pd.DataFrame,
    *,
    villages_total: int,
    look: Look,
    language: Language,
    width: Width = "container",
    height: int = 200,
) -> alt.LayerChart:
    """Draw how many villages reported in each period, of all that there are.

    Parameters
    ----------
    rows
        Periods of one cadence: ``period_start, period_end, villages``.
    villages_total
        How many villages could report; what is missing up to it is outlined with dashes.
    """
    if rows.empty or rows["villages"].isna().all():
        return nothing(language.text("No data yet."), look=look, language=language, width=width)
    data = periods.placed(rows, language=language).sort_values("period_start", ignore_index=True)
    data["villages"] = periods.floats(data["villages"])
    total = max(float(villages_total), float(data["villages"].max()))
    plane = periods.period_plane(data, highest=total * 1.1, margin=f"{MARGIN}")
    plane = _with_ticks(plane, periods.whole_ticks(total))
    steps = _steps(data)
    silent = pd.DataFrame({"x": [data["x"].min()], "x2": [data["x2"].max()], "y": 0.0, "y2": total})
    tips = data.assign(
        tip_reporting=[
            language.text(
                "{villages} of {all} ({share})",
                villages=language.number(count),
                all=language.number(total),
                share=share_text(count / total, language=language),
            )
            if count == count
            else language.text("no data")
            for count in data["villages"]
        ],
        tip_silent=[
            periods.number_or_gap(total - count, language=language) for count in data["villages"]
        ],
    )
    layers: list[alt.Chart] = [
        alt.Chart(silent)
        .mark_rect(
            fill=look.muted,
            fillOpacity=0.05,
            stroke=look.muted,
            strokeDash=[3, 3],
            strokeWidth=1,
            tooltip=None,
        )
        .encode(x=plane.x(), x2="x2:T", y=plane.y(), y2="y2:Q"),
        alt.Chart(steps.assign(zero=0.0))
        .mark_area(
            color=look.accent,
            fillOpacity=0.55,
            line={"color": look.accent, "strokeWidth": 1.5},
            tooltip=None,
        )
        .encode(x=plane.x("x"), y=plane.y("villages"), y2="zero:Q"),
        periods.hover(
            tips,
            {
                "tip_period": language.text("Period"),
                "tip_reporting": language.text("Villages and wards that reported"),
                "tip_silent": language.text("Villages and wards that did not report"),
            },
            plane=plane,
            look=look,
        ),
    ]
    latest = records(data)[-1]
    if latest["villages"] == latest["villages"]:
        layers += periods.end_layers(
            [
                End(
                    latest["villages"],
                    language.number(latest["villages"]),
                    language.text("reporting"),
                    look.accent,
                )
            ],
            plane=plane,
            height=height,
            look=look,
            heading=periods.short_period(latest, language=language),
        )
    if total > 1:
        left, right = float(data["x"].min()), float(data["x2"].max())
        late = left > (plane.left + plane.right) / 2
        everything = pd.DataFrame(
            {
                "xm": [right if late else left],
                "y": [total],
                "label": [language.text("all {n} villages and wards", n=language.number(total))],
                "align": ["right" if late else "left"],
                "dy": [-3],
                "ink": [look.muted],
            }
        )
        layers += labels(everything, plane=plane, look=look)
    return finished(
        layers,
        look=look,
        language=language,
        width=width,
        height=height,
        title=by_cadence(
            language.text("Villages and wards that reported"), periods.cadence_of(data), language
        ),
    )


def _with_ticks(plane: PeriodPlane, ticks: list[float]) -> PeriodPlane:
    return PeriodPlane(
        start=plane.start, end=plane.end, top=plane.top, ticks=ticks, margin=plane.margin
    )


def _steps(rows: pd.DataFrame) -> pd.DataFrame:
    """The outline of a count that holds from the first day of each period to its last."""
    out: list[dict[str, float]] = []
    for row in records(rows):
        if out and row["x"] > out[-1]["x"]:
            out.append({"x": out[-1]["x"], "villages": float("nan")})
        out += [{"x": row[edge], "villages": row["villages"]} for edge in ("x", "x2")]
    return pd.DataFrame(out)


# One area beside those around it

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
