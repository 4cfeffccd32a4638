"""What stands around a chart of single days: states, or running totals."""

import datetime as dt

import pandas as pd

from kampung.language import Language
from kampung.language.statements import inside
from kampung.pictures.description import Description
from kampung.subjects.epidemic.analysis.grid import PUBLISHED
from kampung.subjects.epidemic.analysis.peaks import Peak
from kampung.subjects.epidemic.grid_words import KINDS, months
from kampung.subjects.epidemic.words import stated


def described_days(
    points: pd.DataFrame,
    *,
    language: Language,
    metric_name: str,
    state: bool,
    start: dt.date,
    end: dt.date,
    peak: Peak | None,
    note: str = "",
) -> Description:
    """What stands around a chart of single days: states, or running totals.

    Parameters
    ----------
    points
        As :func:`kampung.subjects.epidemic.facts.points_of` returns them.
    state
        Whether they are states of a day, not running totals.
    """
    period = months(start, end, language=language)
    what = axis_of_days(metric_name, state=state, language=language)
    published = points[points["status"] == "published"]
    if published.empty:
        nothing = language.text(
            "No figure on {metric} was published for {period}.",
            metric=inside(metric_name),
            period=period,
        )
        return Description(what, nothing, nothing)
    if state:
        claim = _claim_of_states(peak, metric_name=metric_name, language=language)
    else:
        claim = _claim_of_totals(published, metric_name=metric_name, language=language)
    told = f"{what}, {period}."
    alt = language.text(
        "Dots of {what}, {period}. {counts} {claim}",
        what=inside(what),
        period=period,
        counts=f"{language.text(KINDS[PUBLISHED])}: {language.number(len(published))}.",
        claim=f"{claim}." if claim else "",
    )
    return Description(claim or what, told, alt.strip(), note)


def axis_of_days(metric_name: str, *, state: bool, language: Language) -> str:
    """What the value axis of a chart of single days counts."""
    each = language.text("on the day") if state else language.text("running total")
    return language.text("{metric}, {unit}", metric=metric_name, unit=each)


def _claim_of_states(peak: Peak | None, *, metric_name: str, language: Language) -> str:
    if peak is None:
        return ""
    named = {
        "metric": metric_name,
        "peak": stated(peak.highest, language=language),
        "day": language.date(peak.highest.end_on),
    }
    if peak.last is None:
        return language.text("{metric}: {peak} at most, on {day}", **named)
    return language.text(
        "{metric}: {peak} at most, on {day}; {last} on {last_day}",
        **named,
        last=stated(peak.last, language=language),
        last_day=language.date(peak.last.end_on),
    )


def _claim_of_totals(published: pd.DataFrame, *, metric_name: str, language: Language) -> str:
    first, last = published.iloc[0], published.iloc[-1]
    told = {
        "metric": inside(metric_name),
        "total": language.number(last["printed"]),
        "day": language.date(last["end_on"]),
    }
    if len(published) == 1:
        return language.text("Total of {metric}: {total} up to {day}", **told)
    return language.text(
        "Total of {metric}: {first} up to {first_day}, {total} up to {day}",
        **told,
        first=language.number(first["printed"]),
        first_day=language.date(first["end_on"]),
    )
