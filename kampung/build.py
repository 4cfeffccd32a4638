"""Build a store from a data pack: the one place that knows both sides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING

from kampung.errors import BuildError, StoreMissing, StoreOutdated
from kampung.paths import is_database_url, pack_directory, store_location

if TYPE_CHECKING:
    from kampung.imports import Import
    from kampung.pack import Pack
    from kampung.store.building import Derived

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


def build(
    pack_dir: "str | Path | Pack",
    store_path: str | Path,
    *,
    arriving: "Import | None" = None,
    leaving: str = "",
    keep_evidence: bool = False,
) -> BuildReport:
    """Check and read a pack, add what was imported, compute what follows, and write a new store.

    Parameters
    ----------
    pack_dir
        Folder of the data pack, or a pack that has been read.
    store_path
        Where the store is to be. Its imports lie beside it.
    arriving
        A further import, which is kept beside the store from then on.
    leaving
        Id of an import that the store is to be without; it is removed once the store is.
    keep_evidence
        Take the evidence from the old store where it rests on the same statements: an import of
        service counts changes nothing of it.

    Raises
    ------
    PackInvalid
        The pack has problems; the old store is untouched.
    KampungError
        There is no import to leave, or one is damaged; the old store is untouched.
    BuildError
        The store could not be written; the old store is untouched.
    """
    location = _file(store_path)
    start = perf_counter()
    from kampung import imports
    from kampung.build_services import boundaries, services, with_imports
    from kampung.pack import Pack, read_pack

    if leaving:
        imports.require(location, leaving)
    gone = {leaving, arriving.about.source_id if arriving else ""}
    imported = [item for item in imports.load(location) if item.about.source_id not in gone]
    if arriving:
        imported.append(arriving)
    own = pack_dir if isinstance(pack_dir, Pack) else read_pack(pack_dir)
    pack = with_imports(own, imported)
    read = perf_counter()
    derived = [
        *_evidence(pack, location if keep_evidence else None),
        *services(pack),
        *boundaries(pack, imported),
    ]
    computed = perf_counter()
    with imports.keeping(location, arriving):
        content_hash = _write(pack, location, derived)
    if leaving:
        imports.remove(location, leaving)
    return BuildReport(
        content_hash=content_hash,
        rows=_row_counts(pack, derived),
        seconds={
            "pack": read - start,
            "derived": computed - read,
            "store": perf_counter() - computed,
        },
    )


def simulate(
    pack_dir: str | Path,
    store_path: str | Path,
    *,
    seed: int,
    villages: int | None = None,
    years: int,
    until: date | None = None,
    boundaries_of: str | Path | None = None,
) -> BuildReport:
    """Write a store of its own whose service counts and daily COVID-19 series are invented.

    Published figures stay as they are; whatever was invented names the source ``simulation``.

    Parameters
    ----------
    pack_dir
        Folder of the data pack.
    store_path
        Where the simulated store is to be.
    seed
        The same seed, pack and numbers give the same content hash.
    villages
        How many villages; those of the pack by default, else some are left out or invented.
    years
        How many years of weeks.
    until
        The last week ends on this day or before; by default at the end of the period that the
        pack shows at first, or of 2025.
    boundaries_of
        A published store whose imported boundaries the simulated one is to have too.

    Raises
    ------
    PackInvalid, KampungError, BuildError
        The pack has problems, the numbers do not fit, the store cannot be written, or published
        data are in it; a store that was there before is untouched.
    """
    location = _file(store_path)
    _require_simulated(location)
    start = perf_counter()
    from kampung import imports
    from kampung.build_services import boundaries, services, with_imports
    from kampung.build_simulation import simulated
    from kampung.pack import read_pack

    published = read_pack(pack_dir)
    pack = simulated(published, seed=seed, villages=villages, years=years, until=until)
    read = perf_counter()
    # The simulated series satisfy the figures; what the figures prove is not changed by them.
    drawn = imports.load(boundaries_of, kind="boundaries") if boundaries_of else []
    pack = with_imports(pack, drawn)
    derived = [*_evidence(pack, location), *services(pack), *boundaries(pack, drawn)]
    computed = perf_counter()
    facts = {"data_set": "simulated", "simulation_seed": str(seed)}
    content_hash = _write(pack, location, derived, facts)
    return BuildReport(
        content_hash=content_hash,
        rows=_row_counts(pack, derived),
        seconds={
            "pack": read - start,
            "derived": computed - read,
            "store": perf_counter() - computed,
        },
    )


def _file(store_path: str | Path) -> Path:
    if is_database_url(str(store_path)):
        raise BuildError(
            f"A store is built as a SQLite file, and {store_path} is a database. "
            "Give --store a file."
        )
    return Path(store_path)


def _require_simulated(location: Path) -> None:
    """Do not let invented numbers take the place of published ones."""
    from kampung.store.reading import data_set_of

    if data_set_of(location) not in (None, "simulated"):
        raise BuildError(
            f"{location} holds published data, which a simulation must not replace. "
            "Name another file with --store."
        )


def _evidence(pack: "Pack", old_store: Path | None) -> "Sequence[Derived]":
    from kampung.build_evidence import evidence, kept_evidence

    kept = kept_evidence(pack, old_store) if old_store else None
    return evidence(pack) if kept is None else kept


def _write(
    pack: "Pack",
    location: Path,
    derived: "Sequence[Derived]",
    facts: Mapping[str, str] | None = None,
) -> str:
    from kampung.build_evidence import fingerprint
    from kampung.store.building import build_store

    meta = {"evidence_of": fingerprint(pack), **(facts or {})}
    return build_store(pack, location, derived=derived, facts=meta)


def _row_counts(pack: "Pack", derived: "Sequence[Derived]") -> dict[str, int]:
    frames = {**pack.tables, **{item.table.name: item.frame for item in derived}}
    return {name: len(frame) for name, frame in frames.items()}


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
