"""How every chart looks: tokens of colour, one font, and a configuration that each carries."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

import altair as alt
import pandas as pd

from kampung.language import Language, mark

FONT = "Plus Jakarta Sans"
FONTS = f"{FONT}, system-ui, sans-serif"

WATERMARK = 0.16  # opacity of the word across simulated data: plain to see, and data show through
LOW_PLOT = 120  # pixels of height below which that word lies flat
NARROW = 290  # pixels of plot on a small telephone: names must not meet even there

# Streamlit fills the column; pictures and slides ask for pixels.
Width = int | Literal["container"]


@dataclass(frozen=True, slots=True)
class Look:
    """The tokens of one colour scheme, as hexadecimal sRGB.

    Attributes
    ----------
    name
        ``light`` or ``dark``.
    page, surface
        What charts stand on: the page itself, and cards upon it.
    ink, muted
        Text: at least 4.5:1 on page and surface.
    grid
        Hairlines that nobody needs to read.
    accent
        The one accent, and new cases.
    recoveries, deaths, active, gold
        The other series, and the highlight: each at least 3:1 on page and surface.
    ramp
        Seven steps from few to many for maps, the first nearest to the page.
    simulated
        Whether what is drawn was invented: then every chart says so across its plot.
    """

    name: Literal["light", "dark"]
    page: str
    surface: str
    ink: str
    muted: str
    grid: str
    accent: str
    recoveries: str
    deaths: str
    active: str
    gold: str
    ramp: tuple[str, ...]
    simulated: bool = False

    def metric(self, metric: str) -> str:
        """Colour of a metric; the accent where a metric has none of its own."""
        return {
            "new_cases": self.accent,
            "new_recoveries": self.recoveries,
            "new_deaths": self.deaths,
            "active_cases": self.active,
            "fatality_rate": self.deaths,
            "recovery_rate": self.recoveries,
        }.get(metric, self.accent)


LIGHT = Look(
    name="light",
    page="#FFFFFF",
    surface="#F4F8F7",
    ink="#16282C",
    muted="#4E6268",
    grid="#DFE8E7",
    accent="#00737D",
    recoveries="#4A7A12",
    deaths="#C2410C",
    active="#6B4FA0",
    gold="#8A5A00",
    ramp=("#E3F1F0", "#BFE0DE", "#93CAC9", "#5FAFB1", "#3F9FA2", "#00737D", "#00525B"),
)
DARK = Look(
    name="dark",
    page="#0D1B1F",
    surface="#14262B",
    ink="#E6F0F0",
    muted="#A3B8BC",
    grid="#24393F",
    accent="#4CC9C0",
    recoveries="#A5D05A",
    deaths="#FF9A5C",
    active="#B9A2F0",
    gold="#F2C14E",
    ramp=("#173239", "#1C4A50", "#23656A", "#31928F", "#38A39F", "#4CC9C0", "#A9EBE4"),
)
LOOKS: dict[str, Look] = {
    "light": LIGHT,
    "dark": DARK,
    "light-simulated": replace(LIGHT, simulated=True),
    "dark-simulated": replace(DARK, simulated=True),
}


def look_named(name: str | None) -> Look:
    """Return the look called ``light`` or ``dark``, with ``-simulated`` behind it or without.

    Anything else is light: the name may come from an address that somebody has typed. Yet what
    calls itself simulated always says so.
    """
    wanted = name or "light"
    known = LOOKS["light-simulated" if wanted.endswith("-simulated") else "light"]
    return LOOKS.get(wanted, known)


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB`` as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours as WCAG 2.2 defines it, from 1 to 21."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_on(colour: str, *, look: Look) -> str:
    """Whichever of ink and page reads better on a filled mark."""
    return max((look.ink, look.page), key=lambda ink: contrast(ink, colour))


def own(field: str) -> alt.ExprRef:
    """A property of a mark that each row brings along, such as its colour or dash.

    A channel with a scale would do the same, but scales are shared between the layers of a
    chart, and so would get into its key.
    """
    return alt.ExprRef(f"datum.{field}")


def layered(layers: Sequence[alt.Chart | alt.LayerChart]) -> alt.LayerChart:
    """Lay charts upon each other."""
    return cast(alt.LayerChart, alt.layer(*layers))


def finished(
    layers: Sequence[alt.Chart | alt.LayerChart],
    *,
    look: Look,
    language: Language,
    width: Width,
    height: float,
    title: str = "",
) -> alt.LayerChart:
    """Lay charts upon each other and give the whole its size and its own configuration.

    ``alt.theme`` is one for the whole process, so a visitor who reads Indonesian in the dark
    would change the chart of another who reads English in daylight. Hence each chart carries all:
    font, colours, axes and locale.

    Parameters
    ----------
    height
        Of the plot alone. With ``fit-x`` the key and the axis add to it instead of taking from
        it, which keeps every distance that was reckoned in pixels.
    title
        What the value axis counts, written across the top where it is read first.
    """
    size: dict[str, Any] = {
        "width": width,
        "height": height,
        "autosize": alt.AutoSizeParams(type="fit-x", contains="padding"),
    }
    if title:
        size["title"] = alt.TitleParams(
            title,
            anchor="start",
            frame="bounds",
            fontSize=12,
            fontWeight="normal",
            color=look.muted,
            offset=6,
        )
    axis = alt.AxisConfig(
        labelColor=look.muted,
        titleColor=look.muted,
        labelFontSize=12,
        titleFontSize=12,
        titleFontWeight="normal",
        domainColor=look.muted,
        tickColor=look.muted,
        gridColor=look.grid,
        gridWidth=1,
        tickSize=4,
        labelPadding=4,
    )
    legend = alt.LegendConfig(
        labelColor=look.ink,
        titleColor=look.muted,
        labelFontSize=12,
        labelLimit=320,
        symbolStrokeWidth=1.5,
        orient="top",
        offset=8,
    )
    whole = layered(layers)
    if look.simulated:
        # A scale of its own: the watermark has nothing to do with what the chart measures.
        whole = layered([whole, _watermark(look=look, language=language)]).resolve_scale(
            x="independent"
        )
    chart = whole.properties(**size)
    return cast(
        alt.LayerChart,
        chart.configure(
            background="transparent",
            font=FONTS,
            locale=language.vega_locale(),
            padding=4,
            axis=axis,
            legend=legend,
            view=alt.ViewConfig(stroke=None),
            text=alt.MarkConfig(font=FONTS, color=look.ink, fontSize=12),
        ),
    )


def _watermark(*, look: Look, language: Language) -> alt.Chart:
    """The word that says that data were invented, large and pale across the plot.

    It is the title of an axis that shows nothing else, laid over the marks: parts of an axis
    never take the pointer, while a text mark would keep it from the marks beneath.
    """
    word = language.text(mark("SIMULATED"))
    low = f"height < {LOW_PLOT}"
    # As large as fits when slanted; a capital is about 0.72 of the type size wide. In a low plot
    # a slanted word would be tiny, so it lies flat.
    long = len(word) * 0.74
    across, up = long * 0.94 + 0.45, long * 0.34 + 1.15
    size = (
        f"{low} ? min(width / {long + 0.4:.2f}, height / 1.4)"
        f" : min(width / {across:.2f}, height / {up:.2f})"
    )
    axis = alt.Axis(
        title=word,
        titleX=alt.ExprRef("width / 2"),
        titleY=alt.ExprRef("height / 2"),
        titleAngle=alt.ExprRef(f"{low} ? 0 : -20"),
        titleAlign="center",
        titleBaseline="middle",
        titleFontSize=alt.ExprRef(size),
        titleFontWeight=800,
        titleColor=look.ink,
        titleOpacity=WATERMARK,
        orient="top",
        labels=False,
        ticks=False,
        domain=False,
        grid=False,
        zindex=1,
    )
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, 1]), axis=axis)
    nothing_else = alt.Chart(pd.DataFrame({"x": [0.5]})).mark_point(
        size=0, opacity=0, tooltip=None, aria=False
    )
    return cast(alt.Chart, nothing_else.encode(x=x))


def nothing(words: str, *, look: Look, language: Language, width: Width) -> alt.LayerChart:
    """A calm, low plot that says why there is nothing to see."""
    text = (
        alt.Chart(pd.DataFrame({"label": [words]}))
        .mark_text(color=look.muted, fontSize=14, tooltip=None)
        .encode(text="label:N")
    )
    return finished([text], look=look, language=language, width=width, height=72)
