"""What the record of the epidemic says, in sentences."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from kampung.language import Language, mark
from kampung.language.statements import (
    QUALITIES,
    STATISTICS,
    UNITS,
    change_text,
    formula_text,
    inside,
    period_text,
    value_text,
)
from kampung.pictures.description import Description
from kampung.pictures.table import Table
from kampung.rows import records
from kampung.subjects.epidemic.analysis.figures import STATES
from kampung.subjects.epidemic.analysis.observed import OFFICIAL, SIMULATED
from kampung.subjects.epidemic.analysis.peaks import Peak, RunningTotals, Stated, within

STATUSES = {
    "published": mark("published"),
    "derived": mark("derived"),
    "estimate": mark("estimated"),
    OFFICIAL: mark("official series"),
    SIMULATED: mark("simulated"),
}


MARKS = (
    ("▮", mark("Bar: the total of seven days, drawn over these days.")),
    ("●", mark("Dot: the number of one day.")),
    ("━", mark("Level line: an average, or a total of more or fewer than seven days.")),
    ("↑", mark("Arrow: more than a number; the true one is higher.")),
    ("▯", mark("Outline: calculated from published totals; the sum is given.")),
    ("○", mark("Empty: the day or the period is not certain, or the figure is doubtful.")),
    ("◯", mark("Ring: sources differ.")),
)


def how_to_read(language: Language) -> str:
    """What each kind of mark means where every published figure is drawn."""
    return "\n".join(f"- {sign} {language.text(text)}" for sign, text in MARKS)


def record(
    marks: pd.DataFrame,
    *,
    language: Language,
    metric_name: str,
    unit: str,
    start: dt.date,
    end: dt.date,
    peak: Peak | None,
    totals: RunningTotals | None,
) -> Description:
    """Describe the record of one metric.

    Parameters
    ----------
    marks
        What :func:`kampung.subjects.epidemic.analysis.record.marks` gives for the metric and unit;
        of it what lies wholly between ``start`` and ``end`` is described.
    metric_name
        Name of the metric in the reader's language.
    unit
        ``day``, ``week`` or ``cumulative``.
    peak, totals
        What `analysis.peaks` finds in these marks and this period.
    """
    shown = within(marks, start=start, end=end)
    period = language.period(start, end)
    states = len(shown) > 0 and shown["statistic"].isin(STATES).all()
    title = (
        metric_name
        if states
        else language.text("{metric}, {unit}", metric=metric_name, unit=language.text(UNITS[unit]))
    )
    if shown.empty:
        sentence = language.text(
            "No figure on {metric} was published for {period}.",
            metric=inside(metric_name),
            period=period,
        )
        return Description(title, sentence, sentence)
    if unit == "cumulative" and not states:
        sentence = _running_total(totals, language=language, metric_name=metric_name)
    else:
        sentence = _peak_and_last(peak, language=language, metric_name=metric_name)
    if sentence and _is_disputed(totals if unit == "cumulative" and not states else peak):
        sentence = f"{sentence} {language.text('A number of these is disputed.')}"
    sentence = sentence or _only_figures(shown, language=language, metric_name=metric_name)
    published = int(shown.loc[shown["status"] == "published", "figure_id"].nunique())
    derived = int(shown.loc[shown["status"] == "derived", "figure_id"].nunique())
    disputed = int(
        shown.loc[
            (shown["status"] == "published") & (shown["conflict"] != ""), "figure_id"
        ].nunique()
    )
    parts = [
        language.plural(
            "Chart of {what}, {period}: {n} published figure.",
            "Chart of {what}, {period}: {n} published figures.",
            published,
            what=inside(title),
            period=period,
        )
    ]
    if derived:
        parts.append(
            language.plural(
                "{n} more was calculated from them.",
                "{n} more were calculated from them.",
                derived,
            )
        )
    if disputed:
        parts.append(
            language.plural(
                "{n} figure is disputed by another source.",
                "{n} figures are disputed by other sources.",
                disputed,
            )
        )
    return Description(title, sentence, " ".join([*parts, sentence]))


def _running_total(totals: RunningTotals | None, *, language: Language, metric_name: str) -> str:
    if totals is None:
        return ""
    first, last = totals.first, totals.last
    words = {
        "metric": metric_name,
        "total": language.number(last.value),
        "day": language.date(last.end_on),
    }
    if first == last:
        return language.text("{metric}: {total} counted up to {day}.", **words)
    return language.text(
        "{metric}: {first} counted up to {first_day}, {total} up to {day}.",
        **words,
        first=language.number(first.value),
        first_day=language.date(first.end_on),
    )


def _is_disputed(found: Peak | RunningTotals | None) -> bool:
    return found is not None and found.disputed


def _only_figures(shown: pd.DataFrame, *, language: Language, metric_name: str) -> str:
    count = int(shown["figure_id"].nunique())
    return language.plural(
        "{metric}: {n} figure in this period, but no total of a week.",
        "{metric}: {n} figures in this period, but no total of a week.",
        count,
        metric=metric_name,
    )


def stated(found: Stated, *, language: Language) -> str:
    """What a source states, without its period: ``954``, ``above 100``."""
    return value_text(found.value, found.relation, language=language, decimals=found.decimals)


def peak_change(peak: Peak, *, language: Language) -> str:
    """The change from the peak to the last figure; of a bound what it leaves; else empty."""
    if peak.change is None:
        return ""
    return change_text(peak.change, peak.change_relation, language=language)


def _peak_and_last(peak: Peak | None, *, language: Language, metric_name: str) -> str:
    if peak is None:
        return ""
    highest, last = peak.highest, peak.last
    words = {
        "metric": metric_name,
        "peak": stated(highest, language=language),
        "period": language.period(highest.start_on, highest.end_on),
    }
    if highest.is_level:
        first = language.text("{metric}: {peak} at the highest, on {period}", **words)
    elif highest.weeks > 1:
        first = language.plural(
            "{metric}: {peak} in {n} week, {period}",
            "{metric}: {peak} in each of {n} weeks, {period}",
            highest.weeks,
            **words,
        )
    elif peak.is_highest_week:
        first = language.text("{metric} peaked at {peak} in the week {period}", **words)
    else:
        first = language.text("{metric}: {peak} in the highest published week, {period}", **words)
    if last is None:
        return language.text("{sentence}.", sentence=first)
    if highest.is_level:
        then = mark("{peak}, then {last} on {day} ({change}).")
    elif peak.change is not None and peak.change < 0 and peak.change_relation in ("=", "<", "≤"):
        then = mark("{peak}, then fell to {last} in {period} ({change}).")
    else:
        then = mark("{peak}, then {last} in {period}.")
    return language.text(
        then,
        peak=first,
        last=stated(last, language=language),
        day=language.date(last.end_on),
        period=language.period(last.start_on, last.end_on),
        change=peak_change(peak, language=language),
    )


def comparison(
    blocks: pd.DataFrame,
    *,
    metrics: Mapping[str, str],
    language: Language,
    said: pd.DataFrame | None = None,
) -> Description:
    """Describe two flows over the same blocks of days.

    Parameters
    ----------
    blocks
        What :func:`kampung.subjects.epidemic.analysis.compare.common_blocks` gives.
    metrics
        Two metrics: name in the reader's language by id.
    said
        Published comparisons of the second with the first metric, without numbers.
    """
    (first, first_name), (second, second_name) = tuple(metrics.items())[:2]
    title = language.text("{second} against {first}", first=inside(first_name), second=second_name)
    sentences = []
    if len(blocks):
        last = blocks.iloc[-1]
        sentences.append(
            language.text(
                "In {period} the weekly average was {a} ({first}) and {b} ({second}).",
                period=language.period(last["start_on"], last["end_on"]),
                a=language.number(last[f"{first}_week"], decimals=0),
                b=language.number(last[f"{second}_week"], decimals=0),
                first=inside(first_name),
                second=inside(second_name),
            )
        )
    for row in records(said) if said is not None else []:
        relation = mark("For {period} a source says that there were more {second} than {first}.")
        if row["relation"] in ("<", "≤"):
            relation = mark(
                "For {period} a source says that there were fewer {second} than {first}."
            )
        sentences.append(
            language.text(
                relation,
                period=language.period(row["start_on"], row["end_on"]),
                first=inside(first_name),
                second=inside(second_name),
            )
        )
    if not sentences:
        nothing = language.text("No totals of both series for the same days yet.")
        return Description(title, nothing, nothing)
    sentence = " ".join(sentences)
    alt = language.plural(
        "Levels of two series over {n} block of days. {sentence}",
        "Levels of two series over {n} blocks of days. {sentence}",
        len(blocks),
        sentence=sentence,
    )
    return Description(title, sentence, alt)


def stated_when(found: Stated, *, language: Language) -> str:
    """What a source states, and of which days."""
    period = language.period(found.start_on, found.end_on, style="medium")
    value = stated(found, language=language)
    if found.disputed:
        value = language.text("{number} (disputed)", number=value)
    if found.weeks > 1:
        every = language.plural("in each of {n} week", "in each of {n} weeks", found.weeks)
        return f"{value} {every}, {period}"
    return f"{value}, {period}"


def disputes(count: int, *, language: Language) -> Description:
    """That published figures disagree, and that none is corrected."""
    title = language.text("Where sources differ")
    sentence = language.plural(
        "Sources differ in {n} case. Both figures are kept; neither is corrected.",
        "Sources differ in {n} cases. All figures are kept; none is corrected.",
        count,
    )
    return Description(title, sentence, title)


def peaks_and_declines(peaks: Sequence[Peak], *, language: Language) -> Description:
    """What the table of peaks holds."""
    title = language.text("Peaks and declines")
    if not peaks:
        return Description(
            title, language.text("No weekly total was published for this period."), title
        )
    sentence = language.text(
        "The highest number of each indicator that was published for a week, or for a day, in "
        "the period shown, and the last one after it. Only the change is calculated."
    )
    return Description(title, sentence, title)


def list_of_events(table: Table) -> str:
    """Rows of a table of events as a numbered list, as their numbers stand on the chart."""
    return "\n".join(
        f"1. **{title.markdown}**, {period.text} ({source.markdown})"
        for period, title, source in table.rows
    )


def events(titles: Sequence[str], *, language: Language) -> Description:
    """What happened in a period."""
    title = language.text("Events on the chart, in order of time")
    return Description(title, language.join(list(titles)), title)


def estimate_note(*, used: int, left_out: int, language: Language) -> str:
    """What the estimate is, and what it leaves out."""
    lost = language.plural(
        "{n} figure that conflicts with others is left out.",
        "{n} figures that conflict with others are left out.",
        left_out,
    )
    return language.plural(
        "Dashed: an **estimate from {n} published figure**; nobody published it.",
        "Dashed: an **estimate from {n} published figures**; nobody published it.",
        used,
    ) + (" " + lost if left_out else "")


def mark_name(row: Mapping[str, Any], *, language: Language) -> str:
    """A figure as a list names it: its days, its number, and who says it."""
    value = value_text(row["printed"], row["relation"], language=language, decimals=row["decimals"])
    when = period_text(row, language=language)
    named = f"{when}: {value}"
    return f"{named} ({row['publisher']})" if row["publisher"] else named


def mark_derivation(row: Mapping[str, Any], *, language: Language) -> str:
    """How a figure is stated, or the sum from which it follows."""
    if row["status"] == "derived":
        return language.text(
            "Calculated: {formula}.", formula=formula_text(row["formula"], language=language)
        )
    told = [language.text(STATISTICS[row["statistic"]])]
    if row["quality"] != "plain":
        told.append(language.text(QUALITIES[row["quality"]]))
    if row["alternative"]:
        told.append(language.pick(row, "reading"))
    return language.text("Published: {how}.", how="; ".join(told))
