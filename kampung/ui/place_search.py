"""The search for a district or village by its name, code or postcode."""

import streamlit as st

from kampung.language.cells import records
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.services.pictures import place as places
from kampung.subjects.services.pictures.place import Place
from kampung.ui import state
from kampung.ui.reader import Reader

AREA = "kode"
REGENCY = ""
# One list of all names is best to search as long as it is quickly sent; beyond, letters are typed.
MOST_LISTED = 3000
HITS = 12
MOST_LETTERS = 80


def search(reader: Reader, place: Place | None) -> dict[str, str]:
    """Find an area by a part of its name, by code or postcode: in one list of all, or by letters.

    Returns
    -------
    dict
        Label by code of what the letters lead to, to be drawn below.
    """
    language = reader.language
    # Another place gets another box, so that the letters are gone once they have led somewhere.
    key = f"{AREA}.letters.{place.code if place else REGENCY}"
    label = language.text("Search")
    hint = language.text("Name, code or postcode")
    if areas_queries.villages_in(reader.data) <= MOST_LISTED:
        typed = _list(reader, key, label=label, hint=hint)
    else:
        typed = st.text_input(label, key=key, placeholder=hint)
    if not typed.strip():
        return {}
    hits = records(areas_queries.find_areas(reader.data, letters=typed[:MOST_LETTERS], limit=HITS))
    if not hits:
        st.caption(language.text("Nothing is called so, and no code begins so."))
    return {hit["code"]: places.label(hit, language) for hit in hits}


def _list(reader: Reader, letters: str, *, label: str, hint: str) -> str:
    """One list of all areas; what is typed and is none of them is looked for.

    Returns
    -------
    str
        What was typed and stands in no line of the list, as ``suka maju`` for Sukamaju.
    """
    options = places.labels(reader.data, reader.language)
    for other in [name for name in st.session_state if _is_other(str(name), letters)]:
        del st.session_state[other]  # what was typed at another place has done its work
    key = f"{AREA}.search.{reader.language.code}"
    st.session_state[key] = None

    def keep() -> None:
        picked = st.session_state[key]
        if picked in options:
            state.put(AREA, picked, default=REGENCY)
        st.session_state[letters] = "" if picked in options else picked or ""

    st.selectbox(
        label,
        list(options),
        index=None,
        format_func=lambda code: options.get(code, code),
        key=key,
        on_change=keep,
        placeholder=hint,
        accept_new_options=True,
    )
    return str(st.session_state.get(letters, ""))


def _is_other(name: str, letters: str) -> bool:
    return name.startswith(f"{AREA}.letters.") and name != letters
