"""Every published figure of one metric, each over the days that it speaks of."""

from dataclasses import replace

from kampung.language.statements import UNITS
from kampung.pictures.picture import Picture, View
from kampung.pictures.sources import together
from kampung.store.door import DataSet
from kampung.subjects.epidemic import grid_words, queries, series_words, tables, words
from kampung.subjects.epidemic.analysis.observed import apart
from kampung.subjects.epidemic.analysis.peaks import peak_of, running_totals_of
from kampung.subjects.epidemic.charts.record import record_chart
from kampung.subjects.epidemic.facts import (
    estimated,
    given_up,
    metric_names,
    observed,
    record_grid,
    record_marks,
    sources_of_figures,
    touching,
)
from kampung.subjects.epidemic.focus import between
from kampung.subjects.epidemic.pictures.parts import drawn, rows_of, sources_of_marks
from kampung.subjects.epidemic.pictures.settings import RecordSettings
from kampung.subjects.sources import known


def every_figure(data: DataSet, chosen: RecordSettings, view: View, *, height: int) -> Picture:
    """All marks of one metric, each over the days that it speaks of."""
    language, metric, unit = view.language, chosen.metric, chosen.unit
    start, end = between(data, chosen.start, chosen.end)
    shown = touching(record_marks(data, metric=metric, unit=unit), start=start, end=end)
    doubted = given_up(data)
    # Also of what is not drawn here.
    peak = peak_of(shown, metric=metric, start=start, end=end, doubted=doubted)
    if unit == "week":
        shown = shown[shown["mark"] != "dot"]  # a day is no week: days have a chart of their own
    elif unit == "day":  # totals and floors of weeks have no place on an axis of days
        shown = shown[(shown["mark"] == "dot") | (shown["statistic"] == "daily_mean")]
    name = metric_names(data, language)[metric]
    totals = running_totals_of(shown, start=start, end=end, doubted=doubted)
    estimate = estimated(data, metric=metric, unit=unit, start=start, end=end)
    line = observed(data, metric=metric, unit=unit, start=start, end=end)
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
        events=queries.events(data, start=start, end=end),
        estimate=estimate,
        band=estimate,
        observed=line,
        given_up=doubted,
        named=last_total or (peak.highest if peak is not None and unit != "day" else None),
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
    if unit == "day":
        found = record_grid(data, metric=metric, unit="day", start=start, end=end)
        highest = grid_words.claim_of_days(found, metric_name=name, language=language)
        said = replace(said, sentence=f"{highest}." if highest else said.sentence)
    if len(line):
        heard = series_words.line_alt(set(line["status"]), language=language)
        said = replace(said, alt=f"{said.alt} {heard}")
    # In the table the weeks are those of the last one that was published, so that they compare.
    bars = shown.loc[(shown["mark"] == "bar") & (shown["status"] == "published"), "end_on"]
    compared = apart(line, last=bars.max() if len(bars) else None) if len(line) else line
    rows = tables.series_rows(
        compared,
        language=language,
        unit=unit,
        state=metric == "active_cases",
        sources=known.by_id(data),
    )
    return Picture(
        name=f"{metric.replace('_', '-')}-{unit}-all",
        said=said,
        chart=chart if len(shown) or len(line) else None,
        table=tables.record_table(shown, rows, sources=sources_of_figures(data), language=language),
        rows=rows_of(shown, line, metric=metric),
        sources=together(
            sources_of_marks(data, shown), known.named(data, line["source_id"].dropna().unique())
        ),
        series=drawn(shown, line, name=name, language=language),
        settings=chosen,
        settings_text=", ".join([name, language.text(UNITS[unit]), language.period(start, end)]),
    )
