"""The record of one metric as marks to draw: what was published, in the unit of a chart."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from kampung.rows import records
from kampung.subjects.epidemic.analysis.exact_weeks import exact_weeks, kept_apart, running_totals
from kampung.subjects.epidemic.analysis.figures import (
    ACTIVE,
    LOWER_BOUNDS,
    ONE_DAY,
    STATES,
    UNIT_DAYS,
    UPPER_BOUNDS,
    WEEK,
    Unit,
    prepared,
)

COLUMNS = (
    "figure_id",
    "part",
    "source_id",
    "publisher",
    "url",
    "locator",
    "metric",
    "status",
    "mark",
    "direction",
    "start_on",
    "end_on",
    "draw_end",
    "days",
    "value",
    "low",
    "high",
    "printed",
    "decimals",
    "statistic",
    "relation",
    "formula",
    "rests_on",
    "quality",
    "conflict",
    "statement",
    "alternative",
    "hollow",
    "reading_id",
    "reading_en",
    "period_basis",
    "days_least",
    "days_most",
    "period_note_id",
    "period_note_en",
    "note_id",
    "note_en",
)


def marks(
    figures: pd.DataFrame,
    *,
    metric: str,
    unit: Unit,
    area_code: str | None = None,
    derived: bool = True,
) -> pd.DataFrame:
    """Place every published figure of one metric over the days that it speaks of.

    Parameters
    ----------
    figures
        Rows of the pack's ``figures``, joined with ``publisher`` and ``url`` of their source
        (both optional).
    metric
        Id of the metric.
    unit
        ``day`` and ``week``: flows per day and per seven days; ``cumulative``: running totals.
        Levels and shares are states of a day and look the same in all three.
    area_code
        Keep figures of this area only; the frame is taken to be of one area where None.
    derived
        Whether to add the weeks (or running totals) that follow exactly from printed ones.

    Returns
    -------
    pandas.DataFrame
        One row a mark; a statement about several weeks has one for each (``part``).

        - ``mark``: ``bar`` (a total over seven days), ``dot`` (one day's count), ``segment`` (a
          mean, or a total over another length), ``arrow`` (a bound, in ``direction`` up or
          down), ``cap`` (the highest week of a period), ``point`` (a state of a day)
        - ``start_on``, ``end_on``: both inclusive; ``draw_end`` is the first day after
        - ``value``: in the unit, which is total × unit days ÷ days for flows; ``low`` and
          ``high``: the range that rounding or the bound leaves, NaN where there is no end to it
        - ``printed``, ``decimals``, ``statistic``, ``relation``: as published
        - ``status``: ``published`` or ``derived``; a derived mark has ``formula`` (plain digits)
          and ``rests_on``, the ids of the figures in it
        - ``hollow``: the date or period is ambiguous, the figure is doubtful, or the sentence
          can be read in another way
        - ``conflict``: slug shared by figures that disagree; and the pack's other columns

        Ordered by ``start_on``.
    """
    selected = prepared(figures, metric=metric, area_code=area_code)
    rows = [part for row in records(selected) for part in _published(row, unit=unit)]
    if derived:
        if unit == "cumulative":
            rows += _derived_totals(figures, metric=metric, area_code=area_code)
        else:
            rows += _derived_weeks(
                figures, metric=metric, area_code=area_code, unit=unit, published=rows
            )
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    for name in ("start_on", "end_on", "draw_end"):
        frame[name] = pd.to_datetime(frame[name])
    return frame.sort_values(["start_on", "end_on", "figure_id", "part"], ignore_index=True)


def _published(row: dict[str, Any], *, unit: Unit) -> Iterator[dict[str, Any]]:
    """The marks of one figure; none where the unit has no place for it."""
    statistic = row["statistic"]
    if statistic == "comparison" or pd.isna(row["value"]):
        return
    state = statistic in STATES
    if not state and (statistic == "cumulative") != (unit == "cumulative"):
        return
    if state or statistic == "cumulative":
        spans, factor = [(row["end_on"], row["end_on"])], 1.0
    elif statistic == "each_week":
        spans = weeks_back(row["start_on"], row["end_on"], weeks=row["weeks"])
        factor = UNIT_DAYS[unit] / WEEK
    elif statistic == "maximum_week":
        spans, factor = [(row["start_on"], row["end_on"])], UNIT_DAYS[unit] / WEEK
    else:
        spans = [(row["start_on"], row["end_on"])]
        days = 1 if statistic == "daily_mean" else _days(row["start_on"], row["end_on"])
        factor = UNIT_DAYS[unit] / days
    mark, direction = _shape(row)
    low, high = printed_range(row["value"], row["decimals"], row["relation"], statistic)
    for part, (start, end) in enumerate(spans, start=1):
        yield {
            **row,
            "part": part,
            "status": "published",
            "mark": mark,
            "direction": direction,
            "start_on": start,
            "end_on": end,
            "draw_end": end + ONE_DAY,
            "days": _days(start, end),
            "value": row["value"] * factor,
            "low": low * factor,
            "high": high * factor,
            "printed": row["value"],
            "formula": "",
            "rests_on": (row["figure_id"],),
            "hollow": row["quality"] != "plain" or row["alternative"],
        }


def _days(start: pd.Timestamp, end: pd.Timestamp) -> int:
    return int((end - start).days) + 1


def _shape(row: dict[str, Any]) -> tuple[str, str]:
    relation, statistic = row["relation"], row["statistic"]
    if relation in LOWER_BOUNDS:
        return "arrow", "up"
    if statistic == "maximum_week":
        return "cap", "down"
    if relation in UPPER_BOUNDS:
        return "arrow", "down"
    if statistic in (*STATES, "cumulative"):
        return "point", ""
    if statistic == "total":
        return {1: "dot", WEEK: "bar"}.get(_days(row["start_on"], row["end_on"]), "segment"), ""
    return "segment", ""


def weeks_back(
    start: pd.Timestamp, end: pd.Timestamp, *, weeks: float = float("nan")
) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """Seven-day weeks counted back from the last day of a period.

    Parameters
    ----------
    start, end
        The period, both inclusive.
    weeks
        How many; NaN for every whole week of the period.

    Returns
    -------
    list of (first day, last day)
        In the order of time.
    """
    count = _days(start, end) // WEEK if pd.isna(weeks) else int(weeks)
    lasts = [end - n * WEEK * ONE_DAY for n in reversed(range(count))]
    return [(last - (WEEK - 1) * ONE_DAY, last) for last in lasts]


def printed_range(
    value: float, decimals: float, relation: str, statistic: str
) -> tuple[float, float]:
    """The least and the greatest number that a printed number can stand for.

    A mean or a share is rounded to its last printed place: 79.83 stands for [79.825, 79.835). A
    count is what it is; above 100 means 101 or more. NaN where nothing is said of that side.
    """
    nan = float("nan")
    rounded = statistic in ("daily_mean", "share")
    if relation in LOWER_BOUNDS:
        return value + (relation == ">" and not rounded), nan
    if relation in UPPER_BOUNDS:
        return nan, value - (relation == "<" and not rounded)
    if relation == "≈":
        return nan, nan
    half = 0.5 * 10.0 ** -(0 if pd.isna(decimals) else decimals) if rounded else 0.0
    return max(value - half, 0.0), value + half


def _derived(row: dict[str, Any], *, metric: str, factor: float, mark: str) -> dict[str, Any]:
    value = row["value"] * factor
    return {
        **dict.fromkeys(COLUMNS, ""),
        **{name: row[name] for name in ("start_on", "end_on", "formula", "rests_on", "conflict")},
        "figure_id": f"exact-{metric}-{row['end_on']:%Y-%m-%d}-{row['value']:.0f}",
        "part": 1,
        "metric": metric,
        "status": "derived",
        "mark": mark,
        "draw_end": row["end_on"] + ONE_DAY,
        "days": _days(row["start_on"], row["end_on"]),
        "value": value,
        "low": value,
        "high": value,
        "printed": row["value"],
        "decimals": 0.0,
        "days_least": float("nan"),
        "days_most": float("nan"),
        "statistic": "cumulative" if mark == "point" else "total",
        "relation": "=",
        "quality": "plain",
        "alternative": False,
        "hollow": False,
    }


def _derived_totals(
    figures: pd.DataFrame, *, metric: str, area_code: str | None
) -> list[dict[str, Any]]:
    totals = running_totals(figures, metric=metric, area_code=area_code)
    rows = totals[~totals["printed"].astype(bool)]
    rows = rows.assign(start_on=rows["on_date"], end_on=rows["on_date"])
    if metric == ACTIVE:
        return []
    return [_derived(row, metric=metric, factor=1.0, mark="point") for row in records(rows)]


def _derived_weeks(
    figures: pd.DataFrame,
    *,
    metric: str,
    area_code: str | None,
    unit: Unit,
    published: list[dict[str, Any]],
) -> list[dict[str, Any]]:
    """Weeks that nobody printed: bars that do not overlap, the others as level segments."""
    if metric == ACTIVE:
        return []
    bars = [row for row in published if row["mark"] == "bar"]
    printed = {(row["start_on"], row["printed"]) for row in bars}
    weeks = [
        week
        for week in records(exact_weeks(figures, metric=metric, area_code=area_code))
        if (week["start_on"], week["value"]) not in printed
    ]
    chosen = kept_apart(weeks, taken=bars)
    return [
        _derived(
            week,
            metric=metric,
            factor=UNIT_DAYS[unit] / WEEK,
            mark="bar" if n in chosen else "segment",
        )
        for n, week in enumerate(weeks)
    ]
