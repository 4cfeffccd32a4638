"""The record as one bar a week, or a day: published, calculated, possible."""

import datetime as dt
from typing import Any, Literal

import altair as alt
import pandas as pd

from kampung.charts import scales
from kampung.charts.halo import labels
from kampung.charts.key import Entry, key_layer
from kampung.charts.theme import Look, Width, finished
from kampung.language import Language
from kampung.rows import records
from kampung.subjects.epidemic import grid_words as said
from kampung.subjects.epidemic.analysis.figures import Unit
from kampung.subjects.epidemic.analysis.grid import CALCULATED, FLOOR, POSSIBLE, PUBLISHED
from kampung.subjects.epidemic.charts.column_words import Named, words_of_columns
from kampung.subjects.epidemic.charts.kinds import BAR, KINDS
from kampung.subjects.epidemic.charts.layers import (
    WIDEST_BAND,
    hover_layers,
    nothing_published,
    observed_layers,
    observed_lines,
)
from kampung.subjects.epidemic.charts.plane import (
    NAMES,
    STRIP,
    RecordPlane,
    spans_of,
    strip_layers,
)

GAP = 1.5  # pixels left free on each side of a bar
ROOM = 58  # pixels above the highest bar for its number and its days
SELECTION = "mark"  # name of the selection of a week by click or tap


def columns_chart(
    found: pd.DataFrame,
    *,
    look: Look,
    language: Language,
    metric: str,
    unit: Unit,
    start: dt.date,
    end: dt.date,
    named: Named,
    events: pd.DataFrame | None = None,
    observed: pd.DataFrame | None = None,
    estimate: bool = False,
    ceiling: float = 0.0,
    width: Width = "container",
    height: int = 280,
) -> alt.LayerChart:
    """Draw what is known of each week, or day.

    Published is solid, with a bold number; calculated is an outline; possible is grey, flat up to
    the least and fading to the greatest. “More than” is a box without a lid.

    Parameters
    ----------
    found
        As :func:`kampung.subjects.epidemic.analysis.grid.grid` returns it.
    events
        Rows of the pack's ``events``; of these the restrictions are drawn, as a strip.
    observed
        As :func:`kampung.subjects.epidemic.facts.observed` returns it: drawn as a line.
    estimate
        Whether to draw the estimate, as small ticks.
    ceiling
        A number up to which the value axis reaches at least.
    height
        Pixels of the plot above its axis.
    """
    spans = spans_of(events, start=start, end=end)
    lines = observed_lines(observed, start=start, end=end, language=language)
    plane = _plane(
        found,
        lines,
        start=start,
        end=end,
        height=height,
        strip=len(spans) > 0,
        ceiling=ceiling,
    )
    rows = _placed(found, plane=plane, language=language)
    colour = look.metric(metric)
    layers = [
        *_possible(rows, plane=plane, look=look),
        *_calculated(rows, plane=plane, colour=colour),
        *_floors(rows, plane=plane, colour=colour),
        *_published(rows, plane=plane, colour=colour),
        *observed_layers(lines, plane=plane, colour=colour, look=look),
        *(_estimates(rows, plane=plane, look=look) if estimate else []),
        *strip_layers(spans, plane=plane, look=look, language=language),
        *_reach(rows, plane=plane, language=language),
        *hover_layers(lines, plane=plane, language=language),
        *labels(
            words_of_columns(rows, named, plane=plane, look=look, language=language, unit=unit),
            plane=plane,
            look=look,
        ),
        *_key(rows, lines, plane=plane, colour=colour, look=look, language=language),
    ]
    if rows["kind"].eq("unknown").all() and not lines:
        layers.append(nothing_published(plane=plane, look=look, language=language))
    return finished(
        layers,
        look=look,
        language=language,
        width=width,
        height=plane.whole,
    )


def columns_sparkline(
    found: pd.DataFrame,
    *,
    look: Look,
    language: Language,
    metric: str,
    start: dt.date,
    end: dt.date,
    width: Width = "container",
    height: int = 44,
) -> alt.LayerChart:
    """Draw the same small: bars without axes and words."""
    plane = _plane(found, {}, start=start, end=end, height=height, strip=False, room=4, bare=True)
    rows = _placed(found, plane=plane, language=language)
    colour = look.metric(metric)
    foot = pd.DataFrame({"x": [plane.left], "x2": [plane.right], "y": [0.0]})
    layers = [
        *_possible(rows, plane=plane, look=look, lids=False),
        *_calculated(rows, plane=plane, colour=colour),
        *_floors(rows, plane=plane, colour=colour),
        *_published(rows, plane=plane, colour=colour),
        alt.Chart(foot)
        .mark_rule(color=look.muted, tooltip=None)
        .encode(x=plane.x(), x2="x2:T", y=plane.y()),
    ]
    return finished(layers, look=look, language=language, width=width, height=plane.whole)


