"""Pictures of one district or village: its map, its requests, its rank, its neighbours."""

from dataclasses import dataclass, replace

import pandas as pd

from kampung.language import mark
from kampung.pictures.description import Description
from kampung.pictures.picture import Picture, View
from kampung.pictures.registry import picture
from kampung.pictures.series import series
from kampung.pictures.settings import code
from kampung.pictures.sources import sources_of, together
from kampung.pictures.table import table
from kampung.store.door import DataSet
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.areas import tables as areas_tables
from kampung.subjects.areas import words as areas_words
from kampung.subjects.areas.map import (
    area_map,
    drawn_as,
    said_as,
    sources_of_areas,
    with_boundaries,
)
from kampung.subjects.services import facts, queries, tables
from kampung.subjects.services.analysis import periods as analysis
from kampung.subjects.services.analysis.areas import measured
from kampung.subjects.services.charts.beside import beside_chart
from kampung.subjects.services.charts.ranking import rank_chart
from kampung.subjects.services.names import measure_name
from kampung.subjects.services.pictures import by_area, by_kind, over_time, place
from kampung.subjects.services.pictures.choices import in_words, named
from kampung.subjects.services.pictures.place import Place, place_of
from kampung.subjects.services.spans import LAST, measure_of_span, sources_of_counts, span_row
from kampung.subjects.services.words import areas as words
from kampung.subjects.services.words import missing as missing_words
from kampung.subjects.services.words import periods as periods_words


@dataclass(frozen=True)
class PlaceSettings:
    """Which area, the regency where none is chosen, and when."""

    area: str = code("kode")
    span: str = code("span", default=LAST)


def _place(data: DataSet, chosen: PlaceSettings) -> Place:
    return place_of(data, chosen.area, chosen.span)


def _in_words(data: DataSet, here: Place, view: View) -> str:
    return in_words(data, view.language, area=here.code, span=here.span)


# Maps


@picture("place-map", title=mark("Map of an area"), settings=PlaceSettings)
def area_on_map(data: DataSet, chosen: PlaceSettings, view: View) -> Picture:
    """The areas to choose one from: of the regency its districts, of a district its villages."""
    here = _place(data, chosen)
    if here.level != "regency":
        return _district_map(data, here, chosen, view)
    if span_row(data, here.span) is None:
        return _uncounted_map(data, here, chosen, view)
    what = by_area.MapSettings(span=here.span)
    return by_area.districts_map(data, view, what, name="map", settings=chosen, code_column="code")


def _uncounted_map(data: DataSet, here: Place, chosen: PlaceSettings, view: View) -> Picture:
    """The districts by villages: all that there is to show where no counts are loaded."""
    language = view.language
    rows = areas_queries.village_counts_by_district(data)
    values = rows.assign(value=rows["villages"].astype(float))
    value_name = language.text("villages and wards")
    return Picture(
        name="map",
        said=areas_words.tiles(
            values, value="villages", language=language, drawn=said_as(data, level="district")
        ),
        chart=area_map(
            data,
            values,
            look=view.look,
            language=language,
            level="district",
            value_name=value_name,
            selectable=True,
        ),
        table=areas_tables.districts_table(rows, language=language),
        rows=values,
        sources=with_boundaries(sources_of_areas(data), data, level="district"),
        series=(series(values, name=value_name, x="name", value="value"),),
        settings=chosen,
        settings_text=_in_words(data, here, view),
    )


def _district_map(data: DataSet, here: Place, chosen: PlaceSettings, view: View) -> Picture:
    """The villages of a district, to choose one from; the chosen one is marked."""
    language, span = view.language, span_row(data, here.span)
    measure = measure_of_span(data, here.span)
    value_name = measure_name(measure, language=language)
    if span is None:
        value_name = language.text("villages and wards")
        rows = areas_queries.areas(data, level="village", parent_code=here.district)
        values = rows[["code", "name", "kind"]].assign(value=float("nan"))
        district = named(data, here.district, language)
        said = words.uncounted(values, district=district, language=language)
        listed = tables.names_table(values, language=language)
        sources = sources_of_areas(data)
    else:
        rows = queries.village_totals(data, district_code=here.district, span=here.span)
        values = measured(rows, measure=measure).rename(columns={"area_code": "code"})
        said = words.by_area(
            values,
            measure=measure,
            span=span,
            language=language,
            counted=measure,
            level="village",
            drawn=said_as(data, level="village", parent_code=here.district),
        )
        listed = tables.totals_table(
            rows, level="village", span=span, language=language, among="district"
        )
        sources = sources_of_counts(data)
    if drawn_as(data, level="village", parent_code=here.district) == "order":
        note = " " + words.in_order_note(language)
        said = replace(said, sentence=said.sentence + note, alt=said.alt + note)
    return Picture(
        name=f"map-{here.code}",
        said=said,
        chart=area_map(
            data,
            values,
            look=view.look,
            language=language,
            level="village",
            parent_code=here.district,
            value_name=value_name,
            selected=here.code,
            selectable=True,
        ),
        table=listed,
        rows=values,
        sources=with_boundaries(sources, data, level="village", parent_code=here.district),
        series=(series(values, name=value_name, x="name", value="value"),),
        settings=chosen,
        settings_text=_in_words(data, here, view),
    )


