"""The ASGI app: the dashboard with its page shell, headers, compression, health and a warm start.

``kampung serve`` starts it; so do ``streamlit run kampung/server.py`` and any ASGI server that is
handed ``kampung.server:app``. ``streamlit run app.py`` shows the same pages without what is here.
"""

import base64
import gc
import gzip
import hashlib
import html
import json
import logging
import os
import re
import socket
import sys
import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kampung.errors import KampungError
from kampung.language import DEFAULT, LANGUAGES, Language
from kampung.pack.descriptor import read_descriptor
from kampung.paths import is_database_url, pack_directory

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "app.py"
CONFIG = ROOT / ".streamlit" / "config.toml"
STREAMLIT_SHELL = Path(st.__file__).parent / "static" / "index.html"

# Imported before the first visitor comes: their first run then takes 80 ms, not 700.
HEAVY = ("pandas", "pyarrow", "altair", "kampung.charts", "kampung.ui.frames")

log = logging.getLogger(__name__)


# The page shell: what a browser gets before Streamlit has drawn anything.


@cache
def shell(code: str) -> bytes:
    """Return Streamlit's ``index.html`` in the reader's language, with our title, icon and font.

    A link that is pasted into a chat is previewed from this, and a screen reader takes its voice
    from ``lang``.

    Parameters
    ----------
    code
        Language code, one of ``LANGUAGES``.
    """
    language = Language(code)
    title, description = _site(code)
    head = (
        f'<meta name="description" content="{html.escape(description)}" />\n'
        f'    <meta property="og:title" content="{html.escape(title)}" />\n'
        f'    <meta property="og:description" content="{html.escape(description)}" />\n'
        '    <meta name="theme-color" content="#00737D" />\n'
        f"    <title>{html.escape(title)}</title>"
    )
    sorry = language.text("This dashboard needs JavaScript. Please turn it on.")
    page = STREAMLIT_SHELL.read_text(encoding="utf-8")
    for pattern, replacement in (
        (r"<script>", f"<script>\n      {_client_settings()}"),
        (r'<html lang="en">', f'<html lang="{code}">'),
        (r"<title>.*?</title>", head),
        (r'href="\./favicon\.png"', 'href="./app/static/favicon.png"'),
        (
            r'href="\./static/media/SourceSansVF-Upright[^"]*"',
            'href="./app/static/fonts/PlusJakartaSans.woff2"',
        ),
        (r"<noscript>.*?</noscript>", f"<noscript><p>{html.escape(sorry)}</p></noscript>"),
    ):
        page = re.sub(pattern, replacement.replace("\\", r"\\"), page, count=1, flags=re.DOTALL)
    return page.encode()


def _client_settings() -> str:
    """Tell Streamlit's client in the page what it would otherwise find out late.

    Where the server is: every page is one step below the root; the client would first ask below
    the page's own path, and be told 404. And how the app looks: until its first answer from the
    server it would draw in Streamlit's own colours and fetch Streamlit's own typeface.
    """
    theme = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
    faces = [
        {("weightRange" if key == "weight" else key): value for key, value in face.items()}
        for face in theme["fontFaces"]
    ]
    colours = ("primaryColor", "backgroundColor", "secondaryBackgroundColor", "textColor")
    looks = {
        f"{name.upper()}_THEME": {
            "bodyFont": theme["font"],
            "fontFaces": faces,
            **{colour: theme[name][colour] for colour in colours},
        }
        for name in ("light", "dark")
    }
    written = json.dumps(looks).replace("<", "\\u003c")
    return (
        f"window.__streamlit = {written}\n"
        '      window.__streamlit.BACKEND_BASE_URL = new URL(".", location.href).href'
    )


def _site(code: str) -> tuple[str, str]:
    """Title and description of the data pack in a language; plain words when it cannot be read."""
    try:
        descriptor, _ = read_descriptor(pack_directory())
    except KampungError:
        descriptor = None
    if descriptor is None:
        return "Kampung", ""
    if code == "id":
        return descriptor.title_id, descriptor.description_id
    return descriptor.title_en, descriptor.description_en


class PageName(Convertor[str]):
    """A page's path: one word. A dot or an underscore in front belongs to Streamlit's own files."""

    regex = "[A-Za-z0-9-]*"

    def convert(self, value: str) -> str:
        """Return the path as it came."""
        return value

    def to_string(self, value: str) -> str:
        """Return the path as it came."""
        return value


register_url_convertor("page", PageName())


async def page(request: Request) -> Response:
    """Answer every page's address with the shell; Streamlit draws the page into it."""
    wanted = request.query_params.get("lang", DEFAULT)
    body = shell(wanted if wanted in LANGUAGES else DEFAULT)
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        body = _compressed(body)
        headers["Content-Encoding"] = "gzip"
    return Response(body, media_type="text/html", headers=headers)


@cache
def _compressed(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)


# Health


async def health(_request: Request) -> JSONResponse:
    """Say whether the store can be read, and which data it holds (``200`` or ``503``)."""
    try:
        content_hash = await run_in_threadpool(_content_hash)
    except KampungError as error:
        status, answer = 503, {"status": "unavailable", "reason": str(error)}
    except Exception:
        log.exception("The store cannot be read")
        status, answer = 503, {"status": "unavailable", "reason": "The store cannot be read."}
    else:
        status, answer = 200, {"status": "ok", "data": content_hash}
    return JSONResponse(answer, status_code=status, headers={"Cache-Control": "no-store"})


def _content_hash() -> str:
    from kampung.store import Store

    answer = Store.at().query("SELECT value FROM meta WHERE key = 'content_hash'")
    return str(answer["value"].iloc[0])


# Headers