def _plane(
    found: pd.DataFrame,
    lines: dict[str, pd.DataFrame],
    *,
    start: dt.date,
    end: dt.date,
    height: int,
    strip: bool,
    room: int = ROOM,
    bare: bool = False,
    ceiling: float = 0.0,
) -> RecordPlane:
    """The plane that holds all bars; a range far above what was published runs out at the top."""
    drawn = max(
        [
            float(found["value"].max()),
            float(found.loc[found["kind"] == FLOOR, "least"].max()),
            *(float(some["y"].max()) for some in lines.values()),
        ],
        key=lambda value: -1.0 if value != value else value,
    )
    widest = float(found["greatest"].max())
    known = [value for value in (drawn, widest) if value == value and value > 0]
    highest = max(known, default=10.0)
    if drawn == drawn and drawn > 0:
        highest = min(highest, max(drawn, WIDEST_BAND * drawn))
    highest = max(highest, ceiling)
    ticks = scales.value_ticks(highest * 1.08)
    return RecordPlane(
        start=start,
        end=end,
        top=highest * height / (height - room),
        ticks=ticks,
        bare=bare,
        height=height,
        under=0 if bare else NAMES + (STRIP if strip else 0),
    )


def _placed(found: pd.DataFrame, *, plane: RecordPlane, language: Language) -> pd.DataFrame:
    starts, ends = scales.epochs(found["start_on"]), scales.epochs(found["end_on"])
    most = plane.top * (plane.height - ROOM / 2) / plane.height
    greatest = found["greatest"].where(found["greatest"].notna(), found["least"])
    tips = [
        said.tip(row, language=language)
        if row["kind"] != "unknown"
        else dict.fromkeys(said.TIPS, "")
        for row in records(found)
    ]
    return pd.concat(
        [
            found,
            pd.DataFrame(tips, columns=list(said.TIPS), index=found.index),
        ],
        axis=1,
    ).assign(
        x=starts,
        x2=ends + scales.DAY_MS,
        xm=(starts + ends + scales.DAY_MS) / 2,
        y0=0.0,
        lid=greatest.clip(upper=most),
        tip=greatest.clip(upper=most),
        roof=plane.top,
    )


Box = Literal["least", "lid", "value", "roof"]


def _boxes(
    rows: pd.DataFrame, low: str, high: Box, *, plane: RecordPlane, **style: Any
) -> list[alt.Chart]:
    """Bars from one column to another, each with a hair's breadth between it and the next."""
    some = rows[rows[high] > rows[low]]
    if some.empty:
        return []
    data = some[["x", "x2"]].assign(y=some[low], y2=some[high])
    inset = GAP if plane.wide_enough(1, pixels=4) < 1_400 else 0.25
    return [
        alt.Chart(data)
        .mark_rect(xOffset=inset, x2Offset=-inset, tooltip=None, aria=False, clip=True, **style)
        .encode(x=plane.x(), x2="x2:T", y=plane.y(), y2="y2:Q")
    ]


def _rules(
    rows: pd.DataFrame, at: str, *, plane: RecordPlane, inset: float = GAP, **style: Any
) -> list[alt.Chart]:
    if rows.empty:
        return []
    data = rows[["x", "x2"]].assign(y=rows[at])
    return [
        alt.Chart(data)
        .mark_rule(xOffset=inset, x2Offset=-inset, tooltip=None, aria=False, **style)
        .encode(x=plane.x(), x2="x2:T", y=plane.y())
    ]


def grey(look: Look) -> tuple[str, str]:
    """The tints of what is possible, at the least and at the greatest."""
    solid, faint = ("52", "0F") if look.name == "light" else ("66", "14")
    return look.muted + solid, look.muted + faint


