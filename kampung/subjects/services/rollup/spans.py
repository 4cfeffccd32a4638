"""The tables of spans: what every area reported in a year, or in the last 52 weeks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kampung.subjects.services.rollup.counts import (
    COUNTS,
    WAITS,
    Places,
    Rows,
    columns_of,
    dates_of,
    typed_as,
)
from kampung.subjects.services.rollup.groups import (
    Scope,
    grouped_by,
    scopes_of,
    sums_of,
    villages_of_districts,
)
from kampung.subjects.services.rollup.medians import (
    ALL,
    Bools,
    Chosen,
    Floats,
    Ints,
    weighted_median,
)

LAST = "last"
LAST_DAYS = 364  # 52 weeks, so that every weekday is in it equally often


@dataclass(frozen=True)
class _Span:
    name: str
    start: int
    end: int
    # Periods that belong to the span: those whose middle day lies in it.
    periods: Bools


def spans_of(rows: Rows) -> list[_Span]:
    """The last 52 weeks, and every calendar year that has a period."""
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


def _rows_of(span: _Span, rows: Rows) -> Chosen:
    if span.periods.all():
        return ALL
    return np.asarray(span.periods[rows.period], dtype=np.bool_)


def span_tables(
    rows: Rows, places: Places, spans: Sequence[_Span], reported: Bools
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
        villages["last_end"] = dates_of(last_end).where(pd.Series(last_end >= 0))
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
    spans_frame = pd.DataFrame(of_spans, columns=columns_of("spans"))
    for name in ("span_start", "span_end"):
        spans_frame[name] = dates_of(spans_frame[name])
    return (
        typed_as(pd.concat(totals, ignore_index=True), "totals"),
        typed_as(spans_frame, "spans"),
        pd.DataFrame(shares, columns=columns_of("concentration")),
    )


def _days_covered(rows: Rows, reported: Bools) -> Bools:
    """Whether a village's reports cover a day, shape (villages, days from the first on)."""
    first, last = int(rows.starts.min()), int(rows.ends.max())
    days = np.zeros((len(reported), last - first + 1), dtype=np.bool_)
    for period, (start, end) in enumerate(zip(rows.starts, rows.ends, strict=True)):
        days[:, start - first : end - first + 1] |= reported[:, period][:, None]
    return days


def _area_totals(
    rows: Rows,
    places: Places,
    span: _Span,
    chosen: Chosen,
    seen: Bools,
    measure: str,
) -> pd.DataFrame:
    """Totals of the regency and the districts in every scope."""
    parts = []
    for scope in scopes_of(rows):
        no_slot = np.zeros(1, dtype=np.int64)
        of_districts, of_regency = grouped_by(
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


def _villages_with(rows: Rows, places: Places, scope: Scope, chosen: Chosen, seen: Bools) -> Ints:
    """How many villages of a district reported an item at all, shape (districts, items)."""
    if len(scope.items) == 1:
        return villages_of_districts(seen[:, None], places)
    items = len(scope.items)
    marks = np.zeros(len(places.villages) * items, dtype=np.bool_)
    marks[rows.village[chosen].astype(np.int64) * items + scope.item[chosen]] = True
    return villages_of_districts(marks.reshape(-1, items), places)


def _village_totals(rows: Rows, places: Places, span: _Span, chosen: Chosen) -> pd.DataFrame:
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
            **{name: sums_of(key, numbers[name], size) for name in COUNTS},
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
