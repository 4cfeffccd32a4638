"""Answers of the store, remembered for as long as the store stays the same.

The only module above the store that asks it. Each function takes the store's content hash,
which is the key of the memory: after a rebuild the next run of a page asks anew.
"""

import datetime as dt
from collections.abc import Callable

import pandas as pd
import streamlit as st

from kampung.store import Store, queries
from kampung.store.reading import Parameter

Given = Parameter | tuple[str, ...]


def meta() -> dict[str, str]:
    """What the store says of itself; asked in every run, so that a rebuild is noticed."""
    return queries.meta(Store.at())


def content_hash() -> str:
    """Content hash of the store."""
    return meta()["content_hash"]


@st.cache_data(show_spinner=False, max_entries=512)
def _answer(data: str, question: str, given: tuple[tuple[str, Given], ...]) -> pd.DataFrame:  # noqa: ARG001
    ask: Callable[..., pd.DataFrame] = getattr(queries, question)
    return ask(Store.at(), **dict(given))


def _ask(data: str, question: str, **given: Given) -> pd.DataFrame:
    return _answer(data, question, tuple(sorted(given.items())))


def figures(
    data: str,
    *,
    area_code: str,
    metrics: tuple[str, ...] | None = None,
    start: dt.date | None = None,
    end: dt.date | None = None,
) -> pd.DataFrame:
    """See :func:`kampung.store.queries.figures`."""
    return _ask(data, "figures", area_code=area_code, metrics=metrics, start=start, end=end)


def events(data: str, *, start: dt.date | None = None, end: dt.date | None = None) -> pd.DataFrame:
    """See :func:`kampung.store.queries.events`."""
    return _ask(data, "events", start=start, end=end)


def metrics(data: str) -> pd.DataFrame:
    """See :func:`kampung.store.queries.metrics`."""
    return _ask(data, "metrics")


def sources(data: str) -> pd.DataFrame:
    """See :func:`kampung.store.queries.sources`."""
    return _ask(data, "sources")


def districts(data: str) -> pd.DataFrame:
    """See :func:`kampung.store.queries.village_counts_by_district`."""
    return _ask(data, "village_counts_by_district")


def areas(data: str, *, level: str | None = None, parent_code: str | None = None) -> pd.DataFrame:
    """See :func:`kampung.store.queries.areas`."""
    return _ask(data, "areas", level=level, parent_code=parent_code)


def adoption(data: str, *, aspect: str | None = None) -> pd.DataFrame:
    """See :func:`kampung.store.queries.adoption`."""
    return _ask(data, "adoption", aspect=aspect)


def awards(data: str, *, scope: str | None = None, result: str | None = None) -> pd.DataFrame:
    """See :func:`kampung.store.queries.awards`."""
    return _ask(data, "awards", scope=scope, result=result)


def award_accounts(data: str) -> pd.DataFrame:
    """See :func:`kampung.store.queries.award_accounts`."""
    return _ask(data, "award_accounts")


def cohorts(data: str) -> pd.DataFrame:
    """See :func:`kampung.store.queries.cohorts`."""
    return _ask(data, "cohorts")


def service_types(data: str) -> pd.DataFrame:
    """See :func:`kampung.store.queries.service_types`."""
    return _ask(data, "service_types")


def programme_facts(data: str, *, topic: str | None = None) -> pd.DataFrame:
    """See :func:`kampung.store.queries.programme_facts`."""
    return _ask(data, "programme_facts", topic=topic)


@st.cache_data(show_spinner=False, max_entries=4)
def programme_counts(data: str) -> dict[str, int]:  # noqa: ARG001
    """See :func:`kampung.store.queries.programme_counts`."""
    return queries.programme_counts(Store.at())


def evidence_statements(data: str, *, source_id: str | None = None) -> pd.DataFrame:
    """See :func:`kampung.store.queries.evidence_statements`."""
    return _ask(data, "evidence_statements", source_id=source_id)


def evidence_links(data: str, *, role: str) -> pd.DataFrame:
    """See :func:`kampung.store.queries.evidence_links`."""
    return _ask(data, "evidence_links", role=role)


def evidence_windows(
    data: str, *, metric: str, start: dt.date | None = None, end: dt.date | None = None
) -> pd.DataFrame:
    """See :func:`kampung.store.queries.evidence_windows`."""
    return _ask(data, "evidence_windows", metric=metric, start=start, end=end)


def evidence_bands(
    data: str, *, metric: str, unit: str, start: dt.date | None = None, end: dt.date | None = None
) -> pd.DataFrame:
    """See :func:`kampung.store.queries.evidence_bands`."""
    return _ask(data, "evidence_bands", metric=metric, unit=unit, start=start, end=end)


def evidence_waves(data: str) -> pd.DataFrame:
    """See :func:`kampung.store.queries.evidence_waves`."""
    return _ask(data, "evidence_waves")


def evidence_weights(data: str) -> pd.DataFrame:
    """See :func:`kampung.store.queries.evidence_weights`."""
    return _ask(data, "evidence_weights")


def area_name(data: str, code: str) -> str:
    """Name of an area; its code where the store does not know it."""
    names = areas(data).set_index("code")["name"]
    return str(names.get(code, code))


def programme_name(data: str) -> str:  # noqa: ARG001 - read anew with each edition
    """Name of the service programme that the pack is about."""
    return meta()["programme"]


def registry_names(data: str) -> tuple[str, ...]:
    """Publishers of the registries that areas come from."""
    rows = sources(data)
    rows = rows[rows["areas"] > 0].sort_values("areas", ascending=False)
    return tuple(dict.fromkeys(rows["publisher"]))
