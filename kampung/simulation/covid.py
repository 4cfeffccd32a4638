"""A daily epidemic in every district, invented so that it could be the one on record.

What was published is kept to the last person: the sums over all districts satisfy every
statement that the evidence engine keeps. Everything else is made up, from a seed:

1. **What is expected.** The engine's smoothest series, with fewer reports at the start of a week
   and overdispersed noise. Where nothing published bounds it, it fades instead.
2. **Running totals.** Statements speak of running totals at a few days (knots). Whole totals that
   satisfy them all and come as near as can be to what is expected: a small integer program.
3. **Days.** What lies between two knots goes to the days in between; no statement can tell these
   apart. Who ends being ill must be ill: where nobody is, an end waits for the next case.
4. **Districts.** Each has its share of the people and an epidemic a few days earlier or later
   than the others. Recoveries and deaths are drawn from those who are ill, so active cases are
   never negative anywhere.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, inf, log2

import highspy
import numpy as np
import numpy.typing as npt
import pandas as pd

from kampung.errors import KampungError
from kampung.simulation.districts import (
    METRICS,
    Counts,
    Numbers,
    by_district,
    known_numbers,
    shares_of,
)
from kampung.subjects.evidence.engine import Aids, Kept, kept
from kampung.subjects.evidence.engine.constraints import (
    CASES,
    DEATHS,
    RECOVERIES,
    SERIES,
    WEEK,
    Row,
    active,
)
from kampung.subjects.evidence.engine.matrix import Rows
from kampung.subjects.evidence.engine.program import TOLERANCE
from kampung.subjects.evidence.engine.solver import solver

Period = tuple[dt.date, dt.date]

COLUMNS = ("area_code", "metric", "on_date", "value", "source_id")

# Reports by day of the week, Monday first: few offices report what happens on a Sunday.
WEEKDAYS = np.array([0.72, 1.08, 1.12, 1.12, 1.10, 1.02, 0.84])
# Beyond chance, a day's count varies by 30 % about what is expected.
DAY_SPREAD = 0.3
# So much of the noise moves totals at knots too; with more of it, bounds would be hit too often.
STRAY = 0.3
# Where nothing bounds it, an epidemic fades by half in a week, and comes up as fast.
HALVED = 7
# Before the record begins it doubled in a fortnight.
DOUBLED = 14
# Costs of being off what is expected, a person: small steps off everywhere are better than one
# leap, so beyond one and beyond three times the usual spread a person costs more.
STEPS = ((1.0, 1.0), (3.0, 2.0), (9.0, inf))
MOST_NODES, GAP = 2000, 0.02
# An invented wave reaches so many in a thousand people; of a hundred cases so many die.
REACHED, FATAL, PEOPLE = 0.008, 0.03, 500_000
ILL_FOR = 12


@dataclass(frozen=True)
class _Course:
    """What the series of the whole regency have to satisfy, and what is expected of them.

    ``before`` are the totals before the first day, shape (3,), ``daily`` the counts of the days
    after the first knot up to the last, (3, days).
    """

    rows: tuple[Row, ...]
    knots: tuple[int, ...]
    before: Numbers
    daily: Numbers


def simulated_observations(
    figures: pd.DataFrame,
    weights: pd.DataFrame,
    areas: pd.DataFrame,
    *,
    area_code: str,
    sources: pd.DataFrame | None = None,
    aids: Aids | None = None,
    wave: Period | None = None,
    seed: int,
    source_id: str,
) -> pd.DataFrame:
    """Invent a daily epidemic for each district whose sums satisfy the published record.

    Parameters
    ----------
    figures, weights, sources, aids
        The pack's tables ``figures``, ``evidence_weights`` and ``sources``, and what else it says
        of its figures.
    areas
        The pack's table ``areas``: the districts of the regency are simulated, by their
        population where that of all is known, else by the number of their villages and chance.
    area_code
        The regency, whose figures are to be satisfied.
    wave
        First and last day of the wave that the pack tells of. A pack without figures that can be
        tested gets a plain, invented wave over these days; without them nothing is simulated.
    seed
        The same seed gives the same rows, to the last person.
    source_id
        Source that every row names.

    Returns
    -------
    DataFrame
        Rows of the table ``observations``: ``area_code``, ``metric`` (new_cases, new_recoveries,
        new_deaths: people of that day; active_cases: people who are ill at its end), ``on_date``
        (datetime64[us]; every day up to the last that any figure speaks of), ``value`` (Int64, at
        least 0), ``source_id``. By area, metric and day. The first day is so early that the
        running totals begin at nothing.

    Raises
    ------
    KampungError
        No whole numbers were found that satisfy the record.
    """
    inside = (areas["level"] == "district") & (areas["parent_code"] == area_code)
    districts = areas[inside].sort_values("code", ignore_index=True)
    record = kept(figures, weights, area_code=area_code, sources=sources, aids=aids, wave=wave)
    regency = areas.loc[areas["code"] == area_code, "population"]
    course = _recorded(record) if len(record.knots) > 1 else _invented(wave, known_numbers(regency))
    if course is None or districts.empty:
        return _frame([], 0, np.zeros((len(METRICS), 0, 0), np.int64), source_id)
    random = np.random.default_rng(seed)
    daily = _noisy(course.daily, course.knots[0] + 1, random)
    totals = _whole_totals(course, course.daily + STRAY * (daily - course.daily))
    lead = _lead_in(totals[:, 0])
    counts = _ends_after_cases(np.hstack([lead, _by_day(totals, course.knots, daily)]))
    parts = by_district(counts, shares_of(districts, areas, random), random)
    first_day = course.knots[0] + 1 - lead.shape[1]
    return _frame(districts["code"].tolist(), first_day, parts, source_id)


# What is expected


def _recorded(record: Kept) -> _Course:
    """What the record asks for, and its estimate, faded where nothing bounds it."""
    days = record.knots[-1] - record.knots[0]
    daily, before = np.zeros((len(SERIES), days)), np.zeros(len(SERIES))
    if record.estimate is not None:
        estimate = zip(record.estimate.daily, record.unbounded, strict=True)
        daily = np.array([_faded(counts, free) for counts, free in estimate])
        before = record.estimate.before
    return _Course(record.rows, record.knots, before, daily)


def _faded(counts: Numbers, free: npt.NDArray[np.bool_]) -> Numbers:
    """Counts a day; those that are free fade away from the bounded days on either side."""
    bounded = np.flatnonzero(~free)
    if not len(bounded):
        return counts
    pace = np.array([counts[max(day - WEEK + 1, 0) : day + 1].mean() for day in bounded])
    ahead = np.array([counts[day : day + WEEK].mean() for day in bounded])
    days = np.arange(len(counts))
    later = np.searchsorted(bounded, days)
    sides = []
    for place, level in ((later - 1, pace), (later, ahead)):
        there = (place >= 0) & (place < len(bounded))
        place = place.clip(0, len(bounded) - 1)
        sides.append(there * level[place] * 0.5 ** (abs(days - bounded[place]) / HALVED))
    return np.where(free, np.maximum(*sides), counts)


def _invented(wave: Period | None, population: Numbers) -> _Course | None:
    """A bell of cases over the days of a wave, who recover or die some days later."""
    if wave is None or wave[0] >= wave[1]:
        return None
    first, last = wave[0].toordinal(), wave[1].toordinal()
    days = np.arange(last - first + 1.0)
    bell = np.exp(-((days - 0.45 * days[-1]) ** 2) / (2 * (days[-1] / 6) ** 2))
    people = float(population.sum()) or PEOPLE
    cases = REACHED * people * bell / bell.sum()
    ended = np.interp(days - ILL_FOR, days, cases, left=0.0)
    daily = np.array([cases, (1 - FATAL) * ended, FATAL * ended])
    return _Course((), (first - 1, last), np.zeros(len(SERIES)), daily)


def _noisy(daily: Numbers, first_day: int, random: np.random.Generator) -> Numbers:
    """Expected counts with the week's rhythm and noise, whose variance is that of counts and more.

    A gamma variate of the variance of a negative binomial one: x + (spread × x)².
    """
    rhythm = WEEKDAYS / WEEKDAYS.mean()
    # Monday is the first day of the week, and the first of all days.
    weekday = (first_day - 1 + np.arange(daily.shape[1])) % WEEK
    mean = np.maximum(daily, 1e-3) * rhythm[weekday]
    shape = 1 / (1 / mean + DAY_SPREAD**2)
    noisy: Numbers = random.gamma(shape, mean / shape)
    return noisy


# Whole numbers


def _whole_totals(course: _Course, daily: Numbers) -> Counts:
    """Running totals at the knots, shape (3, knots), that satisfy every row in whole numbers.

    Minimises how far the flows between knots are from what is expected.
    """
    knots, count = course.knots, len(course.knots)
    place = {day: n for n, day in enumerate(knots)}

    def column(series: int, day: int) -> int:
        return series * count + place[day]

    matrix = Rows()
    for row in (*course.rows, *(Row(active(day), 0.0, inf) for day in knots)):
        matrix.add_terms(row, column)
    costs, widths = [0.0] * len(SERIES) * count, [inf] * len(SERIES) * count
    for series in range(len(SERIES)):
        for earlier, later in ((None, knots[0]), *pairwise(knots)):
            flow = {column(series, later): 1.0}
            expected = float(course.before[series])
            if earlier is not None:
                flow[column(series, earlier)] = -1.0
                days = slice(earlier - knots[0], later - knots[0])
                expected = float(daily[series, days].sum())
            matrix.add(flow, 0.0, inf)
            spread = (expected + (DAY_SPREAD * expected) ** 2) ** 0.5 + 1
            off: dict[int, float] = {}
            for cost, width in STEPS:
                for sign in (1.0, -1.0):
                    off[len(costs)] = sign
                    costs.append(cost / spread)
                    widths.append(width * spread)
            matrix.add(flow | off, expected, expected)
    values = _solved(matrix, costs, widths, whole=len(SERIES) * count)
    totals = np.rint(values).astype(np.int64).reshape(len(SERIES), count)
    for row in course.rows:
        amount = sum(c * totals[series, place[day]] for series, day, c in row.terms)
        if not row.lower - TOLERANCE <= amount <= row.upper + TOLERANCE:
            raise KampungError(_NONE_FOUND)
    return totals


_NONE_FOUND = (
    "No epidemic in whole people was found that satisfies the published record, so none was "
    "simulated. See on the page Evidence which statements are hard to reconcile."
)


def _solved(
    matrix: Rows, costs: Sequence[float], widths: Sequence[float], *, whole: int
) -> Numbers:
    """Values of the first columns, which are whole numbers; the same on every run."""
    highs = solver()
    for option, value in (
        ("solver", "choose"),
        ("presolve", "on"),
        ("mip_max_nodes", MOST_NODES),
        ("mip_rel_gap", GAP),
    ):
        highs.setOptionValue(option, value)
    matrix.pass_to(highs, costs=costs)
    columns = np.arange(len(costs), dtype=np.int32)
    highs.changeColsBounds(len(costs), columns, np.zeros(len(costs)), np.array(widths))
    kinds = np.full(whole, highspy.HighsVarType.kInteger)
    highs.changeColsIntegrality(whole, columns[:whole], kinds)
    highs.run()
    # A search that is cut short has a solution all the same, only not surely the nearest.
    if highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        raise KampungError(_NONE_FOUND)
    return np.asarray(highs.getSolution().col_value)[:whole]


def _by_day(totals: Counts, knots: Sequence[int], daily: Numbers) -> Counts:
    """Counts a day, shape (3, days), that add up to the totals at the knots."""
    counts = np.zeros(daily.shape, np.int64)
    for place, (earlier, later) in enumerate(pairwise(knots)):
        days = slice(earlier - knots[0], later - knots[0])
        for series in range(len(SERIES)):
            people = int(totals[series, place + 1] - totals[series, place])
            counts[series, days] = _apportioned(people, daily[series, days])
    return counts


def _lead_in(totals: Counts) -> Counts:
    """Days before the record begins, in which its first totals came about."""
    days = DOUBLED * ceil(log2(totals[CASES] + 1))
    risen = 2.0 ** (np.arange(-days, 1) / DOUBLED)
    risen[0] = 0.0
    counts: Counts = np.diff(np.rint(np.outer(totals, risen)).astype(np.int64))
    return counts


def _apportioned(people: int, weights: Numbers) -> Counts:
    """People shared out by weights, in whole numbers: by largest remainder."""
    if not people:
        return np.zeros(len(weights), np.int64)
    # What is very small may have been rounded to nothing; then all days are alike.
    shares = (
        weights / weights.sum() if weights.sum() > 0 else np.full(len(weights), 1 / len(weights))
    )
    exact = people * shares
    whole: Counts = np.floor(exact).astype(np.int64)
    first = np.argsort(whole - exact, kind="stable")
    whole[first[: people - int(whole.sum())]] += 1
    return whole


def _ends_after_cases(counts: Counts) -> Counts:
    """Put off recoveries and deaths to the days on which there is somebody ill.

    At a knot nothing is put off any more: the totals leave active cases there, or none.
    """
    out = counts.copy()
    ill = deaths = recoveries = 0
    for day, (cases, recovered, died) in enumerate(counts.T):
        ill, deaths, recoveries = ill + cases, deaths + died, recoveries + recovered
        out[DEATHS, day] = min(deaths, ill)
        out[RECOVERIES, day] = min(recoveries, ill - out[DEATHS, day])
        deaths, recoveries = deaths - out[DEATHS, day], recoveries - out[RECOVERIES, day]
        ill -= out[DEATHS, day] + out[RECOVERIES, day]
    return out


def _frame(codes: Sequence[str], first_day: int, parts: Counts, source_id: str) -> pd.DataFrame:
    """The parts (metrics, areas, days) as rows of ``observations``."""
    days = parts.shape[2]
    start = dt.date.fromordinal(first_day) if days else dt.date(2000, 1, 1)
    dates = pd.date_range(start, periods=days, unit="us")
    index = pd.MultiIndex.from_product([codes, METRICS, dates], names=COLUMNS[:3])
    frame = index.to_frame(index=False).astype({"area_code": "str", "metric": "str"})
    values = pd.array(parts.swapaxes(0, 1).ravel(), dtype="Int64")
    return frame.assign(value=values, source_id=pd.Series(source_id, frame.index, dtype="str"))
