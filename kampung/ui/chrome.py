"""The frame around every page: settings of the browser tab, language, data set, footer."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from kampung.errors import KampungError, StoreChanged, StoreMissing, StoreOutdated
from kampung.language import DEFAULT, LANGUAGES, Language, mark
from kampung.subjects.services import headings as service_headings
from kampung.ui import data_set, publisher, reader, state

LOG = logging.getLogger(__name__)

DATA_SETS = {
    data_set.PUBLISHED: mark("Published data"),
    data_set.SIMULATED: mark("Simulated data"),
}


def configure() -> None:
    """Set the browser tab; the first call to Streamlit of a run.

    Its icon and the style are the shell's (``kampung/serving/shell.py``): an icon that is handed
    over here is a file of the session, gone while the reader goes back and forth.
    """
    st.set_page_config(layout="wide", initial_sidebar_state="auto")


def title(text: str) -> None:
    """Name the browser tab."""
    st.set_page_config(page_title=text)


@contextmanager
def errors_for_people(language: Language) -> Iterator[None]:
    """Show what went wrong as a sentence that says what to do; the details go to the log."""
    try:
        yield
    except StoreChanged:
        st.rerun()
    except StoreMissing as error:
        _explain(language, language.text("There is no data store yet."), error)
    except StoreOutdated as error:
        _explain(language, language.text("The data store was built by another version."), error)
    except KampungError as error:
        _explain(language, language.text("The data cannot be read right now."), error)
    except Exception as error:
        LOG.exception("The page failed")
        with st.container(key="failure"):
            st.error(
                language.text(
                    "Something went wrong on our side, and this part of the page cannot be "
                    "shown. Reload the page; if it stays, tell those who run this dashboard: "
                    "{error}.",
                    error=type(error).__name__,
                )
            )


def _explain(language: Language, what: str, error: KampungError) -> None:
    LOG.error("%s", error)
    st.title(language.text("Nothing can be shown"))
    st.warning(
        what
        + " "
        + language.text(
            "Please try again in a few minutes; those who run this dashboard find the cause in its "
            "log."
        )
    )
    if data_set.is_chosen():  # there is a way back from simulated data that cannot be read
        choose_data(language)


def choose_language() -> Language:
    """Let the reader choose the language; the browser and screen readers are told of it as well."""
    with st.container(horizontal=True, horizontal_alignment="right", key="language"):
        st.segmented_control(
            "Bahasa · Language",
            LANGUAGES,
            format_func=None,
            key="lang",
            bind="query-params",
            default=DEFAULT,
            required=True,
            label_visibility="collapsed",
        )
        language = reader.language()
        st.html(f'<span data-reader-language="{language.code}"></span>')  # for frame/words.js
    return language


def settle_data(language: Language) -> None:
    """Decide which data set the page shows; where it is a simulated one, say so loudly."""
    options = DATA_SETS if data_set.has_simulated() else {data_set.PUBLISHED}
    state.settle(data_set.DATA_SET, default=data_set.PUBLISHED, is_valid=options.__contains__)
    with st.container(key="data-set"):
        _tell_trouble(language)
        if data_set.note_data_set():
            st.warning(service_headings.simulated_banner(language), icon="⚠️")


def choose_data(language: Language) -> None:
    """Let the reader choose the data set, where there is a simulated one."""
    if data_set.has_simulated():
        state.choose(
            language,
            data_set.DATA_SET,
            label=language.text("Data"),
            options={name: language.text(said) for name, said in DATA_SETS.items()},
            default=data_set.PUBLISHED,
        )


def _tell_trouble(language: Language) -> None:
    """Say it where the store cannot be used any more, and the page shows its last good state."""
    found = data_set.trouble()
    if found is None:
        return
    st.warning(
        language.text(
            "The data store has not been readable since {moment}. This page shows the last good "
            "data that the server still holds. Those who run this dashboard find the cause in its "
            "log.",
            moment=language.moment(found.since),
        )
    )


def footer(language: Language) -> None:
    """Close the page: which data these are, who publishes them, and how to report an error."""
    meta = data_set.current().meta
    st.divider()
    choose_data(language)
    st.caption(
        language.text(
            "{pack}, edition {version} ({hash}). Every number names its source.",
            pack=language.pick(meta, "title"),
            version=meta["pack_version"],
            hash=meta["content_hash"][:12],
        )
        + " "
        + publisher.in_short(language)
    )
