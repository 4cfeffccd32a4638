"""Services over time: changes, gaps, waiting times, and areas side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd

from kampung.subjects.services.rollup.medians import Ranking, weighted_median

Measure = Literal["requested", "completed"]
COUNTED: Final[tuple[Measure, ...]] = ("requested", "completed")
COUNTS: Final = ("requested", "completed", "rejected")
ONE_DAY: Final = pd.Timedelta(days=1)
WEEK: Final = 7


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
    total: int
    before: int
    change: float
    villages: float
    villages_before: float
    change_per_village: float
    median_hours: float
    left_out: int


def measure_of(rows: pd.DataFrame) -> Measure | None:
    """What a frame counts: requests where any are known, else completions; None for neither."""
    return next((name for name in COUNTED if rows[name].notna().any()), None)


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


# A period that far fewer villages reported than usual is still coming in.
LATE: Final = 0.8
LOOK_BACK: Final = 8
