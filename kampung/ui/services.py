"""What is on the village services page."""

import pandas as pd
import streamlit as st

from kampung.language import Language, cells, mark
from kampung.pictures.picture import View
from kampung.pictures.sources import publishers as publishers_of
from kampung.store.door import DataSet, kept
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.areas import tables as areas_tables
from kampung.subjects.areas import words as areas_words
from kampung.subjects.areas.map import (
    area_map,
    said_as,
    sources_of_areas,
    with_boundaries,
)
from kampung.subjects.programme import queries as programme_queries
from kampung.subjects.programme import tables as programme_tables
from kampung.subjects.programme import words as programme_words
from kampung.subjects.programme.charts.adoption import adoption_chart
from kampung.subjects.programme.charts.programme import catalogue_chart, maturity_chart
from kampung.subjects.services.names import area_name
from kampung.ui import panel, state
from kampung.ui.panel import Picture, publishers
from kampung.ui.reader import Reader

ALL = "all"
ASPECTS = {"programme": mark("the programme"), "fibre": mark("fibre optic")}
SELF_SERVICE = {
    ALL: mark("All"),
    "yes": mark("Online by oneself"),
    "no": mark("At the village office"),
}


def heading(reader: Reader) -> None:
    """Title, and one sentence on how far the programme has come."""
    language = reader.language
    st.title(language.text("Village services"), anchor=False)
    growth = programme_words.growth(
        programme_queries.adoption(reader.data, aspect="programme"),
        programme=reader.data.meta["programme"],
        language=language,
    )
    st.markdown(growth or place(reader))


def place(reader: Reader) -> str:
    """Which areas there are: what can be said before anything is on record."""
    area = areas_queries.area(reader.data, code=reader.area_code).iloc[0]
    return areas_words.place(
        programme_queries.programme_counts(reader.data),
        name=area_name(area["name"], area["kind"], language=reader.language),
        language=reader.language,
    )


def on_the_programme(reader: Reader) -> None:
    """Lead from what villages reported to what was published about the programme."""
    language = reader.language
    st.divider()
    st.header(language.text("What is on record of the programme"), anchor="programme")
    growth = programme_words.growth(
        programme_queries.adoption(reader.data, aspect="programme"),
        programme=reader.data.meta["programme"],
        language=language,
    )
    if growth:
        st.markdown(growth)


def missing(reader: Reader) -> None:
    """Which parts of this page the data pack has nothing for."""
    there = {
        "adoption": programme_queries.adoption(reader.data),
        "programme_facts": programme_queries.programme_facts(reader.data),
        "service_types": programme_queries.service_types(reader.data),
    }
    panel.missing(reader.language, *(table for table, rows in there.items() if rows.empty))


def adoption(reader: Reader) -> Picture:
    """Villages that run the programme, and villages on fibre, by date."""
    return _adoption(reader.data, reader.view)


@kept
def _adoption(data: DataSet, view: View) -> Picture:
    language = view.language
    rows = programme_queries.adoption(data)
    said = programme_words.adoption(rows, language=language)
    aspects = {aspect: language.text(label) for aspect, label in ASPECTS.items()}
    return Picture(
        name="adoption",
        said=said,
        chart=adoption_chart(rows, look=view.look, language=language, aspects=aspects)
        if len(rows)
        else None,
        table=programme_tables.adoption_table(rows, aspects=aspects, language=language),
        data=rows,
        sources=publishers(rows),
    )


def kelurahan(reader: Reader) -> None:
    """What is known of the kelurahan, which the counts of desa leave out."""
    language = reader.language
    facts = programme_queries.programme_facts(reader.data, topic="wards")
    if facts.empty:
        return
    st.markdown(f"**{language.text('And the wards?')}**")
    _facts(facts, language)


def tiles(reader: Reader) -> Picture:
    """Desa and kelurahan of each kecamatan on the tile map."""
    return _tiles(reader.data, reader.view)


@kept
def _tiles(data: DataSet, view: View) -> Picture:
    language = view.language
    rows = areas_queries.village_counts_by_district(data)
    said = areas_words.tiles(
        rows, value="villages", language=language, drawn=said_as(data, level="district")
    )
    return Picture(
        name="districts",
        said=said,
        chart=area_map(
            data,
            rows.assign(value=rows["villages"].astype(float)),
            look=view.look,
            language=language,
            level="district",
            value_name=language.text("villages and wards"),
        ),
        table=areas_tables.districts_table(rows, language=language).as_text(),
        data=rows,
        sources=publishers_of(with_boundaries(sources_of_areas(data), data, level="district")),
    )


