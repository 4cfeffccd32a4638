"""Pictures of one district or village: its map, its requests, its rank, its neighbours.

Each is made once for an area, a span, a language and a look. What they ask of the store are sums
of one area, or of the villages of one district: none grows with the number of villages.
"""

from dataclasses import dataclass, replace
from typing import Any, cast

import pandas as pd
from altair import LayerChart

from kampung.language import Language
from kampung.language.cells import records
from kampung.pictures.description import Description
from kampung.pictures.picture import View
from kampung.store.door import DataSet, kept
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.areas import tables as areas_tables
from kampung.subjects.areas import words as areas_words
from kampung.subjects.areas.analysis import beside_by_boundary, beside_by_tile
from kampung.subjects.areas.map import (
    Level,
    area_map,
    drawn_as,
    said_as,
    with_boundaries,
)
from kampung.subjects.programme import queries as programme_queries
from kampung.subjects.services import names as services_names
from kampung.subjects.services import queries as services_queries
from kampung.subjects.services import tables as service_tables
from kampung.subjects.services.analysis import areas as areas_analysis
from kampung.subjects.services.analysis import periods as periods_analysis
from kampung.subjects.services.analysis.areas import Missing
from kampung.subjects.services.analysis.periods import Measure
from kampung.subjects.services.charts.beside import beside_chart
from kampung.subjects.services.charts.ranking import mix_chart, rank_chart
from kampung.subjects.services.charts.requests import requests_chart
from kampung.subjects.services.charts.waiting import waiting_chart
from kampung.subjects.services.names import area_name, measure_name
from kampung.subjects.services.spans import LAST, measure_of_span, publishers_of_counts, span_row
from kampung.subjects.services.words import areas as words
from kampung.subjects.services.words import periods as periods_words
from kampung.ui.panel import Picture
from kampung.ui.reader import Reader


@dataclass(frozen=True)
class Place:
    """A district or village, in a span of time.

    Attributes
    ----------
    code
        Code of the area.
    level
        What it is.
    district, regency
        Codes of the district and the regency that it lies in; of a district, its own is the first.
    span
        The last 52 weeks, or a year; empty where no counts of services are loaded.
    """

    code: str
    level: Level
    district: str
    regency: str
    span: str


# What the store says of a place


def area_row(data: DataSet, code: str) -> dict[str, Any]:
    """An area with the names and kinds of all that it lies in, as sentences want it."""
    row = records(areas_queries.area(data, code=code))[0]
    district = row
    if row["level"] == "village":
        district = records(areas_queries.area(data, code=row["parent_code"]))[0]
    if row["level"] != "regency":
        row |= {"regency_name": district["parent_name"], "regency_kind": district["parent_kind"]}
    return row


def totals_row(data: DataSet, place: Place) -> dict[str, Any] | None:
    """What the place reported in the span; None where no counts are loaded."""
    rows = records(services_queries.service_total(data, area_code=place.code, span=place.span))
    return rows[0] if rows else None


def has_reported(data: DataSet, place: Place) -> bool:
    """Whether anything was reported for the place in the span."""
    row = totals_row(data, place) or {}
    return any(row.get(name) is not None for name in periods_analysis.COUNTS)


def named(data: DataSet, code: str, language: Language) -> str:
    """Name of an area with its kind."""
    row = areas_queries.area(data, code=code).iloc[0]
    return area_name(row["name"], row["kind"], language=language)


def _cadence(data: DataSet, place: Place) -> str:
    """The cadence that the place reports in; of a silent one that of the regency."""
    own = (
        services_queries.village_cadences(data, village_code=place.code)
        if place.level == "village"
        else services_queries.service_cadences(data, area_code=place.code)
    )
    if own.empty:
        own = services_queries.service_cadences(data, area_code=place.regency)
    return str(own["cadence"].iloc[0]) if len(own) else "week"


def _periods(data: DataSet, code: str, *, cadence: str, span: str = "") -> pd.DataFrame:
    """What an area reported by period, in a span or ever."""
    row = span_row(data, span)
    days = {} if row is None else {"start": row["span_start"].date(), "end": row["span_end"].date()}
    if records(areas_queries.area(data, code=code))[0]["level"] == "village":
        return services_queries.village_periods(data, village_code=code, cadence=cadence, **days)
    return services_queries.service_periods(data, area_code=code, cadence=cadence, **days)


