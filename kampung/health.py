"""Whether the store that is served is there, is whole, and which data it holds."""

from dataclasses import dataclass

from kampung.errors import KampungError


@dataclass(frozen=True)
class Readiness:
    """What a watcher may know of the store.

    Attributes
    ----------
    ok
        Visitors can be sent here.
    reason
        Why not, in words and without a path; empty where all is well.
    content_hash, edition, built, evidence
        Of the data that are served.
    is_last_good
        The store on disk cannot be used, and an earlier one is served from memory.
    """

    ok: bool
    reason: str = ""
    content_hash: str | None = None
    edition: str | None = None
    built: str | None = None
    evidence: str | None = None
    is_last_good: bool = False


def readiness() -> Readiness:
    """Open the store and say whether it can be served."""
    from kampung.store import Store, queries

    try:
        meta = queries.meta(Store.at())
    except KampungError:
        return Readiness(ok=False, reason="There is no store, or it cannot be read.")
    return Readiness(
        ok=True,
        content_hash=meta["content_hash"],
        edition=meta["pack_version"],
        evidence=meta.get("evidence_of"),
    )
