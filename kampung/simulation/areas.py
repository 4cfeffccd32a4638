"""A regency with as many villages as a trial needs: fewer than it has, or invented ones besides."""

import math
from collections import defaultdict

import numpy as np
import numpy.typing as npt
import pandas as pd

from kampung.errors import KampungError

USUAL_VILLAGES = 30
"""Villages in a kecamatan before another kecamatan is invented."""
MOST_VILLAGES = 850
"""Villages in a kecamatan at the most."""
MOST_DISTRICTS = 99
"""Kecamatan in a regency at the most: their codes have two digits."""

INVENTED = "Rekaan"
"""What invented areas are called, before their number: Indonesian for "made up"."""

_USUAL_WARDS = 0.1  # of the villages of a regency that tells nothing of its own
_FIRST_OF_KIND = {"kelurahan": 1001, "desa": 2001}
_NUMBERS_OF_KIND = 999
_LEVELS = ("regency", "district", "village")

Counts = npt.NDArray[np.int64]


def simulated_areas(
    areas: pd.DataFrame, *, villages: int, seed: int, source_id: str
) -> pd.DataFrame:
    """Give a regency an exact number of villages.

    Fewer than it has: every kecamatan keeps at least one and otherwise its share; only where there
    are fewer villages than kecamatan do some kecamatan go. More: villages are invented in the
    smallest kecamatan first, up to 30 in each; then kecamatan are invented too, up to 99 of them;
    then all grow alike, up to 850 villages. Invented areas are named ``Rekaan`` and a number,
    without their kind, as in the pack; nothing but code, kind, name, source and, for a kecamatan,
    a tile below those of the pack is filled in. Kelurahan are as frequent among the invented
    villages as in the pack (in a kota: all, in a kabupaten without villages: one in ten).

    Parameters
    ----------
    areas : DataFrame
        The table ``areas`` of a pack: one regency, its kecamatan and villages. Used are code,
        parent_code, level, kind, tile_column and tile_row.
    villages : int
        How many villages there shall be.
    seed : int
        Decides which villages stay and which invented ones are kelurahan. Not negative.
    source_id : str
        Source of the invented areas.

    Returns
    -------
    DataFrame
        The same columns and types; the regency, then the kecamatan, then the villages, each by
        code. Areas of the pack keep their rows as they are.

    Raises
    ------
    KampungError
        The table has not exactly one regency, or the number of villages is below one or does not
        fit into 99 kecamatan.
    """
    regencies = areas[areas["level"].eq("regency")]
    if len(regencies) != 1:
        raise KampungError(
            f"The simulation needs the areas of one regency, and the table has {len(regencies)}."
        )
    if villages < 1:
        raise KampungError(f"A simulation needs at least one village, not {villages:,}.")
    rng = np.random.default_rng(np.random.SeedSequence(seed))
    if villages < areas["level"].eq("village").sum():
        return _in_order(_fewer(areas, villages, rng))
    return _in_order(_more(areas, villages, rng, source_id))


def _fewer(areas: pd.DataFrame, villages: int, rng: np.random.Generator) -> pd.DataFrame:
    """Leave out villages, and kecamatan only where there are not villages enough for all."""
    order = areas[areas["level"].eq("village")].sort_values("code")
    # Shuffled and then sorted by kecamatan alone: which of its villages stay is chance.
    order = order.iloc[rng.permutation(len(order))].sort_values("parent_code", kind="stable")
    groups = order.groupby("parent_code")
    sizes = groups.size().to_numpy().astype(np.int64)
    if villages < len(sizes):
        quotas = np.zeros_like(sizes)
        quotas[((np.arange(villages) + 0.5) * len(sizes) / villages).astype(int)] = 1
    else:
        quotas = _shares(sizes, villages)
    kept = order[groups.cumcount().to_numpy() < np.repeat(quotas, sizes)]
    gone = areas["level"].eq("village") & ~areas["code"].isin(kept["code"])
    districts = areas["level"].eq("district")
    if villages < districts.sum():
        gone |= districts & ~areas["code"].isin(kept["parent_code"])
    return areas[~gone]


def _shares(sizes: Counts, total: int) -> Counts:
    """Share a total out: at least one each, the rest by size, by the largest remainders."""
    rest = total - len(sizes)
    exact = rest * (sizes - 1) / max(1, int((sizes - 1).sum()))
    shares = np.floor(exact).astype(np.int64)
    last = np.argsort(shares - exact, kind="stable")[: rest - int(shares.sum())]
    shares[last] += 1
    return shares + 1


