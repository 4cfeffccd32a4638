"""Pictures of what every number rests on: sources and definitions."""

from dataclasses import dataclass

from kampung.language import Language, mark
from kampung.pictures.picture import Picture, View
from kampung.pictures.registry import picture
from kampung.pictures.settings import NoSettings, choice
from kampung.pictures.sources import sources_of
from kampung.store.door import DataSet
from kampung.subjects.epidemic import queries as epidemic_queries
from kampung.subjects.sources import queries, tables, words

ALL = "all"


@dataclass(frozen=True)
class SourcesSettings:
    """Sources of which kind; ``all`` for any."""

    kind: str = choice("kind", default=ALL, allowed=(ALL, *words.KINDS))


@picture("sources", title=mark("Sources"), settings=SourcesSettings)
def sources(data: DataSet, chosen: SourcesSettings, view: View) -> Picture:
    """Every source with what rests on it, the newest first."""
    language, rows = view.language, queries.sources(data)
    shown = rows if chosen.kind == ALL else rows[rows["kind"] == chosen.kind]
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
