"""What stands on top of every page: its title, and the sentence that says how things stand.

The server sends it with the page's shell, so that it is read before the app has drawn anything.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kampung.language import Language
from kampung.store.door import DataSet, kept
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.areas import words as areas_words
from kampung.subjects.awards import pictures as awards
from kampung.subjects.epidemic import facts as epidemic
from kampung.subjects.epidemic import headline_words
from kampung.subjects.epidemic.analysis.peaks import Peak
from kampung.subjects.epidemic.focus import focus
from kampung.subjects.evidence import facts as evidence
from kampung.subjects.programme import pictures as programme
from kampung.subjects.programme import queries as programme_queries
from kampung.subjects.programme import words as programme_words
from kampung.subjects.services import queries as services_queries
from kampung.subjects.services.names import area_name
from kampung.subjects.services.pictures import over_time
from kampung.subjects.services.pictures import place as places
from kampung.subjects.services.pictures.choices import named
from kampung.subjects.services.spans import LAST
from kampung.subjects.sources import pictures as sources


@dataclass(frozen=True)
class Headline:
    """The top of a page.

    Attributes
    ----------
    title
        Of the page.
    sentence
        How things stand, as Markdown with paragraphs and ``**numbers**``; empty where nothing is
        on record.
    """

    title: str
    sentence: str


def headline(
    path: str, data: DataSet, language: Language, *, given: Mapping[str, str]
) -> Headline | None:
    """What stands on top of a page; None where there is no such page.

    Parameters
    ----------
    path
        Address of the page; empty for the first one.
    given
        What the address chooses, by parameter.
    """
    if path == "desa":
        return _village(data, language, given.get("kode", ""))
    make = _MAKERS.get(path)
    return None if make is None else make(data, language)


@kept
def _overview(data: DataSet, language: Language) -> Headline:
    said = _joined(
        headline_words.fall_of_cases(_peaks(data), language=language),
        programme.reach(data, language),
    )
    return Headline(language.pick(data.meta, "title"), said or _place(data, language))


@kept
def _covid(data: DataSet, language: Language) -> Headline:
    said = headline_words.headline(_peaks(data), language)
    return Headline(language.text("COVID-19"), said)


@kept
def _services(data: DataSet, language: Language) -> Headline:
    title = language.text("Village services")
    if services_queries.service_spans(data).empty:
        spread = programme.spread(data, language) or _place(data, language)
        return Headline(title, f"{spread} {programme_words.requests_unknown(language)}")
    return Headline(title, over_time.what_changed(data, language))


def _village(data: DataSet, language: Language, code: str) -> Headline:
    if code == data.meta["area_code"] or not places.area_row(data, code):
        choose = areas_words.how_to_choose(language)
        return Headline(language.text("Village"), f"{_place(data, language)} {choose}")
    span = "" if services_queries.service_spans(data).empty else LAST
    place = places.place_of(data, code, span)
    return Headline(named(data, code, language), places.who_and_how(data, place, language))


@kept
def _awards(data: DataSet, language: Language) -> Headline:
    return Headline(language.text("Awards"), awards.heading(data, language))


@kept
def _evidence(data: DataSet, language: Language) -> Headline:
    return Headline(language.text("Evidence"), evidence.heading(data, language))


@kept
def _about(data: DataSet, language: Language) -> Headline:
    return Headline(language.text("Sources and method"), sources.heading(data, language))


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _peaks(data: DataSet) -> tuple[Peak, ...]:
    start, end = focus(data)
    return epidemic.peaks_of(data, start=start, end=end)


def _place(data: DataSet, language: Language) -> str:
    area = areas_queries.area(data, code=data.meta["area_code"]).iloc[0]
    return areas_words.place(
        programme_queries.programme_counts(data),
        name=area_name(area["name"], area["kind"], language=language),
        language=language,
    )


_MAKERS: dict[str, Callable[[DataSet, Language], Headline]] = {
    "": _overview,
    "covid": _covid,
    "layanan": _services,
    "penghargaan": _awards,
    "bukti": _evidence,
    "tentang": _about,
}
