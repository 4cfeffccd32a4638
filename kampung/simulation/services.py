"""Invented counts of village services, week by week, to try the system out at any size.

All of it is made up: no number here says anything about a real village, and none was fitted to a
measurement. What is drawn how:

- **Adoption.** A village starts in a week drawn from a logistic distribution whose middle lies one
  year (or a quarter of the time, if that is less) after the beginning; its use then grows along a
  logistic curve for about a year. A few villages lag: they start late and uniformly.
- **Size.** In proportion to population where that is known, otherwise lognormal.
- **Services.** Zipf: the n-th most frequent has a weight of 1/n. Which are frequent follows from
  how their codes end (police records, business, domicile …); each village departs from the weights
  by a lognormal factor and does without some of the rarer services.
- **Season.** By family, with Lebaran and short weeks: see `kampung.simulation.seasons`.
- **Requests.** Poisson, around a gamma-distributed pace of the village in that week.
- **Results.** Completed are a binomial share of the requested, rejected one of the rest; what is
  neither is still open.
- **Waiting.** Medians are lognormal around a level that falls with the age of the village's service
  from some days to some hours; the 90th percentile is that of a lognormal distribution and
  therefore longer, even where a single request was completed.
- **Reports.** Some villages never report, stop, lag, report late (their last weeks are missing) or
  leave gaps of weeks; each kind has a fixed share of the villages, spread evenly. Any village
  forgets a week now and then. A service without a request has no row; a village that reports and
  was asked for nothing has one row with zero for its most frequent service.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from kampung.errors import KampungError
from kampung.simulation.seasons import season

COLUMNS = (
    "village_code",
    "service_code",
    "period_start",
    "period_end",
    "requested",
    "completed",
    "rejected",
    "median_hours",
    "p90_hours",
    "source_id",
)

SHARES: Final = {
    "silent": 0.02,
    "stops": 0.04,
    "lags": 0.08,
    "late": 0.05,
    "gaps": 0.12,
}
"""What part of the villages reports in an unusual way; the others are steady."""

# Villages that are drawn from one stream of random numbers. How the blocks are cut changes nothing,
# because a block is whole groups; another number would give another simulation.
GROUP = 64

REQUESTS_A_WEEK = 5.5  # of a usual village, all services together, when everybody knows them
WAIT_AT_START, WAIT_AT_LAST = 60.0, 4.0  # hours, the usual median of a quick service
_LONGEST_WAIT = 240.0  # hours, the level of the slowest services of the slowest villages

# How the codes of services end, most frequent first. All others follow.
_FREQUENT = (
    "catatan-kepolisian", "keterangan-usaha", "keterangan-domisili", "kurang-mampu",
    "keterangan-pengantar", "permohonan-kartu-keluarga", "keterangan-kelahiran",
    "keterangan-nikah", "keterangan-kematian", "pindah-penduduk", "laporan-kehilangan",
    "permohonan-akta-lahir", "perubahan-kartu-keluarga", "penghasilan-orang-tua",
    "domisili-usaha", "ktp-dalam-proses", "keterangan-penduduk", "izin-keramaian", "jual-beli",
    "kepemilikan-tanah",
)  # fmt: skip
_SLOW_FAMILIES = {"land": 4.0, "family_card": 2.5, "civil_registration": 1.6, "marriage": 1.3}

_YEAR = 52.0
_GOLDEN = (5**0.5 - 1) / 2
_Z90 = 1.2816  # of the standard normal distribution

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Masks = npt.NDArray[np.bool_]
Columns = dict[str, npt.NDArray[np.generic]]


@dataclass(frozen=True)
class _Plan:
    """What all villages share, and how large each is.

    Attributes
    ----------
    sizes
        Of each village, 1 for a usual one; missing where its population is unknown.
    kinds
        Of each village, its place in `SHARES`, or the number of them for a steady one.
    weights
        Of each service, its part of all requests; they add up to one.
    slowness
        Of each service, how much longer it takes than a quick one.
    seasons
        Of each service, in each week.
    starts, ends
        First and last day of each week.
    """

    seed: int
    villages: npt.NDArray[np.str_]
    services: npt.NDArray[np.str_]
    source_id: str
    sizes: Floats
    kinds: Ints
    weights: Floats
    slowness: Floats
    seasons: Floats
    starts: npt.NDArray[np.datetime64]
    ends: npt.NDArray[np.datetime64]


@dataclass(frozen=True)
class _Villages:
    """How the villages of one group go about it.

    Attributes
    ----------
    pace
        Requests of each village in each week, all services together; zero where it does not report.
    reports
        In which weeks each village reports.
    likes
        Each village's weight of each service; they add up to one for a village.
    age
        Weeks since each village started; negative before.
    slowness
        How much longer it takes in each village.
    learns
        In how many weeks the waiting time of each village falls by e.
    spread
        Standard deviation of the logarithm of a single waiting time, in each village.
    """

    pace: Floats
    reports: Masks
    likes: Floats
    age: Floats
    slowness: Floats
    learns: Floats
    spread: Floats


def simulated_counts(
    areas: pd.DataFrame,
    service_types: pd.DataFrame,
    *,
    seed: int,
    years: int,
    end_on: date,
    source_id: str,
) -> pd.DataFrame:
    """Invent the service counts of every village, as one frame.

    The frame of 83,000 villages over five years has about 64 million rows and takes 2.7 GB, and
    twice that while it is put together. `simulated_blocks` gives the same rows piece by piece.

    Parameters
    ----------
    areas : DataFrame
        The table ``areas`` of a pack; used are code, level and, where known, population.
    service_types : DataFrame
        The table ``service_types`` of a pack; used are code and family.
    seed : int
        The same seed gives the same frame. Not negative.
    years : int
        How many years are simulated, at least one.
    end_on : date
        The last week is the last whole one, Monday to Sunday, that ends on this day or before.
    source_id : str
        Source of every row.

    Returns
    -------
    DataFrame
        By village, service and week, each at most once:

        village_code, service_code, source_id : category, the categories sorted; of villages and
        services all are categories, those without a row too
        period_start, period_end : datetime64[us], Monday and Sunday
        requested, completed, rejected : int32, numbers of requests
        median_hours, p90_hours : float32, hours from request to completion, to a quarter of an
        hour; missing where nothing was completed

    Raises
    ------
    KampungError
        There are no villages, no services, or less than a year is asked for.
    """
    blocks = simulated_blocks(
        areas, service_types, seed=seed, years=years, end_on=end_on, source_id=source_id
    )
    return pd.concat(blocks, ignore_index=True)


def simulated_blocks(
    areas: pd.DataFrame,
    service_types: pd.DataFrame,
    *,
    seed: int,
    years: int,
    end_on: date,
    source_id: str,
    villages_a_block: int = 1024,
) -> Iterator[pd.DataFrame]:
    """Invent the service counts of some villages at a time, in the order of their codes.

    Parameters
    ----------
    areas, service_types, seed, years, end_on, source_id
        As of `simulated_counts`.
    villages_a_block : int
        Villages in each frame but the last, rounded up to whole groups of 64. A thousand villages
        have about 750,000 rows in five years. It does not change the rows.

    Yields
    ------
    DataFrame
        As `simulated_counts` gives it; all with the same categories. Put together, the blocks are
        the frame of `simulated_counts`.

    Raises
    ------
    KampungError
        As of `simulated_counts`.
    """
    plan = _plan(areas, service_types, seed=seed, years=years, end_on=end_on, source_id=source_id)
    dtypes = {
        "village_code": pd.CategoricalDtype(plan.villages.tolist()),
        "service_code": pd.CategoricalDtype(plan.services.tolist()),
        "source_id": pd.CategoricalDtype([source_id]),
    }
    groups = -(-len(plan.villages) // GROUP)
    groups_a_block = max(1, -(-villages_a_block // GROUP))
    for first in range(0, groups, groups_a_block):
        numbers = range(first, min(first + groups_a_block, groups))
        yield _frame([_counts(plan, number) for number in numbers], dtypes)


def _frame(parts: list[Columns], dtypes: dict[str, pd.CategoricalDtype]) -> pd.DataFrame:
    """Put the columns of some groups together; categories come as their numbers."""
    columns: dict[str, object] = {}
    for name in COLUMNS:
        values = np.concatenate([part[name] for part in parts])
        columns[name] = (
            pd.Categorical.from_codes(values, dtype=dtypes[name], validate=False)
            if name in dtypes
            else values
        )
    return pd.DataFrame(columns, copy=False)


# What all villages share


def _plan(
    areas: pd.DataFrame,
    service_types: pd.DataFrame,
    *,
    seed: int,
    years: int,
    end_on: date,
    source_id: str,
) -> _Plan:
    villages = areas[areas["level"].eq("village")].sort_values("code")
    services = service_types.sort_values("code")
    if villages.empty:
        raise KampungError("There are no villages in the table areas: nothing can be simulated.")
    if services.empty:
        raise KampungError("There are no services in the table service_types to be simulated.")
    if years < 1:
        raise KampungError(f"A simulation needs at least one year, not {years}.")
    rng = np.random.default_rng(np.random.SeedSequence(seed))
    starts = _mondays(years, end_on)
    families = services["family"].astype("string").fillna("")
    by_family = {family: season(family, starts) for family in families.unique()}
    slow = families.map(_SLOW_FAMILIES).fillna(1.0).to_numpy(np.float64)
    return _Plan(
        seed=seed,
        villages=villages["code"].to_numpy(str),
        services=services["code"].to_numpy(str),
        source_id=source_id,
        sizes=_sizes(villages["population"]),
        kinds=_kinds(len(villages), float(rng.random())),
        weights=_weights(services["code"].tolist(), rng),
        slowness=(slow * rng.lognormal(0, 0.25, len(slow))).astype(np.float32),
        seasons=np.stack([by_family[family] for family in families]).astype(np.float32),
        starts=starts.astype("datetime64[us]"),
        ends=(starts + np.timedelta64(6, "D")).astype("datetime64[us]"),
    )


def _mondays(years: int, end_on: date) -> npt.NDArray[np.datetime64]:
    """First days of the weeks, ascending: as many as fit best into so many years."""
    last_sunday = end_on - timedelta(days=end_on.isoweekday() % 7)
    weeks = round(years * 365.2425 / 7)
    last_monday = np.datetime64(last_sunday - timedelta(days=6), "D")
    return last_monday - 7 * np.arange(weeks - 1, -1, -1)


def _sizes(population: pd.Series) -> Floats:
    """Compare the villages with their median population."""
    people = population.astype("Float64").to_numpy(np.float64, na_value=np.nan)
    known = people[np.isfinite(people) & (people > 0)]
    if not len(known):
        return np.full(len(people), np.nan, dtype=np.float32)
    return (np.maximum(people, 1) / np.median(known)).astype(np.float32)


def _kinds(villages: int, offset: float) -> Ints:
    """Spread the kinds of villages evenly: multiples of the golden ratio leave no large holes.

    So that twenty villages have one that stops, too, and neighbours are seldom of one kind.
    """
    places = (np.arange(villages) * _GOLDEN + offset) % 1
    return np.searchsorted(np.cumsum(list(SHARES.values())), places, side="right")


def _weights(codes: list[str], rng: np.random.Generator) -> Floats:
    """Zipf weights: the services that are known to be frequent first, the others by chance."""
    known = [next((n for n, w in enumerate(_FREQUENT) if code.endswith(w)), None) for code in codes]
    others = len(_FREQUENT) + rng.random(len(codes))
    order = [others[n] if place is None else place for n, place in enumerate(known)]
    ranks = np.argsort(np.argsort(order, kind="stable"), kind="stable") + 1
    weights: Floats = (1 / ranks / (1 / ranks).sum()).astype(np.float32)
    return weights


# One group of villages


def _villages(plan: _Plan, of_group: slice, rng: np.random.Generator) -> _Villages:
    """Draw how each village of a group goes about it."""
    sizes, kinds = plan.sizes[of_group], plan.kinds[of_group]
    number, weeks = len(kinds), len(plan.starts)
    is_kind = {kind: kinds == n for n, kind in enumerate(SHARES)}
    start = _first_weeks(is_kind["lags"], weeks, rng)
    reports = _reporting_weeks(is_kind, start, weeks, rng)
    age = (np.arange(weeks) - start[:, None]).astype(np.float32)

    drawn = rng.lognormal(0, 0.45, number)
    size = np.where(np.isnan(sizes), drawn, sizes)
    known = 0.15 + 0.85 / (1 + np.exp((30 - age) / 12))  # a part of the people at first
    mood = rng.gamma(12, 1 / 12, (number, weeks))
    pace = REQUESTS_A_WEEK * size[:, None] * known * mood * reports

    slowness = rng.lognormal(0, 0.35, number)
    lags = is_kind["lags"]
    return _Villages(
        pace=pace.astype(np.float32),
        reports=reports,
        likes=_likes(plan.weights, number, rng),
        age=age,
        slowness=np.where(lags, 3 * slowness, slowness).astype(np.float32),
        learns=np.where(lags, 4 * _YEAR, 1.3 * _YEAR).astype(np.float32),
        spread=rng.uniform(0.5, 0.9, number).astype(np.float32),
    )


def _first_weeks(lags: Masks, weeks: int, rng: np.random.Generator) -> Ints:
    """Draw the week in which each village starts; some began before the first week."""
    middle = min(_YEAR, weeks / 4)
    usual = np.clip(rng.logistic(middle, middle / 3.5, len(lags)), -_YEAR, 0.6 * weeks)
    late = rng.uniform(0.45, 0.85, len(lags)) * weeks
    return np.where(lags, late, usual).astype(np.int64)


def _reporting_weeks(
    is_kind: dict[str, Masks], start: Ints, weeks: int, rng: np.random.Generator
) -> Masks:
    """Tell in which weeks each village reports: a row a village, a column a week."""
    number = len(start)
    week = np.arange(weeks)
    stop = start + rng.uniform(0.15, 0.8, number) * (weeks - start)
    stop = np.where(is_kind["stops"], np.minimum(stop, 0.8 * weeks), weeks)
    stop = np.where(is_kind["late"], weeks - rng.integers(2, 9, number), stop)
    stop = np.where(is_kind["silent"], -1, stop)
    reports = (week >= start[:, None]) & (week < stop[:, None])
    reports &= rng.random((number, weeks)) >= 0.01  # forgotten
    for _ in range(3):  # gaps of three to twelve weeks
        opens = (start + rng.random(number) * (weeks - start)).astype(np.int64)
        closes = opens + rng.integers(3, 13, number)
        gap = (week >= opens[:, None]) & (week < closes[:, None])
        reports &= ~(gap & is_kind["gaps"][:, None])
    return reports


def _likes(weights: Floats, number: int, rng: np.random.Generator) -> Floats:
    """Let each village depart from the weights of the services, and do without rarer ones."""
    likes = weights * rng.lognormal(0, 0.5, (number, len(weights)))
    offered = rng.random(likes.shape) < 0.7 + 10 * weights
    offered[:, int(np.argmax(weights))] = True
    likes = np.where(offered, likes, 0)
    shares: Floats = (likes / likes.sum(axis=1, keepdims=True)).astype(np.float32)
    return shares


def _counts(plan: _Plan, group: int) -> Columns:
    """Draw the rows of one group of villages, by village, service and week."""
    rng = np.random.default_rng(np.random.SeedSequence(plan.seed, spawn_key=(group,)))
    first = group * GROUP
    villages = _villages(plan, slice(first, first + GROUP), rng)
    (village, service, week), requested = _requests(plan, villages, rng)
    completed = rng.binomial(requested, 0.93)
    rejected = rng.binomial(requested - completed, 0.45)
    median, p90 = _waiting(plan, villages, (village, service, week), completed, rng)
    return {
        "village_code": (first + village).astype(np.int32),
        "service_code": service.astype(np.int16),
        "period_start": plan.starts[week],
        "period_end": plan.ends[week],
        "requested": requested.astype(np.int32),
        "completed": completed.astype(np.int32),
        "rejected": rejected.astype(np.int32),
        "median_hours": median,
        "p90_hours": p90,
        "source_id": np.zeros(len(village), dtype=np.int8),
    }


def _requests(
    plan: _Plan, villages: _Villages, rng: np.random.Generator
) -> tuple[tuple[Ints, Ints, Ints], Ints]:
    """Draw the numbers of requests, and name village, service and week of each.

    Most services have no request in most weeks, and Poisson numbers are slow to draw. So for every
    cell only the time of the first request is drawn, which is exponential; where it lies within
    the week, there is that one request and a Poisson number in the rest of the week. The
    result is Poisson.
    """
    expected = villages.pace[:, None, :] * villages.likes[:, :, None]
    expected *= plan.seasons
    left = expected
    left -= rng.standard_exponential(expected.shape, dtype=np.float32)
    asked = left > 0
    # Who reports and was asked for nothing says so, in one row.
    nothing = villages.reports & ~asked.any(axis=1)
    at_village, at_week = np.nonzero(nothing)
    asked[at_village, villages.likes.argmax(axis=1)[at_village], at_week] = True
    cells = np.flatnonzero(asked)
    rest = left.reshape(-1)[cells]
    requested = np.where(rest > 0, 1 + rng.poisson(np.maximum(rest, 0)), 0)
    village, service, week = np.unravel_index(cells, asked.shape)
    return (village, service, week), requested


def _waiting(
    plan: _Plan,
    villages: _Villages,
    cells: tuple[Ints, Ints, Ints],
    completed: Ints,
    rng: np.random.Generator,
) -> tuple[Floats, Floats]:
    """Draw median and 90th percentile of the waiting times, in hours."""
    village, service, week = cells
    age = np.maximum(villages.age[village, week], 0)
    level = WAIT_AT_LAST + (WAIT_AT_START - WAIT_AT_LAST) * np.exp(-age / villages.learns[village])
    level *= villages.slowness[village] * plan.slowness[service]
    spread = villages.spread[village]
    # The median of more requests strays less.
    noise = rng.standard_normal(len(village), dtype=np.float32)
    noise *= spread / np.sqrt(completed + 2)
    median = np.maximum(_quarters(np.minimum(level, _LONGEST_WAIT) * np.exp(noise)), 0.25)
    p90 = np.maximum(_quarters(median * np.exp(_Z90 * spread)), median + 0.25)
    for hours in (median, p90):
        hours[completed == 0] = np.nan
    return median.astype(np.float32), p90.astype(np.float32)


def _quarters(hours: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """Round to a quarter of an hour."""
    return np.round(hours * 4) / 4
