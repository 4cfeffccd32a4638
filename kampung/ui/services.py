"""What is on the village services page of the programme."""

from contextlib import nullcontext

import streamlit as st

from kampung.pictures.picture import Picture
from kampung.pictures.settings import NoSettings
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.areas import words as areas_words
from kampung.subjects.programme import fact_words, pictures, queries, words
from kampung.subjects.programme.pictures import ALL, FactsSettings, OfferedSettings
from kampung.subjects.services.names import area_name
from kampung.ui import data_set, panel, state
from kampung.ui.reader import Reader

# Facts of a topic that stand open; the others are folded.
SHOWN_FACTS = 3


def heading(reader: Reader) -> None:
    """Title, and how far the programme has come; that no requests are known is said with it."""
    st.title(reader.language.text("Village services"), anchor=False)
    spread = pictures.spread(reader.data, reader.language)
    unknown = words.requests_unknown(reader.language)
    st.markdown(f"{spread or place(reader)} {unknown}")


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
    spread = pictures.spread(reader.data, reader.language)
    published = words.published_note(reader.language) if data_set.is_simulated() else ""
    st.markdown(" ".join(part for part in (published, spread) if part))


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


def kelurahan(reader: Reader, *, level: int = 3) -> None:
    """What is known of the kelurahan, which the counts of desa leave out."""
    _headed(reader, "wards", level=level)


def _facts(reader: Reader, topic: str) -> Picture:
    return pictures.facts(reader.data, FactsSettings(topic), reader.view)


def _headed(reader: Reader, topic: str, *, level: int, anchor: str = "") -> None:
    """Facts as a list below their heading, the first few open, with their sources in one line."""
    facts = _facts(reader, topic)
    if not len(facts.rows):
        return
    panel.heading(facts.said.title, anchor=anchor or topic, level=level)
    shown, folded = fact_words.lists_of_facts(facts.table, most=SHOWN_FACTS)
    st.markdown(shown)
    if folded:
        rest = len(facts.table) - SHOWN_FACTS
        with st.expander(reader.language.plural("{n} more", "{n} more", rest)):
            st.markdown(folded)
    _sources(facts, reader)


def _numbered(
    reader: Reader, topic: str, *, level: int, anchor: str, is_folded: bool = False
) -> None:
    """Facts as a numbered list; what is said once of all of them stands below it."""
    facts = _facts(reader, topic)
    if len(facts.rows):
        panel.heading(facts.said.title, anchor=anchor, level=level)
        with st.expander(reader.language.text("Item by item")) if is_folded else nullcontext():
            st.markdown(fact_words.list_of_facts(facts.table, numbered=True))
        st.caption(fact_words.below_the_list(facts.table))
        _sources(facts, reader)


def _sources(picture: Picture, reader: Reader) -> None:
    panel.show_sources(picture.sources, reader.language)


def criteria_and_checklist(reader: Reader, *, level: int = 2) -> None:
    """The fields that a village works in, and what its office must have to take part."""
    left, right = st.columns(2, gap="large")
    with left:
        _numbered(reader, "criterion", level=level, anchor="criteria")
    with right:
        _numbered(reader, "checklist", level=level, anchor="checklist", is_folded=True)


def catalogue(reader: Reader, *, level: int = 2) -> None:
    """The kinds of letters that a village office issues, by family and self-service."""
    language = reader.language
    families = pictures.families(reader.data, language)
    if not families:
        return
    panel.show(
        pictures.kinds_of_service(reader.data, NoSettings(), reader.view),
        language,
        level=level,
        with_table=False,
    )
    with st.expander(language.text("Service catalogue")):
        _one_by_one(reader, families)


def _one_by_one(reader: Reader, families: dict[str, str]) -> None:
    """The kinds of service that the reader asks for, as a table."""
    language = reader.language
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        family = state.choose(
            language,
            "family",
            label=language.text("Category"),
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
    panel.show_rows(offered, language)


def speed_and_limits(reader: Reader, *, level: int = 2) -> None:
    """What is on record of speed, reach and problems; nothing is hidden."""
    for topic in ("speed", "reach", "health", "recognition", "limits"):
        _headed(reader, topic, level=level)
