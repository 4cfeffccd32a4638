"""The frame around every page: settings of the browser tab, style, language, footer."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from kampung.errors import KampungError, StoreChanged, StoreMissing, StoreOutdated
from kampung.language import DEFAULT, LANGUAGES, Language
from kampung.subjects.services import headings as service_headings
from kampung.ui import data_set, reader, state

LOG = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]
ICON = ROOT / "static" / "favicon.png"

# Only what the theme has no option for: a measure that can be read, and paper.
STYLE = """
<style>
.stMainBlockContainer { max-width: 74rem; }
.st-key-language { margin-bottom: -4rem; position: relative; z-index: 1; }
.st-key-language button { text-transform: uppercase; }
.st-key-document-language { display: none; }
h1 { padding-right: 7.5rem; }
h1 { text-wrap: balance; letter-spacing: -0.01em; }
[data-testid="stMetricValue"] { font-variant-numeric: tabular-nums; }
[data-testid="stCaptionContainer"]:has(a) { opacity: 1; }
[data-testid="stTable"] td { min-width: 6.5rem; }
.stMarkdown table, .stTable table { font-variant-numeric: tabular-nums; }
@media print {
  header, [data-testid="stToolbar"], .stDownloadButton, .stSegmentedControl,
  .st-key-language { display: none !important; }
  .stMainBlockContainer { max-width: none; padding: 0; }
  .stVegaLiteChart, .stTable, [data-testid="stMetric"] { break-inside: avoid; }
}
</style>
"""

_ANNOUNCE = """
export default function (component) {
  const { data } = component
  document.documentElement.lang = data.language
}
"""


def configure() -> None:
    """Set the browser tab and the style; the first call to Streamlit of a run."""
    st.set_page_config(page_icon=str(ICON), layout="wide", initial_sidebar_state="auto")
    st.html(STYLE)


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
        what + " " + language.text("Build it anew with `make build`, then reload this page.")
    )


@st.cache_resource(show_spinner=False)
def _announcer():  # type: ignore[no-untyped-def]  # Streamlit names no public type for it
    return st.components.v2.component("document_language", js=_ANNOUNCE)


def choose_language() -> Language:
    """Let the reader choose the language; screen readers are told of it as well."""
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
    _announcer()(data={"language": language.code}, key="document-language", height=1)
    return language


def choose_data(language: Language) -> None:
    """Let the reader choose the data set, where there is a simulated one; if so, say it loudly."""
    with st.container(key="data-set"):
        if data_set.has_simulated():
            state.choose(
                language,
                data_set.DATA_SET,
                label=language.text("Data"),
                options={
                    data_set.PUBLISHED: language.text("Published data"),
                    data_set.SIMULATED: language.text("Simulated data"),
                },
                default=data_set.PUBLISHED,
            )
        else:
            only = data_set.PUBLISHED.__eq__
            state.settle(data_set.DATA_SET, default=data_set.PUBLISHED, is_valid=only)
        _tell_trouble(language)
        if data_set.note_data_set():
            st.warning(service_headings.simulated_banner(language), icon="⚠️")


def _tell_trouble(language: Language) -> None:
    """Say it where the store cannot be used any more, and the page shows its last good state."""
    found = data_set.trouble()
    if found is None:
        return
    st.warning(
        language.text(
            "The data store has not been readable since {moment}. This page shows the last good "
            "data that the server still holds. Whoever runs it finds the cause with "
            "`kampung doctor`.",
            moment=language.moment(found.since),
        )
    )


def footer(language: Language) -> None:
    """Close the page: what the data are, and which edition of them this is."""
    meta = data_set.current().meta
    st.divider()
    st.caption(
        language.text(
            "{pack}, edition {version} ({hash}). "
            "Every number comes from a source that is named beside it.",
            pack=language.pick(meta, "title"),
            version=meta["pack_version"],
            hash=meta["content_hash"][:12],
        )
    )
