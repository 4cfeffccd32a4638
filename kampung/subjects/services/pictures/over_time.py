"""Pictures of services over time: requests, waiting times, who reports."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from kampung.language import Language, mark
from kampung.language.cells import records
from kampung.language.phrases import opening
from kampung.pictures.description import Description
from kampung.pictures.picture import Picture, View
from kampung.pictures.registry import picture
from kampung.pictures.series import Series, series
from kampung.pictures.settings import NoSettings, Settings, code
from kampung.pictures.table import table
from kampung.store.door import DataSet, kept
from kampung.subjects.services import headings, queries, tables
from kampung.subjects.services.analysis.areas import share_completed
from kampung.subjects.services.analysis.periods import latest_change
from kampung.subjects.services.charts.reporting import reporting_chart
from kampung.subjects.services.charts.requests import requests_chart
from kampung.subjects.services.charts.waiting import waiting_chart
from kampung.subjects.services.facts import summary_table
from kampung.subjects.services.names import during, measure_name
from kampung.subjects.services.pictures.choices import (
    EVERYTHING,
    days_of,
    in_words,
    regency_or,
    usual_cadence,
    villages_of,
)
from kampung.subjects.services.spans import LAST, sources_of_counts, span_row
from kampung.subjects.services.words import periods as words


@dataclass(frozen=True)
class TimeSettings:
    """Where, which services, when, in which periods; without a period the commonest one."""

    area: str = code("wilayah")
    service: str = code("layanan", default=EVERYTHING)
    span: str = code("span", default=LAST)
    cadence: str = code("periode")


@dataclass(frozen=True)
class ReportSettings:
    """Where, when, in which periods; without a period the commonest one."""

    area: str = code("wilayah")
    span: str = code("span", default=LAST)
    cadence: str = code("periode")


@kept
def what_changed(data: DataSet, language: Language) -> str:
    """What changed of late in the regency, in one sentence, as Markdown."""
    area = data.meta["area_code"]
    cadence = usual_cadence(data, area)
    rows = queries.service_periods(data, area_code=area, cadence=cadence)
    return headings.heading(
        latest_change(rows),
        cadence=cadence,
        span=span_row(data, LAST),
        language=language,
        simulated=data.meta["data_set"] == "simulated",
    )


@picture("services-in-short", title=mark("Village services"), settings=NoSettings)
def in_short(data: DataSet, chosen: NoSettings, view: View) -> Picture:
    """The last 52 weeks in four numbers."""
    language, span = view.language, span_row(data, LAST)
    title = language.text("Village services")
    rows = queries.service_total(data, area_code=data.meta["area_code"], span=LAST)
    if span is None or rows.empty:
        said, made = words.nothing(title, language), table((), ())
    else:
        sentence = opening(during(span, language=language))
        said = Description(title, sentence, sentence)
        share = float(share_completed(rows).iloc[0])
        made = summary_table(records(rows)[0], span=span, share=share, language=language)
    return Picture(
        name="in-short",
        said=said,
        chart=None,
        table=made,
        rows=rows,
        sources=sources_of_counts(data),
        settings=chosen,
        settings_text=in_words(data, language, area=data.meta["area_code"], span=LAST),
    )


@picture("services-over-time", title=mark("Requests over time"), settings=TimeSettings)
def requests(data: DataSet, chosen: TimeSettings, view: View) -> Picture:
    """Requests and completions by period."""
    area, cadence = _settled(data, chosen)
    return requests_by_period(
        data,
        view,
        _periods(data, area=area, service=chosen.service, span=chosen.span, cadence=cadence),
        name="requests",
        cadence=cadence,
        settings=chosen,
        settings_text=_in_words(data, view, chosen),
    )


@picture("services-waiting", title=mark("Waiting time"), settings=TimeSettings)
def waiting(data: DataSet, chosen: TimeSettings, view: View) -> Picture:
    """Waiting times by period; known for districts over all services only."""
    area, cadence = _settled(data, chosen)
    return waiting_by_period(
        data,
        view,
        _periods(data, area=area, service=chosen.service, span=chosen.span, cadence=cadence),
        name="waiting",
        cadence=cadence,
        settings=chosen,
        settings_text=_in_words(data, view, chosen),
    )


@picture(
    "services-reporting",
    title=mark("Villages and wards that reported"),
    settings=ReportSettings,
)
def reporting(data: DataSet, chosen: ReportSettings, view: View) -> Picture:
    """How many villages reported, by period, and how many did not."""
    language = view.language
    area, cadence = _settled(data, chosen)
    rows = _periods(data, area=area, service=EVERYTHING, span=chosen.span, cadence=cadence)
    villages = villages_of(data, area)
    name = language.text("Villages and wards that reported")
    return Picture(
        name="reporting",
        said=words.reporting(rows, villages=villages, cadence=cadence, language=language),
        chart=reporting_chart(rows, villages_total=villages, look=view.look, language=language)
        if len(rows)
        else None,
        table=tables.periods_table(rows, language=language),
        rows=rows[["period_start", "period_end", "villages"]],
        sources=sources_of_counts(data),
        series=(series(rows, name=name, x="period_start", end="period_end", value="villages"),),
        settings=chosen,
        settings_text=in_words(data, language, area=area, span=chosen.span, cadence=cadence),
    )


def _settled(data: DataSet, chosen: TimeSettings | ReportSettings) -> tuple[str, str]:
    """The area and the periods that are meant."""
    area = regency_or(data, chosen.area)
    return area, chosen.cadence or usual_cadence(data, area)


def _in_words(data: DataSet, view: View, chosen: TimeSettings) -> str:
    area, cadence = _settled(data, chosen)
    return in_words(
        data, view.language, area=area, service=chosen.service, span=chosen.span, cadence=cadence
    )


def _periods(data: DataSet, *, area: str, service: str, span: str, cadence: str) -> pd.DataFrame:
    scope, _, item = service.partition(":")
    row = span_row(data, span)
    start, end = days_of(row) if row is not None else (None, None)
    rows = queries.service_periods(
        data,
        area_code=area,
        cadence=cadence,
        scope=scope,
        item=item,
        start=start,
        end=end,
    )
    return rows if row is not None else rows.iloc[:0]


# Of the regency, a district or a village alike


def requests_by_period(
    data: DataSet,
    view: View,
    rows: pd.DataFrame,
    *,
    name: str,
    cadence: str,
    settings: Settings,
    settings_text: str,
    area: str = "",
) -> Picture:
    """Requests and completions of PERIODS; ``area`` is named in the rows where it is given."""
    language = view.language
    return Picture(
        name=name,
        said=words.requests(rows, cadence=cadence, language=language),
        chart=requests_chart(rows, look=view.look, language=language) if len(rows) else None,
        table=tables.periods_table(rows, language=language),
        rows=rows_of(rows, area),
        sources=sources_of_counts(data),
        series=_by_measure(rows, ("requested", "completed"), language),
        settings=settings,
        settings_text=settings_text,
    )


def waiting_by_period(
    data: DataSet,
    view: View,
    rows: pd.DataFrame,
    *,
    name: str,
    cadence: str,
    settings: Settings,
    settings_text: str,
    area: str = "",
) -> Picture:
    """Waiting times of PERIODS; no rows where none is known."""
    language = view.language
    is_known = bool(rows["median_hours"].notna().any())
    return Picture(
        name=name,
        said=words.waiting(rows, cadence=cadence, language=language),
        chart=waiting_chart(rows, look=view.look, language=language) if is_known else None,
        table=tables.periods_table(rows, language=language),
        rows=rows_of(rows if is_known else rows.iloc[:0], area),
        sources=sources_of_counts(data),
        series=_by_measure(rows, ("median_hours", "p90_hours"), language),
        settings=settings,
        settings_text=settings_text,
    )


def rows_of(rows: pd.DataFrame, area: str) -> pd.DataFrame:
    """Rows that say of which area they are, where it is given: a file is parted from its page."""
    if not area:
        return rows
    labelled = rows.copy()
    labelled.insert(0, "area_code", area)
    return labelled


def _by_measure(
    rows: pd.DataFrame, measures: Sequence[str], language: Language
) -> tuple[Series, ...]:
    return tuple(
        series(
            rows,
            name=measure_name(measure, language=language),
            x="period_start",
            end="period_end",
            value=measure,
        )
        for measure in measures
        if rows[measure].notna().any()
    )
