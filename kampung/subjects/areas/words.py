"""What is said of areas, and of maps of them."""

from collections.abc import Mapping
from typing import Literal

import pandas as pd

from kampung.language import Language, mark
from kampung.language.phrases import opening
from kampung.pictures.description import Description
from kampung.subjects.areas.analysis import Part

_PARTS: dict[Part, str] = {
    "north": mark("in the north"),
    "northeast": mark("in the northeast"),
    "east": mark("in the east"),
    "southeast": mark("in the southeast"),
    "south": mark("in the south"),
    "southwest": mark("in the southwest"),
    "west": mark("in the west"),
    "northwest": mark("in the northwest"),
    "middle": mark("in the middle"),
}

A_CLICK_OPENS = mark("A click on an area opens it; the lists above do the same.")
NEIGHBOURS_BY_TILE = mark("Neighbours are the districts whose tiles touch on the tile map.")

# How areas stand on a picture: as tiles, or with their real boundaries.
Drawn = Literal["tiles", "map"]


def tiles(
    rows: pd.DataFrame,
    *,
    value: str,
    language: Language,
    value_name: str | None = None,
    drawn: Drawn = "tiles",
) -> Description:
    """Describe a value for each district.

    Parameters
    ----------
    rows
        Columns ``name`` and the one that ``value`` names; with ``code``, ``lat``, ``tile_column``
        and ``tile_row`` it is said where the tiles show no geography.
    value_name
        What is counted, in the reader's language; villages where None.
    drawn
        Whether as tiles or with real boundaries.
    """
    what = value_name or language.text("Villages and wards")
    title = language.text("{what} by district", what=what)
    known = rows[rows[value].notna()]
    if known.empty:
        nothing = language.text("No data by district yet.")
        return Description(title, nothing, nothing)
    numbers = known[value].astype(float)
    least, most = numbers.min(), numbers.max()
    top = language.join(sorted(known.loc[numbers == most, "name"]))
    bottom = sorted(known.loc[numbers == least, "name"])
    if least == most:
        sentence = language.plural(
            "{n} kecamatan with {value} each.",
            "{n} kecamatan with {value} each.",
            len(known),
            value=language.number(most),
        )
    else:
        sentence = language.text(
            "Between {least} ({bottom}) and {most} ({top}).",
            least=language.number(least),
            most=language.number(most),
            top=top,
            bottom=language.join(bottom)
            if len(bottom) <= 4
            else language.plural("{n} kecamatan", "{n} kecamatan", len(bottom)),
        )
    missing = len(rows) - len(known)
    if missing:
        sentence += " " + language.plural(
            "{n} kecamatan has no data.", "{n} kecamatan have no data.", missing
        )
    if drawn == "tiles" and _in_order(rows):
        sentence += " " + language.text(
            "The tiles stand in the order of the area codes: where the districts lie is not in "
            "the data."
        )
    items = "; ".join(
        f"{name} {language.number(number)}"
        for name, number in zip(known["name"], numbers, strict=True)
    )
    return Description(title, sentence, map_alt(sentence, items, drawn=drawn, language=language))


def map_alt(sentence: str, items: str, *, drawn: Drawn, language: Language) -> str:
    """What somebody hears who does not see a map: its sentence, and every value on it."""
    if drawn == "map":
        return language.text("Map. {sentence} All: {items}.", sentence=sentence, items=items)
    return language.text("Tile map. {sentence} All: {items}.", sentence=sentence, items=items)


def _in_order(rows: pd.DataFrame) -> bool:
    """Whether tiles follow one another by code, for want of any place that they could follow."""
    if not {"code", "lat", "tile_column", "tile_row"} <= set(rows.columns):
        return False
    tiles_by_place = rows.dropna(subset=["tile_row"]).sort_values(["tile_row", "tile_column"])
    codes = tiles_by_place["code"]
    in_order = len(codes) > 1 and codes.is_monotonic_increasing
    return bool(in_order and rows["lat"].isna().all())


def place(counts: Mapping[str, int], *, name: str, language: Language) -> str:
    """Which areas there are: all that can be said where nothing else is on record.

    Parameters
    ----------
    counts
        ``districts``, ``desa`` and ``kelurahan``.
    name
        Name of the regency or city, with its kind.
    """
    parts = [
        language.plural("{n} district", "{n} districts", counts["districts"]),
        language.plural("{n} village", "{n} villages", counts["desa"]),
        language.plural("{n} ward", "{n} wards", counts["kelurahan"]),
    ]
    there = [
        part
        for part, kind in zip(parts, ("districts", "desa", "kelurahan"), strict=True)
        if counts[kind]
    ]
    return opening(language.text("{name} has {parts}.", name=name, parts=language.join(there)))


def within(villages: int, *, part: Part | None, district: str, language: Language) -> str:
    """Where a village stands in its district: one of how many, and in which part.

    Parameters
    ----------
    villages
        How many villages and wards the district has.
    part
        As :func:`kampung.subjects.areas.analysis.part_of` returns it.
    district
        Name of the district, with its kind.
    """
    if part is None:
        return language.text(
            "It is one of the {n} villages and wards of {district}.",
            n=language.number(villages),
            district=district,
        )
    return language.text(
        "It lies {part} of {district}, one of {n} villages and wards.",
        part=language.text(_PARTS[part]),
        district=district,
        n=language.number(villages),
    )


def nearest(rows: pd.DataFrame, *, name: str, language: Language) -> Description:
    """Describe the areas nearest to one.

    Parameters
    ----------
    rows
        As :func:`kampung.subjects.areas.analysis.nearest` returns them, with ``name``.
    name
        Name of the area.
    """
    title = language.text("Nearest to {name}", name=name)
    if rows.empty:
        unknown = language.text("Where it lies is not known.")
        return Description(title, unknown, unknown)
    sentence = language.text("In a straight line, from centre to centre.")
    items = "; ".join(
        f"{row_name} {distance(km, language=language)}"
        for row_name, km in zip(rows["name"], rows["km"], strict=True)
    )
    return Description(title, sentence, f"{title}: {items}.")


def distance(km: float, *, language: Language) -> str:
    """A distance as people say it: ``1,9 km``, ``12 km``."""
    decimals = 1 if round(km, 1) < 10 else 0
    return language.text("{number} km", number=language.number(km, decimals=decimals))


def how_to_choose(language: Language) -> str:
    """How a reader comes to a district or a village."""
    return language.text(
        "Choose a district on the map or in the list, or find a village by its name, code or "
        "postcode."
    )


def no_such_area(code: str, *, language: Language) -> str:
    """That an address names an area that is not there, and what can be done."""
    said = language.text("There is no area with the code {code} in these data.", code=code)
    return f"{said} {_choose_or_search(language)}"


def no_code(example: str, *, language: Language) -> str:
    """That an address names nothing that looks like an area, and what can be done."""
    said = language.text("The link names no area: a code looks like {code}.", code=example)
    return f"{said} {_choose_or_search(language)}"


def _choose_or_search(language: Language) -> str:
    return language.text("Choose one below, or search for its name.")


def more_above(count: int, *, language: Language) -> str:
    """That of very many areas some are named in another list alone."""
    return language.text("And {n} more: the list above has them all.", n=language.number(count))
