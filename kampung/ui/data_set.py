"""Which data set a reader looks at, pinned for one run of a page.

Above this the data set is handed on; whoever has it asks it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import streamlit as st

from kampung.errors import StoreChanged, StoreError, StoreMissing, StoreOutdated
from kampung.paths import is_database_url, simulated_location, store_location
from kampung.store import snapshots
from kampung.store.door import DataSet
from kampung.ui import state

DATA_SET, PUBLISHED, SIMULATED = "data", "published", "simulated"
_SIMULATED = "data_set.simulated"

# Of the run that goes on in this thread; between runs nothing is pinned: sessions may idle long.
_pins: ContextVar[dict[str, DataSet] | None] = ContextVar("pins", default=None)
_noted: ContextVar[bool | None] = ContextVar("noted", default=None)


@contextmanager
def run(*, build: Callable[[], object]) -> Iterator[None]:
    """Pin, for one run of a page, each store in the state in which it is first asked.

    So that no run ever mixes two stores, however often they are exchanged meanwhile.

    Parameters
    ----------
    build
        Builds the store; called where there is none, or one of an earlier version.

    Raises
    ------
    StoreError, KampungError
        There is no store, and none can be built.
    """
    begun, noted = _pins.set({}), _noted.set(None)
    try:
        _begin(build)
        yield
    finally:
        _pins.reset(begun)
        _noted.reset(noted)


def _begin(build: Callable[[], object]) -> None:
    """Build the store where there is none yet; a visitor never replaces what can be read."""
    try:
        snapshots.current(store_location())
    except (StoreMissing, StoreOutdated):
        build()


def _pinned(location: str) -> DataSet:
    pinned = _pins.get()
    if pinned is None:
        return DataSet.at(location)
    if location not in pinned:
        pinned[location] = DataSet.at(location)
    return pinned[location]


def current() -> DataSet:
    """The data set that the reader has chosen, in the state that the run has pinned."""
    return _pinned(_location())


def require_current(data: DataSet) -> None:
    """See that a part of a page that runs alone speaks of what the page speaks of.

    Raises
    ------
    StoreChanged
        The store is another by now: the page is to run again.
    """
    if current() != data:
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
    found = current().meta["data_set"] == SIMULATED
    st.session_state[_SIMULATED] = found  # for the parts of a page that run alone
    _noted.set(found)
    return found


def is_simulated() -> bool:
    """Whether the data that the reader looks at are simulated."""
    noted = _noted.get()
    return bool(st.session_state.get(_SIMULATED, False)) if noted is None else noted


def is_chosen() -> bool:
    """Whether the reader has chosen the simulated data of two."""
    return state.known(DATA_SET, default=PUBLISHED) == SIMULATED


def _location() -> str:
    location = store_location()
    return simulated_location(location) if is_chosen() else location