def _mix(data: DataSet, place: Place) -> pd.DataFrame:
    """What an area reported in the span, by service."""
    if place.level == "district":
        return services_queries.area_mix(data, area_code=place.code, span=place.span)
    whole = services_queries.service_spans(data).set_index("span").loc[place.span]
    return services_queries.village_mix(
        data,
        village_code=place.code,
        start=whole["span_start"].date(),
        end=whole["span_end"].date(),
    )


def _picture(place: Place, name: str, said: Description, **parts: Any) -> Picture:
    """A picture whose data, when taken away, say of which area they are."""
    return Picture(name=f"{name}-{place.code}", said=said, **parts)


def _of(rows: pd.DataFrame, place: Place) -> pd.DataFrame:
    """Rows that say of which area they are: a file is parted from its page."""
    labelled = rows.copy()
    labelled.insert(0, "area_code", place.code)
    return labelled


# Maps


def regency_map(reader: Reader, *, span: str) -> Picture:
    """The districts, to choose one from: by requests, or by villages where none are loaded."""
    return _regency_map(reader.data, reader.view, span)


@kept
def _regency_map(data: DataSet, view: View, span: str) -> Picture:
    language = view.language
    row = span_row(data, span)
    drawn = said_as(data, level="district")
    if row is None:
        rows = areas_queries.village_counts_by_district(data)
        values = rows.assign(value=rows["villages"].astype(float))
        value_name = language.text("villages and wards")
        said = areas_words.tiles(values, value="villages", language=language, drawn=drawn)
        table = areas_tables.districts_table(rows, language=language)
        sources = areas_queries.registries(data)
    else:
        measure = cast(Measure, row["measure"])
        rows = services_queries.district_totals(data, span=span).rename(
            columns={"area_code": "code"}
        )
        values = areas_analysis.measured(rows, measure=measure)
        value_name = measure_name(measure, language=language)
        said = words.by_area(
            values,
            measure=measure,
            span=row,
            language=language,
            counted=measure,
            drawn=drawn,
        )
        table = service_tables.values_table(
            values, measure=measure, level="district", language=language, counted=measure
        )
        sources = publishers_of_counts(data)
    return Picture(
        name="map",
        said=said,
        chart=area_map(
            data,
            values,
            look=view.look,
            language=language,
            level="district",
            value_name=value_name,
            selectable=True,
        ),
        table=table,
        data=values,
        sources=with_boundaries(sources, data, level="district"),
    )


def district_map(reader: Reader, place: Place) -> Picture:
    """The villages of a district, to choose one from; the chosen one is marked."""
    return _district_map(reader.data, reader.view, place)


@kept
def _district_map(data: DataSet, view: View, place: Place) -> Picture:
    language = view.language
    row, measure = span_row(data, place.span), measure_of_span(data, place.span)
    drawn = drawn_as(data, level="village", parent_code=place.district)
    if row is None:
        rows = areas_queries.areas(data, level="village", parent_code=place.district)
        values = rows[["code", "name", "kind"]].assign(value=float("nan"))
        said = _unmeasured(
            values, district=named(data, place.district, language), language=language
        )
        table = _names_table(values, language=language)
        sources = areas_queries.registries(data)
    else:
        rows = services_queries.village_totals(data, district_code=place.district, span=place.span)
        values = areas_analysis.measured(
            rows.rename(columns={"area_code": "code"}), measure=measure
        )
        said = words.by_area(
            values,
            measure=measure,
            span=row,
            language=language,
            counted=measure,
            level="village",
            drawn=said_as(data, level="village", parent_code=place.district),
        )
        table = service_tables.totals_table(
            rows, level="village", span=row, language=language, among="district"
        )
        sources = publishers_of_counts(data)
    if drawn == "order":
        note = " " + language.text(
            "The tiles stand in the order of the area codes: where the villages lie is not in "
            "the data."
        )
        said = replace(said, sentence=said.sentence + note, alt=said.alt + note)
    return Picture(
        name=f"map-{place.code}",
        said=said,
        chart=area_map(
            data,
            values,
            look=view.look,
            language=language,
            level="village",
            parent_code=place.district,
            value_name=measure_name(measure, language=language),
            selected=place.code,
            selectable=True,
        ),
        table=table,
        data=values,
        sources=with_boundaries(sources, data, level="village", parent_code=place.district),
    )


