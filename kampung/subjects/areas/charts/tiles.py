"""The tile map: one square for each district, where a local would look for it."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from kampung.charts.theme import Look, Width, finished, nothing, own, text_on
from kampung.language import Language
from kampung.language.cells import NOTHING

TILE = 58  # pixels from one row of tiles to the next
BROAD = 150  # pixels that a tile is wide at most
ROOMY = 84  # pixels of a tile's width from which on a long name fits


def tile_map(
    tiles: pd.DataFrame,
    *,
    look: Look,
    language: Language,
    value_name: str,
    decimals: int | None = None,
    selected: str | None = None,
    selectable: bool = False,
    width: Width = "container",
) -> alt.LayerChart:
    """Draw a value for each district on a tile map, as a number on its colour.

    Parameters
    ----------
    tiles
        Columns ``code, name, tile_column, tile_row, value``; a missing value is drawn as an empty
        tile with a dashed edge, never as zero. Row 1 is in the north, column 1 in the west.
    value_name
        What is counted, in the reader's language.
    decimals
        Decimal places of the numbers.
    selected
        Code of a tile to mark with a strong edge.
    selectable
        Whether a click picks a tile: the selection ``tile`` with the field ``code``.
    """
    placed = tiles[tiles["tile_column"].notna() & tiles["tile_row"].notna()].reset_index(drop=True)
    if placed.empty:
        return nothing(language.text("No data yet."), look=look, language=language, width=width)
    styled = styled_areas(
        placed, look=look, language=language, decimals=decimals, selected=selected
    )
    column, row = styled["tile_column"].astype(float), styled["tile_row"].astype(float)
    rows = styled[[*STYLE, "code", "name"]].assign(
        short=[broken_name(name) for name in styled["name"]],
        x=column - 1 + 0.03,
        x2=column - 0.03,
        xm=column - 0.5,
        y=row - 1 + 0.03,
        y2=row - 0.03,
        ym=row - 0.5,
    )
    columns, depth = int(column.max()), int(row.max())
    # A wide column leaves room on the right: tiles stay tiles.
    widest = alt.ExprRef(f"min(width, {columns * BROAD})")
    x_scale = alt.Scale(domain=[0, columns], range=[0, widest], nice=False)
    y_scale = alt.Scale(domain=[0, depth], reverse=True, nice=False)

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=x_scale, axis=None)

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=y_scale, axis=None)

    tips = tooltips(value_name)
    squares = (
        alt.Chart(rows)
        .mark_rect(
            cornerRadius=4,
            fill=own("fill"),
            stroke=own("edge"),
            strokeWidth=own("thick"),
            strokeDash=DASH_IF_MISSING,
        )
        .encode(x=x("x"), x2="x2:Q", y=y("y"), y2="y2:Q", tooltip=tips)
    )
    if selectable:
        squares = squares.add_params(pick())
    roomy = f"width / {columns} >= {ROOMY}"
    base = alt.Chart(rows).encode(x=x("xm"), y=y("ym"), tooltip=tips)
    names = (
        base.transform_calculate(label=f"{roomy} ? datum.name : datum.short")
        .mark_text(
            dy=alt.ExprRef("datum.number == '' ? 0 : -10"),
            fontSize=alt.ExprRef(f"{roomy} ? 12 : 11"),
            lineBreak="\n",
            lineHeight=12,
            baseline="middle",
            color=own("ink"),
        )
        .encode(text="label:N")
    )
    # A name in two lines leaves the number less room.
    in_two = f"!({roomy}) && indexof(datum.short, '\\n') >= 0"
    numbers = base.mark_text(
        dy=alt.ExprRef(f"{in_two} ? 14 : 10"),
        fontSize=15,
        fontWeight="bold",
        baseline="middle",
        color=own("ink"),
    ).encode(text="number:N")
    return finished(
        [squares, names, numbers],
        look=look,
        language=language,
        width=width,
        height=TILE * depth,
        title=value_name,
    )


VOWELS = frozenset("aeiou")
ONE_SOUND = frozenset({"ng", "ny", "sy", "kh"})
ONSETS = frozenset(first + then for first in "bcdgkpt" for then in "lr")

# What an area's row brings along beside its code and name.
STYLE = ("fill", "ink", "number", "tip", "missing", "edge", "thick")
DASH_IF_MISSING = alt.ExprRef("datum.missing ? [3, 3] : [1, 0]")


def styled_areas(
    areas: pd.DataFrame,
    *,
    look: Look,
    language: Language,
    decimals: int | None = None,
    selected: str | None = None,
) -> pd.DataFrame:
    """Areas with the colours, words and edges that both maps give them, the chosen one last.

    Parameters
    ----------
    areas
        Columns ``code, name, value``, and more that are kept.

    Returns
    -------
    DataFrame
        With the columns of :data:`STYLE`: ``number`` for the map and ``tip`` for the tooltip. Gaps
        and then the chosen area are drawn last, so that their edges lie upon their neighbours.
        Where all values are missing, the areas are plain and have no number.
    """
    value = pd.to_numeric(areas["value"]).astype(float)
    fills = ramp_colours(value.tolist(), look=look)
    written = [language.number(v, decimals=decimals) if v == v else "" for v in value]
    chosen = areas["code"].eq(selected) if selected else pd.Series(data=False, index=areas.index)
    gap = value.isna()
    # Where nothing is known of any, there is nothing to tell apart: names stand on plain areas.
    plain = bool(gap.all())
    if plain:
        gap, fills = ~gap, [look.ramp[0]] * len(fills)
    return (
        areas.assign(
            fill=fills,
            ink=[look.muted if fill == look.page else text_on(fill, look=look) for fill in fills],
            number=["" if plain else words or NOTHING for words in written],
            tip=[words or language.text("no data") for words in written],
            missing=gap,
            edge=[
                look.gold if own_area else look.muted if is_gap else look.page
                for own_area, is_gap in zip(chosen, gap, strict=True)
            ],
            thick=chosen.map({True: 3, False: 1}),
        )
        .iloc[(2 * chosen.astype(int) + gap.astype(int)).argsort(kind="stable")]
        .reset_index(drop=True)
    )


def tooltips(value_name: str) -> list[alt.Tooltip]:
    """What both maps say of an area under the pointer."""
    return [alt.Tooltip("name:N", title=" "), alt.Tooltip("tip:N", title=value_name)]


def pick() -> alt.Parameter:
    """The selection of one area by a click: ``tile``, with the field ``code``."""
    return alt.selection_point(name="tile", fields=["code"], on="click")


@dataclass(frozen=True, slots=True)
class Step:
    """One colour of the ramp and the values that have it: from ``least``, below ``most``.

    The last step holds ``most`` as well. A step of a single value has it as both.
    """

    fill: str
    least: float
    most: float


def ramp_steps(values: Sequence[float], *, look: Look) -> list[Step]:
    """The steps that :func:`ramp_colours` gives to values; few values are a step each."""
    known = sorted({v for v in values if v == v})
    if len(known) <= len(look.ramp):
        return [
            Step(fill, v, v) for fill, v in zip(ramp_colours(known, look=look), known, strict=True)
        ]
    least, width = known[0], (known[-1] - known[0]) / len(look.ramp)
    return [
        Step(fill, least + n * width, least + (n + 1) * width) for n, fill in enumerate(look.ramp)
    ]


def ramp_colours(values: Sequence[float], *, look: Look) -> list[str]:
    """A colour of the look's ramp for each value, in equal steps; the page's for a missing one."""
    known = [v for v in values if v == v]
    if not known:
        return [look.page] * len(values)
    least, most = min(known), max(known)
    steps = len(look.ramp)
    span = most - least

    def colour(value: float) -> str:
        if value != value:
            return look.page
        place = (value - least) / span if span else 0.5
        return look.ramp[min(int(place * steps), steps - 1)]

    return [colour(value) for value in values]


def broken_name(name: str, *, letters: int = 9) -> str:
    """A name that fits a narrow tile: a long one in two lines, broken where a syllable begins.

    ``Utara Raya`` at its space, ``Perbukitan`` as ``Perbu-`` and ``kitan``.
    """
    if len(name) <= letters:
        return name
    spaces = [n for n, letter in enumerate(name) if letter == " "]
    if spaces:
        middle = min(spaces, key=lambda n: abs(n - len(name) / 2))
        return f"{name[:middle]}\n{name[middle + 1 :]}"
    places = [n for n in range(2, len(name) - 2) if _begins_syllable(name, n)]
    if not places:
        return name
    # The longer of the two lines, with its hyphen, is to be as short as can be.
    place = min(places, key=lambda n: (max(n + 1, len(name) - n), abs(n - len(name) / 2)))
    return f"{name[:place]}-\n{name[place:]}"


def _begins_syllable(name: str, place: int) -> bool:
    """Whether a syllable begins there: with a consonant, or with two that are spoken as one."""
    before, first, then = name[place - 1], name[place], name[place + 1]
    if first in VOWELS or before + first in ONE_SOUND:
        return False
    if then in VOWELS:
        return before + first not in ONSETS or name[place - 2 : place] == "ng"
    return first + then in ONE_SOUND | ONSETS and name[place + 2] in VOWELS


def short_names(names: Sequence[str], *, letters: int = 8) -> list[str]:
    """Names that fit a narrow tile: long ones cut short, to different beginnings.

    Two long names that begin alike get as many letters as tell them apart.
    """
    out = []
    for name in names:
        if len(name) <= letters:
            out.append(name)
            continue
        size = letters - 2
        while size < len(name) - 1 and any(
            other != name and other.startswith(name[:size]) for other in names
        ):
            size += 1
        out.append(name[:size] + ".")
    return out
