"""What is on the evidence page."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from kampung.pictures.settings import NoSettings
from kampung.subjects.evidence import facts, pictures, sums, told, words
from kampung.subjects.evidence.pictures import (
    ALL,
    StatementSettings,
    StatementsSettings,
    WithoutSettings,
)
from kampung.subjects.evidence.results import Finding, Row
from kampung.ui import chrome, data_set, navigation, panel, state
from kampung.ui.reader import Reader

SHOWN = 3  # of each kind, before the rest is folded
One = TypeVar("One")


def heading(reader: Reader) -> None:
    """Title, and one sentence that counts what was tested and what conflicts."""
    language = reader.language
    st.title(language.text("Evidence"), anchor=False)
    said = facts.heading(reader.data, language)
    if not said:
        return
    st.markdown(said)
    with st.expander(language.text("What the results mean")):
        st.markdown("\n".join(f"- {language.text(meaning)}" for meaning in words.MEANINGS))


def has_statements(reader: Reader) -> bool:
    """Whether there is any published figure to test."""
    return bool(facts.counts(reader.data))


def missing(reader: Reader) -> None:
    """Say that there is nothing to test, and what to do about it."""
    panel.missing(reader.language, "figures")


def _some(reader: Reader, found: Sequence[One], show: Callable[[Reader, One], None]) -> None:
    """Show the first few, and fold the rest; a single one is not left over."""
    shown = len(found) if len(found) <= SHOWN + 1 else SHOWN
    for one in found[:shown]:
        show(reader, one)
    if rest := found[shown:]:
        language = reader.language
        with st.expander(language.text("{n} more", n=language.number(len(rest)))):
            for one in rest:
                show(reader, one)


def findings(reader: Reader) -> None:
    """What all figures together prove that no page says, each with its sum folded."""
    found = facts.findings(reader.data)
    if found:
        panel.heading(reader.language.text("What all figures together prove"), anchor="findings")
        _some(reader, found, _finding)


def _finding(reader: Reader, one: Finding) -> None:
    language = reader.language
    proof = sums.proof(one, facts.known_statements(reader.data), language=language)
    with st.container(border=True, key=f"finding-{one.end_on}"):
        st.markdown(words.finding(one, language=language))
        with st.expander(language.text("The sum") if proof else language.text("The figures")):
            st.markdown(proof or words.listed(one.rests_on, language=language))


def contradictions(reader: Reader) -> None:
    """Figures that conflict with others: each as a sum, and what is wrong in a sentence."""
    found = told.contradictions(reader.data, reader.language)
    if found:
        panel.heading(reader.language.text("Contradictions"), anchor="contradictions")
        _some(reader, found, _contradiction)


def _contradiction(_: Reader, one: tuple[str, str]) -> None:
    figure, said = one
    with st.container(border=True, key=f"contradiction-{figure}"):
        st.markdown(said)


def disputes(reader: Reader) -> None:
    """Groups of figures of which one must be wrong: a line each, and the sums folded."""
    language = reader.language
    found = told.disputes(reader.data, language)
    if not found:
        return
    panel.heading(language.text("Disputed: one of these is wrong"), anchor="disputes")
    lines = told.lines_of_disputes(reader.data, language)
    st.markdown("\n".join(f"- {line}" for line in lines[:SHOWN]))
    folded = language.plural("{n} dispute, sum by sum", "All {n} disputes, sum by sum", len(found))
    with st.expander(folded):
        st.markdown(language.text(words.DISPUTES_NOTE))
        for figure, said in found:
            with st.container(border=True, key=f"dispute-{figure}"):
                st.markdown(said)


def article(reader: Reader) -> None:
    """The article at the centre: each figure with result, reason and a small picture, folded."""
    language = reader.language
    rows = facts.of_source(reader.data, reader.article)
    if not rows:
        return
    panel.heading(language.text("The article, figure by figure"), anchor="article")
    with st.expander(language.plural("{n} figure", "{n} figures", len(rows))):
        st.markdown(language.text(words.CHART_NOTE))
        for row in rows:
            _statement(reader, row)
        claims = facts.claims_without_number(reader.data, language)
        if claims:
            panel.heading(language.text("Without a number"), anchor="claims", level=3)
            st.markdown("\n".join(claims))


def _statement(reader: Reader, row: Row) -> None:
    made = pictures.statement(reader.data, StatementSettings(row["id"]), reader.view)
    with st.container(border=True, key=f"statement-{row['id']}"):
        said, drawn = st.columns([3, 2], vertical_alignment="center")
        with said:
            badge = words.badge(row, language=reader.language)
            st.markdown(f"{badge} · {made.said.title}\n\n{made.said.sentence}")
            st.caption(words.where_stated(row, language=reader.language))
        with drawn:
            panel.draw(made)


def single_wave(reader: Reader) -> None:
    """The ranges of weeks, and what they are if there was only one wave."""
    made = pictures.single_wave(reader.data, NoSettings(), reader.view)
    if len(made.rows):
        panel.show_as_table(made, reader.language, folded=reader.language.text("Week by week"))


def what_if_wrong(reader: Reader) -> None:
    """Leave any figure out and see what is known without it, folded."""
    language = reader.language
    if not facts.testable(reader.data):
        return
    panel.heading(language.text("What if one of them is wrong?"), anchor="what-if")
    with st.expander(
        language.text("Leave figures out"), expanded=bool(state.in_address("without"))
    ):
        st.markdown(words.what_if(*reader.focus, language=language))
        _what_if(reader)


@st.fragment
def _what_if(reader: Reader) -> None:
    with chrome.errors_for_people(reader.language):  # alone it runs outside of the page's
        data_set.require_current(reader.data)
        _known_without(reader)


def _known_without(reader: Reader) -> None:
    language = reader.language
    left_out = state.choose_several(
        language,
        "without",
        label=language.text("Leave out"),
        options=facts.testable_names(reader.data, language),
        placeholder=language.text("Choose figures"),
    )
    if not left_out:
        return
    with st.spinner(language.text("Working it out anew …")):
        chosen = WithoutSettings(",".join(left_out))
        made = pictures.without(reader.data, chosen, reader.view)
        after, _ = facts.without(reader.data, tuple(left_out))
    panel.show(made, language, level=3)
    st.markdown(words.changes(facts.testable(reader.data), after, language=language))


def filters(reader: Reader) -> StatementsSettings:
    """Result, indicator, publisher and period."""
    language = reader.language
    everything = {ALL: language.text("All")}
    names, publishers, months = facts.choices(reader.data, language.code)
    panel.heading(language.text("All figures"), anchor="statements")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        verdict = state.choose(
            language,
            "verdict",
            label=language.text("Result"),
            options=everything
            | {result: language.text(label) for result, label in words.LABELS.items()},
            default=ALL,
            kind="list",
        )
        metric = state.choose(
            language,
            "series",
            label=language.text("Indicator"),
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
    """The figures that the reader asked for, with result and reason."""
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


def link_to_method(reader: Reader) -> None:
    """Where the method is explained."""
    navigation.link(
        "tentang", reader.language, label=reader.language.text("How this is worked out")
    )
