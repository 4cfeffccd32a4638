"""From published figures to verdicts, ranges and the estimate: the engine's front door."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import inf

import numpy as np
import numpy.typing as npt
import pandas as pd

from kampung.subjects.evidence.engine import frames
from kampung.subjects.evidence.engine.bench import Bench, Verdict
from kampung.subjects.evidence.engine.bounds import Bounds
from kampung.subjects.evidence.engine.conflicts import Explainer
from kampung.subjects.evidence.engine.constraints import CASES, SERIES, Row, Statement, total
from kampung.subjects.evidence.engine.estimate import Estimate, smoothest
from kampung.subjects.evidence.engine.findings import findings
from kampung.subjects.evidence.engine.model import Model
from kampung.subjects.evidence.engine.records import Aids, Record, prepare
from kampung.subjects.evidence.engine.repairs import judge
from kampung.subjects.evidence.engine.statements import TYPICAL, Uncheckable, ordinal, read
from kampung.subjects.evidence.engine.verdicts import open_readings, verdicts
from kampung.subjects.evidence.engine.wave import Wave, WaveBounds, under_assumption
from kampung.subjects.evidence.engine.worlds import Worlds

Days = tuple[dt.date, dt.date]


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
    repairs : DataFrame
        One row a near repair: ``dispute``, ``repair``, ``weight``, ``voices``, ``statements`` (ids
        to give up), ``complete`` (whether all near repairs of the dispute are told).
    findings : DataFrame
        What the record forces that no page says: ``metric``, ``start_on``, ``end_on``, ``least``,
        ``peak`` and ``peak_id`` (the highest week that was said), ``proof`` (dict with ``asked``
        and ``allowed``: terms of ``id``, ``amount``, ``times``, whose difference is ``least``; or
        None), ``supports`` (ids).
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
    repairs: pd.DataFrame
    findings: pd.DataFrame
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
    aids: Aids | None = None,
    wave: Days | None = None,
) -> Kept:
    """Find what every series has to satisfy that agrees with all that is kept.

    Parameters
    ----------
    figures, weights, area_code, sources, aids, wave
        As for `evaluate`, which keeps the very same statements. The wave is not assumed; the
        edges of its weeks are among the knots.
    """
    records = prepare(figures, weights, sources, aids)
    return _kept(_judged(records, _outcomes(records, area_code), wave))


def _kept(bench: Bench) -> Kept:
    model = bench.record.model
    program = model.program
    model.hold_only(bench.record.kept - bench.silent, bench.record.world.labels)
    free = [
        [program.greatest(total(series, start + 1, end)) == inf] * (end - start)
        for series in range(len(SERIES))
        for start, end in pairwise(program.knots)
    ]
    return Kept(
        ids=frozenset(_used(bench)),
        rows=_rows(bench),
        knots=tuple(program.knots),
        sizes=tuple(_sizes(bench)),
        unbounded=np.array([day for days in free for day in days], bool).reshape(len(SERIES), -1),
    )


def evaluate(
    figures: pd.DataFrame,
    weights: pd.DataFrame,
    *,
    area_code: str,
    sources: pd.DataFrame | None = None,
    aids: Aids | None = None,
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
        ``id``, ``kind``: to look up the kind of each figure's source; and ``publisher``, to tell
        independent witnesses.
    aids
        What else the pack says of its figures: who repeats them, which one page derives from
        each other, and which other days they may stand for.
    wave
        First and last day of a period in which every series, as an assumption, rises once and
        falls once, by weeks counted back from the last day.

    Returns
    -------
    Evidence
        The same to the last digit for the same input, in whatever order its rows come. A record
        that cannot be true raises nothing: what has to go is in ``given_up``.
    """
    records = prepare(figures, weights, sources, aids)
    return _evaluate(records, area_code=area_code, wave=wave)


def what_if(
    figures: pd.DataFrame,
    weights: pd.DataFrame,
    *,
    area_code: str,
    without: Collection[str],
    sources: pd.DataFrame | None = None,
    aids: Aids | None = None,
    focus: Days | None = None,
    ranges: bool = False,
    metrics: Sequence[str] = SERIES,
    known: Mapping[str, str] | None = None,
) -> Evidence:
    """Evaluate again as if some statements had never been made; fast enough to do live.

    Parameters
    ----------
    figures, weights, area_code, sources, aids
        As for `evaluate`.
    without
        Ids of figures to leave out.
    focus
        First and last day; only figures whose days all lie there are tested, and only these
        days are estimated. The days before bear on it through running totals alone.
    ranges
        Whether ``windows`` have ``least`` and ``greatest`` too, which takes long. Without them
        they hold the estimate alone, as ``bands`` always do.
    metrics
        Series of which ``windows`` tell.
    known
        Verdicts of before, by id; then ``statements`` has only the figures of which the verdict
        is another now.

    Returns
    -------
    Evidence
        ``statements`` has the figures of the focus that were not left out. No ``findings``.
    """
    chosen = figures[~figures["id"].isin(set(without))]
    records = prepare(chosen, weights, sources, aids)
    live = Live(focus, ranges=ranges, metrics=tuple(metrics), known=known)
    return _evaluate(records, area_code=area_code, live=live)


