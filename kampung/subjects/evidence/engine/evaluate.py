"""From published figures to verdicts, ranges and the estimate: the engine's front door."""

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import inf
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kampung.subjects.evidence.engine import frames
from kampung.subjects.evidence.engine.bounds import Bounds
from kampung.subjects.evidence.engine.choices import judge_choices, settle
from kampung.subjects.evidence.engine.conflicts import differences
from kampung.subjects.evidence.engine.constraints import CASES, SERIES, Row, Statement, total
from kampung.subjects.evidence.engine.estimate import Estimate, smoothest
from kampung.subjects.evidence.engine.judgement import Judgement, begin
from kampung.subjects.evidence.engine.plain import judge_plain
from kampung.subjects.evidence.engine.statements import (
    TYPICAL,
    Uncheckable,
    exactness,
    ordinal,
    read,
)
from kampung.subjects.evidence.engine.verdicts import Verdict, verdicts
from kampung.subjects.evidence.engine.wave import Wave, WaveBounds, under_assumption

Days = tuple[dt.date, dt.date]
Record = dict[str, Any]

# A statement of a kind that the weights do not name.
DEFAULT_WEIGHT = 1.0


@dataclass(frozen=True)
class Evidence:
    """What the published record proves, allows and contradicts.

    Days are timestamps; what is not there is ``None`` or ``<NA>``; lists of ids are tuples.

    Attributes
    ----------
    statements : DataFrame
        One row a figure, in the order given. ``id``, ``source_id``, ``area_code``, ``metric``,
        ``statistic``, ``relation``, ``value``, ``start_on``, ``end_on`` (of an open period the
        one that the reason speaks of), ``verdict`` (follows, agrees, contradicts, uncheckable),
        ``reason_code`` and ``reason`` (dict of JSON values; `evidence.reasons` makes a
        sentence of them), ``contradicts`` (ids it cannot stand beside), ``supports`` (ids that
        force it), ``short_by`` and ``slack`` (people beyond what the statements in
        ``contradicts``, and all that are kept, allow), ``implied_least`` and
        ``implied_greatest`` (what the others allow, in the statement's own unit), ``used``
        (whether ranges and estimate rest on it), ``weight``, ``exactness``.
    windows : DataFrame
        One row a metric and 7 days. ``metric``, ``start_on``, ``end_on``, ``least`` and
        ``greatest`` (Int64 people; ``<NA>`` where nothing bounds it), ``estimate`` (float), and
        under the assumption of one wave ``least_unimodal``, ``greatest_unimodal`` (Int64).
    bands : DataFrame
        The same in other units: ``unit`` (day, cumulative, level), ``metric``, ``on_date``,
        ``least``, ``greatest``, ``estimate``. A level is one of active cases.
    series : DataFrame
        The estimate: ``metric``, ``on_date``, ``estimate`` (people a day; of active cases the
        level), ``week_total`` (of the 7 days up to this one), ``cumulative``.
    given_up : DataFrame
        One row a statement that contradicts, the largest shortfall first: ``id``, ``weight``,
        ``slack``, ``short_by``, ``contradicts``, ``reason_code``, ``reason``.
    waves : DataFrame
        One row a metric: ``metric``, ``start_on``, ``end_on``, ``possible`` (whether the record
        leaves room for a single rise and fall), ``peaks`` (last days, as ISO text, of the weeks
        in which the peak can lie).
    """

    statements: pd.DataFrame
    windows: pd.DataFrame
    bands: pd.DataFrame
    series: pd.DataFrame
    given_up: pd.DataFrame
    waves: pd.DataFrame


@dataclass(frozen=True)
class Kept:
    """What is kept of a record, for those who make series of their own that agree with it.

    Attributes
    ----------
    ids
        Ids of the figures that are kept, which `evaluate` calls ``used``.
    rows
        Constraints on running totals of cases, recoveries and deaths that can all be true
        together, in whole numbers; of a statement that leaves a choice those of one option.
    knots
        Days (ordinals) that they speak of, ascending; the first is the day before the series.
    sizes
        Relative sizes of the three series.
    unbounded
        Whether nothing published bounds the count of a day, shape (3, days). There, the estimate
        may be anything.
    """

    ids: frozenset[str]
    rows: tuple[Row, ...]
    knots: tuple[int, ...]
    sizes: tuple[float, ...]
    unbounded: npt.NDArray[np.bool_]

    @cached_property
    def estimate(self) -> Estimate | None:
        """The smoothest series that satisfies the rows; None where there is none to be found."""
        return smoothest(self.rows, self.knots, sizes=self.sizes) if len(self.knots) > 1 else None


