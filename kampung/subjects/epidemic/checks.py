"""One number of the record, to be checked: what it is, of which days, how known, and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from kampung.language import Language
from kampung.language.cells import records
from kampung.pictures.sources import Source, sources_of
from kampung.store.door import DataSet, kept
from kampung.subjects.epidemic import grid_words, words
from kampung.subjects.epidemic.analysis.figures import ONE_DAY
from kampung.subjects.epidemic.analysis.grid import UNKNOWN
from kampung.subjects.epidemic.facts import (
    figures_of,
    given_up,
    is_state,
    points_of,
    record_grid,
    record_marks,
    touching,
)
from kampung.subjects.epidemic.focus import between
from kampung.subjects.epidemic.pictures.settings import RecordSettings


@dataclass(frozen=True, slots=True)
class Check:
    """A number that a reader picked out of the chart.

    Attributes
    ----------
    name
        Its days and the number, as a list names it.
    derivation
        How it is known, in a sentence.
    notes
        What the record notes on its days and on itself.
    figures
        Ids of the published figures that it rests on.
    sources
        Where these are published, with the places in the text. Where all figures together bound
        a number, of those that speak of its days.
    """

    name: str
    derivation: str
    notes: tuple[str, ...]
    figures: tuple[str, ...]
    sources: tuple[Source, ...]


@kept
def checks(data: DataSet, chosen: RecordSettings, language: Language) -> Mapping[str, Check]:
    """Every number of a chart of the record that can be checked, by its code, in order of time."""
    start, end = between(data, chosen.start, chosen.end)
    if chosen.show == "all":
        marks = touching(
            record_marks(data, metric=chosen.metric, unit=chosen.unit), start=start, end=end
        ).drop_duplicates("figure_id")
        marks = marks.assign(code=marks["figure_id"])
    elif chosen.unit == "cumulative" or is_state(data, chosen.metric):
        marks = points_of(data, metric=chosen.metric, unit=chosen.unit, start=start, end=end)
    else:
        found = record_grid(data, metric=chosen.metric, unit=chosen.unit, start=start, end=end)
        return {
            row["code"]: _check_row(data, row, metric=chosen.metric, language=language)
            for row in records(found[found["kind"] != UNKNOWN])
        }
    return {
        row["code"]: _check(
            data,
            name=words.mark_name(row, language=language),
            derivation=words.mark_derivation(row, language=language),
            rests_on=row["rests_on"],
            language=language,
        )
        for row in records(marks)
    }


def _check_row(data: DataSet, row: Mapping[str, Any], *, metric: str, language: Language) -> Check:
    """A week or a day; where all figures together bound it, those of these days are named."""
    one = _check(
        data,
        name=grid_words.choice(row, language=language),
        derivation=grid_words.derivation(row, language=language),
        rests_on=row["rests_on"] or row["depends_on"],
        language=language,
    )
    if one.sources:
        return one
    near = sources_of(_around(data, metric=metric, start=row["start_on"], end=row["end_on"]))
    told = f"{one.derivation} {grid_words.of_these_days(language)}" if near else one.derivation
    return replace(one, derivation=told, sources=near)


def _around(data: DataSet, *, metric: str, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    """Figures of a metric that speak of any of these days or of their eve, else the nearest."""
    figures = figures_of(data)
    rows = figures[(figures["metric"] == metric) & ~figures["id"].isin(given_up(data))]
    begin = rows["start_on"].fillna(rows["end_on"])
    near = rows[(rows["end_on"] >= start - ONE_DAY) & (begin <= end)]
    before, after = rows[rows["end_on"] < start], rows[begin > end]
    eve = before[before["end_on"] == before["end_on"].max()]
    found: pd.DataFrame = pd.concat([eve, after[after["end_on"] == after["end_on"].min()]])
    return found if near.empty else near


def _check(
    data: DataSet, *, name: str, derivation: str, rests_on: str, language: Language
) -> Check:
    figures = figures_of(data)
    rows = figures[figures["id"].isin(rests_on.split())]
    notes: dict[str, None] = {}
    for row in records(rows):
        for field in ("period_note", "note"):
            if note := language.pick(row, field):
                notes[note] = None
    return Check(
        name=name,
        derivation=derivation,
        notes=tuple(notes),
        figures=tuple(rows["id"]),
        sources=sources_of(rows),
    )
