"""Village services as tables to read, and to take into a spreadsheet."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import pandas as pd

from kampung.language.cells import records
from kampung.language.core import Language
from kampung.language.phrases import opening, period_name
from kampung.pictures import cells
from kampung.pictures.cells import MISSING
from kampung.pictures.table import Cell, Column, Table, table
from kampung.subjects.programme.words import family_name
from kampung.subjects.services.analysis.areas import mix_by_family
from kampung.subjects.services.analysis.periods import Measure
from kampung.subjects.services.names import (
    HOURS,
    REPORTED,
    Level,
    Row,
    area_name,
    measure_key,
    measure_name,
    measure_text,
    share_text,
)

_Columns = dict[Column, Sequence[Cell | str]]


def _table(columns: _Columns) -> Table:
    return table(list(columns), zip(*columns.values(), strict=True))


def _text(title: str, texts: Sequence[str]) -> _Columns:
    return {Column(title): texts}


def _counts(title: str, rows: Sequence[Row], name: str, language: Language) -> _Columns:
    return {Column(title, "number", decimals=0): [_count(language, row[name]) for row in rows]}


def _count(language: Language, number: Any) -> Cell:
    return cells.number(language, number, decimals=0)


def _measure(measure: str, language: Language, *, counted: Measure = "requested") -> Column:
    return Column(
        measure_name(measure, language=language, counted=counted),
        "number",
        unit=language.text("hours") if measure in HOURS else "",
        decimals=0 if measure in REPORTED and measure not in HOURS else None,
    )


def _written(language: Language, value: Any, measure: str) -> Cell:
    if value is None:
        return MISSING
    return cells.worded(value, measure_text(value, measure=measure, language=language))


def _share(language: Language, part: Any, whole: Any) -> Cell:
    if part is None or not whole:
        return MISSING
    share = float(part) / float(whole)
    return cells.worded(share, share_text(share, language=language))


def _day(language: Language, day: Any, missing: Cell = MISSING) -> Cell:
    if day is None:
        return missing
    return Cell(pd.Timestamp(day).date(), language.date(day, style="medium"))


def _period(start: Any, end: Any, language: Language) -> Cell:
    return cells.period(start, end, opening(period_name(start, end, language=language)))


def _measures(frame: pd.DataFrame, language: Language) -> _Columns:
    """A column for each measure of which the frame knows something."""
    rows = records(frame)
    return {
        _measure(name, language): [_written(language, row[name], name) for row in rows]
        for name in REPORTED
        if name in frame and frame[name].notna().any()
    }


def periods_table(rows: pd.DataFrame, *, language: Language) -> Table:
    """Requests, completions and waiting times by period, the newest first.

    Parameters
    ----------
    rows
        PERIODS. Of a single village the number of reporting villages is left out.
    """
    newest = rows.sort_values("period_end", ascending=False, kind="stable")
    listed = records(newest)
    columns: _Columns = {
        Column(language.text("Period"), "period"): [
            _period(row["period_start"], row["period_end"], language) for row in listed
        ]
    }
    if len(rows) and rows["villages"].max() > 1:
        title = language.text("Villages and wards that reported")
        columns |= _counts(title, listed, "villages", language)
    return _table(columns | _measures(newest, language))


def beside_table(trends: pd.DataFrame, *, language: Language) -> Table:
    """Several trends side by side, a period a row, the newest first.

    Parameters
    ----------
    trends
        As :func:`beside` returns them; each series has a label of its
        own, as :func:`kampung.subjects.services.names.area_name` gives it.
    """
    wide = trends.pivot_table(
        index=["period_start", "period_end"], columns="series", values="value", sort=True
    ).iloc[::-1]
    labels: dict[str, str] = dict(zip(trends["series"], trends["label"], strict=True))
    columns: _Columns = {
        Column(language.text("Period"), "period"): [
            _period(start, end, language) for start, end in wide.index
        ]
    }
    for series, label in labels.items():
        columns[Column(label, "number", decimals=1)] = [
            cells.number(language, value, decimals=1) for value in wide[series].tolist()
        ]
    return _table(columns)


def totals_table(
    totals: pd.DataFrame,
    *,
    level: Level,
    span: Row | None,
    language: Language,
    among: Literal["district", "regency"] = "regency",
) -> Table:
    """Areas of one level with their rank, counts and waiting times, the first rank first.

    Parameters
    ----------
    totals
        TOTALS of one span. Areas that reported nothing come last, by name, without a rank.
    level
        What the areas are.
    span
        Row of SPANS; None where there is no such.
    among
        Whether villages are ranked in their district or in the regency.
    """
    rank = f"rank_{among}" if level == "village" else "rank_regency"
    ordered = totals.sort_values([rank, "name"], na_position="last", kind="stable")
    rows = records(ordered)
    districts, villages = language.text("District"), language.text("Village or ward")
    title = districts if level == "district" else villages
    # What a row is of and how much it is stand first: on a telephone the others scroll.
    columns = _text(title, [row["name"] for row in rows])
    columns |= _measures(ordered, language)
    columns |= _counts(language.text("Rank"), rows, rank, language)
    if level == "village":
        columns[Column(districts)] = [row["parent_name"] or MISSING for row in rows]
    else:
        title = language.text("Villages and wards that reported")
        columns |= _counts(title, rows, "villages", language)
    measure: Measure = span["measure"] if span is not None else "requested"
    if "population" in ordered and ordered["population"].notna().any():
        columns[_measure("per_thousand", language, counted=measure)] = [
            _written(language, _per_thousand(row, measure), "per_thousand") for row in rows
        ]
    if ordered["requested"].notna().any() and ordered["completed"].notna().any():
        columns[_measure("share_completed", language)] = [
            _share(language, row["completed"], row["requested"]) for row in rows
        ]
    if level == "village" and ordered["last_end"].notna().any():
        columns[Column(language.text("Last report"), "date")] = [
            _day(language, row["last_end"]) for row in rows
        ]
    return _table(columns)


def _per_thousand(row: Mapping[str, Any], measure: Measure) -> float | None:
    people, count = row["population"], row[measure]
    return None if not people or count is None else float(count) / float(people) * 1000


def values_table(
    values: pd.DataFrame,
    *,
    measure: str,
    level: Level,
    language: Language,
    counted: Measure = "requested",
) -> Table:
    """The values that a map shows, the largest first.

    Parameters
    ----------
    values
        As :func:`measured` returns them; the other parameters as there.
    level
        What the areas are.
    """
    rows = records(
        values.sort_values(
            ["value", "name"], ascending=[False, True], na_position="last", kind="stable"
        )
    )
    key = measure_key(measure, counted)
    area = language.text("District") if level == "district" else language.text("Village or ward")
    return table(
        [area, _measure(measure, language, counted=counted)],
        [
            (
                row["name"],
                cells.worded(
                    row["value"], measure_text(row["value"], measure=key, language=language)
                ),
            )
            for row in rows
        ],
    )


def names_table(villages: pd.DataFrame, *, language: Language) -> Table:
    """Villages with their kinds and codes, where nothing else is known of them."""
    return table(
        [language.text("Village or ward"), language.text("Code")],
        [
            (area_name(row["name"], row["kind"], language=language), row["code"])
            for row in records(villages)
        ],
    )


def mix_table(mix: pd.DataFrame, *, language: Language) -> Table:
    """Services of one area and span, the most asked for first.

    Parameters
    ----------
    mix
        MIX.
    """
    rows = records(mix)
    return _table(
        _text(language.text("Service"), [language.pick(row, "name") for row in rows])
        | _measures(mix, language)
        | _shares(mix, language)
        | _families(rows, language)
    )


def families_table(mix: pd.DataFrame, *, language: Language) -> Table:
    """Families of services of one area and span, the most asked for first; ``mix`` is MIX."""
    families = mix_by_family(mix)
    rows = records(families)
    return _table(
        _families(rows, language)
        | _measures(families, language)
        | _shares(families, language)
        | _counts(language.text("Number of services"), rows, "services", language)
    )


def _families(rows: Sequence[Row], language: Language) -> _Columns:
    return _text(
        language.text("Category"), [family_name(row["family"], language=language) for row in rows]
    )


def _shares(frame: pd.DataFrame, language: Language) -> _Columns:
    """Each row's part of the whole, by requests, or by completions where there are none."""
    measure = "requested" if frame["requested"].notna().any() else "completed"
    whole = float(frame[measure].sum())
    return {
        Column(language.text("Share of all"), "number"): [
            _share(language, row[measure], whole) for row in records(frame)
        ]
    }


