"""The record as cards of an overview: one number a series, with its days and its change."""

from dataclasses import dataclass

import pandas as pd

from kampung.language import Language
from kampung.pictures.sources import Source
from kampung.store.door import DataSet, kept
from kampung.subjects.epidemic import card_words, queries, words
from kampung.subjects.epidemic.analysis.peaks import Peak
from kampung.subjects.epidemic.facts import METRICS, metric_names, sources_of_figures


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says.

    Attributes
    ----------
    title
        The series with its unit: “New cases a week”.
    number
        The last number on record in the period, as it was published.
    period
        Its days.
    change
        The change and since when; empty where nothing is known of it.
    sources
        Of the number.
    """

    title: str
    number: str
    period: str
    change: str
    sources: tuple[Source, ...]


def card(data: DataSet, peak: Peak, language: Language) -> Card:
    """The card of one series."""
    shown = peak.last or peak.highest
    name = metric_names(data, language)[peak.metric]
    source = sources_of_figures(data).get(shown.figure_id)
    return Card(
        title=name if shown.is_level else card_words.each_week(name, language=language),
        number=words.stated(shown, language=language),
        period=card_words.when_of(shown, language=language),
        change=card_words.since_peak(peak, language=language),
        sources=() if source is None else (source,),
    )


@kept
def reach_of_record(data: DataSet, language: Language) -> str:
    """Up to which month the record reaches, and when it was last checked; empty without one."""
    figures = queries.figures(data, area_code=data.meta["area_code"], metrics=METRICS)
    if figures.empty:
        return ""
    last: pd.Timestamp = figures["end_on"].max()
    return card_words.reach(last.date(), checked=data.meta["checked_on"], language=language)
