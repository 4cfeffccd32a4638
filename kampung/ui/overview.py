"""What is on the overview."""

from typing import Any

import streamlit as st

from kampung.language import Language
from kampung.pictures.settings import NoSettings
from kampung.subjects.awards import pictures as awards_pictures
from kampung.subjects.awards import queries as awards_queries
from kampung.subjects.awards.pictures import AwardsSettings
from kampung.subjects.awards.words import Card
from kampung.subjects.epidemic import facts
from kampung.subjects.epidemic import pictures as epidemic_pictures
from kampung.subjects.epidemic import queries as epidemic_queries
from kampung.subjects.epidemic import words as epidemic_words
from kampung.subjects.epidemic.analysis.peaks import Peak
from kampung.subjects.epidemic.pictures import MetricSettings
from kampung.subjects.programme import pictures as programme_pictures
from kampung.subjects.programme import queries as programme_queries
from kampung.ui import data_set, navigation, panel
from kampung.ui import services as services_page
from kampung.ui.reader import Reader

STRIP = 4  # awards side by side on a desk screen


def _peaks(reader: Reader) -> tuple[Peak, ...]:
    start, end = reader.focus
    return facts.peaks_of(reader.data, start=start, end=end)


def heading(reader: Reader) -> None:
    """The name of the data set, and one sentence that says how things stand."""
    language = reader.language
    sentences = (
        epidemic_words.fall_of_cases(_peaks(reader), language=language),
        programme_pictures.reach(reader.data, language),
    )
    st.title(language.pick(data_set.current().meta, "title"), anchor=False)
    said = " ".join(sentence for sentence in sentences if sentence)
    st.markdown(said or services_page.place(reader))


def missing(reader: Reader) -> None:
    """Which parts of this page the data pack has nothing for."""
    there = {
        "figures": epidemic_queries.figures(reader.data, area_code=reader.area_code),
        "adoption": programme_queries.adoption(reader.data),
        "awards": awards_queries.awards(reader.data),
    }
    panel.missing(reader.language, *(table for table, rows in there.items() if rows.empty))


def headlines(reader: Reader) -> None:
    """The four series: last figure, change since the peak, period, source, and a small picture."""
    found = _peaks(reader)
    if not found:
        return
    st.caption(
        reader.language.text(
            "Published figures, the last on record in the period; the change since the peak is "
            "worked out."
        )
    )
    with st.grid(4, min_column_width=220):
        for peak in found:
            _headline(reader, peak)


def _headline(reader: Reader, peak: Peak) -> None:
    language = reader.language
    shown = peak.last or peak.highest
    picture = epidemic_pictures.trend(
        reader.data, MetricSettings(peak.metric, *reader.focus), reader.view
    )
    change = epidemic_words.peak_change(peak, language=language)
    with st.container(border=True, height="stretch", gap="small"):
        st.metric(
            picture.said.title,
            epidemic_words.stated(shown, language=language),
            delta=change or None,
            delta_color="off",
            delta_arrow=_arrow(peak.change),
        )
        st.caption(
            language.period(shown.start_on, shown.end_on)
            + "  \n"
            + picture.said.sentence
            + "  \n"
            + panel.source_line((shown.publisher,), language)
        )
        panel.draw(picture)


def _arrow(change: float | None) -> Any:
    if change is None:
        return "off"
    return "down" if change < 0 else "up"


def record_in_small(reader: Reader) -> None:
    """New cases over the period that matters most, with a way to the whole record."""
    picture = epidemic_pictures.weeks(
        reader.data, MetricSettings("new_cases", *reader.focus), reader.view
    )
    if picture.rows.empty:
        return
    panel.show(picture, reader.language)
    navigation.link("covid", reader.language, label=reader.language.text("The whole record"))


def programme_in_numbers(reader: Reader) -> None:
    """The programme in four numbers; where nothing is known of it, the place that it is for."""
    shown = programme_pictures.in_numbers(reader.data, NoSettings(), reader.view)
    st.header(shown.said.title, anchor=shown.name)
    with st.grid(4, min_column_width=160):
        for name, number in shown.table.rows:
            st.metric(name.text, number.text, border=True)
    st.caption(panel.source_line(shown.publishers, reader.language))


def villages(reader: Reader) -> None:
    """From the first villages to all of them, and what is known of the kelurahan."""
    panel.show_if_any(services_page.adoption(reader), reader.language)
    services_page.kelurahan(reader)
    navigation.link("layanan", reader.language, label=reader.language.text("More on the services"))


def awards_strip(reader: Reader) -> None:
    """The awards of the programme, side by side."""
    language = reader.language
    won = AwardsSettings(scope="programme", result="won")
    cards = awards_pictures.cards(reader.data, won, language)
    if not cards:
        return
    st.header(language.text("Awards of the programme"), anchor="awards")
    with st.grid(STRIP, min_column_width=220):
        for card in cards:
            _award(card, language)
    navigation.link("penghargaan", language, label=language.text("All awards and nominations"))


def _award(card: Card, language: Language) -> None:
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.caption(card.date)
        st.markdown(f"**{card.name}**")
        if card.category:
            st.markdown(card.category)
        st.caption(panel.source_line((card.publisher,), language))


def where_next(reader: Reader) -> None:
    """The way to the sources."""
    navigation.link(
        "tentang",
        reader.language,
        label=reader.language.text("What every number rests on"),
    )
