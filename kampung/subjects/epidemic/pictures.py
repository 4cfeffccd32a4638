"""Pictures of the epidemic: what was published about it, and what follows from that."""

import datetime as dt
from dataclasses import dataclass, replace

import pandas as pd

from kampung.language import Language, mark
from kampung.language.statements import UNITS
from kampung.pictures.description import Description
from kampung.pictures.picture import Picture, View
from kampung.pictures.registry import picture
from kampung.pictures.series import Series, series
from kampung.pictures.settings import NoSettings, choice, day
from kampung.pictures.sources import Source, sources_of, together
from kampung.store.door import DataSet, kept
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.areas.map import area_map, said_as
from kampung.subjects.epidemic import queries, series_words, tables, words
from kampung.subjects.epidemic.analysis.compare import common_blocks, comparisons
from kampung.subjects.epidemic.analysis.figures import Unit
from kampung.subjects.epidemic.analysis.observed import apart, district_totals
from kampung.subjects.epidemic.analysis.peaks import peak_of, peaks_frame, running_totals_of
from kampung.subjects.epidemic.charts.comparison import comparison_chart
from kampung.subjects.epidemic.charts.record import record_chart
from kampung.subjects.epidemic.charts.sparkline import record_sparkline
from kampung.subjects.epidemic.facts import (
    METRICS,
    days_of_districts,
    estimated,
    figures_of,
    given_up,
    metric_names,
    observed,
    peaks_of,
    record_marks,
    touching,
)
from kampung.subjects.epidemic.focus import between
from kampung.subjects.evidence import queries as evidence_queries

ROWS = [
    *("figure_id", "metric", "status", "statistic", "relation", "printed", "decimals"),
    *("start_on", "end_on", "value", "low", "high", "formula", "rests_on", "quality", "conflict"),
    *("period_basis", "source_id", "publisher", "locator", "url"),
]


@dataclass(frozen=True)
class RecordSettings:
    """Which series, in which unit, over which days; without days those that the pack suggests."""

    metric: str = choice("metric", default=METRICS[0], allowed=METRICS)
    unit: Unit = choice("unit", default="week", allowed=("week", "day", "cumulative"))
    start: dt.date | None = day("from")
    end: dt.date | None = day("to")


@dataclass(frozen=True)
class MetricSettings:
    """Which series, over which days."""

    metric: str = choice("metric", default=METRICS[0], allowed=METRICS)
    start: dt.date | None = day("from")
    end: dt.date | None = day("to")


@dataclass(frozen=True)
class PeriodSettings:
    """Over which days."""

    start: dt.date | None = day("from")
    end: dt.date | None = day("to")


@picture("record", title=mark("The record of the epidemic"), settings=RecordSettings)
def record(data: DataSet, chosen: RecordSettings, view: View) -> Picture:
    """The record of one metric: every published figure over the days that it speaks of."""
    return _record(data, chosen, view, height=420)


@picture("weeks", title=mark("The record of whole weeks"), settings=MetricSettings)
def weeks(data: DataSet, chosen: MetricSettings, view: View) -> Picture:
    """The record in small: nothing but totals of whole weeks."""
    of_weeks = RecordSettings(chosen.metric, "week", chosen.start, chosen.end)
    return _record(data, of_weeks, view, height=260, only="bar")


def _record(
    data: DataSet, chosen: RecordSettings, view: View, *, height: int, only: str | None = None
) -> Picture:
    language, metric, unit = view.language, chosen.metric, chosen.unit
    start, end = between(data, chosen.start, chosen.end)
    shown = touching(record_marks(data, metric=metric, unit=unit), start=start, end=end)
    doubted = given_up(data)
    # Also of what is not drawn here.
    peak = peak_of(shown, metric=metric, start=start, end=end, doubted=doubted)
    if only:
        shown = shown[shown["mark"] == only]
    name = metric_names(data, language)[metric]
    totals = running_totals_of(shown, start=start, end=end, doubted=doubted)
    estimate = estimated(data, metric=metric, unit=unit, start=start, end=end)
    line = observed(data, metric=metric, unit=unit, start=start, end=end)
    if only:
        line = line.iloc[:0]
    last_total = totals.last if totals is not None and unit == "cumulative" else None
    chart = record_chart(
        shown,
        look=view.look,
        language=language,
        metric=metric,
        unit=unit,
        start=start,
        end=end,
        metric_name=name,
        events=None if only else queries.events(data, start=start, end=end),
        estimate=None if only else estimate,
        band=None if only else estimate,
        observed=line,
        given_up=given_up(data),
        named=last_total or (peak.highest if peak is not None else None),
        height=height,
    )
    said = words.record(
        shown,
        language=language,
        metric_name=name,
        unit=unit,
        start=start,
        end=end,
        peak=peak,
        totals=totals,
    )
    if len(line):
        heard = series_words.line_alt(set(line["status"]), language=language)
        said = replace(said, alt=f"{said.alt} {heard}")
    # In the table the weeks are those of the last one that was published, so that they compare.
    bars = shown.loc[(shown["mark"] == "bar") & (shown["status"] == "published"), "end_on"]
    compared = apart(line, last=bars.max() if len(bars) else None) if len(line) else line
    rows = tables.series_rows(
        compared, language=language, unit=unit, state=metric == "active_cases"
    )
    return Picture(
        name=f"{metric.replace('_', '-')}-{unit}",
        said=said,
        chart=chart if len(shown) or len(line) else None,
        table=tables.record_table(shown, rows, language=language),
        rows=_rows(shown, line, metric=metric),
        sources=together(_sources(data, shown), sources_of(line) if len(line) else ()),
        series=_drawn(shown, line, name=name, language=language),
        settings=chosen,
        settings_text=", ".join([name, language.text(UNITS[unit]), language.period(start, end)]),
    )


