"""Pictures of the programme: its spread, its classes, its selection, its services, its facts."""

from dataclasses import dataclass

import pandas as pd

from kampung.language import Language, mark
from kampung.pictures.picture import Picture, View
from kampung.pictures.registry import picture
from kampung.pictures.series import series
from kampung.pictures.settings import NoSettings, choice, code
from kampung.pictures.sources import sources_of, together
from kampung.store.door import DataSet, kept
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.areas import tables as areas_tables
from kampung.subjects.areas import words as areas_words
from kampung.subjects.areas.map import area_map, said_as, sources_of_areas, with_boundaries
from kampung.subjects.programme import fact_words, queries, tables, words
from kampung.subjects.programme.analysis import adoption_series, by_family
from kampung.subjects.programme.charts.adoption import adoption_chart
from kampung.subjects.programme.charts.programme import (
    catalogue_chart,
    cohorts_chart,
    maturity_chart,
)

ALL = "all"


@dataclass(frozen=True)
class FactsSettings:
    """Facts of which topic."""

    topic: str = choice("topic", default=fact_words.TOPICS[0], allowed=fact_words.TOPICS)


@dataclass(frozen=True)
class OfferedSettings:
    """Which kinds of service: of which family, and how one asks for them; ``all`` for any."""

    family: str = code("family", default=ALL)
    channel: str = choice("self", default=ALL, allowed=tuple(words.CHANNELS))


# Its spread


@picture("programme-in-numbers", title=mark("The programme"), settings=NoSettings)
def in_numbers(data: DataSet, chosen: NoSettings, view: View) -> Picture:
    """The one number of the programme; where nothing is known of it, the place that it is for."""
    language = view.language
    counted = words.by_date(queries.adoption(data, aspect="programme"))
    newest = counted.tail(1)
    numbers = words.numbers(
        queries.programme_counts(data),
        newest.iloc[0] if len(newest) else None,
        programme=data.meta["programme"],
        language=language,
    )
    return Picture(
        name="programme",
        said=words.in_numbers(numbers, counted, language=language),
        chart=None,
        table=tables.numbers_table(numbers, language=language),
        rows=pd.DataFrame(
            [(number.code, number.value) for number in numbers], columns=["name", "value"]
        ),
        sources=together(sources_of(newest), sources_of(counted))
        if len(newest)
        else sources_of_areas(data),
        settings=chosen,
    )


@picture("villages-over-time", title=mark("Villages over time"), settings=NoSettings)
def adoption(data: DataSet, chosen: NoSettings, view: View) -> Picture:
    """Villages that run the programme, and villages on fibre, by date."""
    language, rows = view.language, queries.adoption(data)
    aspects = {aspect: language.text(label) for aspect, label in words.ASPECTS.items()}
    chart = adoption_chart(rows, look=view.look, language=language, aspects=aspects)
    drawn = adoption_series(rows)
    return Picture(
        name="adoption",
        said=words.adoption(rows, language=language),
        chart=chart if len(rows) else None,
        table=tables.adoption_table(rows, aspects=aspects, language=language),
        rows=rows,
        sources=sources_of(rows),
        series=tuple(
            series(some, name=name, x="start_on", end="end_on", value="villages")
            for aspect, name in aspects.items()
            if len(some := drawn[drawn["aspect"] == aspect])
        ),
        settings=chosen,
    )


@picture("districts", title=mark("Villages and wards by district"), settings=NoSettings)
def districts(data: DataSet, chosen: NoSettings, view: View) -> Picture:
    """Desa and kelurahan of each kecamatan on the map."""
    language, rows = view.language, areas_queries.village_counts_by_district(data)
    name = language.text("villages and wards")
    return Picture(
        name="districts",
        said=areas_words.tiles(
            rows, value="villages", language=language, drawn=said_as(data, level="district")
        ),
        chart=area_map(
            data,
            rows.assign(value=rows["villages"].astype(float)),
            look=view.look,
            language=language,
            level="district",
            value_name=name,
        ),
        table=areas_tables.districts_table(rows, language=language),
        rows=rows,
        sources=with_boundaries(sources_of_areas(data), data, level="district"),
        series=(series(rows, name=name, x="name", value="villages"),),
        settings=chosen,
    )


@picture("maturity", title=mark("How far villages had come"), settings=NoSettings)
def maturity(data: DataSet, chosen: NoSettings, view: View) -> Picture:
    """How far the villages had come, by the regency's own classes."""
    language, rows = view.language, queries.programme_facts(data, topic="maturity")
    text = f"text_{language.code}"
    chart = maturity_chart(rows.assign(label=rows[text]), look=view.look, language=language)
    return Picture(
        name="maturity",
        said=words.maturity(rows, language=language),
        chart=chart if len(rows) else None,
        table=tables.maturity_table(rows, language=language),
        rows=rows,
        sources=sources_of(rows),
        series=(series(rows, name=language.text("Villages"), x=text, value="value"),),
        settings=chosen,
    )


