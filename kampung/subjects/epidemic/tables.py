"""The record of the epidemic as tables to read."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kampung.language import Language, mark
from kampung.language.cells import NOTHING, records, written
from kampung.language.statements import (
    QUALITIES,
    STATISTICS,
    change_text,
    formula_text,
    period_text,
    source_text,
    value_text,
)

STATUSES = {
    "published": mark("published"),
    "derived": mark("derived"),
    "estimate": mark("estimated"),
}


def _note(language: Language, row: Mapping[str, Any]) -> str:
    notes = [language.pick(row, "period_note"), language.pick(row, "note")]
    if row["quality"] != "plain":
        notes.insert(0, language.text(QUALITIES[row["quality"]]))
    return " · ".join(note for note in notes if note)


def record_table(marks: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """What each mark of the record says and rests on, the newest first.

    Parameters
    ----------
    marks
        As :func:`marks` returns them, and ``publishers``: those of
        every figure that a mark rests on.

    Returns
    -------
    DataFrame
        One row a figure, all text: period, figure, how stated, status, source, note.
    """
    rows = marks.drop_duplicates("figure_id").sort_values("end_on", ascending=False)
    table = [
        (
            period_text(row, language=language),
            value_text(
                row["printed"], row["relation"], language=language, decimals=row["decimals"]
            ),
            language.text(STATISTICS[row["statistic"]]),
            language.text(STATUSES[row["status"]]),
            _source_or_formula(row, language),
            _note(language, row),
        )
        for row in records(rows)
    ]
    return pd.DataFrame(
        table,
        columns=[
            language.text("Period"),
            language.text("Figure"),
            language.text("How stated"),
            language.text("Status"),
            language.text("Source or formula"),
            language.text("Note"),
        ],
    )


def _source_or_formula(row: Mapping[str, Any], language: Language) -> str:
    if row["status"] != "derived":
        return source_text(row)
    formula = formula_text(row["formula"], language=language)
    return f"{formula} ({', '.join(row['publishers'])})"


def said(row: Mapping[str, Any], which: str, *, language: Language) -> str:
    """The peak or the last figure of a series as stated, without its period."""
    return value_text(row[f"{which}_value"], row[f"{which}_relation"], language=language)


def change(row: Mapping[str, Any], *, language: Language) -> str:
    """The change from the peak to the last figure; of a bound what it leaves."""
    if row["change"] is None:
        return NOTHING
    return change_text(row["change"], row["change_relation"], language=language) or NOTHING


def _said_when(row: Mapping[str, Any], which: str, *, language: Language) -> str:
    if row[f"{which}_value"] is None:
        return NOTHING
    period = language.period(row[f"{which}_start"], row[f"{which}_end"], style="medium")
    value = said(row, which, language=language)
    weeks = row.get(f"{which}_weeks") or 1
    if weeks > 1:
        every = language.plural("in each of {n} week", "in each of {n} weeks", int(weeks))
        return f"{value} {every}, {period}"
    return f"{value}, {period}"


def peak_note(row: Mapping[str, Any], *, language: Language) -> str:
    """The peak of a series in a few words."""
    return language.text("Peak: {peak}", peak=_said_when(row, "peak", language=language))


def peaks_table(
    peaks: pd.DataFrame, *, names: Mapping[str, str], language: Language
) -> pd.DataFrame:
    """Peak, last figure and change of each metric.

    Parameters
    ----------
    peaks
        As :func:`kampung.subjects.epidemic.analysis.peaks.peaks_and_declines` returns them.
    names
        Name of each metric in the language.
    """

    def sources(row: Mapping[str, Any]) -> str:
        named = [row["peak_publisher"], row["last_publisher"]]
        return ", ".join(dict.fromkeys(name for name in named if name))

    return pd.DataFrame(
        [
            (
                names[row["metric"]],
                _said_when(row, "peak", language=language),
                _said_when(row, "last", language=language),
                change(row, language=language),
                sources(row),
            )
            for row in records(peaks)
        ],
        columns=[
            language.text("Series"),
            language.text("Peak"),
            language.text("Last on record in the period"),
            language.text("Change"),
            language.text("Sources"),
        ],
    )


def conflicts_table(figures: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """Published figures that disagree about the same thing, those of one dispute together."""
    rows = figures[figures["conflict"].fillna("").ne("")].sort_values(
        ["end_on", "conflict", "id"], ascending=[False, True, True]
    )
    return pd.DataFrame(
        [
            (
                language.pick(row, "metric_name"),
                period_text(row, language=language),
                value_text(
                    row["value"], row["relation"], language=language, decimals=row["decimals"]
                )
                if pd.notna(row["value"])
                else NOTHING,
                language.text(STATISTICS[row["statistic"]]),
                source_text(row),
                language.pick(row, "note"),
            )
            for row in records(rows)
        ],
        columns=[
            language.text("Series"),
            language.text("Period"),
            language.text("Figure"),
            language.text("How stated"),
            language.text("Source"),
            language.text("Note"),
        ],
    )


def event_period(row: Mapping[str, Any], *, language: Language) -> str:
    """The day of an event, or its first and last day."""
    return language.period(row["on_date"], row["end_on"] or row["on_date"])


def blocks_table(
    blocks: pd.DataFrame, *, metrics: Mapping[str, str], language: Language
) -> pd.DataFrame:
    """Means of seven days of two series over the same blocks of days.

    Parameters
    ----------
    blocks
        As :func:`kampung.subjects.epidemic.analysis.compare.common_blocks` returns them.
    metrics
        Name of each metric in the language, by its id.
    """
    return pd.DataFrame(
        [
            (
                language.period(row["start_on"], row["end_on"], style="medium"),
                written(language, row["days"]),
                *(written(language, row[f"{metric}_week"], decimals=0) for metric in metrics),
            )
            for row in records(blocks)
        ],
        columns=[
            language.text("Period"),
            language.text("Days"),
            *(language.text("{metric}, per 7 days", metric=name) for name in metrics.values()),
        ],
    )