def _rows(shown: pd.DataFrame, line: pd.DataFrame, *, metric: str) -> pd.DataFrame:
    if line.empty:
        return shown[ROWS]
    added = line.assign(metric=metric).reindex(columns=ROWS)
    return pd.concat([shown[ROWS].astype(object), added.astype(object)], ignore_index=True)


def _sources(data: DataSet, shown: pd.DataFrame) -> tuple[Source, ...]:
    """Sources of the figures that marks rest on; each mark counts once for each publisher."""
    figures = figures_of(data).set_index("id", drop=False)
    rests_on = figures.loc[" ".join(shown["rests_on"]).split()]
    return sources_of(
        rests_on.rename(columns={"id": "figure_id"}),
        counted=shown.explode("publishers")["publishers"],
    )


def _drawn(
    shown: pd.DataFrame, line: pd.DataFrame, *, name: str, language: Language
) -> tuple[Series, ...]:
    columns = {"x": "start_on", "end": "end_on", "value": "value"}
    found = [
        series(
            rows,
            name=f"{name} ({language.text(words.STATUSES[str(status)])})",
            status=str(status),
            **columns,
        )
        for status, rows in pd.concat([shown, line]).groupby("status")
    ]
    return tuple(found)


@picture("trend", title=mark("The record in small"), settings=MetricSettings)
def trend(data: DataSet, chosen: MetricSettings, view: View) -> Picture:
    """The record of one metric for a headline: its weeks, with peak and last value named."""
    language, metric = view.language, chosen.metric
    start, end = between(data, chosen.start, chosen.end)
    shown = touching(record_marks(data, metric=metric, unit="week"), start=start, end=end)
    peak = peak_of(shown, metric=metric, start=start, end=end, doubted=given_up(data))
    name = metric_names(data, language)[metric]
    note = words.peak_note(peak, language=language) if peak is not None else ""
    chart = record_sparkline(
        shown,
        look=view.look,
        language=language,
        metric=metric,
        start=start,
        end=end,
        peak=peak,
        height=90,
    )
    return Picture(
        name=f"spark-{metric}",
        said=Description(name, note, f"{name}: {note}"),
        chart=chart if len(shown) else None,
        table=tables.record_table(shown, language=language),
        rows=shown[ROWS],
        sources=_sources(data, shown),
        series=_drawn(shown, shown.iloc[:0], name=name, language=language),
        settings=chosen,
        settings_text=", ".join([name, language.period(start, end)]),
    )


@picture("peaks", title=mark("Peaks and declines"), settings=PeriodSettings)
def peaks_and_declines(data: DataSet, chosen: PeriodSettings, view: View) -> Picture:
    """The table of peaks and declines of the four series."""
    start, end = between(data, chosen.start, chosen.end)
    found = peaks_of(data, start=start, end=end)
    figures = figures_of(data)
    ids = [one.figure_id for peak in found for one in (peak.highest, peak.last) if one is not None]
    return Picture(
        name="peaks",
        said=words.peaks_and_declines(found, language=view.language),
        chart=None,
        table=tables.peaks_table(
            found, names=metric_names(data, view.language), language=view.language
        ),
        rows=peaks_frame(found),
        sources=sources_of(figures[figures["id"].isin(ids)]),
        settings=chosen,
        settings_text=view.language.period(start, end),
    )


