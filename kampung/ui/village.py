"""What is on the page of one district or village."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from kampung.language import Language
from kampung.pictures.picture import Picture
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.areas import words as areas_words
from kampung.subjects.services import queries as services_queries
from kampung.subjects.services.pictures import of_place as pictures
from kampung.subjects.services.pictures import place as places
from kampung.subjects.services.pictures.choices import district_names, named
from kampung.subjects.services.pictures.of_place import PlaceSettings
from kampung.subjects.services.pictures.place import Place
from kampung.subjects.services.spans import LAST
from kampung.ui import chrome, navigation, panel, place_search, services, state
from kampung.ui.place_search import AREA, REGENCY
from kampung.ui.reader import Reader
from kampung.ui.spans import choose_span

MOST_SHOWN = 99
_CODE = re.compile(r"\d{2}(\.\d{2}){1,2}(\.\d{4})?")


@dataclass(frozen=True)
class Choice:
    """What the reader wants to see: a place, or None for the regency, and in which span."""

    place: Place | None
    span: str


def choice(reader: Reader) -> Choice:
    """Settle which area and which span the address asks for."""
    spans = set(services_queries.service_spans(reader.data)["span"])
    default = LAST if spans else ""
    span = state.settle("span", default=default, is_valid=(spans or {""}).__contains__)
    code = state.settle(AREA, default=REGENCY, is_valid=lambda text: _is_area(reader, text))
    return Choice(place=_place(reader, code, span), span=span)


def _is_area(reader: Reader, code: str) -> bool:
    return code == REGENCY or (
        _CODE.fullmatch(code) is not None and len(areas_queries.area(reader.data, code=code)) > 0
    )


def _place(reader: Reader, code: str, span: str) -> Place | None:
    if code in (REGENCY, reader.area_code):
        return None
    return places.place_of(reader.data, code, span)


def _settings(place: Place) -> PlaceSettings:
    return PlaceSettings(area=place.code, span=place.span)


# The top of the page

_TO_TOP = """
let shown
export default function (component) {
  const { place } = component.data
  if (shown !== undefined && shown !== place) {
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
  }
  shown = place
}
"""


@st.cache_resource(show_spinner=False)
def _scroller():  # type: ignore[no-untyped-def]  # Streamlit names no public type for it
    return st.components.v2.component("to_top", js=_TO_TOP)


def begin_at_the_top(chosen: Choice) -> None:
    """Show the beginning of another place, also where the reader came from far down the page."""
    code = chosen.place.code if chosen.place else REGENCY
    st.html("<style>.st-key-to-top { display: none; }</style>")
    _scroller()(data={"place": code}, key="to-top", height=1)


def heading(reader: Reader, chosen: Choice) -> None:
    """Title, and who the place is and how it stands; at the regency what can be chosen."""
    language, place = reader.language, chosen.place
    if place is None:
        st.title(language.text("Village"), anchor=False)
        st.markdown(_invitation(reader))
        _wrong_address(reader)
        return
    name = named(reader.data, place.code, language)
    chrome.title(f"{name} · {language.pick(reader.data.meta, 'title')}")
    st.title(name, anchor=False)
    st.markdown(places.who_and_how(reader.data, place, language))


def _invitation(reader: Reader) -> str:
    choose = areas_words.how_to_choose(reader.language)
    return f"{services.place(reader)} {choose}"


def _wrong_address(reader: Reader) -> None:
    """Say calmly that the address names no area here, and what can be done."""
    language, asked = reader.language, state.in_address(AREA)
    if _is_area(reader, asked):
        return
    # Only what looks like a code is repeated: anybody can write anything into a link.
    said = (
        areas_words.no_such_area(asked, language=language)
        if _CODE.fullmatch(asked)
        else areas_words.no_code(_example(reader), language=language)
    )
    with st.container(key="wrong-code"):
        st.info(said, icon=":material/wrong_location:")


def _example(reader: Reader) -> str:
    return min(district_names(reader.data), default=reader.area_code)


# Choosing


def chooser(reader: Reader, chosen: Choice) -> None:
    """Lists of districts and villages, a search, and the span; all of them live in the address."""
    language, place = reader.language, chosen.place
    columns = iter(st.columns(2 + (place is not None) + bool(chosen.span), gap="small"))
    with next(columns):
        hits = place_search.search(reader, place)
    with next(columns):
        state.choose_from(
            language,
            AREA,
            of="district",
            label=language.text("District"),
            options=_districts(reader),
            chosen=REGENCY if place is None else place.district,
            default=REGENCY,
        )
    if place is not None:
        with next(columns):
            state.choose_from(
                language,
                AREA,
                of="village",
                label=language.text("Village or ward"),
                options=_villages(reader, place),
                chosen=place.code,
                default=REGENCY,
            )
    if chosen.span:
        with next(columns):
            choose_span(reader)
    if hits:
        st.caption(language.text("Found:"))
        _lead_on(reader, hits, of="hits", label=language.text("Search"))


def _districts(reader: Reader) -> dict[str, str]:
    return {REGENCY: reader.language.text("All districts"), **district_names(reader.data)}


def _villages(reader: Reader, place: Place) -> dict[str, str]:
    whole = reader.language.text("The whole district")
    return {place.district: whole, **_village_names(reader, place)}


def start(reader: Reader, chosen: Choice) -> None:
    """The map of the districts, and their names; a click leads to one."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        shown = PlaceSettings(span=chosen.span)
        _map(pictures.area_on_map(reader.data, shown, reader.view), reader.language)
    with right:
        title = reader.language.text("All districts")
        panel.heading(title, anchor="districts")
        names = _districts(reader)
        del names[REGENCY]
        _lead_on(reader, names, of="all", label=title)


