"""The table of periods: what the regency and its districts report, period by period."""

import numpy as np
import pandas as pd

from kampung.subjects.services.rollup.counts import (
    COUNTS,
    WAITS,
    Places,
    Rows,
    dates_of,
    seen_in,
    typed_as,
)
from kampung.subjects.services.rollup.groups import (
    Scope,
    grouped_by,
    scopes_of,
    villages_of_districts,
)
from kampung.subjects.services.rollup.medians import ALL, Bools, Ints

# A cadence's name by the number of days that its periods have.
_CADENCES = (
    ("day", 1, 1), ("week", 7, 7), ("month", 28, 31), ("quarter", 90, 92),
    ("half_year", 181, 184), ("year", 365, 366),
)  # fmt: skip


def cadence(days: int) -> str:
    """Name the cadence of a period by its length in days; ``other`` for an unusual length."""
    return next((name for name, least, most in _CADENCES if least <= days <= most), "other")


def period_table(rows: Rows, places: Places, reported: Bools) -> pd.DataFrame:
    """Make the table of periods."""
    periods = len(rows.starts)
    codes = [*places.districts, places.regency]
    parts = []
    for scope in scopes_of(rows):
        of_districts, of_regency = grouped_by(
            rows, places, scope, rows.period, periods, ALL, waits_of_items=True
        )
        villages = _reporting(rows, places, scope, reported)
        numbers = {
            name: np.concatenate([of_districts[name], of_regency[name][None]])
            for name in of_districts
        }
        at = np.argwhere(villages > 0)
        area, item, period = at.T
        parts.append(
            pd.DataFrame(
                {
                    "area_code": np.array(codes, dtype=object)[area],
                    "scope": scope.name,
                    "item": np.array(scope.items, dtype=object)[item],
                    "cadence": np.array(
                        [cadence(int(n)) for n in rows.ends - rows.starts + 1], dtype=object
                    )[period],
                    "period_start": dates_of(rows.starts[period]),
                    "period_end": dates_of(rows.ends[period]),
                    "middle": dates_of((rows.starts[period] + rows.ends[period]) // 2),
                    "villages": villages[area, item, period],
                    **{name: numbers[name][area, item, period] for name in (*COUNTS, *WAITS)},
                }
            )
        )
    return typed_as(pd.concat(parts, ignore_index=True), "periods")


def _reporting(rows: Rows, places: Places, scope: Scope, reported: Bools) -> Ints:
    """How many villages reported, shape (districts and then the regency, items, periods)."""
    items, periods = len(scope.items), len(rows.starts)
    found = np.zeros((len(places.districts) + 1, items, periods), dtype=np.int64)
    if scope.name == "service":  # a village has one row for a service and a period
        key = rows.district.astype(np.int64) * items + rows.service
        key = key * periods + rows.period
        size = len(places.districts) * items * periods
        found[:-1] = np.bincount(key, minlength=size).reshape(-1, items, periods)
    else:
        for item in range(items):
            seen = reported if items == 1 else seen_in(rows, places, scope.item == item)
            found[:-1, item] = villages_of_districts(seen, places)
    found[-1] = found[:-1].sum(axis=0)
    return found
