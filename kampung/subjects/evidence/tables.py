"""Statements and their results as tables to read."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kampung.language import Language, mark
from kampung.language.cells import NOTHING, records, written
from kampung.language.core import EN_DASH
from kampung.language.statements import RELATIONS, STATISTICS, period_text, source_text, value_text


def windows_table(windows: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """Ranges and estimates of weeks; with those under a single wave where they are there."""

    def span(least: Any, greatest: Any) -> str:
        if least is None or greatest is None:
            return NOTHING
        if least == greatest:
            return language.number(least)
        return f"{language.number(least)}{EN_DASH}{language.number(greatest)}"

    rows = records(windows)
    table = {
        language.text("Week"): [
            language.period(row["start_on"], row["end_on"], style="medium") for row in rows
        ],
        language.text("Range that the record allows"): [
            span(row["least"], row["greatest"]) for row in rows
        ],
    }
    if "least_unimodal" in windows:
        table[language.text("Range if there was a single wave")] = [
            span(row["least_unimodal"], row["greatest_unimodal"]) for row in rows
        ]
    table[language.text("Estimate")] = [
        written(language, row["estimate"], decimals=0) for row in rows
    ]
    return pd.DataFrame(table)


VERDICTS = {
    "contradicts": mark("contradicts"),
    "disputed": mark("disputed"),
    "possible": mark("possible"),
    "follows": mark("follows from the others"),
    "uncheckable": mark("cannot be checked"),
}


def stated(row: Mapping[str, Any], *, language: Language) -> str:
    """What a figure states, in a few words: series, number and how it is stated."""
    name = language.pick(row, "metric_name")
    if row["value"] is None:
        other = language.pick(row, "compared_name")
        return language.text(
            "{metric}: {number} ({how})",
            metric=name,
            number=language.text(RELATIONS[row["relation"]], value=other),
            how=_statistic(row, language),
        )
    number = value_text(row["value"], row["relation"], language=language, decimals=row["decimals"])
    reading = language.pick(row, "reading")
    how = _statistic(row, language) + (f"; {reading}" if reading else "")
    return language.text("{metric}: {number} ({how})", metric=name, number=number, how=how)


def _statistic(row: Mapping[str, Any], language: Language) -> str:
    return language.text(STATISTICS[row["statistic"]])


def statements_table(statements: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    """Every statement with its verdict and the reason, as text."""
    return pd.DataFrame(
        [
            (
                language.text(VERDICTS[row["verdict"]]),
                stated(row, language=language),
                period_text(row, language=language),
                language.pick(row, "reason"),
                source_text(row),
            )
            for row in records(statements)
        ],
        columns=[
            language.text("Verdict"),
            language.text("Statement"),
            language.text("Period"),
            language.text("Reason"),
            language.text("Source"),
        ],
    )
