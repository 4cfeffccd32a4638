"""Who reads: in which language, in light or dark, which data."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import pandas as pd
import streamlit as st

from kampung.language import DEFAULT, LANGUAGES, Language
from kampung.ui import frames

Mode = Literal["light", "dark", "light-simulated", "dark-simulated"]


@dataclass(frozen=True)
class Reader:
    """What a page needs to know of its reader.

    Parameters
    ----------
    language
        The language of all words, numbers and dates.
    mode
        Whether the page is light or dark, and whether the data are simulated; names a look.
    data
        Content hash of the store: the key of everything that is cached.
    area_code
        The regency that the data are about.
    article
        Id of the source that the data set starts from.
    focus
        First and last day of the period that pages show at first.
    """

    language: Language
    mode: Mode
    data: str
    area_code: str
    article: str
    focus: tuple[dt.date, dt.date]


def language() -> Language:
    """The language that the reader has chosen."""
    code = st.session_state.get("lang", DEFAULT)
    return Language(code if code in LANGUAGES else DEFAULT)


def current() -> Reader:
    """The reader of this run."""
    dark, simulated = st.context.theme.type == "dark", frames.is_simulated()
    mode: Mode = "dark" if dark else "light"
    if simulated:
        mode = "dark-simulated" if dark else "light-simulated"
    meta = frames.meta()
    return Reader(
        language=language(),
        mode=mode,
        data=meta["content_hash"],
        area_code=meta["area_code"],
        article=meta["article"],
        focus=_focus(meta),
    )


def _focus(meta: dict[str, str]) -> tuple[dt.date, dt.date]:
    """The period that the pack asks for; else the months that its figures span, or this year."""
    if meta["focus_start"] and meta["focus_end"]:
        return dt.date.fromisoformat(meta["focus_start"]), dt.date.fromisoformat(meta["focus_end"])
    figures = frames.figures(meta["content_hash"], area_code=meta["area_code"])
    days = pd.concat([figures["start_on"], figures["end_on"]]).dropna()
    if days.empty:
        today = dt.datetime.now(tz=dt.UTC).date()
        return today.replace(month=1, day=1), today
    first, last = days.min().to_period("M"), days.max().to_period("M")
    return first.start_time.date(), last.end_time.date()