def where(reader: Reader, place: Place) -> None:
    """The map of the district's villages, their names, and what is known of the place."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        picture = pictures.area_on_map(reader.data, _settings(place), reader.view)
        _map(picture, reader.language, shown=place.code)
        _villages_here(reader, place)
    with right:
        _profile(reader, place)


def _map(picture: Picture, language: Language, *, shown: str = REGENCY) -> None:
    """A map that leads on: a click opens the area.

    Each place has a map of its own, with a selection of its own; so one that was clicked before
    never calls the reader back.
    """
    clicked = panel.show(picture, language, select="tile")
    if clicked and clicked != shown:
        state.go(AREA, clicked, default=REGENCY)
    if picture.lets_select("tile"):
        st.caption(language.text(areas_words.A_CLICK_OPENS))


def _profile(reader: Reader, place: Place) -> None:
    picture = pictures.profile(reader.data, _settings(place), reader.view)
    panel.heading(picture.said.title, anchor="profile")
    panel.show_table(picture.sent_table, alt_text=picture.said.title, key="table-profile")
    panel.show_sources(picture.sources, reader.language)


# What was reported


def reported(reader: Reader, place: Place) -> None:
    """Requests, trend, services and waiting times; nothing where nothing was reported."""
    if not places.has_reported(reader.data, place):
        return
    for picture in (pictures.requests, pictures.beside, pictures.services, pictures.waiting):
        panel.show_if_any(picture(reader.data, _settings(place), reader.view), reader.language)


# Beside the others


def rank(reader: Reader, place: Place) -> None:
    """Where the place stands among its kind."""
    if place.span:
        panel.show(pictures.rank(reader.data, _settings(place), reader.view), reader.language)


def neighbours(reader: Reader, place: Place) -> None:
    """The districts beside a district, or the villages nearest to a village."""
    if place.level == "village":
        _nearest(reader, place)
        return
    language = reader.language
    title = language.text("Neighbouring districts")
    if place.span:
        panel.show(pictures.neighbours(reader.data, _settings(place), reader.view), language)
    codes = places.codes_beside(reader.data, place)
    if not codes:
        return
    if not place.span:
        panel.heading(title, anchor="neighbours")
    if areas_queries.boundaries(reader.data, level="district").empty:
        st.caption(language.text(areas_words.NEIGHBOURS_BY_TILE))
    names = _districts(reader)
    beside = {code: name for code, name in names.items() if code in codes}
    _lead_on(reader, beside, of=f"beside-{place.code}", label=title)


def _nearest(reader: Reader, place: Place) -> None:
    """The villages nearest to a village, also across the border of its district."""
    picture = pictures.nearest(reader.data, _settings(place), reader.view)
    if picture.rows.empty:
        return
    panel.heading(picture.said.title, anchor="nearest")
    names = {
        str(code): f"{name.text} · {km.text}"
        for code, (name, _, km) in zip(picture.rows["code"], picture.table.rows, strict=True)
    }
    _lead_on(reader, names, of=f"nearest-{place.code}", label=picture.said.title)
    st.caption(picture.said.sentence)
    panel.show_sources(picture.sources, reader.language)


def _villages_here(reader: Reader, place: Place) -> None:
    """The villages of the district to go to, but for the one that is shown."""
    language = reader.language
    names = _village_names(reader, place)
    names.pop(place.code, None)
    if not names:
        return
    district = named(reader.data, place.district, language)
    if place.level == "village":
        title = language.text("Other villages and wards of {district}", district=district)
    else:
        title = language.text("Villages and wards of {district}", district=district)
    panel.heading(title, anchor="villages")
    _lead_on(reader, names, of=f"villages-{place.code}", label=title)


def _village_names(reader: Reader, place: Place) -> dict[str, str]:
    rows = areas_queries.area_names(reader.data, level="village", parent_code=place.district)
    rows = rows.sort_values(["name", "code"])
    return dict(zip(rows["code"], rows["name"], strict=True))


def _lead_on(reader: Reader, names: Mapping[str, str], *, of: str, label: str) -> None:
    """Names of other places to go to; of very many the first, and how many more there are."""
    language = reader.language
    state.choose_from(
        language,
        AREA,
        of=of,
        label=label,
        options=dict(list(names.items())[:MOST_SHOWN]),
        chosen=None,
        default=REGENCY,
        kind="pills",
    )
    if len(names) > MOST_SHOWN:
        st.caption(areas_words.more_above(len(names) - MOST_SHOWN, language=language))


# What is missing


def missing(reader: Reader, place: Place) -> None:
    """What is not known of the place, a sentence each."""
    picture = pictures.missing(reader.data, _settings(place), reader.view)
    with st.container(key="place-missing"):
        panel.heading(picture.said.title, anchor="missing")
        st.markdown(picture.said.sentence)
        st.markdown("\n".join(f"- {sentence.text}" for (sentence,) in picture.table.rows))


def offer(reader: Reader) -> None:
    """Where it is told what any village office offers."""
    navigation.link(
        "layanan", reader.language, label=reader.language.text("What village offices offer")
    )
