"""Pictures of what every number rests on: sources and definitions."""

from dataclasses import dataclass

import pandas as pd

from kampung.language import Language, mark
from kampung.language.cells import records
from kampung.pictures.picture import Picture, View
from kampung.pictures.registry import picture
from kampung.pictures.settings import NoSettings, choice
from kampung.pictures.sources import sources_of
from kampung.store.door import DataSet, kept
from kampung.subjects.epidemic import queries as epidemic_queries
from kampung.subjects.sources import entries, queries, tables, words

ALL = "all"


@dataclass(frozen=True)
class SourcesSettings:
    """Sources of which kind; ``all`` for any."""

    kind: str = choice("kind", default=ALL, allowed=(ALL, *words.KINDS))


@dataclass(frozen=True)
class Listed:
    """Sources to read: a line of Markdown for each, and the text that a search goes through."""

    lines: tuple[str, ...]
    texts: tuple[str, ...]


def _chosen(data: DataSet, chosen: SourcesSettings) -> pd.DataFrame:
    rows = listed(data)
    return rows if chosen.kind == ALL else rows[rows["kind"] == chosen.kind]


@picture("sources", title=mark("Sources"), settings=SourcesSettings)
def sources(data: DataSet, chosen: SourcesSettings, view: View) -> Picture:
    """Every source with what rests on it: the article first, then who gave most."""
    language = view.language
    shown = _chosen(data, chosen)
    kind = words.KINDS.get(chosen.kind, mark("All"))
    return Picture(
        name="sources",
        said=words.sources(len(shown), language=language),
        chart=None,
        table=tables.sources_table(shown, language=language),
        rows=shown,
        sources=sources_of(shown.rename(columns={"id": "source_id", "title": "source_title"})),
        settings=chosen,
        settings_text=f"{language.text('Kind')}: {language.text(kind)}",
    )


@kept
def listed(data: DataSet) -> pd.DataFrame:
    """Every source in the order in which a reader meets them."""
    return entries.in_order(queries.sources(data), article=data.meta["article"])


@kept
def lines(data: DataSet, chosen: SourcesSettings, language: Language) -> Listed:
    """The list of sources to read, and the texts that a search goes through."""
    rows = _chosen(data, chosen)
    return Listed(
        entries.lines(rows, language=language), entries.sought_in(rows, language=language)
    )


@kept
def in_full(data: DataSet, source_id: str, language: Language) -> str:
    """All that is known of one source; empty where there is none of this id."""
    rows = listed(data)
    found = records(rows[rows["id"] == source_id])
    return entries.in_full(found[0], language=language) if found else ""


@kept
def heading(data: DataSet, language: Language) -> str:
    """How many figures are on record, and who gave them."""
    return words.heading(queries.sources(data), language=language)


def kinds(data: DataSet, language: Language) -> dict[str, str]:
    """Name of each kind of sources that there is, in the reader's language."""
    found = set(queries.sources(data)["kind"])
    return {kind: language.text(label) for kind, label in words.KINDS.items() if kind in found}


@picture("definitions", title=mark("Definitions"), settings=NoSettings)
def definitions(data: DataSet, chosen: NoSettings, view: View) -> Picture:
    """What is counted, and what the words mean."""
    rows = epidemic_queries.metrics(data)
    return Picture(
        name="metrics",
        said=words.definitions(len(rows), language=view.language),
        chart=None,
        table=tables.metrics_table(rows, language=view.language),
        rows=rows,
        sources=(),
        settings=chosen,
    )
