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
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from kampung.simulation.plan import Floats, Ints, Plan, planned
from kampung.simulation.villages import Villages, drawn_villages

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


# Villages that are drawn from one stream of random numbers. How the blocks are cut changes nothing,
# because a block is whole groups; another number would give another simulation.
GROUP = 64

WAIT_AT_START, WAIT_AT_LAST = 60.0, 4.0  # hours, the usual median of a quick service
_LONGEST_WAIT = 240.0  # hours, the level of the slowest services of the slowest villages


_Z90 = 1.2816  # of the standard normal distribution

Columns = dict[str, npt.NDArray[np.generic]]


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
    plan = planned(areas, service_types, seed=seed, years=years, end_on=end_on, source_id=source_id)
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


def _counts(plan: Plan, group: int) -> Columns:
    """Draw the rows of one group of villages, by village, service and week."""
    rng = np.random.default_rng(np.random.SeedSequence(plan.seed, spawn_key=(group,)))
    first = group * GROUP
    villages = drawn_villages(plan, slice(first, first + GROUP), rng)
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
    plan: Plan, villages: Villages, rng: np.random.Generator
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
    plan: Plan,
    villages: Villages,
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
