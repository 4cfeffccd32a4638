"""Words for daily series that were imported or simulated, and for their totals by district."""

from collections.abc import Collection

import pandas as pd

from kampung.language.cells import records
from kampung.language.core import Language
from kampung.pictures.description import Description
from kampung.subjects.areas.words import Drawn, map_alt
from kampung.subjects.epidemic.analysis.observed import OFFICIAL, SIMULATED

# Under how many districts each is named, where several have the least or the most.
NAMED = 4


def line_note(series: pd.DataFrame, *, language: Language) -> str:
    """What the lines of series in a chart are, in a sentence each; empty without any.

    Parameters
    ----------
    series
        As :func:`kampung.subjects.epidemic.analysis.observed.observed_series` returns it.
    """
    sentences = []
    for status, rows in series.groupby("status"):
        if status == SIMULATED:
            sentences.append(
                language.text(
                    "Dotted line: **simulated**, that is invented to try the system out; none of "
                    "it was published."
                )
            )
        else:
            names = list(dict.fromkeys(rows["publisher"].dropna()))
            sentences.append(
                language.text(
                    "Solid line: **official series** ({publishers}).",
                    publishers=language.join([str(name) for name in names]),
                )
            )
    return " ".join(sentences)


def line_alt(statuses: Collection[str], *, language: Language) -> str:
    """What somebody hears of the lines who does not see the chart."""
    said = {
        OFFICIAL: language.text("A solid line shows an official series."),
        SIMULATED: language.text("A dotted line shows a simulated series."),
    }
    return " ".join(said[status] for status in (OFFICIAL, SIMULATED) if status in statuses)


def by_district(
    totals: pd.DataFrame,
    *,
    language: Language,
    metric_name: str,
    period: str,
    drawn: Drawn = "tiles",
) -> Description:
    """Describe the totals of a period by district.

    Parameters
    ----------
    totals
        As :func:`kampung.subjects.epidemic.analysis.observed.district_totals` returns them.
    metric_name
        Name of the metric in the reader's language.
    period
        The days that are summed, written.
    drawn
        Whether as tiles or with real boundaries.
    """
    simulated = totals["status"].eq(SIMULATED).any()
    title = language.text("{what} by district", what=metric_name)
    if simulated:
        title = language.text("{title} (simulated)", title=title)
    known = totals.dropna(subset="value")
    if known.empty:
        nothing = language.text("No district has a whole series for {period}.", period=period)
        return Description(title, nothing, nothing)
    least, most = known["value"].min(), known["value"].max()

    def districts(value: float) -> str:
        names = sorted(known.loc[known["value"] == value, "name"])
        if len(names) <= NAMED:
            return language.join(names)
        return language.plural("{n} district", "{n} districts", len(names))

    sentence = language.text(
        "{period}: from {least} ({bottom}) to {most} ({top}), {total} together.",
        period=period,
        least=language.number(least, decimals=0),
        bottom=districts(least),
        most=language.number(most, decimals=0),
        top=districts(most),
        total=language.number(known["value"].sum(), decimals=0),
    )
    if simulated:
        sentence = language.text("Simulated, not published.") + " " + sentence
    missing = len(totals) - len(known)
    if missing:
        sentence += " " + language.plural(
            "{n} district lacks days and is left empty.",
            "{n} districts lack days and are left empty.",
            missing,
        )
    items = "; ".join(
        f"{row['name']} {language.number(row['value'], decimals=0)}" for row in records(known)
    )
    return Description(title, sentence, map_alt(sentence, items, drawn=drawn, language=language))
