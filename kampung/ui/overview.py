"""What is on the overview."""

import streamlit as st

from kampung.language import Language
from kampung.pictures.settings import NoSettings
from kampung.subjects.awards import pictures as awards_pictures
from kampung.subjects.awards import queries as awards_queries
from kampung.subjects.awards.pictures import AwardsSettings
from kampung.subjects.awards.words import Card
from kampung.subjects.epidemic import cards, facts, headline_words
from kampung.subjects.epidemic import pictures as epidemic_pictures
from kampung.subjects.epidemic import queries as epidemic_queries
from kampung.subjects.epidemic.analysis.peaks import Peak
from kampung.subjects.epidemic.pictures import MetricSettings
from kampung.subjects.programme import pictures as programme_pictures
from kampung.subjects.programme import queries as programme_queries
from kampung.ui import data_set, navigation, panel
from kampung.ui import services as services_page
from kampung.ui.reader import Reader

CARDS = 4  # side by side on a desk screen


def _peaks(reader: Reader) -> tuple[Peak, ...]:
    start, end = reader.focus
    return facts.peaks_of(reader.data, start=start, end=end)


def heading(reader: Reader) -> None:
    """The name of the data set, what it says in two sentences, and to when the record reaches."""
    language = reader.language
    sentences = (
        headline_words.fall_of_cases(_peaks(reader), language=language),
        programme_pictures.reach(reader.data, language),
    )
    st.title(language.pick(data_set.current().meta, "title"), anchor=False)
    said = " ".join(sentence for sentence in sentences if sentence)
    st.markdown(said or services_page.place(reader))
    if reach := cards.reach_of_record(reader.data, language):
        st.caption(reach)


def missing(reader: Reader) -> None:
    """Which parts of this page the data pack has nothing for."""
    there = {
        "figures": epidemic_queries.figures(reader.data, area_code=reader.area_code),
        "adoption": programme_queries.adoption(reader.data),
        "awards": awards_queries.awards(reader.data),
    }
    panel.missing(reader.language, *(table for table, rows in there.items() if rows.empty))


def headlines(reader: Reader) -> None:
    """The four series: last figure, its days, change since the peak, source, a small picture."""
    found = _peaks(reader)
    if not found:
        return
    with st.grid(CARDS, min_column_width=236):
        for peak in found:
            _headline(reader, peak)


def _headline(reader: Reader, peak: Peak) -> None:
    language = reader.language
    card = cards.card(reader.data, peak, language)
    picture = epidemic_pictures.trend(
        reader.data, MetricSettings(peak.metric, *reader.focus), reader.view
    )
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.metric(card.title, card.number)
        panel.draw(picture)
        told = [card.period, card.change, panel.source_line(card.sources, language)]
        st.caption("  \n".join(one for one in told if one))


def wave(reader: Reader) -> None:
    """New cases over the period that matters most, with a way to the whole record."""
    picture = epidemic_pictures.weeks(
        reader.data, MetricSettings("new_cases", *reader.focus), reader.view
    )
    if picture.rows.empty:
        return
    panel.show(picture, reader.language)
    label = reader.language.text("All of the COVID-19 record")
    navigation.link("covid", reader.language, label=label)


def programme(reader: Reader) -> None:
    """The programme in one number, and from the first villages to all of them."""
    shown = programme_pictures.in_numbers(reader.data, NoSettings(), reader.view)
    panel.heading(shown.said.title, anchor=shown.name)
    with st.container(horizontal=True):
        for name, number in shown.table.rows:
            st.metric(name.text, number.text, border=True, width="content")
    st.caption(f"{shown.said.sentence}  \n{panel.source_line(shown.sources, reader.language)}")
    panel.show_if_any(services_page.adoption(reader), reader.language, level=3)
    navigation.link("layanan", reader.language, label=reader.language.text("More on the services"))


def awards_strip(reader: Reader) -> None:
    """The awards of the programme, side by side."""
    language = reader.language
    won = AwardsSettings(scope="programme", result="won")
    found = awards_pictures.cards(reader.data, won, language)
    if not found:
        return
    st.header(language.text("Awards of the programme"), anchor="awards")
    with st.grid(CARDS, min_column_width=236):
        for card in found:
            _award(card, language)
    navigation.link("penghargaan", language, label=language.text("All awards and nominations"))


def _award(card: Card, language: Language) -> None:
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.caption(card.date)
        st.markdown(f"**{card.name}**")
        if card.category:
            st.markdown(card.category)
        st.caption(panel.source_line((card.source,), language))


def where_next(reader: Reader) -> None:
    """The way to the sources."""
    navigation.link(
        "tentang",
        reader.language,
        label=reader.language.text("What every number rests on"),
    )
