"""The page shell: what a browser gets before Streamlit has drawn anything."""

import gzip
import html
import json
import re
import tomllib
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response

from kampung.errors import KampungError
from kampung.language import DEFAULT, LANGUAGES, Language
from kampung.pack.descriptor import read_descriptor
from kampung.paths import ROOT, pack_directory

CONFIG = ROOT / ".streamlit" / "config.toml"
STREAMLIT_SHELL = Path(st.__file__).parent / "static" / "index.html"


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
