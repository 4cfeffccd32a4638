"""Daily series of the regency and its districts: imported ones, and simulated ones as such."""

import datetime as dt

import pandas as pd
import streamlit as st

from kampung.charts.theme import look_named
from kampung.language import Language
from kampung.subjects.epidemic import series_words as words
from kampung.subjects.epidemic.analysis.figures import Unit
from kampung.subjects.epidemic.analysis.observed import district_totals, in_period, observed_series
from kampung.ui import frames
from kampung.ui.panel import Picture, publishers
from kampung.ui.pictures.area_map import area_map, said_as, with_boundaries
from kampung.ui.reader import Reader


def is_state(data: str, metric: str) -> bool:
    """Whether a metric is a state of a day, and not something that adds up over days."""
    kinds = frames.metrics(data).set_index("id")["kind"]
    return bool(kinds.get(metric) == "stock")


@st.cache_data(show_spinner=False, max_entries=64)
def _whole_series(data: str, *, metric: str, unit: Unit) -> pd.DataFrame:
    return observed_series(
        frames.observation_days(data, metric=metric),
        unit=unit,
        districts=len(frames.districts(data)),
        state=is_state(data, metric),
    )


def series(data: str, *, metric: str, unit: Unit, start: dt.date, end: dt.date) -> pd.DataFrame:
    """Series of the regency in the unit of a chart; see `analysis.observed.observed_series`."""
    return in_period(_whole_series(data, metric=metric, unit=unit), start=start, end=end)


def span(data: str, *, metric: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of which there is any series; None where there is none."""
    days = frames.observation_days(data, metric=metric)["on_date"]
    return None if days.empty else (days.min().date(), days.max().date())


def by_district(reader: Reader, *, metric: str, start: dt.date, end: dt.date) -> Picture | None:
    """Totals of a period on the tile map; None where no district has a series."""
    days = frames.observation_days(reader.data, metric=metric)
    inside = (days["on_date"] >= pd.Timestamp(start)) & (days["on_date"] <= pd.Timestamp(end))
    days = days[inside & (days["level"] == "district")]
    if days.empty:
        return None
    first, last = days["on_date"].min().date(), days["on_date"].max().date()
    if is_state(reader.data, metric):
        # States do not add up: the last day stands for the period.
        first = last
    return _by_district(
        reader.data,
        code=reader.language.code,
        mode=reader.mode,
        metric=metric,
        start=first,
        end=last,
    )


@st.cache_resource(show_spinner=False, max_entries=128)
def _by_district(
    data: str, *, code: str, mode: str, metric: str, start: dt.date, end: dt.date
) -> Picture:
    language = Language(code)
    name = frames.metrics(data).set_index("id")[f"name_{code}"][metric]
    totals = district_totals(
        frames.observation_totals(data, metric=metric, level="district", start=start, end=end),
        frames.districts(data),
    )
    period = language.period(start, end)
    said = words.by_district(
        totals,
        language=language,
        metric_name=name,
        period=period,
        drawn=said_as(data, level="district"),
    )
    return Picture(
        name="by-district",
        said=said,
        chart=area_map(
            data,
            totals,
            look=look_named(mode),
            language=language,
            level="district",
            value_name=f"{name}, {period}",
            decimals=0,
        ),
        table=words.district_table(totals, language=language),
        data=totals.assign(metric=metric, start_on=start.isoformat(), end_on=end.isoformat())[
            [
                *("code", "name", "metric", "start_on", "end_on", "value", "days", "status"),
                *("source_id", "publisher"),
            ]
        ],
        sources=with_boundaries(publishers(totals), data, level="district"),
    )
