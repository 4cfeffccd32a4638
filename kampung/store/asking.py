"""How questions are put: conditions, parameters, and the types of what comes back."""

from collections.abc import Mapping
from functools import cache

import pandas as pd

from kampung.schemas import DTYPES, standard
from kampung.store.reading import Parameter

# A source beside what rests on it: the column of an answer, and where it comes from.
SOURCE: Mapping[str, str] = {
    "source_kind": "sources.kind",
    "publisher": "sources.publisher",
    "source_title": "sources.title",
    "url": "sources.url",
    "published_on": "sources.published_on",
    "source_language": "sources.language",
}
SOURCE_COLUMNS = ", ".join(
    f"s.{place.removeprefix('sources.')} AS {name}" for name, place in SOURCE.items()
)


def typed(frame: pd.DataFrame, /, *tables: str, **named: str) -> pd.DataFrame:
    """Give every column the type that a schema says, also where there are no rows.

    Parameters
    ----------
    frame
        What :meth:`Store.query` returned.
    tables
        Names of tables; a column has the type that it has in them.
    named
        Columns that none of the tables has, or of which they differ: the type of what is computed
        (``integer``), or where a column of another name comes from (``areas.name``).

    Returns
    -------
    DataFrame
        Of the dtypes ``str``, ``Int64``, ``float64``, ``boolean`` and ``datetime64[us]``.

    Raises
    ------
    LookupError
        There is no such table, or nothing says of what type a column is.
    """
    given_types = tuple(named.items())
    return frame.astype({name: _dtype(name, tables, given_types) for name in frame.columns})


@cache
def _dtype(name: str, tables: tuple[str, ...], named: tuple[tuple[str, str], ...]) -> str:
    of = dict(named)
    if name in of:
        table, _, column = of[name].rpartition(".")
        return DTYPES[standard(table).field(column).type if table else column]
    there = [
        field.type for table in tables for field in standard(table).fields if field.name == name
    ]
    if len(set(there)) != 1:
        said = f"are of different types in {tables}" if there else f"are not in {tables}"
        raise LookupError(f"The values of the column {name} {said}. Name their type.")
    return DTYPES[there[0]]


def all_of(conditions: Mapping[str, object], *, also: bool = False) -> str:
    """Join the conditions whose parameter was given; all of them are written in this room.

    With ``also`` they go on from conditions that are there already.
    """
    wanted = [condition for condition, value in conditions.items() if value is not None]
    if not wanted:
        return ""
    return f"{'AND' if also else 'WHERE'} {' AND '.join(wanted)}"


def given(**parameters: Parameter) -> dict[str, Parameter]:
    """Keep the parameters that were given, as :func:`all_of` keeps their conditions."""
    return {name: value for name, value in parameters.items() if value is not None}
