"""Things that happened, on top of a chart over time: named spans and days."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import pandas as pd

from kampung.charts import scales
from kampung.charts.theme import NARROW, Look, own
from kampung.language import Language
from kampung.rows import records

LANE = 17  # pixels from one line of names to the next
WIDE = 720  # pixels of plot from which on there is room for more names
LETTER = 6.1  # pixels, the mean width of a letter at 11 px
LONGEST = 150  # pixels on a narrow plot; a longer name ends in an ellipsis, whole in the tooltip
LONGEST_WIDE = 300
MOST_LANES = 4
ENDLESS = 1_000_000


@dataclass(frozen=True, slots=True)
class Lanes:
    """Events of a period, each on a lane on which its name has room.

    Attributes
    ----------
    events
        Columns ``x, x2, span, lane, label, align, tip_title, tip_period``.
    count
        Lanes in use.
    numbered
        Whether there are too many names: then the labels are running numbers.
    least, most
        Pixels of plot, from and below which this layout holds.
    limit
        Pixels that a name may take.
    """

    events: pd.DataFrame
    count: int
    numbered: bool = False
    least: int = 0
    most: int = ENDLESS
    limit: int = LONGEST


def layouts(
    events: pd.DataFrame | None, *, start: dt.date, end: dt.date, language: Language
) -> list[Lanes]:
    """Lay events out for a telephone and for a desk screen; once where one layout serves both.

    A page does not know how wide the reader's screen is, so a chart carries both and the
    browser shows the one that fits.
    """
    narrow = event_lanes(events, start=start, end=end, language=language, pixels=NARROW)
    if narrow.events.empty or not narrow.numbered:
        return [narrow]
    wide = event_lanes(events, start=start, end=end, language=language, pixels=WIDE)
    if wide.numbered:
        return [narrow]
    return [
        replace(narrow, most=WIDE),
        replace(wide, least=WIDE, limit=LONGEST_WIDE),
    ]


def event_lanes(
    events: pd.DataFrame | None,
    *,
    start: dt.date,
    end: dt.date,
    language: Language,
    pixels: int = NARROW,
) -> Lanes:
    """Give every event between two days a lane, so that names never overlap.

    Lanes are filled as trains are put on tracks: each name goes to the first lane that is free
    at its place. Where that takes too many lanes the names become numbers, in order of time; a
    page that shows such a chart lists ``label`` and ``tip_title`` beneath it.

    Parameters
    ----------
    pixels
        Width of the plot for which to lay out.
    """
    columns = ["x", "x2", "span", "lane", "label", "align", "tip_title", "tip_period"]
    empty = Lanes(pd.DataFrame(columns=columns), 0)
    longest = LONGEST if pixels < WIDE else LONGEST_WIDE
    if events is None or events.empty:
        return empty
    first, last = pd.Timestamp(start), pd.Timestamp(end) + pd.Timedelta(days=1)
    frame = events.assign(
        on=pd.to_datetime(events["on_date"]), until=pd.to_datetime(events["end_on"])
    )
    stop = frame["until"].fillna(frame["on"]) + pd.Timedelta(days=1)
    frame = frame.assign(stop=stop)[(stop > first) & (frame["on"] < last)]
    # A prolonged order is drawn once, with the number that its first row has in the list.
    frame = frame.assign(number=range(1, len(frame) + 1))
    frame = joined(frame.sort_values(["on", "stop"], ignore_index=True))
    if frame.empty:
        return empty
    a_day = pixels / (last - first).days
    for numbered in (False, True):
        taken: list[float] = []
        rows = []
        for row in records(frame):
            title = language.pick(row, "title")
            label = str(row["number"]) if numbered else title
            size = 18 if numbered else min(len(label) * LETTER, longest) + 8
            left = (max(row["on"], first) - first).days * a_day
            right_aligned = left + size > pixels
            begin = left - size if right_aligned else left
            lane = next((i for i, free in enumerate(taken) if begin >= free), len(taken))
            if numbered and lane == MOST_LANES:
                # Even numbers crowd here: the event keeps its rule and its tooltip.
                lane, label = MOST_LANES - 1, ""
            else:
                taken[lane : lane + 1] = [begin + size + 6]
            on, until = row["on"], row["stop"] - pd.Timedelta(days=1)
            rows.append(
                {
                    "x": scales.epoch(max(on, first)),
                    "x2": scales.epoch(min(row["stop"], last)),
                    "span": until > on,
                    "lane": lane,
                    "label": label,
                    "align": "right" if right_aligned else "left",
                    "tip_title": title,
                    "tip_period": language.period(on, until),
                }
            )
        if len(taken) <= MOST_LANES or numbered:
            break
    return Lanes(pd.DataFrame(rows), len(taken), numbered=numbered)


def joined(
    events: pd.DataFrame, *, names: Sequence[str] = ("title_id", "title_en")
) -> pd.DataFrame:
    """Join spans of one name that follow upon each other: an order that was prolonged."""
    names = [name for name in names if name in events]
    rows: list[dict[str, Any]] = []
    for row in records(events):
        last = rows[-1] if rows else None
        prolonged = (
            last is not None
            and all(last[name] == row[name] for name in names)
            and last["stop"] == row["on"]
            and not pd.isna(last["until"])
        )
        if last is not None and prolonged:
            last["stop"] = row["stop"]
        else:
            rows.append(dict(row))
    return pd.DataFrame(rows, columns=events.columns)


def event_layers(
    lanes: Sequence[Lanes], *, plane: scales.Plane, height: int, look: Look
) -> list[alt.Chart]:
    """Shaded spans, thin rules and names, drawn under the marks."""
    frames = [
        some.events.assign(
            y=plane.top - (plane.top - plane.bottom) * some.events["lane"] * LANE / height,
            y0=plane.bottom,
            least=some.least,
            most=some.most,
            limit=some.limit,
            dx=some.events["align"].map({"left": 4, "right": -4}),
        )
        for some in lanes
        if len(some.events)
    ]
    if not frames:
        return []
    rows = pd.concat(frames, ignore_index=True)
    tips = [alt.Tooltip("tip_title:N", title=" "), alt.Tooltip("tip_period:N", title="  ")]
    base = (
        alt.Chart(rows)
        .transform_filter("width >= datum.least && width < datum.most")
        .encode(x=plane.x(), y=plane.y(), tooltip=tips)
    )
    return [
        base.mark_rect(color=look.muted, opacity=alt.ExprRef("datum.span ? 0.09 : 0")).encode(
            x2="x2:T", y2="y0:Q"
        ),
        base.mark_rule(color=look.muted, strokeWidth=1, opacity=0.75).encode(y2="y0:Q"),
        base.mark_text(
            align=own("align"),
            dx=own("dx"),
            dy=LANE // 2,
            baseline="middle",
            fontSize=11,
            color=look.ink,
            limit=own("limit"),
        ).encode(text="label:N"),
    ]