def kept(
    figures: pd.DataFrame,
    weights: pd.DataFrame,
    *,
    area_code: str,
    sources: pd.DataFrame | None = None,
    wave: Days | None = None,
) -> Kept:
    """Find what every series has to satisfy that agrees with all that is kept.

    Parameters
    ----------
    figures, weights, area_code, sources, wave
        As for `evaluate`, which keeps the very same statements. The wave is not assumed; the
        edges of its weeks are among the knots.
    """
    records = _records(figures, weights, sources)
    return _kept(_judged(records, _outcomes(records, area_code), wave))


def _kept(judgement: Judgement) -> Kept:
    program = judgement.program
    free = [
        [program.greatest(total(series, start + 1, end)) == inf] * (end - start)
        for series in range(len(SERIES))
        for start, end in pairwise(program.knots)
    ]
    return Kept(
        ids=frozenset(judgement.kept),
        rows=_rows(judgement),
        knots=tuple(program.knots),
        sizes=tuple(_sizes(judgement)),
        unbounded=np.array([day for days in free for day in days], bool).reshape(len(SERIES), -1),
    )


def evaluate(
    figures: pd.DataFrame,
    weights: pd.DataFrame,
    *,
    area_code: str,
    sources: pd.DataFrame | None = None,
    wave: Days | None = None,
) -> Evidence:
    """Test every published figure against all others, and estimate the series behind them.

    Parameters
    ----------
    figures
        Rows of the pack's table ``figures``; with ``source_kind`` unless ``sources`` is given.
    weights
        ``source_kind``, ``exactness``, ``weight``: cost of giving up a statement of that kind.
    area_code
        The area whose series are modelled.
    sources
        ``id``, ``kind``: to look up the kind of each figure's source.
    wave
        First and last day of a period in which every series, as an assumption, rises once and
        falls once, by weeks counted back from the last day.

    Returns
    -------
    Evidence
        The same to the last digit for the same input, in whatever order its rows come. A record
        that cannot be true raises nothing: what has to go is in ``given_up``.
    """
    return _evaluate(_records(figures, weights, sources), area_code=area_code, wave=wave)


def what_if(
    figures: pd.DataFrame,
    weights: pd.DataFrame,
    *,
    area_code: str,
    without: Collection[str],
    sources: pd.DataFrame | None = None,
    focus: Days | None = None,
    ranges: bool = False,
) -> Evidence:
    """Evaluate again as if some statements had never been made; fast enough to do live.

    Parameters
    ----------
    figures, weights, area_code, sources
        As for `evaluate`.
    without
        Ids of figures to leave out.
    focus
        First and last day; only figures whose days all lie there are tested, and only these
        days are estimated. The days before bear on it through running totals alone.
    ranges
        Whether to compute ``least`` and ``greatest`` too, which takes longest. Without them
        ``windows`` and ``bands`` hold the estimate alone.

    Returns
    -------
    Evidence
        ``statements`` has the figures of the focus that were not left out.
    """
    chosen = figures[~figures["id"].isin(set(without))]
    records = _records(chosen, weights, sources)
    return _evaluate(records, area_code=area_code, focus=focus, ranges=ranges)


def _evaluate(
    records: list[Record],
    *,
    area_code: str,
    wave: Days | None = None,
    focus: Days | None = None,
    ranges: bool = True,
) -> Evidence:
    outcome = _outcomes(records, area_code)
    if focus is not None:
        outcome = {id_: one for id_, one in outcome.items() if _within(one, focus)}
        records = [record for record in records if record["id"] in outcome]
    judgement = _judged(records, outcome, wave)
    period = _wave(wave) if judgement.statements else None
    found = {
        id_: Verdict("uncheckable", one.code, dict(one.params))
        for id_, one in outcome.items()
        if isinstance(one, Uncheckable)
    } | verdicts(judgement, differences(judgement))
    bounds = Bounds(judgement.program)
    estimate = _estimate(judgement)
    waves: list[WaveBounds] = []
    if period and ranges:
        waves = [under_assumption(judgement.program, bounds, period, s) for s in range(len(SERIES))]
    shown = bounds if ranges else None
    return Evidence(
        statements=frames.statements(records, found),
        windows=frames.windows(bounds.days, estimate, shown, waves),
        bands=frames.bands(bounds.days, estimate, shown),
        series=frames.series(bounds.days, estimate),
        given_up=frames.given_up(records, found),
        waves=frames.waves(period, waves),
    )


