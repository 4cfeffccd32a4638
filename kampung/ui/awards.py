"""What is on the awards page."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from kampung.language import Language, cells, mark
from kampung.pictures.picture import View
from kampung.store.door import DataSet, kept
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.awards import queries as awards_queries
from kampung.subjects.awards import tables as awards_tables
from kampung.subjects.awards import words as awards_words
from kampung.subjects.awards.charts import awards_timeline
from kampung.subjects.programme import queries as programme_queries
from kampung.subjects.programme import tables as programme_tables
from kampung.subjects.programme import words as programme_words
from kampung.subjects.programme.charts.programme import cohorts_chart
from kampung.ui import panel, state
from kampung.ui.panel import Picture, publishers
from kampung.ui.reader import Reader

ALL = "all"
SCOPES = {
    ALL: mark("All"),
    "programme": mark("The programme"),
    "regency": mark("The regency"),
}
RESULTS = {
    ALL: mark("All"),
    "won": mark("Won"),
    "listed": mark("Selected"),
    "nominated": mark("Nominated"),
}


@dataclass(frozen=True)
class Choice:
    """Which awards the reader wants to see; ``all`` for no filter."""

    scope: str
    result: str


def _chosen(data: DataSet, choice: Choice) -> pd.DataFrame:
    return awards_queries.awards(
        data,
        scope=None if choice.scope == ALL else choice.scope,
        result=None if choice.result == ALL else choice.result,
    )


def heading(reader: Reader) -> None:
    """Title, and one sentence over all awards."""
    st.title(reader.language.text("Awards"), anchor=False)
    sentence = awards_words.heading(
        awards_queries.awards(reader.data),
        programme=reader.data.meta["programme"],
        language=reader.language,
    )
    if sentence:
        st.markdown(sentence)


def on_record(reader: Reader) -> bool:
    """Whether there is any award to show."""
    return len(awards_queries.awards(reader.data)) > 0


def missing(reader: Reader) -> None:
    """Say that no award is on record, and what to do about it."""
    panel.missing(reader.language, "awards")


def filters(reader: Reader) -> Choice:
    """Who got it, and whether it was won."""
    language = reader.language
    with st.container(horizontal=True, gap="medium"):
        scope = state.choose(
            language,
            "scope",
            label=language.text("Given to"),
            options={code: language.text(label) for code, label in SCOPES.items()},
            default=ALL,
        )
        result = state.choose(
            language,
            "result",
            label=language.text("Result"),
            options={code: language.text(label) for code, label in RESULTS.items()},
            default=ALL,
        )
    return Choice(scope=scope, result=result)


def timeline(reader: Reader, choice: Choice) -> Picture:
    """The awards on a line of time."""
    return _timeline(reader.data, reader.view, choice.scope, choice.result)


@kept
def _timeline(data: DataSet, view: View, scope: str, result: str) -> Picture:
    language = view.language
    rows = _chosen(data, Choice(scope=scope, result=result))
    said = awards_words.awards(rows, language=language)
    return Picture(
        name="awards",
        said=said,
        chart=awards_timeline(rows, look=view.look, language=language) if len(rows) else None,
        table=awards_tables.awards_table(rows, language=language),
        data=rows,
        sources=publishers(rows),
    )


def cards(reader: Reader, choice: Choice) -> None:
    """Each award with its story."""
    language = reader.language
    rows = cells.records(_chosen(reader.data, choice))
    if not rows:
        return
    with (
        st.expander(language.text("One by one")),
        st.grid(3, min_column_width=280),
    ):
        for row in rows:
            card(row, language)


def card(row: dict[str, object], language: Language) -> None:
    """One award: when, what, from whom, where, and who says so."""
    with st.container(border=True, height="stretch"):
        st.caption(
            f"{awards_words.award_date(row, language=language)} · "
            f"{language.text(awards_tables.RESULTS[str(row['result'])])}"
        )
        st.markdown(f"**{row['name']}**")
        if row["category"]:
            st.markdown(str(row["category"]))
        st.markdown(language.pick(row, "summary"))
        where = [str(row[part]) for part in ("giver", "event", "place") if row[part]]
        st.caption(" · ".join(where))
        note = language.pick(row, "note")
        if note:
            st.caption(note)
        st.caption(panel.source_line((str(row["publisher"]),), language))


def disputed_accounts(reader: Reader) -> None:
    """Ceremonies of which accounts disagree, with every version."""
    language = reader.language
    accounts = awards_queries.award_accounts(reader.data)
    if accounts.empty:
        return
    st.subheader(language.text("Where accounts disagree"), anchor="accounts")
    st.markdown(awards_words.accounts(accounts, language=language))
    awards = awards_queries.awards(reader.data)
    names = dict(zip(awards["id"], awards["name"], strict=True))
    table = awards_tables.accounts_table(accounts, awards=names, language=language)
    panel.show_table(table, alt_text=language.text("Where accounts disagree"), key="accounts")


def selection(reader: Reader) -> Picture:
    """The national selection by year."""
    return _selection(reader.data, reader.area_code, reader.view)


@kept
def _selection(data: DataSet, area_code: str, view: View) -> Picture:
    language = view.language
    rows = programme_queries.cohorts(data)
    place = areas_queries.area_name(data, area_code)
    said = programme_words.cohorts(rows, place=place, language=language)
    return Picture(
        name="selection",
        said=said,
        chart=cohorts_chart(rows, area_name=place, look=view.look, language=language)
        if len(rows)
        else None,
        table=programme_tables.cohorts_table(rows, place=place, language=language),
        data=rows,
        sources=publishers(rows),
    )
