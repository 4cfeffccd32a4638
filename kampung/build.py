"""Build a store from a data pack: the one place that knows both sides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING

from kampung.errors import BuildError, StoreMissing, StoreOutdated
from kampung.paths import is_database_url, pack_directory, store_location

if TYPE_CHECKING:
    from kampung.pack import Pack
    from kampung.store.building import Derived


def _evidence(pack: "Pack", _: "Sequence[Derived]") -> "Sequence[Derived]":
    from kampung.build_evidence import evidence

    return evidence(pack)


# What is computed from the pack and stored with it: each function takes the pack and what the
# earlier ones made, and returns tables. Imported series are added here.
DERIVATIONS: "Sequence[Callable[[Pack, Sequence[Derived]], Sequence[Derived]]]" = (_evidence,)

_first_build = Lock()


@dataclass(frozen=True)
class BuildReport:
    """What a build did.

    Attributes
    ----------
    content_hash
        SHA-256 of the store's contents.
    rows
        Number of rows in each table of the pack and each derived table.
    seconds
        Time for checking and reading the pack, computing and writing, in seconds.
    """

    content_hash: str
    rows: dict[str, int]
    seconds: dict[str, float]


def build(pack_dir: str | Path, store_path: str | Path) -> BuildReport:
    """Check and read a pack, compute what follows from it, and write a new store.

    Raises
    ------
    PackInvalid
        The pack has problems; the old store is untouched.
    BuildError
        The store could not be written; the old store is untouched.
    """
    if is_database_url(str(store_path)):
        raise BuildError(
            f"A store is built as a SQLite file, and {store_path} is a database. "
            "Give --store a file."
        )
    start = perf_counter()
    from kampung.pack import read_pack

    pack = read_pack(pack_dir)
    read = perf_counter()
    derived: list[Derived] = []
    for derive in DERIVATIONS:
        derived += derive(pack, derived)
    computed = perf_counter()
    from kampung.store.building import build_store

    content_hash = build_store(pack, Path(store_path), derived=derived)
    frames = {**pack.tables, **{item.table.name: item.frame for item in derived}}
    return BuildReport(
        content_hash=content_hash,
        rows={name: len(frame) for name, frame in frames.items()},
        seconds={
            "pack": read - start,
            "derived": computed - read,
            "store": perf_counter() - computed,
        },
    )


def ensure_store() -> str:
    """Return the location of the store, building it from the pack when it is not there.

    So that an app started by ``streamlit run`` works from a clean clone. Only a SQLite file is
    built, and only when it is missing or was built for another version of the tables; when two
    visitors come first, one session builds and the other waits.

    Returns
    -------
    str
        Path or URL for :class:`kampung.store.Store`.
    """
    location = store_location()
    if is_database_url(location) or _is_current(location):
        return location
    with _first_build:
        if not _is_current(location):
            build(pack_directory(), location)
    return location


def _is_current(location: str) -> bool:
    from kampung.store import Store

    try:
        Store(location).query("SELECT key FROM meta LIMIT 1")
    except (StoreMissing, StoreOutdated):
        return False
    return True
