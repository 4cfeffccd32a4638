"""What one row of a pack says against other rows and other tables."""

from collections.abc import Callable, Iterator, Mapping

import pandas as pd

from kampung.pack.cells import Cells
from kampung.pack.descriptor import Descriptor
from kampung.pack.limits import (
    FARTHEST_FIGURE,
    MOST_FIGURES,
)
from kampung.pack.problems import Problem
from kampung.pack.quoting import quoted, quoted_word
from kampung.pack.standing import is_usable
from kampung.schemas import pack_tables

LEVEL_ABOVE = {"district": "regency", "village": "district"}
# Of these a figure is a count, and so a whole number where it is told exactly.
COUNTED = ("total", "cumulative", "level", "each_week", "maximum_week")


def between_tables(
    descriptor: Descriptor, frames: Mapping[str, pd.DataFrame], cells: Mapping[str, Cells]
) -> Iterator[Problem]:
    """Check what one row says against other rows and other tables."""
    checks: tuple[tuple[str, str, Callable[..., Iterator[Found]], tuple[str, ...]], ...] = (
        ("areas", "code parent_code level", _misplaced_areas, ()),
        ("service_counts", "village_code service_code period_start period_end", _overlaps, ()),
        ("service_counts", "village_code", _no_villages, ("areas",)),
        ("figures", "metric statistic relation value", _parts_of_people, ("metrics",)),
        ("figures", "area_code end_on", _far_figures, ()),
    )
    for name, columns, check, others in checks:
        needed = [(name, column) for column in columns.split()]
        needed += [(other, column) for other in others for column in pack_tables()[other].columns]
        if any(
            table not in frames
            or column in cells[table].absent
            or not is_usable(descriptor.table(table), column)
            for table, column in needed
        ):
            continue  # told already
        table = descriptor.table(name)
        for row, column, rule, message in check(descriptor, *(frames[t] for t in (name, *others))):
            cell = cells[name].rows[row][table.columns.index(column)]
            line = cells[name].lines[row]
            shown = quoted(cell, is_coded=table.is_coded(column))
            yield Problem(table.path, line, column, shown, rule, message)
    if "figures" in frames and len(frames["figures"]) > MOST_FIGURES:
        message = f"There are more than {MOST_FIGURES:,} figures, the most that a pack may have."
        path = descriptor.table("figures").path
        yield Problem(path, None, None, None, "too-large", f"{message} Remove some.")


Found = tuple[int, str, str, str]
"""Row, column, rule and message."""


def _misplaced_areas(descriptor: Descriptor, areas: pd.DataFrame) -> Iterator[Found]:
    """Areas that are not where they belong: a village in a district, a district in the regency."""
    levels = dict(zip(areas["code"], areas["level"], strict=True))
    rows = zip(areas["code"], areas["parent_code"], areas["level"], strict=True)
    for row, (code, parent, level) in enumerate(rows):
        if level == "regency" and code != descriptor.area_code:
            message = f"The pack is about {quoted_word(descriptor.area_code)} and no other regency."
            yield row, "level", "level", f"{message} Remove it, or correct it."
        if level == "regency" and not pd.isna(parent):
            yield row, "parent_code", "parent", "A regency has no area above it. Leave it empty."
        above = LEVEL_ABOVE.get(level) if isinstance(level, str) else None
        if above and (pd.isna(parent) or levels.get(parent, above) != above):
            message = f"The area above a {level} is a {above}. Correct the code, or the level."
            yield row, "parent_code", "parent", message


def _overlaps(_: Descriptor, counts: pd.DataFrame) -> Iterator[Found]:
    """Counts of days that an earlier period of the same village and service has as well."""
    ordered = counts[["village_code", "service_code", "period_start", "period_end"]].dropna()
    ordered = ordered.sort_values(list(ordered.columns))
    reached = ordered.groupby(["village_code", "service_code"])["period_end"]
    # The furthest day that any period before has reached, within its village and service.
    before = reached.cummax().groupby([ordered["village_code"], ordered["service_code"]]).shift()
    message = (
        "An earlier period of this village and service has the same days, which would count "
        "twice. Give each day to one period."
    )
    for row in ordered.index[ordered["period_start"].le(before)]:
        yield row, "period_start", "overlap", message


def _no_villages(_: Descriptor, counts: pd.DataFrame, areas: pd.DataFrame) -> Iterator[Found]:
    """Counts of a district or regency, which would be added to those of its villages."""
    others = set(areas.loc[areas["level"].ne("village"), "code"])
    message = "This area is no village, and only counts of villages add up. Give their counts."
    for row in counts.index[counts["village_code"].isin(others)]:
        yield row, "village_code", "village", message


def _parts_of_people(
    _: Descriptor, figures: pd.DataFrame, metrics: pd.DataFrame
) -> Iterator[Found]:
    """Exact counts that are no whole numbers, of what is counted in the epidemic."""
    counted = metrics[metrics["kind"].isin(["flow", "stock"]) & metrics["topic"].eq("epidemic")]
    broken = (
        figures["metric"].isin(set(counted["id"]))
        & figures["statistic"].isin(COUNTED)
        & figures["relation"].eq("=")
        & figures["value"].mod(1).gt(0)
    )
    message = "An exact count is a whole number. Correct it, or give the relation as ≈."
    for row in figures.index[broken]:
        yield row, "value", "whole", message


def _far_figures(descriptor: Descriptor, figures: pd.DataFrame) -> Iterator[Found]:
    """Figures of the regency that lie years away from the others: most likely a wrong year."""
    ends = figures.loc[figures["area_code"].eq(descriptor.area_code), "end_on"].dropna()
    if ends.empty:
        return
    middle = ends.sort_values().iloc[len(ends) // 2]
    message = (
        f"This is more than {FARTHEST_FIGURE} days away from the middle one of the regency's "
        "figures. Correct the year."
    )
    for row in ends.index[(ends - middle).abs().dt.days.gt(FARTHEST_FIGURE)]:
        yield row, "end_on", "date", message
