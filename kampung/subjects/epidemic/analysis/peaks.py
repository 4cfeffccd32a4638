"""Peaks and declines: the highest published week of a series, and the last one after it.

Worked out here and nowhere else: sentences, tables, labels of charts and cards are handed a
:class:`Peak`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from kampung.subjects.epidemic.analysis.figures import CORE, LOWER_BOUNDS, STATES, UPPER_BOUNDS
from kampung.subjects.epidemic.analysis.record import marks


@dataclass(frozen=True, slots=True)
class Stated:
    """What a source states of a week, of each of several weeks, or of a day.

    Attributes
    ----------
    value, relation, decimals
        The number as printed: 100 with ``>`` is “above 100”.
    start_on, end_on
        First and last day of the week, or of all the weeks.
    weeks
        How many weeks it speaks of, of those that are looked at.
    disputed
        Whether it cannot stand beside other figures, or is one of a few of which one is wrong.
    """

    figure_id: str
    source_id: str
    publisher: str
    statistic: str
    value: float
    relation: str
    decimals: int
    start_on: date
    end_on: date
    weeks: int
    disputed: bool = False

    @property
    def is_level(self) -> bool:
        """Whether it is a state of a day, not a total."""
        return self.statistic in STATES


@dataclass(frozen=True, slots=True)
class Peak:
    """The highest published week of a series in a period, and the last one after it.

    Attributes
    ----------
    last
        The last exact weekly statement after it; None where there is none.
    change
        From the one to the other, as a fraction; None where nothing is known of it.
    change_relation
        −0.44 with ``<`` is a fall of more than 44 %.
    is_highest_week
        Whether somebody stated that no week around it was higher. Without that the highest
        *published* week need not be the highest week.
    """

    metric: str
    highest: Stated
    last: Stated | None
    change: float | None
    change_relation: str
    is_highest_week: bool

    @property
    def disputed(self) -> bool:
        """Whether the peak or the change rests on a disputed figure."""
        return any(one.disputed for one in (self.highest, self.last) if one is not None)


@dataclass(frozen=True, slots=True)
class RunningTotals:
    """The first and the last exact running total of a period."""

    first: Stated
    last: Stated

    @property
    def disputed(self) -> bool:
        """Whether either is a disputed figure."""
        return self.first.disputed or self.last.disputed


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


def single_weeks(marks: pd.DataFrame) -> pd.DataFrame:
    """What was published of single weeks, or of the level on single days for a stock.

    Only what stands without reservation: doubtful figures, ambiguous dates and sentences with
    another reading are left out.

    Parameters
    ----------
    marks
        Rows of :func:`kampung.subjects.epidemic.analysis.record.marks`.

    Returns
    -------
    pandas.DataFrame
        The same rows, one a statement; of one that speaks of several weeks, ``start_on`` to
        ``end_on`` covers all and ``weeks`` counts them.
    """
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


def peak_of(
    marks: pd.DataFrame,
    *,
    metric: str,
    start: date | None = None,
    end: date | None = None,
    doubted: Collection[str] = (),
) -> Peak | None:
    """The peak of a series among the weeks that lie wholly in a period.

    Parameters
    ----------
    marks
        Rows of :func:`kampung.subjects.epidemic.analysis.record.marks`, of any unit.
    start, end
        Days, both inclusive.
    doubted
        Ids of figures that contradict others or are disputed. They are not passed over, for the
        record does not say which is wrong, but what rests on one is told to be disputed.

    Returns
    -------
    Peak or None
        Of equals the exact one, then the first; None where nothing was published of a week.
    """
    shown = within(marks, start=start, end=end)
    statements = single_weeks(shown)
    if statements.empty:
        return None
    ordered = statements.assign(bound=statements["relation"] != "=").sort_values(
        ["printed", "bound", "start_on"], ascending=[False, True, True]
    )
    highest = _stated(ordered.iloc[0], doubted)
    exact = statements["relation"] == "="
    later = statements[exact & (statements["start_on"] > pd.Timestamp(highest.end_on))]
    last = _stated(later.sort_values("end_on").iloc[-1], doubted) if len(later) else None
    change, relation = _change(highest, last)
    return Peak(metric, highest, last, change, relation, _is_highest_week(shown, highest))


def _stated(row: "pd.Series[Any]", doubted: Collection[str]) -> Stated:
    return Stated(
        figure_id=str(row["figure_id"]),
        source_id=str(row["source_id"]),
        publisher=str(row["publisher"]),
        statistic=str(row["statistic"]),
        value=float(row["printed"]),
        relation=str(row["relation"]),
        decimals=0 if pd.isna(row["decimals"]) else int(row["decimals"]),
        start_on=row["start_on"].date(),
        end_on=row["end_on"].date(),
        weeks=int(row.get("weeks", 1)),
        disputed=row["figure_id"] in doubted,
    )


def _is_highest_week(marks: pd.DataFrame, highest: Stated) -> bool:
    caps = marks[(marks["statistic"] == "maximum_week") & (marks["relation"] == "=")]
    start, end = pd.Timestamp(highest.start_on), pd.Timestamp(highest.end_on)
    around = (caps["start_on"] <= start) & (caps["end_on"] >= end)
    return bool((around & (caps["printed"] == highest.value)).any())


def _change(highest: Stated, last: Stated | None) -> tuple[float | None, str]:
    if last is None:
        return None, ""
    change, relation = relative_change(highest.value, highest.relation, last.value, last.relation)
    return (None if pd.isna(change) else change), relation


def running_totals_of(
    marks: pd.DataFrame,
    *,
    start: date | None = None,
    end: date | None = None,
    doubted: Collection[str] = (),
) -> RunningTotals | None:
    """The first and last exact running total that was published in a period, without reservation.

    Parameters
    ----------
    marks
        Rows of :func:`kampung.subjects.epidemic.analysis.record.marks` in the unit ``cumulative``.
    doubted
        As for :func:`peak_of`.
    """
    shown = within(marks, start=start, end=end)
    sure = shown[
        (shown["status"] == "published")
        & ~shown["hollow"].astype(bool)
        & (shown["statistic"] == "cumulative")
        & (shown["relation"] == "=")
    ]
    if sure.empty:
        return None
    return RunningTotals(_stated(sure.iloc[0], doubted), _stated(sure.iloc[-1], doubted))


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


def peaks(
    figures: pd.DataFrame,
    *,
    metrics: Sequence[str] = CORE,
    start: date | None = None,
    end: date | None = None,
    area_code: str | None = None,
    doubted: Collection[str] = (),
) -> tuple[Peak, ...]:
    """The peak of each metric that has one, in the order of the metrics.

    Parameters
    ----------
    figures
        As for :func:`kampung.subjects.epidemic.analysis.record.marks`.
    start, end
        Look at weeks that lie wholly between these days only, both inclusive.
    doubted
        As for :func:`peak_of`.
    """
    found = (
        peak_of(
            marks(figures, metric=metric, unit="week", area_code=area_code, derived=False),
            metric=metric,
            start=start,
            end=end,
            doubted=doubted,
        )
        for metric in metrics
    )
    return tuple(peak for peak in found if peak is not None)


def peaks_frame(peaks: Sequence[Peak]) -> pd.DataFrame:
    """Peaks as rows to take away.

    Returns
    -------
    pandas.DataFrame
        One row a peak: ``metric``, ``statistic``, ``peak_…`` and ``last_…`` (value as published,
        relation, first and last day, figure, source and publisher, and whether it is disputed;
        ``last_…`` missing where nothing exact was published of a later week), ``peak_weeks``,
        ``change`` as a fraction and ``change_relation``.
    """
    rows = [
        {
            "metric": peak.metric,
            "statistic": peak.highest.statistic,
            **_columns("peak", peak.highest),
            "peak_weeks": peak.highest.weeks,
            **_columns("last", peak.last),
            "change": peak.change,
            "change_relation": peak.change_relation,
        }
        for peak in peaks
    ]
    frame = pd.DataFrame(rows, columns=None if rows else ["metric"])
    for name in ("peak_start", "peak_end", "last_start", "last_end"):
        if name in frame:
            frame[name] = pd.to_datetime(frame[name])
    return frame


def _columns(which: str, stated: Stated | None) -> dict[str, object]:
    fields = {
        "value": "value",
        "relation": "relation",
        "start": "start_on",
        "end": "end_on",
        "figure_id": "figure_id",
        "source_id": "source_id",
        "publisher": "publisher",
        "disputed": "disputed",
    }
    return {
        f"{which}_{name}": None if stated is None else getattr(stated, field)
        for name, field in fields.items()
    }
