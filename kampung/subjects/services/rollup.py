"""Sums of service counts that pages ask for, made once when a store is built.

A country has tens of millions of counts, and a page must not add them up while somebody waits.
So the build adds them: by period for the regency and each of its districts, and by year for every
area. What is asked of one village is read from its own few counts.

Waiting times cannot be added. Of several villages' medians the *weighted median* is taken, each
village counting as often as it completed requests; the same with their 90th percentiles. That is
the middle of what villages reported, not the median over all requests, which nobody knows. It is
found by period for the regency in every scope, and else over all services: sorting takes time, and
no page asks for more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from kampung.schemas import standard

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
# Numbers may come in any width: a country's counts do not fit the memory in the widest.
AnyInts = npt.NDArray[Any]

COUNTS = ("requested", "completed", "rejected")
WAITS = ("median_hours", "p90_hours")
_LARGEST_SINGLE = 2**24  # up to here single precision has every whole number
Chosen = slice | Bools
ALL = slice(None)

LAST = "last"
LAST_DAYS = 364  # 52 weeks, so that every weekday is in it equally often

# A cadence's name by the number of days that its periods have.
_CADENCES = (
    ("day", 1, 1), ("week", 7, 7), ("month", 28, 31), ("quarter", 90, 92),
    ("half_year", 181, 184), ("year", 365, 366),
)  # fmt: skip


@dataclass(frozen=True)
class Rollup:
    """Sums of service counts; the columns are those of the tables that are named.

    Attributes
    ----------
    periods : DataFrame
        ``service_periods``: one row for the regency or a district, a scope (all services, a
        family, one service) and a period. ``middle`` is its middle day, the earlier of two.
    totals : DataFrame
        ``service_totals``: one row for an area, a scope and a span: a calendar year, or ``last``,
        the last 52 weeks. Every village has a row for every span, also where it reported nothing.
    spans : DataFrame
        ``service_spans``: what the spans are, and how many villages make half of the requests.
    concentration : DataFrame
        ``service_concentration``: share of the total that the first so many per cent of the
        reporting villages make, the largest first.
    sources : DataFrame
        ``service_sources``: how many counts each source gave, and of what period.
    """

    periods: pd.DataFrame
    totals: pd.DataFrame
    spans: pd.DataFrame
    concentration: pd.DataFrame
    sources: pd.DataFrame


def cadence(days: int) -> str:
    """Name the cadence of a period by its length in days; ``other`` for an unusual length."""
    return next((name for name, least, most in _CADENCES if least <= days <= most), "other")


def roll_up(
    counts: pd.DataFrame, areas: pd.DataFrame, service_types: pd.DataFrame, *, area_code: str
) -> Rollup:
    """Add up service counts.

    Parameters
    ----------
    counts : DataFrame
        The table ``service_counts``; each village, service and period at most once.
    areas : DataFrame
        code, parent_code, level.
    service_types : DataFrame
        code, family.
    area_code : str
        The regency.

    Returns
    -------
    Rollup
        Empty frames where there are no counts.
    """
    if counts.empty:
        tables = ("periods", "totals", "spans", "concentration", "sources")
        return Rollup(**{name: pd.DataFrame(columns=_columns(name)) for name in tables})
    places = _Places.of(areas, area_code)
    rows = _Rows.of(counts, places, service_types)
    spans = _spans(rows)
    reported = _reported(rows, places)
    totals, of_spans, concentration = _span_tables(rows, places, spans, reported)
    return Rollup(
        periods=_period_table(rows, places, reported),
        totals=totals,
        spans=of_spans,
        concentration=concentration,
        sources=_source_table(counts),
    )


# --- what the counts are about ------------------------------------------------------------------


@dataclass(frozen=True)
class _Places:
    """Districts and their villages, numbered so that a district's villages are neighbours."""

    regency: str
    districts: list[str]
    villages: list[str]
    district_of: Ints

    @classmethod
    def of(cls, areas: pd.DataFrame, area_code: str) -> "_Places":
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
class _Rows:
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
    def of(cls, counts: pd.DataFrame, places: _Places, service_types: pd.DataFrame) -> "_Rows":
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


