"""Pictures of the record: what was published about the epidemic, and what follows from it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from kampung.language import Language
from kampung.pictures.picture import View
from kampung.store.door import DataSet, kept
from kampung.subjects.epidemic import queries as epidemic_queries
from kampung.subjects.epidemic import series_words
from kampung.subjects.epidemic import tables as epidemic_tables
from kampung.subjects.epidemic import words as epidemic_words
from kampung.subjects.epidemic.analysis.compare import common_blocks, comparisons
from kampung.subjects.epidemic.analysis.estimates import bounded
from kampung.subjects.epidemic.analysis.figures import Unit
from kampung.subjects.epidemic.analysis.observed import apart
from kampung.subjects.epidemic.analysis.peaks import peaks_and_declines
from kampung.subjects.epidemic.analysis.record import marks
from kampung.subjects.epidemic.charts.comparison import comparison_chart
from kampung.subjects.epidemic.charts.record import record_chart, record_sparkline
from kampung.subjects.evidence import queries as evidence_queries
from kampung.ui.panel import Picture, publishers
from kampung.ui.pictures import observed
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
    "rests_on",
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
    rows = epidemic_queries.metrics(reader.data)
    return dict(zip(rows["id"], rows[f"name_{reader.language.code}"], strict=True))


@kept
def record_marks(data: DataSet, *, area_code: str, metric: str, unit: Unit) -> pd.DataFrame:
    """Marks of one metric of the area, over the whole record.

    Returns
    -------
    DataFrame
        As :func:`marks`, ``rests_on`` as text, and ``publishers``: those of
        all figures that a mark rests on.
    """
    figures = epidemic_queries.figures(data, area_code=area_code)
    found = marks(figures, metric=metric, unit=unit)
    publisher = dict(zip(figures["id"], figures["publisher"], strict=True))
    named = [
        tuple(dict.fromkeys(publisher[figure] for figure in rests_on))
        for rests_on in found["rests_on"]
    ]
    return found.assign(
        publishers=pd.Series(named, index=found.index, dtype=object),
        rests_on=found["rests_on"].map(" ".join),
    )


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
        view=reader.view,
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
        view=reader.view,
        metric=metric,
        unit=unit,
        start=start,
        end=end,
        height=420,
        only=None,
    )


def given_up(data: DataSet) -> frozenset[str]:
    """Figures that cannot stand beside the others and that the estimate leaves out."""
    statements = evidence_queries.evidence_statements(data)
    return frozenset(statements.loc[statements["verdict"] == "contradicts", "id"])


def estimated(
    data: DataSet, *, metric: str, unit: Unit, start: dt.date, end: dt.date
) -> pd.DataFrame:
    """The estimate and its range in the unit of a chart; gaps where nothing bounds it.

    Returns
    -------
    DataFrame
        ``start_on``, ``end_on``, ``least``, ``greatest``, ``estimate``.
    """
    if metric == "active_cases" or unit != "week":
        kind = "level" if metric == "active_cases" else unit
        bands = evidence_queries.evidence_bands(
            data, metric=metric, unit=kind, start=start, end=end
        )
        return bounded(bands.assign(start_on=bands["on_date"], end_on=bands["on_date"]))
    windows = evidence_queries.evidence_windows(data, metric=metric, start=start, end=end)
    inside = (windows["start_on"] >= pd.Timestamp(start)) & (windows["end_on"] <= pd.Timestamp(end))
    return bounded(windows[inside])


@kept
def _record(
    data: DataSet,
    *,
    area_code: str,
    view: View,
    metric: str,
    unit: Unit,
    start: dt.date,
    end: dt.date,
    height: int,
    only: str | None,
) -> Picture:
    language = view.language
    shown = touching(
        record_marks(data, area_code=area_code, metric=metric, unit=unit), start=start, end=end
    )
    if only:
        shown = shown[shown["mark"] == only]
    name = epidemic_queries.metrics(data).set_index("id")[f"name_{view.language.code}"][metric]
    said = epidemic_words.record(
        shown, language=language, metric_name=name, unit=unit, start=start, end=end
    )
    estimate = estimated(data, metric=metric, unit=unit, start=start, end=end)
    series = observed.series(data, metric=metric, unit=unit, start=start, end=end)
    if only:
        series = series.iloc[:0]
    chart = record_chart(
        shown,
        look=view.look,
        language=language,
        metric=metric,
        unit=unit,
        start=start,
        end=end,
        metric_name=name,
        events=None if only else epidemic_queries.events(data, start=start, end=end),
        estimate=None if only else estimate,
        band=None if only else estimate,
        observed=series,
        given_up=given_up(data),
        height=height,
    )
    parts: dict[str, Any] = {
        "said": said,
        "table": epidemic_tables.record_table(shown, language=language),
        "data": shown[DATA_COLUMNS],
        "sources": publishers(shown.explode("publishers"), column="publishers"),
    }
    if not series.empty:
        parts = _with_series(
            parts, series, shown=shown, language=language, metric=metric, unit=unit
        )
    return Picture(
        name=f"{metric.replace('_', '-')}-{unit}",
        chart=chart if len(shown) or len(series) else None,
        **parts,
    )


def _with_series(
    parts: Mapping[str, Any],
    series: pd.DataFrame,
    *,
    shown: pd.DataFrame,
    language: Language,
    metric: str,
    unit: Unit,
) -> dict[str, Any]:
    """Add the official or simulated series to what is read, heard and taken away."""
    # In the table the weeks are those of the last one that was published, so that they compare.
    bars = shown.loc[(shown["mark"] == "bar") & (shown["status"] == "published"), "end_on"]
    weeks = apart(series, last=bars.max() if len(bars) else None)
    rows = series_words.series_rows(
        weeks, language=language, unit=unit, state=metric == "active_cases"
    )
    data = series.assign(metric=metric).reindex(columns=DATA_COLUMNS)
    return {
        "said": replace(
            parts["said"],
            alt=f"{parts['said'].alt} "
            + series_words.line_alt(set(series["status"]), language=language),
        ),
        "table": pd.concat([parts["table"], rows], ignore_index=True),
        "data": pd.concat([parts["data"].astype(object), data.astype(object)], ignore_index=True),
        "sources": tuple(dict.fromkeys([*parts["sources"], *publishers(series)])),
    }


@kept
def sparkline(
    data: DataSet,
    *,
    area_code: str,
    view: View,
    metric: str,
    start: dt.date,
    end: dt.date,
) -> dict[str, Any]:
    """The record of one metric in small, for a headline: its Vega-Lite."""
    shown = touching(
        record_marks(data, area_code=area_code, metric=metric, unit="week"), start=start, end=end
    )
    chart = record_sparkline(
        shown,
        look=view.look,
        language=view.language,
        metric=metric,
        start=start,
        end=end,
        height=90,
    )
    return chart.to_dict()


@kept
def peaks(data: DataSet, *, area_code: str, start: dt.date, end: dt.date) -> pd.DataFrame:
    """Peaks and declines of the four series in a period."""
    figures = epidemic_queries.figures(data, area_code=area_code, metrics=METRICS)
    return peaks_and_declines(figures, metrics=METRICS, start=start, end=end)


def against(reader: Reader, *, start: dt.date, end: dt.date) -> Picture:
    """Recoveries against cases, over blocks of days of which both totals are printed."""
    return _against(
        reader.data,
        area_code=reader.area_code,
        view=reader.view,
        start=start,
        end=end,
    )


@kept
def _against(data: DataSet, *, area_code: str, view: View, start: dt.date, end: dt.date) -> Picture:
    language = view.language
    figures = epidemic_queries.figures(data, area_code=area_code)
    blocks = touching(common_blocks(figures, start=start, end=end), start=start, end=end)
    said = touching(
        comparisons(figures, first="new_recoveries", second="new_cases"), start=start, end=end
    )
    names = epidemic_queries.metrics(data).set_index("id")[f"name_{view.language.code}"]
    metrics = {metric: names[metric] for metric in ("new_cases", "new_recoveries")}
    described = epidemic_words.comparison(blocks, metrics=metrics, language=language, said=said)
    chart = comparison_chart(
        blocks,
        look=view.look,
        language=language,
        metrics=metrics,
        start=start,
        end=end,
        said=said,
        said_text=language.text("more recoveries, it is said"),
    )
    totals = figures[
        figures["metric"].isin(list(metrics)) & (figures["statistic"] == "cumulative")
    ].pipe(touching, start=start, end=end)
    return Picture(
        name="recoveries-against-cases",
        said=described,
        chart=chart if len(blocks) else None,
        table=epidemic_tables.blocks_table(blocks, metrics=metrics, language=language),
        data=blocks,
        sources=publishers(pd.concat([totals, said])),
    )
