"""The record of one metric: what is known of each week, each day, or of single days."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from kampung.language import Language, mark
from kampung.language.cells import records
from kampung.language.statements import UNITS
from kampung.pictures.description import Description
from kampung.pictures.picture import Picture, View
from kampung.pictures.registry import picture
from kampung.pictures.series import Series, series
from kampung.pictures.sources import together
from kampung.store.door import DataSet
from kampung.subjects.epidemic import day_words, grid_words, queries, series_words, tables
from kampung.subjects.epidemic.analysis.grid import KINDS, UNKNOWN, without_a_number
from kampung.subjects.epidemic.analysis.observed import apart
from kampung.subjects.epidemic.analysis.peaks import Peak
from kampung.subjects.epidemic.analysis.rates import Inhabitants, scaled
from kampung.subjects.epidemic.charts.column_words import Named
from kampung.subjects.epidemic.charts.columns import columns_chart, columns_sparkline
from kampung.subjects.epidemic.charts.dots import dots_chart
from kampung.subjects.epidemic.facts import (
    estimated,
    figures_of,
    inhabitants,
    is_state,
    metric_names,
    observed,
    peak_in,
    points_of,
    record_grid,
    record_marks,
    sources_of_figures,
    week_anchor,
)
from kampung.subjects.epidemic.focus import between
from kampung.subjects.epidemic.pictures.every import every_figure
from kampung.subjects.epidemic.pictures.parts import (
    drawn,
    grid_rows,
    rows_of,
    sources_of_ids,
    sources_of_marks,
    with_publishers,
)
from kampung.subjects.epidemic.pictures.settings import MetricSettings, RecordSettings
from kampung.subjects.sources import known as known_sources


@picture("record", title=mark("The record of the epidemic"), settings=RecordSettings)
def record(data: DataSet, chosen: RecordSettings, view: View) -> Picture:
    """The record of one metric: what is known of each week, or every published figure."""
    if chosen.show == "all":
        return every_figure(data, chosen, view, height=420)
    if chosen.unit == "cumulative" or is_state(data, chosen.metric):
        return _single_days(data, chosen, view, height=264)
    return _columns(data, chosen, view, height=264)


@picture("weeks", title=mark("The record of whole weeks"), settings=MetricSettings)
def weeks(data: DataSet, chosen: MetricSettings, view: View) -> Picture:
    """The record in small."""
    of_weeks = RecordSettings(chosen.metric, "week", chosen.start, chosen.end)
    if is_state(data, chosen.metric):
        return _single_days(data, of_weeks, view, height=150)
    return _columns(data, of_weeks, view, height=150)


@picture("trend", title=mark("The record in small"), settings=MetricSettings)
def trend(data: DataSet, chosen: MetricSettings, view: View) -> Picture:
    """The record of one metric for a headline, without axes and words."""
    language, metric = view.language, chosen.metric
    start, end = between(data, chosen.start, chosen.end)
    peak = peak_in(data, metric=metric, start=start, end=end)
    name = metric_names(data, language)[metric]
    note = grid_words.peak_note(peak, language=language) if peak is not None else ""
    if is_state(data, metric):
        points = points_of(data, metric=metric, unit="week", start=start, end=end)
        chart = dots_chart(
            points,
            look=view.look,
            language=language,
            metric=metric,
            start=start,
            end=end,
            bare=True,
            height=44,
        )
        shown = points
        table = tables.record_table(points, sources=sources_of_figures(data), language=language)
        sources = sources_of_marks(data, points)
        lines = drawn(points, points.iloc[:0], name=name, language=language)
        rows = rows_of(points, points.iloc[:0], metric=metric)
    else:
        found = record_grid(data, metric=metric, unit="week", start=start, end=end)
        shown = with_publishers(data, found[found["kind"] != UNKNOWN])
        chart = columns_sparkline(
            found,
            look=view.look,
            language=language,
            metric=metric,
            start=start,
            end=end,
        )
        table, sources = (
            tables.grid_table(shown, sources=sources_of_figures(data), language=language),
            sources_of_ids(data, shown["rests_on"]),
        )
        rows = grid_rows(shown, pd.DataFrame(), metric=metric)
        lines = _series(shown, name=name, language=language)
    return Picture(
        name=f"spark-{metric}",
        said=Description(name, note, f"{name}: {note}"),
        chart=chart if len(shown) else None,
        table=table,
        rows=rows,
        sources=sources,
        series=lines,
        settings=chosen,
        settings_text=", ".join([name, language.period(start, end)]),
    )


def _columns(data: DataSet, chosen: RecordSettings, view: View, *, height: int) -> Picture:
    """One bar a week, or a day."""
    language, metric, unit = view.language, chosen.metric, chosen.unit
    start, end = between(data, chosen.start, chosen.end)
    share = inhabitants(data) if chosen.per == "100k" else None
    found = record_grid(data, metric=metric, unit=unit, start=start, end=end).pipe(
        scaled, share, names=("value", "least", "greatest", "estimate", "printed")
    )
    peak = _drawn(data, chosen, found["figure_id"]) if unit == "week" else None
    name = metric_names(data, language)[metric]
    line = observed(data, metric=metric, unit=unit, start=start, end=end).pipe(
        scaled, share, names=("value",)
    )
    known = with_publishers(data, found[found["kind"] != UNKNOWN])
    named = _named(data, found, peak, chosen=chosen, language=language)
    if share is not None:
        name, claim = grid_words.per_inhabitants(name, language=language), ""
    elif unit == "week":
        claim = grid_words.claim(peak, metric_name=name, language=language)
    else:
        claim = grid_words.claim_of_days(found, metric_name=name, language=language)
    said = grid_words.described(
        found,
        language=language,
        metric_name=name,
        unit=unit,
        start=start,
        end=end,
        claim=claim,
        note=_note(data, found, named.starred, share=share, language=language),
    )
    chart = columns_chart(
        found,
        look=view.look,
        language=language,
        metric=metric,
        unit=unit,
        start=start,
        end=end,
        named=named,
        events=queries.events(data, start=start, end=end),
        observed=line,
        estimate=chosen.estimate == "yes",
        ceiling=float(chosen.ceiling or 0),
        height=height,
    )
    return Picture(
        name=f"{metric.replace('_', '-')}-{unit}",
        said=_heard(said, line, language=language),
        chart=chart if len(known) or len(line) else None,
        table=tables.grid_table(
            known,
            _series_rows(data, chosen, line, language=language),
            sources=sources_of_figures(data),
            language=language,
        ),
        rows=grid_rows(known, line, metric=metric),
        sources=together(
            sources_of_ids(data, known["rests_on"]),
            known_sources.named(data, line["source_id"].dropna().unique()),
        ),
        series=(
            *_series(known, name=name, language=language),
            *(drawn(line, line.iloc[:0], name=name, language=language) if len(line) else ()),
        ),
        settings=chosen,
        settings_text=", ".join([name, language.text(UNITS[unit]), language.period(start, end)]),
    )


def _single_days(data: DataSet, chosen: RecordSettings, view: View, *, height: int) -> Picture:
    """States of days, or running totals: dots on a line."""
    language, metric, unit = view.language, chosen.metric, chosen.unit
    start, end = between(data, chosen.start, chosen.end)
    state = is_state(data, metric)
    share = inhabitants(data) if chosen.per == "100k" else None
    points = points_of(data, metric=metric, unit=unit, start=start, end=end).pipe(
        scaled, share, names=("value", "printed")
    )
    peak = _drawn(data, chosen, points["figure_id"]) if state else None
    name = metric_names(data, language)[metric]
    line = observed(data, metric=metric, unit=unit, start=start, end=end).pipe(
        scaled, share, names=("value",)
    )
    band = estimated(data, metric=metric, unit=unit, start=start, end=end).pipe(
        scaled, share, names=("least", "greatest", "estimate")
    )
    if share is not None:
        name = grid_words.per_inhabitants(name, language=language)
    said = day_words.described_days(
        points,
        language=language,
        metric_name=name,
        state=state,
        start=start,
        end=end,
        peak=peak if share is None else None,
        note="" if share is None else grid_words.note_of_inhabitants(share, language=language),
    )
    last = points.loc[points["status"] == "published", "code"]
    chart = dots_chart(
        points,
        look=view.look,
        language=language,
        metric=metric,
        start=start,
        end=end,
        named=_ids(peak) if state else tuple(last.iloc[[0, -1]] if len(last) else ()),
        band=None if state else band,
        events=queries.events(data, start=start, end=end),
        observed=line,
        states=state,
        height=height,
    )
    return Picture(
        name=f"{metric.replace('_', '-')}-{unit}",
        said=_heard(said, line, language=language),
        chart=chart if len(points) or len(line) else None,
        table=tables.record_table(
            points,
            _series_rows(data, chosen, line, language=language),
            sources=sources_of_figures(data),
            language=language,
        ),
        rows=rows_of(points, line, metric=metric),
        sources=together(
            sources_of_marks(data, points),
            known_sources.named(data, line["source_id"].dropna().unique()),
        ),
        series=drawn(points, line, name=name, language=language),
        settings=chosen,
        settings_text=", ".join([name, language.text(UNITS[unit]), language.period(start, end)]),
    )


def _drawn(data: DataSet, chosen: RecordSettings, figures: pd.Series) -> Peak | None:
    """The peak as far as it is drawn: a title names no week that is not on the grid."""
    start, end = between(data, chosen.start, chosen.end)
    peak = peak_in(data, metric=chosen.metric, start=start, end=end)
    if peak is None or not figures.eq(peak.highest.figure_id).any():
        return None
    if peak.last is not None and not figures.eq(peak.last.figure_id).any():
        return replace(peak, last=None, change=None, change_relation="")
    return peak


def _heard(said: Description, line: pd.DataFrame, *, language: Language) -> Description:
    if line.empty:
        return said
    heard = series_words.line_alt(set(line["status"]), language=language)
    return replace(said, alt=f"{said.alt} {heard}")


def _series_rows(
    data: DataSet, chosen: RecordSettings, line: pd.DataFrame, *, language: Language
) -> Sequence[tables.Row]:
    """Rows of series for the table; their weeks are those of the grid, so that they compare."""
    if line.empty:
        return []
    if chosen.unit == "week" and not is_state(data, chosen.metric):
        last = week_anchor(data)
        line = apart(line, last=None if last is None else pd.Timestamp(last))
    return tables.series_rows(
        line,
        language=language,
        unit=chosen.unit,
        state=is_state(data, chosen.metric),
        sources=known_sources.by_id(data),
    )


def _series(known: pd.DataFrame, *, name: str, language: Language) -> tuple[Series, ...]:
    """What a chart of weeks draws, one series a kind."""
    kinds = {kind: known[known["kind"] == kind] for kind in KINDS}
    return tuple(
        series(
            rows,
            name=f"{name} ({language.text(grid_words.KINDS[kind])})",
            status=kind,
            x="start_on",
            end="end_on",
            value="value",
            least="least",
            greatest="greatest",
        )
        for kind, rows in kinds.items()
        if len(rows)
    )


def _ids(peak: Peak | None) -> tuple[str, ...]:
    found = (peak.highest, peak.last) if peak is not None else ()
    return tuple(one.figure_id for one in found if one is not None)


def _codes(found: pd.DataFrame, peak: Peak | None) -> Named:
    """The weeks that the title speaks of."""
    if peak is None:
        published = found[found["kind"] == "published"]
        if published.empty:
            return Named()
        highest_day = published[published["value"] == published["value"].max()]
        return Named(peak=str(highest_day["code"].iloc[0]))
    code = dict(zip(found["figure_id"], found["code"], strict=True))
    highest = "" if peak.highest.weeks > 1 else str(code.get(peak.highest.figure_id, ""))
    last = "" if peak.last is None else str(code.get(peak.last.figure_id, ""))
    return Named(peak=highest, last=last)


def _named(
    data: DataSet,
    found: pd.DataFrame,
    peak: Peak | None,
    *,
    chosen: RecordSettings,
    language: Language,
) -> Named:
    """What is written into the plot."""
    named = _codes(found, peak)
    inferred = found[(found["code"] == named.peak) & found["inferred"]]
    named = replace(named, starred=named.peak if len(inferred) and chosen.unit == "week" else "")
    gap = without_a_number(found)
    if gap is not None and (gap[1] - gap[0]).days >= 13:
        last = gap[0] - pd.Timedelta(days=1)
        words = grid_words.nothing_after(last, unit=chosen.unit, language=language)
        named = replace(named, nothing=words, nothing_from=gap[0])
    if chosen.unit != "week" or chosen.per != "people":
        return named
    marks = record_marks(data, metric=chosen.metric, unit="week")
    caps = marks[(marks["statistic"] == "maximum_week") & (marks["relation"] == "=")]
    caps = caps[caps["end_on"] >= found["start_on"].min()] if len(found) else caps.iloc[:0]
    for row in records(caps):
        words_ = grid_words.cap(row, language=language)
        named = replace(named, cap=words_, cap_value=float(row["value"]))
    return named


def _note(
    data: DataSet,
    found: pd.DataFrame,
    starred: str,
    *,
    share: Inhabitants | None,
    language: Language,
) -> str:
    """What stands beneath: how the peak's week was found, and which numbers conflict."""
    notes = []
    if share is not None:
        notes.append(grid_words.note_of_inhabitants(share, language=language))
    figures = figures_of(data)
    named = figures["id"].isin(found.loc[found["code"] == starred, "figure_id"])
    for row in records(figures[named]):
        same = (figures["metric"] == row["metric"]) & (figures["value"] == row["value"])
        others = same & (figures["source_id"] != row["source_id"])
        alone = not others.any() and not int(row["repeats"] or 0)
        notes.append(
            grid_words.note_of_peak(
                {**row, "printed": row["value"]}, alone=alone, language=language
            )
        )
    doubted = int(found["doubted"].sum())
    if doubted:
        notes.append(grid_words.note_of_doubt(doubted, language=language))
    return "  \n".join(note for note in notes if note.strip("* "))