def _dates(days: "npt.ArrayLike") -> "pd.Series[Any]":
    made = np.asarray(days, dtype=np.int64).astype("datetime64[D]").astype("datetime64[us]")
    return pd.Series(made)


def _reported(rows: _Rows, places: _Places) -> Bools:
    """Whether a village reported anything of a period, shape (villages, periods)."""
    return _seen(rows, places, ALL)


def _seen(rows: _Rows, places: _Places, chosen: Chosen) -> Bools:
    periods = len(rows.starts)
    seen = np.zeros(len(places.villages) * periods, dtype=np.bool_)
    seen[rows.village[chosen].astype(np.int64) * periods + rows.period[chosen]] = True
    return seen.reshape(len(places.villages), periods)


# --- sums by group ------------------------------------------------------------------------------


def _sums(key: Ints, values: npt.NDArray[Any], groups: int) -> Floats:
    """Sum of each group over the rows that say something; NaN where none does."""
    known = ~np.isnan(values)
    whole = known.all()
    weights = values if whole else np.where(known, values, 0)
    summed = np.bincount(key, weights=weights, minlength=groups)
    said = np.bincount(key if whole else key[known], minlength=groups)
    return np.where(said > 0, summed, np.nan)


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


@dataclass(frozen=True)
class _Scope:
    """A way to look at services: all of them, by family, or one by one."""

    name: str
    items: list[str]
    item: AnyInts
    item_of_service: Ints


def _scopes(rows: _Rows) -> list[_Scope]:
    services = np.arange(len(rows.services))
    return [
        _Scope("all", [""], np.zeros(len(rows.service), dtype=np.int16), services * 0),
        _Scope("family", rows.families, rows.family, rows.family_of),
        _Scope("service", rows.services, rows.service, services),
    ]


def _grouped(
    rows: _Rows,
    places: _Places,
    scope: _Scope,
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
        summed = _sums(key, numbers[name], size).reshape(len(places.districts), items, slots)
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


def _villages_of_districts(seen: Bools, places: _Places) -> Ints:
    """How many villages of each district have a mark, by column; shape (districts, columns)."""
    counted = np.zeros((len(places.districts), seen.shape[1]), dtype=np.int64)
    for district in np.unique(places.district_of):
        first, last = np.searchsorted(places.district_of, [district, district + 1])
        counted[district] = seen[first:last].sum(axis=0)
    return counted


# --- tables -------------------------------------------------------------------------------------


def _period_table(rows: _Rows, places: _Places, reported: Bools) -> pd.DataFrame:
    periods = len(rows.starts)
    codes = [*places.districts, places.regency]
    parts = []
    for scope in _scopes(rows):
        of_districts, of_regency = _grouped(
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
                    "period_start": _dates(rows.starts[period]),
                    "period_end": _dates(rows.ends[period]),
                    "middle": _dates((rows.starts[period] + rows.ends[period]) // 2),
                    "villages": villages[area, item, period],
                    **{name: numbers[name][area, item, period] for name in (*COUNTS, *WAITS)},
                }
            )
        )
    return _typed(pd.concat(parts, ignore_index=True), "periods")


def _reporting(rows: _Rows, places: _Places, scope: _Scope, reported: Bools) -> Ints:
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
            seen = reported if items == 1 else _seen(rows, places, scope.item == item)
            found[:-1, item] = _villages_of_districts(seen, places)
    found[-1] = found[:-1].sum(axis=0)
    return found


@dataclass(frozen=True)
class _Span:
    name: str
    start: int
    end: int
    # Periods that belong to the span: those whose middle day lies in it.
    periods: Bools


