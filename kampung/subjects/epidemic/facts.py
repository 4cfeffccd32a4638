"""What several pictures of the epidemic rest on, worked out once for a data set."""

import datetime as dt
import math
from collections.abc import Mapping

import pandas as pd

from kampung.language import Language
from kampung.language.cells import records
from kampung.pictures.citing import source_of
from kampung.pictures.sources import Source
from kampung.store.door import DataSet, kept
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.epidemic import queries
from kampung.subjects.epidemic.analysis.estimates import bounded, pinned_marks
from kampung.subjects.epidemic.analysis.falls import Falls, Week, steepest_fall
from kampung.subjects.epidemic.analysis.figures import Unit
from kampung.subjects.epidemic.analysis.grid import anchor, grid
from kampung.subjects.epidemic.analysis.observed import in_period, observed_series
from kampung.subjects.epidemic.analysis.peaks import Peak, peak_of, peaks, within
from kampung.subjects.epidemic.analysis.rates import Inhabitants
from kampung.subjects.epidemic.analysis.record import marks
from kampung.subjects.epidemic.focus import Days, focus
from kampung.subjects.evidence import queries as evidence_queries
from kampung.subjects.sources import known

METRICS = ("new_cases", "new_recoveries", "new_deaths", "active_cases")


@kept
def days_of_districts(
    data: DataSet, *, metric: str, start: dt.date, end: dt.date
) -> tuple[dt.date, dt.date] | None:
    """First and last day of series of districts in a period; of states the last alone."""
    days = queries.observation_days(data, metric=metric)
    inside = (days["on_date"] >= pd.Timestamp(start)) & (days["on_date"] <= pd.Timestamp(end))
    days = days[inside & (days["level"] == "district")]
    if days.empty:
        return None
    first, last = days["on_date"].min().date(), days["on_date"].max().date()
    return (last if is_state(data, metric) else first), last  # states do not add up


def figures_of(data: DataSet) -> pd.DataFrame:
    """All published figures of the area that the data set is about."""
    return queries.figures(data, area_code=data.meta["area_code"])


@kept
def metric_names(data: DataSet, language: Language) -> Mapping[str, str]:
    """Name of each metric in the reader's language."""
    rows = queries.metrics(data)
    return dict(zip(rows["id"], rows[f"name_{language.code}"], strict=True))


@kept
def record_marks(data: DataSet, *, metric: str, unit: Unit) -> pd.DataFrame:
    """Marks of one metric of the area, over the whole record.

    Returns
    -------
    DataFrame
        As :func:`kampung.subjects.epidemic.analysis.record.marks`, ``rests_on`` as text, and
        ``publishers``: those of all figures that a mark rests on.
    """
    figures = figures_of(data)
    found = marks(figures, metric=metric, unit=unit)
    found = _as_the_evidence_says(data, found, metric=metric, unit=unit)
    publisher = dict(zip(figures["id"], figures["publisher"], strict=True))
    named = [
        tuple(dict.fromkeys(publisher[figure] for figure in rests_on))
        for rests_on in found["rests_on"]
    ]
    return found.assign(
        publishers=pd.Series(named, index=found.index, dtype=object),
        rests_on=found["rests_on"].map(" ".join),
    )


@kept
def record_grid(
    data: DataSet, *, metric: str, unit: Unit, start: dt.date, end: dt.date
) -> pd.DataFrame:
    """What is known of each week or day of a period.

    Returns
    -------
    DataFrame
        As :func:`kampung.subjects.epidemic.analysis.grid.grid`.
    """
    if unit == "week":
        ranges = evidence_queries.evidence_windows(data, metric=metric)
    else:
        ranges = evidence_queries.evidence_bands(data, metric=metric, unit=unit)
        ranges = ranges.assign(start_on=ranges["on_date"], end_on=ranges["on_date"])
    return grid(
        record_marks(data, metric=metric, unit=unit),
        bounded(ranges),
        unit=unit,
        start=start,
        end=end,
        last=week_anchor(data) if unit == "week" else None,
        doubted=given_up(data),
    )


