"""The evidence engine's results as tables of the store: computed at build time, only read later."""

import hashlib
import json
from pathlib import Path

import pandas as pd

from kampung import __version__
from kampung.errors import StoreError
from kampung.pack import Pack
from kampung.schemas import DTYPES, Table, standard
from kampung.store import Store, about, seal
from kampung.store.building import Derived
from kampung.store.rows import plain_rows
from kampung.subjects.evidence.engine import Aids, Evidence, evaluate

# Another name for every way of judging, so that evidence of an older one is computed anew.
ENGINE = "repairs 2"
RESTS_ON = (
    *("figures", "figure_repeats", "figure_ties", "figure_days"),
    *("evidence_weights", "evidence_witnesses"),
)
# It cannot stand beside them; the fewest of these; what forces it; what its range depends on.
ROLES = ("contradicts", "smallest", "supports", "depends_on")
TABLES = tuple(
    f"evidence_{name}"
    for name in ("statements", "links", "windows", "bands", "waves", "repairs", "findings")
)


def evidence(pack: Pack) -> list[Derived]:
    """Test every figure of a pack against all others, and keep what that proves.

    Parameters
    ----------
    pack
        A checked pack; the period of its wave is in its descriptor.

    Returns
    -------
    list of Derived
        ``evidence_statements``, ``evidence_links``, ``evidence_windows``, ``evidence_bands``,
        ``evidence_waves``, ``evidence_repairs`` and ``evidence_findings``; empty tables where the
        pack has no figures.
    """
    start, end = pack.descriptor.wave_start, pack.descriptor.wave_end
    found = evaluate(
        pack.tables["figures"],
        pack.tables["evidence_weights"],
        area_code=pack.descriptor.area_code,
        sources=pack.tables["sources"],
        aids=Aids.of(pack.tables),
        wave=(start, end) if start and end else None,
    )
    frames = (
        _statements(found.statements),
        _links(found.statements),
        _windows(found),
        found.bands,
        _waves(found),
        _repairs(found),
        _findings(found),
    )
    return [Derived(standard(name), frame) for name, frame in zip(TABLES, frames, strict=True)]


def fingerprint(pack: Pack) -> str:
    """Name what the evidence of a pack rests on: the same statements give the same name."""
    digest = hashlib.sha256(f"{__version__} {ENGINE}".encode())
    own = pack.descriptor
    digest.update(repr((own.area_code, own.wave_start, own.wave_end)).encode())
    for name in RESTS_ON:
        digest.update(repr(plain_rows(pack.tables[name], own.table(name))).encode())
    cited = set(pack.tables["figures"]["source_id"])
    sources = pack.tables["sources"]
    cited_rows = sources[sources["id"].isin(cited)]
    digest.update(repr(plain_rows(cited_rows, own.table("sources"))).encode())
    return digest.hexdigest()


def kept_evidence(pack: Pack, path: Path) -> list[Derived] | None:
    """Take the evidence out of an older store, where it rests on the same statements.

    Returns
    -------
    list of Derived or None
        As :func:`evidence`; None where the store is not there, older, of other statements, or
        not whole: a new seal must not vouch for damage of an old store.
    """
    store = Store(str(path))
    try:
        if not path.is_file() or not seal.is_whole(path):
            return None
        if about.meta(store).get("evidence_of") != fingerprint(pack):
            return None
        return [Derived(standard(name), _stored(store, standard(name))) for name in TABLES]
    except (StoreError, OSError):
        return None


def _stored(store: Store, table: Table) -> pd.DataFrame:
    names = ", ".join(table.columns)
    frame = store.query(f"SELECT {names} FROM {table.name}")  # noqa: S608 - our own schema
    days = {field.name: DTYPES["date"] for field in table.fields if field.type == "date"}
    return frame.astype(days)


def _statements(statements: pd.DataFrame) -> pd.DataFrame:
    """Verdicts with their reasons as codes and parameters: the words are written when read.

    Parameters
    ----------
    statements
        The frame ``statements`` of :class:`kampung.subjects.evidence.engine.Evidence`.

    Returns
    -------
    DataFrame
        The columns of the table ``evidence_statements``, and ``id`` as ``figure_id``.
    """
    frame = statements.rename(
        columns={"id": "figure_id", "start_on": "tested_start", "end_on": "tested_end"}
    )
    frame["reason_params"] = [
        json.dumps(params, ensure_ascii=False, sort_keys=True) for params in statements["reason"]
    ]
    return frame[standard("evidence_statements").columns]


def _links(statements: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (row["id"], role, other)
        for row in statements.to_dict("records")
        for role in ROLES
        for other in row[role]
    ]
    return pd.DataFrame(rows, columns=standard("evidence_links").columns).drop_duplicates()


def _windows(found: Evidence) -> pd.DataFrame:
    windows = found.windows.copy()
    windows["depends_on"] = [" ".join(ids) or None for ids in windows["depends_on"]]
    return windows[standard("evidence_windows").columns]


def _repairs(found: Evidence) -> pd.DataFrame:
    rows = [
        (row["dispute"], row["repair"], id_, row["weight"], row["voices"], row["complete"])
        for row in found.repairs.to_dict("records")
        for id_ in row["statements"]
    ]
    return pd.DataFrame(rows, columns=standard("evidence_repairs").columns)


def _findings(found: Evidence) -> pd.DataFrame:
    findings = found.findings.copy()
    findings["proof"] = [json.dumps(proof) if proof else None for proof in findings["proof"]]
    findings["supports"] = [" ".join(ids) or None for ids in findings["supports"]]
    return findings[standard("evidence_findings").columns]


def _waves(found: Evidence) -> pd.DataFrame:
    waves = found.waves.copy()
    waves["peaks"] = [" ".join(peaks) for peaks in waves["peaks"]]
    return waves[standard("evidence_waves").columns]
