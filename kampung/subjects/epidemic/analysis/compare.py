"""Two flows over the same days."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd

from kampung.subjects.epidemic.analysis.exact_weeks import running_totals
from kampung.subjects.epidemic.analysis.figures import CASES, ONE_DAY, RECOVERIES, WEEK, prepared

# Printed totals that differ by so little do not change a mean that anyone reads off a chart.
SLACK = 0.001


def common_blocks(
    figures: pd.DataFrame,
    *,
    metrics: Sequence[str] = (CASES, RECOVERIES),
    start: date | None = None,
    end: date | None = None,
    least_days: int = WEEK,
    area_code: str | None = None,
) -> pd.DataFrame:
    """Blocks of days between which the running totals of several flows are all known.

    Days on which every flow has a running total cut time into blocks; blocks shorter than
    ``least_days`` are joined with the next one. A day counts as known where printed totals
    disagree by no more than a thousandth, and the block then has a range.

    Returns
    -------
    pandas.DataFrame
        ``start_on, end_on, days`` and for each metric ``<metric>_least`` and
        ``<metric>_greatest`` (the total of the block) and ``<metric>_week`` (mean of seven days,
        at the middle of the range); ordered by time.
    """
    known = [
        _ranges(running_totals(figures, metric=metric, area_code=area_code), metric)
        for metric in metrics
    ]
    joined = pd.concat(known, axis=1, sort=True).dropna()
    if start is not None:
        joined = joined[joined.index >= pd.Timestamp(start) - ONE_DAY]
    if end is not None:
        joined = joined[joined.index <= pd.Timestamp(end)]
    edges: list[pd.Timestamp] = []
    for day in joined.index:
        if not edges or (day - edges[-1]).days >= least_days:
            edges.append(day)
    out = []
    for before, last in pairwise(edges):
        first, second = joined.loc[before], joined.loc[last]
        days = (last - before).days
        row: dict[str, Any] = {"start_on": before + ONE_DAY, "end_on": last, "days": days}
        for metric in metrics:
            least = second[f"{metric}_least"] - first[f"{metric}_greatest"]
            greatest = second[f"{metric}_greatest"] - first[f"{metric}_least"]
            row |= {f"{metric}_least": least, f"{metric}_greatest": greatest}
            row[f"{metric}_week"] = (least + greatest) / 2 * WEEK / days
        if all(row[f"{metric}_least"] >= 0 for metric in metrics):
            out.append(row)
    columns = ["start_on", "end_on", "days"]
    columns += [f"{metric}_{end}" for metric in metrics for end in ("least", "greatest", "week")]
    return pd.DataFrame(out, columns=columns)


def _ranges(totals: pd.DataFrame, metric: str) -> pd.DataFrame:
    """Least and greatest running total by day, without days on which sources differ widely."""
    by_day = totals.groupby("on_date")["value"]
    frame = pd.DataFrame({f"{metric}_least": by_day.min(), f"{metric}_greatest": by_day.max()})
    narrow = frame.iloc[:, 1] - frame.iloc[:, 0] <= SLACK * frame.iloc[:, 1]
    return frame[narrow]


def comparisons(
    figures: pd.DataFrame, *, first: str, second: str, area_code: str | None = None
) -> pd.DataFrame:
    """Published sentences that set one metric against another without giving numbers.

    Returns
    -------
    pandas.DataFrame
        Rows as :func:`prepared` gives them, with ``compared_metric``.
    """
    rows = prepared(figures, metric=first, area_code=area_code)
    if "compared_metric" not in rows:
        return rows.head(0)
    return rows[
        (rows["statistic"] == "comparison") & (rows["compared_metric"] == second)
    ].reset_index(drop=True)
