"""A true series, and true statements about it: what the engine is tested with.

Nothing here uses the engine. Whether a statement holds is worked out from the counts, and whether
any series of whole numbers satisfies a set of statements is asked of a program over single days.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import inf
from typing import Any

import highspy
import pandas as pd
from hypothesis.errors import UnsatisfiedAssumption

Figure = dict[str, Any]
# choose(low, high) gives a whole number between them: drawn by hypothesis, or at random.
Choose = Callable[[int, int], int]

FIRST = dt.date(2030, 1, 1)
AREA = "99.01"
FLOWS = ("new_cases", "new_recoveries", "new_deaths")
SHARES = {"fatality_rate": "new_deaths", "recovery_rate": "new_recoveries"}
WEIGHTS = pd.DataFrame(
    [
        (kind, exactness, weight * part)
        for kind, weight in (("press", 4.0), ("article", 2.0))
        for exactness, part in (
            ("exact", 1.0),
            ("rounded", 0.75),
            ("bounded", 0.5),
            ("doubtful", 0.1),
        )
    ],
    columns=["source_kind", "exactness", "weight"],
)
COLUMNS = (
    *("id", "source_id", "source_kind", "area_code", "metric", "statistic", "relation", "value"),
    *("decimals", "compared_metric", "start_on", "end_on", "period_basis", "days_least"),
    *("days_most", "weeks", "statement", "quality"),
)


def day(number: int) -> dt.date:
    """Day 0 is the first."""
    return FIRST + dt.timedelta(days=number)


def figure(id_: str, metric: str, statistic: str, value: float | None, **more: Any) -> Figure:
    """A row of ``figures``; ``start`` and ``end`` are numbers of days."""
    end = more.pop("end")
    start = more.pop("start", end)
    row: Figure = dict.fromkeys(COLUMNS)
    row.update(
        id=id_,
        source_id=f"source-{id_}",
        source_kind="press",
        area_code=AREA,
        metric=metric,
        statistic=statistic,
        relation="=",
        value=value,
        decimals=0,
        start_on=None if start is None else day(start),
        end_on=day(end),
        period_basis="stated",
        quality="plain",
    )
    return row | more


def frame(figures: Sequence[Figure]) -> pd.DataFrame:
    """The figures as a table."""
    return pd.DataFrame(figures, columns=list(COLUMNS))


@dataclass(frozen=True)
class Truth:
    """Counts a day of each flow, and the running totals before the first day."""

    daily: dict[str, tuple[int, ...]]
    before: dict[str, int]

    @property
    def days(self) -> int:
        return len(self.daily["new_cases"])

    def total(self, metric: str, start: int, end: int) -> int:
        return sum(self.daily[metric][start : end + 1])

    def running(self, metric: str, end: int) -> int:
        return self.before[metric] + self.total(metric, 0, end)

    def active(self, end: int) -> int:
        cases, recoveries, deaths = (self.running(metric, end) for metric in FLOWS)
        return cases - recoveries - deaths


def truth(choose: Choose, days: int, *, most: int = 40) -> Truth:
    """An epidemic in which nobody recovers or dies before being counted as a case."""
    before = {"new_recoveries": choose(0, 30), "new_deaths": choose(0, 9)}
    active = choose(0, 30)
    before = {"new_cases": active + sum(before.values()), **before}
    counts: dict[str, list[int]] = {metric: [] for metric in FLOWS}
    for _ in range(days):
        cases = choose(0, most)
        deaths = choose(0, min(active + cases, 5))
        recoveries = choose(0, min(active + cases - deaths, most))
        active += cases - recoveries - deaths
        for metric, count in zip(FLOWS, (cases, recoveries, deaths), strict=True):
            counts[metric].append(count)
    return Truth({metric: tuple(counts[metric]) for metric in FLOWS}, before)


def rounded(value: Fraction, decimals: int) -> float:
    """Round half up, as a newspaper does."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return float(exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


# True statements, one function a kind


def a_total(true: Truth, choose: Choose, id_: str) -> list[Figure]:
    metric, start, end = _stretch(true, choose, longest=21)
    return [figure(id_, metric, "total", true.total(metric, start, end), start=start, end=end)]


def a_mean(true: Truth, choose: Choose, id_: str) -> list[Figure]:
    metric, start, end = _stretch(true, choose, longest=40)
    days, decimals = end - start + 1, choose(0, 2)
    value = rounded(Fraction(true.total(metric, start, end), days), decimals)
    return [
        figure(id_, metric, "daily_mean", value, start=start, end=end, decimals=decimals)
        | {"source_kind": "article"}
    ]


