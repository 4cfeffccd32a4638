"""Weighted medians by group, over values that are sorted once."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
# Numbers may come in any width: a country's counts do not fit the memory in the widest.
AnyInts = npt.NDArray[Any]
Chosen = slice | Bools
ALL = slice(None)


@dataclass(frozen=True)
class Ranking:
    """Values in order, so that they are sorted once and not for every question.

    Attributes
    ----------
    distinct
        The distinct values, ascending.
    rank
        The place of each row's value among them; -1 where the row has none.
    order
        The rows that have a value, by value.
    """

    distinct: Floats
    rank: AnyInts
    order: AnyInts

    @classmethod
    def of(cls, values: Floats) -> "Ranking":
        """Rank values; NaN is no value."""
        known = ~np.isnan(values)
        distinct, found = np.unique(values[known], return_inverse=True)
        rank = np.full(len(values), -1, dtype=np.int32)
        rank[known] = found
        order = np.flatnonzero(known)[np.argsort(found)]
        return cls(distinct, rank, order)


def weighted_median(
    values: Ranking, weights: npt.NDArray[Any], key: Ints, groups: int, *, rows: Chosen = ALL
) -> Floats:
    """Weighted median of each group: the least value up to which half of the weight lies.

    Parameters
    ----------
    values, weights
        Of all rows. Rows without a value, or with no weight, count nothing.
    key
        Group of each chosen row, from 0 to `groups` - 1.
    rows
        Which rows are chosen.

    Returns
    -------
    ndarray
        Shape (groups,); NaN where no row counts.
    """
    order = place = values.order
    if not isinstance(rows, slice):
        order = order[rows[order]]
        place = (np.cumsum(rows) - 1)[order]
    counts = weights[order] > 0
    if not counts.all():
        order, place = order[counts], place[counts]
    result = np.full(groups, np.nan)
    if not len(order):
        return result
    key = key[place]
    by_group = _sorted_stably(key, groups)
    key, order = key[by_group], order[by_group]
    rank, weight = values.rank[order], weights[order]
    reached = np.cumsum(weight, dtype=np.float64)
    last = np.append(np.flatnonzero(key[1:] != key[:-1]), len(key) - 1)
    ends = reached[last]
    before = np.append(0.0, ends[:-1])
    middle = np.searchsorted(reached, before + (ends - before) / 2, side="left")
    result[key[last]] = values.distinct[rank[middle]]
    return result


def _sorted_stably(key: Ints, groups: int) -> Ints:
    """Order of rows by group, those of a group as they were.

    Numbers of 16 bits are sorted without comparing them, several times as fast as longer ones;
    so longer ones are sorted by their lower and then by their upper half.
    """
    half = 1 << 16
    order: Ints = np.argsort((key % half).astype(np.uint16), kind="stable")
    if groups > half:
        order = order[np.argsort((key[order] // half).astype(np.uint16), kind="stable")]
    return order
