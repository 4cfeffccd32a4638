"""What is on the village services page of the programme."""

import streamlit as st

from kampung.pictures.picture import Picture
from kampung.pictures.settings import NoSettings
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.areas import words as areas_words
from kampung.subjects.programme import pictures, queries, words
from kampung.subjects.programme.pictures import ALL, FactsSettings, OfferedSettings
from kampung.subjects.services.names import area_name
from kampung.ui import panel, state
from kampung.ui.reader import Reader


def heading(reader: Reader) -> None:
    """Title, and one sentence on how far the programme has come."""
    st.title(reader.language.text("Village services"), anchor=False)
    st.markdown(pictures.growth(reader.data, reader.language) or place(reader))


def place(reader: Reader) -> str:
    """Which areas there are: what can be said before anything is on record."""
    area = areas_queries.area(reader.data, code=reader.area_code).iloc[0]
    return areas_words.place(
        queries.programme_counts(reader.data),
        name=area_name(area["name"], area["kind"], language=reader.language),
        language=reader.language,
    )


def on_the_programme(reader: Reader) -> None:
    """Lead from what villages reported to what was published about the programme."""
    st.divider()
    panel.heading(reader.language.text("What is on record of the programme"), anchor="programme")
    growth = pictures.growth(reader.data, reader.language)
    if growth:
        st.markdown(growth)


def missing(reader: Reader) -> None:
    """Which parts of this page the data pack has nothing for."""
    panel.missing(reader.language, *pictures.missing(reader.data))


def adoption(reader: Reader) -> Picture:
    """Villages that run the programme, and villages on fibre, by date."""
    return pictures.adoption(reader.data, NoSettings(), reader.view)


def tiles(reader: Reader) -> Picture:
    """Desa and kelurahan of each kecamatan on the tile map."""
    return pictures.districts(reader.data, NoSettings(), reader.view)


def maturity(reader: Reader) -> Picture:
    """How far the villages had come, by the regency's own classes."""
    return pictures.maturity(reader.data, NoSettings(), reader.view)


def kelurahan(reader: Reader) -> None:
    """What is known of the kelurahan, which the counts of desa leave out."""
    facts = _facts(reader, "wards")
    if len(facts.rows):
        st.markdown(f"**{facts.said.title}**")
        _list(facts, reader)


def _facts(reader: Reader, topic: str) -> Picture:
    return pictures.facts(reader.data, FactsSettings(topic), reader.view)


def _list(facts: Picture, reader: Reader, *, numbered: bool = False) -> None:
    """Facts as a list, with their sources in one line."""
    st.markdown(words.list_of_facts(facts.table, numbered=numbered))
    st.caption(panel.source_line(facts.publishers, reader.language))


def _headed(reader: Reader, topic: str, *, anchor: str, numbered: bool = False) -> None:
    facts = _facts(reader, topic)
    if len(facts.rows):
        panel.heading(facts.said.title, anchor=anchor)
        _list(facts, reader, numbered=numbered)


def criteria_and_checklist(reader: Reader) -> None:
    """The fields that a village works in, and what its office must have to take part."""
    left, right = st.columns(2, gap="large")
    with left:
        _headed(reader, "criterion", anchor="criteria", numbered=True)
    with right:
        _headed(reader, "checklist", anchor="checklist", numbered=True)


def catalogue(reader: Reader) -> None:
    """The kinds of letters that a village office issues, by family and self-service."""
    language = reader.language
    families = pictures.families(reader.data, language)
    if not families:
        return
    panel.show(
        pictures.kinds_of_service(reader.data, NoSettings(), reader.view),
        language,
        with_table=False,
    )
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
            options={code: language.text(label) for code, label in words.CHANNELS.items()},
            default=ALL,
        )
    offered = pictures.offered(reader.data, OfferedSettings(family, channel), reader.view)
    st.markdown(offered.said.sentence)
    panel.show_table(offered.sent_table, alt_text=offered.said.title, key="table-services")
    panel.download(offered.rows, name="services", language=language, key="download-services")


def speed_and_limits(reader: Reader) -> None:
    """What is on record of speed, reach and problems; nothing is hidden."""
    for topic in ("speed", "reach", "health", "recognition", "limits"):
        _headed(reader, topic, anchor=topic)
