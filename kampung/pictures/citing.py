"""How a source is named where something rests on it: a link to its page, with date and place."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode, urlsplit

from kampung.language import Language, mark
from kampung.pictures.markdown import link
from kampung.pictures.sources import Source

SHOWN = 3  # sources that a line names before it says how many more there are

# The page that lists all sources, as other pages link to it; and what opens one of them there.
LIST, ENTRY = "tentang", "source"

LOCATORS = {"judul": mark("headline"), "keterangan foto": mark("photo caption")}


def public_page(url: str) -> str:
    """The address of a page on the web; empty where the text is none that a reader may follow."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else ""


def list_address(language: Language) -> str:
    """Where all sources are listed, from any page of the app."""
    return f"{LIST}?lang={language.code}#sources"


def entry_address(source: Source, language: Language) -> str:
    """Where the list of sources speaks of one, from any page of the app.

    Nothing but a simulated source needs the simulated data to be found.
    """
    chosen = {ENTRY: source.id, "lang": language.code}
    if source.kind == "simulation":
        chosen["data"] = "simulated"
    return f"{LIST}?{urlencode({name: value for name, value in chosen.items() if value})}"


def address(source: Source, language: Language) -> str:
    """The very page of a source; where it has none, what the list of sources says of it."""
    return public_page(source.url) or entry_address(source, language)


def name(source: Source, language: Language) -> str:
    """Who said it; what was simulated is called so in the reader's language."""
    return language.text("Simulation") if source.kind == "simulation" else source.publisher


def cited(source: Source, language: Language) -> str:
    """Publisher, date and places in the text: ``Koran, 8 Des 2021, ¶3``."""
    date = language.partial(source.published_on, style="medium") if source.published_on else ""
    parts = (name(source, language), date, _places(source, language))
    return ", ".join(part for part in parts if part)


def _places(source: Source, language: Language) -> str:
    return ", ".join(
        language.text(LOCATORS[place]) if place in LOCATORS else place
        for place in sorted(source.locators, key=_in_order)
    )


def _in_order(place: str) -> tuple[int, str]:
    number = re.search(r"\d+", place)
    return (int(number[0]) if number else 0, place)


@lru_cache(maxsize=4096)
def cited_link(source: Source, language: Language) -> str:
    """A source as a link in Markdown; where no page of it is public it says so."""
    linked = link(cited(source, language), address(source, language))
    if public_page(source.url):
        return linked
    return language.text("{source} (no public page)", source=linked)


@lru_cache(maxsize=1024)
def in_line(sources: tuple[Source, ...]) -> tuple[tuple[Source, ...], tuple[Source, ...]]:
    """The sources that a line names, and the others: the pack's article and then one a publisher.

    Three pages of one publisher would hide that others say it too.
    """
    ordered = sorted(sources, key=lambda source: source.kind != "article")
    first = {source.publisher: source for source in reversed(ordered)}
    shown = [source for source in ordered if first[source.publisher] is source][:SHOWN]
    rest = [source for source in ordered if source not in shown]
    shown += rest[: SHOWN - len(shown)]
    return tuple(shown), tuple(source for source in rest if source not in shown)


def by_publisher(sources: Sequence[Source]) -> dict[str, list[Source]]:
    """Sources of each publisher, publishers in their order."""
    found: dict[str, list[Source]] = {}
    for source in sources:
        found.setdefault(source.publisher, []).append(source)
    return found


def source_of(row: Mapping[str, Any], *, with_place: bool = True) -> Source:
    """The source that a row of an answer names; see ``kampung.store.asking.SOURCE``."""
    texts = {
        field: value if isinstance(value := row.get(column), str) else ""
        for field, column in (
            ("publisher", "publisher"),
            ("id", "source_id"),
            ("title", "source_title"),
            ("url", "url"),
            ("published_on", "published_on"),
            ("kind", "source_kind"),
        )
    }
    place = row.get("locator") if with_place else ""
    texts["publisher"] = texts["publisher"] or texts["id"]
    return Source(**texts, locators=(place,) if isinstance(place, str) and place else ())
