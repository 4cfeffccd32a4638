"""The record as one bar a week, or a day: published, calculated, possible."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt
import pandas as pd

from kampung.charts import scales
from kampung.charts.halo import labels
from kampung.charts.key import Entry, key_layer
from kampung.charts.theme import Look, Width, finished
from kampung.language import Language, mark
from kampung.rows import records
from kampung.subjects.epidemic import grid_words as said
from kampung.subjects.epidemic.analysis.figures import Unit
from kampung.subjects.epidemic.analysis.grid import CALCULATED, FLOOR, POSSIBLE, PUBLISHED
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
CLEAR = 30  # pixels by which bars must stay below words beside them
DIGIT = 6.5  # pixels, the mean width of a digit at 11.5 px
BOLD = 7.4  # pixels, the mean width of a bold letter at 13 px
SELECTION = "mark"  # name of the selection of a week by click or tap


@dataclass(frozen=True, slots=True)
class Named:
    """What is written into the plot beside the numbers of all bars.

    Attributes
    ----------
    peak, last
        Codes of the weeks that are named with their days; empty where there is none.
    starred
        Code of the week that a note beneath the chart explains.
    cap, cap_value
        Words on the highest week that a source states, and its number.
    nothing
        Words on the days at the end without any number, in a line and in short lines; and the
        first of these days.
    """

    peak: str = ""
    last: str = ""
    starred: str = ""
    cap: str = ""
    cap_value: float = float("nan")
    nothing: tuple[str, str] = ("", "")
    nothing_from: dt.date | None = None


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
            _words(rows, named, plane=plane, look=look, language=language, unit=unit),
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
        .mark_rect(xOffset=inset, x2Offset=-inset, tooltip=None, clip=True, **style)
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
        .mark_rule(xOffset=inset, x2Offset=-inset, tooltip=None, **style)
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
        .mark_rule(color=colour, strokeWidth=1, opacity=0.75, xOffset=inset, tooltip=None)
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
    return [
        alt.Chart(some[["x", "x2", "y0", "roof", "code", *said.TIPS]])
        .mark_rect(opacity=0, cursor="pointer")
        .encode(
            x=plane.x(),
            x2="x2:T",
            y=plane.y("y0"),
            y2="roof:Q",
            tooltip=[
                alt.Tooltip(f"{name}:N", title=language.text(title))
                for name, title in said.TIPS.items()
            ],
        )
        .add_params(chosen)
    ]


def _words(
    rows: pd.DataFrame,
    named: Named,
    *,
    plane: RecordPlane,
    look: Look,
    language: Language,
    unit: Unit,
) -> pd.DataFrame:
    """All that is written into the plot; what is no number of its own is muted."""
    found = [
        *_numbers(rows, named, plane=plane, language=language, unit=unit),
        *_notes(rows, named, plane=plane, language=language),
    ]
    return pd.DataFrame(
        [row | {"ink": look.muted if row.pop("muted", False) else look.ink} for row in found]
    )


def _numbers(
    rows: pd.DataFrame, named: Named, *, plane: RecordPlane, language: Language, unit: Unit
) -> list[dict[str, Any]]:
    """The numbers on top of bars: large and with their days those that the title speaks of."""
    out: list[dict[str, Any]] = []
    days = 7 if unit == "week" else 1
    for row in records(rows[rows["kind"].isin([PUBLISHED, CALCULATED])]):
        star = "*" if row["code"] == named.starred else ""
        number = said.number(row, language=language)
        if row["code"] in (named.peak, named.last):
            free = row["code"] == named.last and named.nothing_from is not None
            told = said.days(row, language=language) + star
            out += _large(row, number, told, plane=plane, free_after=free)
            continue
        bold = row["kind"] == PUBLISHED
        size = 14 if bold else 13
        out.append(
            {
                "xm": row["xm"],
                "y": row["value"],
                "label": number,
                "dy": -4,
                "size": size,
                "weight": "bold" if bold else "normal",
                "roomy": plane.wide_enough(days, pixels=len(number) * size * 0.58),
            }
        )
    for row in records(rows[rows["kind"].isin([POSSIBLE, FLOOR]) & rows["greatest"].notna()]):
        text = said.span(row, language=language)
        out.append(
            {
                "xm": row["xm"],
                "y": row["tip"],
                "label": text,
                "dy": -3,
                "size": 11.5,
                "muted": True,
                "roomy": plane.wide_enough(days, pixels=len(text) * DIGIT),
            }
        )
    return [*out, *_floor_words(rows, plane=plane, language=language)]


def _large(
    row: dict[str, Any], number: str, days: str, *, plane: RecordPlane, free_after: bool
) -> list[dict[str, Any]]:
    place = {"xm": row["xm"], "align": "center"}
    share = (row["xm"] - plane.left) / (plane.right - plane.left)
    if share < 0.12 or free_after:
        place = {"xm": row["x"], "align": "left"}
    elif share > 0.88:
        place = {"xm": row["x2"], "align": "right"}
    return [
        {**place, "y": row["value"], "label": number, "dy": -3, "size": 24, "weight": "bold"},
        {**place, "y": row["value"], "label": days, "dy": -29, "size": 12.5},
    ]


def _floor_words(
    rows: pd.DataFrame, *, plane: RecordPlane, language: Language
) -> list[dict[str, Any]]:
    """What was said of a run of weeks, once, above its boxes without lids."""
    floors = rows[rows["kind"] == FLOOR]
    out = []
    for _, run in floors.groupby("figure_id"):
        first, last = records(run)[0], records(run)[-1]
        long = said.floor(first, weeks=len(run), language=language)
        short = said.floor(first, weeks=1, language=language)
        roomy = plane.wide_enough(len(run) * 7, pixels=len(long) * BOLD)
        place = {
            "xm": (first["x"] + last["x2"]) / 2,
            "y": float(run["least"].min()),
            "dy": -3,
            "size": 13,
            "weight": "bold",
        }
        out.append(place | {"label": long, "roomy": roomy})
        if short != long:
            out.append(place | {"label": short, "most": roomy, "size": 12})
    return out


def _notes(
    rows: pd.DataFrame, named: Named, *, plane: RecordPlane, language: Language
) -> list[dict[str, Any]]:
    """Words in the plot: what the ends of a range are, the highest week, where nothing is known."""
    out = []
    if named.cap:
        capped = rows[rows["greatest"] == named.cap_value]
        if len(capped):
            last = capped.iloc[-1]
            after = rows[rows["x"] >= last["x2"]].head(3)
            # Without room the words are left out: every dashed top is at this number.
            crowded = (after["lid"] > last["lid"] - CLEAR * plane.top / plane.height).any()
            room = (plane.right - last["x2"]) / scales.DAY_MS
            for n, line in enumerate([] if crowded else reversed(named.cap.split("\n"))):
                out.append(
                    {
                        "xm": last["x2"] + scales.DAY_MS / 2,
                        "y": last["lid"],
                        "label": line,
                        "dy": 12 - 16 * n,
                        "align": "left",
                        "muted": True,
                        "roomy": plane.wide_enough(room, pixels=len(line) * LETTER),
                    }
                )
    out += _ends_of_a_range(rows, plane=plane, language=language)
    if named.nothing_from is not None:
        out += _nothing(named, named.nothing_from, plane=plane)
    return out


LETTER = 6.3  # pixels, the mean width of a letter at 12 px


def _nothing(named: Named, first: dt.date, *, plane: RecordPlane) -> list[dict[str, Any]]:
    left = scales.epoch(first)
    room = (plane.right - left) / scales.DAY_MS
    long, short = (words.split("\n") for words in named.nothing)
    wide = plane.wide_enough(room, pixels=max(map(len, long)) * LETTER + 16)
    narrow = plane.wide_enough(room, pixels=max(map(len, short)) * LETTER + 10)
    common = {"align": "left", "muted": True}
    foot = plane.top * 0.03
    place = left + (plane.right - left) * 0.06
    return [
        {"xm": place, "y": foot, "label": line, "dy": -16 * n, **limits, **common}
        for lines, limits in (
            (long, {"roomy": wide}),
            (short, {"roomy": narrow, "most": wide}),
        )
        for n, line in enumerate(reversed(lines))
    ]


def _ends_of_a_range(
    rows: pd.DataFrame, *, plane: RecordPlane, language: Language
) -> list[dict[str, Any]]:
    """“At most” and “at least” beside the range that rises highest above the bar before it."""
    before = rows["lid"].shift(1).fillna(0.0).where(rows.index > 0)
    free = rows["least"] - before
    some = rows[
        (rows["kind"] == POSSIBLE) & (rows["greatest"] <= rows["lid"]) & (rows["least"] > 0)
        & (free > plane.top * 0.1) & (rows["lid"] - rows["least"] > plane.top * 0.08)
    ]  # fmt: skip
    if some.empty:
        return []
    row = records(some[free[some.index] == free[some.index].max()])[0]
    room = (row["x"] - plane.left) / scales.DAY_MS
    out = []
    for at, words in (("lid", mark("at most")), ("least", mark("at least"))):
        text = language.text(words)
        out.append(
            {
                "xm": row["x"],
                "y": float(row[at]),
                "label": text,
                "dy": 6,
                "align": "right",
                "muted": True,
                "roomy": plane.wide_enough(room, pixels=len(text) * LETTER),
            }
        )
    return out


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
