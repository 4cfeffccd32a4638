"""The first words of a page: its headline as text, read before the app has drawn anything."""

import html
import logging
import re
from collections.abc import Mapping
from pathlib import Path

from kampung.errors import KampungError, StoreError
from kampung.language import DEFAULT, LANGUAGES, Language
from kampung.pack.descriptor import read_descriptor
from kampung.paths import is_database_url, pack_directory, simulated_location, store_location
from kampung.serving.shell import First
from kampung.store.door import DataSet
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.headlines import headline
from kampung.subjects.services.headings import simulated_banner
from kampung.ui.entries import ENTRIES

log = logging.getLogger(__name__)


def first_words(path: str, given: Mapping[str, str]) -> First:
    """Say of a page what its heading will say, from the store as it is now.

    Parameters
    ----------
    path
        Address of the page; empty for the first one.
    given
        Query parameters.
    """
    code = given.get("lang", DEFAULT)
    code = code if code in LANGUAGES else DEFAULT
    try:
        return _of_store(path, given, code)
    except StoreError as error:
        log.warning("A page was sent without its headline: %s", error)
    except Exception:
        log.exception("A page was sent without its headline")
    return of_pack(code)


def of_pack(code: str) -> First:
    """What can be said without a store: title and description of the data pack."""
    try:
        descriptor, _ = read_descriptor(pack_directory())
    except KampungError:
        descriptor = None
    if descriptor is None:
        return First(code, "Kampung")
    if code == "id":
        return First(code, descriptor.title_id, descriptor.description_id)
    return First(code, descriptor.title_en, descriptor.description_en)


def _of_store(path: str, given: Mapping[str, str], code: str) -> First:
    data = data_of(simulated=given.get("data") == "simulated")
    language = Language(code, areas_queries.area_kinds(data))
    said = headline(path, data, language, given=given)
    if said is None:
        return of_pack(code)
    site = language.pick(data.meta, "title")
    plain = " ".join(said.sentence.replace("**", "").split())
    title = site if said.title == site else f"{said.title} · {site}"
    banner = ""
    if data.meta["data_set"] == "simulated":
        banner = f'<p class="banner">{html.escape(simulated_banner(language))}</p>'
    body = (
        f'<div id="kampung-first">{_links(given, language)}{banner}'
        f"<main><h1>{html.escape(said.title)}</h1>{paragraphs(said.sentence)}</main>"
        f'<p class="waiting">{html.escape(language.text("Charts and tables are on their way …"))}'
        "</p></div>"
    )
    return First(code, title, plain, body)


def data_of(*, simulated: bool) -> DataSet:
    """The data set that an address asks for: the simulated one where there is one.

    Raises
    ------
    StoreError
        There is no store, or it cannot be read.
    """
    location = store_location()
    if simulated and not is_database_url(location):
        beside = simulated_location(location)
        location = beside if Path(beside).is_file() else location
    return DataSet.at(location)


def _links(given: Mapping[str, str], language: Language) -> str:
    simulated = "&amp;data=simulated" if given.get("data") == "simulated" else ""
    links = " ".join(
        f'<a href="./{entry.path}?lang={language.code}{simulated}">'
        f"{html.escape(language.text(entry.title))}</a>"
        for entry in ENTRIES
    )
    return f'<nav aria-label="{html.escape(language.text("Pages"))}">{links}</nav>'


def paragraphs(markdown: str) -> str:
    """Paragraphs of HTML; of Markdown only what a headline has: bold numbers and links."""
    escaped = html.escape(markdown, quote=False)
    escaped = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escaped)
    escaped = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", escaped)
    return "".join(f"<p>{part}</p>" for part in re.split(r"\n\s*\n", escaped) if part.strip())
