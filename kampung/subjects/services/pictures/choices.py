"""What can be chosen: an area, services, a span, a length of periods, a measure."""

import datetime as dt
from collections.abc import Mapping

from kampung.language import Language
from kampung.language.cells import records
from kampung.store.door import DataSet, kept
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.programme import queries as programme_queries
from kampung.subjects.programme.words import family_name
from kampung.subjects.services import queries
from kampung.subjects.services.names import Row, area_name, cadence_name, span_name
from kampung.subjects.services.spans import span_row

EVERYTHING = "all"
MEASURES = ("requested", "per_thousand", "share_completed", "median_hours", "silent")
# Of one service or family not all is known by district.
MEASURES_OF_ITEM = ("requested", "per_thousand", "share_completed")


def measures_of(service: str) -> tuple[str, ...]:
    """Measures that are known by district: of all services, or of some."""
    return MEASURES if service == EVERYTHING else MEASURES_OF_ITEM


def regency_or(data: DataSet, area: str) -> str:
    """The code of the area that is chosen: the regency where none is."""
    return area or data.meta["area_code"]


@kept
def service_names(data: DataSet, language: Language) -> Mapping[str, str]:
    """All services, then families, then single services: ``all``, ``family:x``, ``service:y``."""
    services = programme_queries.service_types(data)
    families = {
        f"family:{family}": language.text(
            "Category: {name}", name=family_name(family, language=language)
        )
        for family in sorted(set(services["family"]))
    }
    single = {f"service:{row['code']}": language.pick(row, "name") for row in records(services)}
    return {
        EVERYTHING: language.text("All services"),
        **families,
        **dict(sorted(single.items(), key=lambda item: item[1])),
    }


@kept
def cadences(data: DataSet, area: str) -> tuple[str, ...]:
    """In what periods an area reports, the commonest first; of a silent one those of the regency.

    Parameters
    ----------
    area
        The regency or a district.
    """
    own = queries.service_cadences(data, area_code=area)
    if own.empty:
        own = queries.service_cadences(data, area_code=data.meta["area_code"])
    return tuple(own["cadence"])


def usual_cadence(data: DataSet, area: str) -> str:
    """The commonest of them; a week where nothing was reported."""
    return next(iter(cadences(data, area)), "week")


@kept
def district_names(data: DataSet) -> Mapping[str, str]:
    """Name of each district by its code, in the order of the names."""
    rows = areas_queries.area_names(data, level="district").sort_values(["name", "code"])
    return dict(zip(rows["code"], rows["name"], strict=True))


@kept
def named(data: DataSet, code: str, language: Language) -> str:
    """Name of an area with its kind; its code where there is no such area."""
    rows = records(areas_queries.area(data, code=code))
    return area_name(rows[0]["name"], rows[0]["kind"], language=language) if rows else code


def villages_of(data: DataSet, area: str) -> int:
    """How many villages and wards the regency or a district has."""
    if area == data.meta["area_code"]:
        return areas_queries.villages_in(data)
    counts = areas_queries.village_counts_by_district(data).set_index("code")["villages"]
    return int(counts.get(area, 0))


def days_of(span: Row) -> tuple[dt.date, dt.date]:
    """First and last day of a row of SPANS."""
    return span["span_start"].date(), span["span_end"].date()


def in_words(
    data: DataSet,
    language: Language,
    *,
    area: str = "",
    service: str = "",
    span: str = "",
    cadence: str = "",
    measure: str = "",
) -> str:
    """Settings in words, those that are given: area, services, span, periods, name of a measure."""
    row = span_row(data, span)
    parts = [
        named(data, area, language) if area else "",
        service_names(data, language).get(service, service),
        span_name(row, language=language) if row is not None else "",
        cadence_name(cadence, language=language) if cadence else "",
        measure,
    ]
    return ", ".join(part for part in parts if part)