def an_open_mean(true: Truth, choose: Choose, id_: str) -> list[Figure]:
    row = a_mean(true, choose, id_)[0]
    end = (row["end_on"] - FIRST).days
    days = end - (row["start_on"] - FIRST).days + 1
    least = max(1, days - choose(0, 3))
    most = min(end + 1, days + choose(0, 3))
    if least < most:
        row |= {"period_basis": "open", "days_least": least, "days_most": most, "start_on": None}
    return [row]


def a_cumulative(true: Truth, choose: Choose, id_: str) -> list[Figure]:
    metric, end = FLOWS[choose(0, 2)], choose(0, true.days - 1)
    value = true.running(metric, end)
    match choose(0, 4):
        case 0 if value > 0:
            return [figure(id_, metric, "cumulative", value - 1, end=end, relation=">")]
        case 1:
            return [figure(id_, metric, "cumulative", value + 3, end=end, relation="≤")]
        case 2 if value >= 5:
            about = rounded(Fraction(value, 10), 0) * 10
            return [figure(id_, metric, "cumulative", about, end=end, relation="≈")]
    return [figure(id_, metric, "cumulative", value, end=end)]


def a_level(true: Truth, choose: Choose, id_: str) -> list[Figure]:
    end = choose(0, true.days - 1)
    start = max(0, end - choose(0, 4))
    lowest = min(true.active(d) for d in range(start, end + 1))
    if start < end and lowest > 0:
        return [
            figure(id_, "active_cases", "level", lowest - 1, start=start, end=end, relation=">")
        ]
    return [figure(id_, "active_cases", "level", true.active(end), end=end)]


def a_share(true: Truth, choose: Choose, id_: str) -> list[Figure]:
    metric, end, decimals = list(SHARES)[choose(0, 1)], choose(0, true.days - 1), choose(0, 2)
    cases = true.running("new_cases", end)
    if not cases:
        return []
    value = rounded(Fraction(100 * true.running(SHARES[metric], end), cases), decimals)
    return [figure(id_, metric, "share", value, end=end, decimals=decimals)]


def each_week(true: Truth, choose: Choose, id_: str) -> list[Figure]:
    metric, totals, place = _weeks(true, choose)
    if not totals:
        return []
    if choose(0, 1) and min(totals) > 0:
        low = min(totals) - 1
        return [figure(id_, metric, "each_week", low, relation=">", **place)]
    return [figure(id_, metric, "each_week", max(totals) + 1, relation="<", **place)]


def highest_week(true: Truth, choose: Choose, id_: str) -> list[Figure]:
    metric, totals, place = _weeks(true, choose)
    if not totals:
        return []
    if choose(0, 1) and max(totals) > 0:
        high = max(totals) - 1
        return [figure(id_, metric, "maximum_week", high, relation=">", **place)]
    return [figure(id_, metric, "maximum_week", max(totals), **place)]


def a_comparison(true: Truth, choose: Choose, id_: str) -> list[Figure]:
    one, start, end = _stretch(true, choose, longest=21)
    other = FLOWS[(FLOWS.index(one) + choose(1, 2)) % 3]
    difference = true.total(one, start, end) - true.total(other, start, end)
    relation = "=" if difference == 0 else ">" if difference > 0 else "<"
    return [
        figure(id_, one, "comparison", None, start=start, end=end)
        | {"relation": relation, "compared_metric": other}
    ]


def two_readings(true: Truth, choose: Choose, id_: str) -> list[Figure]:
    """One true reading, and one that is not."""
    row = a_total(true, choose, f"{id_}-true")[0] | {"statement": id_}
    wrong = row | {"id": f"{id_}-wrong", "value": row["value"] + choose(1, 30)}
    return [row, wrong]


PLAIN = (a_total, a_mean, a_cumulative, a_level, a_share, each_week, a_comparison)
EVERY = (*PLAIN, an_open_mean, highest_week, two_readings)


def statements(
    true: Truth, choose: Choose, count: int, kinds: Sequence[Any] = EVERY
) -> list[Figure]:
    """So many true statements (fewer where there is nothing to say)."""
    made = [
        kinds[choose(0, len(kinds) - 1)](true, choose, f"s{number:03d}") for number in range(count)
    ]
    return [row for rows in made for row in rows]


def _stretch(true: Truth, choose: Choose, longest: int) -> tuple[str, int, int]:
    metric, end = FLOWS[choose(0, 2)], choose(0, true.days - 1)
    return metric, max(0, end - choose(0, longest - 1)), end


def _weeks(true: Truth, choose: Choose) -> tuple[str, list[int], dict[str, Any]]:
    metric, start, end = _stretch(true, choose, longest=35)
    count = (end - start + 1) // 7
    totals = [true.total(metric, end - 7 * k - 6, end - 7 * k) for k in range(count)]
    return metric, totals, {"start": start, "end": end}


# What series of whole numbers there are


