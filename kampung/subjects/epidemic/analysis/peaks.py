"""Peaks, declines and the comparison of two periods."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from kampung.subjects.epidemic.analysis.exact_weeks import running_totals
from kampung.subjects.epidemic.analysis.figures import (
    ACTIVE,
    CORE,
    LOWER_BOUNDS,
    ONE_DAY,
    STATES,
    UPPER_BOUNDS,
    WEEK,
    prepared,
)
from kampung.subjects.epidemic.analysis.record import marks

COLUMNS = (
    "metric",
    "statistic",
    "peak_value",
    "peak_relation",
    "peak_start",
    "peak_end",
    "peak_weeks",
    "peak_figure_id",
    "peak_source_id",
    "peak_publisher",
    "last_value",
    "last_relation",
    "last_start",
    "last_end",
    "last_figure_id",
    "last_source_id",
    "last_publisher",
    "change",
    "change_relation",
)


def within(
    frame: pd.DataFrame, *, start: date | None = None, end: date | None = None
) -> pd.DataFrame:
    """Keep the marks that lie wholly between two days, both inclusive."""
    keep = pd.Series(data=True, index=frame.index)
    if start is not None:
        keep &= frame["start_on"] >= pd.Timestamp(start)
    if end is not None:
        keep &= frame["end_on"] <= pd.Timestamp(end)
    return frame[keep]


def weekly_statements(
    figures: pd.DataFrame, *, metric: str, area_code: str | None = None
) -> pd.DataFrame:
    """What was published of single weeks, or of the level on single days for a stock.

    Only what stands without reservation: doubtful figures, ambiguous dates and sentences with
    another reading are left out.

    Returns
    -------
    pandas.DataFrame
        Rows of :func:`marks`, one a statement; of one that speaks of
        several weeks, ``start_on`` to ``end_on`` covers all and ``weeks`` counts them.
    """
    frame = marks(figures, metric=metric, unit="week", area_code=area_code, derived=False)
    return single_weeks(frame)


def single_weeks(marks: pd.DataFrame) -> pd.DataFrame:
    """Of marks in the unit of a day or week, those of :func:`weekly_statements`."""
    level = marks["statistic"].isin(STATES)
    week = (marks["mark"] == "bar") | (marks["statistic"] == "each_week")
    keep = marks[
        (level | week)
        & (marks["status"] == "published")
        & ~marks["hollow"].astype(bool)
        & marks["direction"].ne("down")
    ]
    first = keep.groupby("figure_id", sort=False)
    out = keep.drop_duplicates("figure_id").set_index("figure_id")
    out["start_on"], out["end_on"] = first["start_on"].min(), first["end_on"].max()
    out["weeks"] = first.size()
    return out.reset_index()


def peak(statements: pd.DataFrame) -> dict[str, Any] | None:
    """The highest of weekly statements; of equals the exact one, then the first."""
    if statements.empty:
        return None
    ordered = statements.assign(bound=statements["relation"] != "=").sort_values(
        ["value", "bound", "start_on"], ascending=[False, True, True]
    )
    return dict(ordered.iloc[0])


def last_after(statements: pd.DataFrame, highest: dict[str, Any]) -> dict[str, Any] | None:
    """The last exact weekly statement after the highest one."""
    later = statements[
        (statements["start_on"] > highest["end_on"]) & (statements["relation"] == "=")
    ]
    return dict(later.sort_values("end_on").iloc[-1]) if len(later) else None


def highest_by_statement(marks: pd.DataFrame, highest: dict[str, Any]) -> bool:
    """Whether somebody stated that no week of a period around it was higher.

    Without that the highest *published* week need not be the highest week.
    """
    caps = marks[(marks["statistic"] == "maximum_week") & (marks["relation"] == "=")]
    around = (caps["start_on"] <= highest["start_on"]) & (caps["end_on"] >= highest["end_on"])
    return bool((around & (caps["printed"] == highest["printed"])).any())


def relative_change(
    first: float, first_relation: str, last: float, last_relation: str
) -> tuple[float, str]:
    """Change from one number to another as a fraction, with the relation that bounds leave.

    From above 100 to 56 is a fall of more than 44 %: (−0.44, ``<``). NaN where the bounds point
    in ways that say nothing of the change, or the first number is zero.
    """
    if first == 0:
        return float("nan"), ""
    change = last / first - 1
    if first_relation == "=" == last_relation:
        return change, "="
    falling = first_relation in ("=", *LOWER_BOUNDS) and last_relation in ("=", *UPPER_BOUNDS)
    rising = first_relation in ("=", *UPPER_BOUNDS) and last_relation in ("=", *LOWER_BOUNDS)
    strict = {">", "<"} & {first_relation, last_relation}
    if falling:
        return change, "<" if strict else "≤"
    if rising:
        return change, ">" if strict else "≥"
    if "≈" in (first_relation, last_relation) and {first_relation, last_relation} <= {"=", "≈"}:
        return change, "≈"
    return float("nan"), ""


def peaks_and_declines(
    figures: pd.DataFrame,
    *,
    metrics: Sequence[str] = CORE,
    start: date | None = None,
    end: date | None = None,
    area_code: str | None = None,
) -> pd.DataFrame:
    """The highest published week of each metric and the last one after it.

    Parameters
    ----------
    figures
        As for :func:`kampung.subjects.epidemic.analysis.record.marks`.
    metrics
        Ids of metrics, in the order of the rows.
    start, end
        Look at weeks that lie wholly between these days only, both inclusive.

    Returns
    -------
    pandas.DataFrame
        One row a metric that has a peak: ``peak_…`` and ``last_…`` (value as published,
        relation, first and last day, figure, source and publisher; ``last_…`` missing where
        nothing exact was published of a later week), ``peak_weeks`` (weeks that one statement
        speaks of), ``change`` as a fraction and ``change_relation``: −0.44 with ``<`` is a fall
        of more than 44 %. For a stock the level on a day takes the place of the week.
    """
    rows = []
    for metric in metrics:
        statements = within(
            weekly_statements(figures, metric=metric, area_code=area_code), start=start, end=end
        )
        highest = peak(statements)
        if highest is None:
            continue
        last = last_after(statements, highest)
        row = {"metric": metric, "statistic": highest["statistic"], "peak_weeks": highest["weeks"]}
        for prefix, found in (("peak", highest), ("last", last)):
            for name, column in (
                ("value", "printed"),
                ("relation", "relation"),
                ("start", "start_on"),
                ("end", "end_on"),
                ("figure_id", "figure_id"),
                ("source_id", "source_id"),
                ("publisher", "publisher"),
            ):
                row[f"{prefix}_{name}"] = found[column] if found is not None else None
        if last is not None:
            row["change"], row["change_relation"] = relative_change(
                highest["printed"], highest["relation"], last["printed"], last["relation"]
            )
        rows.append(row)
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    for name in ("peak_start", "peak_end", "last_start", "last_end"):
        frame[name] = pd.to_datetime(frame[name])
    for name in ("peak_value", "last_value", "change"):
        frame[name] = frame[name].astype(float)
    return frame


def total_bounds(
    figures: pd.DataFrame,
    *,
    metric: str,
    periods: Sequence[tuple[date, date]],
    area_code: str | None = None,
) -> pd.DataFrame:
    """Least and greatest total of periods, from running totals and daily counts alone.

    A running total never falls, so on a day without one it lies between those before and after;
    a printed daily count ties it to its neighbours. Exact where both ends are known. This is
    plain arithmetic on totals; means, rates and other statements are left to the evidence engine.

    Returns
    -------
    pandas.DataFrame
        ``start_on, end_on, days, least, greatest, per_week_least, per_week_greatest, exact``, one
        row a period; ``greatest`` is infinite where no later total is known.
    """
    totals = running_totals(figures, metric=metric, area_code=area_code)
    counts = prepared(figures, metric=metric, area_code=area_code)
    counts = counts[
        (counts["statistic"] == "total")
        & (counts["start_on"] == counts["end_on"])
        & (counts["relation"] == "=")
        & (counts["quality"] == "plain")
        & ~counts["alternative"]
    ]
    edges = [pd.Timestamp(d) for period in periods for d in period]
    known = [*totals["on_date"], *counts["end_on"], *edges]
    days = pd.date_range(min(known) - ONE_DAY, max(known), freq="D")
    least_count = counts.groupby("end_on")["value"].min().reindex(days)
    most_count = counts.groupby("end_on")["value"].max().reindex(days)
    on_day = totals.groupby("on_date")["value"]
    low = on_day.min().reindex(days).fillna(0.0).to_list()
    high = on_day.max().reindex(days).fillna(float("inf")).to_list()
    least, most = least_count.fillna(0.0).to_list(), most_count.fillna(float("inf")).to_list()
    for _ in range(2):  # forwards and backwards, twice: every tie is a day long
        for n in range(1, len(days)):
            low[n] = max(low[n], low[n - 1] + least[n])
            high[n] = min(high[n], high[n - 1] + most[n])
        for n in reversed(range(1, len(days))):
            low[n - 1] = max(low[n - 1], low[n] - most[n])
            high[n - 1] = min(high[n - 1], high[n] - least[n])
    at = {day: n for n, day in enumerate(days)}
    rows = []
    for first, last in periods:
        start, end = pd.Timestamp(first), pd.Timestamp(last)
        before, after = at[start - ONE_DAY], at[end]
        inside = sum(least[before + 1 : after + 1])
        lower = max(low[after] - high[before], inside, 0.0)
        upper = min(high[after] - low[before], sum(most[before + 1 : after + 1]))
        length = (end - start).days + 1
        rows.append(
            {
                "start_on": start,
                "end_on": end,
                "days": length,
                "least": lower,
                "greatest": upper,
                "per_week_least": lower * WEEK / length,
                "per_week_greatest": upper * WEEK / length,
                "exact": lower == upper,
            }
        )
    return pd.DataFrame(rows)


def compare_periods(
    figures: pd.DataFrame,
    *,
    metric: str,
    first: tuple[date, date],
    second: tuple[date, date],
    area_code: str | None = None,
) -> pd.DataFrame:
    """Compare the totals of two periods of one flow, per seven days so that lengths may differ.

    Returns
    -------
    pandas.DataFrame
        Two rows as :func:`total_bounds` gives them, and ``change_least`` and ``change_greatest``
        (fractions, on the second row): the smallest and the largest change that the totals allow.
    """
    if metric == ACTIVE:
        message = "a level on a day has no total over a period"
        raise ValueError(message)
    frame = total_bounds(figures, metric=metric, periods=[first, second], area_code=area_code)
    low, high = frame["per_week_least"], frame["per_week_greatest"]
    nan = float("nan")
    frame["change_least"] = [nan, low[1] / high[0] - 1 if high[0] else nan]
    frame["change_greatest"] = [nan, high[1] / low[0] - 1 if low[0] else nan]
    return frame
