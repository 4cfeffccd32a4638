"""What areas are called in the place that the data are about.

The catalogues speak of a regency (kabupaten) of districts (kecamatan) with villages (desa) and
wards (kelurahan). A city, a regency in Papua and one without wards say some of that otherwise;
instead of a catalogue for each, those words are exchanged in the finished ones.
"""

import re
from functools import cache

USUAL = frozenset({"kabupaten", "kecamatan", "desa", "kelurahan"})
VILLAGES = frozenset({"desa", "desa_adat"})

# Words to say instead, where these kinds are there and those are not; of several the first wins.
_EXCHANGES: tuple[tuple[frozenset[str], frozenset[str], dict[str, dict[str, str]]], ...] = (
    (
        frozenset({"kota"}),
        frozenset({"kabupaten"}),
        {
            "id": {r"kabupaten(?!\s*(?:/|atau|dan)\s*kota)": "kota"},
            "en": {r"regency(?! or city)": "city"},
        },
    ),
    (
        frozenset({"distrik"}),
        frozenset({"kecamatan"}),
        {"id": {"kecamatan": "distrik"}, "en": {"kecamatan": "distrik"}},
    ),
    (
        frozenset({"kelurahan"}),
        VILLAGES,
        {
            "id": {r"desa(?: dan | atau |/)kelurahan": "kelurahan", "desa": "kelurahan"},
            "en": {
                r"villages (?:and|or) wards": "wards",
                r"village (?:and|or) ward": "ward",
                "villages": "wards",
                "village": "ward",
                "desa": "kelurahan",
            },
        },
    ),
    (
        VILLAGES,
        frozenset({"kelurahan"}),
        {
            "id": {r"desa(?: dan | atau |/)kelurahan": "desa"},
            "en": {
                r"villages (?:and|or) wards": "villages",
                r"village (?:and|or) ward": "village",
            },
        },
    ),
)
_PLACE_TO_FILL = r"\{[^{}]*\}"


def called(words: str, code: str, *, kinds: frozenset[str] = USUAL) -> str:
    """Exchange the words for areas in a message, but nothing within its ``{places}`` to fill.

    Parameters
    ----------
    words
        A message in the language `code`, before anything is filled in.
    code
        Language code.
    kinds
        Kinds of areas in the data: kabupaten, kota, kecamatan, distrik, desa, desa_adat, kelurahan.
        Where there are none, the usual words stay.
    """
    exchanges = _exchanges(kinds or USUAL, code)
    if exchanges is None:
        return words
    pattern, by = exchanges

    def exchanged(found: re.Match[str]) -> str:
        if found.lastgroup is None:
            return found[0]
        word = by[found.lastgroup]
        return word[:1].upper() + word[1:] if found[0][:1].isupper() else word

    return pattern.sub(exchanged, words)


@cache
def _exchanges(kinds: frozenset[str], code: str) -> tuple[re.Pattern[str], dict[str, str]] | None:
    """One pattern of all words to exchange, each in a group of its own, and what to say instead."""
    said: dict[str, str] = {}
    for there, not_there, words in _EXCHANGES:
        if there & kinds and not not_there & kinds:
            said |= words[code]
    if not said:
        return None
    by = {f"w{n}": word for n, word in enumerate(said.values())}
    parts = [rf"(?P<w{n}>\b{word}\b)" for n, word in enumerate(said)]
    return re.compile("|".join([_PLACE_TO_FILL, *parts]), re.IGNORECASE), by