@picture(
    "recoveries-against-cases", title=mark("Recoveries against new cases"), settings=PeriodSettings
)
def against(data: DataSet, chosen: PeriodSettings, view: View) -> Picture:
    """Recoveries against cases, over blocks of days of which both totals are printed."""
    language, figures = view.language, figures_of(data)
    start, end = between(data, chosen.start, chosen.end)
    sure = figures[~figures["id"].isin(given_up(data))]
    blocks = touching(common_blocks(sure, start=start, end=end), start=start, end=end)
    said = touching(
        comparisons(figures, first="new_recoveries", second="new_cases"), start=start, end=end
    )
    names = metric_names(data, language)
    metrics = {metric: names[metric] for metric in ("new_cases", "new_recoveries")}
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
        said=words.comparison(blocks, metrics=metrics, language=language, said=said),
        chart=chart if len(blocks) else None,
        table=tables.blocks_table(blocks, metrics=metrics, language=language),
        rows=blocks,
        sources=sources_of(pd.concat([totals, said])),
        series=tuple(
            series(blocks, name=name, x="start_on", end="end_on", value=f"{metric}_week")
            for metric, name in metrics.items()
        ),
        settings=chosen,
        settings_text=language.period(start, end),
    )


@picture("by-district", title=mark("Cases by district"), settings=MetricSettings)
def by_district(data: DataSet, chosen: MetricSettings, view: View) -> Picture:
    """Totals of a period by district, where districts have series."""
    language, metric = view.language, chosen.metric
    start, end = between(data, chosen.start, chosen.end)
    start, end = days_of_districts(data, metric=metric, start=start, end=end) or (start, end)
    name = metric_names(data, language)[metric]
    totals = district_totals(
        queries.observation_totals(data, metric=metric, level="district", start=start, end=end),
        areas_queries.village_counts_by_district(data),
    )
    period = language.period(start, end)
    return Picture(
        name="by-district",
        said=series_words.by_district(
            totals,
            language=language,
            metric_name=name,
            period=period,
            drawn=said_as(data, level="district"),
        ),
        chart=area_map(
            data,
            totals,
            look=view.look,
            language=language,
            level="district",
            value_name=f"{name}, {period}",
            decimals=0,
        ),
        table=tables.district_table(totals, language=language),
        rows=totals.assign(metric=metric, start_on=start.isoformat(), end_on=end.isoformat())[
            [
                *("code", "name", "metric", "start_on", "end_on", "value", "days", "status"),
                *("source_id", "publisher"),
            ]
        ],
        sources=together(
            sources_of(totals), sources_of(areas_queries.boundaries(data, level="district"))
        ),
        series=(series(totals, name=name, x="name", value="value"),),
        settings=chosen,
        settings_text=f"{name}, {period}",
    )


def has_districts(data: DataSet, chosen: MetricSettings) -> bool:
    """Whether any district has a series in the period."""
    start, end = between(data, chosen.start, chosen.end)
    return days_of_districts(data, metric=chosen.metric, start=start, end=end) is not None


@picture("disputes", title=mark("Where sources disagree"), settings=NoSettings)
def disputes(data: DataSet, chosen: NoSettings, view: View) -> Picture:
    """Published figures that disagree, side by side."""
    figures = figures_of(data)
    disputed = figures[figures["conflict"].fillna("").ne("")]
    return Picture(
        name="conflicts",
        said=words.disputes(disputed["conflict"].nunique(), language=view.language),
        chart=None,
        table=tables.conflicts_table(disputed, language=view.language),
        rows=disputed,
        sources=sources_of(disputed),
        settings=chosen,
    )


@picture("events", title=mark("Events"), settings=PeriodSettings)
def events(data: DataSet, chosen: PeriodSettings, view: View) -> Picture:
    """What happened in the period, in the order of the numbers on top of the chart."""
    start, end = between(data, chosen.start, chosen.end)
    rows = queries.events(data, start=start, end=end)
    titles = rows[f"title_{view.language.code}"].tolist()
    return Picture(
        name="events",
        said=words.events(titles, language=view.language),
        chart=None,
        table=tables.events_table(rows, language=view.language),
        rows=rows,
        sources=sources_of(rows),
        settings=chosen,
        settings_text=view.language.period(start, end),
    )


@kept
def series_note(data: DataSet, chosen: RecordSettings, language: Language) -> str:
    """What a line of official or simulated values is, where the chart of the record has one."""
    start, end = between(data, chosen.start, chosen.end)
    rows = observed(data, metric=chosen.metric, unit=chosen.unit, start=start, end=end)
    return series_words.line_note(rows, language=language) if len(rows) else ""


@kept
def estimate_note(data: DataSet, language: Language) -> str:
    """What the dashed line and the pale band are; empty where nothing is estimated."""
    statements = evidence_queries.evidence_statements(data)
    used = int(statements["used"].sum())
    left_out = int(statements["verdict"].isin(["contradicts", "disputed"]).sum())
    return words.estimate_note(used=used, left_out=left_out, language=language) if used else ""
