"""Words that not every reader knows: explained at their first use on a page, and in a list."""

import streamlit as st

from kampung.language import Language
from kampung.subjects.glossary import words
from kampung.ui.reader import Reader

_EXPLAINED = "glossary.explained"  # word → the text beside which this page explains it


def begin() -> None:
    """Begin a page: nothing has been explained on it yet."""
    st.session_state[_EXPLAINED] = {}


def first_use(text: str, language: Language) -> str | None:
    """Explain the words that a text is the first on its page to use.

    It is what Streamlit's ``help`` takes: a mark behind the text that opens at a hover, a tap, or
    when the keyboard comes to it.

    Parameters
    ----------
    text
        A sentence, as Markdown.

    Returns
    -------
    str or None
        The words with their meanings, as Markdown; None where there is nothing to explain.
    """
    explained: dict[str, str] = st.session_state.setdefault(_EXPLAINED, {})
    # A part of the page that runs alone comes here again with the same text.
    found = tuple(
        term for term in words.used(text, language) if explained.setdefault(term.word, text) == text
    )
    return words.explained(found) or None


def show(reader: Reader) -> None:
    """A section of the page of sources: every word with its meaning."""
    language = reader.language
    terms = words.terms(language)
    st.header(language.text("Glossary"), anchor="glossary")
    with st.expander(language.plural("{n} word", "{n} words", len(terms))):
        st.markdown("\n".join(f"- **{term.word}**: {term.meaning}" for term in terms))
