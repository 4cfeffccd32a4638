"""What is on the evidence page."""

import streamlit as st

from kampung.pictures.settings import NoSettings
from kampung.subjects.evidence import facts, pictures, words
from kampung.subjects.evidence.pictures import (
    ALL,
    StatementSettings,
    StatementsSettings,
    WithoutSettings,
)
from kampung.subjects.evidence.results import Row
from kampung.subjects.programme import pictures as programme_pictures
from kampung.subjects.programme.fact_words import list_of_facts
from kampung.subjects.programme.pictures import FactsSettings
from kampung.ui import chrome, data_set, navigation, panel, state
from kampung.ui.reader import Reader


def heading(reader: Reader) -> None:
    """Title, and one sentence that counts the results."""
    language = reader.language
    st.title(language.text("Evidence"), anchor=False)
    said = words.heading(facts.counts(reader.data), language=language)
    if not said:
        return
    st.markdown(said)
    with st.expander(language.text("What the verdicts mean")):
        st.markdown("\n".join(f"- {language.text(meaning)}" for meaning in words.MEANINGS))


def has_statements(reader: Reader) -> bool:
    """Whether there is any published figure to test."""
    return bool(facts.counts(reader.data))


def missing(reader: Reader) -> None:
    """Say that there is nothing to test, and what to do about it."""
    panel.missing(reader.language, "figures")


def findings(reader: Reader) -> None:
    """What the whole record forces that no page says, each with the sum that proves it."""
    language = reader.language
    found = facts.findings(reader.data)
    if not found:
        return
    st.header(language.text("What no page says, but all together force"), anchor="findings")
    for one in found:
        with st.container(border=True, key=f"finding-{one.end_on}"):
            st.markdown(words.finding(one, language=language))


def article(reader: Reader) -> None:
    """The article at the centre: each statement with result, reason and a small picture."""
    language = reader.language
    rows = facts.of_source(reader.data, reader.article)
    if not rows:
        return
    st.header(language.text("The article, statement by statement"), anchor="article")
    st.markdown(
        language.text(
            "The pale bar is what all other pages allow, the mark is what the article says: a "
            "diamond for a number, a triangle for “above”. Hollow: it does not fit. No page "
            "is tested by its own other statements."
        )
    )
    for row in rows:
        _statement(reader, row)
    unjudged = programme_pictures.facts(
        reader.data, FactsSettings("article_statement"), reader.view
    )
    if len(unjudged.rows):
        st.markdown(unjudged.said.title)
        st.markdown(list_of_facts(unjudged.table))


def _statement(reader: Reader, row: Row) -> None:
    made = pictures.statement(reader.data, StatementSettings(row["id"]), reader.view)
    with st.container(border=True, key=f"statement-{row['id']}"):
        said, drawn = st.columns([3, 2], vertical_alignment="center")
        with said:
            badge = words.badge(row["verdict"], language=reader.language)
            st.markdown(f"{badge} · {made.said.title}")
            st.markdown(made.said.sentence)
            st.caption(made.settings_text)
        with drawn:
            panel.draw(made)


def contradictions(reader: Reader) -> None:
    """What several others would have to be wrong for, then what is disputed."""
    language = reader.language
    found = facts.contradictions(reader.data)
    if found:
        st.header(language.text("Contradictions"), anchor="contradictions")
    for one in found:
        with st.container(border=True, key=f"contradiction-{one.statement['id']}"):
            st.markdown(words.contradiction(one.statement, one.others, language=language))
    disputed = facts.disputes(reader.data)
    if not disputed:
        return
    st.header(language.text("Disputed: one of these is wrong"), anchor="disputes")
    st.markdown(
        language.text(
            "The printed numbers cannot all be true, and the record does not say which is "
            "wrong. A question mark stands before each that may be."
        )
    )
    for one in disputed:
        with st.container(border=True, key=f"dispute-{one.statement['id']}"):
            st.markdown(words.dispute(one.statement, one.others, language=language))


def single_wave(reader: Reader) -> None:
    """What one named assumption buys: the ranges of weeks without it and with it."""
    made = pictures.single_wave(reader.data, NoSettings(), reader.view)
    if len(made.rows):
        panel.show_as_table(made, reader.language)


def filters(reader: Reader) -> StatementsSettings:
    """Result, series, publisher and period."""
    language = reader.language
    everything = {ALL: language.text("All")}
    names, publishers, months = facts.choices(reader.data, language.code)
    st.header(language.text("All statements"), anchor="statements")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        verdict = state.choose(
            language,
            "verdict",
            label=language.text("Verdict"),
            options=everything
            | {result: language.text(label) for result, label in words.LABELS.items()},
            default=ALL,
        )
        metric = state.choose(
            language,
            "series",
            label=language.text("Series"),
            options=everything | dict(names),
            default=ALL,
            kind="list",
        )
        publisher = state.choose(
            language,
            "publisher",
            label=language.text("Publisher"),
            options=everything | {name: name for name in publishers},
            default=ALL,
            kind="list",
        )
    start, end = state.choose_months(
        language,
        label=language.text("Period"),
        months=months,
        default=(months[0], facts.last_day(reader.data)),
    )
    return StatementsSettings(verdict, metric, publisher, start, end)


def statements(reader: Reader, chosen: StatementsSettings) -> None:
    """The statements that the reader asked for, with their reasons."""
    language = reader.language
    made = pictures.statements(reader.data, chosen, reader.view)
    st.markdown(made.said.sentence)
    if made.rows.empty:
        return
    panel.show_grid(
        made.sent_table,
        key="table-statements",
        alt_text=made.said.title,
        columns={language.text("Reason"): st.column_config.TextColumn(width="large")},
    )
    panel.download(made.rows, name="statements", language=language, key="download-statements")


def what_if_wrong(reader: Reader) -> None:
    """Switch off any statement and see the curve and the results change."""
    language = reader.language
    if not facts.testable(reader.data):
        return
    st.header(language.text("What if this one were wrong?"), anchor="what-if")
    st.markdown(
        language.text(
            "Take statements away: verdicts and estimate are computed anew from what is left, "
            "for the period from {start} to {end}.",
            start=language.date(reader.focus[0]),
            end=language.date(reader.focus[1]),
        )
    )
    _what_if(reader)


@st.fragment
def _what_if(reader: Reader) -> None:
    with chrome.errors_for_people(reader.language):  # alone it runs outside of the page's
        data_set.require_current(reader.data)
        _estimate_without(reader)


def _estimate_without(reader: Reader) -> None:
    language, known = reader.language, facts.testable(reader.data)
    left_out = state.choose_several(
        language,
        "without",
        label=language.text("Leave out"),
        options=facts.testable_names(reader.data, language),
        placeholder=language.text("Choose statements"),
    )
    if not left_out:
        st.caption(language.text("Nothing is left out: the estimate is that of the whole record."))
        return
    chosen = WithoutSettings(",".join(left_out))
    panel.show(pictures.without(reader.data, chosen, reader.view), language)
    after, _ = facts.without(reader.data, tuple(left_out))
    st.markdown(words.changes(known, after, language=language))


def link_to_method(reader: Reader) -> None:
    """Where the method is explained."""
    navigation.link(
        "tentang", reader.language, label=reader.language.text("How this is worked out")
    )
