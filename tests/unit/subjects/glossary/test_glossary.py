"""The glossary explains what a text uses, and not what its readers know."""

import pytest

from kampung.language import LANGUAGES, Language
from kampung.subjects.glossary import words


def found(text: str, code: str) -> list[str]:
    return [term.word for term in words.used(text, Language(code))]


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("PPKM Darurat mulai 3 Juli.", "id", ["PPKM"]),
        ("Angka fatalitas kasus 3,1%.", "id", ["Angka fatalitas kasus"]),
        ("24 desa di satu kecamatan.", "id", []),  # every Indonesian knows
        ("A village (desa) in Muncar.", "en", ["Desa"]),
        ("The case fatality rate was 3.1%.", "en", ["Case fatality rate"]),
        ("It started to rt.", "en", []),  # an abbreviation has capitals
        ("Concertos in parts.", "en", []),  # no part of a longer word
        ("", "en", []),
    ],
)
def test_terms_that_a_text_uses(text: str, code: str, expected: list[str]) -> None:
    assert found(text, code) == expected


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_term_has_a_meaning_of_its_own(code: str) -> None:
    terms = words.terms(Language(code))

    assert len({term.word for term in terms}) == len(terms) > 10
    assert len({term.meaning for term in terms}) == len(terms)
    assert [term.word.casefold() for term in terms] == sorted(
        term.word.casefold() for term in terms
    )


def test_no_word_stands_twice_where_areas_have_other_names() -> None:
    terms = words.terms(Language("id", frozenset({"kota", "kecamatan", "kelurahan"})))

    assert len({term.word for term in terms}) == len(terms)
