"""The rules of a data pack that Table Schema cannot say: between columns, and about the whole.

Each rule is a line of data. A rule that speaks of columns a table does not have is passed over, so
a small pack may leave tables out; the columns that the queries need are those of
:func:`kampung.schemas.pack_tables`.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd

from kampung.pack.between import between_tables
from kampung.pack.by_name import rules_by_name
from kampung.pack.cells import Cells
from kampung.pack.descriptor import Descriptor
from kampung.pack.limits import (
    HEAVIEST_WEIGHT,
    LARGEST_COUNT,
    LARGEST_NUMBER,
    LARGEST_TILE,
    LONGEST_FIGURE_PERIOD,
    MOST_DECIMALS,
)
from kampung.pack.parsing import FILE
from kampung.pack.problems import Problem
from kampung.pack.quoting import quoted, quoted_word
from kampung.pack.rule import Mask, Rule
from kampung.pack.standing import is_usable, series_without_name
from kampung.schemas import Table


def _outside(column: str, least: float, most: float) -> Callable[[pd.DataFrame], Mask]:
    """A rule's condition: a number that is below or above what can be."""
    return lambda frame: frame[column].lt(least) | frame[column].gt(most)


def _asked_without(column: str) -> Callable[[pd.DataFrame], Mask]:
    """A rule's condition: something is asked, and one of the columns that it needs is empty."""
    return lambda frame: frame["asks"].notna() & frame[column].isna()


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
    *(
        Rule(
            "programme_facts", "question", column, ("asks", column),
            _asked_without(column),
            "A statement that is asked about needs metric, first and last day. Fill it in.",
        )
        for column in ("asks_metric", "asks_start", "asks_end")
    ),
    Rule(
        "evidence_weights", "minimum", "weight", ("weight",),
        lambda f: f["weight"].le(0),
        "A weight must be above zero. Correct it.",
    ),
)  # fmt: skip


def rules_for(table: Table) -> Iterator[Rule]:
    """Yield the rules of a table: its own, and those that follow from the names of its columns."""
    yield from rules_by_name(table)
    for rule in RULES:
        if rule.table == table.name and all(is_usable(table, name) for name in rule.needs):
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
    yield from between_tables(descriptor, frames, cells)
    yield from series_without_name(descriptor, frames)
    for column, value, table_name, key in (
        ("kampung.area_code", descriptor.area_code, "areas", "code"),
        ("kampung.article", descriptor.article, "sources", "id"),
        ("kampung.population_area", descriptor.population_area, "areas", "code"),
    ):
        if table_name in frames and value not in set(frames[table_name][key]):
            message = f"This is not among the {key} of the table {table_name}. Correct it."
            yield Problem(FILE, None, column, quoted_word(value), "foreign-key", message)


def _has_other_decimals(value: "pd.Series[Any]", decimals: "pd.Series[Any]") -> Mask:
    """Whether a number has more decimals than are told, but for the noise of a double."""
    places = decimals.astype("float64").clip(0, MOST_DECIMALS)
    printed = value * 10**places
    return (printed - printed.round()).abs().gt(1e-3).fillna(value=False)
