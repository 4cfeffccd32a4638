"""Pictures of the record: what was published about the epidemic, and what follows from it."""

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from kampung.analysis.peaks import peaks_and_declines
from kampung.analysis.record import Unit, marks
from kampung.charts.record import record_chart, record_sparkline
from kampung.charts.theme import look_named
from kampung.language import Language, descriptions, tables
from kampung.ui import frames
from kampung.ui.panel import Picture, publishers
from kampung.ui.reader import Reader

METRICS = ("new_cases", "new_recoveries", "new_deaths", "active_cases")
DATA_COLUMNS = [
    "figure_id",
    "metric",
    "status",
    "statistic",
    "relation",
    "printed",
    "decimals",
    "start_on",
    "end_on",
    "value",
    "low",
    "high",
    "formula",
    "quality",
    "conflict",
    "period_basis",
    "source_id",
    "publisher",
    "locator",
    "url",
]


def metric_names(reader: Reader) -> dict[str, str]:
    """Name of each metric in the reader's language."""
    rows = frames.metrics(reader.data)
    return dict(zip(rows["id"], rows[f"name_{reader.language.code}"], strict=True))


@st.cache_data(show_spinner=False, max_entries=64)
def record_marks(data: str, *, area_code: str, metric: str, unit: Unit) -> pd.DataFrame:
    """Marks of one metric of the area, over the whole record."""
    figures = frames.figures(data, area_code=area_code)
    return marks(figures, metric=metric, unit=unit)


def touching(shown: pd.DataFrame, *, start: dt.date, end: dt.date) -> pd.DataFrame:
    """Keep what speaks of any day of a period."""
    return shown[
        (shown["end_on"] >= pd.Timestamp(start)) & (shown["start_on"] <= pd.Timestamp(end))
    ]


def weeks(reader: Reader, *, metric: str, start: dt.date, end: dt.date) -> Picture:
    """The record in small: nothing but totals of whole weeks."""
    return _record(
        reader.data,
        area_code=reader.area_code,
        code=reader.language.code,
        mode=reader.mode,
        metric=metric,
        unit="week",
        start=start,
        end=end,
        height=260,
        only="bar",
    )


def record(reader: Reader, *, metric: str, unit: Unit, start: dt.date, end: dt.date) -> Picture:
    """The record of one metric over a period."""
    return _record(
        reader.data,
        area_code=reader.area_code,
        code=reader.language.code,
        mode=reader.mode,
        metric=metric,
        unit=unit,
        start=start,
        end=end,
        height=420,
        only=None,
    )


def given_up(data: str) -> frozenset[str]:
    """Figures that cannot stand beside the others and that the estimate leaves out."""
    statements = frames.evidence_statements(data)
    return frozenset(statements.loc[statements["verdict"] == "contradicts", "id"])


def estimated(data: str, *, metric: str, unit: Unit, start: dt.date, end: dt.date) -> pd.DataFrame:
    """The estimate and its range in the unit of a chart.

    Returns
    -------
    DataFrame
        ``start_on``, ``end_on``, ``least``, ``greatest``, ``estimate``.
    """
    if metric == "active_cases" or unit != "week":
        kind = "level" if metric == "active_cases" else unit
        bands = frames.evidence_bands(data, metric=metric, unit=kind, start=start, end=end)
        return bands.assign(start_on=bands["on_date"], end_on=bands["on_date"])
    windows = frames.evidence_windows(data, metric=metric, start=start, end=end)
    inside = (windows["start_on"] >= pd.Timestamp(start)) & (windows["end_on"] <= pd.Timestamp(end))
    return windows[inside]


@st.cache_resource(show_spinner=False, max_entries=256)
def _record(
    data: str,
    *,
    area_code: str,
    code: str,
    mode: str,
    metric: str,
    unit: Unit,
    start: dt.date,
    end: dt.date,
    height: int,
    only: str | None,
) -> Picture:
    language = Language(code)
    shown = touching(
        record_marks(data, area_code=area_code, metric=metric, unit=unit), start=start, end=end
    )
    if only:
        shown = shown[shown["mark"] == only]
    name = frames.metrics(data).set_index("id")[f"name_{code}"][metric]
    said = descriptions.record(
        shown, language=language, metric_name=name, unit=unit, start=start, end=end
    )
    estimate = estimated(data, metric=metric, unit=unit, start=start, end=end)
    chart = record_chart(
        shown,
        look=look_named(mode),
        language=language,
        metric=metric,
        unit=unit,
        start=start,
        end=end,
        metric_name=name,
        events=None if only else frames.events(data, start=start, end=end),
        estimate=None if only else estimate,
        band=None if only else estimate,
        given_up=given_up(data),
        height=height,
    )
    return Picture(
        name=f"{metric.replace('_', '-')}-{unit}",
        title=said.title,
        sentence=said.sentence,
        alt=said.alt,
        chart=chart if len(shown) else None,
        table=tables.record_table(shown, language=language),
        data=shown[DATA_COLUMNS],
        sources=publishers(shown),
    )


@st.cache_resource(show_spinner=False, max_entries=64)
def sparkline(
    data: str, *, area_code: str, code: str, mode: str, metric: str, start: dt.date, end: dt.date
) -> dict[str, Any]:
    """The record of one metric in small, for a headline: its Vega-Lite."""
    shown = touching(
        record_marks(data, area_code=area_code, metric=metric, unit="week"), start=start, end=end
    )
    chart = record_sparkline(
        shown,
        look=look_named(mode),
        language=Language(code),
        metric=metric,
        start=start,
        end=end,
        height=90,
    )
    return chart.to_dict()


@st.cache_data(show_spinner=False, max_entries=64)
def peaks(data: str, *, area_code: str, start: dt.date, end: dt.date) -> pd.DataFrame:
    """Peaks and declines of the four series in a period."""
    figures = frames.figures(data, area_code=area_code, metrics=METRICS)
    return peaks_and_declines(figures, metrics=METRICS, start=start, end=end)