@kept
def inhabitants(data: DataSet) -> Inhabitants | None:
    """How many people live in the area; None where the year or the source is not known."""
    areas = areas_queries.areas(data)
    for row in records(areas[areas["code"] == data.meta["area_code"]]):
        source = known.by_id(data).get(str(row["population_source_id"]))
        if source is not None and row["population"] and row["population_year"]:
            return Inhabitants(int(row["population"]), int(row["population_year"]), source)
    return None


@kept
def steepest_fall_in(data: DataSet, *, metric: str, start: dt.date, end: dt.date) -> Falls | None:
    """Whether the steepest weekly fall of the months shown can lie in a period of them.

    The ranges are those of the evidence and not those of the grid: there a published number stands
    as it is, even where it is disputed. All figures count, those of the same source too.

    Returns
    -------
    Falls or None
        None where too few weeks have a range to compare.
    """
    first, last = focus(data)
    ranges = evidence_queries.evidence_windows(data, metric=metric)
    known = {row["end_on"].date(): row for row in records(ranges[ranges["greatest"].notna()])}
    shown = record_grid(data, metric=metric, unit="week", start=first, end=last)
    weeks = [
        Week(day, known[day]["least"], known[day]["greatest"])
        if day in known
        else Week(day, 0, math.inf)
        for day in shown["end_on"].dt.date
    ]
    return steepest_fall(weeks, start=start, end=end)


@kept
def week_anchor(data: DataSet) -> dt.date | None:
    """A last day of a week of the grid on which all series are drawn.

    It is that of the period that the data set is about; without weekly numbers in it that of the
    whole record.
    """
    found = pd.concat([record_marks(data, metric=metric, unit="week") for metric in METRICS])
    start, end = focus(data)
    return anchor(within(found, start=start, end=end)) or anchor(found)


@kept
def points_of(
    data: DataSet, *, metric: str, unit: Unit, start: dt.date, end: dt.date
) -> pd.DataFrame:
    """Numbers of single days of a period that stand without reservation: states, running totals.

    Returns
    -------
    DataFrame
        As :func:`record_marks`, of these the exact ones, and ``code``, which names one in an
        address. In the order of time, of one day the published one.
    """
    marks_ = touching(record_marks(data, metric=metric, unit=unit), start=start, end=end)
    sure = (
        (marks_["mark"] == "point") & (marks_["relation"] == "=") & ~marks_["hollow"].astype(bool)
    )
    found = marks_[sure & ~marks_["figure_id"].isin(given_up(data))]
    found = found.assign(code=found["figure_id"]).sort_values(
        ["end_on", "status"], ascending=[True, False], kind="stable"
    )
    return found.drop_duplicates(["end_on", "value"]).reset_index(drop=True)


@kept
def peak_in(data: DataSet, *, metric: str, start: dt.date, end: dt.date) -> Peak | None:
    """The peak of one series among the weeks that lie wholly in a period."""
    shown = touching(record_marks(data, metric=metric, unit="week"), start=start, end=end)
    return peak_of(shown, metric=metric, start=start, end=end, doubted=given_up(data))


def touching(shown: pd.DataFrame, *, start: dt.date, end: dt.date) -> pd.DataFrame:
    """Keep what speaks of any day of a period."""
    return shown[
        (shown["end_on"] >= pd.Timestamp(start)) & (shown["start_on"] <= pd.Timestamp(end))
    ]


@kept
def given_up(data: DataSet) -> frozenset[str]:
    """Figures that cannot stand beside the others, or of which one must be wrong."""
    statements = evidence_queries.evidence_statements(data)
    doubted = statements["verdict"].isin(["contradicts", "disputed"])
    return frozenset(statements.loc[doubted, "id"])


