"""The store that a visitor finds: built when it is not there, tidied up once for every state."""

from contextlib import suppress
from pathlib import Path
from threading import Lock

from kampung.building.build import build, heal, logger, store_file
from kampung.errors import BuildError, StoreBroken, StoreError
from kampung.paths import is_database_url, pack_directory, simulated_location, store_location

PUBLISHED = "published"
_first_build = Lock()
# The state of each store and its imports when they were last found to agree, by location.
_agreed: dict[str, tuple[int, ...]] = {}


def ensure_store() -> str:
    """Return the location of the store, building it from the pack when it is not there.

    So that an app started by ``streamlit run`` works from a clean clone. A visitor never replaces
    anything but a store of this program that is whole and of an earlier version: what else lies
    there, a damaged store too, stays untouched. When two visitors come first, one session
    builds and the other waits.

    Returns
    -------
    str
        Path or URL for :class:`kampung.store.Store`.

    Raises
    ------
    StoreError
        What is there cannot be read as a store.
    KampungError
        A store is to be built, and that fails.
    """
    location = store_location()
    if is_database_url(location):
        return location
    if _is_to_be_built(location):
        with _first_build:
            if _is_to_be_built(location):
                build(pack_directory(), location)
    _agree(location)
    return location


def _is_to_be_built(location: str) -> bool:
    from kampung.store import Store

    path = Path(location)
    if not path.exists():
        return True
    if not path.is_file():
        raise StoreBroken(f"{path} is no file, so it cannot be a store. It stays as it is.")
    try:
        Store(location).query("SELECT key FROM meta LIMIT 1")
    except StoreError as error:
        from kampung.store import seal

        if not seal.is_ours(path):
            raise StoreBroken(
                f"{path} is not a store of this program. It stays as it is; name another file "
                "with --store or KAMPUNG_STORE."
            ) from error
        if not _is_earlier(path):
            raise
        return True
    return False


def _is_earlier(path: Path) -> bool:
    """Whether a store of ours is of an earlier version, and whole as far as it can tell."""
    from kampung.store import SCHEMA_VERSION, seal

    facts = seal.facts(path) or {}
    version = facts.get("schema_version", "")
    if facts.get("data_set", PUBLISHED) != PUBLISHED:
        return False  # what was simulated is not to be replaced by what was published
    is_whole = seal.is_whole(path) if seal.has_mark(path) else True
    return is_whole and version.isdecimal() and int(version) < int(SCHEMA_VERSION)


def _agree(location: str) -> None:
    """Once for every state of a store: tidy up after a command that was stopped.

    It never waits: while a command is at work, the store that is there answers.
    """
    from kampung.building import imports
    from kampung.store import lock

    state = _state(location)
    if _agreed.get(location) == state:
        return
    path = store_file(location)
    with suppress(BuildError, OSError), lock.held(path, task="kampung serve", wait=0):
        heal(path)
        for sentence in imports.differing(path):
            logger.warning("%s To take in what lies there: kampung build", sentence)
        _agreed[location] = _state(location)
    simulated = Path(simulated_location(str(path)))
    with suppress(BuildError, OSError), lock.held(simulated, task="kampung serve", wait=0):
        heal(simulated)


def _state(location: str) -> tuple[int, ...]:
    from kampung.building.imports import folder_of

    found: list[int] = []
    for path in (Path(location), folder_of(location)):
        try:
            about = path.stat()
        except OSError:
            found.append(0)
        else:
            found += [about.st_ino, about.st_mtime_ns, about.st_size]
    return tuple(found)
