"""The key of a map's colours, drawn at the top of its plot."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import altair as alt
import pandas as pd

from kampung.charts.theme import Look, own
from kampung.language import Language
from kampung.subjects.areas.charts.tiles import (
    ramp_steps,
)

LETTER = 6.6  # pixels, the mean width of a letter at 12 px
STEP = 52  # pixels that a colour of the key is wide at most
SWATCH = 10  # pixels that it is tall
KEY = 42  # pixels from the top of the plot to the map
GAP_ROOM = 130  # pixels for the words about areas without data


@dataclass(frozen=True, slots=True)
class RampKey:
    """A key of the ramp's colours, drawn at the top of a plot without any scale.

    Attributes
    ----------
    layers
        What draws it.
    room
        Vega expression of the plot's width: how many pixels it takes from the top.
    """

    layers: list[alt.Chart]
    room: str


def ramp_key(
    values: Iterable[float], *, look: Look, language: Language, decimals: int | None = None
) -> RampKey:
    """Draw the ramp's colours side by side with their bounds, and how a gap looks if there is one.

    Parameters
    ----------
    values
        What the map shows; missing ones are gaps.
    decimals
        Decimal places of the bounds; by default as many as tell them apart.
    """
    numbers = pd.to_numeric(pd.Series(list(values))).astype(float)
    steps = ramp_steps(numbers.tolist(), look=look)
    single = all(step.least == step.most for step in steps)
    bounds = [step.least for step in steps] + ([] if single else [steps[-1].most])
    places = _places(numbers, bounds) if decimals is None else decimals
    labels = [language.number(bound, decimals=places) for bound in bounds]
    longest = max((len(label) for label in labels), default=0) * LETTER
    # The last bound ends with the key, and so comes nearer to the one before it.
    need = longest + 8 if single else 1.5 * longest + 4
    gaps, count = bool(numbers.isna().any()), len(steps)

    # On a narrow plot what is said of gaps goes into a line of its own.
    narrow = f"width < {count * STEP + GAP_ROOM}"
    beside = f"({narrow} ? 0 : {GAP_ROOM})" if gaps else "0"
    box = f"min((width - {beside}) / {max(count, 1)}, {max(STEP, need):.1f})"
    below = f"({narrow})" if count else "true"
    gap_x, gap_y = f"({below} ? 1 : {count} * {box} + 24)", f"({below} ? {count and 34} : 0)"
    boxes = pd.DataFrame(
        [
            {"n": n, "fill": step.fill, "edge": look.page, "gap": False}
            for n, step in enumerate(steps)
        ]
        + [{"n": 0, "fill": look.page, "edge": look.muted, "gap": True}] * gaps
    )
    words = pd.DataFrame(
        [
            {
                "n": n + (0.5 if single else 0.0),
                "label": label,
                "align": _align(n, len(labels), single=single),
                "least": _least(n, len(labels), need=need, single=single),
                "gap": False,
            }
            for n, label in enumerate(labels)
        ]
        + [{"n": 0, "label": language.text("no data"), "align": "left", "least": 0.0, "gap": True}]
        * gaps
    )
    rects = alt.Chart(boxes).mark_rect(
        x=alt.ExprRef(f"datum.gap ? {gap_x} : datum.n * {box}"),
        x2=alt.ExprRef(f"datum.gap ? {gap_x} + 22 : (datum.n + 1) * {box}"),
        y=alt.ExprRef(f"datum.gap ? {gap_y} : 0"),
        y2=alt.ExprRef(f"(datum.gap ? {gap_y} : 0) + {SWATCH}"),
        fill=own("fill"),
        stroke=own("edge"),
        strokeWidth=1,
        strokeDash=alt.ExprRef("datum.gap ? [3, 3] : [1, 0]"),
        tooltip=None,
        aria=False,  # the words beside it are read
    )
    text = (
        alt.Chart(words)
        .mark_text(
            x=alt.ExprRef(f"datum.gap ? {gap_x} + 28 : datum.n * {box}"),
            y=alt.ExprRef(f"datum.gap ? {gap_y} + {SWATCH / 2} : {SWATCH + 11}"),
            align=own("align"),
            baseline="middle",
            color=look.muted,
            opacity=alt.ExprRef(f"{box} < datum.least ? 0 : 1"),
            tooltip=None,
        )
        .encode(text="label:N")
    )
    room = f"(({below}) ? {KEY + 20} : {KEY})" if gaps and count else f"{KEY}"
    return RampKey([rects, text], room)


def _places(numbers: "pd.Series[float]", bounds: Sequence[float]) -> int:
    """Decimal places that tell the bounds apart; none where whole numbers do."""
    known = numbers.dropna()
    nearest = min((b - a for a, b in pairwise(bounds)), default=1.0)
    if (known % 1 == 0).all() and nearest >= 1:
        return 0
    return max(1, -math.floor(math.log10(nearest))) if nearest > 0 else 1


def _align(n: int, count: int, *, single: bool) -> str:
    """Bounds stay within the key: the first begins with it, the last ends with it."""
    if single or 0 < n < count - 1:
        return "center"
    return "left" if n == 0 else "right"


def _least(n: int, count: int, *, need: float, single: bool) -> float:
    """How wide a colour of the key must be for a number to be written at it."""
    if n in (0, count - 1):
        return 0.0
    # Of eight bounds these two stand far enough from the ends and from each other.
    return need / 2 if n in (2, 5) and not single else need
