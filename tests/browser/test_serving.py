"""What `kampung serve` adds around the pages: health, headers, shell, compression, typeface."""

import gzip
import json
import tomllib
from http.client import HTTPResponse
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page

from tests.browser.harness import ROOT, App, visit


def fetch(app: App, path: str, **headers: str) -> HTTPResponse:
    response = urlopen(Request(app.url + path, headers=headers))  # noqa: S310 - our own address
    assert isinstance(response, HTTPResponse)
    return response


def test_ready_names_the_data_that_are_served(app_server: App) -> None:
    with fetch(app_server, "/healthz") as alive, fetch(app_server, "/readyz") as ready:
        assert json.load(alive) == {"status": "alive"}
        answer = json.load(ready)

    assert (answer["status"], answer["content_hash"]) == ("ready", app_server.content_hash)


@pytest.mark.parametrize("path", ["/", "/covid", "/static/css/none.css", "/healthz"])
def test_every_answer_carries_the_safety_headers(app_server: App, path: str) -> None:
    with fetch(app_server, path) as response:
        headers = response.headers

    assert "object-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert "unsafe-eval" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize(
    ("query", "language"), [("", "id"), ("?lang=id", "id"), ("?lang=en", "en"), ("?lang=xx", "id")]
)
def test_shell_is_in_the_language_of_the_link(app_server: App, query: str, language: str) -> None:
    with fetch(app_server, f"/covid{query}") as response:
        shell = response.read().decode()

    assert f'<html lang="{language}">' in shell
    assert "<title>Streamlit</title>" not in shell


def test_scripts_of_streamlit_are_sent_compressed(page: Page, app_server: App) -> None:
    with page.expect_response(lambda response: "/static/js/index." in response.url) as caught:
        visit(page, "/")
    path = caught.value.url.removeprefix(app_server.url)

    with (
        fetch(app_server, path) as plain,
        fetch(app_server, path, **{"Accept-Encoding": "gzip"}) as small,
    ):
        whole, packed = plain.read(), small.read()

    assert caught.value.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed) == whole
    assert len(packed) < len(whole) / 2


def test_text_is_set_in_the_typeface_that_is_shipped(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    visit(page, "/")

    assert (
        page.locator("h1")
        .evaluate("h1 => getComputedStyle(h1).fontFamily")
        .startswith('"Plus Jakarta Sans"')
    )
    # Loaded, not only named: a family that cannot be had is silently replaced.
    assert page.evaluate(
        "[...document.fonts].some(f => f.family === 'Plus Jakarta Sans' && f.status === 'loaded')"
    )
    assert not [url for url in asked if "SourceSans" in url]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_page_follows_the_reader_into_the_dark(page: Page, theme: str) -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    wanted = config["theme"][theme]["backgroundColor"]

    visit(page, "/")

    shown = page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).backgroundColor")
    red, green, blue = (int(wanted[at : at + 2], 16) for at in (1, 3, 5))
    assert shown == f"rgb({red}, {green}, {blue})"
