"""Build a store from a data pack: the one place that knows both sides."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from logging import getLogger
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from kampung.errors import BuildError
from kampung.paths import is_database_url
from kampung.privacy import mask_passwords

if TYPE_CHECKING:
    from kampung.building.imports import Import
    from kampung.pack import Pack
    from kampung.store.building import Derived

logger = getLogger("kampung")


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
    replaced
        Of an import that took the place of earlier counts: sentences that say what changed.
    """

    content_hash: str
    rows: dict[str, int]
    seconds: dict[str, float]
    replaced: tuple[str, ...] = ()


def build(
    pack_dir: "str | Path | Pack",
    store_path: str | Path,
    *,
    arriving: "Import | None" = None,
    leaving: str = "",
    replacing: bool = False,
    keep_evidence: bool = False,
    task: str = "kampung build",
) -> BuildReport:
    """Check and read a pack, add what was imported, compute what follows, and write a new store.

    All of it under the lock of the store. The moment in which the new store takes its place
    decides: whoever is stopped before has changed nothing, whoever is stopped after has changed
    all; what is left to tidy up then is tidied up by the next command or start.

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
    replacing
        Earlier imports lose the service counts that speak of the same days as the arriving ones.
    keep_evidence
        Take the evidence from the old store where it rests on the same statements: an import of
        service counts changes nothing of it.
    task
        What the lock is held for; told to whoever waits.

    Raises
    ------
    PackInvalid
        The pack has problems; the old store is untouched.
    KampungError
        There is no import to leave, or one is damaged; the old store is untouched.
    BuildError
        The store could not be written, what is in its place is no store of ours, or another
        command works on it; the old store is untouched.
    """
    location = store_file(store_path)
    from kampung.store import lock

    _require_ours(location)
    with lock.held(location, task=task):
        heal(location)
        return _build(
            pack_dir,
            location,
            arriving=arriving,
            leaving=leaving,
            replacing=replacing,
            keep_evidence=keep_evidence,
        )


def _build(
    pack_dir: "str | Path | Pack",
    location: Path,
    *,
    arriving: "Import | None",
    leaving: str,
    replacing: bool,
    keep_evidence: bool,
) -> BuildReport:
    start = perf_counter()
    from kampung.building import imports
    from kampung.building.replacing import give_way
    from kampung.building.services import with_imports
    from kampung.pack import Pack, read_pack

    if leaving:
        imports.require(location, leaving)
    earlier = imports.load(location)
    _tell_missing(location)
    own = pack_dir if isinstance(pack_dir, Pack) else read_pack(pack_dir)
    changed = [arriving] if arriving else []
    gone = [leaving] if leaving else []
    sentences: list[str] = []
    if arriving and replacing:
        rest, gone, sentences = give_way(own, earlier, arriving)
        changed += rest
    out = {*gone, *(item.about.source_id for item in changed)}
    imported = [*(item for item in earlier if item.about.source_id not in out), *changed]
    pack = with_imports(own, imported, arriving=arriving)
    read = perf_counter()
    derived = _derived(pack, imported, location if keep_evidence else None)
    computed = perf_counter()
    with imports.changing(location, arriving=changed, leaving=gone) as named:
        content_hash = _write(pack, location, derived, {imports.NAMED: named})
    return _report(content_hash, pack, derived, (start, read, computed), sentences)


def _tell_missing(location: Path) -> None:
    """Say it where the folder is not what the old store was built from: the folder is taken."""
    from kampung.building import imports

    for sentence in imports.differing(location):
        logger.warning("%s The new store is built with what lies there.", sentence)


def heal(location: Path) -> None:
    """Tidy up what a command that was stopped has left of a store, and say so; hold its lock.

    Afterwards the store and the imports beside it agree, and no other file is left over.
    """
    from kampung.building import imports
    from kampung.store.files import remove_leftovers

    remove_leftovers(location)
    try:
        done = imports.settle(location)
    except OSError as error:
        logger.warning("The imports of %s cannot be put in order: %s.", location, error)
        return
    for sentence in done:
        logger.warning("A command was stopped before its end. %s", sentence)


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
    location = store_file(store_path)
    _require_simulated(location)
    from kampung.store import lock

    with lock.held(location, task="kampung simulate"):
        _require_simulated(location)
        heal(location)
        return _simulate(
            pack_dir,
            location,
            seed=seed,
            villages=villages,
            years=years,
            until=until,
            boundaries_of=Path(boundaries_of) if boundaries_of else None,
        )


