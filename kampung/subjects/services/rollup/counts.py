"""Service counts as numbers: which village, service and period, and how many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kampung.schemas import standard
from kampung.subjects.services.rollup.medians import (
    ALL,
    AnyInts,
    Bools,
    Chosen,
    Ints,
    Ranking,
)

COUNTS = ("requested", "completed", "rejected")
WAITS = ("median_hours", "p90_hours")
_LARGEST_SINGLE = 2**24  # up to here single precision has every whole number


@dataclass(frozen=True)
class Places:
    """Districts and their villages, numbered so that a district's villages are neighbours."""

    regency: str
    districts: list[str]
    villages: list[str]
    district_of: Ints

    @classmethod
    def of(cls, areas: pd.DataFrame, area_code: str) -> "Places":
        """Number the districts and villages of the table ``areas``."""
        districts = sorted(areas.loc[areas["level"] == "district", "code"])
        number = {code: n for n, code in enumerate(districts)}
        rows = areas[areas["level"] == "village"]
        placed = sorted(
            (number[parent], code)
            for code, parent in zip(rows["code"], rows["parent_code"], strict=True)
        )
        return cls(
            regency=area_code,
            districts=districts,
            villages=[code for _, code in placed],
            district_of=np.array([district for district, _ in placed], dtype=np.int64),
        )


@dataclass(frozen=True)
class Rows:
    """Counts as numbers: which village, service, family and period, and how many."""

    village: AnyInts
    district: AnyInts
    service: AnyInts
    period: AnyInts
    services: list[str]
    families: list[str]
    family_of: Ints
    starts: Ints
    ends: Ints
    numbers: Mapping[str, npt.NDArray[Any]]
    waits: Mapping[str, "Ranking"]

    @classmethod
    def of(cls, counts: pd.DataFrame, places: Places, service_types: pd.DataFrame) -> "Rows":
        """Number what the counts are about; periods by their last day."""
        services = sorted(service_types["code"])
        family = dict(zip(service_types["code"], service_types["family"], strict=True))
        families = sorted({family[code] for code in services})
        village = _numbered(counts["village_code"], places.villages, np.int32)
        starts, ends = _days(counts["period_start"]), _days(counts["period_end"])
        first = int(starts.min())
        length = int(ends.max()) - first + 1
        pairs = (starts - first).astype(np.int64) * length + (ends - first)
        seen = np.unique(pairs)
        seen = seen[np.lexsort((seen // length, seen % length))]  # by last day, then first
        place = pd.Series(np.arange(len(seen), dtype=np.int32), index=seen)
        numbers = {name: _numbers(counts[name]) for name in COUNTS}
        return cls(
            village=village,
            district=places.district_of.astype(np.int16)[village],
            service=_numbered(counts["service_code"], services, np.int16),
            period=place.reindex(pairs).to_numpy(dtype=np.int32),
            services=services,
            families=families,
            family_of=np.array([families.index(family[code]) for code in services]),
            starts=seen // length + first,
            ends=seen % length + first,
            numbers=numbers,
            waits={
                name: Ranking.of(counts[name].to_numpy(dtype=np.float64, na_value=np.nan).round(2))
                for name in WAITS
            },
        )

    @property
    def family(self) -> AnyInts:
        """Family of each row's service."""
        return self.family_of.astype(np.int16)[self.service]


def _numbered(column: "pd.Series[Any]", codes: Sequence[str], dtype: type) -> AnyInts:
    """Replace codes by their places in a list."""
    categories = column.astype("category").cat
    place = {code: n for n, code in enumerate(codes)}
    known: AnyInts = np.array([place[code] for code in categories.categories], dtype=dtype)
    found: AnyInts = known[categories.codes.to_numpy()]
    return found


def _numbers(column: "pd.Series[Any]") -> npt.NDArray[Any]:
    """Counts with gaps, in single precision where that holds them all exactly."""
    largest = column.max()
    is_exact = pd.isna(largest) or largest <= _LARGEST_SINGLE
    return column.to_numpy(dtype=np.float32 if is_exact else np.float64, na_value=np.nan)


def _days(column: "pd.Series[Any]") -> AnyInts:
    """Days since 1970-01-01."""
    return column.to_numpy(dtype="datetime64[D]").astype(np.int32)


def dates_of(days: "npt.ArrayLike") -> "pd.Series[Any]":
    """Days since 1970-01-01 as dates."""
    made = np.asarray(days, dtype=np.int64).astype("datetime64[D]").astype("datetime64[us]")
    return pd.Series(made)


def seen_in(rows: Rows, places: Places, chosen: Chosen = ALL) -> Bools:
    """Whether a village has a chosen row of a period, shape (villages, periods)."""
    periods = len(rows.starts)
    seen = np.zeros(len(places.villages) * periods, dtype=np.bool_)
    seen[rows.village[chosen].astype(np.int64) * periods + rows.period[chosen]] = True
    return seen.reshape(len(places.villages), periods)


def columns_of(table: str) -> list[str]:
    """Columns of a table of the rollup."""
    return standard(f"service_{table}").columns


def typed_as(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """A frame with the columns of a table of the rollup, whole numbers with room for gaps."""
    whole = [field.name for field in standard(f"service_{table}").fields if field.type == "integer"]
    return frame.reindex(columns=columns_of(table)).astype(dict.fromkeys(whole, "Int64"))
