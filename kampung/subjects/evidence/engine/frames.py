"""The engine's results as tables; columns are described in `evaluate.Evidence`."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from kampung.subjects.evidence.engine.bench import Bench, Verdict
from kampung.subjects.evidence.engine.bounds import Bounds, Range
from kampung.subjects.evidence.engine.constraints import (
    ACTIVE,
    CASES,
    DEATHS,
    RECOVERIES,
    SERIES,
    WEEK,
)
from kampung.subjects.evidence.engine.estimate import Days, Estimate
from kampung.subjects.evidence.engine.findings import Finding
from kampung.subjects.evidence.engine.printed import printed_decimals
from kampung.subjects.evidence.engine.wave import Wave, WaveBounds

# The solver's last digits are noise; the estimate is no better than this.
DECIMALS = 2

FIGURE = ("id", "source_id", "area_code", "metric", "statistic", "relation", "value")
STATEMENTS = (
    *FIGURE,
    *("start_on", "end_on", "verdict", "reason_code", "reason", "contradicts", "supports"),
    *("smallest", "depends_on", "follows_from", "short_by", "slack"),
    *("implied_least", "implied_greatest", "others_least", "others_greatest"),
    *("used", "weight", "voices", "exactness"),
)
GIVEN_UP = ("id", "weight", "slack", "short_by", "contradicts", "reason_code", "reason")
RANGE = ("least", "greatest", "estimate")
UNIMODAL = ("least_unimodal", "greatest_unimodal")
WINDOWS = ("metric", "start_on", "end_on", *RANGE, *UNIMODAL, "depends_on")
REPAIRS = ("dispute", "repair", "weight", "voices", "statements", "complete")
BANDS = ("unit", "metric", "on_date", *RANGE)
ESTIMATE = ("metric", "on_date", "estimate", "week_total", "cumulative")
WAVES = ("metric", "start_on", "end_on", "possible", "peaks")

FINDINGS = ("metric", "start_on", "end_on", "least", "peak", "peak_id", "proof", "supports")

NOTHING: Range = (None, None)


def statements(records: Sequence[Mapping[str, Any]], found: Mapping[str, Verdict]) -> pd.DataFrame:
    """Every figure with its verdict."""
    rows = []
    for record in records:
        verdict = found[str(record["id"])]
        start, end = record["start_on"], record["end_on"]
        if verdict.option is not None:
            start, end = (
                dt.date.fromordinal(day) for day in (verdict.option.start, verdict.option.end)
            )
        rows.append(
            {name: record[name] for name in FIGURE}
            | {
                "start_on": start,
                "end_on": end,
                "verdict": verdict.verdict,
                "reason_code": verdict.code,
                "reason": _subject(record) | verdict.params,
                "contradicts": verdict.contradicts,
                "supports": verdict.supports,
                "smallest": verdict.smallest,
                "depends_on": verdict.depends_on,
                "follows_from": verdict.follows_from,
                "short_by": verdict.short_by,
                "slack": None if verdict.slack is None else round(verdict.slack, DECIMALS),
                "implied_least": verdict.implied.least,
                "implied_greatest": verdict.implied.greatest,
                "others_least": verdict.by_others.least,
                "others_greatest": verdict.by_others.greatest,
                "used": verdict.used,
                "weight": record["weight"],
                "voices": record["voices"],
                "exactness": record["exactness"],
            }
        )
    frame = pd.DataFrame(rows, columns=list(STATEMENTS))
    return _typed(
        frame,
        days=("start_on", "end_on"),
        whole=("short_by",),
        numbers=(
            *("value", "slack", "implied_least", "implied_greatest"),
            *("others_least", "others_greatest", "weight"),
        ),
    )


def _subject(record: Mapping[str, Any]) -> dict[str, Any]:
    """What a reason needs to know of its statement, in JSON values."""
    value = record["value"]
    missing = value is None or pd.isna(value)
    compared, decimals = record.get("compared_metric"), record.get("decimals")
    known = None if decimals is None or pd.isna(decimals) else int(decimals)
    return {
        "metric": record["metric"],
        "compared_metric": compared if isinstance(compared, str) and compared else None,
        "statistic": record["statistic"],
        "relation": record["relation"],
        "value": None if missing else float(value),
        "decimals": 0 if missing else printed_decimals(float(value), known),
    }


def given_up(records: Sequence[Mapping[str, Any]], found: Mapping[str, Verdict]) -> pd.DataFrame:
    """The statements that contradict, the largest shortfall first."""
    frame = statements(records, found)
    frame = frame[frame["verdict"] == "contradicts"]
    frame = frame.sort_values(["short_by", "id"], ascending=[False, True])
    return frame.loc[:, list(GIVEN_UP)].reset_index(drop=True)


def repairs(bench: Bench) -> pd.DataFrame:
    """Every near repair of every dispute, as statements to give up."""
    rows = [
        (number, place, repair.weight, repair.voices, bench.names(sorted(repair.given_up)), whole)
        for number, dispute in enumerate(bench.record.disputes, 1)
        for place, repair in enumerate(dispute.repairs, 1)
        for whole in (dispute.complete,)
    ]
    return pd.DataFrame(rows, columns=list(REPAIRS))


def findings(
    found: Sequence[Finding], *, names: Callable[[Iterable[str]], tuple[str, ...]]
) -> pd.DataFrame:
    """What the record forces that no page says."""
    rows = []
    for one in found:
        proof = None
        if one.proof is not None:
            sides = {"asked": one.proof.more, "allowed": one.proof.less}
            proof = {
                side: [
                    {"id": names([term.id])[0], "amount": term.amount, "times": term.times}
                    for term in terms
                    if term.id
                ]
                for side, terms in sides.items()
            }
        rows.append(
            (
                SERIES[one.series],
                one.start,
                one.end,
                one.least,
                one.peak,
                one.peak_id,
                proof,
                one.ids,
            )
        )
    frame = pd.DataFrame(rows, columns=list(FINDINGS))
    return _typed(_dated(frame), days=("start_on", "end_on"), whole=("least",), numbers=("peak",))


def windows(
    days: range,
    estimate: Estimate | None,
    bounds: Bounds | None,
    waves: Sequence[WaveBounds],
    *,
    names: Callable[[Iterable[str]], tuple[str, ...]],
    metrics: Sequence[str] = SERIES,
) -> pd.DataFrame:
    """Every 7-day window of some series; ``names`` tells the statements of units."""
    rows = []
    for series, metric in enumerate(SERIES):
        if metric not in metrics:
            continue
        wave = next((wave.windows for wave in waves if wave.series == series), {})
        totals = _weeks(estimate, series)
        for end in days[WEEK - 1 :]:
            start = end - WEEK + 1
            depends = sorted(bounds.depends_on(series, start, end)) if bounds else ()
            range_ = bounds.window(series, start, end) if bounds else NOTHING
            total = _inside(totals.get(end), range_, bounds)
            rest = (*wave.get(end, NOTHING), tuple(sorted(names(depends))))
            rows.append((metric, start, end, *range_, total, *rest))
    frame = pd.DataFrame(rows, columns=list(WINDOWS))
    whole = ("least", "greatest", "least_unimodal", "greatest_unimodal")
    return _typed(_dated(frame), days=("start_on", "end_on"), whole=whole, numbers=("estimate",))


def bands(days: range, estimate: Estimate | None, bounds: Bounds | None) -> pd.DataFrame:
    """Every day of every series: its count, its running total, and the level of active cases."""
    rows: list[tuple[object, ...]] = []
    daily, totals, level = _lines(days, estimate)
    for place, day in enumerate(days):
        for series, metric in enumerate(SERIES):
            count = bounds.window(series, day, day) if bounds else NOTHING
            total = bounds.total(series, day) if bounds else NOTHING
            rows += [
                ("day", metric, day, *count, _inside(daily[series, place], count, bounds)),
                ("cumulative", metric, day, *total, _inside(totals[series, place], total, bounds)),
            ]
        active = bounds.active(day) if bounds else NOTHING
        rows.append(("level", ACTIVE, day, *active, _inside(level[place], active, bounds)))
    frame = pd.DataFrame(rows, columns=list(BANDS)).sort_values(
        ["unit", "metric", "on_date"], ignore_index=True
    )
    return _typed(
        _dated(frame), days=("on_date",), whole=("least", "greatest"), numbers=("estimate",)
    )


def series(days: range, estimate: Estimate | None) -> pd.DataFrame:
    """The smoothest series, day by day."""
    rows: list[tuple[object, ...]] = []
    if estimate is not None:
        daily, totals, level = _lines(days, estimate)
        for number, metric in enumerate(SERIES):
            week = _weeks(estimate, number)
            rows += [
                (metric, day, daily[number, place], week.get(day), totals[number, place])
                for place, day in enumerate(days)
            ]
        rows += [(ACTIVE, day, level[place], None, None) for place, day in enumerate(days)]
    frame = pd.DataFrame(rows, columns=list(ESTIMATE))
    numbers = ("estimate", "week_total", "cumulative")
    frame = _typed(_dated(frame), days=("on_date",), numbers=numbers)
    return frame.round(dict.fromkeys(numbers, DECIMALS))


def waves(wave: Wave | None, found: Sequence[WaveBounds]) -> pd.DataFrame:
    """The assumption of one wave, and whether the record leaves room for it."""
    rows = [
        (
            SERIES[one.series],
            wave.start,
            wave.end,
            bool(one.peaks),
            tuple(dt.date.fromordinal(end).isoformat() for _, end in one.peaks),
        )
        for one in found
        if wave is not None
    ]
    frame = pd.DataFrame(rows, columns=list(WAVES))
    return _typed(_dated(frame), days=("start_on", "end_on"))


def _lines(days: range, estimate: Estimate | None) -> tuple[Days, Days, Days]:
    """Daily counts and running totals, (3, days), and the level of active cases, (days,)."""
    if estimate is None:
        nothing = np.full((len(SERIES), len(days)), np.nan)
        return nothing, nothing, nothing[0]
    totals = estimate.totals
    level = totals[CASES] - totals[RECOVERIES] - totals[DEATHS]
    return estimate.daily, totals, np.clip(level, 0.0, None)


def _weeks(estimate: Estimate | None, series: int) -> dict[int, float]:
    """Estimated total of the 7 days up to each day."""
    if estimate is None:
        return {}
    run = np.concatenate([[0.0], np.cumsum(estimate.daily[series])])
    totals = (run[WEEK:] - run[:-WEEK]).tolist()
    return dict(zip(estimate.days[WEEK - 1 :], totals, strict=True))


def _inside(value: float | None, range_: Range, bounds: Bounds | None) -> float | None:
    """The estimate, rounded, and moved into its range where rounding of either took it out.

    None where nothing bounds it: there the smoothest series says nothing.

    Ranges are in whole people and the estimate is not, so it may lie a fraction outside.
    """
    least, greatest = range_
    if value is None or np.isnan(value) or (bounds is not None and greatest is None):
        return None
    rounded = round(float(value), DECIMALS)
    rounded = rounded if least is None else max(rounded, float(least))
    return rounded if greatest is None else min(rounded, float(greatest))


def _dated(frame: pd.DataFrame) -> pd.DataFrame:
    """Ordinals as dates."""
    for name in ("start_on", "end_on", "on_date"):
        if name in frame:
            frame[name] = [dt.date.fromordinal(int(day)) for day in frame[name]]
    return frame


def _typed(
    frame: pd.DataFrame,
    *,
    days: Sequence[str] = (),
    whole: Sequence[str] = (),
    numbers: Sequence[str] = (),
) -> pd.DataFrame:
    for name in days:
        frame[name] = pd.to_datetime(frame[name].replace("", None))
    for name in whole:
        frame[name] = pd.array(frame[name].tolist(), dtype="Int64")
    for name in numbers:
        frame[name] = pd.to_numeric(frame[name]).astype("float64")
    return frame
