"""One district or village, and what the store says of it.

What is asked of the store are sums of one area, or of the villages of one district: none grows
with the number of villages.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd

from kampung.language import Language
from kampung.language.cells import records
from kampung.store.door import DataSet, kept
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.areas import words as areas_words
from kampung.subjects.areas.analysis import (
    beside_by_boundary,
    beside_by_tile,
    nearest,
    part_of,
)
from kampung.subjects.programme import queries as programme_queries
from kampung.subjects.services import headings, queries
from kampung.subjects.services.analysis.areas import Missing, missing_in
from kampung.subjects.services.analysis.periods import COUNTS
from kampung.subjects.services.names import area_name
from kampung.subjects.services.pictures.choices import days_of, named, usual_cadence
from kampung.subjects.services.spans import LAST, span_row

NEAREST = 6  # villages that are named as the nearest


@dataclass(frozen=True)
class Place:
    """A district, a village or the regency, in a span of time.

    Attributes
    ----------
    code
        Code of the area.
    level
        What it is.
    district, regency
        Codes of the district and the regency that it lies in; of a district, its own is the first,
        and of the regency there is none.
    span
        The last 52 weeks, or a year; empty where no counts of services are loaded.
    """

    code: str
    level: Literal["regency", "district", "village"]
    district: str
    regency: str
    span: str


@kept
def place_of(data: DataSet, code: str, span: str) -> Place:
    """The place with a code; an empty one is that of the regency.

    An area that is not there is taken for a district of which nothing is known.
    """
    regency = data.meta["area_code"]
    if code in ("", regency):
        return Place(regency, "regency", "", regency, span)
    row = area_row(data, code)
    if row and row["level"] == "village":
        return Place(code, "village", row["parent_code"], regency, span)
    return Place(code, "district", code, regency, span)


@kept
def area_row(data: DataSet, code: str) -> Mapping[str, Any]:
    """An area with the names and kinds of all that it lies in; nothing where there is none."""
    row, *_ = [*records(areas_queries.area(data, code=code)), {}]
    district = row
    if row and row["level"] == "village":
        district = records(areas_queries.area(data, code=row["parent_code"]))[0]
    if row and row["level"] != "regency":
        row |= {"regency_name": district["parent_name"], "regency_kind": district["parent_kind"]}
    return row


@kept
def totals_row(data: DataSet, place: Place) -> Mapping[str, Any] | None:
    """What the place reported in the span; None where no counts are loaded."""
    rows = records(queries.service_total(data, area_code=place.code, span=place.span))
    return rows[0] if rows else None


def has_reported(data: DataSet, place: Place) -> bool:
    """Whether anything was reported for the place in the span."""
    row = totals_row(data, place) or {}
    return any(row.get(name) is not None for name in COUNTS)


@kept
def who_and_how(data: DataSet, place: Place, language: Language) -> str:
    """Who a place is and how it stands: two paragraphs of Markdown."""
    span = span_row(data, place.span)
    if span is None and place.level == "village":
        who = headings.who(area_row(data, place.code), language=language)
        return f"{who}\n\n{_within(data, place, language)}"
    return headings.place_heading(
        area_row(data, place.code),
        totals=totals_row(data, place),
        span=span,
        language=language,
        simulated=data.meta["data_set"] == "simulated",
    )


def _within(data: DataSet, place: Place, language: Language) -> str:
    """Where a village lies in its district: what can be said where nothing else is known."""
    villages = areas_queries.areas(data, level="village", parent_code=place.district)
    return areas_words.within(
        len(villages),
        part=part_of(villages, code=place.code),
        district=named(data, place.district, language),
        language=language,
    )


@kept
def nearest_of(data: DataSet, place: Place) -> pd.DataFrame:
    """The villages nearest to a village, of its own district and of those beside it."""
    districts = [place.district, *codes_beside(data, replace(place, code=place.district))]
    around = pd.concat(
        [areas_queries.areas(data, level="village", parent_code=code) for code in districts],
        ignore_index=True,
    )
    return nearest(around, code=place.code, most=NEAREST)


@kept
def labels(data: DataSet, language: Language) -> Mapping[str, str]:
    """What a list to search in says of every district and village, the districts first, by name.

    With its postcode and code: whoever types one of them finds it too.
    """
    rows = areas_queries.areas(data)
    rows = rows[rows["level"].ne("regency")].sort_values(["level", "name", "code"])
    return {
        row["code"]: " · ".join(
            part for part in (label(row, language), row["postcode"], row["code"]) if part
        )
        for row in records(rows)
    }


def label(area: Mapping[str, Any], language: Language) -> str:
    """A district or village in a list of all, where several have the same name."""
    if area["level"] == "district":
        return area_name(area["name"], area["kind"], language=language)
    return f"{area['name']} — {area['parent_name']}"


def cadence(data: DataSet, place: Place) -> str:
    """The cadence that the place reports in; of a silent one that of the regency."""
    if place.level == "village":
        own = queries.village_cadences(data, village_code=place.code)
        if len(own):
            return str(own["cadence"].iloc[0])
        return usual_cadence(data, place.regency)
    return usual_cadence(data, place.code)


def periods(data: DataSet, code: str, *, cadence: str, span: str = "") -> pd.DataFrame:
    """What an area reported by period, in a span or ever."""
    row = span_row(data, span)
    start, end = days_of(row) if row is not None else (None, None)
    if area_row(data, code).get("level") == "village":
        return queries.village_periods(
            data, village_code=code, cadence=cadence, start=start, end=end
        )
    return queries.service_periods(data, area_code=code, cadence=cadence, start=start, end=end)


def mix(data: DataSet, place: Place) -> pd.DataFrame:
    """What an area reported in the span, by service."""
    whole = queries.service_spans(data)
    whole = whole[whole["span"] == place.span]
    if place.level != "village" or whole.empty:
        return queries.area_mix(data, area_code=place.code, span=place.span)
    start, end = days_of(records(whole)[0])
    return queries.village_mix(data, village_code=place.code, start=start, end=end)


def peers(data: DataSet, place: Place) -> pd.DataFrame:
    """The villages of the same district, or the districts of the regency."""
    if place.level == "village":
        return queries.village_totals(data, district_code=place.district, span=place.span)
    return queries.district_totals(data, span=place.span)


@kept
def codes_beside(data: DataSet, place: Place) -> list[str]:
    """Districts beside a district: by their boundaries where imported, else by their tiles."""
    shapes = areas_queries.boundaries(data, level="district")
    if len(shapes):
        return beside_by_boundary(shapes, code=place.code)
    return beside_by_tile(areas_queries.village_counts_by_district(data), code=place.code)


@kept
def missing_of(data: DataSet, place: Place) -> list[Missing]:
    """What is not known of the place, what weighs most first."""
    area = dict(area_row(data, place.code))
    totals = totals_row(data, place)
    counted = len(queries.service_spans(data)) > 0
    last = span_row(data, LAST)
    villages = silent = None
    if place.level == "village":
        # A village may report in more than one cadence; the last of all says how late it is.
        ever = totals_row(data, replace(place, span=LAST))
        area["last_end"] = ever["last_end"] if ever else None
    else:
        villages = _villages(data, place, area)
        silent = villages - (int(totals["villages"]) if totals else 0) if counted else None
    above = {"village": place.district, "district": place.regency, "regency": None}
    shapes = areas_queries.boundaries(data, level=place.level, parent_code=above[place.level])
    return missing_in(
        area,
        periods=periods(data, place.code, cadence=cadence(data, place)),
        mix=mix(data, place),
        offered=programme_queries.service_types(data),
        last_day=last["span_end"] if last else None,
        has_boundary=bool(shapes["code"].eq(place.code).any()),
        villages=villages,
        silent=silent,
    )


def _villages(data: DataSet, place: Place, area: Mapping[str, Any]) -> int:
    if place.level == "regency":
        return areas_queries.villages_in(data)
    return int(area.get("desa") or 0) + int(area.get("kelurahan") or 0)