def _unmeasured(villages: pd.DataFrame, *, district: str, language: Language) -> Description:
    """Describe a map on which nothing is counted yet: it only leads on."""
    title = language.text("Map of {district}", district=district)
    sentence = language.text(
        "{areas}; no requests have been loaded for them yet.",
        areas=services_names.areas_text(len(villages), "village", language),
    )
    alt = language.text(
        "{sentence} All: {items}.", sentence=sentence, items="; ".join(villages["name"])
    )
    return Description(title, sentence, alt)


def _names_table(villages: pd.DataFrame, *, language: Language) -> pd.DataFrame:
    return pd.DataFrame(
        {
            language.text("Village or ward"): [
                area_name(row["name"], row["kind"], language=language) for row in records(villages)
            ],
            language.text("Code"): villages["code"].tolist(),
        }
    )


# Over time


def requests(reader: Reader, place: Place) -> Picture:
    """Requests and completions by period."""
    return _requests(reader.data, reader.view, place)


@kept
def _requests(data: DataSet, view: View, place: Place) -> Picture:
    language, cadence = view.language, _cadence(data, place)
    rows = _periods(data, place.code, cadence=cadence, span=place.span)
    return _picture(
        place,
        "requests",
        periods_words.requests(rows, cadence=cadence, language=language),
        chart=requests_chart(rows, look=view.look, language=language) if len(rows) else None,
        table=service_tables.periods_table(rows, language=language),
        data=_of(rows, place),
        sources=publishers_of_counts(data),
    )


def beside(reader: Reader, place: Place) -> Picture:
    """The trend of the place beside those of the areas that it lies in, for each village."""
    return _beside(reader.data, reader.view, place)


@kept
def _beside(data: DataSet, view: View, place: Place) -> Picture:
    language, cadence = view.language, _cadence(data, place)
    measure = measure_of_span(data, place.span)
    codes = dict.fromkeys([place.code, place.district, place.regency])
    trends = periods_analysis.beside(
        [
            (
                area,
                named(data, area, language),
                _periods(data, area, cadence=cadence, span=place.span),
            )
            for area in codes
        ],
        measure=measure,
    )
    said = periods_words.beside(trends, cadence=cadence, language=language, counted=measure)
    return _picture(
        place,
        "beside",
        said,
        chart=beside_chart(
            trends,
            own_series=place.code,
            look=view.look,
            language=language,
            value_name=said.title,
        )
        if len(trends)
        else None,
        table=service_tables.beside_table(trends, language=language),
        data=trends.rename(columns={"series": "area_code"}),
        sources=publishers_of_counts(data),
    )


def waiting(reader: Reader, place: Place) -> Picture:
    """Waiting times by period."""
    return _waiting(reader.data, reader.view, place)


@kept
def _waiting(data: DataSet, view: View, place: Place) -> Picture:
    language, cadence = view.language, _cadence(data, place)
    rows = _periods(data, place.code, cadence=cadence, span=place.span)
    is_known = bool(rows["median_hours"].notna().any())
    return _picture(
        place,
        "waiting",
        periods_words.waiting(rows, cadence=cadence, language=language),
        chart=waiting_chart(rows, look=view.look, language=language) if is_known else None,
        table=service_tables.periods_table(rows, language=language),
        data=_of(rows if is_known else rows.iloc[:0], place),
        sources=publishers_of_counts(data),
    )


# What it offers


def services(reader: Reader, place: Place) -> Picture:
    """What the place was asked for, by service."""
    return _services(reader.data, reader.view, place)


@kept
def _services(data: DataSet, view: View, place: Place) -> Picture:
    language, mix = view.language, _mix(data, place)
    row = span_row(data, place.span) or {}
    return _picture(
        place,
        "services",
        periods_words.services(mix, span=row, language=language),
        chart=mix_chart(mix, look=view.look, language=language) if len(mix) else None,
        table=service_tables.mix_table(mix, language=language),
        data=_of(mix, place),
        sources=publishers_of_counts(data),
    )


