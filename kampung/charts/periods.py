"""Charts over periods: their time axis, their gaps, and the last numbers at the right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

import altair as alt
import pandas as pd

from kampung.charts import scales
from kampung.charts.theme import Look, own
from kampung.language import Language
from kampung.language.phrases import opening, period_name

DAY = pd.Timedelta(days=1)

# Days that a period of each cadence has at least and at most.
CADENCES = {
    "day": (1, 1),
    "week": (7, 7),
    "month": (28, 31),
    "quarter": (90, 92),
    "half_year": (181, 184),
    "year": (365, 366),
}

FEWEST = 8  # periods that a time axis is long at least: a single one would fill the plot
MARGIN = 106  # pixels at the right, at least, that hold numbers and names of the last period
TWO_LINES = 31  # pixels that a number with its name beneath takes
SMALL = 13  # pixels from one line of small words to the next
DIGIT = 8.4  # pixels, the mean width of a bold digit at 14 px

# Symbols of the key for lines, in the square of −1 to 1 that Vega scales.
SOLID = "M-1.2,-0.25H1.2V0.25H-1.2Z"
DASHED = "M-1.2,-0.2H-0.2V0.2H-1.2ZM0.3,-0.2H1.2V0.2H0.3Z"
DOTTED = "M-1.2,-0.2H-0.8V0.2H-1.2ZM-0.2,-0.2H0.2V0.2H-0.2ZM0.8,-0.2H1.2V0.2H0.8Z"


@dataclass(frozen=True, slots=True)
class PeriodPlane(scales.Plane):
    """A plane whose time ends before its right edge, where the last numbers are written.

    Attributes
    ----------
    margin
        Vega expression for the pixels left free.
    """

    margin: str = "0"

    def x(self, field: str = "x") -> alt.X:
        """Place a column of epochs on the time axis."""
        scale = alt.Scale(
            type="utc",
            domain=alt.ExprRef(f"[{self.left:.0f}, {self.right:.0f}]"),
            range=[0, alt.ExprRef(self.edge)],
            nice=False,
        )
        return alt.X(f"{field}:T", scale=scale, axis=scales.time_axis(self.start, self.end))

    @property
    def edge(self) -> str:
        """Vega expression for the pixel at which time ends."""
        return f"(width - ({self.margin}))"


def period_plane(rows: pd.DataFrame, *, highest: float, margin: str) -> PeriodPlane:
    """The plane of periods, from the first day to the last and from zero to above the highest."""
    first, last = rows["period_start"].min(), rows["period_end"].max()
    usual = pd.Timedelta(days=float(_days(rows).median()))
    first = min(first, last + DAY - FEWEST * usual)
    highest = highest if highest > 0 else 10.0
    return PeriodPlane(
        start=first.date(),
        end=last.date(),
        top=highest * 1.06,
        ticks=scales.value_ticks(highest * 1.05),
        margin=margin,
    )


def placed(rows: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """Periods with their places on the time axis and their names."""
    x, x2 = scales.epochs(rows["period_start"]), scales.epochs(rows["period_end"] + DAY)
    return rows.assign(
        x=x,
        x2=x2,
        xm=(x + x2) / 2,
        tip_period=[
            opening(period_name(start, end, language=language))
            for start, end in zip(rows["period_start"], rows["period_end"], strict=True)
        ],
    )


def _days(rows: pd.DataFrame) -> "pd.Series[int]":
    return (rows["period_end"] - rows["period_start"]).dt.days + 1


def cadence_of(rows: pd.DataFrame) -> str:
    """The cadence of periods by their usual length: ``week``; ``other`` where it has no name."""
    days = _days(rows).median()
    named = (name for name, (least, most) in CADENCES.items() if least <= days <= most)
    return next(named, "other")


def with_gaps(rows: pd.DataFrame, values: Sequence[str]) -> pd.DataFrame:
    """Periods in order with an empty row wherever time passed without a report.

    A line breaks at an empty row; without one it would run straight across the gap.

    Parameters
    ----------
    rows
        Columns ``period_start, period_end, xm`` and the values.

    Returns
    -------
    DataFrame
        Columns ``xm`` and the values as floats, and ``lone_<value>``: whether a value stands
        between two gaps, so that no line leads to it.
    """
    ordered = rows.sort_values("period_start", ignore_index=True)
    gap = ordered["period_start"].shift(-1) > ordered["period_end"] + DAY
    after = scales.epochs(ordered["period_end"] + DAY)
    breaks = pd.DataFrame({"xm": after[gap], **{name: float("nan") for name in values}})
    filled = ordered[["xm"]].assign(**{name: floats(ordered[name]) for name in values})
    out = pd.concat([filled, breaks]) if len(breaks) else filled
    out = out.sort_values("xm", ignore_index=True)
    for name in values:
        known = out[name].notna()
        beside = known.shift(1, fill_value=False) | known.shift(-1, fill_value=False)
        out[f"lone_{name}"] = known & ~beside
    return out


def whole_ticks(greatest: float) -> list[float]:
    """Nice numbers up to the greatest: half a village is none."""
    return [tick for tick in scales.value_ticks(greatest) if tick % 1 == 0]


def floats(column: "pd.Series[Any]") -> "pd.Series[float]":
    """A column as floats; whatever is missing is NaN."""
    return pd.to_numeric(column).astype("float64")


def known_columns(rows: pd.DataFrame, names: Sequence[str]) -> list[str]:
    """Columns that hold any number at all."""
    return [name for name in names if name in rows and rows[name].notna().any()]


def number_or_gap(value: Any, *, language: Language, decimals: int | None = None) -> str:
    """A number in the reader's language, or that there is none."""
    return language.text("no data") if pd.isna(value) else language.number(value, decimals=decimals)


