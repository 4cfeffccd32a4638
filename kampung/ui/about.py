"""What is on the page of sources and method."""

import streamlit as st

from kampung.pictures import citing
from kampung.pictures.settings import NoSettings
from kampung.subjects.sources import entries, pictures, queries, words
from kampung.subjects.sources.pictures import ALL, SourcesSettings
from kampung.ui import data_set, navigation, panel, state
from kampung.ui.reader import Reader

SHOWN = 12  # sources that stand open; the others are folded


def heading(reader: Reader) -> None:
    """Title, and one sentence on how much there is, or that there is nothing yet."""
    language = reader.language
    st.title(language.text("Sources and method"), anchor=False)
    st.markdown(pictures.heading(reader.data, language))
    if not queries.on_record(reader.data)["figures"]:
        panel.missing(language, "figures")


def asked_for(reader: Reader) -> None:
    """The source that a link of another page asks for, in full; nothing where it asks for none."""
    language = reader.language
    told = pictures.in_full(reader.data, state.in_address(citing.ENTRY), language)
    if told:
        with st.container(border=True, key="source"):
            st.markdown(told)
            navigation.link("tentang", language, label=language.text("All sources"))


def sources(reader: Reader) -> None:
    """Every source with what it gave, to search and by kind."""
    language = reader.language
    st.header(language.text("Sources"), anchor="sources")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        label = language.text("Search publishers and titles")
        sought = st.text_input(
            label,
            placeholder=label,
            label_visibility="collapsed",
            key="sought",
            type="search",
            max_chars=80,
            live=True,
            bind="query-params",
        )
        kind = state.choose(
            language,
            "kind",
            label=language.text("Kind"),
            options={ALL: language.text("All"), **pictures.kinds(reader.data, language)},
            default=ALL,
        )
    chosen = SourcesSettings(kind)
    listed = pictures.lines(reader.data, chosen, language)
    found = [listed.lines[place] for place in entries.found(listed.texts, sought=sought or "")]
    st.markdown(words.sources(len(found), language=language).sentence)
    _list(reader, found)
    shown = pictures.sources(reader.data, chosen, reader.view)
    panel.download(shown.rows, name="sources", language=language, key="download-sources")


def _list(reader: Reader, lines: list[str]) -> None:
    first, rest = lines[:SHOWN], lines[SHOWN:]
    if first:
        st.markdown("\n".join(f"- {line}" for line in first))
    if rest:
        more = reader.language.plural("{n} more source", "{n} more sources", len(rest))
        with st.expander(more):
            st.markdown("\n".join(f"- {line}" for line in rest))


def rules(reader: Reader) -> None:
    """The rules that the numbers are kept by, the method, and what is not known."""
    language = reader.language
    st.header(language.text("Rules"), anchor="rules")
    st.markdown(words.listed(words.RULES, language=language))
    st.header(language.text("How numbers are worked out"), anchor="method")
    st.markdown(words.listed(words.METHOD, language=language))
    st.header(language.text("How the estimate works"), anchor="estimate")
    st.markdown(language.text(words.ESTIMATE))
    st.markdown(language.text(words.WITNESSES))
    navigation.link("bukti", language, label=language.text("See the evidence"))
    unknown = words.unknown(queries.on_record(reader.data))
    if unknown:
        st.header(language.text("What is not known"), anchor="unknown")
        st.markdown(words.listed(unknown, language=language))


def definitions(reader: Reader) -> None:
    """What is counted, and what the words mean."""
    shown = pictures.definitions(reader.data, NoSettings(), reader.view)
    st.header(shown.said.title, anchor="definitions")
    with st.expander(shown.said.sentence):
        panel.show_table(shown.sent_table, alt_text=shown.said.title, key="table-metrics")
        panel.download(shown.rows, name="metrics", language=reader.language, key="download-metrics")


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
