"""Sources by their ids, for rows that have nothing else of them."""

from collections.abc import Iterable, Mapping

from kampung.language.cells import records
from kampung.pictures.citing import source_of
from kampung.pictures.sources import Source
from kampung.store.door import DataSet, kept
from kampung.subjects.sources import queries


@kept
def by_id(data: DataSet) -> Mapping[str, Source]:
    """Every source of a data set."""
    rows = queries.sources(data).rename(
        columns={"id": "source_id", "title": "source_title", "kind": "source_kind"}
    )
    return {row["source_id"]: source_of(row) for row in records(rows)}


def named(data: DataSet, ids: Iterable[str]) -> tuple[Source, ...]:
    """Sources of these ids, each once.

    Parameters
    ----------
    ids
        Each an id, or several with commas between them; unknown ones are left out.
    """
    known = by_id(data)
    each = dict.fromkeys(one for text in ids for one in text.split(", "))
    return tuple(known[one] for one in each if one in known)
