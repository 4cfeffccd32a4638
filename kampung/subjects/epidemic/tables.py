"""The record of the epidemic as tables to read, and to take into a spreadsheet."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd

from kampung.language import Language
from kampung.language.cells import NOTHING, records
from kampung.language.statements import (
    QUALITIES,
    STATISTICS,
    formula_text,
    period_text,
)
from kampung.pictures import cells
from kampung.pictures.sources import Source, together
from kampung.pictures.table import Cell, Column, Table, table
from kampung.subjects.epidemic import grid_words
from kampung.subjects.epidemic.analysis.grid import UNKNOWN
from kampung.subjects.epidemic.analysis.peaks import Peak, Stated
from kampung.subjects.epidemic.words import STATUSES, peak_change, stated_when

Row = Sequence[Cell | str]

NO_SOURCES: Mapping[str, Source] = MappingProxyType({})


def _note(language: Language, row: Mapping[str, Any]) -> str:
    notes = [language.pick(row, "period_note"), language.pick(row, "note")]
    if row["quality"] != "plain":
        notes.insert(0, language.text(QUALITIES[row["quality"]]))
    return " · ".join(note for note in notes if note)


def _period(row: Mapping[str, Any], language: Language) -> Cell:
    return cells.period(row["start_on"], row["end_on"], period_text(row, language=language))


def record_table(
    marks: pd.DataFrame,
    series: Sequence[Row] = (),
    *,
    sources: Mapping[str, Source] = NO_SOURCES,
    language: Language,
) -> Table:
    """What each mark of the record says and rests on, the newest first, and then the series.

    Parameters
    ----------
    marks
        As :func:`kampung.subjects.epidemic.analysis.record.marks` returns them, and
        ``publishers``: those of every figure that a mark rests on.
    series
        Rows of :func:`series_rows`.
    sources
        Source of each figure, by the figure's id.
    """
    rows = marks.drop_duplicates("figure_id").sort_values("end_on", ascending=False)
    return table(
        [
            Column(language.text("Period"), "period"),
            Column(language.text("Figure"), "number"),
            language.text("How stated"),
            language.text("Status"),
            language.text("Source or formula"),
            language.text("Note"),
        ],
        [*(_record_row(row, sources, language) for row in records(rows)), *series],
    )


def grid_table(
    found: pd.DataFrame,
    series: Sequence[Row] = (),
    *,
    sources: Mapping[str, Source] = NO_SOURCES,
    language: Language,
) -> Table:
    """What is known of each week, or day, and what it rests on, in the order of time.

    Parameters
    ----------
    found
        As :func:`kampung.subjects.epidemic.analysis.grid.grid` returns it, and ``publishers``:
        those of every figure that a row rests on.
    series
        Rows of :func:`series_rows`, of which the number is taken.
    sources
        Source of each figure, by the figure's id.
    """
    ends = pd.concat([found["least"], found["greatest"]]).dropna()
    decimals = 0 if (ends % 1 == 0).all() else 1  # per 100,000 inhabitants they are not whole
    return table(
        [
            Column(language.text("Period"), "period"),
            Column(language.text("Number"), "number"),
            Column(language.text("At least"), "number", decimals=decimals),
            Column(language.text("At most"), "number", decimals=decimals),
            language.text("How it is known"),
            language.text("Source"),
        ],
        [
            (
                cells.period(
                    row["start_on"],
                    row["end_on"],
                    language.period(row["start_on"], row["end_on"]),
                ),
                _grid_number(row, language),
                cells.number(language, row["least"]),
                cells.number(language, row["greatest"]),
                language.text(grid_words.KINDS[row["kind"]]),
                _grid_source(row, sources, language),
            )
            for row in records(found[found["kind"] != UNKNOWN])
        ]
        + [
            (days, value, cells.MISSING, cells.MISSING, status, source)
            for days, value, _, status, source, _ in series
        ],
    )


def _grid_number(row: Mapping[str, Any], language: Language) -> Cell:
    if row["figure_id"]:
        return cells.stated(language, row["printed"], row["relation"], decimals=row["decimals"])
    return cells.number(language, row["value"])


def _grid_source(row: Mapping[str, Any], sources: Mapping[str, Source], language: Language) -> Cell:
    formula = formula_text(row["formula"], language=language) if row["formula"] else ""
    rests_on = [sources[figure] for figure in row["rests_on"].split() if figure in sources]
    named = together(rests_on) or tuple(Source(name) for name in row["publishers"])
    return cells.sources(language, named, formula=formula)


def _record_row(row: Mapping[str, Any], sources: Mapping[str, Source], language: Language) -> Row:
    return (
        _period(row, language),
        cells.stated(language, row["printed"], row["relation"], decimals=row["decimals"]),
        language.text(STATISTICS[row["statistic"]]),
        language.text(STATUSES[row["status"]]),
        _source_or_formula(row, sources, language),
        _note(language, row),
    )


def _source_or_formula(
    row: Mapping[str, Any], sources: Mapping[str, Source], language: Language
) -> Cell:
    if row["status"] != "derived":
        known = sources.get(row["figure_id"])
        return cells.sources(language, [known]) if known else cells.source(language, row)
    formula = formula_text(row["formula"], language=language)
    rests_on = [sources[figure] for figure in row["rests_on"].split() if figure in sources]
    named = together(rests_on) or tuple(Source(name) for name in row["publishers"])
    return cells.sources(language, named, formula=formula)


def series_rows(
    series: pd.DataFrame,
    *,
    language: Language,
    unit: str,
    state: bool = False,
    sources: Mapping[str, Source] = NO_SOURCES,
) -> list[Row]:
    """Rows of the record's table for weeks or days of series, the newest first.

    Parameters
    ----------
    series
        As :func:`kampung.subjects.epidemic.analysis.observed.observed_series` returns them.
    unit
        ``day``, ``week`` or ``cumulative``.
    state
        Whether the values are states of days.
    sources
        By their ids.
    """
    kind = "level" if state else "cumulative" if unit == "cumulative" else "total"
    rows = series.dropna(subset="value").sort_values(["status", "end_on"], ascending=False)
    return [
        (
            cells.period(
                row["start_on"],
                row["end_on"],
                language.period(row["start_on"], row["end_on"]),
            ),
            cells.number(language, row["value"], decimals=0),
            language.text(STATISTICS[kind]),
            language.text(STATUSES[row["status"]]),
            _of_series(row, sources, language),
            language.text("Sum of all districts") if row["level"] == "district" else "",
        )
        for row in records(rows)
    ]


def _of_series(
    row: Mapping[str, Any], sources: Mapping[str, Source], language: Language
) -> Cell | str:
    """Who gave a value of a series; of several their ids stand with commas between them."""
    known = [sources[one] for one in (row.get("source_id") or "").split(", ") if one in sources]
    return cells.sources(language, known) if known else row["publisher"] or NOTHING


def peaks_table(
    peaks: Sequence[Peak],
    *,
    names: Mapping[str, str],
    sources: Mapping[str, Source] = NO_SOURCES,
    language: Language,
) -> Table:
    """Peak, last figure and change of each metric.

    Parameters
    ----------
    names
        Name of each metric in the language.
    sources
        Source of each figure, by the figure's id.
    """
    return table(
        [
            language.text("Indicator"),
            Column(language.text("Highest published"), "number"),
            Column(language.text("Last in the period"), "number"),
            Column(language.text("Change"), "number"),
            language.text("Sources"),
        ],
        [
            (
                names[peak.metric],
                _when(peak.highest, language),
                _when(peak.last, language),
                Cell(peak.change, peak_change(peak, language=language) or NOTHING),
                cells.sources(language, _stated_by(peak, sources)),
            )
            for peak in peaks
        ],
    )


def _when(found: Stated | None, language: Language) -> Cell:
    if found is None:
        return cells.MISSING
    return Cell(found.value, stated_when(found, language=language))


def _stated_by(peak: Peak, sources: Mapping[str, Source]) -> tuple[Source, ...]:
    found = [one for one in (peak.highest, peak.last) if one is not None and one.publisher]
    return together([sources.get(one.figure_id, Source(one.publisher)) for one in found])


def conflicts_table(figures: pd.DataFrame, *, language: Language) -> Table:
    """Published figures that disagree about the same thing, those of one dispute together."""
    rows = figures.sort_values(["end_on", "conflict", "id"], ascending=[False, True, True])
    return table(
        [
            language.text("Indicator"),
            Column(language.text("Period"), "period"),
            Column(language.text("Figure"), "number"),
            language.text("How stated"),
            language.text("Source"),
            language.text("Note"),
        ],
        [
            (
                language.pick(row, "metric_name"),
                _period(row, language),
                cells.stated(language, row["value"], row["relation"], decimals=row["decimals"]),
                language.text(STATISTICS[row["statistic"]]),
                cells.source(language, row),
                language.pick(row, "note"),
            )
            for row in records(rows)
        ],
    )


def events_table(events: pd.DataFrame, *, language: Language) -> Table:
    """What happened, in the order of time."""
    return table(
        [
            Column(language.text("Period"), "period"),
            language.text("Event"),
            language.text("Source"),
        ],
        [
            (
                cells.period(row["on_date"], row["end_on"], event_period(row, language=language)),
                language.pick(row, "title"),
                cells.source(language, row, with_place=False),
            )
            for row in records(events)
        ],
    )


def event_period(row: Mapping[str, Any], *, language: Language) -> str:
    """The day of an event, or its first and last day."""
    return language.period(row["on_date"], row["end_on"] or row["on_date"])


def blocks_table(blocks: pd.DataFrame, *, metrics: Mapping[str, str], language: Language) -> Table:
    """Means of seven days of two series over the same blocks of days.

    Parameters
    ----------
    blocks
        As :func:`kampung.subjects.epidemic.analysis.compare.common_blocks` returns them.
    metrics
        Name of each metric in the language, by its id.
    """
    names = [language.text("{metric}, weekly average", metric=name) for name in metrics.values()]
    return table(
        [
            Column(language.text("Period"), "period"),
            Column(language.text("Days"), "number"),
            *(Column(name, "number", decimals=0) for name in names),
        ],
        [
            (
                cells.period(
                    row["start_on"],
                    row["end_on"],
                    language.period(row["start_on"], row["end_on"], style="medium"),
                ),
                cells.number(language, row["days"]),
                *(cells.number(language, row[f"{metric}_week"], decimals=0) for metric in metrics),
            )
            for row in records(blocks)
        ],
    )


def district_table(
    totals: pd.DataFrame, *, sources: Mapping[str, Source] = NO_SOURCES, language: Language
) -> Table:
    """Total, share of all, days and status of each district, the most first.

    Parameters
    ----------
    sources
        By their ids.
    """
    rows = records(totals.sort_values(["value", "name"], ascending=[False, True]))
    whole = totals["value"].sum()
    return table(
        [
            language.text("District (kecamatan)"),
            Column(language.text("Number"), "number", decimals=0),
            Column(language.text("Share"), "number"),
            Column(language.text("Days"), "number"),
            language.text("Status"),
            language.text("Source"),
        ],
        [
            (
                row["name"],
                cells.number(language, row["value"], decimals=0),
                cells.share(
                    language, row["value"] / whole if whole and row["value"] is not None else None
                ),
                cells.number(language, row["days"]),
                language.text(STATUSES[row["status"]]),
                _of_series(row, sources, language),
            )
            for row in rows
        ],
    )
