"""Pictures of services by area: the map of the districts, silent villages, concentration."""

import datetime as dt
from dataclasses import dataclass

from kampung.language import mark
from kampung.pictures.picture import Picture, View
from kampung.pictures.registry import picture
from kampung.pictures.series import series
from kampung.pictures.settings import Settings, choice, code
from kampung.store.door import DataSet
from kampung.subjects.areas.map import area_map, said_as, with_boundaries
from kampung.subjects.services import queries, tables
from kampung.subjects.services.analysis.areas import measured
from kampung.subjects.services.charts.concentration import concentration_chart
from kampung.subjects.services.names import measure_name
from kampung.subjects.services.pictures.choices import (
    EVERYTHING,
    MEASURES,
    in_words,
    measures_of,
    regency_or,
    villages_of,
)
from kampung.subjects.services.spans import LAST, measure_of_span, sources_of_counts, span_row
from kampung.subjects.services.words import areas as words

# Reports are due after two weeks; a village that is silent for longer is asked after.
SILENT_DAYS = 14
SHOWN_SILENT = 200


@dataclass(frozen=True)
class MapSettings:
    """What of which services, and when; of some services not every measure is known."""

    measure: str = choice("ukuran", default=MEASURES[0], allowed=MEASURES)
    service: str = code("layanan", default=EVERYTHING)
    span: str = code("span", default=LAST)


@dataclass(frozen=True)
class AreaSettings:
    """Where."""

    area: str = code("wilayah")


@dataclass(frozen=True)
class SpanSettings:
    """When."""

    span: str = code("span", default=LAST)


@picture("services-by-district", title=mark("Requests by district"), settings=MapSettings)
def by_district(data: DataSet, chosen: MapSettings, view: View) -> Picture:
    """A measure by district on the map."""
    return districts_map(data, view, chosen, name="by-district", settings=chosen)


def districts_map(
    data: DataSet,
    view: View,
    chosen: MapSettings,
    *,
    name: str,
    settings: Settings,
    code_column: str = "area_code",
) -> Picture:
    """A measure by district on the map; a click selects one.

    Parameters
    ----------
    settings
        What the picture was made for.
    code_column
        What the rows call the code of a district.
    """
    language = view.language
    span, counted = span_row(data, chosen.span), measure_of_span(data, chosen.span)
    measure = chosen.measure if chosen.measure in measures_of(chosen.service) else MEASURES[0]
    wanted = counted if measure == "requested" else measure
    value_name = measure_name(wanted, language=language, counted=counted)
    scope, _, item = chosen.service.partition(":")
    totals = queries.district_totals(data, span=chosen.span, scope=scope, item=item)
    values = measured(totals, measure=wanted, counted=counted).rename(columns={"area_code": "code"})
    if span is None:
        values = values.iloc[:0]
    return Picture(
        name=name,
        said=words.by_area(
            values,
            measure=wanted,
            span=span,
            language=language,
            counted=counted,
            drawn=said_as(data, level="district"),
        ),
        chart=area_map(
            data,
            values,
            look=view.look,
            language=language,
            level="district",
            value_name=value_name,
            selectable=True,
        )
        if span is not None
        else None,
        table=tables.values_table(
            values, measure=wanted, level="district", language=language, counted=counted
        ),
        rows=values.rename(columns={"code": code_column}),
        sources=with_boundaries(sources_of_counts(data), data, level="district"),
        series=(series(values, name=value_name, x="name", value="value"),),
        settings=settings,
        settings_text=in_words(
            data, language, service=chosen.service, span=chosen.span, measure=value_name
        ),
    )


@picture(
    "services-silent", title=mark("Villages and wards that report nothing"), settings=AreaSettings
)
def silent(data: DataSet, chosen: AreaSettings, view: View) -> Picture:
    """Villages of which nothing has come for some time: missing, not zero."""
    language, area = view.language, regency_or(data, chosen.area)
    last = span_row(data, LAST)
    since = None
    if last is not None:
        since = last["span_end"].date() - dt.timedelta(days=SILENT_DAYS - 1)
    before = since or dt.date.min
    district = None if area == data.meta["area_code"] else area
    rows = queries.silent_villages(data, before=before, district_code=district, limit=SHOWN_SILENT)
    return Picture(
        name="silent",
        said=words.silent(
            rows,
            since=since,
            villages=villages_of(data, area),
            language=language,
            count=queries.silent_count(data, before=before, district_code=district),
        ),
        chart=None,
        table=tables.silent_table(rows, language=language),
        rows=rows,
        sources=sources_of_counts(data),
        settings=chosen,
        settings_text=in_words(data, language, area=area),
    )


@picture(
    "services-concentration",
    title=mark("How concentrated the requests are"),
    settings=SpanSettings,
)
def concentration(data: DataSet, chosen: SpanSettings, view: View) -> Picture:
    """How many villages make half of the requests of the regency."""
    language, span = view.language, span_row(data, chosen.span)
    curve = queries.service_concentration(data, span=chosen.span)
    shares = curve.assign(
        label=[language.percent(position / 100, decimals=0) for position in curve["position"]]
    )
    return Picture(
        name="concentration",
        said=words.concentration(span, curve, language=language),
        chart=concentration_chart(
            curve,
            half=span["villages_for_half"],
            reporting=span["villages_reporting"],
            look=view.look,
            language=language,
        )
        if span is not None and len(curve)
        else None,
        table=tables.concentration_table(curve, language=language),
        rows=curve,
        sources=sources_of_counts(data),
        series=(
            series(
                shares,
                name=language.text("Their share of all requests"),
                x="label",
                value="share",
            ),
        ),
        settings=chosen,
        settings_text=in_words(data, language, span=chosen.span),
    )
