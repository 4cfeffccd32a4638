"""What the record says in the sentence on top of a page."""

import datetime as dt
import re
from collections.abc import Sequence

from kampung.language import Language, mark
from kampung.subjects.epidemic.analysis.peaks import Peak, Stated
from kampung.subjects.epidemic.words import stated


def headline(peaks: Sequence[Peak], language: Language) -> str:
    """What the record says of cases and deaths, in two sentences; empty without either."""
    told = (
        fall_of_cases(peaks, language=language),
        fall_of_deaths(peaks, language=language),
    )
    return " ".join(sentence for sentence in told if sentence)


def _of(peaks: Sequence[Peak], metric: str) -> Peak | None:
    return next((peak for peak in peaks if peak.metric == metric), None)


def fall_of_cases(peaks: Sequence[Peak], *, language: Language) -> str:
    """From the highest week of new cases to the last one; empty where there is none."""
    peak = _of(peaks, "new_cases")
    if peak is None:
        return ""
    told = {
        "publisher": peak.highest.publisher,
        "highest": stated(peak.highest, language=language),
        "week": roughly(peak.highest, language=language),
    }
    if not peak.is_highest_week:
        return _highest_published(peak, told, language=language)
    if peak.last is None:
        return language.text(
            "Weekly new cases peaked at **{highest}** ({week}), says {publisher}.", **told
        )
    told["last"] = stated(peak.last, language=language)
    told["last_week"] = roughly(peak.last, language=language)
    if peak.change is None or peak.change >= 0 or peak.change_relation != "=":
        return language.text(
            "Weekly new cases peaked at **{highest}** ({week}) and then came to **{last}** "
            "({last_week}), says {publisher}.",
            **told,
        )
    return language.text(
        "Weekly new cases fell {share}, from a peak of **{highest}** ({week}) to **{last}** "
        "({last_week}), says {publisher}.",
        share=language.percent(-peak.change, decimals=1),
        **told,
    )


def _highest_published(peak: Peak, told: dict[str, str], *, language: Language) -> str:
    """The same where no source says that no week was higher: that is no peak yet."""
    if peak.last is None:
        return language.text(
            "The highest published week had **{highest}** new cases ({week}), says {publisher}.",
            **told,
        )
    return language.text(
        "The highest published week had **{highest}** new cases ({week}), the last **{last}** "
        "({last_week}), says {publisher}.",
        **told,
        last=stated(peak.last, language=language),
        last_week=roughly(peak.last, language=language),
    )


def roughly(found: Stated, *, language: Language) -> str:
    """When a week was, as people say it: ``pertengahan Juli 2021``, ``pekan terakhir Agustus``.

    The days of a week that a source only calls so stand beneath the chart.
    """
    start, end = found.start_on, found.end_on
    month = language.month(end)
    if found.weeks > 1 or start == end or (end - start).days != 6:
        return language.period(start, end)
    if (end + dt.timedelta(days=1)).day == 1:
        return language.text("last week of {month}", month=month)
    middle = start + (end - start) / 2
    part = mark("early {month}") if middle.day <= 10 else mark("mid {month}")
    if middle.day > 20:
        part = mark("late {month}")
    return language.text(part, month=language.month(middle))


def fall_of_deaths(peaks: Sequence[Peak], *, language: Language) -> str:
    """From the highest weeks of deaths to the last one; empty where there is none."""
    peak = _of(peaks, "new_deaths")
    if peak is None or peak.last is None:
        return ""
    return language.plural(
        "Deaths, {highest} a week for {n} week, fell to **{last}**.",
        "Deaths, {highest} a week for {n} weeks, fell to **{last}**.",
        peak.highest.weeks,
        highest=bold_number(stated(peak.highest, language=language)),
        last=stated(peak.last, language=language),
    )


def bold_number(words: str) -> str:
    """Words with their number in bold: ``lebih dari **100**``."""
    return re.sub(r"\d[\d.,]*", lambda found: f"**{found[0]}**", words)
