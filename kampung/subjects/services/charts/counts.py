"""What is counted of services, and how each count is drawn wherever it is."""

import pandas as pd

from kampung.charts.key import Entry
from kampung.charts.periods import DASHED, DOTTED, SOLID, number_or_gap
from kampung.charts.theme import Look
from kampung.language import Language, mark

COUNTS = {
    "requested": mark("Requests"),
    "completed": mark("Completed"),
    "rejected": mark("Rejected"),
}

SLIM = "M-0.35,-0.9H0.35V0.9H-0.35Z"


def count_name(name: str, *, language: Language) -> str:
    """Name of a count where there is little room."""
    return language.text(COUNTS[name])


def count_colour(name: str, *, look: Look) -> str:
    """Colour of a count: what was refused has its own."""
    return look.deaths if name == "rejected" else look.accent


def count_entry(name: str, *, look: Look, language: Language, as_bars: bool) -> Entry:
    """The key's entry of a count, told apart by its shape as well, as bars or as lines."""
    colour = count_colour(name, look=look)
    words = count_name(name, language=language)
    if not as_bars:
        shape = {"requested": DASHED, "completed": SOLID, "rejected": DOTTED}[name]
        return Entry(words, shape, colour, colour + "00")
    shape = SLIM if name == "rejected" else "square"
    return Entry(words, shape, colour + "24" if name == "requested" else colour, colour)


def count_tips(rows: pd.DataFrame, *, language: Language) -> dict[str, list[str]]:
    """The counts that rows have as text for tooltips: ``tip_requested`` and so on."""
    names = [*COUNTS, "villages"]
    return {
        f"tip_{name}": [number_or_gap(value, language=language) for value in rows[name]]
        for name in names
        if name in rows
    }
