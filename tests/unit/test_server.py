"""The server without a browser: shell, headers, compression, health and ports."""

import asyncio
import base64
import gzip
import hashlib
import json
import re
import socket
import sqlite3
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message

from kampung import server
from kampung.errors import KampungError


def ask(
    app: ASGIApp, path: str, *, query: str = "", headers: Iterable[tuple[str, str]] = ()
) -> tuple[int, dict[str, str], bytes]:
    """Send one GET request to an ASGI app; return status, headers and body."""
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers],
        "server": ("localhost", 80),
        "client": ("localhost", 1),
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    # In a thread of its own: Playwright keeps a loop in this one once a browser test has run.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(app(scope, receive, send))).result()
    answered = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], answered, b"".join(message["body"] for message in sent[1:])


class Head(HTMLParser):
    """Collects what a browser reads from the head of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


# The page shell


@pytest.mark.parametrize("code", ["id", "en"])
def test_shell_takes_over_everything_of_streamlits_own(code: str) -> None:
    page = server.shell(code)
    head = Head(page)

    assert head.all("html") == [{"lang": code}]
    assert b"<title>Streamlit</title>" not in page
    assert b"SourceSans" not in page
    assert "./favicon.png" not in [link["href"] for link in head.all("link")]
    assert page.count(b"<noscript>") == 1
    assert b"_stcore/agent" not in page.split(b"<noscript>")[1]


def test_shell_keeps_every_script_of_streamlit() -> None:
    original = Head(server.STREAMLIT_SHELL.read_bytes())

    assert Head(server.shell("id")).all("script") == original.all("script")
    assert [
        link for link in Head(server.shell("id")).all("link") if link["rel"] == "modulepreload"
    ] == [link for link in original.all("link") if link["rel"] == "modulepreload"]


def test_local_files_that_the_shell_names_are_there() -> None:
    ours = re.findall(rb'"\.?/?app/(static/[^"]+)"', server.shell("id"))

    assert ours
    for path in ours:
        assert (server.ROOT / path.decode()).is_file()


def test_shell_writes_title_and_description_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_site", lambda _code: ('A <b> & "c"', r"one \1 <two>"))

    page = server.shell.__wrapped__("en").decode()

    assert "<title>A &lt;b&gt; &amp; &quot;c&quot;</title>" in page
    assert r'content="one \1 &lt;two&gt;"' in page


@pytest.mark.parametrize(
    ("query", "code"), [("", "id"), ("lang=en", "en"), ("lang=", "id"), ("lang=<script>", "id")]
)
def test_page_answers_in_the_language_of_the_link(query: str, code: str) -> None:
    app = Starlette(routes=[Route("/{name:page}", server.page)])

    status, headers, body = ask(app, "/covid", query=query)

    assert (status, body) == (200, server.shell(code))
    assert headers["cache-control"] == "no-cache"


def test_page_is_sent_compressed_to_whom_takes_it() -> None:
    app = Starlette(routes=[Route("/{name:page}", server.page)])

    _, headers, body = ask(app, "/", headers=[("accept-encoding", "gzip, br")])

    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == server.shell("id")


@pytest.mark.parametrize("path", ["/_stcore/health", "/favicon.png", "/manifest.json", "/a/b"])
def test_files_of_streamlit_are_not_taken_for_pages(path: str) -> None:
    app = Starlette(routes=[Route("/{name:page}", server.page)])

    assert ask(app, path)[0] == 404


# Headers


def test_policy_allows_exactly_the_inline_script_of_the_shell() -> None:
    (script,) = re.findall(rb"<script>(.*?)</script>", server.shell("en"), flags=re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script).digest()).decode()

    policy = server.content_security_policy()

    assert f"script-src 'self' blob: 'sha256-{digest}';" in policy
    assert "unsafe-eval" not in policy


def test_both_shells_have_the_same_inline_script() -> None:
    scripts = {
        re.findall(rb"<script>(.*?)</script>", server.shell(code), re.DOTALL)[0]
        for code in ("id", "en")
    }

    assert len(scripts) == 1


@given(st.text())
def test_sites_that_may_embed_cannot_add_a_directive_or_header(wanted: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server.os, "environ", {"KAMPUNG_FRAME_ANCESTORS": wanted})
        allowed = server._frame_ancestors()

    assert allowed
    assert not re.search(r"[;,\r\n]", allowed)


def test_sites_that_may_embed_are_named_by_the_operator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMPUNG_FRAME_ANCESTORS", "'self' https://www.example.org")
    app = server.SafetyHeaders(PlainTextResponse("hello"))

    _, headers, _ = ask(app, "/")

    assert headers["content-security-policy"].endswith(
        "frame-ancestors 'self' https://www.example.org"
    )
    assert "x-frame-options" not in headers  # it cannot name a site, and would forbid this one


def test_headers_that_an_answer_has_already_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KAMPUNG_FRAME_ANCESTORS", raising=False)
    answer = PlainTextResponse("hello", headers={"Referrer-Policy": "no-referrer"})

    _, headers, _ = ask(server.SafetyHeaders(answer), "/")

    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "SAMEORIGIN"


# Compression


class Counted:
    """An app that answers every path with one body, and counts how often it was asked."""

    def __init__(self, body: str, media_type: str, status: int = 200) -> None:
        self.asked = 0
        self.response = PlainTextResponse(body, status, media_type=media_type)

    async def __call__(self, scope, receive, send) -> None:  # type: ignore[no-untyped-def]
        self.asked += 1
        await self.response(scope, receive, send)


GZIP = [("accept-encoding", "gzip")]


def test_script_is_compressed_once_and_kept() -> None:
    inner = Counted("let kampung = 1;" * 500, "text/javascript")
    app = server.CompressOnce(inner)

    first = ask(app, "/static/js/a.js", headers=GZIP)
    second = ask(app, "/static/js/a.js", headers=GZIP)

    assert first == second
    assert inner.asked == 1
    _, headers, body = first
    assert gzip.decompress(body).decode() == "let kampung = 1;" * 500
    assert headers["content-encoding"] == "gzip"
    assert headers["content-length"] == str(len(body))
    assert "accept-encoding" in headers["vary"].lower()


@pytest.mark.parametrize(
    ("media_type", "status"), [("text/html", 200), ("font/woff2", 200), ("text/javascript", 404)]
)
def test_what_is_no_script_is_passed_on_and_not_kept(media_type: str, status: int) -> None:
    # An unknown path is answered with HTML: were it kept, anybody could fill the memory.
    inner = Counted("x" * 2000, media_type, status)
    app = server.CompressOnce(inner)

    for _ in range(2):
        answered, headers, body = ask(app, "/static/js/unknown.js", headers=GZIP)
        assert (answered, body) == (status, b"x" * 2000)
        assert "content-encoding" not in headers

    assert inner.asked == 2
    assert app.kept == {}


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/static/js/a.js", []),
        ("/static/js/a.js", [*GZIP, ("range", "bytes=0-9")]),
        ("/media/a.js", GZIP),
    ],
)
def test_other_requests_go_through_untouched(path: str, headers: list[tuple[str, str]]) -> None:
    app = server.CompressOnce(Counted("let kampung = 1;" * 500, "text/javascript"))

    _, answered, body = ask(app, path, headers=headers)

    assert body == b"let kampung = 1;" * 500
    assert "content-encoding" not in answered


# Health


def test_health_says_in_words_that_there_is_no_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMPUNG_STORE", str(tmp_path / "none.db"))
    app = Starlette(routes=[Route("/healthz", server.health)])

    status, headers, body = ask(app, "/healthz")

    assert status == 503
    assert json.loads(body)["status"] == "unavailable"
    assert "none.db" in json.loads(body)["reason"]
    assert headers["cache-control"] == "no-store"


def test_health_says_that_a_store_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "broken.db"
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4096)
    monkeypatch.setenv("KAMPUNG_STORE", str(path))

    status, _, body = ask(Starlette(routes=[Route("/healthz", server.health)]), "/healthz")

    assert status == 503
    assert json.loads(body)["status"] == "unavailable"


def test_health_names_the_content_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kampung.store import SCHEMA_VERSION

    path = tmp_path / "store.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) STRICT")
        connection.executemany(
            "INSERT INTO meta VALUES (?, ?)",
            [("schema_version", SCHEMA_VERSION), ("content_hash", "abc123")],
        )
    connection.close()
    monkeypatch.setenv("KAMPUNG_STORE", str(path))

    status, _, body = ask(Starlette(routes=[Route("/healthz", server.health)]), "/healthz")

    assert (status, json.loads(body)) == (200, {"status": "ok", "data": "abc123"})


# Port


def test_port_that_is_taken_is_refused_in_words() -> None:
    with socket.socket() as taken:
        taken.bind(("", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(
            KampungError, match=rf"Port {port} cannot be used: .* --port {port + 1}"
        ):
            server._check_port(port)

    server._check_port(port)  # free again
