"""The rules of a data pack that Table Schema cannot say: between columns, and about the whole.

Each rule is a line of data. A rule that speaks of columns a table does not have is passed over, so
a small pack may leave tables out; the columns that the queries need are those of
:func:`kampung.schemas.pack_tables`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from kampung.pack.cells import Cells
from kampung.pack.descriptor import FILE, Descriptor
from kampung.pack.limits import (
    EARLIEST,
    FARTHEST_FIGURE,
    HEAVIEST_WEIGHT,
    LARGEST_COUNT,
    LARGEST_NUMBER,
    LARGEST_TILE,
    LONGEST_FIGURE_PERIOD,
    LONGEST_PERIOD,
    MOST_DECIMALS,
    MOST_FIGURES,
    YEARS_AHEAD,
)
from kampung.pack.problems import Problem
from kampung.pack.quoting import quoted, quoted_word
from kampung.pack.values import parsed, today
from kampung.schemas import Table, pack_tables

Mask = pd.Series
PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


@dataclass(frozen=True)
class Rule:
    """A condition that no row of a table may meet.

    Attributes
    ----------
    table
        Table it speaks of.
    name
        Short name for the report.
    column
        Column to point at.
    needs
        Columns that must exist for the rule to apply.
    broken
        Frame in, boolean mask of the rows that break the rule out.
    message
        What is wrong and what to do.
    """

    table: str
    name: str
    column: str
    needs: tuple[str, ...]
    broken: Callable[[pd.DataFrame], Mask]
    message: str


def _outside(column: str, least: float, most: float) -> Callable[[pd.DataFrame], Mask]:
    """A rule's condition: a number that is below or above what can be."""
    return lambda frame: frame[column].lt(least) | frame[column].gt(most)


PERIODS = (("start_on", "end_on"), ("on_date", "end_on"), ("period_start", "period_end"))
# What is said of the past; the other tables may speak of what is planned.
RECORDS = frozenset({
    "adoption", "awards", "cohorts", "figures", "observations", "service_counts", "sources",
})  # fmt: skip
LEVEL_ABOVE = {"district": "regency", "village": "district"}
# Of these a figure is a count, and so a whole number where it is told exactly.
COUNTED = ("total", "cumulative", "level", "each_week", "maximum_week")

