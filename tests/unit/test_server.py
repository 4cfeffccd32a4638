"""The server without a browser: shell, headers, compression, probes, gate and start."""

import asyncio
import base64
import gzip
import hashlib
import json
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kampung import server
from kampung.errors import KampungError
from kampung.health import Readiness
from kampung.paths import ROOT
from kampung.serving import headers as safety
from kampung.serving import hosts, probes, start
from kampung.serving import shell as shells
from kampung.serving.compression import CompressOnce
from kampung.serving.gate import Gate
from kampung.serving.headers import SafetyHeaders
from tests.unit.serving.asking import ask


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


EMPTY = shells.First("en", "Kampung")


@pytest.mark.parametrize("code", ["id", "en"])
def test_shell_takes_over_everything_of_streamlits_own(code: str) -> None:
    page = shells.shell(shells.First(code, "Kampung"))
    head = Head(page)

    assert head.all("html") == [{"lang": code}]
    assert b"<title>Kampung</title>" in page
    assert b"SourceSans" not in page
    assert "./favicon.png" not in [link["href"] for link in head.all("link")]
    assert page.count(b"<noscript>") == 1
    assert b"_stcore/agent" not in page.split(b"<noscript>")[1]


def test_shell_keeps_everything_that_streamlit_loads() -> None:
    original, ours = Head(shells.STREAMLIT_SHELL.read_bytes()), Head(shells.shell(EMPTY))

    def modules(page: Head) -> list[dict[str, str | None]]:
        return [script for script in page.all("script") if script.get("type") == "module"]

    assert modules(ours) == modules(original)
    for kind in ("modulepreload", "stylesheet"):
        assert [link for link in ours.all("link") if link["rel"] == kind] == [
            link for link in original.all("link") if link["rel"] == kind
        ]


def test_shell_lets_words_be_read_before_streamlit_loads() -> None:
    page = shells.shell(shells.First("en", "Kampung", body='<div id="kampung-first">954</div>'))

    assert page.index(b'id="kampung-first"') < page.index(b'rel="stylesheet"')
    assert page.index(b'id="kampung-first"') < page.index(b'id="root"') < page.index(b'"module"')


def test_local_files_that_the_shell_names_are_there() -> None:
    ours = re.findall(rb'"\.?/?app/(static/[^"]+)"', shells.shell(EMPTY))

    assert ours
    for path in ours:
        assert (ROOT / path.decode()).is_file()


def test_shell_writes_title_and_description_as_text() -> None:
    page = shells.shell(shells.First("en", 'A <b> & "c"', r"one \1 <two>")).decode()

    assert "<title>A &lt;b&gt; &amp; &quot;c&quot;</title>" in page
    assert r'content="one \1 &lt;two&gt;"' in page


def answer(path: str, query: str = "", **options: Any) -> tuple[int, dict[str, str], bytes]:
    return ask(Starlette(routes=[Route("/{name:page}", shells.page)]), path, query=query, **options)


