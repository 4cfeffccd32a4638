"""A link to exactly what the reader sees: page, choices, language and place on the page."""

import html
from urllib.parse import urlencode

import streamlit as st

from kampung.language import Language


def address(anchor: str, language: Language) -> str:
    """Address of a place on this page as it is shown now, relative to the page itself.

    The choices are those of the address, by their names; the language is always in it.

    Parameters
    ----------
    anchor
        Of a heading on this page.
    """
    chosen = {name: str(st.query_params[name]) for name in sorted(st.query_params)}
    query = urlencode({"lang": language.code} | chosen | {"lang": language.code})
    return f"?{query}#{anchor}"


def copy(anchor: str, language: Language) -> None:
    """Offer the link to a picture; a click copies it (``kampung/serving/frame/links.js``).

    Parameters
    ----------
    anchor
        Of the picture's heading.
    """
    to_copy, copied = language.text("Copy link"), language.text("Link copied")
    st.html(
        f'<a class="copy-link" href="{html.escape(address(anchor, language))}">'
        f'<span class="copy">{html.escape(to_copy)}</span>'
        f'<span class="copied">{html.escape(copied)}</span></a>'
    )
