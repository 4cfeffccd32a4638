"""What is on the COVID-19 page."""

from dataclasses import replace
from typing import cast

import streamlit as st

from kampung.language import mark
from kampung.pictures.settings import NoSettings
from kampung.subjects.epidemic import checks, facts, headline_words, words
from kampung.subjects.epidemic import pictures as epidemic_pictures
from kampung.subjects.epidemic.analysis.figures import Unit
from kampung.subjects.epidemic.charts.columns import SELECTION
from kampung.subjects.epidemic.checks import Check
from kampung.subjects.epidemic.facts import METRICS
from kampung.subjects.epidemic.pictures import MetricSettings, PeriodSettings, RecordSettings
from kampung.subjects.evidence import facts as evidence_facts
from kampung.subjects.evidence import words as evidence_words
from kampung.ui import navigation, panel, state
from kampung.ui.reader import Reader

UNITS = {"week": mark("Per week"), "day": mark("Per day"), "cumulative": mark("Running total")}
NUMBER = "number"  # the number that a reader checks, in the address
NONE = ""
BESIDE = 200  # pixels of a list that leave room for a button beside it on a narrow telephone


def heading(reader: Reader) -> None:
    """Title, and two sentences that say what the record says."""
    start, end = reader.focus
    st.title(reader.language.text("COVID-19"), anchor=False)
    said = headline_words.headline(
        facts.peaks_of(reader.data, start=start, end=end), reader.language
    )
    if said:
        st.markdown(said)


def has_record(reader: Reader) -> bool:
    """Whether anything is on record of the series that this page draws."""
    return facts.has_record(reader.data)


def missing(reader: Reader) -> None:
    """Say that nothing is on record, and what to do about it."""
    panel.missing(reader.language, "figures")


def filters(reader: Reader) -> RecordSettings:
    """Series, and behind one button unit, period and comparison; all live in the address."""
    language = reader.language
    names = facts.metric_names(reader.data, language)
    series = {metric: names[metric] for metric in METRICS if metric in names}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="choices"):
        metric = state.choose(
            language,
            "metric",
            label=language.text("Indicator"),
            options=series,
            default=METRICS[0],
            kind="list",
            heard=True,
            width=BESIDE,
        )
        with st.popover(language.text("Options"), icon=":material/tune:"):
            chosen = _unit_and_period(reader, metric)
            _comparison(reader, chosen, series)
    return replace(
        chosen,
        show=state.settle("show", default="main", is_valid=("main", "all").__contains__),
        estimate=state.settle("estimate", default="no", is_valid=("no", "yes").__contains__),
        per=state.known("per", default="people"),
    )


def _unit_and_period(reader: Reader, metric: str) -> RecordSettings:
    language = reader.language
    unit = "week"
    if not facts.is_state(reader.data, metric):
        unit = state.choose(
            language,
            "unit",
            label=language.text("Unit"),
            options={code: language.text(label) for code, label in UNITS.items()},
            default="week",
        )
    start, end = state.choose_months(
        language,
        label=language.text("Period"),
        months=facts.months(reader.data),
        default=facts.usual_period(reader.data),
    )
    if facts.inhabitants(reader.data) is not None:
        label = language.text("Per 100,000 inhabitants")
        state.switch(language, "per", label=label, on="100k", off="people")
    return RecordSettings(metric=metric, unit=cast(Unit, unit), start=start, end=end)


def _comparison(reader: Reader, chosen: RecordSettings, series: dict[str, str]) -> None:
    """Let the reader put a second series, or another period, beneath the first."""
    language = reader.language
    others = {metric: name for metric, name in series.items() if metric != chosen.metric}
    state.choose(
        language,
        "beside",
        label=language.text("Compare with another indicator"),
        options={NONE: language.text("none"), **others},
        default=NONE,
        kind="list",
    )
    months = facts.months(reader.data)
    state.choose(
        language,
        "against",
        label=language.text("Compare with a period that begins in"),
        options={
            NONE: language.text("none"),
            **{month.isoformat(): language.month(month) for month in months},
        },
        default=NONE,
        kind="list",
    )


def record(reader: Reader, chosen: RecordSettings) -> None:
    """The record of the chosen series, one number of it to check, and what is compared with it."""
    beside = epidemic_pictures.compared(
        reader.data,
        chosen,
        beside=state.known("beside", default=NONE),
        against=state.known("against", default=NONE),
    )
    first = replace(chosen, ceiling=epidemic_pictures.common_ceiling(reader.data, chosen, beside))
    panel.show(
        epidemic_pictures.record(reader.data, first, reader.view),
        reader.language,
        select=SELECTION,
        on_select=_check_number,
    )
    _check(reader, chosen)
    for place, settings in enumerate(beside):
        settings = replace(settings, ceiling=first.ceiling)
        second = epidemic_pictures.record(reader.data, settings, reader.view)
        panel.show(second, reader.language, place=f"-beside-{place}")


