"""The rules of a data pack that Table Schema cannot say: between columns, and about the whole.

Each rule is a line of data. A rule that speaks of columns a table does not have is passed over, so
a small pack may leave columns out; the columns that the queries need are in ``NEEDED``.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from kampung.pack import limits
from kampung.pack.cells import Cells
from kampung.pack.descriptor import FILE, Descriptor, Table
from kampung.pack.problems import Problem

Mask = pd.Series


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


PERIODS = (("start_on", "end_on"), ("on_date", "end_on"), ("period_start", "period_end"))
LANGUAGES = ("_id", "_en")

RULES = (
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
        "figures", "decimals", "value", ("value", "decimals"),
        lambda f: not_as_exact(f["value"], f["decimals"]),
        "The number has more decimals than the column decimals says. Put one of them right.",
    ),
    Rule(
        "figures", "maximum", "value", ("value",),
        lambda f: f["value"].gt(limits.FIGURE),
        f"This is above the greatest plausible value, {limits.FIGURE:,}. Correct it.",
    ),
    Rule(
        "figures", "maximum", "decimals", ("decimals",),
        lambda f: f["decimals"].gt(6).fillna(value=False) | f["decimals"].lt(0).fillna(value=False),
        "A figure has 0 to 6 decimals. Correct it.",
    ),
    Rule(
        "figures", "maximum", "days_most", ("days_most",),
        lambda f: f["days_most"].gt(limits.YEARS_OF_A_PERIOD * 366).fillna(value=False),
        f"A period has at most {limits.YEARS_OF_A_PERIOD} years. Correct it.",
    ),
    Rule(
        "figures", "maximum", "weeks", ("weeks",),
        lambda f: f["weeks"].gt(limits.YEARS_OF_A_PERIOD * 53).fillna(value=False),
        f"A period has at most {limits.YEARS_OF_A_PERIOD} years. Correct it.",
    ),
    Rule(
        "service_counts", "quantile-order", "p90_hours", ("median_hours", "p90_hours"),
        lambda f: f["p90_hours"].lt(f["median_hours"]),
        "The 90th percentile is below the median. Correct one of them.",
    ),
    Rule(
        "service_counts", "overlap", "period_start",
        ("village_code", "service_code", "period_start", "period_end"),
        lambda f: overlapping(f),
        "The period shares days with another one of the same village and service, so that they "
        "would count twice. Leave one of them.",
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


def not_as_exact(value: pd.Series, decimals: pd.Series) -> Mask:
    """Whether a number has more decimals than it is said to have; 501.5 has more than none."""
    steps = value * 10.0 ** decimals.astype("float64").clip(0, 9)
    return (steps - steps.round()).abs().gt(1e-6)


def implausible(counts: pd.DataFrame, column: str) -> Mask:
    """Whether a count is below zero, or more than a village can have in so many years."""
    days = (counts["period_end"] - counts["period_start"]).dt.days + 1
    years = (days / 366).clip(lower=1).fillna(1)
    count = counts[column].astype("float64")
    return count.lt(0) | count.gt(limits.COUNT_PER_YEAR * years)


def overlapping(counts: pd.DataFrame) -> Mask:
    """Whether a period begins before an earlier one of the same village and service ends."""
    key = ["village_code", "service_code"]
    ordered = counts.sort_values([*key, "period_start", "period_end"], kind="stable")
    # The period itself, not its neighbours, ends latest so far: long periods hide short ones.
    ends = ordered.groupby(key, sort=False, dropna=False)["period_end"].cummax()
    before = ends.groupby([ordered[name] for name in key], sort=False, dropna=False).shift()
    return ordered["period_start"].le(before).reindex(counts.index)


# What the queries of kampung/store/queries.py read. Anything else a pack holds is kept and shown.
_COLUMNS = {
    "sources": "id kind publisher title author published_on url language licence note_id note_en",
    "areas": (
        "code parent_code level kind name bps_code bps_source_id postcode lat "
        "lon tile_column tile_row population "
        "population_year population_source_id area_km2 area_source_id source_id"
    ),
    "metrics": "id kind topic unit_id unit_en name_id name_en definition_id definition_en",
    "figures": (
        "id source_id locator area_code metric statistic relation value decimals "
        "compared_metric start_on end_on period_basis days_least days_most weeks statement "
        "reading_id reading_en quality conflict period_note_id period_note_en note_id note_en"
    ),
    "figure_repeats": "figure_id source_id",
    "observations": "area_code metric on_date value source_id",
    "events": "id on_date end_on kind title_id title_en note_id note_en source_id",
    "awards": (
        "id on_date year date_precision name edition theme category giver event place "
        "handed_by received_by result scope summary_id summary_en source_id note_id note_en"
    ),
    "award_sources": "award_id source_id",
    "award_accounts": "award_id field value source_id locator note_id note_en",
    "cohorts": "programme year areas_selected includes_area source_id locator note_id note_en",
    "adoption": (
        "id on_date end_on date_precision aspect villages out_of relation conflict source_id "
        "locator note_id note_en"
    ),
    "service_types": (
        "code letter_number name_id name_en family self_service validity_value validity_unit "
        "source_id"
    ),
    "service_counts": (
        "village_code service_code period_start period_end requested completed rejected "
        "median_hours p90_hours source_id"
    ),
    "programme_facts": (
        "id topic position value unit_id unit_en on_date date_precision text_id text_en "
        "source_id note_id note_en"
    ),
    "evidence_weights": "source_kind exactness weight reason_id reason_en",
}
NEEDED: Mapping[str, Sequence[str]] = {
    table: columns.split() for table, columns in _COLUMNS.items()
}


def rules_for(table: Table) -> Iterator[Rule]:
    """Yield the rules of a table: its own, and those that follow from the names of its columns."""
    columns = set(table.columns)
    for start, end in PERIODS:
        if {start, end} <= columns:
            yield _period_rule(table.name, start, end)
    for column in table.columns:
        if column.endswith("_id") and column.removesuffix("_id") + "_en" in columns:
            pair = column, column.removesuffix("_id") + "_en"
            yield _both_languages_rule(table.name, given=pair[0], empty=pair[1])
            yield _both_languages_rule(table.name, given=pair[1], empty=pair[0])
    for field in table.fields:
        if field.type == "date":
            yield _day_rule(table.name, field.name)
        if field.type == "string":
            yield _personal_rule(table.name, field.name)
        if table.name == "service_counts" and field.name in {"requested", "completed", "rejected"}:
            yield _count_rule(table.name, field.name)
        if table.name == "service_counts" and field.name in {"median_hours", "p90_hours"}:
            yield _hours_rule(table.name, field.name)
        if field.name == "published_on" and field.type == "string":
            yield _year_rule(table.name, field.name)
    for rule in RULES:
        if rule.table == table.name and columns.issuperset(rule.needs):
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
            for row in frame.index[rule.broken(frame).astype(bool)]:
                written = dict(zip(table.columns, cells[name].rows[row], strict=True))
                if any(written[need] and pd.isna(frame[need].iloc[row]) for need in rule.needs):
                    continue  # a cell that is not of its type is told already
                yield Problem(
                    file=table.path,
                    line=cells[name].lines[row],
                    column=rule.column,
                    value=written[rule.column] or None,
                    rule=rule.name,
                    message=rule.message,
                )
    yield from _area_problems(descriptor, frames, cells)
    for column, value, table_name, key in (
        ("kampung.area_code", descriptor.area_code, "areas", "code"),
        ("kampung.article", descriptor.article, "sources", "id"),
        ("kampung.population_area", descriptor.population_area, "areas", "code"),
    ):
        if table_name in frames and value not in set(frames[table_name][key]):
            message = f"This is not among the {key} of the table {table_name}. Correct it."
            yield Problem(FILE, None, column, value, "foreign-key", message)


def _area_problems(
    descriptor: Descriptor, frames: Mapping[str, pd.DataFrame], cells: Mapping[str, Cells]
) -> Iterator[Problem]:
    """Areas that lie in each other in a circle, and service counts of what is no village."""
    areas = frames.get("areas")
    if areas is None or not {"code", "parent_code", "level"} <= set(areas.columns):
        return
    known = areas.dropna(subset=["code"])
    parents = dict(zip(known["code"], known["parent_code"], strict=True))
    file = descriptor.table("areas").path
    for row, code in enumerate(areas["code"]):
        seen = {code}
        above = parents.get(code)
        while isinstance(above, str) and above in parents and above not in seen:
            seen.add(above)
            above = parents[above]
        if isinstance(above, str) and above in seen:
            message = "The area lies in itself, by way of its parents. Correct parent_code."
            line = cells["areas"].lines[row]
            yield Problem(file, line, "parent_code", str(parents[code]), "circle", message)
    counts = frames.get("service_counts")
    if counts is None or "village_code" not in counts:
        return
    level = dict(zip(known["code"], known["level"], strict=True))
    table = descriptor.table("service_counts")
    for row, code in enumerate(counts["village_code"]):
        if level.get(code, "village") != "village":
            message = f"This is a {level[code]}, and counts are of villages. Correct it."
            line = cells["service_counts"].lines[row]
            yield Problem(table.path, line, "village_code", str(code), "level", message)


def check_tables(descriptor: Descriptor) -> Iterator[Problem]:
    """Say which tables and columns the dashboard needs and the pack does not describe."""
    tables = {table.name: table for table in descriptor.tables}
    for name, columns in NEEDED.items():
        if name not in tables and name in descriptor.named:
            continue  # it is there, and what is wrong with it is told already
        if name not in tables:
            message = f"The table {name} is not described. Add it, even if it has no rows."
            yield Problem(FILE, None, name, None, "missing-table", message)
            continue
        for column in columns:
            if column not in tables[name].columns:
                message = "The dashboard needs this field. Describe it in the table's schema."
                yield Problem(FILE, None, f"{name}.{column}", None, "missing-field", message)


def _period_rule(table: str, start: str, end: str) -> Rule:
    return Rule(
        table=table,
        name="period",
        column=end,
        needs=(start, end),
        broken=lambda frame: frame[end].lt(frame[start]),
        message=f"The period ends before it starts ({start}). Put the earlier day first.",
    )


def _day_rule(table: str, column: str) -> Rule:
    """A day that has not come, or on which nobody counted, is a slip of the pen."""
    return Rule(
        table=table,
        name="date",
        column=column,
        needs=(column,),
        broken=lambda frame: (
            frame[column].lt(pd.Timestamp(limits.EARLIEST)) | frame[column].gt(_tomorrow())
        ),
        message=f"The day lies before {limits.EARLIEST} or in the future. Correct the year.",
    )


def _year_rule(table: str, column: str) -> Rule:
    """The same for a date that may be known to the month or year only."""
    return Rule(
        table=table,
        name="date",
        column=column,
        needs=(column,),
        broken=lambda frame: (
            frame[column].lt(f"{limits.EARLIEST:%Y}") | frame[column].gt(f"{_tomorrow():%Y-%m-%d}")
        ),
        message=f"The day lies before {limits.EARLIEST:%Y} or in the future. Correct the year.",
    )


def _count_rule(table: str, column: str) -> Rule:
    return Rule(
        table=table,
        name="plausible",
        column=column,
        needs=(column, "period_start", "period_end"),
        broken=lambda frame: implausible(frame, column),
        message=f"No village has more than {limits.COUNT_PER_YEAR:,} of one service in a year, or "
        "fewer than none. Correct it.",
    )


def _hours_rule(table: str, column: str) -> Rule:
    return Rule(
        table=table,
        name="plausible",
        column=column,
        needs=(column,),
        broken=lambda frame: frame[column].lt(0) | frame[column].gt(limits.HOURS),
        message="Nobody waits less than no time, or longer than ten years. Correct it.",
    )


def _tomorrow() -> pd.Timestamp:
    """A day begins in Papua nine hours before it does in UTC."""
    return pd.Timestamp.now(tz="UTC").tz_localize(None).normalize() + pd.Timedelta(days=1)


# Province, regency and district; day (women's plus 40), month and year of birth; a number.
_NIK = r"[1-9]\d{5}(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d{6}"
_PHONE = r"(?:\+?62|0)[ -]?8\d{1,2}[ -]?\d{3,4}[ -]?\d{3,5}"
_PERSONAL = rf"(?<![\w./-])(?:{_NIK}|{_PHONE})(?![\w/]|[.-]\d)"


def _personal_rule(table: str, column: str) -> Rule:
    """No personal data in a pack, for they would go into the store and out to everybody."""
    return Rule(
        table=table,
        name="personal-number",
        column=column,
        needs=(column,),
        broken=lambda frame: (
            frame[column].str.contains(_PERSONAL, regex=True).fillna(value=False)
            & ~frame[column].str.startswith(("http://", "https://")).fillna(value=False)
        ),
        message="This holds a NIK or a telephone number. Nothing about a person belongs here.",
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