def _as_the_evidence_says(
    data: DataSet, found: pd.DataFrame, *, metric: str, unit: Unit
) -> pd.DataFrame:
    """Leave out what follows by adding, where the whole record does not pin the same number.

    A sum of printed numbers is no better than they are: one of them may be disputed.
    """
    if unit == "cumulative":
        pinned = evidence_queries.evidence_bands(data, metric=metric, unit=unit).rename(
            columns={"on_date": "end_on"}
        )
    else:
        pinned = evidence_queries.evidence_windows(data, metric=metric)
    if pinned.empty:
        return found
    return found[pinned_marks(found, pinned)].reset_index(drop=True)


def estimated(
    data: DataSet, *, metric: str, unit: Unit, start: dt.date, end: dt.date
) -> pd.DataFrame:
    """The estimate and its range in the unit of a chart; gaps where nothing bounds it.

    Returns
    -------
    DataFrame
        ``start_on``, ``end_on``, ``least``, ``greatest``, ``estimate``.
    """
    if metric == "active_cases" or unit != "week":
        kind = "level" if metric == "active_cases" else unit
        bands = evidence_queries.evidence_bands(
            data, metric=metric, unit=kind, start=start, end=end
        )
        return bounded(bands.assign(start_on=bands["on_date"], end_on=bands["on_date"]))
    windows = evidence_queries.evidence_windows(data, metric=metric, start=start, end=end)
    inside = (windows["start_on"] >= pd.Timestamp(start)) & (windows["end_on"] <= pd.Timestamp(end))
    return bounded(windows[inside])


@kept
def peaks_of(data: DataSet, *, start: dt.date, end: dt.date) -> tuple[Peak, ...]:
    """Peaks of the four series in a period."""
    doubted = given_up(data)
    return peaks(figures_of(data), metrics=METRICS, start=start, end=end, doubted=doubted)


@kept
def sources_of_figures(data: DataSet) -> Mapping[str, Source]:
    """Where each figure is published, by its id."""
    return {row["id"]: source_of(row) for row in records(figures_of(data))}


@kept
def is_state(data: DataSet, metric: str) -> bool:
    """Whether a metric is a state of a day, and not something that adds up over days."""
    kinds = queries.metrics(data).set_index("id")["kind"]
    return bool(kinds.get(metric) == "stock")


@kept
def _whole_series(data: DataSet, *, metric: str, unit: Unit) -> pd.DataFrame:
    return observed_series(
        queries.observation_days(data, metric=metric),
        unit=unit,
        districts=len(areas_queries.village_counts_by_district(data)),
        state=is_state(data, metric),
    )


def observed(
    data: DataSet, *, metric: str, unit: Unit, start: dt.date, end: dt.date
) -> pd.DataFrame:
    """Series of the regency in the unit of a chart; see `analysis.observed.observed_series`."""
    return in_period(_whole_series(data, metric=metric, unit=unit), start=start, end=end)


@kept
def series_span(data: DataSet, *, metric: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of which there is any series; None where there is none."""
    days = queries.observation_days(data, metric=metric)["on_date"]
    return None if days.empty else (days.min().date(), days.max().date())


@kept
def usual_period(data: DataSet) -> Days:
    """The period shown at first: the pack's, or where nothing was published that of the series."""
    span = series_span(data, metric=METRICS[0]) if figures_of(data).empty else None
    return span or focus(data)


@kept
def months(data: DataSet) -> list[dt.date]:
    """First days of the months with figures, and of those of the period shown at first."""
    figures = queries.figures(data, area_code=data.meta["area_code"], metrics=METRICS)
    days = [*figures["end_on"].dropna().dt.date, *usual_period(data)]
    found = pd.period_range(min(days), max(days), freq="M").to_timestamp()
    return [day.date() for day in found]


@kept
def has_record(data: DataSet) -> bool:
    """Whether anything is on record of the four series."""
    figures = queries.figures(data, area_code=data.meta["area_code"], metrics=METRICS)
    return len(figures) > 0 or series_span(data, metric=METRICS[0]) is not None
