"""Who reads: in which language, in light or dark, which data."""

import datetime as dt
from dataclasses import dataclass

import streamlit as st

from kampung.language import DEFAULT, LANGUAGES, Language
from kampung.pictures.picture import View
from kampung.store.door import DataSet
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.epidemic.focus import focus
from kampung.ui import data_set


@dataclass(frozen=True)
class Reader:
    """What a page needs to know of its reader.

    Parameters
    ----------
    view
        The language of all words, numbers and dates, and the look of charts.
    data
        The data set that the reader looks at.
    area_code
        The regency that the data are about.
    article
        Id of the source that the data set starts from.
    focus
        First and last day of the period that pages show at first.
    """

    view: View
    data: DataSet
    area_code: str
    article: str
    focus: tuple[dt.date, dt.date]

    @property
    def language(self) -> Language:
        """The language of all words, numbers and dates."""
        return self.view.language


def language(data: DataSet | None = None) -> Language:
    """The language that the reader has chosen, with the words for the areas of a data set."""
    code = st.session_state.get("lang", DEFAULT)
    code = code if code in LANGUAGES else DEFAULT
    return Language(code) if data is None else Language(code, areas_queries.area_kinds(data))


def current() -> Reader:
    """The reader of this run."""
    look = "dark" if st.context.theme.type == "dark" else "light"
    if data_set.is_simulated():
        look += "-simulated"
    data = data_set.current()
    return Reader(
        view=View(language(data), look),
        data=data,
        area_code=data.meta["area_code"],
        article=data.meta["article"],
        focus=focus(data),
    )