@picture("selection", title=mark("Selection, year by year"), settings=NoSettings)
def selection(data: DataSet, chosen: NoSettings, view: View) -> Picture:
    """The national selection by year."""
    language, rows = view.language, queries.cohorts(data)
    place = areas_queries.area_name(data, data.meta["area_code"])
    chart = cohorts_chart(rows, area_name=place, look=view.look, language=language)
    return Picture(
        name="selection",
        said=words.cohorts(rows, place=place, language=language),
        chart=chart if len(rows) else None,
        table=tables.cohorts_table(rows, place=place, language=language),
        rows=rows,
        sources=sources_of(rows),
        series=(
            series(rows, name=language.text("Areas selected"), x="year", value="areas_selected"),
        ),
        settings=chosen,
    )


# What it offers, and what is on record of it


@picture("kinds-of-service", title=mark("Kinds of service"), settings=NoSettings)
def kinds_of_service(data: DataSet, chosen: NoSettings, view: View) -> Picture:
    """The kinds of letters that a village office issues, by family and self-service."""
    language, types = view.language, queries.service_types(data)
    counts = by_family(types)
    named = counts.assign(
        name=[words.family_name(family, language=language) for family in counts["family"]],
        desk=counts["all"] - counts["own"],
    )
    return Picture(
        name="catalogue",
        said=words.catalogue(types, programme=data.meta["programme"], language=language),
        chart=catalogue_chart(types, look=view.look, language=language) if len(types) else None,
        table=tables.families_table(counts, language=language),
        rows=counts,
        sources=sources_of(types),
        series=(
            series(named, name=language.text("Online self-service"), x="name", value="own"),
            series(named, name=language.text("At the village office"), x="name", value="desk"),
        ),
        settings=chosen,
    )


@picture("service-catalogue", title=mark("Service catalogue"), settings=OfferedSettings)
def offered(data: DataSet, chosen: OfferedSettings, view: View) -> Picture:
    """The kinds of service one by one."""
    language = view.language
    rows = queries.service_types(
        data,
        family=None if chosen.family == ALL else chosen.family,
        self_service=None if chosen.channel == ALL else chosen.channel == "yes",
    )
    family = families(data, language).get(chosen.family, language.text("All"))
    return Picture(
        name="services",
        said=words.offered(len(rows), language=language),
        chart=None,
        table=tables.services_table(rows, language=language),
        rows=rows,
        sources=sources_of(rows),
        settings=chosen,
        settings_text=(
            f"{language.text('Category')}: {family}, "
            f"{language.text('How to ask for it')}: {language.text(words.CHANNELS[chosen.channel])}"
        ),
    )


@picture("programme-facts", title=mark("Facts of the programme"), settings=FactsSettings)
def facts(data: DataSet, chosen: FactsSettings, view: View) -> Picture:
    """Facts of one topic: the fields that a village works in, the checklist, what does not work."""
    language, rows = view.language, queries.programme_facts(data, topic=chosen.topic)
    listed = tables.facts_table(rows, language=language)
    said = fact_words.facts(listed, topic=chosen.topic, language=language)
    return Picture(
        name=f"facts-{chosen.topic}",
        said=said,
        chart=None,
        table=listed,
        rows=rows,
        sources=sources_of(rows),
        settings=chosen,
        settings_text=said.title,
    )


# What pages say and ask beside them


@kept
def families(data: DataSet, language: Language) -> dict[str, str]:
    """Name of each family of services in the reader's language, by its code."""
    found = sorted(set(queries.service_types(data)["family"]))
    return {family: words.family_name(family, language=language) for family in found}


@kept
def reach(data: DataSet, language: Language) -> str:
    """How far the programme has come, by the newest count; empty where there is none."""
    rows = queries.adoption(data, aspect="programme")
    return words.reach(rows, programme=data.meta["programme"], language=language)


@kept
def spread(data: DataSet, language: Language) -> str:
    """How far the programme has come since the first count; empty where there is none."""
    rows = queries.adoption(data, aspect="programme")
    return words.spread(rows, programme=data.meta["programme"], language=language)


def missing(data: DataSet) -> tuple[str, ...]:
    """Tables of the programme that the data pack has nothing in."""
    there = {
        "adoption": queries.adoption(data),
        "programme_facts": queries.programme_facts(data),
        "service_types": queries.service_types(data),
    }
    return tuple(name for name, rows in there.items() if rows.empty)
