"""Who publishes this dashboard, and how an error is reported."""

import os
import re

import streamlit as st

from kampung.language import Language
from kampung.subjects.sources import words
from kampung.ui.reader import Reader


def in_short(language: Language) -> str:
    """Who publishes this and where errors are reported, for the foot of every page."""
    return words.published_by(contact(), language=language)


def show(reader: Reader) -> None:
    """A section of the page of sources: who publishes this, and how to report an error."""
    language = reader.language
    st.header(language.text("Who publishes this"), anchor="publisher")
    st.markdown(language.text(words.WHO))
    st.markdown(words.report_an_error(contact(), language=language))


def contact() -> str:
    """Whom to tell of an error, as Markdown: what ``KAMPUNG_CONTACT`` says; empty without it.

    An address of the web or of mail becomes a link; anything else is shown as it is written.
    """
    wanted = " ".join(os.environ.get("KAMPUNG_CONTACT", "").split())
    if re.fullmatch(r"https?://[^\s<>()\[\]]+", wanted):
        return f"[{wanted.split('://', 1)[1].rstrip('/')}]({wanted})"
    if re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", wanted):
        return f"[{wanted}](mailto:{wanted})"
    return re.sub(r"([\\`*_{}\[\]()<>#$:|~])", r"\\\1", wanted)
