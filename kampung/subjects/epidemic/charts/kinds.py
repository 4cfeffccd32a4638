"""Kinds of marks of the record: their symbols, their names, and what they tell when pointed at."""

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from kampung.language import Language, mark
from kampung.language.statements import (
    QUALITIES,
    STATISTICS,
    UNITS,
    formula_text,
    period_text,
    source_text,
    value_text,
)
from kampung.rows import records
from kampung.subjects.epidemic.analysis.figures import Unit
from kampung.subjects.epidemic.analysis.observed import OFFICIAL, SIMULATED

# Symbols of the key, in the square of −1 to 1 that Vega scales.
BAR = "M-0.9,-0.8H0.9V0.9H-0.9Z"
DOT = "circle"
LEVEL = "M-1,-0.22H1V0.22H-1Z"
UP = "M-0.14,0.95V-0.3H-0.6L0,-1L0.6,-0.3H0.14V0.95Z"
DOWN = "M-0.14,-0.95V0.3H-0.6L0,1L0.6,0.3H0.14V-0.95Z"


# In the chart an arrow stands on its bound.
UP_FROM = "M-0.14,-0.1V-1.3H-0.6L0,-2L0.6,-1.3H0.14V-0.1Z"
DOWN_FROM = "M-0.14,0.1V1.3H-0.6L0,2L0.6,1.3H0.14V0.1Z"
CAP = "M-1,-0.09H1V0.09H-1Z"
DASHES = "M-1,-0.2H-0.2V0.2H-1ZM0.2,-0.2H1V0.2H0.2Z"
CURVE = "M-1,0.5L-0.4,-0.35L0.2,0.25L1,-0.6"
THREE_DOTS = "".join(
    f"M{x},0a0.22,0.22 0 1,0 0.44,0a0.22,0.22 0 1,0 -0.44,0Z" for x in (-1, -0.22, 0.56)
)


TOOLTIP = {
    "tip_value": mark("Number"),
    "tip_unit": mark("In this chart"),
    "tip_period": mark("Period"),
    "tip_stated": mark("Stated as"),
    "tip_source": mark("Source"),
    "tip_note": mark("Note"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One entry of the key: how marks of a kind are drawn, beyond their colour."""

    label: str
    shape: str
    filled: bool


KINDS = {
    "bar": Kind(mark("Weekly, published"), BAR, filled=True),
    "exact": Kind(mark("Weekly, calculated"), BAR, filled=False),
    "day": Kind(mark("One day"), DOT, filled=True),
    "segment": Kind(mark("Average over a period"), LEVEL, filled=True),
    "up": Kind(mark("More than"), UP, filled=True),
    "down": Kind(mark("Less than"), DOWN, filled=True),
    "cap": Kind(mark("Stated weekly maximum"), CAP, filled=True),
    "level": Kind(mark("State of a day"), "diamond", filled=True),
    "cumulative": Kind(mark("Total so far"), "diamond", filled=True),
    "exact_total": Kind(mark("Total, calculated"), "diamond", filled=False),
    "hollow": Kind(mark("Uncertain"), DOT, filled=False),
    "conflict": Kind(mark("Sources disagree"), "circle", filled=False),
    "estimate": Kind(mark("Estimate"), DASHES, filled=True),
    "band": Kind(mark("Possible range"), BAR, filled=True),
    OFFICIAL: Kind(mark("Official series"), CURVE, filled=False),
    SIMULATED: Kind(mark("Simulated"), THREE_DOTS, filled=True),
}


def kind_of(marks: pd.DataFrame) -> pd.Series:
    """The entry of the key to which each mark belongs."""

    def one(row: pd.Series) -> str:
        shape, derived = row["mark"], row["status"] == "derived"
        if derived:
            return "exact_total" if shape == "point" else "exact"
        if shape == "arrow":
            return str(row["direction"])
        if shape == "point":
            return "cumulative" if row["statistic"] == "cumulative" else "level"
        if shape == "dot":
            return "day"
        return str(shape)

    if marks.empty:
        return pd.Series([], dtype=object)
    return marks.apply(one, axis=1)


def tooltip_columns(marks: pd.DataFrame, *, unit: Unit, language: Language) -> pd.DataFrame:
    """The lines of the tooltip as text in the reader's language, one column a line.

    Vega would write numbers and dates by its own rules; so they come written.
    """
    rows = [_tooltip(row, unit=unit, language=language) for row in records(marks)]
    return pd.DataFrame(rows, columns=list(TOOLTIP), index=marks.index)


def _tooltip(row: dict[str, Any], *, unit: Unit, language: Language) -> dict[str, str]:
    derived = row["status"] == "derived"
    printed = value_text(
        row["printed"], row["relation"], language=language, decimals=row["decimals"]
    )
    in_unit = ""
    if row["value"] != row["printed"]:
        number = language.number(row["value"], decimals=0 if row["value"] >= 100 else 1)
        in_unit = f"{number} {language.text(UNITS[unit])}"
    stated = language.text(STATISTICS[row["statistic"]])
    if derived:
        formula = formula_text(row["formula"], language=language)
        stated = language.text("calculated: {formula}", formula=formula)
    notes = [
        language.text(QUALITIES[row["quality"]]) if row["quality"] != "plain" else "",
        language.text("other sources disagree") if row["conflict"] else "",
        language.pick(row, "reading") if row["alternative"] else "",
        language.pick(row, "period_note"),
        language.pick(row, "note"),
    ]
    note = "; ".join(dict.fromkeys(part.rstrip(".") for part in notes if part))
    source = source_text(row)
    if derived:
        count = len(row["rests_on"])
        source = language.plural("{n} published figure", "{n} published figures", count)
    return {
        "tip_value": printed,
        "tip_unit": in_unit,
        "tip_period": period_text(row, language=language),
        "tip_stated": stated,
        "tip_source": source,
        "tip_note": note if len(note) <= 180 else note[:179].rstrip() + "…",
    }


def tooltips(language: Language) -> list[alt.Tooltip]:
    """Tooltip channels for :func:`tooltip_columns`."""
    return [alt.Tooltip(f"{name}:N", title=language.text(title)) for name, title in TOOLTIP.items()]
