"""Who publishes this dashboard, and how an error is reported."""

import os
import re

import streamlit as st

from kampung.language import Language, mark
from kampung.ui.reader import Reader

WHO = mark(
    "Kampung is an open-source dashboard. It is not an official publication of the regency "
    "government: it gathers what others have published, and says for each number who did."
)
REPORT = mark(
    "An error in a number, a source or a sentence can be reported in the issue tracker of the "
    "project's repository: name the page, the number and the source that says otherwise."
)
REPORT_TO = mark(
    "An error in a number, a source or a sentence can be reported to {contact}: name the page, the "
    "number and the source that says otherwise."
)


def in_short(language: Language) -> str:
    """Who publishes this and where errors are reported, for the foot of every page."""
    return language.text(
        "Published by Kampung, an open-source project; not an official site. An error? Tell "
        "{contact}.",
        contact=contact() or language.text("the issue tracker of its repository"),
    )


def show(reader: Reader) -> None:
    """A section of the page of sources: who publishes this, and how to report an error."""
    language = reader.language
    st.header(language.text("Who publishes this"), anchor="publisher")
    st.markdown(language.text(WHO))
    address = contact()
    st.markdown(language.text(REPORT_TO, contact=address) if address else language.text(REPORT))


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
