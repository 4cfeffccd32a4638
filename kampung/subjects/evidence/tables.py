"""Figures and their results as tables to read, and to take into a spreadsheet."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kampung.language import Language
from kampung.language.cells import records
from kampung.language.core import EN_DASH
from kampung.language.statements import period_text
from kampung.pictures import cells
from kampung.pictures.table import Cell, Column, Table, table
from kampung.subjects.evidence.reasons import reason_of
from kampung.subjects.evidence.words import outcome, room, stated


def windows_table(windows: pd.DataFrame, *, language: Language) -> Table:
    """Ranges and estimates of weeks; with those under a single wave where they are there."""
    spans = {"": language.text("Possible range")}
    if "least_unimodal" in windows:
        spans["_unimodal"] = language.text("Range with only one wave")
    return table(
        [
            Column(language.text("Week"), "period"),
            *spans.values(),
            Column(language.text("Estimate"), "number", decimals=0),
        ],
        [
            (
                _week(row, language),
                *(_span(row[f"least{of}"], row[f"greatest{of}"], language) for of in spans),
                cells.number(language, row["estimate"], decimals=0),
            )
            for row in records(windows)
        ],
    )


def _week(row: Mapping[str, Any], language: Language) -> Cell:
    start, end = row["start_on"], row["end_on"]
    return cells.period(start, end, language.period(start, end, style="medium"))


def _span(least: float | None, greatest: float | None, language: Language) -> Cell:
    if least is None or greatest is None:
        return cells.MISSING
    ends = [language.number(end) for end in dict.fromkeys([least, greatest])]
    return Cell("/".join(f"{end:.0f}" for end in (least, greatest)), EN_DASH.join(ends))


def statements_table(statements: pd.DataFrame, *, language: Language) -> Table:
    """Every figure with its result, the range that others allow, and the reason."""
    return table(
        [
            language.text("Result"),
            language.text("Figure"),
            Column(language.text("Period"), "period"),
            language.text("Possible range"),
            language.text("Reason"),
            language.text("Source"),
        ],
        [
            (
                outcome(row, language=language),
                stated(row, language=language),
                cells.period(row["start_on"], row["end_on"], period_text(row, language=language)),
                room(row, language=language) or cells.MISSING,
                reason_of(row, language=language),
                cells.source(language, row),
            )
            for row in records(statements)
        ],
    )