@dataclass(frozen=True)
class Live:
    """What is wanted of an evaluation that somebody waits for; see `what_if`."""

    focus: Days | None
    ranges: bool
    metrics: tuple[str, ...]
    known: Mapping[str, str] | None


def _evaluate(
    records: list[Record], *, area_code: str, wave: Days | None = None, live: Live | None = None
) -> Evidence:
    outcome = _outcomes(records, area_code)
    if live is not None and live.focus is not None:
        focus = live.focus
        outcome = {id_: one for id_, one in outcome.items() if _within(one, focus)}
        records = [record for record in records if record["id"] in outcome]
    bench = _judged(records, outcome, wave)
    statements = list(bench.record.model.statements.values())
    period = _wave(wave) if statements else None
    known = live.known if live is not None else None
    found = {
        id_: Verdict("uncheckable", one.code, dict(one.params))
        for id_, one in outcome.items()
        if isinstance(one, Uncheckable) and (known is None or known.get(id_) != "uncheckable")
    } | verdicts(bench, statements, known)
    records = [record for record in records if record["id"] in found]
    bench.worlds.leave_out(())
    bounds = Bounds(bench.worlds)
    estimate = _estimate(bench)
    waves: list[WaveBounds] = []
    if period:
        waves = [under_assumption(bench.worlds, bounds, period, s) for s in range(len(SERIES))]
    found_windows = frames.windows(
        bounds.days,
        estimate,
        bounds if live is None or live.ranges else None,
        waves,
        names=bench.names,
        metrics=SERIES if live is None else live.metrics,
    )
    found_bands = frames.bands(bounds.days, estimate, bounds if live is None else None)
    # Last, for it adds rows.
    forced = findings(bench, bounds, estimate) if live is None else []
    return Evidence(
        statements=frames.statements(records, found),
        windows=found_windows,
        bands=found_bands,
        series=frames.series(bounds.days, estimate),
        given_up=frames.given_up(records, found),
        repairs=frames.repairs(bench),
        findings=frames.findings(forced, names=bench.names),
        waves=frames.waves(period, waves),
    )


def _wave(days: Days | None) -> Wave | None:
    return Wave(days[0].toordinal(), days[1].toordinal()) if days else None


def _judged(
    records: list[Record], outcome: dict[str, Statement | Uncheckable], wave: Days | None
) -> Bench:
    """What can be kept of the statements, and what has to go."""
    statements = [one for one in outcome.values() if isinstance(one, Statement)]
    period = _wave(wave)
    untested = [r for r in records if isinstance(outcome[r["id"]], Uncheckable)]
    model = Model(
        statements,
        undecidable={str(record["statement"]) for record in untested},
        knots=period.knots if period and statements else (),
    )
    record = judge(model)
    readings = open_readings(Worlds(record))
    silent = frozenset(sentence for sentence, able in readings.items() if len(able) > 1)
    worlds = Worlds(record, silent=silent)
    return Bench(record, worlds, Explainer(record, silent), readings, silent)


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


def _estimate(bench: Bench) -> Estimate | None:
    knots = bench.record.model.program.knots
    if len(knots) < 2:
        return None
    return smoothest(_rows(bench), knots, sizes=_sizes(bench))


def _rows(bench: Bench) -> tuple[Row, ...]:
    """Rows of all that is kept in the likeliest world, of a choice those of the way taken."""
    model, labels = bench.record.model, bench.record.world.labels
    return tuple(
        model.program.row(number)
        for id_ in sorted(bench.record.kept - bench.silent)
        for number in model.numbers(model.units[id_], labels)
    )


def _used(bench: Bench) -> list[str]:
    """Statements that are kept in the likeliest world."""
    return list(bench.names(sorted(bench.record.kept - bench.silent)))


def _sizes(bench: Bench) -> list[float]:
    """Relative sizes of the series: the largest running totals that are kept."""
    largest = dict.fromkeys(SERIES, 0.0)
    for id_ in _used(bench):
        statement = bench.record.model.statements[id_]
        if statement.statistic == "cumulative" and statement.value:
            largest[statement.metric] = max(largest[statement.metric], statement.value)
    top = max(largest.values())
    return [size / top if size else 1.0 for size in largest.values()]