def silent_table(rows: pd.DataFrame, *, language: Language) -> Table:
    """Villages that have not reported for some time, in the order given.

    Parameters
    ----------
    rows
        SILENT; ``last_end`` is missing where nothing came in the last 52 weeks.
    """
    never = Cell(None, language.text("none in 52 weeks"))
    return table(
        [
            language.text("Village or ward"),
            language.text("District"),
            language.text("Code"),
            Column(language.text("Last report"), "date"),
        ],
        [
            (
                row["name"],
                row["parent_name"],
                row["area_code"],
                _day(language, row["last_end"], never),
            )
            for row in records(rows)
        ],
    )


def concentration_table(
    curve: pd.DataFrame,
    *,
    language: Language,
    positions: Sequence[int] = (1, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100),
) -> Table:
    """What share of all requests the busiest villages make.

    Parameters
    ----------
    curve
        CONCENTRATION of one span.
    positions
        Per cent of reporting villages to list.
    """
    rows = records(curve[curve["position"].isin(list(positions))].sort_values("position"))
    return table(
        [
            Column(language.text("Busiest part of those that reported"), "number"),
            Column(language.text("Villages and wards"), "number", decimals=0),
            Column(language.text("Their share of all requests"), "number"),
        ],
        [
            (
                cells.share(language, row["position"] / 100, decimals=0),
                _count(language, row["villages"]),
                cells.worded(row["share"], share_text(row["share"], language=language)),
            )
            for row in rows
        ],
    )
