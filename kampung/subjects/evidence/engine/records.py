"""Rows of the pack as what the engine reads: with weight, witnesses, ties and other days."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kampung.subjects.evidence.engine.statements import exactness, ordinal

Record = dict[str, Any]

# A statement of a kind that the weights do not name.
DEFAULT_WEIGHT = 1.0


@dataclass(frozen=True)
class Aids:
    """Tables of the pack that say more of its figures; each may be missing.

    Attributes
    ----------
    repeats
        ``figure_repeats``: ``figure_id``, ``source_id`` of others who say the same.
    witnesses
        ``evidence_witnesses``: ``voices``, ``factor``: how many times the weight a figure has
        that so many independent publishers say, or more.
    ties
        ``figure_ties``: ``figure_id``, ``tie``: figures that one page derives from each other.
    days
        ``figure_days``: ``figure_id``, ``number``, ``start_on``, ``end_on``, ``together``: other
        days that a figure may stand for; those with one ``together`` move together.
    """

    repeats: pd.DataFrame | None = None
    witnesses: pd.DataFrame | None = None
    ties: pd.DataFrame | None = None
    days: pd.DataFrame | None = None

    @classmethod
    def of(cls, tables: Mapping[str, pd.DataFrame]) -> "Aids":
        """Those of a pack, or of a store."""
        return cls(
            repeats=tables.get("figure_repeats"),
            witnesses=tables.get("evidence_witnesses"),
            ties=tables.get("figure_ties"),
            days=tables.get("figure_days"),
        )


def prepare(
    figures: pd.DataFrame,
    weights: pd.DataFrame,
    sources: pd.DataFrame | None,
    aids: Aids | None = None,
) -> list[Record]:
    """Figures as dicts with ``kind``, ``exactness``, ``weight`` and what `Aids` add.

    A sentence that is there in one reading only has no alternative: its ``statement`` is empty.
    """
    aids = aids or Aids()
    kinds = {} if sources is None else dict(zip(sources["id"], sources["kind"], strict=True))
    named = zip(weights["source_kind"], weights["exactness"], weights["weight"], strict=True)
    price = {(kind, exact): float(weight) for kind, exact, weight in named}
    voices, factors = _voices(figures, sources, aids.repeats), _factors(aids.witnesses)
    ties = _ties(aids.ties)
    days = _days(aids.days)
    records: list[Record] = [
        {str(name): value for name, value in row.items()} for row in figures.to_dict("records")
    ]
    readings = Counter(record.get("statement") for record in records)
    for record in records:
        slug, id_ = record.get("statement"), record["id"]
        record["statement"] = slug if isinstance(slug, str) and readings[slug] > 1 else None
        kind = kinds.get(record["source_id"], record.get("source_kind"))
        record["exactness"] = exactness(record)
        count = voices.get(id_, 1)
        factor = max((f for least, f in factors if least <= count), default=1.0)
        record["weight"] = factor * price.get((kind, record["exactness"]), DEFAULT_WEIGHT)
        # Nobody vouches for what the compilers themselves doubt.
        record["voices"] = 0 if record.get("quality") == "doubtful" else count
        record["tie"] = ties.get(id_)
        record["together"], record["alternatives"] = days.get(id_, ("", ()))
    return records


def _voices(
    figures: pd.DataFrame, sources: pd.DataFrame | None, repeats: pd.DataFrame | None
) -> dict[str, int]:
    """How many publishers say each figure that is repeated."""
    if sources is None or repeats is None or "publisher" not in sources:
        return {}
    names = zip(sources["id"], sources["publisher"], strict=True)
    publisher = {str(id_): str(name) for id_, name in names}
    said: dict[str, set[str]] = defaultdict(set)
    own = dict(zip(figures["id"], figures["source_id"], strict=True))
    for figure, source in zip(repeats["figure_id"], repeats["source_id"], strict=True):
        if figure in own:
            said[figure] |= {publisher.get(s, str(s)) for s in (own[figure], source)}
    return {figure: len(publishers) for figure, publishers in said.items()}


def _factors(witnesses: pd.DataFrame | None) -> list[tuple[int, float]]:
    if witnesses is None:
        return []
    rows = zip(witnesses["voices"], witnesses["factor"], strict=True)
    return [(int(voices), float(factor)) for voices, factor in rows]


def _ties(ties: pd.DataFrame | None) -> dict[str, str]:
    return {} if ties is None else dict(zip(ties["figure_id"], ties["tie"], strict=True))


def _days(
    days: pd.DataFrame | None,
) -> dict[str, tuple[str, tuple[tuple[int, int], ...]]]:
    """By figure, who it moves together with, and its other days."""
    if days is None:
        return {}
    found: dict[str, tuple[str, tuple[tuple[int, int], ...]]] = {}
    for row in days.sort_values(["figure_id", "number"]).to_dict("records"):
        first, last = ordinal(row["start_on"]), ordinal(row["end_on"])
        if first is not None and last is not None:
            known = found.get(row["figure_id"], ("", ()))[1]
            found[row["figure_id"]] = str(row["together"]), (*known, (first, last))
    return found
