"""Weeks and totals that follow exactly from printed running totals."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kampung.rows import records
from kampung.subjects.epidemic.analysis.figures import (
    ACTIVE,
    CASES,
    DEATHS,
    ONE_DAY,
    RECOVERIES,
    WEEK,
    prepared,
)


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


def kept_apart(weeks: list[dict[str, Any]], *, taken: Iterable[dict[str, Any]]) -> set[int]:
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
