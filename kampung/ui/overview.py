"""What is on the overview."""

from typing import Any

import pandas as pd
import streamlit as st

from kampung.language import Language, cells
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.awards import queries as awards_queries
from kampung.subjects.awards import words as awards_words
from kampung.subjects.epidemic import facts
from kampung.subjects.epidemic import pictures as epidemic_pictures
from kampung.subjects.epidemic import queries as epidemic_queries
from kampung.subjects.epidemic import words as epidemic_words
from kampung.subjects.epidemic.analysis.peaks import Peak
from kampung.subjects.epidemic.pictures import MetricSettings
from kampung.subjects.programme import queries as programme_queries
from kampung.subjects.programme import words as programme_words
from kampung.ui import data_set, navigation, panel
from kampung.ui import services as services_page
from kampung.ui.reader import Reader

STRIP = 4  # awards side by side on a desk screen


def _peaks(reader: Reader) -> tuple[Peak, ...]:
    start, end = reader.focus
    return facts.peaks_of(reader.data, start=start, end=end)


def heading(reader: Reader) -> None:
    """The name of the data set, and one sentence that says how things stand."""
    language = reader.language
    adoption = programme_queries.adoption(reader.data, aspect="programme")
    sentences = (
        epidemic_words.fall_of_cases(_peaks(reader), language=language),
        programme_words.reach(adoption, programme=reader.data.meta["programme"], language=language),
    )
    st.title(language.pick(data_set.current().meta, "title"), anchor=False)
    said = " ".join(sentence for sentence in sentences if sentence)
    st.markdown(said or services_page.place(reader))


def missing(reader: Reader) -> None:
    """Which parts of this page the data pack has nothing for."""
    there = {
        "figures": epidemic_queries.figures(reader.data, area_code=reader.area_code),
        "adoption": programme_queries.adoption(reader.data),
        "awards": awards_queries.awards(reader.data),
    }
    panel.missing(reader.language, *(table for table, rows in there.items() if rows.empty))


def headlines(reader: Reader) -> None:
    """The four series: last figure, change since the peak, period, source, and a small picture."""
    found = _peaks(reader)
    if not found:
        return
    st.caption(
        reader.language.text(
            "Published figures, the last on record in the period; the change since the peak is "
            "worked out."
        )
    )
    with st.grid(4, min_column_width=250):
        for peak in found:
            _headline(reader, peak)


def _headline(reader: Reader, peak: Peak) -> None:
    language = reader.language
    shown = peak.last or peak.highest
    picture = epidemic_pictures.trend(
        reader.data, MetricSettings(peak.metric, *reader.focus), reader.view
    )
    change = epidemic_words.peak_change(peak, language=language)
    with st.container(border=True, height="stretch", gap="small"):
        st.metric(
            picture.said.title,
            epidemic_words.stated(shown, language=language),
            delta=change or None,
            delta_color="off",
            delta_arrow=_arrow(peak.change),
        )
        st.caption(
            language.period(shown.start_on, shown.end_on)
            + "  \n"
            + picture.said.sentence
            + "  \n"
            + panel.source_line((shown.publisher,), language)
        )
        panel.draw(picture)


def _arrow(change: float | None) -> Any:
    if change is None:
        return "off"
    return "down" if change < 0 else "up"


def record_in_small(reader: Reader) -> None:
    """New cases over the period that matters most, with a way to the whole record."""
    picture = epidemic_pictures.weeks(
        reader.data, MetricSettings("new_cases", *reader.focus), reader.view
    )
    if picture.rows.empty:
        return
    panel.show(picture, reader.language)
    navigation.link("covid", reader.language, label=reader.language.text("The whole record"))


def programme_in_numbers(reader: Reader) -> None:
    """The programme in four numbers; where nothing is known of it, the place that it is for."""
    language = reader.language
    counts = programme_queries.programme_counts(reader.data)
    adoption = programme_queries.adoption(reader.data, aspect="programme")
    st.subheader(
        language.text("The programme in four numbers")
        if len(adoption)
        else language.text("Village services in four numbers"),
        anchor="programme",
    )
    with st.grid(4, min_column_width=160):
        if len(adoption):
            newest = programme_words.by_date(adoption).iloc[-1]
            st.metric(
                language.text("Villages in the programme"),
                programme_words.of_total(newest, language=language),
                border=True,
            )
        else:
            st.metric(
                language.text("Villages and wards"),
                language.number(counts["villages"]),
                border=True,
            )
        st.metric(language.text("Districts"), language.number(counts["districts"]), border=True)
        st.metric(
            language.text("Kinds of service"), language.number(counts["services"]), border=True
        )
        st.metric(
            language.text("Of these self-service"),
            language.number(counts["self_services"]),
            border=True,
        )
    st.caption(panel.source_line(_programme_sources(reader, adoption), language))


def _programme_sources(reader: Reader, adoption: pd.DataFrame) -> tuple[str, ...]:
    newest = panel.publishers(adoption.tail(1))
    services = panel.publishers(programme_queries.service_types(reader.data))
    return tuple(dict.fromkeys((*newest, *areas_queries.registries(reader.data), *services)))


def villages(reader: Reader) -> None:
    """From the first villages to all of them, and what is known of the kelurahan."""
    panel.show_if_any(services_page.adoption(reader), reader.language)
    services_page.kelurahan(reader)
    navigation.link("layanan", reader.language, label=reader.language.text("More on the services"))


def awards_strip(reader: Reader) -> None:
    """The awards of the programme, side by side."""
    language = reader.language
    rows = awards_queries.awards(reader.data, scope="programme")
    rows = rows[rows["result"].eq("won")]
    if rows.empty:
        return
    st.subheader(language.text("Awards of the programme"), anchor="awards")
    with st.grid(STRIP, min_column_width=250):
        for row in cells.records(rows):
            _award(row, language)
    navigation.link("penghargaan", language, label=language.text("All awards and nominations"))


def _award(row: dict[str, Any], language: Language) -> None:
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.caption(awards_words.award_date(row, language=language))
        st.markdown(f"**{row['name']}**")
        if row["category"]:
            st.markdown(row["category"])
        st.caption(panel.source_line((row["publisher"],), language))


def where_next(reader: Reader) -> None:
    """The way to the sources."""
    navigation.link(
        "tentang",
        reader.language,
        label=reader.language.text("What every number rests on"),
    )