def _spans(rows: _Rows) -> list[_Span]:
    middle = (rows.starts + rows.ends) // 2
    years = middle.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    end = int(rows.ends.max())
    start = end - LAST_DAYS + 1
    spans = [_Span(LAST, start, end, (middle >= start) & (middle <= end))]
    for year in np.unique(years):
        first = int(np.datetime64(f"{year}-01-01", "D").astype(int))
        after = int(np.datetime64(f"{year + 1}-01-01", "D").astype(int))
        spans.append(_Span(str(year), first, after - 1, years == year))
    return spans


def _rows_of(span: _Span, rows: _Rows) -> Chosen:
    if span.periods.all():
        return ALL
    return np.asarray(span.periods[rows.period], dtype=np.bool_)


def _span_tables(
    rows: _Rows, places: _Places, spans: Sequence[_Span], reported: Bools
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Make the tables of totals, spans and concentration."""
    days = _days_covered(rows, reported)
    first_day = int(rows.starts.min())
    totals, of_spans, shares = [], [], []
    for span in spans:
        chosen = _rows_of(span, rows)
        seen: Bools = np.any(reported[:, span.periods], axis=1)
        covered = days[:, max(span.start - first_day, 0) : span.end - first_day + 1].sum(axis=1)
        last_end = np.where(
            reported & span.periods[None, :], rows.ends[None, :].astype(np.int32), np.int32(-1)
        ).max(axis=1)
        villages = _village_totals(rows, places, span, chosen)
        measure = "requested" if villages["requested"].notna().any() else "completed"
        totals.append(_area_totals(rows, places, span, chosen, seen, measure))
        villages["days_reported"] = covered
        villages["last_end"] = _dates(last_end).where(pd.Series(last_end >= 0))
        totals.append(_ranked(villages, measure))
        values = np.sort(villages[measure].dropna().to_numpy())[::-1]
        cumulated, whole = np.cumsum(values), float(values.sum())
        half = int(np.searchsorted(cumulated, whole / 2)) + 1 if whole else None
        of_spans.append(
            (
                span.name, span.start, span.end, len(places.villages), int(seen.sum()), measure,
                whole, half,
            )
        )  # fmt: skip
        shares += _shares(span.name, cumulated)
    spans_frame = pd.DataFrame(of_spans, columns=_columns("spans"))
    for name in ("span_start", "span_end"):
        spans_frame[name] = _dates(spans_frame[name])
    return (
        _typed(pd.concat(totals, ignore_index=True), "totals"),
        _typed(spans_frame, "spans"),
        pd.DataFrame(shares, columns=_columns("concentration")),
    )


def _days_covered(rows: _Rows, reported: Bools) -> Bools:
    """Whether a village's reports cover a day, shape (villages, days from the first on)."""
    first, last = int(rows.starts.min()), int(rows.ends.max())
    days = np.zeros((len(reported), last - first + 1), dtype=np.bool_)
    for period, (start, end) in enumerate(zip(rows.starts, rows.ends, strict=True)):
        days[:, start - first : end - first + 1] |= reported[:, period][:, None]
    return days


def _area_totals(
    rows: _Rows,
    places: _Places,
    span: _Span,
    chosen: Chosen,
    seen: Bools,
    measure: str,
) -> pd.DataFrame:
    """Totals of the regency and the districts in every scope."""
    parts = []
    for scope in _scopes(rows):
        no_slot = np.zeros(1, dtype=np.int64)
        of_districts, of_regency = _grouped(
            rows, places, scope, no_slot, 1, chosen, waits_of_items=False
        )
        villages = _villages_with(rows, places, scope, chosen, seen)
        for level, codes, parent, numbers, counted in (
            ("regency", [places.regency], None, _lifted(of_regency), villages.sum(axis=0)[None]),
            ("district", places.districts, places.regency, of_districts, villages),
        ):
            area, item = np.argwhere(counted > 0).T
            frame = pd.DataFrame(
                {
                    "area_code": np.array(codes, dtype=object)[area],
                    "parent_code": parent,
                    "level": level,
                    "scope": scope.name,
                    "item": np.array(scope.items, dtype=object)[item],
                    "span": span.name,
                    "villages": counted[area, item],
                    **{name: numbers[name][area, item, 0] for name in (*COUNTS, *WAITS)},
                }
            )
            if level == "district":
                by_item = frame.groupby("item")[measure]
                frame["rank_regency"] = by_item.rank(method="min", ascending=False)
                known = frame[measure].notna()
                frame["of_regency"] = by_item.transform("count").where(known)
            parts.append(frame)
    return pd.concat(parts, ignore_index=True)


def _lifted(numbers: Mapping[str, Floats]) -> dict[str, Floats]:
    return {name: values[None] for name, values in numbers.items()}


def _villages_with(
    rows: _Rows, places: _Places, scope: _Scope, chosen: Chosen, seen: Bools
) -> Ints:
    """How many villages of a district reported an item at all, shape (districts, items)."""
    if len(scope.items) == 1:
        return _villages_of_districts(seen[:, None], places)
    items = len(scope.items)
    marks = np.zeros(len(places.villages) * items, dtype=np.bool_)
    marks[rows.village[chosen].astype(np.int64) * items + scope.item[chosen]] = True
    return _villages_of_districts(marks.reshape(-1, items), places)


def _village_totals(rows: _Rows, places: _Places, span: _Span, chosen: Chosen) -> pd.DataFrame:
    """Totals of every village over all services; missing where it reported nothing."""
    key, size = rows.village[chosen].astype(np.int64), len(places.villages)
    numbers = {name: values[chosen] for name, values in rows.numbers.items()}
    districts = np.array(places.districts, dtype=object)
    waits = {
        name: weighted_median(waits, rows.numbers["completed"], key, size, rows=chosen)
        for name, waits in rows.waits.items()
    }
    return pd.DataFrame(
        {
            "area_code": places.villages,
            "parent_code": districts[places.district_of],
            "level": "village",
            "scope": "all",
            "item": "",
            "span": span.name,
            "villages": np.bincount(key, minlength=size).astype(bool).astype(int),
            **{name: _sums(key, numbers[name], size) for name in COUNTS},
            **waits,
        }
    )


def _ranked(villages: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Add the ranks of villages that reported, among those of the district and of the regency."""
    whole, by_district = villages[measure], villages.groupby("parent_code")[measure]
    known = whole.notna()
    return villages.assign(
        rank_district=by_district.rank(method="min", ascending=False),
        of_district=by_district.transform("count").where(known),
        rank_regency=whole.rank(method="min", ascending=False),
        of_regency=known.sum(),
    ).assign(of_regency=lambda frame: frame["of_regency"].where(known))


def _shares(span: str, cumulated: Floats) -> list[tuple[str, int, int, float]]:
    if not len(cumulated) or not cumulated[-1]:
        return []
    taken = [-(-position * len(cumulated) // 100) for position in range(101)]
    return [
        (span, position, n, float(cumulated[n - 1] / cumulated[-1]) if n else 0.0)
        for position, n in enumerate(taken)
    ]


def _source_table(counts: pd.DataFrame) -> pd.DataFrame:
    grouped = counts.groupby("source_id", observed=True)
    frame = grouped.agg(
        rows=("village_code", "size"),
        villages=("village_code", "nunique"),
        services=("service_code", "nunique"),
        period_start=("period_start", "min"),
        period_end=("period_end", "max"),
    ).reset_index()
    return frame.astype({"source_id": "str"})[_columns("sources")]


def _columns(table: str) -> list[str]:
    return standard(f"service_{table}").columns


def _typed(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    whole = [field.name for field in standard(f"service_{table}").fields if field.type == "integer"]
    return frame.reindex(columns=_columns(table)).astype(dict.fromkeys(whole, "Int64"))