@pytest.mark.parametrize(
    ("query", "code"), [("", "id"), ("lang=en", "en"), ("lang=", "id"), ("lang=<script>", "id")]
)
def test_page_answers_in_the_language_of_the_link(
    query: str, code: str, small_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMPUNG_STORE", str(small_store))

    status, headers, body = answer("/covid", query)

    assert status == 200
    assert f'<html lang="{code}">'.encode() in body
    assert headers["cache-control"] == "no-cache"


def test_page_is_sent_compressed_to_whom_takes_it(
    small_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMPUNG_STORE", str(small_store))

    _, headers, body = answer("/", headers=[("accept-encoding", "gzip, br")])

    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == answer("/")[2]


def test_page_is_sent_without_its_headline_where_there_is_no_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMPUNG_STORE", str(tmp_path / "none.db"))

    status, _, body = answer("/")

    assert status == 200
    assert b'id="kampung-first"' not in body
    assert b"none.db" not in body


@pytest.mark.parametrize(
    "path", ["/_stcore/health", "/favicon.png", "/manifest.json", "/a/b", "/unknown"]
)
def test_what_is_no_page_is_not_taken_for_one(path: str) -> None:
    assert answer(path)[0] == 404


# Headers


def inline(page: bytes) -> list[bytes]:
    return re.findall(rb"<script>(.*?)</script>", page, flags=re.DOTALL)


def test_policy_allows_exactly_the_inline_scripts_of_the_shell() -> None:
    digests = (
        base64.b64encode(hashlib.sha256(script).digest()).decode()
        for script in inline(shells.shell(EMPTY))
    )
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)

    policy = safety.content_security_policy()

    assert f"script-src 'self' blob: {allowed};" in policy
    assert "unsafe-eval" not in policy


def test_scripts_are_the_same_in_every_page() -> None:
    words = shells.First("id", "Judul", "Kalimat", '<div id="kampung-first"></div>')
    missing = ask(Gate(let_in), "/unknown", headers=[LOCAL, ("accept", "text/html")])[2]

    assert inline(shells.shell(words)) == inline(shells.shell(EMPTY))
    assert set(inline(missing)) < set(inline(shells.shell(EMPTY)))


@given(st.text())
def test_sites_that_may_embed_cannot_add_a_directive_or_header(wanted: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(safety.os, "environ", {"KAMPUNG_FRAME_ANCESTORS": wanted})
        allowed = safety._frame_ancestors()

    assert allowed
    assert not re.search(r"[;,\r\n]", allowed)


def test_sites_that_may_embed_are_named_by_the_operator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMPUNG_FRAME_ANCESTORS", "'self' https://www.example.org")
    app = SafetyHeaders(PlainTextResponse("hello"))

    _, headers, _ = ask(app, "/")

    assert headers["content-security-policy"].endswith(
        "frame-ancestors 'self' https://www.example.org"
    )
    assert "x-frame-options" not in headers  # it cannot name a site, and would forbid this one


def test_headers_that_an_answer_has_already_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KAMPUNG_FRAME_ANCESTORS", raising=False)
    answer = PlainTextResponse("hello", headers={"Referrer-Policy": "no-referrer"})

    _, headers, _ = ask(SafetyHeaders(answer), "/")

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
    app = CompressOnce(inner)

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
    app = CompressOnce(inner)

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
    app = CompressOnce(Counted("let kampung = 1;" * 500, "text/javascript"))

    _, answered, body = ask(app, path, headers=headers)

    assert body == b"let kampung = 1;" * 500
    assert "content-encoding" not in answered


# Probes


def probe(path: str) -> tuple[int, dict[str, str], bytes]:
    return ask(Starlette(routes=server.parts()["routes"]), path)


def test_alive_tells_nothing_of_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMPUNG_STORE", str(tmp_path / "none.db"))

    status, headers, body = probe("/healthz")

    assert (status, json.loads(body)) == (200, {"status": "alive"})
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("content", [None, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_not_ready_is_a_reason_in_words_and_no_path(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "broken.db"
    if content:
        store.write_bytes(content)
    monkeypatch.setenv("KAMPUNG_STORE", str(store))

    status, headers, body = probe("/readyz")

    assert status == 503
    assert set(json.loads(body)) == {"status", "reason"}
    assert json.loads(body)["reason"].endswith(".")
    assert b"broken.db" not in body
    assert str(tmp_path).encode() not in body
    assert headers["cache-control"] == "no-store"


def test_ready_names_the_data_and_no_path(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Readiness(ok=True, content_hash="abc123", edition="1.0.0")
    monkeypatch.setattr(probes, "readiness", lambda: found)

    status, _, body = probe("/readyz")

    answer = json.loads(body)
    assert status == 200
    assert (answer["status"], answer["content_hash"]) == ("ready", "abc123")
    assert (answer["edition"], answer["is_last_good"]) == ("1.0.0", False)
    assert not {"ok", "reason"} & set(answer)


def test_a_store_that_cannot_be_judged_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Readiness:
        raise ValueError("/srv/secret/kampung.db")

    monkeypatch.setattr(probes, "readiness", fail)

    status, _, body = probe("/readyz")

    assert status == 503
    assert b"secret" not in body


# The gate


async def let_in(scope, receive, send) -> None:  # type: ignore[no-untyped-def]
    await PlainTextResponse("let in")(scope, receive, send)


async def failing(_scope: Scope, _receive: Receive, _send: Send) -> None:
    raise RuntimeError("/srv/secret")


LOCAL = ("host", "localhost:8501")


@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "words"),
    [
        ("GET", "/", [LOCAL], 200, "let in"),
        ("HEAD", "/covid", [LOCAL], 200, ""),
        ("OPTIONS", "/healthz", [LOCAL], 204, ""),
        ("GET", "/static/js/index.js", [LOCAL], 200, "let in"),
        ("GET", "/media/abc.csv", [LOCAL], 200, "let in"),
        ("GET", "/_stcore/health", [LOCAL], 200, "let in"),
        ("PUT", "/_stcore/upload_file/a/b", [LOCAL], 405, "Nothing can be uploaded here"),
        ("GET", "/_stcore/upload_file/a/b", [LOCAL], 405, "Nothing can be uploaded here"),
        ("DELETE", "/_stcore/upload_file/a/b", [LOCAL], 405, "Nothing can be uploaded here"),
        ("POST", "/_stcore/agent/interact", [LOCAL], 405, "only shows data"),
        ("PATCH", "/", [LOCAL], 405, "only shows data"),
        ("TRACE", "/", [LOCAL], 405, "only shows data"),
        ("GET", "/_stcore/agent/openapi.json", [LOCAL], 404, "nothing at this address"),
        ("GET", "/_stcore/script-health-check", [LOCAL], 404, "nothing at this address"),
        ("GET", "/_stcore/metrics", [LOCAL], 404, "nothing at this address"),
        ("GET", "/auth/login", [LOCAL], 404, "nothing at this address"),
        ("GET", "/oauth2callback", [LOCAL], 404, "nothing at this address"),
        ("GET", "/covid-19", [LOCAL], 404, "nothing at this address"),
        ("GET", "/covid", [LOCAL, ("accept", "text/html")], 200, "let in"),
        ("GET", "/app/search", [LOCAL], 200, "let in"),
        ("GET", "/covid-19", [LOCAL, ("accept", "text/html")], 404, "Tidak ada halaman"),
        ("HEAD", "/covid-19", [LOCAL, ("accept", "text/html")], 404, ""),
        ("GET", "/../etc/passwd", [LOCAL], 404, "nothing at this address"),
        ("GET", "/", [LOCAL, ("content-length", "5")], 413, "has no body"),
        ("GET", "/", [LOCAL, ("transfer-encoding", "chunked")], 413, "has no body"),
        ("GET", "/" + "a" * 5000, [LOCAL], 414, "longer than 4096 bytes"),
        ("GET", "/", [LOCAL, ("cookie", "a" * 17_000)], 431, "headers"),
        ("GET", "/", [("host", "evil.example")], 421, "KAMPUNG_HOSTS"),
        ("GET", "/", [("host", "localhost.evil.example")], 421, "KAMPUNG_HOSTS"),
        ("GET", "/", [("host", "evil@localhost")], 421, "KAMPUNG_HOSTS"),
        ("GET", "/", [LOCAL, ("host", "evil.example")], 421, "KAMPUNG_HOSTS"),
        ("GET", "/", [], 421, "KAMPUNG_HOSTS"),
        ("GET", "/", [("host", "data.example.go.id")], 200, "let in"),
        ("GET", "/", [("host", "10.1.2.3:8501")], 200, "let in"),  # the address that was reached
        ("GET", "/", [("host", "10.1.2.4:8501")], 421, "KAMPUNG_HOSTS"),
    ],
)
def test_gate_lets_in_who_reads_and_refuses_the_rest_in_a_sentence(
    method: str,
    path: str,
    headers: list[tuple[str, str]],
    status: int,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KAMPUNG_HOSTS", "https://Data.Example.go.id/, other.example:443")
    monkeypatch.delenv("KAMPUNG_METRICS", raising=False)
    app = SafetyHeaders(Gate(let_in))

    answered, told, body = ask(
        app, path, method=method, headers=headers, server=("::ffff:10.1.2.3", 8501)
    )

    assert answered == status
    assert words in body.decode()
    assert "object-src 'none'" in told["content-security-policy"]
    assert told["x-content-type-options"] == "nosniff"
    if status == 405:
        assert told["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("path", "home"), [("/unknown", "./"), ("/a/b", "../"), ("/a/b/<script>", "../../")]
)
def test_unknown_address_is_a_page_with_ways_on(path: str, home: str) -> None:
    status, headers, body = ask(
        SafetyHeaders(Gate(let_in)), path, query="lang=en", headers=[LOCAL, ("accept", "text/html")]
    )
    links = [link["href"] for link in Head(body).all("a")]

    assert status == 404
    assert headers["cache-control"] == "no-store"
    assert b"There is no page at this address" in body
    assert path.encode() not in body.replace(b"</", b"")
    assert f"{home}?lang=en" in links
    assert f"{home}tentang?lang=en" in links
    assert "search-link" in [link.get("class") for link in Head(body).all("a")]


def test_metrics_are_told_where_the_operator_allows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMPUNG_METRICS", "1")

    assert ask(Gate(let_in), "/_stcore/metrics", headers=[LOCAL])[0] == 200


def test_a_failure_is_a_sentence_with_the_safety_headers() -> None:
    status, headers, body = ask(SafetyHeaders(Gate(failing)), "/", headers=[LOCAL])

    assert status == 500
    assert body == b"The server could not answer. What happened is in its log.\n"
    assert "object-src 'none'" in headers["content-security-policy"]


def connect(app: ASGIApp, *headers: tuple[str, str], path: str = "/_stcore/stream") -> str:
    """What becomes of a websocket: the word of the app behind the gate, or the close code."""
    scope = {
        "type": "websocket",
        "path": path,
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers],
        "server": ("127.0.0.1", 8501),
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.receive", "text": "not what Streamlit sends"}

    async def send(message: Message) -> None:
        sent.append(message)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(app(scope, receive, send))).result()
    return " ".join(str(message.get("code", message["type"])) for message in sent)


async def accepting(scope, receive, send) -> None:  # type: ignore[no-untyped-def]
    assert "origin" not in dict(scope["headers"])  # Streamlit would ask a host outside about it
    await send({"type": "websocket.accept"})
    assert (await receive())["type"] == "websocket.disconnect"


@pytest.mark.parametrize(
    ("headers", "path", "outcome"),
    [
        ([LOCAL, ("origin", "http://localhost:8501")], "/_stcore/stream", "websocket.accept 1003"),
        ([LOCAL], "/_stcore/stream", "websocket.accept 1003"),  # a program, not a page
        (
            [("host", "127.0.0.1:8501"), ("origin", "https://data.example.go.id")],
            "/_stcore/stream",
            "websocket.accept 1003",
        ),
        ([("host", "evil.example"), ("origin", "http://evil.example")], "/_stcore/stream", "1008"),
        ([LOCAL, ("origin", "http://evil.example")], "/_stcore/stream", "1008"),
        ([LOCAL, ("origin", "http://localhost:3000")], "/_stcore/stream", "1008"),
        ([LOCAL, ("origin", "null")], "/_stcore/stream", "1008"),
        ([LOCAL, ("origin", "http://[")], "/_stcore/stream", "1008"),
        ([LOCAL], "/elsewhere", "1008"),
    ],
)
def test_websocket_is_opened_to_pages_of_the_dashboard_alone(
    headers: list[tuple[str, str]],
    path: str,
    outcome: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KAMPUNG_HOSTS", "data.example.go.id")

    assert connect(Gate(accepting), *headers, path=path) == outcome


def test_sessions_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMPUNG_SESSIONS", "0")

    assert connect(Gate(accepting), LOCAL) == "1008"


@given(st.text(), st.text())
def test_no_host_or_origin_brings_the_gate_down(host: str, origin: str) -> None:
    names = frozenset({"data.example.go.id"})

    assert hosts.is_allowed(host, names=names) in {True, False}
    assert hosts.is_own_origin(origin, host=host, names=names) in {True, False}


# Start


def test_port_that_is_taken_is_refused_in_words() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(
            KampungError, match=rf"Port {port} cannot be used: .* --port {port + 1}"
        ):
            start.require_address("127.0.0.1", port)

    start.require_address("127.0.0.1", port)  # free again


@pytest.mark.parametrize(
    ("address", "words"),
    [("198.51.100.7", "not an address of this machine"), ("no such host.invalid", "is no address")],
)
def test_address_that_is_not_ours_is_refused_in_words(address: str, words: str) -> None:
    with pytest.raises(KampungError, match=words):
        start.require_address(address, 0)


def test_store_that_cannot_be_served_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")
    for location, words in {
        str(tmp_path): "is a folder",
        str(tmp_path / "a file" / "kampung.db"): "may not write",
        "nothing://user:secret@host/db": "driver",
    }.items():
        with pytest.raises(KampungError, match=words) as refused:
            start.require_store(location)
        assert "secret" not in str(refused.value)


def test_name_that_is_none_is_refused_in_words() -> None:
    start.require_hosts(["data.example.go.id", "https://data.example.go.id/"])
    with pytest.raises(KampungError, match="is no host name"):
        start.require_hosts(["two words"])


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("127.0.0.1", "http://localhost:8501, for this machine alone"),
        ("0.0.0.0", "every address of this machine"),  # noqa: S104 - words, nothing listens
        ("10.1.2.3", "http://10.1.2.3:8501: other machines can reach it"),
        ("fd00::1", "http://[fd00::1]:8501: other machines can reach it"),
    ],
)
def test_greeting_says_who_can_reach_it(address: str, words: str) -> None:
    assert words in start.greeting(address, 8501)
