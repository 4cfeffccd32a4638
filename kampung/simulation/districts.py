"""A regency's invented epidemic, parted among its districts."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from kampung.subjects.evidence.engine.constraints import (
    ACTIVE,
    CASES,
    DEATHS,
    RECOVERIES,
    SERIES,
    WEEK,
)

Numbers = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
METRICS = (*SERIES, ACTIVE)
# Beyond chance, a district's week varies by 40 % about what is expected.
DISTRICT_SPREAD = 0.4
# Attack rates of districts differ by 25 %. Without a population, sizes go by the number of
# villages and by chance: the larger this is, the less by chance.
RATE_SPREAD, SIZE_SURE = 0.25, 8.0
# Days by which a district is early or late at most.
SHIFT = 9
SMOOTH = 15


def shares_of(districts: pd.DataFrame, areas: pd.DataFrame, random: np.random.Generator) -> Numbers:
    """Share of each district: by its people and a rate of its own, else by villages and chance."""
    people = known_numbers(districts["population"])
    if len(people) < len(districts):
        villages = areas["parent_code"].value_counts()
        sizes = districts["code"].map(villages).fillna(0).to_numpy(np.float64) + 1
        return random.dirichlet(SIZE_SURE * sizes / sizes.mean())
    rates = random.gamma(RATE_SPREAD**-2, RATE_SPREAD**2, len(districts))
    shares: Numbers = people * rates / (people * rates).sum()
    return shares


def by_district(counts: Counts, shares: Numbers, random: np.random.Generator) -> Counts:
    """Cases, recoveries, deaths and active cases of each district, shape (4, districts, days)."""
    days, places = counts.shape[1], len(shares)
    window = np.ones(min(SMOOTH, days))
    shape = np.convolve(counts[CASES], window / len(window), mode="same")[:days] + 0.05
    shifts = random.integers(-SHIFT, SHIFT, size=places, endpoint=True)
    moved = (np.arange(days)[:, None] - shifts).clip(0, days - 1)
    weeks = random.gamma(DISTRICT_SPREAD**-2, DISTRICT_SPREAD**2, (days // WEEK + 1, places))
    odds = shares * shape[moved] * np.repeat(weeks, WEEK, axis=0)[:days]
    cases = random.multinomial(counts[CASES], odds / odds.sum(axis=1, keepdims=True))
    parts = np.zeros((len(METRICS), places, days), np.int64)
    parts[CASES] = cases.T
    ill = np.zeros(places, np.int64)
    for day in range(days):
        fresh = parts[CASES, :, day].copy()
        for series in (DEATHS, RECOVERIES):
            # Those who fell ill today are the last to end being so.
            people = int(counts[series, day])
            before = min(people, int(ill.sum()))
            drawn = _drawn(ill, before, random)
            ill -= drawn
            today = _drawn(fresh, people - before, random)
            fresh -= today
            parts[series, :, day] = drawn + today
        ill += fresh
        parts[METRICS.index(ACTIVE), :, day] = ill
    return parts


def _drawn(ill: Counts, people: int, random: np.random.Generator) -> Counts:
    """How many of so many people drawn are from each district."""
    if not people:
        return np.zeros_like(ill)
    drawn: Counts = random.multivariate_hypergeometric(ill, people, method="marginals")
    return drawn


def known_numbers(column: pd.Series) -> Numbers:
    """The values of a column that are known."""
    return pd.to_numeric(column, errors="coerce").dropna().to_numpy(np.float64)
