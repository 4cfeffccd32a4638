"""What the record of the epidemic says, in sentences."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from kampung.language import Language, mark
from kampung.language.statements import UNITS, change_text, inside, places_of, value_text
from kampung.pictures.description import Description
from kampung.subjects.epidemic.analysis.figures import STATES, records
from kampung.subjects.epidemic.analysis.peaks import (
    highest_by_statement,
    last_after,
    peak,
    relative_change,
    single_weeks,
    within,
)


def record(
    marks: pd.DataFrame,
    *,
    language: Language,
    metric_name: str,
    unit: str,
    start: dt.date,
    end: dt.date,
) -> Description:
    """Describe the record of one metric.

    Parameters
    ----------
    marks
        What :func:`marks` gives for the metric and unit; of it what lies
        wholly between ``start`` and ``end`` is described.
    metric_name
        Name of the metric in the reader's language.
    unit
        ``day``, ``week`` or ``cumulative``.
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
        sentence = _running_total(shown, language=language, metric_name=metric_name)
    else:
        sentence = _peak_and_last(shown, language=language, metric_name=metric_name)
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
                "{n} more was worked out from them.",
                "{n} more were worked out from them.",
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


def _running_total(shown: pd.DataFrame, *, language: Language, metric_name: str) -> str:
    sure = shown[(shown["status"] == "published") & ~shown["hollow"].astype(bool)]
    sure = sure[(sure["statistic"] == "cumulative") & (sure["relation"] == "=")]
    if sure.empty:
        return _only_figures(shown, language=language, metric_name=metric_name)
    first, last = sure.iloc[0], sure.iloc[-1]
    words = {
        "metric": metric_name,
        "total": language.number(last["printed"]),
        "day": language.date(last["end_on"]),
    }
    if len(sure) == 1:
        return language.text("{metric}: {total} counted up to {day}.", **words)
    return language.text(
        "{metric}: {first} counted up to {first_day}, {total} up to {day}.",
        **words,
        first=language.number(first["printed"]),
        first_day=language.date(first["end_on"]),
    )


def _only_figures(shown: pd.DataFrame, *, language: Language, metric_name: str) -> str:
    count = int(shown["figure_id"].nunique())
    return language.plural(
        "{metric}: {n} figure in this period, but no total of a week.",
        "{metric}: {n} figures in this period, but no total of a week.",
        count,
        metric=metric_name,
    )


def _peak_and_last(shown: pd.DataFrame, *, language: Language, metric_name: str) -> str:
    statements = single_weeks(shown)
    highest = peak(statements)
    if highest is None:
        return _only_figures(shown, language=language, metric_name=metric_name)
    stated = {
        "metric": metric_name,
        "peak": value_text(
            highest["printed"],
            highest["relation"],
            language=language,
            decimals=highest["decimals"],
        ),
        "period": language.period(highest["start_on"], highest["end_on"]),
    }
    level = highest["statistic"] in STATES
    if level:
        first = language.text("{metric}: {peak} at the highest, on {period}", **stated)
    elif highest["weeks"] > 1:
        first = language.plural(
            "{metric}: {peak} in {n} week, {period}",
            "{metric}: {peak} in each of {n} weeks, {period}",
            int(highest["weeks"]),
            **stated,
        )
    elif highest_by_statement(shown, highest):
        first = language.text("{metric} peaked at {peak} in the week {period}", **stated)
    else:
        first = language.text("{metric}: {peak} in the highest published week, {period}", **stated)
    last = last_after(statements, highest)
    if last is None:
        return language.text("{sentence}.", sentence=first)
    change, relation = relative_change(
        highest["printed"], highest["relation"], last["printed"], last["relation"]
    )
    fell = change < 0 and relation in ("=", "<", "≤")
    if level:
        words = mark("{peak}, then {last} on {day} ({change}).")
    elif fell:
        words = mark("{peak}, then fell to {last} in {period} ({change}).")
    else:
        words = mark("{peak}, then {last} in {period}.")
    return language.text(
        words,
        peak=first,
        last=language.number(last["printed"], decimals=places_of(last["decimals"])),
        day=language.date(last["end_on"]),
        period=language.period(last["start_on"], last["end_on"]),
        change=change_text(change, relation, language=language),
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
                "In {period} the mean of 7 days was {a} ({first}) and {b} ({second}).",
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


def _said(row: Mapping[str, Any], which: str, language: Language) -> str:
    return value_text(row[f"{which}_value"], row[f"{which}_relation"], language=language)


def _row(peaks: pd.DataFrame, metric: str) -> dict[str, Any] | None:
    rows = peaks[peaks["metric"] == metric]
    return dict(rows.iloc[0]) if len(rows) else None


def fall_of_cases(peaks: pd.DataFrame, *, language: Language) -> str:
    """From the highest week of new cases to the last one; empty where there is none.

    Parameters
    ----------
    peaks
        As :func:`kampung.subjects.epidemic.analysis.peaks.peaks_and_declines` returns them.
    """
    row = _row(peaks, "new_cases")
    if row is None:
        return ""
    highest = _said(row, "peak", language)
    week = language.period(row["peak_start"], row["peak_end"])
    if pd.isna(row["last_value"]):
        return language.text(
            "New cases peaked at **{highest}** in a week ({week}).", highest=highest, week=week
        )
    return language.text(
        "New cases peaked at **{highest}** in the week of {week} and came to **{last}** in that "
        "of {last_week} ({change}).",
        highest=highest,
        week=week,
        last=_said(row, "last", language),
        last_week=language.period(row["last_start"], row["last_end"]),
        change=language.percent(row["change"], signed=True),
    )


def fall_of_deaths(peaks: pd.DataFrame, *, language: Language) -> str:
    """From the highest weeks of deaths to the last one; empty where there is none."""
    row = _row(peaks, "new_deaths")
    if row is None or pd.isna(row["last_value"]):
        return ""
    weeks = int(row["peak_weeks"]) if pd.notna(row["peak_weeks"]) else 1
    return language.plural(
        "Deaths came down from {highest} in {n} week to **{last}** a week.",
        "Deaths came down from {highest} in each of {n} weeks to **{last}** a week.",
        weeks,
        highest=_said(row, "peak", language),
        last=_said(row, "last", language),
    )
