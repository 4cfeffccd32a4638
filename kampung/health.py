"""Whether the store that is served is there, is whole, and which data it holds."""

from dataclasses import dataclass
from datetime import UTC, datetime

from kampung.errors import StoreError, StoreMissing, StoreOutdated
from kampung.paths import store_location


@dataclass(frozen=True)
class Readiness:
    """What a watcher may know of the store.

    Attributes
    ----------
    ok
        The store as it lies there is whole and is served.
    reason
        Why not, in words and without a path; empty where all is well.
    content_hash, edition
        Of the data that are served; None where there are none.
    built, age
        When the store was written, as an ISO time, and how long ago, in seconds.
    evidence
        ``computed`` or ``missing``.
    is_last_good
        The store cannot be used as it lies there, and an earlier state is served.
    """

    ok: bool
    reason: str = ""
    content_hash: str | None = None
    edition: str | None = None
    built: str | None = None
    age: int | None = None
    evidence: str | None = None
    is_last_good: bool = False


def readiness() -> Readiness:
    """Look at the store, which costs next to nothing as long as its file stays the same."""
    from kampung.store import snapshots

    location = store_location()
    found = snapshots.trouble(location)
    try:
        snapshot = snapshots.current(location)
    except StoreError as error:
        return Readiness(ok=False, reason=_in_words(error))
    built = snapshot.built
    return Readiness(
        ok=found is None,
        reason="" if found is None else f"{_in_words(found.error)} {_LAST_GOOD}",
        content_hash=snapshot.content_hash,
        edition=snapshot.meta["pack_version"],
        built=None if built is None else built.isoformat(timespec="seconds"),
        age=None
        if built is None
        else max(0, round((datetime.now(tz=UTC) - built).total_seconds())),
        evidence="computed" if snapshot.meta.get("evidence_of") else "missing",
        is_last_good=found is not None,
    )


_LAST_GOOD = "Pages show the last good data."


def _in_words(error: StoreError) -> str:
    if isinstance(error, StoreMissing):
        return "There is no store."
    if isinstance(error, StoreOutdated):
        return "The store was built for another version of this program."
    return "The store cannot be read, or it is damaged."
