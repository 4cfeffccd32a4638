"""Answers of the store, remembered for as long as the store stays the same.

The only module above the store that asks it. Each function takes the store's content hash,
which is the key of the memory: after a rebuild the next run of a page asks anew.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import pandas as pd
import streamlit as st

from kampung.errors import StoreChanged, StoreError, StoreMissing, StoreOutdated
from kampung.paths import is_database_url, simulated_location, store_location
from kampung.store import snapshots
from kampung.store.reading import Parameter
from kampung.store.snapshots import Snapshot
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.awards import queries as awards_queries
from kampung.subjects.epidemic import queries as epidemic_queries
from kampung.subjects.evidence import queries as evidence_queries
from kampung.subjects.programme import queries as programme_queries
from kampung.subjects.services import queries as services_queries
from kampung.subjects.sources import queries as sources_queries
from kampung.ui import state

Given = Parameter | tuple[str, ...]

DATA_SET, PUBLISHED, SIMULATED = "data", "published", "simulated"
_SIMULATED = "data_set.simulated"


# Of the run that goes on in this thread; between runs nothing is pinned: sessions may idle long.
_pins: ContextVar[dict[str, Snapshot] | None] = ContextVar("pins", default=None)


@contextmanager
def run(*, build: Callable[[], object]) -> Iterator[None]:
    """Pin, for one run of a page, each store in the state in which it is first asked.

    So that no run ever mixes two stores, however often they are exchanged meanwhile. A fragment
    that runs alone has no pins: where its store is another by now, the page runs again.

    Parameters
    ----------
    build
        Builds the store; called where there is none, or one of an earlier version.

    Raises
    ------
    StoreError, KampungError
        There is no store, and none can be built.
    """
    begun = _pins.set({})
    try:
        _begin(build)
        yield
    finally:
        _pins.reset(begun)


def _begin(build: Callable[[], object]) -> None:
    """Build the store where there is none yet; a visitor never replaces what can be read."""
    try:
        snapshots.current(store_location())
    except (StoreMissing, StoreOutdated):
        build()


def _pinned(location: str) -> Snapshot:
    pinned = _pins.get()
    if pinned is None:
        return snapshots.current(location)
    if location not in pinned:
        pinned[location] = snapshots.current(location)
    return pinned[location]


def _of(data: str) -> Snapshot:
    """The snapshot whose content hash this is."""
    for snapshot in (*(_pins.get() or {}).values(), _store()):
        if snapshot.content_hash == data:
            return snapshot
    raise StoreChanged("The data have changed since this part of the page was drawn.")


def trouble() -> snapshots.Trouble | None:
    """Why the store cannot be used as it lies there, where an earlier state of it is shown."""
    return snapshots.trouble(_location())


def has_simulated() -> bool:
    """Whether there is a simulated store beside the published one, and it can be read."""
    location = store_location()
    if is_database_url(location) or not Path(simulated_location(location)).is_file():
        return False
    try:
        return _pinned(simulated_location(location)).meta["data_set"] == SIMULATED
    except StoreError:
        return False


def note_data_set() -> bool:
    """Ask the store whether its data are simulated, once a run, and remember it for the run.

    The store itself is asked and not the reader's choice: whatever file the app was pointed to, no
    invented number is shown as a real one.
    """
    st.session_state[_SIMULATED] = meta()["data_set"] == SIMULATED
    return is_simulated()


def is_simulated() -> bool:
    """Whether the data that the reader looks at are simulated."""
    return bool(st.session_state.get(_SIMULATED, False))


def is_chosen() -> bool:
    """Whether the reader has chosen the simulated data of two."""
    return state.known(DATA_SET, default=PUBLISHED) == SIMULATED


def _location() -> str:
    location = store_location()
    return simulated_location(location) if is_chosen() else location


def _store() -> Snapshot:
    """The store that the reader has chosen, in the state that the run has pinned."""
    return _pinned(_location())


def meta() -> dict[str, str]:
    """What the store says of itself; looked at in every run, so that a rebuild is noticed."""
    return _store().meta


def content_hash() -> str:
    """Content hash of the store."""
    return meta()["content_hash"]


_ROOMS = (
    areas_queries,
    awards_queries,
    epidemic_queries,
    evidence_queries,
    programme_queries,
    services_queries,
    sources_queries,
)


@st.cache_data(show_spinner=False, max_entries=512)
def _answer(data: str, question: str, given: tuple[tuple[str, Given], ...]) -> pd.DataFrame:
    room = next(room for room in _ROOMS if hasattr(room, question))
    ask: Callable[..., pd.DataFrame] = getattr(room, question)
    return ask(_of(data), **dict(given))


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
    """See :func:`kampung.subjects.epidemic.queries.figures`."""
    return _ask(data, "figures", area_code=area_code, metrics=metrics, start=start, end=end)


def events(data: str, *, start: dt.date | None = None, end: dt.date | None = None) -> pd.DataFrame:
    """See :func:`kampung.subjects.epidemic.queries.events`."""
    return _ask(data, "events", start=start, end=end)


def observation_days(data: str, *, metric: str) -> pd.DataFrame:
    """See :func:`kampung.subjects.epidemic.queries.observation_days`."""
    return _ask(data, "observation_days", metric=metric)


def observation_totals(
    data: str, *, metric: str, level: str, start: dt.date | None = None, end: dt.date | None = None
) -> pd.DataFrame:
    """See :func:`kampung.subjects.epidemic.queries.observation_totals`."""
    return _ask(data, "observation_totals", metric=metric, level=level, start=start, end=end)


def metrics(data: str) -> pd.DataFrame:
    """See :func:`kampung.subjects.epidemic.queries.metrics`."""
    return _ask(data, "metrics")


def sources(data: str) -> pd.DataFrame:
    """See :func:`kampung.subjects.sources.queries.sources`."""
    return _ask(data, "sources")


def districts(data: str) -> pd.DataFrame:
    """See :func:`kampung.subjects.areas.queries.village_counts_by_district`."""
    return _ask(data, "village_counts_by_district")


def areas(data: str, *, level: str | None = None, parent_code: str | None = None) -> pd.DataFrame:
    """See :func:`kampung.subjects.areas.queries.areas`."""
    return _ask(data, "areas", level=level, parent_code=parent_code)


def area_kinds(data: str) -> frozenset[str]:
    """Which kinds of areas there are: kabupaten or kota, kecamatan or distrik, and so on."""
    return frozenset(_ask(data, "area_kinds")["kind"])


def adoption(data: str, *, aspect: str | None = None) -> pd.DataFrame:
    """See :func:`kampung.subjects.programme.queries.adoption`."""
    return _ask(data, "adoption", aspect=aspect)


def awards(data: str, *, scope: str | None = None, result: str | None = None) -> pd.DataFrame:
    """See :func:`kampung.subjects.awards.queries.awards`."""
    return _ask(data, "awards", scope=scope, result=result)


def award_accounts(data: str) -> pd.DataFrame:
    """See :func:`kampung.subjects.awards.queries.award_accounts`."""
    return _ask(data, "award_accounts")


def cohorts(data: str) -> pd.DataFrame:
    """See :func:`kampung.subjects.programme.queries.cohorts`."""
    return _ask(data, "cohorts")


def service_types(data: str) -> pd.DataFrame:
    """See :func:`kampung.subjects.programme.queries.service_types`."""
    return _ask(data, "service_types")


def programme_facts(data: str, *, topic: str | None = None) -> pd.DataFrame:
    """See :func:`kampung.subjects.programme.queries.programme_facts`."""
    return _ask(data, "programme_facts", topic=topic)


@st.cache_data(show_spinner=False, max_entries=4)
def programme_counts(data: str) -> dict[str, int]:
    """See :func:`kampung.subjects.programme.queries.programme_counts`."""
    return programme_queries.programme_counts(_of(data))


@st.cache_data(show_spinner=False, max_entries=4)
def on_record(data: str) -> dict[str, bool]:
    """See :func:`kampung.subjects.sources.queries.on_record`."""
    return sources_queries.on_record(_of(data))


def evidence_statements(data: str, *, source_id: str | None = None) -> pd.DataFrame:
    """See :func:`kampung.subjects.evidence.queries.evidence_statements`."""
    return _ask(data, "evidence_statements", source_id=source_id)


def evidence_links(data: str, *, role: str) -> pd.DataFrame:
    """See :func:`kampung.subjects.evidence.queries.evidence_links`."""
    return _ask(data, "evidence_links", role=role)


def evidence_windows(
    data: str, *, metric: str, start: dt.date | None = None, end: dt.date | None = None
) -> pd.DataFrame:
    """See :func:`kampung.subjects.evidence.queries.evidence_windows`."""
    return _ask(data, "evidence_windows", metric=metric, start=start, end=end)


def evidence_bands(
    data: str, *, metric: str, unit: str, start: dt.date | None = None, end: dt.date | None = None
) -> pd.DataFrame:
    """See :func:`kampung.subjects.evidence.queries.evidence_bands`."""
    return _ask(data, "evidence_bands", metric=metric, unit=unit, start=start, end=end)


def evidence_waves(data: str) -> pd.DataFrame:
    """See :func:`kampung.subjects.evidence.queries.evidence_waves`."""
    return _ask(data, "evidence_waves")


def evidence_weights(data: str) -> pd.DataFrame:
    """See :func:`kampung.subjects.evidence.queries.evidence_weights`."""
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
    return tuple(dict.fromkeys(_ask(data, "area_sources")["publisher"]))


# --- village services ---------------------------------------------------------------------------


def service_spans(data: str) -> pd.DataFrame:
    """See :func:`kampung.subjects.services.queries.service_spans`."""
    return _ask(data, "service_spans")


def service_cadences(data: str, *, area_code: str) -> pd.DataFrame:
    """See :func:`kampung.subjects.services.queries.service_cadences`."""
    return _ask(data, "service_cadences", area_code=area_code)


def service_periods(
    data: str,
    *,
    area_code: str,
    cadence: str,
    scope: str = "all",
    item: str = "",
    start: dt.date | None = None,
    end: dt.date | None = None,
) -> pd.DataFrame:
    """See :func:`kampung.subjects.services.queries.service_periods`."""
    return _ask(
        data,
        "service_periods",
        area_code=area_code,
        cadence=cadence,
        scope=scope,
        item=item,
        start=start,
        end=end,
    )


def village_periods(
    data: str,
    *,
    village_code: str,
    cadence: str,
    start: dt.date | None = None,
    end: dt.date | None = None,
) -> pd.DataFrame:
    """See :func:`kampung.subjects.services.queries.village_periods`."""
    return _ask(
        data, "village_periods", village_code=village_code, cadence=cadence, start=start, end=end
    )


def village_cadences(data: str, *, village_code: str) -> pd.DataFrame:
    """See :func:`kampung.subjects.services.queries.village_cadences`."""
    return _ask(data, "village_cadences", village_code=village_code)


def village_mix(data: str, *, village_code: str, start: dt.date, end: dt.date) -> pd.DataFrame:
    """See :func:`kampung.subjects.services.queries.village_mix`."""
    return _ask(data, "village_mix", village_code=village_code, start=start, end=end)


def area_mix(data: str, *, area_code: str, span: str) -> pd.DataFrame:
    """See :func:`kampung.subjects.services.queries.area_mix`."""
    return _ask(data, "area_mix", area_code=area_code, span=span)


def service_total(data: str, *, area_code: str, span: str) -> pd.DataFrame:
    """See :func:`kampung.subjects.services.queries.service_total`."""
    return _ask(data, "service_total", area_code=area_code, span=span)


def district_totals(data: str, *, span: str, scope: str = "all", item: str = "") -> pd.DataFrame:
    """See :func:`kampung.subjects.services.queries.district_totals`."""
    return _ask(data, "district_totals", span=span, scope=scope, item=item)


def village_totals(
    data: str, *, district_code: str, span: str, limit: int | None = None
) -> pd.DataFrame:
    """See :func:`kampung.subjects.services.queries.village_totals`."""
    return _ask(data, "village_totals", district_code=district_code, span=span, limit=limit)


def silent_villages(
    data: str, *, before: dt.date, district_code: str | None = None, limit: int | None = None
) -> pd.DataFrame:
    """See :func:`kampung.subjects.services.queries.silent_villages`."""
    return _ask(data, "silent_villages", before=before, district_code=district_code, limit=limit)


def silent_count(data: str, *, before: dt.date, district_code: str | None = None) -> int:
    """See :func:`kampung.subjects.services.queries.silent_count`."""
    rows = _ask(data, "silent_count", before=before, district_code=district_code)
    return int(rows["n"].iloc[0])


def service_concentration(data: str, *, span: str) -> pd.DataFrame:
    """See :func:`kampung.subjects.services.queries.service_concentration`."""
    return _ask(data, "service_concentration", span=span)


def service_sources(data: str) -> pd.DataFrame:
    """See :func:`kampung.subjects.services.queries.service_sources`."""
    return _ask(data, "service_sources")


def boundaries(data: str, *, level: str, parent_code: str | None = None) -> pd.DataFrame:
    """See :func:`kampung.subjects.areas.queries.boundaries`."""
    return _ask(data, "boundaries", level=level, parent_code=parent_code)


def area(data: str, *, code: str) -> pd.DataFrame:
    """See :func:`kampung.subjects.areas.queries.area`."""
    return _ask(data, "area", code=code)


def area_names(
    data: str, *, level: str | None = None, parent_code: str | None = None
) -> pd.DataFrame:
    """See :func:`kampung.subjects.areas.queries.area_names`."""
    return _ask(data, "area_names", level=level, parent_code=parent_code)


def find_areas(data: str, *, beginning: str, limit: int = 20) -> pd.DataFrame:
    """See :func:`kampung.subjects.areas.queries.find_areas`."""
    return _ask(data, "find_areas", beginning=beginning, limit=limit)


def villages_in(data: str) -> int:
    """See :func:`kampung.subjects.areas.queries.villages_in`."""
    return int(_ask(data, "villages_in")["n"].iloc[0])
