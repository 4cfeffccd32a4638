"""The glossary: words that the pages use and that not every reader knows."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kampung.language import Language, mark


@dataclass(frozen=True)
class Term:
    """One word and what it means.

    Attributes
    ----------
    word
        As it stands on the pages.
    meaning
        One or two sentences.
    also
        Other forms of it that a page may use or a reader may ask for.
    is_known
        Whether every reader of the language knows it.
    """

    word: str
    meaning: str
    also: tuple[str, ...] = ()
    is_known: bool = False


# Word, meaning, and other forms, by the language that they stand in; all of it is translated.
_TERMS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        mark("Active case"),
        mark(
            "Somebody who is known to be infected on a day: confirmed, and by then neither "
            "recovered nor dead."
        ),
        (mark("active cases"),),
    ),
    (
        mark("BOR"),
        mark("Bed occupancy rate: the share of the beds set aside for COVID-19 that is in use."),
        (mark("bed occupancy"),),
    ),
    (
        mark("Case fatality rate"),
        mark(
            "Deaths as a share of all confirmed cases up to a day. It says how deadly the known "
            "cases were, not the infection: cases that nobody tested are missing from it."
        ),
        (mark("fatality rate"),),
    ),
    (
        mark("Confirmed case"),
        mark("A case of COVID-19 that a laboratory test has confirmed."),
        (mark("confirmed cases"),),
    ),
    (
        mark("Desa"),
        mark(
            "A village with a government of its own: its head is elected, and it has a budget. Its "
            "counterpart in towns is the kelurahan."
        ),
        (),
    ),
    (
        mark("Isoman"),
        mark("Isolation at home, in Indonesian short for isolasi mandiri."),
        (mark("isolating at home"),),
    ),
    (
        mark("Kabupaten"),
        mark("A regency: the second tier of local government, below the province."),
        (),
    ),
    (
        mark("Kecamatan"),
        mark("A district of a regency, led by a camat. It consists of desa and kelurahan."),
        (),
    ),
    (
        mark("Kelurahan"),
        mark(
            "An urban ward. It is an office of the regency: its head, the lurah, is appointed, not "
            "elected."
        ),
        (),
    ),
    (
        mark("OpenSID"),
        mark(
            "Open-source software in which Indonesian villages keep their registers and write "
            "letters."
        ),
        (),
    ),
    (
        mark("PPKM"),
        mark(
            "Restrictions on public activities against COVID-19 in Indonesia, 2021–2022, in levels "
            "from 1 to 4 by how bad things were. In Indonesian: pemberlakuan pembatasan kegiatan "
            "masyarakat."
        ),
        (mark("restrictions on public activities"),),
    ),
    (
        mark("Puskesmas"),
        mark("A community health centre, usually one or two in each kecamatan."),
        (),
    ),
    (
        mark("RT"),
        mark(
            "Rukun tetangga, the smallest neighbourhood: some dozens of households with a chair. "
            "Several make up an RW."
        ),
        (mark("RW"),),
    ),
    (
        mark("Running total"),
        mark("All that was counted from the beginning up to a day; it can only grow."),
        (mark("cumulative"),),
    ),
    (
        mark("Self-service"),
        mark("A letter that residents ask for and print themselves, without a clerk."),
        (),
    ),
)


# What every reader of a language knows: in the list, but not explained where it stands.
_KNOWN = {"id": {"Desa", "Isoman", "Kabupaten", "Kecamatan", "Kelurahan", "Puskesmas", "RT"}}


@cache
def terms(language: Language) -> tuple[Term, ...]:
    """All terms in a language, by the alphabet; each word once, whatever areas are called."""
    known = _KNOWN.get(language.code, set())
    found: dict[str, Term] = {}
    for word, meaning, also in _TERMS:
        term = Term(
            word=language.text(word),
            meaning=language.text(meaning),
            also=tuple(language.text(other) for other in also),
            is_known=word in known,
        )
        found.setdefault(term.word, term)
    return tuple(sorted(found.values(), key=lambda term: term.word.casefold()))


@lru_cache(maxsize=1024)
def used(text: str, language: Language) -> tuple[Term, ...]:
    """Terms that a text uses and that not every reader of its language knows."""
    return tuple(
        term for term in terms(language) if not term.is_known and _pattern(term).search(text)
    )


def explained(found: tuple[Term, ...]) -> str:
    """Terms with what they mean, as Markdown."""
    return "\n\n".join(f"**{term.word}**: {term.meaning}" for term in found)


@cache
def _pattern(term: Term) -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in (term.word, *term.also))
    # An abbreviation is one only in capitals.
    flags = re.NOFLAG if term.word.isupper() else re.IGNORECASE
    return re.compile(rf"\b(?:{forms})\b", flags)
