"""What the village services page shows where counts of services are loaded."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from kampung.language import cells, phrases
from kampung.pictures.picture import View
from kampung.store.door import DataSet, kept
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.areas.map import area_map, said_as, with_boundaries
from kampung.subjects.programme import queries as programme_queries
from kampung.subjects.programme import words as programme_words
from kampung.subjects.services import headings as service_headings
from kampung.subjects.services import names as services_names
from kampung.subjects.services import queries as services_queries
from kampung.subjects.services import tables as service_tables
from kampung.subjects.services.analysis import areas as areas_analysis
from kampung.subjects.services.analysis import periods as periods_analysis
from kampung.subjects.services.charts.ranking import concentration_chart, mix_chart
from kampung.subjects.services.charts.reporting import reporting_chart
from kampung.subjects.services.charts.requests import requests_chart
from kampung.subjects.services.charts.waiting import waiting_chart
from kampung.subjects.services.spans import (
    LAST,
    measure_of_span,
    publishers_of_counts,
    span_row,
)
from kampung.subjects.services.words import areas as areas_words
from kampung.subjects.services.words import periods as periods_words
from kampung.ui import data_set, navigation, panel, state
from kampung.ui.panel import Picture
from kampung.ui.reader import Reader
from kampung.ui.spans import choose_span

EVERYTHING = "all"
# Reports are due after two weeks; a village that is silent for longer is asked after.
SILENT_DAYS = 14
SHOWN_SILENT = 200
MEASURES = ("requested", "per_thousand", "share_completed", "median_hours", "silent")
# Of one service or family not all is known by district.
MEASURES_OF_ITEM = ("requested", "per_thousand", "share_completed")


@dataclass(frozen=True)
class Choice:
    """What the reader wants to see.

    Attributes
    ----------
    area_code
        The regency, or a district.
    scope, item
        All services, a family, or one service.
    span
        The last 52 weeks, or a year.
    cadence
        The length of the periods.
    """

    area_code: str
    scope: str
    item: str
    span: str
    cadence: str


def has_counts(reader: Reader) -> bool:
    """Whether counts of services are loaded."""
    return not services_queries.service_spans(reader.data).empty


def _span(data: DataSet, span: str) -> dict[str, Any]:
    """A span that is sure to be there, since counts are loaded and the choice was settled."""
    row = span_row(data, span)
    assert row is not None  # noqa: S101
    return row


def _days(data: DataSet, span: str) -> tuple[dt.date, dt.date]:
    row = _span(data, span)
    return row["span_start"].date(), row["span_end"].date()


# The top of the page


def heading(reader: Reader) -> None:
    """Title, and one sentence that says what changed."""
    language = reader.language
    st.title(language.text("Village services"), anchor=False)
    cadence = _cadences(reader.data, reader.area_code)[0]
    rows = services_queries.service_periods(
        reader.data, area_code=reader.area_code, cadence=cadence
    )
    st.markdown(
        service_headings.heading(
            periods_analysis.latest_change(rows),
            cadence=cadence,
            span=_span(reader.data, LAST),
            language=language,
            simulated=data_set.is_simulated(),
        )
    )


def _cadences(data: DataSet, area_code: str) -> list[str]:
    return services_queries.service_cadences(data, area_code=area_code)["cadence"].tolist()


def not_loaded(reader: Reader) -> None:
    """Say that no counts are loaded, and how to load them."""
    st.info(
        services_names.nothing_loaded(reader.language)
        + " "
        + reader.language.text(
            "Those who run this dashboard load them with `kampung import services`."
        ),
        icon=":material/inventory_2:",
    )


def headline(reader: Reader) -> None:
    """The last 52 weeks in four numbers."""
    language = reader.language
    span = _span(reader.data, LAST)
    total = services_queries.service_total(reader.data, area_code=reader.area_code, span=LAST)
    row = cells.records(total)[0]
    st.caption(phrases.opening(services_names.during(span, language=language)))
    with st.grid(4, min_column_width=160):
        st.metric(
            services_names.measure_name(span["measure"], language=language),
            language.number(span["total"]),
        )
        for measure in ("share_completed", "median_hours"):
            value = areas_analysis.measured(total, measure=measure)["value"].iloc[0]
            st.metric(
                services_names.measure_name(measure, language=language),
                services_names.measure_text(value, measure=measure, language=language),
            )
        st.metric(
            language.text("Villages and wards that reported"),
            language.text(
                "{n} of {total}",
                n=language.number(row["villages"]),
                total=language.number(span["villages_total"]),
            ),
        )


# Choices


def filters(reader: Reader) -> Choice:
    """Area, service, time and length of the periods; all of them live in the address."""
    language = reader.language
    with st.grid(4, min_column_width=220):
        area = state.choose(
            language,
            "wilayah",
            label=language.text("Area"),
            options=_area_options(reader),
            default=reader.area_code,
            kind="list",
        )
        service = state.choose(
            language,
            "layanan",
            label=language.text("Service"),
            options=_service_options(reader),
            default=EVERYTHING,
            kind="list",
        )
        span = choose_span(reader)
        cadence = _choose_cadence(reader, area)
    scope, _, item = service.partition(":")
    return Choice(area_code=area, scope=scope, item=item, span=span, cadence=cadence)


def _area_options(reader: Reader) -> dict[str, str]:
    language = reader.language
    districts = areas_queries.area_names(reader.data, level="district")
    whole = areas_queries.area(reader.data, code=reader.area_code).iloc[0]
    return {
        reader.area_code: language.text(
            "All of {place}",
            place=services_names.area_name(whole["name"], whole["kind"], language=language),
        ),
        **dict(zip(districts["code"], districts["name"], strict=True)),
    }


def _service_options(reader: Reader) -> dict[str, str]:
    """All services, then families, then single services: ``all``, ``family:x``, ``service:y``."""
    language = reader.language
    services = programme_queries.service_types(reader.data)
    families = {
        f"family:{family}": language.text(
            "Family: {name}", name=programme_words.family_name(family, language=language)
        )
        for family in sorted(set(services["family"]))
    }
    single = {
        f"service:{row['code']}": language.pick(row, "name") for row in cells.records(services)
    }
    return {
        EVERYTHING: language.text("All services"),
        **families,
        **dict(sorted(single.items(), key=lambda item: item[1])),
    }


def _choose_cadence(reader: Reader, area_code: str) -> str:
    """Let the reader choose the periods, where villages report in different ones."""
    language = reader.language
    cadences = _cadences(reader.data, area_code) or _cadences(reader.data, reader.area_code)
    if len(cadences) == 1:
        return cadences[0]
    return state.choose(
        language,
        "periode",
        label=language.text("Periods"),
        options={
            cadence: services_names.cadence_name(cadence, language=language) for cadence in cadences
        },
        default=cadences[0],
    )


# Over time


def _periods(data: DataSet, choice: Choice) -> pd.DataFrame:
    start, end = _days(data, choice.span)
    return services_queries.service_periods(
        data,
        area_code=choice.area_code,
        cadence=choice.cadence,
        scope=choice.scope,
        item=choice.item,
        start=start,
        end=end,
    )


def requests(reader: Reader, choice: Choice) -> Picture:
    """Requests and completions by period."""
    return _requests(reader.data, reader.view, choice)


@kept
def _requests(data: DataSet, view: View, choice: Choice) -> Picture:
    language = view.language
    rows = _periods(data, choice)
    said = periods_words.requests(rows, cadence=choice.cadence, language=language)
    return Picture(
        name="requests",
        said=said,
        chart=requests_chart(rows, look=view.look, language=language) if len(rows) else None,
        table=service_tables.periods_table(rows, language=language),
        data=rows,
        sources=publishers_of_counts(data),
    )


def waiting(reader: Reader, choice: Choice) -> Picture:
    """Waiting times by period; known for districts over all services only."""
    return _waiting(reader.data, reader.view, choice)


@kept
def _waiting(data: DataSet, view: View, choice: Choice) -> Picture:
    language = view.language
    rows = _periods(data, choice)
    said = periods_words.waiting(rows, cadence=choice.cadence, language=language)
    is_known = rows["median_hours"].notna().any()
    return Picture(
        name="waiting",
        said=said,
        chart=waiting_chart(rows, look=view.look, language=language) if is_known else None,
        table=service_tables.periods_table(rows, language=language),
        data=rows if is_known else rows.iloc[:0],
        sources=publishers_of_counts(data),
    )


# Who reports


def reporting(reader: Reader, choice: Choice) -> Picture:
    """How many villages reported, by period, and how many did not."""
    return _reporting(reader.data, reader.area_code, reader.view, choice)


@kept
def _reporting(data: DataSet, regency: str, view: View, choice: Choice) -> Picture:
    language = view.language
    rows = _periods(data, Choice(choice.area_code, EVERYTHING, "", choice.span, choice.cadence))
    villages = _villages(data, regency, choice.area_code)
    said = periods_words.reporting(
        rows, villages=villages, cadence=choice.cadence, language=language
    )
    return Picture(
        name="reporting",
        said=said,
        chart=reporting_chart(rows, villages_total=villages, look=view.look, language=language)
        if len(rows)
        else None,
        table=service_tables.periods_table(rows, language=language),
        data=rows[["period_start", "period_end", "villages"]],
        sources=publishers_of_counts(data),
    )


def _villages(data: DataSet, regency: str, area_code: str) -> int:
    if area_code == regency:
        return areas_queries.villages_in(data)
    counts = areas_queries.village_counts_by_district(data).set_index("code")["villages"]
    return int(counts[area_code])


def silent(reader: Reader, choice: Choice) -> Picture:
    """Villages of which nothing has come for some time: missing, not zero."""
    return _silent(reader.data, reader.area_code, reader.view, choice.area_code)


@kept
def _silent(data: DataSet, regency: str, view: View, area_code: str) -> Picture:
    language = view.language
    since = _days(data, LAST)[1] - dt.timedelta(days=SILENT_DAYS - 1)
    district = None if area_code == regency else area_code
    rows = services_queries.silent_villages(
        data, before=since, district_code=district, limit=SHOWN_SILENT
    )
    said = areas_words.silent(
        rows,
        since=since,
        villages=_villages(data, regency, area_code),
        language=language,
        count=services_queries.silent_count(data, before=since, district_code=district),
    )
    return Picture(
        name="silent",
        said=said,
        chart=None,
        table=service_tables.silent_table(rows, language=language),
        data=rows,
        sources=publishers_of_counts(data),
    )


# Where


def by_district(reader: Reader, choice: Choice) -> None:
    """A measure by district on the map; a click, or the list below, leads to the district."""
    language = reader.language
    measures = MEASURES if choice.scope == EVERYTHING else MEASURES_OF_ITEM
    counted = measure_of_span(reader.data, choice.span)
    measure = state.choose(
        language,
        "ukuran",
        label=language.text("Measure"),
        options={
            code: services_names.measure_name(
                counted if code == "requested" else code, language=language, counted=counted
            )
            for code in measures
        },
        default=measures[0],
        kind="list",
    )
    picture = _by_district(reader.data, reader.view, choice, measure)
    clicked = panel.show(picture, language, select="tile")
    if clicked:
        navigation.go("desa", language, kode=clicked)
    navigation.link("desa", language, label=language.text("Look at one district or village"))


@kept
def _by_district(data: DataSet, view: View, choice: Choice, measure: str) -> Picture:
    language = view.language
    span, counted = _span(data, choice.span), measure_of_span(data, choice.span)
    wanted = counted if measure == "requested" else measure
    totals = services_queries.district_totals(
        data, span=choice.span, scope=choice.scope, item=choice.item
    )
    values = areas_analysis.measured(totals, measure=wanted, counted=counted)
    said = areas_words.by_area(
        values,
        measure=wanted,
        span=span,
        language=language,
        counted=counted,
        drawn=said_as(data, level="district"),
    )
    return Picture(
        name="by-district",
        said=said,
        chart=area_map(
            data,
            values.rename(columns={"area_code": "code"}),
            look=view.look,
            language=language,
            level="district",
            value_name=services_names.measure_name(wanted, language=language, counted=counted),
            selectable=True,
        ),
        table=service_tables.values_table(
            values, measure=wanted, level="district", language=language, counted=counted
        ),
        data=values,
        sources=with_boundaries(publishers_of_counts(data), data, level="district"),
    )


# What, and how unevenly


def families(reader: Reader, choice: Choice) -> Picture:
    """Requests by family of services."""
    return _families(reader.data, reader.view, choice.area_code, choice.span)


@kept
def _families(data: DataSet, view: View, area_code: str, span: str) -> Picture:
    language = view.language
    mix = services_queries.area_mix(data, area_code=area_code, span=span)
    said = periods_words.families(mix, span=_span(data, span), language=language)
    rows = areas_analysis.mix_by_family(mix)
    labelled = rows.assign(
        label=[programme_words.family_name(family, language=language) for family in rows["family"]]
    )
    return Picture(
        name="families",
        said=said,
        chart=mix_chart(labelled, by="family", look=view.look, language=language)
        if len(rows)
        else None,
        table=service_tables.families_table(mix, language=language),
        data=rows,
        sources=publishers_of_counts(data),
    )


def services(reader: Reader, choice: Choice) -> Picture:
    """Requests by service."""
    return _services(reader.data, reader.view, choice.area_code, choice.span)


@kept
def _services(data: DataSet, view: View, area_code: str, span: str) -> Picture:
    language = view.language
    mix = services_queries.area_mix(data, area_code=area_code, span=span)
    said = periods_words.services(mix, span=_span(data, span), language=language)
    labelled = mix.assign(label=mix[f"name_{view.language.code}"])
    return Picture(
        name="by-service",
        said=said,
        chart=mix_chart(labelled, by="service", look=view.look, language=language)
        if len(mix)
        else None,
        table=service_tables.mix_table(mix, language=language),
        data=mix,
        sources=publishers_of_counts(data),
    )


def concentration(reader: Reader, choice: Choice) -> Picture:
    """How many villages make half of the requests of the regency."""
    return _concentration(reader.data, reader.view, choice.span)


@kept
def _concentration(data: DataSet, view: View, span: str) -> Picture:
    language = view.language
    row, curve = _span(data, span), services_queries.service_concentration(data, span=span)
    said = areas_words.concentration(row, curve, language=language)
    return Picture(
        name="concentration",
        said=said,
        chart=concentration_chart(
            curve,
            half=row["villages_for_half"],
            reporting=row["villages_reporting"],
            look=view.look,
            language=language,
        )
        if len(curve)
        else None,
        table=service_tables.concentration_table(curve, language=language),
        data=curve,
        sources=publishers_of_counts(data),
    )
