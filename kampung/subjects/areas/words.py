"""What is said of areas, and of maps of them."""

from collections.abc import Mapping
from typing import Literal

import pandas as pd

from kampung.language import Language
from kampung.language.phrases import opening
from kampung.pictures.description import Description

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
