"""What is on the COVID-19 page."""

import datetime as dt
from dataclasses import dataclass
from typing import cast

import pandas as pd
import streamlit as st

from kampung.language import cells, mark
from kampung.subjects.epidemic import queries as epidemic_queries
from kampung.subjects.epidemic import tables as epidemic_tables
from kampung.subjects.epidemic import words as epidemic_words
from kampung.subjects.epidemic.analysis.figures import Unit
from kampung.subjects.epidemic.series_words import line_note
from kampung.subjects.evidence import queries as evidence_queries
from kampung.ui import navigation, panel, state
from kampung.ui.pictures import observed
from kampung.ui.pictures import record as pictures
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


@dataclass(frozen=True)
class Choice:
    """What the reader wants to see."""

    metric: str
    unit: Unit
    start: dt.date
    end: dt.date


def heading(reader: Reader) -> None:
    """Title, and one sentence that says what the record says."""
    language = reader.language
    start, end = reader.focus
    peaks = pictures.peaks(reader.data, area_code=reader.area_code, start=start, end=end)
    st.title(language.text("COVID-19"), anchor=False)
    sentences = (
        epidemic_words.fall_of_cases(peaks, language=language),
        epidemic_words.fall_of_deaths(peaks, language=language),
    )
    if any(sentences):
        st.markdown(" ".join(sentence for sentence in sentences if sentence))


def has_record(reader: Reader) -> bool:
    """Whether anything is on record of the series that this page draws."""
    figures = epidemic_queries.figures(
        reader.data, area_code=reader.area_code, metrics=pictures.METRICS
    )
    return len(figures) > 0 or observed.span(reader.data, metric=pictures.METRICS[0]) is not None


def missing(reader: Reader) -> None:
    """Say that nothing is on record, and what to do about it."""
    panel.missing(reader.language, "figures")


def _months(reader: Reader) -> list[dt.date]:
    """Months with figures, and those of the period that is shown at first."""
    figures = epidemic_queries.figures(
        reader.data, area_code=reader.area_code, metrics=pictures.METRICS
    )
    days = [*figures["end_on"].dropna().dt.date, *_usual(reader)]
    months = pd.period_range(min(days), max(days), freq="M").to_timestamp()
    return [day.date() for day in months]


def _usual(reader: Reader) -> tuple[dt.date, dt.date]:
    """The period shown at first: the pack's, or where nothing was published that of the series."""
    figures = epidemic_queries.figures(reader.data, area_code=reader.area_code)
    series = observed.span(reader.data, metric=pictures.METRICS[0]) if figures.empty else None
    return series or reader.focus


def filters(reader: Reader) -> Choice:
    """Metric, unit and period; all three live in the address."""
    language = reader.language
    names = pictures.metric_names(reader)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        metric = state.choose(
            language,
            "metric",
            label=language.text("Series"),
            options={metric: names[metric] for metric in pictures.METRICS if metric in names},
            default=pictures.METRICS[0],
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
        months=_months(reader),
        default=_usual(reader),
    )
    return Choice(metric=metric, unit=cast(Unit, unit), start=start, end=end)


def record(reader: Reader, choice: Choice) -> panel.Picture:
    """The record of the chosen series."""
    return pictures.record(
        reader,
        metric=choice.metric,
        unit=choice.unit,
        start=choice.start,
        end=choice.end,
    )


def how_to_read(reader: Reader) -> None:
    """Say what each kind of mark means, in words, for those who have not met the chart before."""
    language = reader.language
    with st.expander(language.text("How to read this chart")):
        st.markdown("\n".join(f"- {sign} {language.text(text)}" for sign, text in MARKS))


