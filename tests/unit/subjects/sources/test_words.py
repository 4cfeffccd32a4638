"""What is said of sources and method."""

from kampung.language import Language
from kampung.subjects.sources import words

EN = Language("en")
KNOWN = {
    "figures": True,
    "observations": True,
    "service_counts": True,
    "every_district": True,
    "unread_titles": False,
}
META = {
    "title_id": "Catatan",
    "title_en": "Record",
    "pack_version": "2.0",
    "content_hash": "0123456789abcdef",
}


def test_only_gaps_that_are_there_are_told():
    assert words.unknown(KNOWN) == ()
    assert words.unknown(KNOWN | {"observations": False}) == (words.NO_SERIES,)
    nothing = dict.fromkeys(KNOWN, False)
    assert words.unknown(nothing) == (words.NO_FIGURES, words.NO_COUNTS)
    some = KNOWN | {"every_district": False, "unread_titles": True}
    assert words.unknown(some) == (words.NOT_EVERY_DISTRICT, words.READ_IN_PART)


def test_how_much_is_on_record():
    assert words.heading({"figures": 1226, "sources": 207}, language=EN).startswith(
        "**1,226** published figures from **207** sources"
    )
    assert "come from **1** source." in words.heading({"figures": 0, "sources": 1}, language=EN)


def test_simulated_data_are_not_to_be_cited():
    said = words.citation(META, is_simulated=False, language=EN)
    assert said == "Record. Data set, edition 2.0, content hash 0123456789ab."
    warned = words.citation(META, is_simulated=True, language=EN)
    assert warned == f"SIMULATED DATA, not to be cited. {said}"
