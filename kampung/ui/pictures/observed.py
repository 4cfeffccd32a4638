"""Daily series of the regency and its districts: imported ones, and simulated ones as such."""

import datetime as dt

import pandas as pd

from kampung.pictures.picture import View
from kampung.store.door import DataSet, kept
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.areas.map import area_map, said_as, with_boundaries
from kampung.subjects.epidemic import queries as epidemic_queries
from kampung.subjects.epidemic import series_words as words
from kampung.subjects.epidemic.analysis.figures import Unit
from kampung.subjects.epidemic.analysis.observed import district_totals, in_period, observed_series
from kampung.ui.panel import Picture, publishers
from kampung.ui.reader import Reader


def is_state(data: DataSet, metric: str) -> bool:
    """Whether a metric is a state of a day, and not something that adds up over days."""
    kinds = epidemic_queries.metrics(data).set_index("id")["kind"]
    return bool(kinds.get(metric) == "stock")


@kept
def _whole_series(data: DataSet, *, metric: str, unit: Unit) -> pd.DataFrame:
    return observed_series(
        epidemic_queries.observation_days(data, metric=metric),
        unit=unit,
        districts=len(areas_queries.village_counts_by_district(data)),
        state=is_state(data, metric),
    )


def series(data: DataSet, *, metric: str, unit: Unit, start: dt.date, end: dt.date) -> pd.DataFrame:
    """Series of the regency in the unit of a chart; see `analysis.observed.observed_series`."""
    return in_period(_whole_series(data, metric=metric, unit=unit), start=start, end=end)


def span(data: DataSet, *, metric: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of which there is any series; None where there is none."""
    days = epidemic_queries.observation_days(data, metric=metric)["on_date"]
    return None if days.empty else (days.min().date(), days.max().date())


def by_district(reader: Reader, *, metric: str, start: dt.date, end: dt.date) -> Picture | None:
    """Totals of a period on the tile map; None where no district has a series."""
    days = epidemic_queries.observation_days(reader.data, metric=metric)
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
        view=reader.view,
        metric=metric,
        start=first,
        end=last,
    )


@kept
def _by_district(
    data: DataSet, *, view: View, metric: str, start: dt.date, end: dt.date
) -> Picture:
    language = view.language
    name = epidemic_queries.metrics(data).set_index("id")[f"name_{view.language.code}"][metric]
    totals = district_totals(
        epidemic_queries.observation_totals(
            data, metric=metric, level="district", start=start, end=end
        ),
        areas_queries.village_counts_by_district(data),
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
            look=view.look,
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
