"""What a watcher asks: whether it is alive, and whether visitors may be sent to it."""

import logging
from dataclasses import asdict

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kampung.health import Readiness, readiness

PLAIN = (str, int, float, bool, type(None))
NOT_KEPT = {"Cache-Control": "no-store"}

log = logging.getLogger(__name__)


async def healthz(_request: Request) -> Response:
    """Say that the process answers, and nothing else."""
    return JSONResponse({"status": "alive"}, headers=NOT_KEPT)


async def readyz(_request: Request) -> Response:
    """Say which data are served, or in words why none are: ``200`` or ``503``, no path."""
    try:
        found = await run_in_threadpool(readiness)
    except Exception:
        log.exception("The store cannot be judged")
        answer: dict[str, object] = {"status": "unavailable", "reason": "The store is not known."}
        return JSONResponse(answer, status_code=503, headers=NOT_KEPT)
    return JSONResponse(told_of(found), status_code=200 if found.ok else 503, headers=NOT_KEPT)


def told_of(found: Readiness) -> dict[str, object]:
    """Return what may be told to everybody."""
    if not found.ok:
        return {"status": "unavailable", "reason": found.reason}
    facts = {name: fact for name, fact in asdict(found).items() if name not in {"ok", "reason"}}
    plain = {name: fact if isinstance(fact, PLAIN) else str(fact) for name, fact in facts.items()}
    return {"status": "ready", **plain}
