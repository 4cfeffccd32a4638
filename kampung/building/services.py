"""Service counts and boundaries as tables of the store: pack and imports together, and sums."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from kampung.building.imports import Import, source_rows
from kampung.errors import BuildError
from kampung.pack import Pack
from kampung.schemas import standard
from kampung.store.building import Derived
from kampung.subjects.services.rollup import roll_up

KEY = ("village_code", "service_code", "period_start", "period_end")


def with_imports(pack: Pack, imports: Sequence[Import], *, arriving: Import | None = None) -> Pack:
    """Add imports to a pack: their sources, and their counts.

    Parameters
    ----------
    pack
        The pack without imports.
    imports
        All of them.
    arriving
        That one of them which is new, for the message where it is not alone on its days.

    Raises
    ------
    BuildError
        An import speaks of a village or service that the pack does not have, or two speak of
        the same village, service and day.
    """
    if not imports:
        return pack
    sources = pack.tables["sources"]
    made = source_rows(imports, list(sources.columns)).astype(sources.dtypes.to_dict())
    services = [item for item in imports if item.about.kind == "services"]
    for item in services:
        _require_known(pack, item)
    counts = join_counts([pack.tables["service_counts"], *(item.frame for item in services)])
    parts = len(services) + bool(len(pack.tables["service_counts"]))
    if parts > 1 and overlapping(counts).any():
        raise BuildError(_in_the_way_of(pack, services, arriving))
    tables = {
        **pack.tables,
        "sources": pd.concat([sources, made], ignore_index=True),
        "service_counts": counts,
    }
    return replace(pack, tables=tables)


def _in_the_way_of(pack: Pack, services: Sequence[Import], arriving: Import | None) -> str:
    """Say which import, or the pack, speaks of the days that another import speaks of as well."""
    own = pack.tables["service_counts"]
    for item in [arriving] if arriving else services:
        blocked = own[in_the_way(own, item.frame)]
        if len(blocked):
            return own_in_the_way(blocked)
        for other in services:
            blocked = other.frame[in_the_way(other.frame, item.frame)]
            if other.about.source_id == item.about.source_id or blocked.empty:
                continue
            about = other.about
            what_to_do = (
                "Put the new counts in their place with --replace, or take that import away: "
                f"kampung import remove {about.source_id}"
                if arriving
                else "Take one of the two away: "
                f"kampung import remove {item.about.source_id}, or {about.source_id}"
            )
            return (
                f"{'The files speak' if arriving else f'{item.about.source_id} speaks'} of days "
                f"that the import {about.source_id} ({about.publisher}, {span_of(other.frame)}, "
                f"{len(other.frame):,} counts) speaks of already. Service counts in the way: "
                f"{len(blocked):,}; {_first(blocked)}. {what_to_do}"
            )
    return "Two imports, or the pack, speak of the same days. See: kampung import list"


def own_in_the_way(blocked: pd.DataFrame) -> str:
    """Say that the pack's own counts stand in the way of an import."""
    return (
        "The data pack itself speaks of the same days already. Service counts in the way: "
        f"{len(blocked):,}; {_first(blocked)}. An import never takes their place: correct "
        "service_counts.csv of the pack, or leave these lines out."
    )


def _first(counts: pd.DataFrame) -> str:
    row = counts.iloc[0]
    return (
        f"the first is of village {row['village_code']}, service {row['service_code']}, "
        f"{row['period_start'].date()} to {row['period_end'].date()}"
    )


def span_of(counts: pd.DataFrame) -> str:
    """First and last day that counts speak of."""
    return f"{counts['period_start'].min().date()} to {counts['period_end'].max().date()}"


def in_the_way(
    earlier: pd.DataFrame, new: pd.DataFrame
) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Mark earlier counts that share a day, village and service with one of the new counts.

    Parameters
    ----------
    earlier, new : DataFrame
        The table ``service_counts``; no two of the new counts share a day.
    """
    if not len(earlier) or not len(new):
        return np.zeros(len(earlier), dtype=np.bool_)
    key = ["village_code", "service_code"]
    names = pd.concat([earlier[key].astype("str"), new[key].astype("str")])
    group = names.groupby(key, sort=False).ngroup().to_numpy()
    days = [
        pd.concat([earlier[name], new[name]]).to_numpy(dtype="datetime64[D]").astype(np.int64)
        for name in ("period_start", "period_end")
    ]
    # Each group lies apart from the next, so that one search serves all.
    least = int(days[0].min())
    apart = group * (int(days[1].max()) - least + 2)
    start, end = (apart + day - least for day in days)
    at = len(earlier)
    order = np.argsort(start[at:])
    first, last = start[at:][order], end[at:][order]
    # The first of the new counts that does not end before the earlier one starts.
    place = np.searchsorted(last, start[:at])
    found = place < len(first)
    marks: np.ndarray[tuple[int], np.dtype[np.bool_]] = np.zeros(at, dtype=np.bool_)
    marks[found] = first[place[found]] <= end[:at][found]
    return marks


def _require_known(pack: Pack, item: Import) -> None:
    for column, table, known in (
        ("village_code", "areas", _villages(pack)),
        ("service_code", "service_types", set(pack.tables["service_types"]["code"])),
    ):
        unknown = sorted(set(item.frame[column].astype("category").cat.categories) - known)
        if unknown:
            raise BuildError(
                f"The import {item.about.source_id} has counts of {len(unknown)} codes that the "
                f"pack's table {table} does not have, such as {unknown[0]}. Remove it with "
                f"kampung import remove {item.about.source_id}, or import its files again."
            )


def _villages(pack: Pack) -> set[str]:
    areas = pack.tables["areas"]
    return set(areas.loc[areas["level"] == "village", "code"])


def _require_villages(pack: Pack) -> None:
    """The schema of a pack takes counts of any area, but only those of villages add up."""
    used = set(pack.tables["service_counts"]["village_code"].unique())
    others = sorted(used - _villages(pack))
    if others:
        raise BuildError(
            f"The table service_counts has counts of {len(others)} areas that are no villages, "
            f"such as {others[0]}. Give the counts of their villages, or leave them out."
        )


def join_counts(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Put tables of counts together, texts as categories, in the order of their key."""
    filled = [part for part in parts if len(part)]
    if not filled:
        return parts[0]
    if len(filled) == 1:
        return filled[0]
    texts = ("village_code", "service_code", "source_id")
    columns: dict[str, object] = {}
    for name in filled[0].columns:
        if name in texts:
            categories = [part[name].astype("category") for part in filled]
            columns[name] = pd.api.types.union_categoricals(categories, sort_categories=True)
        else:
            columns[name] = pd.concat([part[name] for part in filled], ignore_index=True)
    return pd.DataFrame(columns)


