"""Services by area: silence, shares, families, and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from kampung.subjects.services.analysis.periods import (
    COUNTS,
    LOOK_BACK,
    ONE_DAY,
    WEEK,
    Measure,
    gaps,
    measure_of,
)

# A report this many days older than the newest one of the regency is called late.
OVERDUE_DAYS: Final = 2 * WEEK


@dataclass(frozen=True, slots=True)
class Silence:
    """How many villages did not report the last period.

    Attributes
    ----------
    start, end
        First and last day of the period.
    silent, villages
        Villages that did not report, of how many.
    usual
        How many do not report usually: the median of up to eight periods before; NaN where there
        are none.
    """

    start: pd.Timestamp
    end: pd.Timestamp
    silent: int
    villages: int
    usual: float


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is not known of an area.

    Attributes
    ----------
    code
        ``nothing_loaded``, ``never_reported``, ``overdue``, ``gaps``, ``requests``,
        ``completed``, ``waits``, ``services``, ``silent_villages``, ``population``, ``area``,
        ``place`` or ``boundary``.
    facts
        Numbers and dates of the sentence that says it.
    """

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def clipped(spans: pd.DataFrame, *, first_day: pd.Timestamp | None = None) -> pd.DataFrame:
    """Cut spans to the days that the data reach, so that half a year is not called a year.

    An edge that lies within a week of the data's is left: weeks do not begin with a year.

    Parameters
    ----------
    spans
        SPANS, with the row of the span ``last``, which ends with the data.
    first_day
        First day of the data; None to leave the beginnings.

    Returns
    -------
    pandas.DataFrame
        SPANS with other ``span_start`` and ``span_end``.
    """
    if spans.empty:
        return spans
    start, end = spans["span_start"], spans["span_end"]
    last_day = end[spans["span"].eq("last")].max()
    slack = WEEK * ONE_DAY
    if not pd.isna(last_day):
        end = end.where(end <= last_day + slack, last_day)
    if first_day is not None:
        start = start.where(start >= first_day - slack, first_day)
    return spans.assign(span_start=start, span_end=end)


def silence(rows: pd.DataFrame, *, villages_total: int) -> Silence | None:
    """How many villages did not report the last period, and how many do not usually.

    Parameters
    ----------
    rows
        PERIODS of an area.
    villages_total
        Villages and wards of the area.

    Returns
    -------
    Silence or None
        None where there is no period.
    """
    if rows.empty:
        return None
    last = rows.iloc[-1]
    earlier = rows["villages"].iloc[-1 - LOOK_BACK : -1].astype(float)
    return Silence(
        start=last["period_start"],
        end=last["period_end"],
        silent=max(villages_total - int(last["villages"]), 0),
        villages=villages_total,
        usual=max(villages_total - float(earlier.median()), 0.0) if len(earlier) else float("nan"),
    )


def per_thousand(totals: pd.DataFrame, *, measure: Measure = "requested") -> pd.Series:
    """Requests for each 1,000 inhabitants; NaN where either number is not known.

    Parameters
    ----------
    totals
        TOTALS.
    """
    population = totals["population"].astype("Float64").astype(float)
    counted = totals[measure].astype("Float64").astype(float)
    return (counted / population.where(population > 0) * 1000).rename("per_thousand")


def share_completed(totals: pd.DataFrame) -> pd.Series:
    """Completed requests as a fraction of requests, by row; NaN where either is not known."""
    requested = totals["requested"].astype("Float64").astype(float)
    completed = totals["completed"].astype("Float64").astype(float)
    return (completed / requested.where(requested > 0)).rename("share_completed")


def measured(totals: pd.DataFrame, *, measure: str, counted: Measure = "requested") -> pd.DataFrame:
    """Give each area the value that a map shows.

    Parameters
    ----------
    totals
        TOTALS of one level; with ``villages_total`` (villages and wards of the area) where the
        measure is ``silent``.
    measure
        ``requested``, ``completed``, ``rejected``, ``per_thousand``, ``share_completed`` (a
        fraction), ``median_hours``, ``p90_hours`` or ``silent`` (villages that did not report).
    counted
        What ``per_thousand`` counts.

    Returns
    -------
    pandas.DataFrame
        The rows with ``value`` (float, NaN where it is not known). An area whose villages all
        kept silent has as many silent villages, and no value in any other measure.
    """
    if measure == "per_thousand":
        value = per_thousand(totals, measure=counted)
    elif measure == "share_completed":
        value = share_completed(totals)
    elif measure == "silent":
        reporting = totals["villages"].astype("Float64").fillna(0)
        value = totals["villages_total"].astype("Float64") - reporting
        value = value.clip(lower=0)
    else:
        value = totals[measure]
    return totals.assign(value=value.astype("Float64").astype(float))


