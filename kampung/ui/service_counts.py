"""What the village services page shows where counts of services are loaded."""

import streamlit as st

from kampung.pictures.settings import NoSettings
from kampung.subjects.services import names as services_names
from kampung.subjects.services import queries as services_queries
from kampung.subjects.services.pictures import by_area, by_kind, choices, over_time
from kampung.subjects.services.pictures.by_area import AreaSettings, MapSettings, SpanSettings
from kampung.subjects.services.pictures.by_kind import MixSettings
from kampung.subjects.services.pictures.over_time import ReportSettings, TimeSettings
from kampung.subjects.services.spans import measure_of_span
from kampung.ui import navigation, panel, state
from kampung.ui.reader import Reader
from kampung.ui.spans import choose_span


def has_counts(reader: Reader) -> bool:
    """Whether counts of services are loaded."""
    return not services_queries.service_spans(reader.data).empty


def heading(reader: Reader) -> None:
    """Title, and one sentence that says what changed."""
    st.title(reader.language.text("Village services"), anchor=False)
    st.markdown(over_time.what_changed(reader.data, reader.language))


def headline(reader: Reader) -> None:
    """The last 52 weeks in four numbers."""
    picture = over_time.in_short(reader.data, NoSettings(), reader.view)
    st.caption(picture.said.sentence)
    with st.grid(4, min_column_width=160):
        for label, value in picture.table.rows:
            st.metric(label.text, value.text)


# Choices


def filters(reader: Reader) -> TimeSettings:
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
            options=choices.service_names(reader.data, language),
            default=choices.EVERYTHING,
            kind="list",
        )
        span = choose_span(reader)
        cadence = _choose_cadence(reader, area)
    return TimeSettings(area=area, service=service, span=span, cadence=cadence)


def _area_options(reader: Reader) -> dict[str, str]:
    language = reader.language
    place = choices.named(reader.data, reader.area_code, language)
    return {
        reader.area_code: language.text("All of {place}", place=place),
        **choices.district_names(reader.data),
    }


def _choose_cadence(reader: Reader, area: str) -> str:
    """Let the reader choose the periods, where villages report in different ones."""
    language = reader.language
    cadences = choices.cadences(reader.data, area)
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


# Pictures


def reported(reader: Reader, chosen: TimeSettings) -> None:
    """What was reported: over time, where, by whom, by kind, and how unevenly."""
    data, view, language = reader.data, reader.view, reader.language
    panel.show(over_time.requests(data, chosen, view), language)
    panel.show_if_any(over_time.waiting(data, chosen, view), language)
    _by_district(reader, chosen)
    reports = ReportSettings(area=chosen.area, span=chosen.span, cadence=chosen.cadence)
    panel.show(over_time.reporting(data, reports, view), language)
    panel.show(by_area.silent(data, AreaSettings(chosen.area), view), language)
    kinds = MixSettings(area=chosen.area, span=chosen.span)
    panel.show(by_kind.by_family(data, kinds, view), language)
    panel.show(by_kind.by_service(data, kinds, view), language)
    panel.show(by_area.concentration(data, SpanSettings(chosen.span), view), language)


def _by_district(reader: Reader, chosen: TimeSettings) -> None:
    """A measure by district on the map; a click, or the list below, leads to the district."""
    language = reader.language
    measures = choices.measures_of(chosen.service)
    counted = measure_of_span(reader.data, chosen.span)
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
    shown = MapSettings(measure=measure, service=chosen.service, span=chosen.span)
    picture = by_area.by_district(reader.data, shown, reader.view)
    clicked = panel.show(picture, language, select="tile")
    if clicked:
        navigation.go("desa", language, kode=clicked)
    navigation.link("desa", language, label=language.text("Look at one district or village"))