RULES = (
    Rule(
        "figures", "decimals", "value", ("value", "decimals"),
        lambda f: _has_other_decimals(f["value"], f["decimals"]),
        "The number has more decimals than the column decimals says. Put one of them right.",
    ),
    Rule(
        "figures", "decimals", "decimals", ("decimals",),
        _outside("decimals", 0, MOST_DECIMALS),
        f"A number is printed with 0 to {MOST_DECIMALS} decimals. Correct it.",
    ),
    Rule(
        "figures", "period", "end_on", ("start_on", "end_on"),
        lambda f: (f["end_on"] - f["start_on"]).dt.days.ge(LONGEST_FIGURE_PERIOD),
        f"The period of a figure is longer than {LONGEST_FIGURE_PERIOD} days. Correct it.",
    ),
    *(
        Rule(
            "figures", "period", column, (column,),
            _outside(column, 1, most),
            f"This is not from 1 to {most}. Correct it.",
        )
        for column, most in (
            ("days_least", LONGEST_FIGURE_PERIOD),
            ("days_most", LONGEST_FIGURE_PERIOD),
            ("weeks", LONGEST_FIGURE_PERIOD // 7),
        )
    ),
    Rule(
        "areas", "tile", "tile_column", ("tile_column",),
        _outside("tile_column", 1, LARGEST_TILE),
        f"A column of the tile map is from 1 to {LARGEST_TILE}. Correct it.",
    ),
    Rule(
        "areas", "tile", "tile_row", ("tile_row",),
        _outside("tile_row", 1, LARGEST_TILE),
        f"A row of the tile map is from 1 to {LARGEST_TILE}. Correct it.",
    ),
    Rule(
        "areas", "level", "level", ("level",),
        lambda f: ~f["level"].isin(["regency", "district", "village"]),
        "An area is a regency, a district or a village. Correct it.",
    ),
    *(
        Rule(
            "service_counts", "count", column, (column,),
            _outside(column, 0, LARGEST_COUNT),
            f"No village has more than {LARGEST_COUNT:,} requests for one service in one period, "
            "or fewer than none. Correct it.",
        )
        for column in ("requested", "completed", "rejected")
    ),
    *(
        Rule(
            "service_counts", "minimum", column, (column,),
            _outside(column, 0, LARGEST_NUMBER),
            "A waiting time cannot be below 0. Correct it.",
        )
        for column in ("median_hours", "p90_hours")
    ),
    Rule(
        "service_counts", "percentile", "p90_hours", ("median_hours", "p90_hours"),
        lambda f: f["p90_hours"].lt(f["median_hours"]),
        "The 90th percentile is below the median. Put them right.",
    ),
    Rule(
        "evidence_weights", "weight", "weight", ("weight",),
        lambda f: f["weight"].gt(HEAVIEST_WEIGHT),
        f"A weight is at most {HEAVIEST_WEIGHT:,.0f}. Correct it.",
    ),
    Rule(
        "figures", "comparison", "compared_metric", ("statistic", "compared_metric"),
        lambda f: f["statistic"].eq("comparison") & f["compared_metric"].isna(),
        "A comparison needs the metric that it is compared with. Fill it in.",
    ),
    Rule(
        "figures", "comparison", "compared_metric", ("statistic", "compared_metric"),
        lambda f: f["statistic"].ne("comparison") & f["compared_metric"].notna(),
        "Only a comparison has a compared metric. Leave it empty.",
    ),
    Rule(
        "figures", "comparison", "value", ("statistic", "value"),
        lambda f: f["statistic"].eq("comparison") & f["value"].notna(),
        "A comparison has no value of its own. Leave it empty.",
    ),
    Rule(
        "figures", "value", "value", ("statistic", "value"),
        lambda f: f["statistic"].ne("comparison") & f["value"].isna(),
        "Every figure but a comparison needs a value. Fill it in.",
    ),
    Rule(
        "figures", "minimum", "value", ("value",),
        lambda f: f["value"].lt(0),
        "This is below the least allowed value, 0. Correct it.",
    ),
    Rule(
        "figures", "open-period", "days_least", ("period_basis", "days_least"),
        lambda f: f["period_basis"].eq("open") & f["days_least"].isna(),
        "An open period needs the least number of days that the words allow. Fill it in.",
    ),
    Rule(
        "figures", "open-period", "days_most", ("period_basis", "days_most"),
        lambda f: f["period_basis"].eq("open") & f["days_most"].isna(),
        "An open period needs the greatest number of days that the words allow. Fill it in.",
    ),
    Rule(
        "figures", "open-period", "days_most", ("days_least", "days_most"),
        lambda f: f["days_most"].lt(f["days_least"]).fillna(value=False),
        "The greatest number of days is below the least. Put them right.",
    ),
    Rule(
        "figures", "period", "start_on", ("period_basis", "start_on"),
        lambda f: f["period_basis"].ne("open") & f["start_on"].isna(),
        "A period that is not open needs its first day. Fill it in.",
    ),
    Rule(
        "figures", "state", "start_on", ("statistic", "start_on", "end_on"),
        lambda f: f["statistic"].isin(["cumulative", "level", "share"])
        & f["start_on"].notna() & f["end_on"].notna() & f["start_on"].ne(f["end_on"]),
        "A cumulative figure, level or share is the state of one day. "
        "Give start_on and end_on the same day.",
    ),
    Rule(
        "adoption", "out-of", "villages", ("villages", "out_of"),
        lambda f: f["villages"].gt(f["out_of"]).fillna(value=False),
        "More villages than there are. Correct villages or out_of.",
    ),
    Rule(
        "evidence_weights", "minimum", "weight", ("weight",),
        lambda f: f["weight"].le(0),
        "A weight must be above zero. Correct it.",
    ),
)  # fmt: skip

# What the descriptor itself points into, and what pages call things by; any other table that a
# pack does not have is empty.
REQUIRED = ("sources", "areas", "metrics")
# The series that pages are about, whether there are figures of them or not.
SERIES = ("new_cases", "new_recoveries", "new_deaths")


def rules_for(table: Table) -> Iterator[Rule]:
    """Yield the rules of a table: its own, and those that follow from the names of its columns."""
    columns = set(table.columns)
    for start, end in PERIODS:
        if {start, end} <= columns and {table.field(start).type, table.field(end).type} == {"date"}:
            yield _period_rule(table.name, start, end)
            yield _length_rule(table.name, start, end)
    for field in table.fields:
        if field.type == "date":
            yield _day_rule(table.name, field.name)
        elif field.type == "integer" and (field.name == "year" or field.name.endswith("_year")):
            yield _year_rule(table.name, field.name)
    if table.name == "sources" and "published_on" in columns:
        yield _published_rule()
    for column in table.columns:
        if column.endswith("_id") and column.removesuffix("_id") + "_en" in columns:
            pair = column, column.removesuffix("_id") + "_en"
            yield _both_languages_rule(table.name, given=pair[0], empty=pair[1])
            yield _both_languages_rule(table.name, given=pair[1], empty=pair[0])
    for rule in RULES:
        if rule.table == table.name and all(_is_usable(table, name) for name in rule.needs):
            yield rule


def check_rules(
    descriptor: Descriptor, frames: Mapping[str, pd.DataFrame], cells: Mapping[str, Cells]
) -> Iterator[Problem]:
    """Check the rules of every table that could be read.

    Parameters
    ----------
    descriptor
        What the pack says of its tables.
    frames
        The typed tables; cells that were unfit are missing.
    cells
        The same tables as text, with the line of each row.
    """
    for name, frame in frames.items():
        table = descriptor.table(name)
        for rule in rules_for(table):
            for row in frame.index[rule.broken(frame).fillna(value=False).astype(bool)]:
                written = dict(zip(table.columns, cells[name].rows[row], strict=True))
                if any(written[need] and pd.isna(frame[need].iloc[row]) for need in rule.needs):
                    continue  # a cell that is not of its type is told already
                yield Problem(
                    file=table.path,
                    line=cells[name].lines[row],
                    column=rule.column,
                    value=quoted(written[rule.column], is_coded=table.is_coded(rule.column)),
                    rule=rule.name,
                    message=rule.message,
                )
    yield from _between_tables(descriptor, frames, cells)
    yield from _series_without_name(descriptor, frames)
    for column, value, table_name, key in (
        ("kampung.area_code", descriptor.area_code, "areas", "code"),
        ("kampung.article", descriptor.article, "sources", "id"),
        ("kampung.population_area", descriptor.population_area, "areas", "code"),
    ):
        if table_name in frames and value not in set(frames[table_name][key]):
            message = f"This is not among the {key} of the table {table_name}. Correct it."
            yield Problem(FILE, None, column, quoted_word(value), "foreign-key", message)


def _series_without_name(
    descriptor: Descriptor, frames: Mapping[str, pd.DataFrame]
) -> Iterator[Problem]:
    if "metrics" not in frames or not _is_usable(descriptor.table("metrics"), "id"):
        return  # told already
    for metric in SERIES:
        if metric not in set(frames["metrics"]["id"]):
            message = f"Pages speak of the metric {metric}, and it is not defined. Add its row."
            path = descriptor.table("metrics").path
            yield Problem(path, None, "id", None, "missing-row", message)


def check_tables(descriptor: Descriptor) -> Iterator[Problem]:
    """Say which tables and columns the dashboard needs and the pack does not describe.

    Anything else that a pack holds is kept and shown.
    """
    tables = {table.name: table for table in descriptor.tables}
    for name, needed in pack_tables().items():
        if name not in tables and name in descriptor.named:
            continue  # it is there, and what is wrong with it is told already
        if name not in tables:
            if name in REQUIRED:
                message = f"Every pack needs the table {name}, and it is not described. Add it."
                yield Problem(FILE, None, name, None, "missing-table", message)
            continue
        table = tables[name]
        if table.primary_key != needed.primary_key:
            key = ", ".join(needed.primary_key)
            message = f"The primaryKey of {name} must be {key}. Put it right."
            yield Problem(FILE, None, name, None, "schema", message)
        for need in needed.fields:
            where = f"{name}.{need.name}"
            if need.name not in table.columns:
                message = "The dashboard needs this field. Describe it in the table's schema."
                yield Problem(FILE, None, where, None, "missing-field", message)
                continue
            field = table.field(need.name)
            if field.type != need.type:
                message = f"The dashboard needs this field to be of the type {need.type}."
                yield Problem(FILE, None, where, field.type, "schema", f"{message} Correct it.")
            if need.required and not field.required:
                message = "The dashboard needs a value in every row. Make the field required."
                yield Problem(FILE, None, where, None, "schema", message)


def _is_usable(table: Table, column: str) -> bool:
    """Tell whether a table has a column, and of the type that the rules reckon with."""
    if column not in table.columns:
        return False
    standard = pack_tables().get(table.name)
    needed = standard.fields if standard else ()
    found = table.field(column)
    return all(need.type == found.type for need in needed if need.name == column)


def _between_tables(
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
            or not _is_usable(descriptor.table(table), column)
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


def _has_other_decimals(value: "pd.Series[Any]", decimals: "pd.Series[Any]") -> Mask:
    """Whether a number has more decimals than are told, but for the noise of a double."""
    places = decimals.astype("float64").clip(0, MOST_DECIMALS)
    printed = value * 10**places
    return (printed - printed.round()).abs().gt(1e-3).fillna(value=False)


def _last_day(table: str, column: str = "") -> date:
    if (table, column) == ("adoption", "end_on"):
        return date(today().year, 12, 31)  # what is known by its year alone ends with it
    if table in RECORDS:
        return today() + timedelta(days=1)  # somewhere it is tomorrow already
    return date(today().year + YEARS_AHEAD, 12, 31)


def _day_rule(table: str, column: str) -> Rule:
    first, last = pd.Timestamp(EARLIEST), pd.Timestamp(_last_day(table, column))
    return Rule(
        table=table,
        name="date",
        column=column,
        needs=(column,),
        broken=lambda frame: frame[column].lt(first) | frame[column].gt(last),
        message=(
            f"This day lies before {EARLIEST.year}, or after what can be known. Correct the year."
        ),
    )


def _year_rule(table: str, column: str) -> Rule:
    return Rule(
        table=table,
        name="date",
        column=column,
        needs=(column,),
        broken=lambda frame: (
            ~frame[column].between(EARLIEST.year, _last_day(table).year) & frame[column].notna()
        ),
        message=f"This year is before {EARLIEST.year}, or in the future. Correct it.",
    )


def _published_rule() -> Rule:
    return Rule(
        table="sources",
        name="date",
        column="published_on",
        needs=("published_on",),
        broken=lambda frame: (
            frame["published_on"].map(_is_no_past_day, na_action="ignore").eq(other=True)
        ),
        message=(
            f"This is no day, month or year from {EARLIEST.year} until today. Write YYYY-MM-DD, "
            "YYYY-MM or YYYY."
        ),
    )


def _is_no_past_day(text: str) -> bool:
    """Whether a day, month or year is none, or lies in the future."""
    if not PARTIAL.fullmatch(text):
        return False  # the pattern of the schema tells it
    day = parsed("date", text + "0000-01-01"[len(text) :])
    return not isinstance(day, date) or not EARLIEST <= day <= _last_day("sources")


def _length_rule(table: str, start: str, end: str) -> Rule:
    return Rule(
        table=table,
        name="period",
        column=end,
        needs=(start, end),
        broken=lambda frame: (frame[end] - frame[start]).dt.days.ge(LONGEST_PERIOD),
        message=f"The period is longer than {LONGEST_PERIOD // 366} years. Correct it.",
    )


def _period_rule(table: str, start: str, end: str) -> Rule:
    return Rule(
        table=table,
        name="period",
        column=end,
        needs=(start, end),
        broken=lambda frame: frame[end].lt(frame[start]),
        message=f"The period ends before it starts ({start}). Put the earlier day first.",
    )


def _both_languages_rule(table: str, *, given: str, empty: str) -> Rule:
    return Rule(
        table=table,
        name="both-languages",
        column=empty,
        needs=(given, empty),
        broken=lambda frame: frame[given].notna() & frame[empty].isna(),
        message=f"{given} is given and {empty} is not. Write the text in both languages.",
    )
