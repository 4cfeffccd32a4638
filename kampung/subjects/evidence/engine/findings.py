"""What the whole record forces that no page says: long stretches nearly as high as the peak.

The least total of every window of 7 to 28 days is set against the highest week that was said. A
window that must have had nearly that pace, and lies outside that week, is a finding.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kampung.subjects.evidence.engine.bench import Bench
from kampung.subjects.evidence.engine.bounds import Bounds
from kampung.subjects.evidence.engine.constraints import SERIES, WEEK, Row, total
from kampung.subjects.evidence.engine.equations import Equation, equation
from kampung.subjects.evidence.engine.estimate import Estimate

SHORTEST, LONGEST = WEEK, 4 * WEEK
# Of the pace of the highest week; and what the estimate must reach for a window to be looked at.
NEARLY = 0.95


@dataclass(frozen=True)
class Finding:
    """A window, its least total, and the highest week that it is set against.

    ``proof`` adds up to the least total: what statements ask for, less what others allow.
    """

    series: int
    start: int
    end: int
    least: int
    peak: float
    peak_id: str
    proof: Equation | None
    ids: tuple[str, ...]

    @property
    def days(self) -> int:
        """How many days it has."""
        return self.end - self.start + 1


def findings(bench: Bench, bounds: Bounds, estimate: Estimate | None) -> list[Finding]:
    """Every finding; of windows that share a day the longest, and of these the highest."""
    if estimate is None:
        return []
    found: list[Finding] = []
    for series in range(len(SERIES)):
        peak = _highest_said(bench, series)
        if peak is None:
            continue
        taken: list[tuple[int, int]] = []
        for start, end in sorted(_high(estimate, series, peak[0]), key=lambda w: (w[0] - w[1], w)):
            if _shares(start, end, [*taken, peak[2]]):
                continue
            least = bounds.window(series, start, end)[0] or 0
            if least * WEEK >= NEARLY * peak[0] * (end - start + 1):
                taken.append((start, end))
                proof, ids = _proof(bench, series, start, end, least)
                found.append(Finding(series, start, end, least, peak[0], peak[1], proof, ids))
    return found


def _highest_said(bench: Bench, series: int) -> tuple[float, str, tuple[int, int]] | None:
    """The highest week that is said to be the highest, and its days; if no repair gives it up."""
    weeks = [
        statement
        for id_ in bench.record.certain
        for statement in bench.record.model.units[id_].statements
        if statement.metric == SERIES[series] and statement.relation == "=" and statement.value
    ]
    highest = [s.value for s in weeks if s.statistic == "maximum_week"]
    said = [
        (float(statement.value or 0), statement.id, (option.start, option.end))
        for statement in weeks
        for option in statement.options
        if statement.statistic == "total"
        and statement.value in highest
        and option.end - option.start + 1 == WEEK
    ]
    return max(said, default=None, key=lambda one: (one[0], one[1]))


def _high(estimate: Estimate, series: int, peak: float) -> Iterator[tuple[int, int]]:
    """Windows in which the estimate has that pace: the least total is never above it."""
    totals = [0.0, *estimate.daily[series].cumsum()]
    first = estimate.first_day
    for place in range(len(totals)):
        for days in range(SHORTEST, LONGEST + 1):
            if place + days < len(totals) and (
                (totals[place + days] - totals[place]) * WEEK >= NEARLY * peak * days
            ):
                yield first + place, first + place + days - 1


def _shares(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return any(start <= last and first <= end for first, last in taken)


def _proof(
    bench: Bench, series: int, start: int, end: int, least: int
) -> tuple[Equation | None, tuple[str, ...]]:
    """What forces the least total, and the sum that shows it."""
    model, knots = bench.record.model, bench.record.model.program.knots
    after = max(day for day in knots if day <= end)
    before = min(day for day in knots if day >= start - 1)
    fewer = Row(total(series, before + 1, after), float("-inf"), least - 1.0)
    (row,) = bench.worlds.add([fewer])
    units = bench.record.kept - bench.silent
    model.hold_only(units, bench.record.world.labels, (row,))
    if model.program.feasible():
        return None, ()
    ray = model.program.ray() or {}
    ids = sorted({model.owner[number] for number in ray if number in model.owner})
    labels = bench.record.world.labels
    return equation(model, ids, labels, extra={row: ""}), bench.names(ids)
