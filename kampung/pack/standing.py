"""Which tables, columns and rows the dashboard needs of a pack."""

from collections.abc import Iterator, Mapping

import pandas as pd

from kampung.pack.descriptor import Descriptor
from kampung.pack.parsing import FILE
from kampung.pack.problems import Problem
from kampung.schemas import Table, pack_tables

# What the descriptor itself points into, and what pages call things by; any other table that a
# pack does not have is empty.
REQUIRED = ("sources", "areas", "metrics")
# The series that pages are about, whether there are figures of them or not.
SERIES = ("new_cases", "new_recoveries", "new_deaths")


def series_without_name(
    descriptor: Descriptor, frames: Mapping[str, pd.DataFrame]
) -> Iterator[Problem]:
    """Say which series the pages speak of and the pack does not define."""
    if "metrics" not in frames or not is_usable(descriptor.table("metrics"), "id"):
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
                if not need.required:
                    continue  # an empty one takes its place
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


def is_usable(table: Table, column: str) -> bool:
    """Tell whether a table has a column, and of the type that the rules reckon with."""
    if column not in table.columns:
        return False
    standard = pack_tables().get(table.name)
    needed = standard.fields if standard else ()
    found = table.field(column)
    return all(need.type == found.type for need in needed if need.name == column)