def maturity(reader: Reader) -> Picture:
    """How far the villages had come, by the regency's own classes."""
    return _maturity(reader.data, reader.view)


@kept
def _maturity(data: DataSet, view: View) -> Picture:
    language = view.language
    rows = programme_queries.programme_facts(data, topic="maturity")
    said = programme_words.maturity(rows, language=language)
    return Picture(
        name="maturity",
        said=said,
        chart=maturity_chart(
            rows.assign(label=rows[f"text_{view.language.code}"]), look=view.look, language=language
        )
        if len(rows)
        else None,
        table=programme_tables.facts_table(rows, language=language),
        data=rows,
        sources=publishers(rows),
    )


def _facts(facts: pd.DataFrame, language: Language, *, numbered: bool = False) -> None:
    """Facts as a list, with their sources in one line."""
    bullet = "1." if numbered else "-"
    lines = []
    for row in cells.records(facts):
        note = language.pick(row, "note")
        lines.append(f"{bullet} {language.pick(row, 'text')}" + (f" ({note})" if note else ""))
    st.markdown("\n".join(lines))
    st.caption(panel.source_line(publishers(facts), language))


def criteria_and_checklist(reader: Reader) -> None:
    """The fields that a village works in, and what its office must have."""
    left, right = st.columns(2, gap="large")
    with left:
        criteria(reader)
    with right:
        checklist(reader)


def criteria(reader: Reader) -> None:
    """The seven fields that a village works in."""
    language = reader.language
    facts = programme_queries.programme_facts(reader.data, topic="criterion")
    if facts.empty:
        return
    st.subheader(language.plural("{n} criterion", "{n} criteria", len(facts)), anchor="criteria")
    _facts(facts, language, numbered=True)


def checklist(reader: Reader) -> None:
    """What a village office must have to take part in the regency's contest."""
    language = reader.language
    facts = programme_queries.programme_facts(reader.data, topic="checklist")
    if facts.empty:
        return
    st.subheader(
        language.plural("The checklist of {n} item", "The checklist of {n} items", len(facts)),
        anchor="checklist",
    )
    _facts(facts, language, numbered=True)


def catalogue(reader: Reader) -> None:
    """The kinds of letters that a village office issues, by family and self-service."""
    language = reader.language
    everything = programme_queries.service_types(reader.data)
    if everything.empty:
        return
    families = {
        family: programme_words.family_name(family, language=language)
        for family in sorted(set(everything["family"]))
    }
    panel.show(_catalogue(reader.data, reader.view), language)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        family = state.choose(
            language,
            "family",
            label=language.text("Family"),
            options={ALL: language.text("All"), **families},
            default=ALL,
            kind="list",
        )
        channel = state.choose(
            language,
            "self",
            label=language.text("How to ask for it"),
            options={code: language.text(label) for code, label in SELF_SERVICE.items()},
            default=ALL,
        )
    rows = everything[
        (everything["family"].eq(family) | (family == ALL))
        & (everything["self_service"].eq(channel == "yes") | (channel == ALL))
    ]
    st.markdown(language.plural("**{n}** service", "**{n}** services", len(rows)))
    table = programme_tables.services_table(rows, families=families, language=language)
    panel.show_table(table, alt_text=language.text("Service catalogue"), key="table-services")
    panel.download(rows, name="services", language=language, key="download-services")


@kept
def _catalogue(data: DataSet, view: View) -> Picture:
    language = view.language
    rows = programme_queries.service_types(data)
    said = programme_words.catalogue(rows, language=language)
    return Picture(
        name="catalogue",
        said=said,
        chart=catalogue_chart(rows, look=view.look, language=language),
        table=pd.DataFrame(),
        data=pd.DataFrame(),
        sources=publishers(rows),
    )


def speed_and_limits(reader: Reader) -> None:
    """What is on record of speed, reach and problems; nothing is hidden."""
    language = reader.language
    for topic, title in (
        ("speed", language.text("How fast it got")),
        ("reach", language.text("What it carried in the pandemic")),
        ("limits", language.text("What does not work")),
    ):
        facts = programme_queries.programme_facts(reader.data, topic=topic)
        if len(facts):
            st.subheader(title, anchor=topic)
            _facts(facts, language)