def hover(
    rows: pd.DataFrame, tips: Mapping[str, str], *, plane: scales.Plane, look: Look
) -> alt.Chart:
    """Unseen bars of full height that carry the tooltips: a finger finds them, and any line."""
    fields = ["x", "x2", *tips]
    channels = [alt.Tooltip(f"{name}:N", title=title) for name, title in tips.items()]
    unseen = alt.Chart(rows[fields]).mark_rect(
        y=0, y2=alt.ExprRef("height"), fill=look.ink, fillOpacity=0
    )
    return cast(alt.Chart, unseen.encode(x=plane.x(), x2="x2:T", tooltip=channels))


@dataclass(frozen=True, slots=True)
class End:
    """What is written at the right of a series: its last number and its name.

    Attributes
    ----------
    at
        On the value axis: where it belongs.
    """

    at: float
    number: str
    name: str
    ink: str


def spread(places: Sequence[float], *, room: float, least: float, most: float) -> list[float]:
    """Move places apart until each has its room, keeping their order and the ends.

    Parameters
    ----------
    places
        Pixels, in any order.
    room
        Pixels from one place to the next.
    least, most
        Where places may lie; where there are too many, the last ones run over.
    """
    order = sorted(range(len(places)), key=lambda n: (places[n], n))
    out = [min(max(place, least), most) for place in places]
    for before, n in pairwise(order):
        out[n] = max(out[n], out[before] + room)
    if order and out[order[-1]] > most:
        out[order[-1]] = max(most, least + room * (len(order) - 1))
        for n, after in reversed(list(pairwise(order))):
            out[n] = min(out[n], out[after] - room)
    return out


def margin_for(ends: Sequence[End], *, least: int = MARGIN) -> int:
    """Pixels that the longest number takes: a number cut short would be another number."""
    return max([least, *(round(16 + DIGIT * len(end.number)) for end in ends)])


def end_layers(
    ends: Sequence[End], *, plane: PeriodPlane, height: int, look: Look, heading: str = ""
) -> list[alt.Chart]:
    """The last numbers at the right of the plot, each at its own height or as near as it can be.

    Parameters
    ----------
    heading
        Written above the first of them: which period it is that they speak of.
    """
    if not ends:
        return []
    above = _two_lines(heading)
    beneath = [_two_lines(end.name) for end in ends]
    room = TWO_LINES + SMALL * (max(len(lines) for lines in beneath) - 1)
    exact = [height * (1 - (end.at - plane.bottom) / (plane.top - plane.bottom)) for end in ends]
    places = spread(
        exact, room=room, least=18.0 + SMALL * len(above), most=height - room + TWO_LINES / 2
    )
    words: list[dict[str, Any]] = []
    for end, lines, place in zip(ends, beneath, places, strict=True):
        number = {"at": place - 7, "label": end.number, "size": 14, "weight": "bold"}
        names = [
            {"at": place + 8 + n * SMALL, "label": line, "size": 11, "weight": "normal"}
            for n, line in enumerate(lines)
        ]
        words += [part | {"ink": end.ink} for part in (number, *names)]
    top = min(places) - 24
    words += [
        {"at": top - n * SMALL, "label": line, "size": 11, "weight": "normal", "ink": look.muted}
        for n, line in enumerate(reversed(above))
    ]
    leaders = pd.DataFrame(
        [
            {"end": n, "along": along, "at": at, "ink": end.ink}
            for n, end in enumerate(ends)
            for along, at in ((2, exact[n]), (11, places[n] - 7))
        ]
    )
    return [
        alt.Chart(leaders)
        .mark_line(
            x=alt.ExprRef(f"{plane.edge} + datum.along"),
            y=alt.ExprRef("datum.at"),
            stroke=own("ink"),
            strokeWidth=1,
            tooltip=None,
            aria=False,
        )
        .encode(detail="end:N"),
        alt.Chart(pd.DataFrame(words))
        .mark_text(
            x=alt.ExprRef(f"{plane.edge} + 15"),
            y=alt.ExprRef("datum.at"),
            align="left",
            baseline="middle",
            fontSize=own("size"),
            fontWeight=own("weight"),
            color=own("ink"),
            limit=alt.ExprRef(f"({plane.margin}) - 15"),
            tooltip=None,
        )
        .encode(text="label:N"),
    ]


def _two_lines(words: str, *, longest: int = 14) -> list[str]:
    """Words in one line, or parted at a dash or in the middle where they are long."""
    if len(words) <= longest or " " not in words:
        return [words] if words else []
    spaces = [n for n, letter in enumerate(words) if letter == " "]
    at = next((n + 2 for n in spaces if words[n + 1 : n + 2] == "–"), 0)
    at = at or min(spaces, key=lambda n: abs(n - len(words) / 2))
    return [words[:at], words[at + 1 :]]


def short_period(row: Mapping[str, Any], *, language: Language) -> str:
    """The period of a row in as few letters as name it."""
    start, end = row["period_start"], row["period_end"]
    name = opening(period_name(start, end, language=language))
    return language.period(start, end, style="medium") if "–" in name else name
