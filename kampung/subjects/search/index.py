"""What can be found: everything that has a name, with the view that shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from kampung.language import Language, mark
from kampung.language.cells import records
from kampung.store.door import DataSet, kept
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.awards import queries as awards_queries
from kampung.subjects.epidemic import queries as epidemic_queries
from kampung.subjects.epidemic.facts import METRICS
from kampung.subjects.glossary import words as glossary
from kampung.subjects.programme import queries as programme_queries
from kampung.subjects.search.folding import folded, folded_words
from kampung.subjects.services.names import area_name
from kampung.subjects.sources import queries as sources_queries

# In the order in which equally good hits are listed.
KINDS = {
    "page": mark("Page"),
    "indicator": mark("Indicator"),
    "area": mark("Area"),
    "service": mark("Service"),
    "award": mark("Award"),
    "word": mark("Glossary"),
    "source": mark("Source"),
}


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    Attributes
    ----------
    kind
        Of ``KINDS``.
    title
        Its name in the reader's language.
    detail
        What tells it from others of the same name.
    path, chosen, anchor
        Page that shows it, what is chosen there, and where on the page; the language is not in it.
    names
        Its names and codes, folded, each without spaces.
    words
        Their words, folded, each with a space in front.
    letters
        All that it can be found by, its detail too, without spaces within a name.
    """

    kind: str
    title: str
    detail: str
    path: str
    chosen: tuple[tuple[str, str], ...]
    anchor: str
    names: tuple[str, ...]
    words: str
    letters: str

    def href(self, language: Language, *, simulated: bool = False) -> str:
        """Address of the view that shows it, from the first page: ``./desa?lang=en&kode=…``."""
        chosen = {"lang": language.code} | ({"data": "simulated"} if simulated else {})
        query = urlencode(chosen | dict(self.chosen))
        return f"./{self.path}?{query}" + (f"#{self.anchor}" if self.anchor else "")


def entry(
    kind: str,
    title: str,
    *,
    path: str,
    detail: str = "",
    chosen: Mapping[str, str] | None = None,
    anchor: str = "",
    also: tuple[str | None, ...] = (),
) -> Entry:
    """Make an entry; ``also`` are codes, other names and the like, some of which may be missing."""
    named = [title, *(text for text in also if isinstance(text, str))]
    names = tuple(folded(text) for text in named)
    return Entry(
        kind=kind,
        title=title,
        detail=detail,
        path=path,
        chosen=tuple((chosen or {}).items()),
        anchor=anchor,
        names=names,
        words="".join(f" {word}" for text in named for word in folded_words(text)),
        letters=" ".join((*names, folded(detail))),
    )


@kept
def entries(
    data: DataSet, language: Language, pages: tuple[tuple[str, str], ...]
) -> tuple[Entry, ...]:
    """Everything that can be found in a data set, in the order of ``KINDS``.

    Parameters
    ----------
    pages
        Path and English title of each page.
    """
    return (
        *(entry("page", language.text(title), path=path) for path, title in pages),
        *_indicators(data, language),
        *_areas(data, language),
        *_services(data, language),
        *_awards(data),
        *(
            entry("word", term.word, path="tentang", anchor="glossary", also=term.also)
            for term in glossary.terms(language)
        ),
        *_sources(data),
    )


def _indicators(data: DataSet, language: Language) -> Iterator[Entry]:
    for row in records(epidemic_queries.metrics(data)):
        drawn = row["id"] in METRICS
        yield entry(
            "indicator",
            language.pick(row, "name"),
            path="covid" if drawn else "tentang",
            chosen={"metric": row["id"]} if drawn else {},
            anchor="" if drawn else "definitions",
            also=(row["name_id"], row["name_en"]),
        )


def _areas(data: DataSet, language: Language) -> Iterator[Entry]:
    for row in records(areas_queries.areas(data)):
        if row["level"] == "regency":
            continue
        district = row["level"] == "district"
        yield entry(
            "area",
            area_name(row["name"], row["kind"], language=language),
            path="desa",
            detail="" if district else area_name(row["parent_name"], _DISTRICT, language=language),
            chosen={"kode": row["code"]},
            also=(row["name"], row["code"], row["postcode"], row["bps_code"]),
        )


_DISTRICT = "kecamatan"


def _services(data: DataSet, language: Language) -> Iterator[Entry]:
    for row in records(programme_queries.service_types(data)):
        yield entry(
            "service",
            language.pick(row, "name"),
            path="layanan",
            anchor="services",
            also=(row["name_id"], row["name_en"], row["letter_number"]),
        )


def _awards(data: DataSet) -> Iterator[Entry]:
    for row in records(awards_queries.awards(data)):
        yield entry(
            "award",
            row["name"],
            path="penghargaan",
            detail=", ".join(
                part for part in (row["category"], str(row["year"])) if isinstance(part, str)
            ),
            chosen={"scope": row["scope"], "result": row["result"]},
            also=(row["giver"],),
        )


def _sources(data: DataSet) -> Iterator[Entry]:
    for row in records(sources_queries.sources(data)):
        yield entry(
            "source",
            row["title"],
            path="tentang",
            detail=", ".join(
                part for part in (row["publisher"], row["published_on"]) if isinstance(part, str)
            ),
            chosen={"source": row["id"]},
            anchor="sources",
            also=(row["id"],),
        )
