"""How the villages of one group go about it: when they start, report, and what they like."""

from dataclasses import dataclass

import numpy as np

from kampung.simulation.plan import SHARES, Floats, Ints, Masks, Plan

REQUESTS_A_WEEK = 5.5  # of a usual village, all services together, when everybody knows them
_YEAR = 52.0


@dataclass(frozen=True)
class Villages:
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


def drawn_villages(plan: Plan, of_group: slice, rng: np.random.Generator) -> Villages:
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
    return Villages(
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
