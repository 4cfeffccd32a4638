"""What is on the awards page."""

import streamlit as st

from kampung.language import Language
from kampung.pictures.settings import NoSettings
from kampung.subjects.awards import pictures, words
from kampung.subjects.awards.pictures import ALL, AwardsSettings
from kampung.subjects.programme import pictures as programme_pictures
from kampung.ui import panel, state
from kampung.ui.reader import Reader


def heading(reader: Reader) -> None:
    """Title, and one sentence over all awards."""
    st.title(reader.language.text("Awards"), anchor=False)
    sentence = pictures.heading(reader.data, reader.language)
    if sentence:
        st.markdown(sentence)


def on_record(reader: Reader) -> bool:
    """Whether there is any award to show."""
    return pictures.on_record(reader.data)


def missing(reader: Reader) -> None:
    """Say that no award is on record, and what to do about it."""
    panel.missing(reader.language, "awards")


def filters(reader: Reader) -> AwardsSettings:
    """Who got it, and whether it was won."""
    language = reader.language
    with st.container(horizontal=True, gap="medium"):
        scope = state.choose(
            language,
            "scope",
            label=language.text("Given to"),
            options=pictures.options(words.GIVEN_TO, language),
            default=ALL,
        )
        result = state.choose(
            language,
            "result",
            label=language.text("Outcome"),
            options=pictures.options(words.OUTCOMES, language),
            default=ALL,
        )
    return AwardsSettings(scope=scope, result=result)


def timeline(reader: Reader, chosen: AwardsSettings) -> None:
    """The awards on a line of time."""
    panel.show(pictures.timeline(reader.data, chosen, reader.view), reader.language)


def cards(reader: Reader, chosen: AwardsSettings) -> None:
    """Each award with its story."""
    language = reader.language
    found = pictures.cards(reader.data, chosen, language)
    if not found:
        return
    with (
        st.expander(language.text("One by one")),
        st.grid(3, min_column_width=280),
    ):
        for card in found:
            _card(card, language)


def _card(card: words.Card, language: Language) -> None:
    """One award: when, what, from whom, where, and who says so."""
    with st.container(border=True, height="stretch", gap="small"):
        st.markdown(words.told(card))
        st.caption(panel.source_line((card.source,), language))


def disputed_accounts(reader: Reader) -> None:
    """Ceremonies of which accounts disagree, with every version."""
    shown = pictures.accounts(reader.data, NoSettings(), reader.view)
    if shown.rows.empty:
        return
    st.header(shown.said.title, anchor=shown.name)
    st.markdown(shown.said.sentence)
    st.markdown(words.list_of_accounts(shown.table))


def selection(reader: Reader) -> None:
    """The national selection by year."""
    shown = programme_pictures.selection(reader.data, NoSettings(), reader.view)
    panel.show_if_any(shown, reader.language)
