"""What the cards of an overview say of a series, and how far the record reaches."""

import datetime as dt
import math

from kampung.language import Language
from kampung.subjects.epidemic.analysis.peaks import Peak, Stated
from kampung.subjects.epidemic.words import stated


def each_week(metric_name: str, *, language: Language) -> str:
    """A series as a card names it: ``Kasus baru per pekan``."""
    return language.text("{metric} a week", metric=metric_name)


def when_of(found: Stated, *, language: Language) -> str:
    """The days of a number on a card; of several weeks how many they are."""
    period = language.period(found.start_on, found.end_on, style="medium")
    if found.weeks > 1:
        return language.plural(
            "{n} week, {period}", "{n} weeks, {period}", found.weeks, period=period
        )
    return period


def since_peak(peak: Peak, *, language: Language) -> str:
    """The change since the peak, and what that was: a floor is called a floor; else empty."""
    if peak.last is None:
        return ""
    told = {
        "peak": stated(peak.highest, language=language),
        "day": language.period(peak.highest.start_on, peak.highest.end_on, style="medium"),
    }
    if peak.change is None or peak.change >= 0:
        return language.text("peak {peak}, {day}", **told)
    share = language.percent(-peak.change, decimals=1 if peak.change_relation == "=" else 0)
    if peak.change_relation == "=":
        return language.text("down {share} since the peak of {peak}, {day}", share=share, **told)
    whole = language.percent(math.floor(-peak.change * 100 + 1e-9) / 100, decimals=0)
    return language.text(
        "{peak} in each before ({day}): down more than {share}", share=whole, **told
    )


def reach(last: dt.date, *, checked: str, language: Language) -> str:
    """To which month the record reaches, and on which day it was last checked."""
    month = language.month(last)
    if not checked:
        return language.text("The record ends in {month}.", month=month)
    return language.text(
        "The record ends in {month}; checked on {day}.",
        month=month,
        day=language.date(dt.date.fromisoformat(checked)),
    )