def content_security_policy() -> str:
    """Return the policy: nothing comes from another host, no script but Streamlit's own.

    ``blob:`` scripts are how Streamlit loads inline components; styles are written into the page
    by its styling library. ``KAMPUNG_FRAME_ANCESTORS`` names the sites that may embed the pages.
    """
    inline = re.findall(rb"<script>(.*?)</script>", shell(DEFAULT), flags=re.DOTALL)
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"
        for script in inline
    )
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: {hashes}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "media-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {_frame_ancestors()}",
        )
    )


def _frame_ancestors() -> str:
    """``KAMPUNG_FRAME_ANCESTORS`` without what would end the directive or the header."""
    wanted = os.environ.get("KAMPUNG_FRAME_ANCESTORS", "")
    return " ".join(re.sub(r"[;,]", " ", wanted).split()) or "'self'"


class SafetyHeaders:
    """Adds to every answer what a browser needs to keep the pages to themselves."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = {
            "Content-Security-Policy": content_security_policy(),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        }
        if _frame_ancestors() == "'self'":
            self.headers["X-Frame-Options"] = "SAMEORIGIN"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/app/static/"):
                    headers.setdefault("Cache-Control", "public, max-age=86400")
            await send(message)

        await self.app(scope, receive, send_with_headers)


class CompressOnce:
    """Serves Streamlit's own scripts and styles compressed, a third of their size.

    Streamlit leaves them as they are because its middleware would compress them anew for every
    visitor. Their names carry a hash and they never change, so each is compressed once and kept.
    """

    types = ("text/javascript", "application/javascript", "text/css")

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[str, list[Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request."""
        if not self.concerns(scope):
            await self.app(scope, receive, send)
            return
        answer = self.kept.get(scope["path"])
        if answer is None:
            answer = await self.answer(scope, receive)
        for message in answer:
            await send(message)

    @staticmethod
    def concerns(scope: Scope) -> bool:
        """Tell whether this is a request for one of Streamlit's files that may be compressed."""
        if scope["type"] != "http" or scope["method"] != "GET":
            return False
        if not scope["path"].startswith("/static/"):
            return False
        headers = Headers(scope=scope)
        return "gzip" in headers.get("accept-encoding", "") and not (
            {"range", "if-none-match", "if-modified-since"} & set(headers)
        )

    async def answer(self, scope: Scope, receive: Receive) -> list[Message]:
        """Ask the app, and compress and keep what is a script or a style."""
        messages: list[Message] = []

        async def collect(message: Message) -> None:
            messages.append(message)

        await self.app({**scope, "extensions": {}}, receive, collect)
        start = messages[0]
        headers = MutableHeaders(raw=list(start["headers"]))
        # An unknown path under /static/ is answered with the HTML shell: it is not kept.
        if start["status"] != 200 or not headers.get("content-type", "").startswith(self.types):
            return messages
        whole = b"".join(message.get("body", b"") for message in messages[1:])
        body = await run_in_threadpool(gzip.compress, whole, mtime=0)
        headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(body))
        headers.add_vary_header("Accept-Encoding")
        self.kept[scope["path"]] = [
            {**start, "headers": headers.raw},
            {"type": "http.response.body", "body": body},
        ]
        return self.kept[scope["path"]]


# Start


@asynccontextmanager
async def lifespan(started: st.App) -> AsyncIterator[None]:
    """Make the first visitor as welcome as the hundredth: build, import and run once beforehand."""
    from kampung.build import ensure_store

    await run_in_threadpool(ensure_store)
    for module in HEAVY:
        import_module(module)
    await _run_once()
    # What is loaded now stays: taken out of every later collection, which would walk all of it.
    gc.collect()
    gc.freeze()
    if "address" in started.state:
        click.echo(f"Kampung is at {started.state['address']} (Ctrl+C stops it).")
    yield


async def _run_once() -> None:
    """Run the first page in a session of its own: it fills the caches that all sessions share."""
    from streamlit.runtime import get_instance

    ran, reason = await get_instance().does_script_run_without_error()
    if not ran:
        log.warning("The first page does not run without an error (%s); see above.", reason)


app = st.App(
    SCRIPT,
    lifespan=lifespan,
    routes=[Route("/healthz", health), Route("/{name:page}", page)],
    middleware=[Middleware(SafetyHeaders), Middleware(CompressOnce)],
)


def serve(*, port: int, store: str | None = None) -> None:
    """Serve the dashboard until it is stopped.

    Parameters
    ----------
    port
        TCP port, 1 to 65535.
    store
        SQLite file or database URL; by default what ``kampung.paths`` finds.

    Raises
    ------
    KampungError
        The port is taken, or there is no store and none can be built.
    """
    from kampung.build import ensure_store

    if store is not None:
        os.environ["KAMPUNG_STORE"] = (
            store if is_database_url(store) else str(Path(store).resolve())
        )
    _check_port(port)
    ensure_store()
    _quieten()
    # Streamlit looks for .streamlit/config.toml beside the script that it believes was started.
    sys.argv = [str(SCRIPT)]
    app.state["address"] = f"http://localhost:{port}"
    app.run(config={"server.port": port, "logger.hideWelcomeMessage": True})


def _check_port(port: int) -> None:
    """Refuse a port that another program listens on, in words."""
    with socket.socket() as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or error
            message = (
                f"Port {port} cannot be used: {reason}. Stop the program that uses it, or choose "
                f"another, such as --port {port + 1} (make run PORT={port + 1})."
            )
            raise KampungError(message) from error


def _quieten() -> None:
    """Leave uvicorn's warnings and errors, not its greetings."""
    from uvicorn.config import LOGGING_CONFIG

    loggers: dict[str, dict[str, Any]] = LOGGING_CONFIG["loggers"]
    for name in ("uvicorn", "uvicorn.error"):
        loggers[name]["level"] = "WARNING"
