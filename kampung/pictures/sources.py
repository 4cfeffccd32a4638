"""What a picture rests on: who said it, where it is printed, and under which address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

# The source that every invented row names.
SIMULATION = "simulation"


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who said something, as a picture names them.

    Attributes
    ----------
    publisher
        Who published it.
    id, title, url, published_on
        As the table ``sources`` has them; empty where they are not known here.
    locators
        Places in the text: paragraphs, rows.
    kind
        As the table ``sources`` has it: ``article``, ``press`` …; empty where it is not known.
    """

    publisher: str
    id: str = ""
    title: str = ""
    url: str = ""
    published_on: str = ""
    locators: tuple[str, ...] = ()
    kind: str = ""


_COLUMNS = {
    "id": "source_id",
    "title": "source_title",
    "url": "url",
    "published_on": "published_on",
    "kind": "source_kind",
}


def sources_of(
    rows: pd.DataFrame, *, counted: "pd.Series[str] | None" = None
) -> tuple[Source, ...]:
    """Sources of rows, those of the publisher with most rows first.

    Parameters
    ----------
    rows
        Column ``publisher``, and of ``source_id``, ``source_title``, ``url``, ``published_on``,
        ``source_kind`` and ``locator`` what is there.
    counted
        Publishers to count instead, where not each row weighs the same.
    """
    if "publisher" not in rows:
        return ()
    named = rows[rows["publisher"].fillna("").ne("")]
    counts = (named["publisher"] if counted is None else counted).value_counts()
    columns = [column for column in _COLUMNS.values() if column in named]
    found: dict[tuple[str, ...], dict[str, None]] = {}
    places = named["locator"] if "locator" in named else pd.Series("", index=named.index)
    facts = (
        named[["publisher", *columns]]
        .astype(object)
        .where(named[["publisher", *columns]].notna(), "")
    )
    for row, place in zip(facts.itertuples(index=False, name=None), places, strict=True):
        locators = found.setdefault(tuple(str(part) for part in row), {})
        if isinstance(place, str) and place:
            locators[place] = None
    names = [name for name, column in _COLUMNS.items() if column in named]
    sources = [
        Source(row[0], **dict(zip(names, row[1:], strict=True)), locators=tuple(locators))
        for row, locators in found.items()
    ]
    return tuple(
        sorted(sources, key=lambda one: (-int(counts.get(one.publisher, 0)), one.publisher, one.id))
    )


def together(*parts: Sequence[Source]) -> tuple[Source, ...]:
    """Sources of several parts, each once with all its places, in this order."""
    found: dict[Source, dict[str, None]] = {}
    for source in (source for part in parts for source in part):
        found.setdefault(replace(source, locators=()), {}).update(dict.fromkeys(source.locators))
    return tuple(replace(source, locators=tuple(places)) for source, places in found.items())


def publishers(sources: Sequence[Source]) -> tuple[str, ...]:
    """Who published them, each once, in the order of the sources."""
    return tuple(dict.fromkeys(source.publisher for source in sources))


def are_published(sources: Sequence[Source]) -> bool:
    """Whether sources are known, all of them, and none is the simulation."""
    return bool(sources) and all(source.id not in ("", SIMULATION) for source in sources)