@picture("place-nearest", title=mark("Nearest villages and wards"), settings=PlaceSettings)
def nearest(data: DataSet, chosen: PlaceSettings, view: View) -> Picture:
    """The villages nearest to a village, by the points of the register."""
    language, here = view.language, _place(data, chosen)
    rows = place.nearest_of(data, here)
    said = areas_words.nearest(rows, name=named(data, here.code, language), language=language)
    return Picture(
        name=f"nearest-{here.code}",
        said=said,
        chart=None,
        table=areas_tables.nearest_table(rows, language=language),
        rows=rows[["code", "name", "parent_code", "km"]],
        sources=sources_of_areas(data),
        series=(series(rows, name=language.text("Distance"), x="name", value="km"),),
        settings=chosen,
        settings_text=_in_words(data, here, view),
    )


# What was reported


@picture("place-requests", title=mark("Requests of an area over time"), settings=PlaceSettings)
def requests(data: DataSet, chosen: PlaceSettings, view: View) -> Picture:
    """Requests and completions by period."""
    here = _place(data, chosen)
    cadence = place.cadence(data, here)
    return over_time.requests_by_period(
        data,
        view,
        place.periods(data, here.code, cadence=cadence, span=here.span),
        name=f"requests-{here.code}",
        cadence=cadence,
        settings=chosen,
        settings_text=_in_words(data, here, view),
        area=here.code,
    )


@picture("place-waiting", title=mark("Waiting time in an area"), settings=PlaceSettings)
def waiting(data: DataSet, chosen: PlaceSettings, view: View) -> Picture:
    """Waiting times by period."""
    here = _place(data, chosen)
    cadence = place.cadence(data, here)
    return over_time.waiting_by_period(
        data,
        view,
        place.periods(data, here.code, cadence=cadence, span=here.span),
        name=f"waiting-{here.code}",
        cadence=cadence,
        settings=chosen,
        settings_text=_in_words(data, here, view),
        area=here.code,
    )


@picture("place-services", title=mark("Requests of an area by service"), settings=PlaceSettings)
def services(data: DataSet, chosen: PlaceSettings, view: View) -> Picture:
    """What the place was asked for, by service."""
    here = _place(data, chosen)
    return by_kind.services_of(
        data,
        view,
        place.mix(data, here),
        name=f"services-{here.code}",
        span=here.span,
        settings=chosen,
        settings_text=_in_words(data, here, view),
        area=here.code,
    )


@picture(
    "place-beside", title=mark("Requests per reporting village or ward"), settings=PlaceSettings
)
def beside(data: DataSet, chosen: PlaceSettings, view: View) -> Picture:
    """The trend of the place beside those of the areas that it lies in, for each village."""
    language, here = view.language, _place(data, chosen)
    cadence, measure = place.cadence(data, here), measure_of_span(data, here.span)
    areas = [one for one in dict.fromkeys([here.code, here.district, here.regency]) if one]
    trends = analysis.beside(
        [
            (
                area,
                named(data, area, language),
                place.periods(data, area, cadence=cadence, span=here.span),
            )
            for area in areas
        ],
        measure=measure,
    )
    said = periods_words.beside(trends, cadence=cadence, language=language, counted=measure)
    return Picture(
        name=f"beside-{here.code}",
        said=said,
        chart=beside_chart(
            trends,
            own_series=here.code,
            look=view.look,
            language=language,
            value_name=measure_name(measure, language=language),
        )
        if len(trends)
        else None,
        table=tables.beside_table(trends, language=language),
        rows=trends.rename(columns={"series": "area_code"}),
        sources=sources_of_counts(data),
        series=tuple(
            series(rows, name=str(name), x="period_start", end="period_end", value="value")
            for name, rows in trends.groupby("label", sort=False)
        ),
        settings=chosen,
        settings_text=_in_words(data, here, view),
    )