def _wave(days: Days | None) -> Wave | None:
    return Wave(days[0].toordinal(), days[1].toordinal()) if days else None


def _judged(
    records: list[Record], outcome: dict[str, Statement | Uncheckable], wave: Days | None
) -> Judgement:
    """What can be kept of the statements, and what has to go."""
    statements = [one for one in outcome.values() if isinstance(one, Statement)]
    period = _wave(wave)
    judgement = begin(statements, period.knots if period and statements else ())
    judge_plain(judgement)
    untested = [r for r in records if isinstance(outcome[r["id"]], Uncheckable)]
    judge_choices(judgement, undecidable={str(record["statement"]) for record in untested})
    settle(judgement)
    return judgement


def _records(
    figures: pd.DataFrame, weights: pd.DataFrame, sources: pd.DataFrame | None
) -> list[Record]:
    """Figures as dicts with ``kind``, ``exactness`` and ``weight``.

    A sentence that is there in one reading only has no alternative: its ``statement`` is empty.
    """
    kinds = {} if sources is None else dict(zip(sources["id"], sources["kind"], strict=True))
    named = zip(weights["source_kind"], weights["exactness"], weights["weight"], strict=True)
    price = {(kind, exact): float(weight) for kind, exact, weight in named}
    records: list[Record] = [
        {str(name): value for name, value in row.items()} for row in figures.to_dict("records")
    ]
    readings = Counter(record.get("statement") for record in records)
    for record in records:
        slug = record.get("statement")
        record["statement"] = slug if isinstance(slug, str) and readings[slug] > 1 else None
        kind = kinds.get(record["source_id"], record.get("source_kind"))
        record["exactness"] = exactness(record)
        record["weight"] = price.get((kind, record["exactness"]), DEFAULT_WEIGHT)
    return records


def _outcomes(records: list[Record], area_code: str) -> dict[str, Statement | Uncheckable]:
    """Every figure as a statement of the model, or as uncheckable, by id."""
    totals: list[tuple[int, float]] = []
    for record in records:
        day = ordinal(record["end_on"])
        kind = (record["area_code"], record["metric"], record["statistic"])
        if kind == (area_code, SERIES[CASES], "cumulative") and day and pd.notna(record["value"]):
            totals.append((day, float(record["value"])))

    def cases(on: int | None) -> float:
        """The total of cases that is printed for the nearest day."""
        if on is None:
            return TYPICAL
        return min(((abs(day - on), total) for day, total in totals), default=(0, TYPICAL))[1]

    return {
        str(record["id"]): read(
            record,
            area_code=area_code,
            weight=record["weight"],
            cases=cases(ordinal(record["end_on"])),
        )
        for record in records
    }


def _within(outcome: Statement | Uncheckable, focus: Days) -> bool:
    """Whether a statement speaks of days of the focus only."""
    if isinstance(outcome, Uncheckable):
        return False
    first, last = focus[0].toordinal() - 1, focus[1].toordinal()
    return all(
        first <= day <= last
        for option in outcome.options
        for row in option.rows
        for _, day, _ in row.terms
    )


def _estimate(judgement: Judgement) -> Estimate | None:
    knots = judgement.program.knots
    if len(knots) < 2:
        return None
    return smoothest(_rows(judgement), knots, sizes=_sizes(judgement))


def _rows(judgement: Judgement) -> tuple[Row, ...]:
    """Rows of all that is kept, of a choice those of the option that was taken."""
    chosen = {id_: option.rows for id_, option in judgement.chosen.items()}
    return tuple(row for rows in (judgement.kept_rows | chosen).values() for row in rows)


def _sizes(judgement: Judgement) -> list[float]:
    """Relative sizes of the series: the largest running totals that are kept."""
    largest = dict.fromkeys(SERIES, 0.0)
    for id_ in judgement.kept:
        statement = judgement.statements[id_]
        if statement.statistic == "cumulative" and statement.value:
            largest[statement.metric] = max(largest[statement.metric], statement.value)
    top = max(largest.values())
    return [size / top if size else 1.0 for size in largest.values()]