def _possible(
    rows: pd.DataFrame, *, plane: RecordPlane, look: Look, lids: bool = True
) -> list[alt.Chart]:
    ranges = rows[rows["kind"].isin([POSSIBLE, FLOOR]) & rows["greatest"].notna()]
    grounds = ranges[ranges["kind"] == POSSIBLE]
    solid, faint = grey(look)
    fade = alt.Gradient(  # type: ignore[no-untyped-call]  # Altair's own class is untyped
        gradient="linear",
        x1=0,
        x2=0,
        y1=1,
        y2=0,
        stops=[alt.GradientStop(color=solid, offset=0), alt.GradientStop(color=faint, offset=1)],
    )
    layers = [
        *_boxes(grounds, "y0", "least", plane=plane, color=solid),
        *_boxes(ranges, "least", "lid", plane=plane, color=fade),
    ]
    if lids:
        closed = ranges[ranges["greatest"].notna() & (ranges["greatest"] <= ranges["lid"])]
        layers += _rules(closed, "lid", plane=plane, color=look.muted, strokeDash=[2, 2])
        raised = grounds[grounds["least"] > 0]
        layers += _rules(raised, "least", plane=plane, color=look.muted)
    return layers


def _calculated(rows: pd.DataFrame, *, plane: RecordPlane, colour: str) -> list[alt.Chart]:
    some = rows[rows["kind"] == CALCULATED]
    style = {"fill": colour, "fillOpacity": 0.13, "stroke": colour, "strokeWidth": 1.5}
    return _boxes(some, "y0", "value", plane=plane, **style)


def _floors(rows: pd.DataFrame, *, plane: RecordPlane, colour: str) -> list[alt.Chart]:
    """Boxes without a lid: more than was published."""
    some = rows[rows["kind"] == FLOOR]
    if some.empty:
        return []
    boxes = _boxes(some, "y0", "least", plane=plane, fill=colour, fillOpacity=0.13)
    walls = [
        alt.Chart(some[["y0", "least"]].assign(at=some[side]))
        .mark_rule(
            color=colour, strokeWidth=1, opacity=0.75, xOffset=inset, tooltip=None, aria=False
        )
        .encode(x=plane.x("at"), y=plane.y("y0"), y2="least:Q")
        for side, inset in (("x", GAP), ("x2", -GAP))
    ]
    return [*boxes, *walls]


def _published(rows: pd.DataFrame, *, plane: RecordPlane, colour: str) -> list[alt.Chart]:
    return _boxes(rows[rows["kind"] == PUBLISHED], "y0", "value", plane=plane, color=colour)


def _estimates(rows: pd.DataFrame, *, plane: RecordPlane, look: Look) -> list[alt.Chart]:
    some = rows[rows["kind"].isin([POSSIBLE, FLOOR]) & rows["estimate"].notna()]
    some = some[some["greatest"].notna()]
    return _rules(
        some, "estimate", plane=plane, inset=4, color=look.ink, strokeWidth=2, strokeDash=[4, 3]
    )


def _reach(rows: pd.DataFrame, *, plane: RecordPlane, language: Language) -> list[alt.Chart]:
    """What nobody sees: the whole height of each week, to be pointed at, clicked and tapped."""
    some = rows[rows["kind"] != "unknown"]
    if some.empty:
        return []
    chosen = alt.selection_point(name=SELECTION, fields=["code"], on="click", clear=False)
    heard = [said.heard(row, language=language) for row in records(some)]
    return [
        alt.Chart(some[["x", "x2", "y0", "roof", "code", *said.TIPS]].assign(heard=heard))
        .mark_rect(opacity=0, cursor="pointer")
        .encode(
            x=plane.x(),
            x2="x2:T",
            y=plane.y("y0"),
            y2="roof:Q",
            description="heard:N",
            tooltip=[
                alt.Tooltip(f"{name}:N", title=language.text(title))
                for name, title in said.TIPS.items()
            ],
        )
        .add_params(chosen)
    ]


def _key(
    rows: pd.DataFrame,
    lines: dict[str, pd.DataFrame],
    *,
    plane: RecordPlane,
    colour: str,
    look: Look,
    language: Language,
) -> list[alt.Chart]:
    there = set(rows["kind"])
    entries = []
    if PUBLISHED in there:
        entries.append(Entry(language.text("published"), BAR, colour, colour))
    if CALCULATED in there:
        words = language.text("calculated")
        entries.append(Entry(words, BAR, colour + "22", colour))
    if {POSSIBLE, FLOOR} & there and rows["greatest"].gt(rows["least"]).any():
        words = language.text("possible range")
        entries.append(Entry(words, BAR, grey(look)[0], look.muted))
    for status in lines:
        tint = look.gold if status == "simulated" else colour
        kind = KINDS[status]
        stroke = "transparent" if kind.filled else tint
        entries.append(
            Entry(
                language.text(kind.label),
                kind.shape,
                tint if kind.filled else "transparent",
                stroke,
            )
        )
    return key_layer(entries, x=plane.x(), y=plane.y(), columns="width < 480 ? 2 : 4")
