"""What stands beside the record: peaks, comparisons, districts, disputes, events."""

import pandas as pd

from kampung.language import Language, mark
from kampung.pictures.picture import Picture, View
from kampung.pictures.registry import picture
from kampung.pictures.series import series
from kampung.pictures.settings import NoSettings
from kampung.pictures.sources import sources_of, together
from kampung.store.door import DataSet, kept
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.areas.map import area_map, said_as
from kampung.subjects.epidemic import queries, series_words, tables, words
from kampung.subjects.epidemic.analysis.compare import common_blocks, comparisons
from kampung.subjects.epidemic.analysis.observed import district_totals
from kampung.subjects.epidemic.analysis.peaks import peaks_frame
from kampung.subjects.epidemic.charts.comparison import comparison_chart
from kampung.subjects.epidemic.facts import (
    days_of_districts,
    figures_of,
    given_up,
    metric_names,
    observed,
    peaks_of,
    sources_of_figures,
    touching,
)
from kampung.subjects.epidemic.focus import between
from kampung.subjects.epidemic.pictures.settings import (
    MetricSettings,
    PeriodSettings,
    RecordSettings,
)
from kampung.subjects.evidence import queries as evidence_queries
from kampung.subjects.sources import known


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
            found,
            names=metric_names(data, view.language),
            sources=sources_of_figures(data),
            language=view.language,
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
        table=tables.district_table(totals, sources=known.by_id(data), language=language),
        rows=totals.assign(metric=metric, start_on=start.isoformat(), end_on=end.isoformat())[
            [
                *("code", "name", "metric", "start_on", "end_on", "value", "days", "status"),
                *("source_id", "publisher"),
            ]
        ],
        sources=together(
            known.named(data, totals["source_id"].dropna().unique()),
            sources_of(areas_queries.boundaries(data, level="district")),
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
