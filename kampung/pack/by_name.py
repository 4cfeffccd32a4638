"""Rules that follow from the names of a table's columns: days, periods, both languages."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pandas as pd

from kampung.pack.limits import (
    EARLIEST,
    LONGEST_PERIOD,
    YEARS_AHEAD,
)
from kampung.pack.rule import Rule
from kampung.pack.values import parsed, today
from kampung.schemas import Table

PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
PERIODS = (
    *(("start_on", "end_on"), ("on_date", "end_on"), ("period_start", "period_end")),
    ("asks_start", "asks_end"),
)
# What is said of the past; the other tables may speak of what is planned.
RECORDS = frozenset({
    "adoption", "awards", "cohorts", "figures", "observations", "service_counts", "sources",
})  # fmt: skip


def rules_by_name(table: Table) -> Iterator[Rule]:
    """Yield the rules that follow from the names and types of a table's columns."""
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
