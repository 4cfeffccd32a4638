"""What is on the COVID-19 page."""

from typing import cast

import streamlit as st

from kampung.language import mark
from kampung.pictures.settings import NoSettings
from kampung.subjects.epidemic import facts, words
from kampung.subjects.epidemic import pictures as epidemic_pictures
from kampung.subjects.epidemic.analysis.figures import Unit
from kampung.subjects.epidemic.facts import METRICS
from kampung.subjects.epidemic.pictures import MetricSettings, PeriodSettings, RecordSettings
from kampung.ui import navigation, panel, state
from kampung.ui.reader import Reader

UNITS = {"week": mark("Per 7 days"), "day": mark("Per day"), "cumulative": mark("Running total")}
MARKS = (
    ("▮", mark("Bar: a total over exactly seven days, drawn over its own days.")),
    ("●", mark("Dot: the count of one day.")),
    ("━", mark("Level line: a mean, or a total over more or fewer than seven days.")),
    ("↑", mark("Arrow: “above” a number; the true value lies higher.")),
    ("▯", mark("Outline: derived, that is calculated from printed totals; the formula is given.")),
    ("○", mark("Hollow: the day or period is not certain, or the figure is doubtful.")),
)


def heading(reader: Reader) -> None:
    """Title, and one sentence that says what the record says."""
    language = reader.language
    start, end = reader.focus
    peaks = facts.peaks_of(reader.data, start=start, end=end)
    st.title(language.text("COVID-19"), anchor=False)
    sentences = (
        words.fall_of_cases(peaks, language=language),
        words.fall_of_deaths(peaks, language=language),
    )
    if any(sentences):
        st.markdown(" ".join(sentence for sentence in sentences if sentence))


def has_record(reader: Reader) -> bool:
    """Whether anything is on record of the series that this page draws."""
    return facts.has_record(reader.data)


def missing(reader: Reader) -> None:
    """Say that nothing is on record, and what to do about it."""
    panel.missing(reader.language, "figures")


def filters(reader: Reader) -> RecordSettings:
    """Metric, unit and period; all three live in the address."""
    language = reader.language
    names = facts.metric_names(reader.data, language)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        metric = state.choose(
            language,
            "metric",
            label=language.text("Series"),
            options={metric: names[metric] for metric in METRICS if metric in names},
            default=METRICS[0],
        )
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
    return RecordSettings(metric=metric, unit=cast(Unit, unit), start=start, end=end)


def record(reader: Reader, chosen: RecordSettings) -> None:
    """The record of the chosen series."""
    panel.show(epidemic_pictures.record(reader.data, chosen, reader.view), reader.language)


def how_to_read(reader: Reader) -> None:
    """Say what each kind of mark means, in words, for those who have not met the chart before."""
    language = reader.language
    with st.expander(language.text("How to read this chart")):
        st.markdown("\n".join(f"- {sign} {language.text(text)}" for sign, text in MARKS))


def estimate(reader: Reader) -> None:
    """What the dashed line and the pale band are, and where that is argued."""
    language = reader.language
    note = epidemic_pictures.estimate_note(reader.data, language)
    if not note:
        return
    st.markdown(note)
    st.caption(language.text("Where nothing printed bounds the series, no estimate is drawn."))
    navigation.link("bukti", language, label=language.text("What proves it: the evidence"))


def series(reader: Reader, chosen: RecordSettings) -> None:
    """What a line of official or simulated values is, where the chart has one."""
    note = epidemic_pictures.series_note(reader.data, chosen, reader.language)
    if note:
        st.markdown(note)


def by_district(reader: Reader, chosen: RecordSettings) -> None:
    """Totals of the chosen period by district, where districts have series."""
    of_districts = MetricSettings(chosen.metric, chosen.start, chosen.end)
    if epidemic_pictures.has_districts(reader.data, of_districts):
        shown = epidemic_pictures.by_district(reader.data, of_districts, reader.view)
        panel.show(shown, reader.language)


def events(reader: Reader, chosen: RecordSettings) -> None:
    """What happened in the period, in the order of the numbers on top of the chart."""
    shown = epidemic_pictures.events(reader.data, _period(chosen), reader.view)
    if shown.rows.empty:
        return
    with st.expander(shown.said.title):
        st.markdown(words.list_of_events(shown.table))


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
        panel.show_as_table(shown, language, folded=language.text("Disputed figures"))


def link_to_sources(reader: Reader) -> None:
    """Where the sources are listed."""
    navigation.link(
        "tentang", reader.language, label=reader.language.text("All sources and definitions")
    )
