"""The gate: the dashboard only shows, so whatever would write, upload or pry is refused.

Every refusal is one sentence. Streamlit itself would take files from anybody who has opened a
page, tell everybody its metrics, and open a websocket to any host.
"""

import logging
import os
import re
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from kampung.serving.hosts import is_allowed, is_own_origin, named_hosts
from kampung.serving.logs import was_refused
from kampung.serving.unknown import unknown_page, wants_page
from kampung.ui.entries import ENTRIES

READING = ("GET", "HEAD", "OPTIONS")
LONGEST_ADDRESS = 4096  # bytes of path and query; the longest link of a page has some hundreds
MOST_HEADERS = 16_384  # bytes
MOST_SESSIONS = 500  # websockets at a time, unless KAMPUNG_SESSIONS says otherwise

STREAM = "/_stcore/stream"
METRICS = "/_stcore/metrics"
UPLOAD = "/_stcore/upload_file"
# What pages and browsers ask for. Streamlit would answer any other path with its own shell.
_KNOWN = re.compile(
    rf"/({'|'.join(re.escape(entry.path) for entry in ENTRIES)})"
    r"|/(healthz|readyz|app/search)"
    r"|/(favicon\.png|manifest\.json|robots\.txt|oembed\.json)"
    r"|/(static|app/static|media|_stcore/bidi-components)/.+"
    r"|/_stcore/(health|host-config|metrics)"
)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Refusal:
    """Why a request is not answered: HTTP status and a sentence."""

    status: int
    sentence: str

    def response(self) -> Response:
        """Return the answer; the connection is closed, for a body may still be on its way."""
        headers = {"Cache-Control": "no-store", "Connection": "close"}
        if self.status == 405:
            headers["Allow"] = ", ".join(READING)
        return PlainTextResponse(f"{self.sentence}\n", self.status, headers=headers)


UNKNOWN = Refusal(404, "There is nothing at this address.")
NO_UPLOADS = Refusal(405, "Nothing can be uploaded here: this dashboard only shows data.")
ONLY_READING = Refusal(405, "This dashboard only shows data: it answers GET, HEAD and OPTIONS.")
NO_BODY = Refusal(413, "A request to this dashboard has no body.")
TOO_LONG = Refusal(414, f"This address is longer than {LONGEST_ADDRESS} bytes.")
TOO_MANY_HEADERS = Refusal(431, f"The headers of this request exceed {MOST_HEADERS} bytes.")
OTHER_HOST = Refusal(
    421,
    "This server does not answer to that host name. "
    "Whoever runs it allows a public name with --host-name or KAMPUNG_HOSTS.",
)
OTHER_ORIGIN = Refusal(403, "Only the pages of this dashboard may open a connection to it.")
FULL = Refusal(503, "Too many visitors are here at the moment. Please try again in a minute.")
BROKEN = Refusal(500, "The server could not answer. What happened is in its log.")


def metrics_are_open() -> bool:
    """Whether the operator opened Streamlit's metrics with ``KAMPUNG_METRICS=1``."""
    return os.environ.get("KAMPUNG_METRICS", "").strip().lower() in {"1", "true", "yes", "on"}


def most_sessions() -> int:
    """Return how many websockets may be open at a time: ``KAMPUNG_SESSIONS``, or 500."""
    wanted = os.environ.get("KAMPUNG_SESSIONS", "").strip()
    return int(wanted) if wanted.isascii() and wanted.isdigit() else MOST_SESSIONS


def refusal(scope: Scope, names: frozenset[str]) -> Refusal | None:
    """Say why a request is refused; None where it is let in.

    Parameters
    ----------
    scope
        ASGI scope of an HTTP request or a websocket.
    names
        Public names of the dashboard.
    """
    length = len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"])
    if length > LONGEST_ADDRESS:
        return TOO_LONG
    if sum(len(name) + len(value) for name, value in scope["headers"]) > MOST_HEADERS:
        return TOO_MANY_HEADERS
    headers = Headers(scope=scope)
    reached = (scope.get("server") or (None,))[0]
    hosts = headers.getlist("host")
    if len(hosts) != 1 or not is_allowed(hosts[0], names=names, reached=reached):
        return OTHER_HOST
    if scope["type"] == "websocket":
        return _websocket_refusal(scope["path"], headers, names)
    return _http_refusal(scope["method"], scope["path"], headers)


def _websocket_refusal(path: str, headers: Headers, names: frozenset[str]) -> Refusal | None:
    if path != STREAM:
        return UNKNOWN
    origins = headers.getlist("origin")
    own = all(is_own_origin(origin, host=headers["host"], names=names) for origin in origins)
    return None if own else OTHER_ORIGIN


def _http_refusal(method: str, path: str, headers: Headers) -> Refusal | None:
    if path == UPLOAD or path.startswith(f"{UPLOAD}/"):
        return NO_UPLOADS
    if method not in READING:
        return ONLY_READING
    if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
        return NO_BODY
    if not _KNOWN.fullmatch(path):
        return UNKNOWN
    if path == METRICS and not metrics_are_open():
        return UNKNOWN
    return None


class Gate:
    """Refuses what the dashboard has no use for, and turns a failure into a sentence."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.names = named_hosts()
        self.most = most_sessions()
        self.open = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request, or say why not."""
        if scope["type"] == "http":
            await self.answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await self.connect(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve an HTTP request."""
        refused = refusal(scope, self.names)
        if refused:
            seen = refused is UNKNOWN and wants_page(scope)
            await (unknown_page(scope) if seen else refused.response())(scope, receive, send)
            return
        if scope["method"] == "OPTIONS":
            await Response(status_code=204, headers={"Allow": ", ".join(READING)})(
                scope, receive, send
            )
            return
        has_begun = False

        async def watched(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception:
            if has_begun:
                raise
            log.exception("A request failed")
            await BROKEN.response()(scope, receive, send)

    async def connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a websocket: a visitor's session."""
        refused = refusal(scope, self.names) or (FULL if self.open >= self.most else None)
        if refused:
            await _deny(refused, scope, receive, send)
            return
        # The origin has been judged. Streamlit would judge it again, and to do so ask a host
        # outside for this machine's address.
        kept = [(name, value) for name, value in scope["headers"] if name != b"origin"]

        async def only_bytes() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and message.get("bytes") is None:
                await send({"type": "websocket.close", "code": 1003, "reason": "Only bytes."})
                return {"type": "websocket.disconnect", "code": 1003}
            return message

        self.open += 1
        try:
            await self.app({**scope, "headers": kept}, only_bytes, send)
        finally:
            self.open -= 1


async def _deny(refused: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
    log.warning("A connection was refused (%d): %s", refused.status, refused.sentence)
    was_refused.set(True)
    if "websocket.http.response" in (scope.get("extensions") or {}):
        await WebSocket(scope, receive, send).send_denial_response(refused.response())
    else:
        await send({"type": "websocket.close", "code": 1008, "reason": refused.sentence})
