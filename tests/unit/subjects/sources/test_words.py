"""What is said of sources and method."""

import pandas as pd

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
    assert words.unknown(KNOWN) == (words.CANNOT_KNOW,)
    assert words.unknown(KNOWN | {"observations": False}) == (words.NO_SERIES, words.CANNOT_KNOW)
    nothing = dict.fromkeys(KNOWN, False)
    assert words.unknown(nothing) == (words.NO_FIGURES, words.NO_COUNTS)
    some = KNOWN | {"every_district": False, "unread_titles": True}
    assert words.unknown(some) == (
        words.NOT_EVERY_DISTRICT,
        words.CANNOT_KNOW,
        words.READ_IN_PART,
    )


def test_how_much_is_on_record():
    # One that only repeats figures is no source of them; one that gave awards alone is neither.
    sources = pd.DataFrame(
        {"figures": [1200, 26, 0, 0], "repeats": [0, 3, 2, 0], "rests_on_it": [1200, 29, 2, 9]}
    )
    assert words.heading(sources, language=EN) == (
        "**1,226** published figures from **2** sources, each with its date or period and the "
        "page that it stands on. 1 more source repeats some of them."
    )
    assert "come from **1** source." in words.heading(sources.tail(1), language=EN)


def test_simulated_data_are_not_to_be_cited():
    said = words.citation(META, is_simulated=False, language=EN)
    assert said == "Record. Data set, edition 2.0 (0123456789ab)."
    warned = words.citation(META, is_simulated=True, language=EN)
    assert warned == f"SIMULATED DATA, not to be cited. {said}"
