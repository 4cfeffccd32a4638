"""What is on the page of sources and method."""

import streamlit as st

from kampung.pictures.settings import NoSettings
from kampung.subjects.programme import queries as programme_queries
from kampung.subjects.sources import pictures, queries, words
from kampung.subjects.sources.pictures import ALL, SourcesSettings
from kampung.ui import data_set, panel, state
from kampung.ui.reader import Reader


def heading(reader: Reader) -> None:
    """Title, and one sentence on how much there is, or that there is nothing yet."""
    language = reader.language
    counts = programme_queries.programme_counts(reader.data)
    st.title(language.text("Sources and method"), anchor=False)
    st.markdown(words.heading(counts, language=language))
    if not counts["figures"]:
        panel.missing(language, "figures")


def rules(reader: Reader) -> None:
    """The rules that the numbers are kept by, the method, and what is not known."""
    language = reader.language
    for title, texts, anchor in (
        (language.text("Rules"), words.RULES, "rules"),
        (language.text("How numbers are worked out"), words.METHOD, "method"),
        (language.text("How the estimate works"), words.ESTIMATE, "estimate"),
        (
            language.text("What is not known"),
            words.unknown(queries.on_record(reader.data)),
            "unknown",
        ),
    ):
        if texts:
            st.header(title, anchor=anchor)
            st.markdown(words.listed(texts, language=language))


def definitions(reader: Reader) -> None:
    """What is counted, and what the words mean."""
    shown = pictures.definitions(reader.data, NoSettings(), reader.view)
    st.header(shown.said.title, anchor="definitions")
    with st.expander(shown.said.sentence):
        panel.show_table(shown.sent_table, alt_text=shown.said.title, key="table-metrics")
        panel.download(shown.rows, name="metrics", language=reader.language, key="download-metrics")


def sources(reader: Reader) -> None:
    """Every source with what rests on it, by kind."""
    language = reader.language
    st.header(language.text("Sources"), anchor="sources")
    kind = state.choose(
        language,
        "kind",
        label=language.text("Kind"),
        options={ALL: language.text("All"), **pictures.kinds(reader.data, language)},
        default=ALL,
    )
    shown = pictures.sources(reader.data, SourcesSettings(kind), reader.view)
    st.markdown(shown.said.sentence)
    panel.show_grid(
        shown.sent_table,
        key="table-sources",
        alt_text=shown.said.title,
        columns={
            language.text("Address"): st.column_config.LinkColumn(width="medium"),
            language.text("Title"): st.column_config.TextColumn(width="large"),
        },
    )
    panel.download(shown.rows, name="sources", language=language, key="download-sources")


def licence_and_citation(reader: Reader) -> None:
    """Under which terms, and how to cite."""
    language = reader.language
    st.header(language.text("Licence and citation"), anchor="cite")
    st.markdown(language.text(words.LICENCE))
    st.markdown(language.text("Cite the data set as:"))
    citation = words.citation(
        reader.data.meta, is_simulated=data_set.is_simulated(), language=language
    )
    st.code(citation, language=None, wrap_lines=True)
    st.markdown(language.text(words.SINGLE_NUMBERS))