def estimate(reader: Reader) -> None:
    """What the dashed line and the pale band are, and where that is argued."""
    language = reader.language
    statements = evidence_queries.evidence_statements(reader.data)
    used = int(statements["used"].sum())
    if not used:
        return
    lost = int((statements["verdict"] == "contradicts").sum())
    left_out = language.plural(
        "{n} figure that cannot stand beside the others is left out and drawn hollow.",
        "{n} figures that cannot stand beside the others are left out and drawn hollow.",
        lost,
    )
    st.markdown(
        language.plural(
            "Dashed line and pale band: **estimated from {n} published figure**, not published.",
            "Dashed line and pale band: **estimated from {n} published figures**, not published.",
            used,
        )
        + (" " + left_out if lost else "")
    )
    st.caption(language.text("Where nothing printed bounds the series, no estimate is drawn."))
    navigation.link("bukti", language, label=language.text("What proves it: the evidence"))


def series(reader: Reader, choice: Choice) -> None:
    """What a line of official or simulated values is, where the chart has one."""
    rows = observed.series(
        reader.data, metric=choice.metric, unit=choice.unit, start=choice.start, end=choice.end
    )
    if len(rows):
        st.markdown(line_note(rows, language=reader.language))


def by_district(reader: Reader, choice: Choice) -> None:
    """Totals of the chosen period by district, where districts have series."""
    picture = observed.by_district(reader, metric=choice.metric, start=choice.start, end=choice.end)
    if picture is not None:
        panel.show(picture, reader.language)


def events(reader: Reader, choice: Choice) -> None:
    """What happened in the period, in the order of the numbers on top of the chart."""
    language = reader.language
    rows = epidemic_queries.events(reader.data, start=choice.start, end=choice.end)
    if rows.empty:
        return
    with st.expander(language.text("Events on the chart, in order of time")):
        st.markdown(
            "\n".join(
                f"1. **{language.pick(row, 'title')}**, "
                f"{epidemic_tables.event_period(row, language=language)} ({row['publisher']})"
                for row in cells.records(rows)
            )
        )


def peaks_and_declines(reader: Reader, choice: Choice) -> None:
    """The table of peaks and declines in the chosen period."""
    language = reader.language
    st.subheader(language.text("Peaks and declines"), anchor="peaks")
    found = pictures.peaks(
        reader.data, area_code=reader.area_code, start=choice.start, end=choice.end
    )
    if found.empty:
        st.info(language.text("No weekly total was published for this period."))
        return
    st.markdown(
        language.text(
            "The highest week that was published of each series in the period shown, and the "
            "last one after it. Active cases are the state of a day. All of these are published "
            "figures; only the change is worked out."
        )
    )
    table = epidemic_tables.peaks_table(
        found, names=pictures.metric_names(reader), language=language
    )
    panel.show_table(table, alt_text=language.text("Peaks and declines"), key="table-peaks")
    panel.download(found, name="peaks", language=language, key="download-peaks")


def recoveries_against_cases(reader: Reader, choice: Choice) -> panel.Picture:
    """When more people recovered than fell ill."""
    return pictures.against(reader, start=choice.start, end=choice.end)


def conflicts(reader: Reader) -> None:
    """Published figures that disagree, side by side."""
    language = reader.language
    figures = epidemic_queries.figures(reader.data, area_code=reader.area_code)
    disputed = figures[figures["conflict"].fillna("").ne("")]
    if disputed.empty:
        return
    st.subheader(language.text("Where sources disagree"), anchor="conflicts")
    st.markdown(
        language.plural(
            "{n} dispute is on record. Both figures are kept and drawn; neither is corrected.",
            "{n} disputes are on record. All figures are kept and drawn; none is corrected.",
            disputed["conflict"].nunique(),
        )
    )
    table = epidemic_tables.conflicts_table(disputed, language=language)
    with st.expander(language.text("Disputed figures")):
        panel.show_table(
            table, alt_text=language.text("Where sources disagree"), key="table-conflicts"
        )
        panel.download(disputed, name="conflicts", language=language, key="download-conflicts")


def link_to_sources(reader: Reader) -> None:
    """Where the sources are listed."""
    navigation.link(
        "tentang", reader.language, label=reader.language.text("All sources and definitions")
    )