def _simulate(
    pack_dir: str | Path,
    location: Path,
    *,
    seed: int,
    villages: int | None,
    years: int,
    until: date | None,
    boundaries_of: Path | None,
) -> BuildReport:
    start = perf_counter()
    from kampung.building.services import with_imports
    from kampung.building.simulation import simulated
    from kampung.pack import read_pack

    published = read_pack(pack_dir)
    pack = simulated(published, seed=seed, villages=villages, years=years, until=until)
    read = perf_counter()
    # The simulated series satisfy the figures; what the figures prove is not changed by them.
    drawn = _drawn(boundaries_of) if boundaries_of else []
    pack = with_imports(pack, drawn)
    derived = _derived(pack, drawn, location)
    computed = perf_counter()
    facts = {"data_set": "simulated", "simulation_seed": str(seed), "imports": "{}"}
    content_hash = _write(pack, location, derived, facts)
    return _report(content_hash, pack, derived, (start, read, computed))


def _drawn(published: Path) -> "list[Import]":
    """Boundaries of a published store, while nobody changes them."""
    from kampung.building import imports
    from kampung.store import lock

    published = store_file(published)
    if not imports.folder_of(published).is_dir():
        return []
    with lock.held(published, task="kampung simulate"):
        heal(published)
        return imports.load(published, kind="boundaries")


def store_file(store_path: str | Path) -> Path:
    """Return the file that a store is; where a path is a link, the file that it points to.

    Raises
    ------
    BuildError
        The store is a database.
    """
    if is_database_url(str(store_path)):
        url = mask_passwords(str(store_path))
        raise BuildError(
            f"A store is built as a SQLite file, and {url} is a database. Give --store a file."
        )
    path = Path(store_path)
    # The file that a link points to is replaced, and not the link; its imports lie beside it.
    return path.resolve() if path.is_symlink() else path


def _require_ours(location: Path) -> None:
    from kampung.store.building import require_ours

    require_ours(location)


def _require_simulated(location: Path) -> None:
    """Do not let invented numbers take the place of published ones."""
    from kampung.store.reading import data_set_of

    if data_set_of(location) not in (None, "simulated"):
        raise BuildError(
            f"{location} holds published data, which a simulation must not replace. "
            "Name another file with --store."
        )


def _derived(pack: "Pack", imported: "Sequence[Import]", old_store: Path | None) -> "list[Derived]":
    """What follows from a pack; the evidence of an old store stays where it rests on the same."""
    from kampung.building.services import boundaries, services

    return [
        *_evidence(pack, old_store),
        *_computed(lambda: services(pack), "service_counts"),
        *boundaries(pack, imported),
    ]


def _evidence(pack: "Pack", old_store: Path | None) -> "Sequence[Derived]":
    from kampung.building.evidence import evidence, kept_evidence

    kept = kept_evidence(pack, old_store) if old_store else None
    return _computed(lambda: evidence(pack), "figures") if kept is None else kept


def _computed(make: "Callable[[], Sequence[Derived]]", table: str) -> "Sequence[Derived]":
    """What follows from a table; where its numbers cannot be computed with, a sentence."""
    try:
        return make()
    except (ArithmeticError, ValueError, TypeError) as error:
        logger.debug("Computing from %s failed.", table, exc_info=True)
        raise BuildError(
            f"What follows from the table {table} cannot be computed ({type(error).__name__}). "
            "Run kampung check on the pack, and look for numbers that are too large or not whole. "
            "The old store, if there was one, is unchanged."
        ) from error


def _write(
    pack: "Pack",
    location: Path,
    derived: "Sequence[Derived]",
    facts: Mapping[str, str],
) -> str:
    from kampung.building.evidence import fingerprint
    from kampung.store.building import build_store

    meta = {"evidence_of": fingerprint(pack), **facts}
    return build_store(pack, location, derived=derived, facts=meta)


def _report(
    content_hash: str,
    pack: "Pack",
    derived: "Sequence[Derived]",
    times: tuple[float, float, float],
    replaced: Sequence[str] = (),
) -> BuildReport:
    """``times`` are when it began, when the pack was read, and when all was computed."""
    frames = {**pack.tables, **{item.table.name: item.frame for item in derived}}
    steps = zip(("pack", "derived", "store"), pairwise((*times, perf_counter())), strict=True)
    return BuildReport(
        content_hash=content_hash,
        rows={name: len(frame) for name, frame in frames.items()},
        seconds={step: after - before for step, (before, after) in steps},
        replaced=tuple(replaced),
    )
