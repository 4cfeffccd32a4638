"""From published figures to marks, and what follows from them exactly.

A published figure speaks of certain days. A mark is where it stands in a picture: over exactly
those days, at its value in the picture's unit. Nothing is estimated here. What is *derived* is
arithmetic on printed numbers, and carries its formula.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from kampung.analysis.figures import (
    ACTIVE,
    CASES,
    DEATHS,
    LOWER_BOUNDS,
    RECOVERIES,
    STATES,
    UPPER_BOUNDS,
    prepared,
    records,
)

Unit = Literal["day", "week", "cumulative"]

WEEK = 7
UNIT_DAYS: dict[str, int] = {"day": 1, "week": WEEK}
ONE_DAY = pd.Timedelta(days=1)

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


# What follows exactly


@dataclass(frozen=True, slots=True)
class Known:
    """A running total that printed numbers fix: its value, how, and from which figures."""

    value: float
    formula: str
    rests_on: tuple[str, ...]
    conflict: str = ""

    @property
    def term(self) -> str:
        """The formula as a part of another one."""
        return f"({self.formula})" if " " in self.formula else self.formula

    def plus(self, daily: "Known", *, sign: int) -> "Known":
        """Add or take away the count of one day."""
        return Known(
            self.value + sign * daily.value,
            f"{self.formula} {'+' if sign > 0 else '−'} {daily.term}",
            (*self.rests_on, *daily.rests_on),
            self.conflict or daily.conflict,
        )


Timeline = dict[pd.Timestamp, list[Known]]


def running_totals(
    figures: pd.DataFrame, *, metric: str, area_code: str | None = None
) -> pd.DataFrame:
    """Every running total that is printed or follows from a printed one and daily counts.

    A total on the day before is the day's less the day's count; on the day after, the day's and
    the count of the day after. Where three of cases, recoveries, deaths and active are printed
    for one day, the fourth is their sum or difference.

    Returns
    -------
    pandas.DataFrame
        ``on_date, value, formula, rests_on, printed, conflict``; a day has more than one row
        where printed numbers disagree, and they share the slug in ``conflict``.
    """
    totals = _totals(prepared(figures, area_code=area_code), metric)
    rows = [
        {
            "on_date": day,
            "value": known.value,
            "formula": known.formula,
            "rests_on": known.rests_on,
            "printed": " " not in known.formula,
            "conflict": known.conflict,
        }
        for day, candidates in sorted(totals.items())
        for known in candidates
    ]
    columns = ["on_date", "value", "formula", "rests_on", "printed", "conflict"]
    return pd.DataFrame(rows, columns=columns)


def exact_weeks(
    figures: pd.DataFrame, *, metric: str, area_code: str | None = None
) -> pd.DataFrame:
    """Totals over seven days that follow exactly from printed totals and daily counts.

    The total of a week is the running total on its last day less that on the day before its
    first: 30 June to 6 July is 7807 − 7373 = 434. Seven printed daily counts in a row are added.

    Returns
    -------
    pandas.DataFrame
        ``start_on, end_on, value, formula, rests_on, conflict``, one row a week, ordered by
        ``end_on``; two rows where printed numbers disagree, with a common slug in ``conflict``.
        Weeks that would be below zero are left out: then a total was corrected.
    """
    everything = prepared(figures, area_code=area_code)
    totals = _totals(everything, metric)
    rows = []
    for end, lasts in sorted(totals.items()):
        before = totals.get(end - WEEK * ONE_DAY, [])
        rows += [
            _week(end, last.value - first.value, f"{last.term} − {first.term}", last, first)
            for last in lasts
            for first in before
            if last.value >= first.value
        ]
    found = {row["end_on"] for row in rows}
    daily = _counts(everything, metric)
    for end in sorted(daily):
        days = [end - n * ONE_DAY for n in reversed(range(WEEK))]
        if end not in found and all(len(daily.get(day, [])) == 1 for day in days):
            counts = [daily[day][0] for day in days]
            formula = " + ".join(count.formula for count in counts)
            rows.append(_week(end, sum(count.value for count in counts), formula, *counts))
    columns = ["start_on", "end_on", "value", "formula", "rests_on", "conflict"]
    frame = pd.DataFrame(rows, columns=columns).sort_values(["end_on", "value"])
    disagree = frame.groupby("end_on")["value"].transform("nunique").gt(1)
    slugs = f"exact-{metric}-" + frame["end_on"].astype(str).str.slice(0, 10)
    frame["conflict"] = frame["conflict"].where(~disagree | frame["conflict"].ne(""), slugs)
    return frame.drop_duplicates(["end_on", "value"], ignore_index=True)


def _week(end: pd.Timestamp, value: float, formula: str, *parts: Known) -> dict[str, Any]:
    return {
        "start_on": end - (WEEK - 1) * ONE_DAY,
        "end_on": end,
        "value": value,
        "formula": formula,
        "rests_on": tuple(dict.fromkeys(i for part in parts for i in part.rests_on)),
        "conflict": next((part.conflict for part in parts if part.conflict), ""),
    }


def _certain(figures: pd.DataFrame, metric: str) -> pd.DataFrame:
    keep = (
        (figures["metric"] == metric)
        & (figures["relation"] == "=")
        & (figures["quality"] == "plain")
        & figures["value"].notna()
        & ~figures["alternative"]
    )
    return figures[keep]


def _timeline(rows: pd.DataFrame) -> Timeline:
    found: Timeline = defaultdict(list)
    for row in records(rows):
        known = Known(row["value"], f"{row['value']:.0f}", (row["figure_id"],), row["conflict"])
        if all(known.value != other.value for other in found[row["end_on"]]):
            found[row["end_on"]].append(known)
    return dict(found)


def _counts(figures: pd.DataFrame, metric: str) -> Timeline:
    rows = _certain(figures, metric)
    return _timeline(rows[(rows["statistic"] == "total") & (rows["start_on"] == rows["end_on"])])


def _printed_totals(figures: pd.DataFrame, metric: str) -> Timeline:
    rows = _certain(figures, metric)
    statistic = "level" if metric == ACTIVE else "cumulative"
    return _timeline(rows[rows["statistic"] == statistic])


def _by_identity(figures: pd.DataFrame, metric: str) -> Timeline:
    """Totals by cases = recoveries + deaths + active, where the other three are printed."""
    if metric not in (CASES, RECOVERIES, DEATHS):
        return {}
    others = [m for m in (CASES, DEATHS, RECOVERIES, ACTIVE) if m != metric]
    lines = [_printed_totals(figures, m) for m in others]
    found: Timeline = {}
    for day in set(lines[0]).intersection(*lines[1:]):
        if any(len(line[day]) > 1 for line in lines):
            continue
        first, *rest = (line[day][0] for line in lines)
        for other in rest:
            first = first.plus(other, sign=1 if metric == CASES else -1)
        found[day] = [first]
    return found


def _totals(figures: pd.DataFrame, metric: str) -> Timeline:
    printed = _printed_totals(figures, metric)
    anchors: Timeline = {day: list(known) for day, known in printed.items()}
    for day, candidates in _by_identity(figures, metric).items():
        for known in candidates:
            _add(anchors, day, known)
    daily = _counts(figures, metric)
    found: Timeline = {day: list(known) for day, known in anchors.items()}
    for anchor, starts in anchors.items():
        for day, known in (*_walk(anchor, starts, daily, 1), *_walk(anchor, starts, daily, -1)):
            if day not in printed:
                _add(found, day, known)
    return found


def _walk(
    anchor: pd.Timestamp, starts: list[Known], daily: Timeline, sign: int
) -> Iterator[tuple[pd.Timestamp, Known]]:
    """Walk from a known total over days that have a printed count, forwards or backwards."""
    day, known = anchor, list(starts)
    while True:
        counts = daily.get(day + ONE_DAY if sign > 0 else day, [])
        if not counts:
            return
        day += sign * ONE_DAY
        known = [total.plus(count, sign=sign) for total in known for count in counts]
        yield from ((day, total) for total in known if total.value >= 0)


def _add(found: Timeline, day: pd.Timestamp, known: Known) -> None:
    """Keep the shortest way to each value."""
    others = found.setdefault(day, [])
    for n, other in enumerate(others):
        if other.value == known.value:
            if len(known.rests_on) < len(other.rests_on):
                others[n] = known
            return
    others.append(known)


# Derived marks


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
    chosen = _apart(weeks, taken=bars)
    return [
        _derived(
            week,
            metric=metric,
            factor=UNIT_DAYS[unit] / WEEK,
            mark="bar" if n in chosen else "segment",
        )
        for n, week in enumerate(weeks)
    ]


def _apart(weeks: list[dict[str, Any]], *, taken: Iterable[dict[str, Any]]) -> set[int]:
    """Choose weeks, ordered by last day, that share no day with each other or with ``taken``.

    As many as can be; among equals those that end on the same weekday as the printed weeks, and
    then those that rest on the fewest figures. (Weighted interval scheduling.)
    """
    taken = list(taken)
    weekdays = {row["end_on"].weekday() for row in taken}
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for n, week in enumerate(weeks):
        free = all(
            week["end_on"] < row["start_on"] or week["start_on"] > row["end_on"] for row in taken
        )
        before = sum(other["end_on"] < week["start_on"] for other in weeks[:n])
        weight = 1.0 + 0.01 * (week["end_on"].weekday() in weekdays) - 1e-4 * len(week["rests_on"])
        score, ids = best[before]
        with_it = (score + weight, (*ids, n)) if free else (0.0, ())
        best.append(max(best[-1], with_it))
    return set(best[-1][1])
