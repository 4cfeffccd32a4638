"""The ASGI app: the dashboard with its gate, page shell, headers, probes and a warm start.

``kampung serve`` starts it; so do ``streamlit run app.py`` and any ASGI server that is handed
``kampung.server:app``. What stands around the pages is in ``kampung/serving/``.
"""

import ctypes
import gc
import logging
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.types import ASGIApp

from kampung.paths import IS_CLONE, ROOT, is_database_url, store_location
from kampung.serving import hosts, logs, start
from kampung.serving.absent import Absent, absence, require_pages
from kampung.serving.compression import CompressOnce
from kampung.serving.finding import search
from kampung.serving.gate import Gate
from kampung.serving.headers import SafetyHeaders
from kampung.serving.probes import healthz, readyz
from kampung.serving.shell import page

SCRIPT = ROOT / "app.py"

# Imported before the first visitor comes: their first run then takes 80 ms, not 700.
HEAVY = ("pandas", "pyarrow", "altair", "kampung.subjects.gallery", "kampung.ui.navigation")

# Of glibc's malloc.h.
_M_ARENA_MAX = -8

log = logging.getLogger(__name__)


@asynccontextmanager
async def lifespan(started: st.App) -> AsyncIterator[None]:
    """Make the first visitor as welcome as the hundredth: build, import and run once beforehand."""
    from kampung.building.ensuring import ensure_store

    logs.install()
    _keep_few_arenas()
    await run_in_threadpool(ensure_store)
    for module in HEAVY:
        import_module(module)
    await _run_once()
    # What is loaded now stays: taken out of every later collection, which would walk all of it.
    gc.collect()
    gc.freeze()
    if "address" in started.state:
        click.echo(started.state["address"])
    yield


def _keep_few_arenas() -> None:
    """Let all threads share two arenas of memory, where the system's allocator has such.

    Each run of a page has a thread of its own; with an arena for each, what one run frees is of no
    use to the next, and a server of many days grows.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, 2)


async def _run_once() -> None:
    """Run the first page in a session of its own: it fills the caches that all sessions share."""
    from streamlit.runtime import get_instance

    ran, reason = await get_instance().does_script_run_without_error()
    if not ran:
        log.warning("The first page does not run without an error (%s); see above.", reason)


def parts() -> dict[str, Any]:
    """Return what an app is made of besides its script, as ``st.App`` takes it."""
    return {
        "lifespan": lifespan,
        "routes": [
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/app/search", search),
            Route("/{name:page}", page),
        ],
        "middleware": [Middleware(SafetyHeaders), Middleware(Gate), Middleware(CompressOnce)],
    }


def _app() -> ASGIApp:
    missing = absence(ROOT, is_clone=IS_CLONE)
    return Absent(missing) if missing else st.App(SCRIPT, **parts())


app = _app()


def serve(
    *,
    port: int,
    address: str = start.LOOPBACK_ADDRESS,
    host_names: Sequence[str] = (),
    store: str | None = None,
) -> None:
    """Serve the dashboard until it is stopped.

    Parameters
    ----------
    port
        TCP port, 1 to 65535.
    address
        Address of this machine to listen at; ``0.0.0.0`` is all of them.
    host_names
        Names under which visitors come, besides those of ``KAMPUNG_HOSTS``.
    store
        SQLite file or database URL; by default what ``kampung.paths`` finds.

    Raises
    ------
    KampungError
        The pages are missing, the address or port cannot be used, a name is none, the store cannot
        be served, or there is no store and none can be built.
    """
    from kampung.building.ensuring import ensure_store

    require_pages(ROOT, is_clone=IS_CLONE)
    start.require_hosts(host_names)
    if store is not None:
        os.environ["KAMPUNG_STORE"] = (
            store if is_database_url(store) else str(Path(store).resolve())
        )
    start.require_address(address, port)
    start.require_store(store_location())
    ensure_store()
    hosts.add_hosts([*host_names, *([] if start.is_wildcard(address) else [address])])
    start.quieten()
    # Streamlit looks for .streamlit/config.toml beside the script that it believes was started.
    sys.argv = [str(SCRIPT)]
    dashboard = st.App(SCRIPT, **parts())
    dashboard.state["address"] = start.greeting(address, port)
    dashboard.run(
        config={
            "server.port": port,
            "server.address": address,
            "logger.hideWelcomeMessage": True,
        }
    )