# Beside the others


def rank(reader: Reader, place: Place) -> Picture:
    """Where the place stands: a village in its district, a district in the regency."""
    return _rank(reader.data, reader.view, place)


@kept
def _rank(data: DataSet, view: View, place: Place) -> Picture:
    language, row = view.language, span_row(data, place.span) or {}
    measure, rows = measure_of_span(data, place.span), _peers(data, place)
    above = place.district if place.level == "village" else place.regency
    return _picture(
        place,
        "rank",
        words.rank(
            rows, code=place.code, place=named(data, above, language), span=row, language=language
        ),
        chart=_ranked(rows, place=place, measure=measure, view=view, language=language),
        table=service_tables.totals_table(
            rows, level=place.level, span=row, language=language, among="district"
        ),
        data=rows,
        sources=publishers_of_counts(data),
    )


def neighbours(reader: Reader, place: Place) -> Picture:
    """A district beside those around it."""
    return _neighbours(reader.data, reader.view, place)


@kept
def _neighbours(data: DataSet, view: View, place: Place) -> Picture:
    language, row = view.language, span_row(data, place.span) or {}
    measure, rows = measure_of_span(data, place.span), _peers(data, place)
    rows = rows[rows["area_code"].isin([place.code, *codes_beside(data, place)])]
    return _picture(
        place,
        "neighbours",
        words.neighbours(rows, code=place.code, span=row, language=language),
        chart=_ranked(rows, place=place, measure=measure, view=view, language=language)
        if len(rows) > 1
        else None,
        table=service_tables.totals_table(
            rows, level=place.level, span=row, language=language, among="district"
        ),
        data=rows,
        sources=publishers_of_counts(data),
    )


def _peers(data: DataSet, place: Place) -> pd.DataFrame:
    """The villages of the same district, or the districts of the regency."""
    if place.level == "village":
        return services_queries.village_totals(data, district_code=place.district, span=place.span)
    return services_queries.district_totals(data, span=place.span)


def _ranked(
    rows: pd.DataFrame, *, place: Place, measure: Measure, view: View, language: Language
) -> LayerChart:
    return rank_chart(
        areas_analysis.measured(rows, measure=measure),
        look=view.look,
        language=language,
        selected=place.code,
        value_name=measure_name(measure, language=language),
    )


def codes_beside(data: DataSet, place: Place) -> list[str]:
    """Districts beside a district: by their boundaries where imported, else by their tiles."""
    shapes = areas_queries.boundaries(data, level="district")
    if len(shapes):
        return beside_by_boundary(shapes, code=place.code)
    return beside_by_tile(areas_queries.village_counts_by_district(data), code=place.code)


# What is missing


@kept
def missing(data: DataSet, place: Place) -> list[Missing]:
    """What is not known of the place, what weighs most first."""
    area = area_row(data, place.code)
    totals = totals_row(data, place)
    counted = len(services_queries.service_spans(data)) > 0
    periods = _periods(data, place.code, cadence=_cadence(data, place))
    last = span_row(data, LAST)
    villages = silent = None
    if place.level == "district":
        villages = int(area["desa"]) + int(area["kelurahan"])
        silent = villages - (int(totals["villages"]) if totals else 0) if counted else None
    else:
        # A village may report in more than one cadence; the last of all says how late it is.
        ever = totals_row(data, replace(place, span=LAST))
        area["last_end"] = ever["last_end"] if ever else None
    shapes = areas_queries.boundaries(
        data,
        level=place.level,
        parent_code=place.district if place.level == "village" else place.regency,
    )
    return areas_analysis.missing_in(
        area,
        periods=periods,
        mix=_mix(data, place) if counted else _no_mix(),
        offered=programme_queries.service_types(data),
        last_day=last["span_end"] if last else None,
        has_boundary=bool(shapes["code"].eq(place.code).any()),
        villages=villages,
        silent=silent,
    )


def _no_mix() -> pd.DataFrame:
    return pd.DataFrame({"service_code": pd.Series(dtype="str")})
