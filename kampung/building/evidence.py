"""The evidence engine's results as tables of the store: computed at build time, only read later."""

import hashlib
from pathlib import Path

import pandas as pd

from kampung import __version__
from kampung.errors import StoreError
from kampung.language import LANGUAGES, Language
from kampung.pack import Pack
from kampung.schemas import Field, ForeignKey, Table
from kampung.store import Store, about, seal
from kampung.store.building import Derived, plain_rows
from kampung.subjects.evidence.engine import Evidence, evaluate
from kampung.subjects.evidence.reasons import reason

VERDICTS = ("follows", "agrees", "contradicts", "uncheckable")
FIGURE = ForeignKey(("figure_id",), "figures", ("id",))
METRIC = ForeignKey(("metric",), "metrics", ("id",))

STATEMENTS = Table(
    name="evidence_statements",
    path="",
    fields=(
        Field("figure_id", "string", required=True),
        Field("verdict", "string", required=True, enum=VERDICTS),
        Field("reason_code", "string", required=True),
        Field("reason_id", "string", required=True),
        Field("reason_en", "string", required=True),
        Field("tested_start", "date"),
        Field("tested_end", "date"),
        Field("short_by", "number"),
        Field("slack", "number"),
        Field("implied_least", "number"),
        Field("implied_greatest", "number"),
        Field("used", "boolean", required=True),
        Field("weight", "number"),
        Field("exactness", "string"),
    ),
    primary_key=("figure_id",),
    foreign_keys=(FIGURE,),
)
LINKS = Table(
    name="evidence_links",
    path="",
    fields=(
        Field("figure_id", "string", required=True),
        Field("role", "string", required=True, enum=("contradicts", "supports")),
        Field("other_id", "string", required=True),
    ),
    primary_key=("figure_id", "role", "other_id"),
    foreign_keys=(FIGURE, ForeignKey(("other_id",), "figures", ("id",))),
)
WINDOWS = Table(
    name="evidence_windows",
    path="",
    fields=(
        Field("metric", "string", required=True),
        Field("start_on", "date", required=True),
        Field("end_on", "date", required=True),
        Field("least", "integer"),
        Field("greatest", "integer"),
        Field("estimate", "number"),
        Field("least_unimodal", "integer"),
        Field("greatest_unimodal", "integer"),
    ),
    primary_key=("metric", "end_on"),
    foreign_keys=(METRIC,),
)
BANDS = Table(
    name="evidence_bands",
    path="",
    fields=(
        Field("unit", "string", required=True, enum=("day", "cumulative", "level")),
        Field("metric", "string", required=True),
        Field("on_date", "date", required=True),
        Field("least", "integer"),
        Field("greatest", "integer"),
        Field("estimate", "number"),
    ),
    primary_key=("unit", "metric", "on_date"),
    foreign_keys=(METRIC,),
)
WAVES = Table(
    name="evidence_waves",
    path="",
    fields=(
        Field("metric", "string", required=True),
        Field("start_on", "date", required=True),
        Field("end_on", "date", required=True),
        Field("possible", "boolean", required=True),
        Field("peaks", "string"),
    ),
    primary_key=("metric",),
    foreign_keys=(METRIC,),
)
TABLES = (STATEMENTS, LINKS, WINDOWS, BANDS, WAVES)


def evidence(pack: Pack) -> list[Derived]:
    """Test every figure of a pack against all others, and keep what that proves.

    Parameters
    ----------
    pack
        A checked pack; the period of its wave is in its descriptor.

    Returns
    -------
    list of Derived
        ``evidence_statements``, ``evidence_links``, ``evidence_windows``, ``evidence_bands`` and
        ``evidence_waves``; empty tables where the pack has no figures.
    """
    start, end = pack.descriptor.wave_start, pack.descriptor.wave_end
    found = evaluate(
        pack.tables["figures"],
        pack.tables["evidence_weights"],
        area_code=pack.descriptor.area_code,
        sources=pack.tables["sources"],
        wave=(start, end) if start and end else None,
    )
    return [
        Derived(STATEMENTS, with_sentences(found.statements)),
        Derived(LINKS, _links(found.statements)),
        Derived(WINDOWS, found.windows),
        Derived(BANDS, found.bands),
        Derived(WAVES, _waves(found)),
    ]


def fingerprint(pack: Pack) -> str:
    """Name what the evidence of a pack rests on: the same statements give the same name."""
    digest = hashlib.sha256(__version__.encode())
    own = pack.descriptor
    digest.update(repr((own.area_code, own.wave_start, own.wave_end)).encode())
    for name in ("figures", "evidence_weights"):
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
        return [Derived(table, _stored(store, table)) for table in TABLES]
    except (StoreError, OSError):
        return None


def _stored(store: Store, table: Table) -> pd.DataFrame:
    names = ", ".join(table.columns)
    frame = store.query(f"SELECT {names} FROM {table.name}")  # noqa: S608 - our own schema
    days = {field.name: "datetime64[us]" for field in table.fields if field.type == "date"}
    return frame.astype(days)


def with_sentences(statements: pd.DataFrame) -> pd.DataFrame:
    """Verdicts with their reason as a sentence in each language.

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
    for code in LANGUAGES:
        language = Language(code)
        frame[f"reason_{code}"] = [
            reason(language, row["reason_code"], row["reason"])
            for row in statements.to_dict("records")
        ]
    return frame[STATEMENTS.columns]


def _links(statements: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (row["id"], role, other)
        for row in statements.to_dict("records")
        for role in ("contradicts", "supports")
        for other in row[role]
    ]
    return pd.DataFrame(rows, columns=LINKS.columns).drop_duplicates()


def _waves(found: Evidence) -> pd.DataFrame:
    waves = found.waves.copy()
    waves["peaks"] = [" ".join(peaks) for peaks in waves["peaks"]]
    return waves[WAVES.columns]
