"""Finding: which entries fit what a reader typed, the best first."""

from collections.abc import Sequence

from kampung.subjects.search.folding import folded_words
from kampung.subjects.search.index import KINDS, Entry

LONGEST = 80  # letters of a question that are looked at
_ORDER = {kind: place for place, kind in enumerate(KINDS)}


def find(entries: Sequence[Entry], asked: str) -> list[Entry]:
    """Return the entries that fit, the best first.

    An entry fits if each word that was asked stands somewhere in it, or all of them together do
    when spaces are left out: ``suka maju`` finds *Sukamaju*, and the other way round.

    Parameters
    ----------
    entries
        What can be found.
    asked
        What a reader typed: parts of names, a code, a postcode.
    """
    wanted = folded_words(asked[:LONGEST])
    if not wanted:
        return []
    whole = "".join(wanted)
    ranked = [
        (rank, found) for found in entries if (rank := _rank(found, wanted, whole)) is not None
    ]
    ranked.sort(key=lambda hit: (hit[0], _ORDER[hit[1].kind], len(hit[1].title), hit[1].title))
    return [found for _, found in ranked]


def _rank(entry: Entry, wanted: list[str], whole: str) -> int | None:
    """How well an entry fits, 0 the best; None where it does not."""
    if whole not in entry.letters and not all(word in entry.letters for word in wanted):
        return None
    if whole in entry.names:
        return 0
    if any(name.startswith(whole) for name in entry.names):
        return 1
    if all(f" {word}" in entry.words for word in wanted):
        return 2
    return 3 if any(whole in name for name in entry.names) else 4
