"""A stated value against the range that all other statements leave."""

import altair as alt
import pandas as pd

from kampung.charts.theme import Look, Width, finished
from kampung.language import Language

HEIGHT = 34


def range_chart(
    *,
    stated: str,
    allowed: str,
    stated_least: float,
    stated_greatest: float,
    least: float | None,
    greatest: float | None,
    fits: bool,
    look: Look,
    language: Language,
    width: Width = "container",
) -> alt.LayerChart:
    """Draw a figure and what the others allow for the same quantity on one scale.

    Parameters
    ----------
    stated
        What was stated, in words: a bound is told as it was, “more than 800”.
    allowed
        The range that others leave, in words.
    stated_least, stated_greatest
        What was stated in numbers; both are the same for an exact number, and NaN on the side of
        which a bound says nothing.
    least, greatest
        The range that the others leave; None where nothing bounds it.
    fits
        Whether the figure fits the others: a filled mark, else an outline.
    """
    low = least if least is not None else 0.0
    ends = [value for value in (stated_least, stated_greatest) if pd.notna(value)]
    known = [*ends, low, *([greatest] if greatest is not None else [])]
    top = max(max(known) * 1.12, 1.0)
    bottom = max(min(known) - 0.25 * (max(known) - min(known)), 0.0) if min(known) > 0 else 0.0
    high = greatest if greatest is not None else top
    at = sum(ends) / len(ends)
    open_end = len(ends) == 1
    row = pd.DataFrame(
        {
            "low": [low],
            "high": [max(high, low + (top - bottom) * 0.004)],
            "at": [at],
            "range": [allowed],
            "stated": [stated],
        }
    )
    scale = alt.Scale(domain=[bottom, top], nice=False, zero=False)
    tips = [
        alt.Tooltip("stated:N", title=language.text("Figure")),
        alt.Tooltip("range:N", title=language.text("Possible range")),
    ]
    colour = look.accent if fits else look.deaths
    base = alt.Chart(row)
    axis = alt.Axis(
        title=None,
        tickCount=4,
        grid=False,
        format=",~f",
        labelBound=True,
        labelOverlap="greedy",
        aria=False,  # the alt text says it in words
    )
    area = base.mark_bar(color=look.muted, opacity=0.32, height=14, aria=False).encode(
        x=alt.X("low:Q", scale=scale, axis=axis), x2="high:Q", tooltip=tips
    )
    edge = base.mark_bar(
        filled=False, stroke=look.muted, strokeWidth=1, height=14, aria=False
    ).encode(x=alt.X("low:Q", scale=scale), x2="high:Q", tooltip=tips)
    point = base.mark_point(
        shape="triangle-right" if open_end else "diamond",
        size=150,
        filled=fits,
        fill=colour if fits else look.page,
        stroke=colour,
        strokeWidth=2,
        opacity=1,
        aria=False,
    ).encode(x=alt.X("at:Q", scale=scale), tooltip=tips)
    return finished([area, edge, point], look=look, language=language, width=width, height=HEIGHT)