def series_exists(figures: Sequence[Figure], days: int, *, whole: bool = True) -> bool:
    """Whether any daily counts satisfy figures of the `PLAIN` kinds, by a program over days."""
    program = Days(days, whole=whole)
    for row in figures:
        program.impose(row)
    return program.solve(None) is not None


def whole_extreme(
    figures: Sequence[Figure], days: int, metric: str, start: int, end: int, *, greatest: bool
) -> float:
    """The least or greatest total that whole daily counts can have; infinite if unbounded."""
    program = Days(days)
    for row in figures:
        program.impose(row)
    found = program.solve(program.total(metric, start, end), greatest=greatest)
    assert found is not None
    return found


class Days:
    """Daily counts and totals before the first day as unknowns, written out at length."""

    def __init__(self, days: int, *, whole: bool = True) -> None:
        self.highs: Any = highspy.Highs()
        self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("mip_max_nodes", 200)
        self.days = days
        add = self.highs.addIntegral if whole else self.highs.addVariable
        self.count = {metric: [add(lb=0) for _ in range(days)] for metric in FLOWS}
        self.before = {metric: add(lb=0) for metric in FLOWS}
        for number in range(-1, days):
            self.highs.addConstr(self.active(number) >= 0)

    def total(self, metric: str, start: int, end: int) -> Any:
        return sum(self.count[metric][start : end + 1])

    def running(self, metric: str, end: int) -> Any:
        return self.before[metric] + self.total(metric, 0, end)

    def active(self, end: int) -> Any:
        cases, recoveries, deaths = (self.running(metric, end) for metric in FLOWS)
        return cases - recoveries - deaths

    def impose(self, row: Figure) -> None:
        metric, statistic, relation = row["metric"], row["statistic"], row["relation"]
        start, end = (row["start_on"] - FIRST).days, (row["end_on"] - FIRST).days
        if statistic == "comparison":
            difference = self.total(metric, start, end) - self.total(
                row["compared_metric"], start, end
            )
            bounds = {"=": (0, 0), ">": (1, inf), "<": (-inf, -1)}[relation]
            self._between(difference, *bounds)
            return
        value = Fraction(Decimal(str(row["value"])))
        if statistic in ("share", "daily_mean"):
            half = Fraction(1, 2 * 10 ** row["decimals"])
            low, high = value - half, value + half
            if statistic == "daily_mean":
                part, whole = self.total(metric, start, end), end - start + 1
                self._between(part * (2 * half.denominator), 2 * half.denominator * low * whole,
                              2 * half.denominator * high * whole - 1)  # fmt: skip
                return
            part, cases = self.running(SHARES[metric], end), self.running("new_cases", end)
            scale = 100 * half.denominator
            self.highs.addConstr(part * scale - cases * float(low * half.denominator) >= 0)
            self.highs.addConstr(part * scale - cases * float(high * half.denominator) <= -1)
            return
        low, high = {
            "=": (value, value),
            ">": (value + 1, inf),
            "≥": (value, inf),
            "<": (-inf, value - 1),
            "≤": (-inf, value),
            "≈": _about(value),
        }[relation]
        match statistic:
            case "total":
                self._between(self.total(metric, start, end), low, high)
            case "cumulative":
                self._between(self.running(metric, end), low, high)
            case "level":
                for number in range(start, end + 1):
                    self._between(self.active(number), low, high)
            case "each_week":
                for k in range((end - start + 1) // 7):
                    self._between(self.total(metric, end - 7 * k - 6, end - 7 * k), low, high)
            case _:
                raise AssertionError(statistic)

    def solve(self, objective: Any, *, greatest: bool = False) -> float | None:
        if objective is None:
            self.highs.run()
        elif greatest:
            self.highs.maximize(objective)
        else:
            self.highs.minimize(objective)
        match self.highs.getModelStatus():
            case highspy.HighsModelStatus.kOptimal:
                return float(self.highs.getObjectiveValue())
            case highspy.HighsModelStatus.kUnbounded:
                return inf if greatest else -inf
            case highspy.HighsModelStatus.kUnboundedOrInfeasible if greatest:
                return inf
            case highspy.HighsModelStatus.kInfeasible:
                return None
        # Branching over whole numbers without end need not come to one: another example then.
        raise UnsatisfiedAssumption

    def _between(self, expression: Any, low: float | Fraction, high: float | Fraction) -> None:
        if low > -inf:
            self.highs.addConstr(expression >= float(low))
        if high < inf:
            self.highs.addConstr(expression <= float(high))


def _about(value: Fraction) -> tuple[Fraction, Fraction]:
    """Half a unit of the last digit that is not zero, or a twentieth, whichever is more."""
    digits = str(int(value)).rstrip("0")
    unit = 10 ** (len(str(int(value))) - len(digits))
    margin = max(Fraction(unit, 2), value / 20)
    return value - margin, value + margin
