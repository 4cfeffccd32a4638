"""What is written into a chart of weeks or days: numbers, their days, and what a reader may ask."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kampung.charts import scales
from kampung.charts.theme import Look
from kampung.language import Language, mark
from kampung.rows import records
from kampung.subjects.epidemic import grid_words as said
from kampung.subjects.epidemic.analysis.figures import Unit
from kampung.subjects.epidemic.analysis.grid import CALCULATED, FLOOR, POSSIBLE, PUBLISHED
from kampung.subjects.epidemic.charts.plane import RecordPlane

CLEAR = 30  # pixels by which bars must stay below words beside them
DIGIT = 6.5  # pixels, the mean width of a digit at 11.5 px
BOLD = 7.4  # pixels, the mean width of a bold letter at 13 px
LETTER = 6.3  # pixels, the mean width of a letter at 12 px


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


def words_of_columns(
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
