"""Corrected service counts in the place of earlier ones: which give way, and what that changes."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from kampung.building.imports import Import
from kampung.building.services import KEY, in_the_way, join_counts, own_in_the_way, span_of
from kampung.errors import BuildError
from kampung.pack import Pack

_COUNTS = ("requested", "completed", "rejected")
_VALUES = (*_COUNTS, "median_hours", "p90_hours")


def give_way(
    pack: Pack, earlier: Sequence[Import], arriving: Import
) -> tuple[list[Import], list[str], list[str]]:
    """Take out of earlier imports what speaks of the same days as an arriving one.

    Parameters
    ----------
    pack
        The pack without imports; its own counts never give way.
    earlier
        Imports that are kept so far.
    arriving
        Corrected service counts.

    Returns
    -------
    tuple
        Earlier imports without the counts that gave way, of those that lost some and are not
        empty; ids of those that are empty now; and sentences that say what changed.

    Raises
    ------
    BuildError
        The pack itself has counts of the same days.
    """
    own = pack.tables["service_counts"]
    blocked = in_the_way(own, arriving.frame)
    if blocked.any():
        raise BuildError(own_in_the_way(own[blocked]))
    rest: list[Import] = []
    gone: list[str] = []
    lost: list[pd.DataFrame] = []
    told: list[str] = []
    services = [item for item in earlier if item.about.kind == "services"]
    for item in services:
        about = item.about
        if about.source_id == arriving.about.source_id:  # the same files once more
            lost.append(item.frame)
            continue
        away = in_the_way(item.frame, arriving.frame)
        if not away.any():
            continue
        lost.append(item.frame[away])
        left = item.frame[~away].reset_index(drop=True)
        told.append(
            f"Of {about.source_id} ({about.publisher}, {span_of(item.frame)}) "
            f"{int(away.sum()):,} of {len(item.frame):,} counts gave way"
            + (", and it is gone" if left.empty else "")
        )
        if left.empty:
            gone.append(about.source_id)
        else:
            rest.append(Import(replace(about, rows=len(left)), left))
    before = [own, *(item.frame for item in services)]
    changed = {arriving.about.source_id, *gone, *(item.about.source_id for item in rest)}
    after = [
        own,
        *(item.frame for item in services if item.about.source_id not in changed),
        *(item.frame for item in rest),
        arriving.frame,
    ]
    return rest, gone, [*_differences(lost, arriving.frame), *_totals(before, after), *told]


def _differences(lost: Sequence[pd.DataFrame], new: pd.DataFrame) -> list[str]:
    old = join_counts([new.head(0), *lost])
    key = list(KEY)
    both = _plain(old).merge(
        _plain(new), on=key, how="outer", indicator=True, suffixes=("", "_new")
    )
    paired = both[both["_merge"] == "both"]
    same = pd.Series(data=True, index=paired.index)
    for name in _VALUES:
        was, now = paired[name], paired[f"{name}_new"]
        same &= (was == now).fillna(False) | (was.isna() & now.isna())
    removed = both[both["_merge"] == "left_only"]
    lines = [
        f"Counts added: {int((both['_merge'] == 'right_only').sum()):,}, "
        f"changed: {int((~same).sum()):,}, the same as before: {int(same.sum()):,}, "
        f"removed: {len(removed):,}"
    ]
    days_old, days_new = _days(old), _days(new)
    if len(removed) and days_old > _days(old, covered_by=new):
        bare = days_old - _days(old, covered_by=new)
        lines.append(
            f"Removed counts spoke of {bare:,} days (of a village and a service) that the new "
            f"ones, which speak of {days_new:,}, leave without a count. Import those days as well."
        )
    return lines


def _plain(counts: pd.DataFrame) -> pd.DataFrame:
    """Key and values, texts as texts: categories of two tables do not merge."""
    frame = counts[[*KEY, *_VALUES]]
    texts = dict.fromkeys(("village_code", "service_code"), "str")
    return frame.astype(texts | dict.fromkeys(_VALUES, "Float64"))


def _days(counts: pd.DataFrame, covered_by: pd.DataFrame | None = None) -> int:
    """Days of all villages and services that counts speak of, or those of them in others too."""
    if covered_by is None:
        return int(((counts["period_end"] - counts["period_start"]).dt.days + 1).sum())
    key = ["village_code", "service_code"]
    pairs = _plain(counts).merge(_plain(covered_by), on=key, suffixes=("", "_new"))
    start = pairs[["period_start", "period_start_new"]].max(axis=1)
    end = pairs[["period_end", "period_end_new"]].min(axis=1)
    return int(((end - start).dt.days + 1).clip(lower=0).sum())


def _totals(before: Sequence[pd.DataFrame], after: Sequence[pd.DataFrame]) -> list[str]:
    told = [
        f"{name} {_sum(before, name)} → {_sum(after, name)}"
        for name in _COUNTS
        if _sum(before, name) != _sum(after, name)
    ]
    return [f"The whole regency: {', '.join(told) if told else 'no total changes'}"]


def _sum(parts: Sequence[pd.DataFrame], name: str) -> str:
    known = [part[name].dropna() for part in parts if len(part)]
    filled = [int(values.sum()) for values in known if len(values)]
    return f"{sum(filled):,}" if filled else "none"
