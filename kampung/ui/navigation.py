"""The menu of pages, and the ways between them."""

from pathlib import Path

import streamlit as st

from kampung.language import Language
from kampung.ui import chrome, data_set, glossary, reader, state
from kampung.ui.entries import ENTRIES, PageEntry

PAGES = Path(__file__).parents[2] / "pages"


_FIRST = "ikhtisar"  # the first page has an inner address too, by default its file's name


def _page(entry: PageEntry, language: Language) -> st.Page:
    return st.Page(
        PAGES / entry.script,
        title=language.text(entry.title),
        url_path=entry.path or _FIRST,
        default=not entry.path,
    )


def open_page(language: Language) -> None:
    """Show the page that the address names; pages are all listed on top."""
    language = reader.language(data_set.current())  # the menu has words for areas too
    page = st.navigation([_page(entry, language) for entry in ENTRIES], position="top")
    state.arrive(page.url_path)
    chrome.settle_data(language)
    chrome.title(f"{page.title} · {language.pick(data_set.current().meta, 'title')}")
    glossary.begin()
    page.run()


# The language goes along by itself, since its control is bound to the address: written into a link
# as well, it would stand in the address twice.


def link(path: str, _language: Language, *, label: str, **parameters: str) -> None:
    """Draw a link to a page of the app; the language and the given choices go with it."""
    entry = next(entry for entry in ENTRIES if entry.path == path)
    st.page_link(
        PAGES / entry.script,
        label=label,
        icon=":material/arrow_forward:",
        icon_position="right",
        query_params={**_data_set(), **parameters},
    )


def go(path: str, _language: Language, **parameters: str) -> None:
    """Show another page of the app with the given choices; the run ends here."""
    entry = next(entry for entry in ENTRIES if entry.path == path)
    st.switch_page(PAGES / entry.script, query_params={**_data_set(), **parameters})


def _data_set() -> dict[str, str]:
    return {data_set.DATA_SET: data_set.SIMULATED} if data_set.is_chosen() else {}