def _more(
    areas: pd.DataFrame, villages: int, rng: np.random.Generator, source_id: str
) -> pd.DataFrame:
    """Invent what is missing."""
    districts = areas[areas["level"].eq("district")]
    there = areas[areas["level"].eq("village")]
    regency = areas[areas["level"].eq("regency")].iloc[0]
    wanted = max(len(districts), min(math.ceil(villages / USUAL_VILLAGES), MOST_DISTRICTS))
    new = _new_districts(districts, str(regency["code"]), wanted - len(districts))
    codes = sorted([*districts["code"], *new["code"]])
    there_by_parent = there.groupby("parent_code").size().to_dict()
    sizes = np.array([there_by_parent.get(code, 0) for code in codes], dtype=np.int64)
    most = int(np.maximum(sizes, MOST_VILLAGES).sum())
    if villages > most:
        raise KampungError(
            f"{villages:,} villages do not fit under one regency: with {len(codes)} kecamatan of "
            f"at most {MOST_VILLAGES} villages there is room for {most:,}."
        )
    wards = _ward_share(regency["kind"], there["kind"])
    invented = _new_villages(codes, _filled(sizes, villages) - sizes, there["code"], wards, rng)
    added = pd.concat([new, invented], ignore_index=True).assign(source_id=source_id)
    if added.empty:
        return areas
    added = added.reindex(columns=areas.columns).astype(areas.dtypes.to_dict())
    return pd.concat([areas, added], ignore_index=True)


def _new_districts(districts: pd.DataFrame, regency: str, number: int) -> pd.DataFrame:
    """Invent kecamatan with the next free codes, on tiles in whole rows below the pack's."""
    taken = {int(code[-2:]) for code in districts["code"]}
    highest = max(taken, default=0)
    after = [n for n in range(highest + 1, MOST_DISTRICTS + 1) if n not in taken]
    gaps = [n for n in range(1, highest) if n not in taken]
    free = (after + gaps)[:number]
    columns = districts["tile_column"].max()
    rows = districts["tile_row"].max()
    width = max(math.ceil(math.sqrt(len(districts) + number)), 0 if pd.isna(columns) else columns)
    top = 1 if pd.isna(rows) else int(rows) + 1
    kinds = districts["kind"].mode()
    return pd.DataFrame(
        {
            "code": [f"{regency}.{n:02d}" for n in free],
            "parent_code": regency,
            "level": "district",
            "kind": "kecamatan" if kinds.empty else kinds.iloc[0],
            "name": [f"{INVENTED} {n:02d}" for n in free],
            "tile_column": [i % width + 1 for i in range(len(free))],
            "tile_row": [top + i // width for i in range(len(free))],
        }
    )


def _filled(sizes: Counts, villages: int) -> Counts:
    """Raise the smallest kecamatan to one level so that all together have so many villages."""
    level = MOST_VILLAGES
    while np.maximum(sizes, level).sum() > villages:
        level -= 1
    filled = np.maximum(sizes, level)
    # Those at the level, of which there are more than villages left, get one each.
    low = np.flatnonzero(filled == level)[: villages - int(filled.sum())]
    filled[low] += 1
    return filled


def _ward_share(regency_kind: str, kinds: pd.Series) -> float:
    """How many of the invented villages are kelurahan, 0 to 1."""
    if regency_kind == "kota":
        return 1.0
    return float(kinds.eq("kelurahan").mean()) if len(kinds) else _USUAL_WARDS


def _new_villages(
    districts: list[str], wanted: Counts, taken: pd.Series, wards: float, rng: np.random.Generator
) -> pd.DataFrame:
    """Invent so many villages in each kecamatan, named in the order of their codes."""
    used: defaultdict[str, list[int]] = defaultdict(list)
    for code in taken:
        used[code[:-5]].append(int(code[-4:]))
    parents: list[str] = []
    kinds: list[str] = []
    numbers: list[int] = []
    for district, number in zip(districts, wanted.tolist(), strict=True):
        ward = int(rng.binomial(number, wards))
        for kind, many in (("kelurahan", ward), ("desa", number - ward)):
            numbers += _free_numbers(_FIRST_OF_KIND[kind], used[district], many)
            kinds += [kind] * many
        parents += [district] * number
    width = max(4, len(str(len(parents))))
    return pd.DataFrame(
        {
            "code": [f"{parent}.{n}" for parent, n in zip(parents, numbers, strict=True)],
            "parent_code": parents,
            "level": "village",
            "kind": kinds,
            "name": [f"{INVENTED} {n:0{width}d}" for n in range(1, len(parents) + 1)],
        }
    )


def _free_numbers(first: int, used: list[int], number: int) -> list[int]:
    """Take numbers after the highest that is in use, and gaps only when those are used up.

    A gap is often the number of a village that went to another kecamatan.
    """
    end = first + _NUMBERS_OF_KIND
    mine = {n for n in used if first <= n < end}
    highest = max(mine, default=first - 1)
    gaps = [n for n in range(first, highest) if n not in mine]
    return sorted([*range(highest + 1, end), *gaps][:number])


def _in_order(areas: pd.DataFrame) -> pd.DataFrame:
    """Sort from the regency to the villages, by code."""
    levels = areas["level"].map({level: n for n, level in enumerate(_LEVELS)})
    order = pd.DataFrame({"level": levels, "code": areas["code"]}).sort_values(["level", "code"])
    return areas.loc[order.index].reset_index(drop=True)
