"""What counts of services say: changes, shares, silence, and what is missing.

Frames in, frames and small facts out. ``PERIODS`` are rows of one area and one cadence, ascending:
``period_start, period_end`` (both days inclusive), ``villages`` that reported, ``requested,
completed, rejected`` (whole, may be missing), ``median_hours, p90_hours``. ``TOTALS`` are rows of
one span, one an area; ``MIX`` of one area and one span, one a service. What was not reported is
missing and stays missing; it is never taken for zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import numpy as np
import pandas as pd

from kampung.analysis.rollup import Ranking, weighted_median

Measure = Literal["requested", "completed"]
COUNTED: Final[tuple[Measure, ...]] = ("requested", "completed")
COUNTS: Final = ("requested", "completed", "rejected")

ONE_DAY: Final = pd.Timedelta(days=1)
WEEK: Final = 7
# A period that far fewer villages reported than usual is still coming in.
LATE: Final = 0.8
LOOK_BACK: Final = 8
# A report this many days older than the newest one of the regency is called late.
OVERDUE_DAYS: Final = 2 * WEEK


@dataclass(frozen=True, slots=True)
class Change:
    """The last whole periods beside as many before them.

    The two sums are over whatever villages reported then, which need not be the same ones; so the
    numbers of villages stand beside them, and the change for each reporting village.

    Attributes
    ----------
    measure
        What is counted: ``requested``, or ``completed`` where requests are not known throughout.
    periods
        How many periods each sum has.
    start, end
        First and last day of the last ones.
    before_start, before_end
        First and last day of those before.
    total, before
        The two sums.
    change
        From the one to the other, as a fraction; NaN where there were none before.
    villages, villages_before
        Reporting villages, mean of the periods.
    change_per_village
        Change of the sum for each report of a village and a period, as a fraction; NaN as above.
    median_hours
        Of the last ones: the median of the periods' medians, weighted by completed requests; NaN
        where no waiting time is known.
    left_out
        Periods at the end that were left out, since many villages have not reported them yet.
    """

    measure: Measure
    periods: int
    start: pd.Timestamp
    end: pd.Timestamp
    before_start: pd.Timestamp
    before_end: pd.Timestamp
    total: int
    before: int
    change: float
    villages: float
    villages_before: float
    change_per_village: float
    median_hours: float
    left_out: int


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


def measure_of(rows: pd.DataFrame) -> Measure | None:
    """What a frame counts: requests where any are known, else completions; None for neither."""
    return next((name for name in COUNTED if rows[name].notna().any()), None)


# Periods


def late_periods(rows: pd.DataFrame) -> int:
    """Count the periods at the end that many villages have yet to report.

    Those that fewer than four fifths of the usual number of villages reported, which is the
    median of up to eight periods before each.

    Parameters
    ----------
    rows
        PERIODS.
    """
    villages = rows["villages"].to_numpy(dtype=np.float64, na_value=np.nan)
    count = 0
    for last in range(len(villages) - 1, 0, -1):
        usual = np.nanmedian(villages[max(0, last - LOOK_BACK) : last])
        if villages[last] >= LATE * usual:
            break
        count += 1
    return count


def on_time(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows without those that :func:`late_periods` counts."""
    return rows.iloc[: len(rows) - late_periods(rows)]


def gaps(rows: pd.DataFrame) -> pd.DataFrame:
    """Days between the first and the last period that no period covers.

    Returns
    -------
    pandas.DataFrame
        ``gap_start, gap_end`` (both inclusive) and ``days``, in the order of time.
    """
    start = pd.to_datetime(rows["period_end"].iloc[:-1]).reset_index(drop=True) + ONE_DAY
    end = pd.to_datetime(rows["period_start"].iloc[1:]).reset_index(drop=True) - ONE_DAY
    days = (end - start).dt.days + 1
    frame = pd.DataFrame({"gap_start": start, "gap_end": end, "days": days})
    return frame[frame["days"] > 0].reset_index(drop=True)