def overlapping(counts: pd.DataFrame) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Mark counts of days that another one of the same village and service covers as well.

    Parameters
    ----------
    counts : DataFrame
        The table ``service_counts``.

    Returns
    -------
    ndarray
        One mark a row; of counts that overlap, all but the one that begins first.
    """
    village, _ = pd.factorize(counts["village_code"])
    service, services = pd.factorize(counts["service_code"])
    start = counts["period_start"].to_numpy(dtype="datetime64[D]").astype(np.int64)
    end = counts["period_end"].to_numpy(dtype="datetime64[D]").astype(np.int64)
    group = village.astype(np.int64) * len(services) + service
    order = np.lexsort((end, start, group))
    # Each group lies apart from the next, so that one running maximum serves all.
    apart = group[order] * (int(end.max()) - int(start.min()) + 2) if len(order) else group
    reached = np.maximum.accumulate(apart + end[order]) if len(order) else end
    marks = np.zeros(len(counts), dtype=np.bool_)
    later = order[1:]
    same = group[later] == group[order[:-1]]
    marks[later] = same & (apart[1:] + start[later] <= reached[:-1])
    return marks


def services(pack: Pack) -> list[Derived]:
    """Add up the pack's service counts, and count the villages of each district.

    Returns
    -------
    list of Derived
        ``service_periods``, ``service_totals``, ``service_spans``, ``service_concentration``,
        ``service_sources``, ``area_counts``, ``area_kinds`` and ``area_sources``; the first five
        empty where there are no counts.

    Raises
    ------
    BuildError
        The pack has counts of an area that is no village.
    """
    _require_villages(pack)
    areas = pack.tables["areas"]
    found = roll_up(
        pack.tables["service_counts"],
        areas,
        pack.tables["service_types"],
        area_code=pack.descriptor.area_code,
    )
    kinds = areas.groupby("kind").size().rename("areas").reset_index()
    return [
        Derived(standard("service_periods"), found.periods),
        Derived(standard("service_totals"), found.totals),
        Derived(standard("service_spans"), found.spans),
        Derived(standard("service_concentration"), found.concentration),
        Derived(standard("service_sources"), found.sources),
        Derived(standard("area_counts"), area_counts(areas)),
        Derived(standard("area_kinds"), kinds),
        Derived(standard("area_sources"), area_sources(areas)),
    ]


def area_counts(areas: pd.DataFrame) -> pd.DataFrame:
    """Count desa (those by custom too) and kelurahan of each district.

    Returns
    -------
    DataFrame
        code, desa, kelurahan, villages; one row for each district.
    """
    villages = areas[areas["level"] == "village"]
    kelurahan = villages["kind"].eq("kelurahan")
    counted = pd.DataFrame(
        {"code": villages["parent_code"], "desa": ~kelurahan, "kelurahan": kelurahan}
    )
    counted = counted.groupby("code")[["desa", "kelurahan"]].sum()
    districts = areas.loc[areas["level"] == "district", "code"]
    frame = counted.reindex(districts, fill_value=0).astype("int64")
    frame["villages"] = frame["desa"] + frame["kelurahan"]
    return frame.rename_axis("code").reset_index()


def area_sources(areas: pd.DataFrame) -> pd.DataFrame:
    """Count the areas that rest on each source.

    An area may have its name, its codes, its population and its size from several sources; each
    carries it once.

    Returns
    -------
    DataFrame
        source_id, rows.
    """
    columns = [name for name in areas.columns if str(name).endswith("source_id")]
    pairs = [areas[["code", name]].set_axis(["code", "source_id"], axis=1) for name in columns]
    cited = pd.concat(pairs).dropna().drop_duplicates()
    return cited.groupby("source_id").size().rename("rows").reset_index()


def boundaries(pack: Pack, imports: Sequence[Import]) -> list[Derived]:
    """Make the table of imported boundaries, of areas that the pack has.

    Returns
    -------
    list of Derived
        ``boundaries``; empty where none were imported.
    """
    table = standard("boundaries")
    none = pd.DataFrame(columns=table.columns, dtype="str")
    return [Derived(table, pd.concat([none, *_drawn(pack, imports)]))]


def _drawn(pack: Pack, imports: Sequence[Import]) -> Iterator[pd.DataFrame]:
    known = set(pack.tables["areas"]["code"])
    for item in imports:
        if item.about.kind == "boundaries":
            rows = item.frame[item.frame["code"].isin(known)]
            yield rows.assign(source_id=item.about.source_id)