# Beside the others


@picture("place-rank", title=mark("Rank of an area"), settings=PlaceSettings)
def rank(data: DataSet, chosen: PlaceSettings, view: View) -> Picture:
    """Where the place stands: a village in its district, a district in the regency."""
    language, here, span = view.language, _place(data, chosen), span_row(data, chosen.span)
    rows = place.peers(data, here)
    if here.level == "regency":  # it has no rank, but its districts have
        measure = measure_of_span(data, here.span)
        values = measured(rows, measure=measure)
        said = words.by_area(values, measure=measure, span=span, language=language)
        said = replace(said, alt=said.sentence)  # for these are bars and no map
        return _ranked(data, here, rows, chosen, view, name="rank", said=said)
    above = here.district if here.level == "village" else here.regency
    said = words.rank(
        rows, code=here.code, place=named(data, above, language), span=span, language=language
    )
    return _ranked(data, here, rows, chosen, view, name="rank", said=said)


@picture("place-neighbours", title=mark("An area and its neighbours"), settings=PlaceSettings)
def neighbours(data: DataSet, chosen: PlaceSettings, view: View) -> Picture:
    """A district beside those around it."""
    here, span = _place(data, chosen), span_row(data, chosen.span)
    rows = place.peers(data, here)
    rows = rows[rows["area_code"].isin([here.code, *place.codes_beside(data, here)])]
    said = words.neighbours(rows, code=here.code, span=span, language=view.language)
    return _ranked(data, here, rows, chosen, view, name="neighbours", said=said, fewest=2)


def _ranked(
    data: DataSet,
    here: Place,
    rows: pd.DataFrame,
    chosen: PlaceSettings,
    view: View,
    *,
    name: str,
    said: Description,
    fewest: int = 0,
) -> Picture:
    """Areas in the order of what they reported, the place marked; drawn from so many areas on."""
    language, measure = view.language, measure_of_span(data, here.span)
    values = measured(rows, measure=measure)
    value_name = measure_name(measure, language=language)
    span = span_row(data, here.span)
    return Picture(
        name=f"{name}-{here.code}",
        said=said,
        chart=rank_chart(
            values, look=view.look, language=language, selected=here.code, value_name=value_name
        )
        if span is not None and len(rows) >= fewest
        else None,
        table=tables.totals_table(
            rows,
            level="village" if here.level == "village" else "district",
            span=span,
            language=language,
            among="district",
        ),
        rows=rows,
        sources=sources_of_counts(data),
        series=(series(values, name=value_name, x="name", value="value"),),
        settings=chosen,
        settings_text=_in_words(data, here, view),
    )


# What is known of it, and what is not


@picture("place-profile", title=mark("Profile"), settings=PlaceSettings)
def profile(data: DataSet, chosen: PlaceSettings, view: View) -> Picture:
    """What is known of the place, a fact a row."""
    language, here = view.language, _place(data, chosen)
    area, totals = place.area_row(data, here.code), place.totals_row(data, here)
    listed = facts.profile_table(
        area, totals=totals, span=span_row(data, here.span), language=language
    )
    rows = areas_queries.area(data, code=here.code)
    return Picture(
        name=f"profile-{here.code}",
        said=missing_words.profile(area, language=language),
        chart=None,
        table=listed,
        rows=rows,
        sources=together(sources_of(rows), sources_of_counts(data)),
        settings=chosen,
        settings_text=_in_words(data, here, view),
    )


@picture("place-missing", title=mark("What is missing"), settings=PlaceSettings)
def missing(data: DataSet, chosen: PlaceSettings, view: View) -> Picture:
    """What is not known of the place, a sentence a row."""
    language, here, span = view.language, _place(data, chosen), span_row(data, chosen.span)
    found = place.missing_of(data, here)
    said = missing_words.missing(found, language=language, span=span)
    sentences = missing_words.missing_sentences(found, language=language, span=span)
    return Picture(
        name=f"missing-{here.code}",
        said=said,
        chart=None,
        table=table([said.title], [(sentence,) for sentence in sentences]),
        rows=pd.DataFrame({"area_code": here.code, "missing": [one.code for one in found]}),
        sources=sources_of_counts(data),
        settings=chosen,
        settings_text=_in_words(data, here, view),
    )