def latest_change(rows: pd.DataFrame, *, periods: int = 4) -> Change | None:
    """Set the last whole periods beside as many before them.

    Periods at the end that are still coming in are left out.

    Parameters
    ----------
    rows
        PERIODS.
    periods
        How many to add up.

    Returns
    -------
    Change or None
        None where there are too few periods, a gap among them, or one without a number.
    """
    kept = on_time(rows)
    both = kept.iloc[-2 * periods :]
    if periods < 1 or len(both) < 2 * periods or len(gaps(both)):
        return None
    measure = next((name for name in COUNTED if both[name].notna().all()), None)
    if measure is None:
        return None
    earlier, last = both.iloc[:periods], both.iloc[periods:]
    total, before = int(last[measure].sum()), int(earlier[measure].sum())
    reports, reports_before = int(last["villages"].sum()), int(earlier["villages"].sum())
    change = relative(total, before)
    scaled = reports_before / reports if reports else float("nan")
    return Change(
        measure=measure,
        periods=periods,
        start=last["period_start"].iloc[0],
        end=last["period_end"].iloc[-1],
        before_start=earlier["period_start"].iloc[0],
        before_end=earlier["period_end"].iloc[-1],
        total=total,
        before=before,
        change=change,
        villages=reports / periods,
        villages_before=reports_before / periods,
        change_per_village=(1 + change) * scaled - 1,
        median_hours=typical_hours(last),
        left_out=len(rows) - len(kept),
    )


def relative(now: float, before: float) -> float:
    """Change from one number to another as a fraction; NaN where the first is zero."""
    return now / before - 1 if before else float("nan")


def typical_hours(rows: pd.DataFrame, *, column: str = "median_hours") -> float:
    """Median of the rows' waiting times, weighted by completed requests, in hours.

    Parameters
    ----------
    rows
        PERIODS or TOTALS.
    column
        ``median_hours`` or ``p90_hours``.

    Returns
    -------
    float
        NaN where no row has both a waiting time and a completed request.
    """
    hours = rows[column].to_numpy(dtype=np.float64, na_value=np.nan)
    weights = rows["completed"].to_numpy(dtype=np.float64, na_value=0.0)
    key = np.zeros(len(rows), dtype=np.int64)
    return float(weighted_median(Ranking.of(hours), weights, key, 1)[0])


def completion_share(rows: pd.DataFrame) -> float:
    """Completed requests as a fraction of all requests, where both are known.

    Above one where requests of an earlier time were completed. NaN where nothing was requested
    or both are never known.

    Parameters
    ----------
    rows
        PERIODS, TOTALS or MIX.
    """
    known = rows[rows["requested"].notna() & rows["completed"].notna()]
    requested = float(known["requested"].sum())
    return float(known["completed"].sum()) / requested if requested else float("nan")


def per_village(rows: pd.DataFrame, *, measure: Measure = "requested") -> pd.DataFrame:
    """Requests of each period for each village that reported it: comparable between areas.

    Parameters
    ----------
    rows
        PERIODS.

    Returns
    -------
    pandas.DataFrame
        ``period_start, period_end, villages, value``; a period without a number is left out.
    """
    known = rows[rows[measure].notna() & rows["villages"].gt(0)]
    villages = known["villages"].astype(float)
    return pd.DataFrame(
        {
            "period_start": known["period_start"],
            "period_end": known["period_end"],
            "villages": known["villages"],
            "value": known[measure].astype(float) / villages,
        }
    ).reset_index(drop=True)


def beside(
    series: Sequence[tuple[str, str, pd.DataFrame]], *, measure: Measure = "requested"
) -> pd.DataFrame:
    """Put the trends of a village, its district and its regency into one frame.

    Parameters
    ----------
    series
        Code, label in the reader's language and PERIODS of each, all of one cadence.

    Returns
    -------
    pandas.DataFrame
        ``series, label, period_start, period_end, villages, value``: requests for each reporting
        village; the series in the order given.
    """
    parts = [
        per_village(rows, measure=measure).assign(series=code, label=label)
        for code, label, rows in series
    ]
    columns = ["series", "label", "period_start", "period_end", "villages", "value"]
    if not parts:
        return pd.DataFrame(columns=columns)
    return pd.concat(parts, ignore_index=True)[columns]


def last_means(trends: pd.DataFrame, *, periods: int = 4) -> pd.DataFrame:
    """Means of several trends over the last periods that all of them have.

    Parameters
    ----------
    trends
        As :func:`beside` returns them.
    periods
        Over how many periods, at most.

    Returns
    -------
    pandas.DataFrame
        ``series, label, start, end, periods, value``, one row a series, in the order of
        ``trends``; no row where they have no period in common.
    """
    shared = trends.groupby("period_end")["series"].nunique()
    ends = shared[shared == trends["series"].nunique()].index.sort_values()[-periods:]
    rows = trends[trends["period_end"].isin(ends)]
    grouped = rows.groupby(["series", "label"], sort=False)
    return grouped.agg(
        start=("period_start", "min"),
        end=("period_end", "max"),
        periods=("period_end", "size"),
        value=("value", "mean"),
    ).reset_index()


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


# Areas and services


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