def _check_number(code: str) -> None:
    state.put(NUMBER, code, default=NONE)


def _check(reader: Reader, chosen: RecordSettings) -> None:
    """One number of the chart, clicked or chosen in a list: who said it, and how it is known."""
    language = reader.language
    found = checks.checks(reader.data, chosen, language)
    if not found:
        return
    names = {code: one.name for code, one in found.items()}
    code = state.choose(
        language,
        NUMBER,
        label=language.text("Check a number: click it in the chart, or choose it here"),
        options={NONE: language.text("Choose a number"), **names},
        default=NONE,
        kind="list",
    )
    if code:
        with st.container(border=True, key="checked"):
            _checked(reader, found[code])


def _checked(reader: Reader, one: Check) -> None:
    language = reader.language
    st.markdown(f"**{one.name}**")
    st.markdown(one.derivation)
    known = evidence_facts.known_statements(reader.data)
    for figure in one.figures:
        if figure in known:
            st.markdown(evidence_words.result(known[figure], language=language))
    for note in one.notes:
        st.caption(note)
    panel.show_sources(one.sources, language)


def switches(reader: Reader, chosen: RecordSettings) -> None:
    """More than the plain chart: the estimate, and every published figure."""
    language = reader.language
    with st.container(horizontal=True, gap="medium", key="switches"):
        label = language.text("Show every published figure")
        state.switch(language, "show", label=label, on="all", off="main")
        if chosen.show == "main" and epidemic_pictures.has_estimate(reader.data, chosen):
            label = language.text("Show the estimate")
            state.switch(language, "estimate", label=label, on="yes", off="no")


def explanations(reader: Reader, chosen: RecordSettings) -> None:
    """What is drawn beyond the plain chart: lines of series, the estimate, all kinds of marks."""
    language = reader.language
    if note := epidemic_pictures.series_note(reader.data, chosen, language):
        st.markdown(note)
    note = epidemic_pictures.estimate_note(reader.data, language)
    if note and (chosen.show == "all" or chosen.estimate == "yes"):
        st.markdown(note)
        navigation.link("bukti", language, label=language.text("See the evidence"))
    if chosen.show == "all":
        _every_figure(reader, chosen)


def _every_figure(reader: Reader, chosen: RecordSettings) -> None:
    language = reader.language
    if chosen.unit == "week" and not facts.is_state(reader.data, chosen.metric):
        days = replace(chosen, unit="day")
        panel.show(epidemic_pictures.record(reader.data, days, reader.view), language)
    shown = epidemic_pictures.events(reader.data, _period(chosen), reader.view)
    if len(shown.rows):
        with st.expander(shown.said.title):
            st.markdown(words.list_of_events(shown.table))
    with st.expander(language.text("How to read this chart")):
        st.markdown(words.how_to_read(language))


def by_district(reader: Reader, chosen: RecordSettings) -> None:
    """Totals of the chosen period by district, where districts have series."""
    of_districts = MetricSettings(chosen.metric, chosen.start, chosen.end)
    if epidemic_pictures.has_districts(reader.data, of_districts):
        shown = epidemic_pictures.by_district(reader.data, of_districts, reader.view)
        panel.show(shown, reader.language)


def _period(chosen: RecordSettings) -> PeriodSettings:
    return PeriodSettings(chosen.start, chosen.end)


def peaks_and_declines(reader: Reader, chosen: RecordSettings) -> None:
    """The table of peaks and declines in the chosen period."""
    panel.show_as_table(
        epidemic_pictures.peaks_and_declines(reader.data, _period(chosen), reader.view),
        reader.language,
    )


def recoveries_against_cases(reader: Reader, chosen: RecordSettings) -> None:
    """When more people recovered than fell ill."""
    panel.show(
        epidemic_pictures.against(reader.data, _period(chosen), reader.view), reader.language
    )


def conflicts(reader: Reader) -> None:
    """Published figures that disagree, side by side."""
    language = reader.language
    shown = epidemic_pictures.disputes(reader.data, NoSettings(), reader.view)
    if len(shown.rows):
        panel.show_as_table(shown, language, folded=language.text("Figures that differ"))


def link_to_sources(reader: Reader) -> None:
    """Where the sources are listed."""
    navigation.link(
        "tentang", reader.language, label=reader.language.text("All sources and definitions")
    )