def mix_by_family(mix: pd.DataFrame) -> pd.DataFrame:
    """Add up services by family.

    Parameters
    ----------
    mix
        MIX.

    Returns
    -------
    pandas.DataFrame
        ``family, services`` (how many were reported), ``requested, completed, rejected`` (Int64,
        missing where no service of the family has the number) and ``share`` of the whole, by
        requests, or by completions where no requests are known; the largest first.
    """
    measure = measure_of(mix) or "requested"
    grouped = mix.groupby("family", sort=True)
    frame = grouped[list(COUNTS)].sum(min_count=1).astype("Int64")
    frame.insert(0, "services", grouped["service_code"].nunique())
    whole = float(frame[measure].sum())
    share = frame[measure].astype("Float64").astype(float)
    frame["share"] = share / whole if whole else float("nan")
    ordered = frame.sort_values(measure, ascending=False, na_position="last", kind="stable")
    return ordered.reset_index()


def missing_in(
    area: Mapping[str, Any],
    *,
    periods: pd.DataFrame,
    mix: pd.DataFrame,
    offered: pd.DataFrame,
    last_day: pd.Timestamp | None,
    has_boundary: bool,
    villages: int | None = None,
    silent: int | None = None,
) -> list[Missing]:
    """List what is not known of one area, what weighs most first.

    Parameters
    ----------
    area
        Row of ``areas``: ``population, area_km2, lat, lon``; what the row leaves out is not asked
        for. With ``last_end`` where the area's last report is older than ``periods`` reach.
    periods
        PERIODS of the area.
    mix
        MIX of the area.
    offered
        Services of the catalogue: ``code, name_id, name_en``.
    last_day
        Last day of any report in the regency; None where no counts are loaded at all.
    has_boundary
        Whether the boundary is known.
    villages, silent
        Of a district or regency: its villages and wards, and how many of them reported nothing.

    Returns
    -------
    list of Missing
        Facts by code: ``overdue`` (last, days), ``gaps`` (count, days, start, end: the longest),
        ``services`` (count, offered, names_id, names_en), ``silent_villages`` (count, villages).
    """
    found: list[Missing] = []
    if last_day is None:
        found.append(Missing("nothing_loaded"))
    elif periods.empty and pd.isna(area.get("last_end")):
        found.append(Missing("never_reported"))
    else:
        found += _missing_reports(area, periods, last_day)
        if silent:
            found.append(Missing("silent_villages", {"count": silent, "villages": villages}))
        found += _missing_services(mix, offered)
    for code, columns in (
        ("population", ("population",)),
        ("area", ("area_km2",)),
        ("place", ("lat", "lon")),
    ):
        if any(name in area and pd.isna(area[name]) for name in columns):
            found.append(Missing(code))
    if not has_boundary:
        found.append(Missing("boundary"))
    return found


def _missing_reports(
    area: Mapping[str, Any], periods: pd.DataFrame, last_day: pd.Timestamp
) -> list[Missing]:
    found = []
    ends = [periods["period_end"].max(), area.get("last_end")]
    last = max(pd.Timestamp(end) for end in ends if end is not None and not pd.isna(end))
    days = (pd.Timestamp(last_day) - last).days
    if days >= OVERDUE_DAYS:
        found.append(Missing("overdue", {"last": last, "days": days}))
    if periods.empty:
        return found
    between = gaps(periods)
    if len(between):
        longest = between.sort_values("days", kind="stable").iloc[-1]
        facts = {
            "count": len(between),
            "days": int(between["days"].sum()),
            "start": longest["gap_start"],
            "end": longest["gap_end"],
        }
        found.append(Missing("gaps", facts))
    for code, column in (
        ("requests", "requested"),
        ("completed", "completed"),
        ("waits", "median_hours"),
    ):
        if periods[column].isna().all():
            found.append(Missing(code))
    return found


def _missing_services(mix: pd.DataFrame, offered: pd.DataFrame) -> list[Missing]:
    absent = offered[~offered["code"].isin(mix["service_code"])]
    # An area without any service in the span did not report then; that is said already.
    if absent.empty or mix.empty:
        return []
    facts = {
        "count": len(absent),
        "offered": len(offered),
        "names_id": absent["name_id"].tolist(),
        "names_en": absent["name_en"].tolist(),
    }
    return [Missing("services", facts)]
