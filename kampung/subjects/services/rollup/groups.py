"""Sums and medians of districts and of the regency, in every scope of services."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from kampung.subjects.services.rollup.counts import COUNTS, Places, Rows
from kampung.subjects.services.rollup.medians import (
    AnyInts,
    Bools,
    Chosen,
    Floats,
    Ints,
    weighted_median,
)


def sums_of(key: Ints, values: npt.NDArray[Any], groups: int) -> Floats:
    """Sum of each group over the rows that say something; NaN where none does."""
    known = ~np.isnan(values)
    whole = known.all()
    weights = values if whole else np.where(known, values, 0)
    summed = np.bincount(key, weights=weights, minlength=groups)
    said = np.bincount(key if whole else key[known], minlength=groups)
    return np.where(said > 0, summed, np.nan)


@dataclass(frozen=True)
class Scope:
    """A way to look at services: all of them, by family, or one by one."""

    name: str
    items: list[str]
    item: AnyInts


def scopes_of(rows: Rows) -> list[Scope]:
    """The three ways to look at services."""
    return [
        Scope("all", [""], np.zeros(len(rows.service), dtype=np.int16)),
        Scope("family", rows.families, rows.family),
        Scope("service", rows.services, rows.service),
    ]


def grouped_by(
    rows: Rows,
    places: Places,
    scope: Scope,
    slot: AnyInts,
    slots: int,
    chosen: Chosen,
    *,
    waits_of_items: bool,
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Numbers of districts and of the regency by item and slot (a period, or a span).

    Returns
    -------
    dict, dict
        For each number an array of shape (districts, items, slots), and one of (items, slots).
    """
    items = len(scope.items)
    inner = scope.item[chosen].astype(np.int64) * slots + slot
    key = rows.district[chosen].astype(np.int64) * (items * slots) + inner
    size = len(places.districts) * items * slots
    of_districts, of_regency = {}, {}
    numbers = {name: values[chosen] for name, values in rows.numbers.items()}
    for name in COUNTS:
        summed = sums_of(key, numbers[name], size).reshape(len(places.districts), items, slots)
        of_districts[name] = summed
        silent = np.isnan(summed).all(axis=0)
        of_regency[name] = np.where(silent, np.nan, np.nansum(summed, axis=0))
    weights = rows.numbers["completed"]
    for name, waits in rows.waits.items():
        of_regency[name] = np.full((items, slots), np.nan)
        of_districts[name] = np.full((len(places.districts), items, slots), np.nan)
        if scope.name == "all" or waits_of_items:
            found = weighted_median(waits, weights, inner, items * slots, rows=chosen)
            of_regency[name] = found.reshape(items, slots)
        if scope.name == "all":
            found = weighted_median(waits, weights, key, size, rows=chosen)
            of_districts[name] = found.reshape(len(places.districts), items, slots)
    return of_districts, of_regency


def villages_of_districts(seen: Bools, places: Places) -> Ints:
    """How many villages of each district have a mark, by column; shape (districts, columns)."""
    counted = np.zeros((len(places.districts), seen.shape[1]), dtype=np.int64)
    for district in np.unique(places.district_of):
        first, last = np.searchsorted(places.district_of, [district, district + 1])
        counted[district] = seen[first:last].sum(axis=0)
    return counted
