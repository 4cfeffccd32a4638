"""The page shell: what a browser gets before Streamlit has drawn anything."""

import gzip
import html
import json
import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response

from kampung.language import LANGUAGES, Language
from kampung.paths import ROOT
from kampung.serving import phrases
from kampung.ui.entries import ENTRIES

CONFIG = ROOT / ".streamlit" / "config.toml"
STREAMLIT_SHELL = Path(st.__file__).parent / "static" / "index.html"
FRAME = Path(__file__).parent / "frame"
SCRIPTS = ("first", "history", "tables", "words", "server", "links", "search")
PAGES = frozenset(entry.path for entry in ENTRIES)

_LENS = (
    '<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="11" cy="11" r="7" />'
    '<path d="m16 16 5 5" /></svg>'
)
_CROSS = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 5 19 19 M19 5 5 19" /></svg>'


@dataclass(frozen=True)
class First:
    """What is said of a page before the app has drawn it.

    Attributes
    ----------
    code
        Language.
    title
        Of the browser's tab.
    description
        In a sentence or two, for whom a link is shown to.
    body
        HTML of the first words; empty where no store can be read.
    """

    code: str
    title: str
    description: str = ""
    body: str = ""


@lru_cache(maxsize=16)
def shell(first: First) -> bytes:
    """Return Streamlit's ``index.html`` with our frame, and with the first words of a page.

    A link that is pasted into a chat is previewed from this, and a screen reader takes its voice
    from ``lang``. What Streamlit loads comes last: until all of it is there, the words are read.
    """
    original = STREAMLIT_SHELL.read_text(encoding="utf-8")
    loaded = re.findall(
        r'<script type="module".*?</script>|<link rel="(?:modulepreload|stylesheet)"[^>]*>',
        original,
    )
    for tag in loaded:
        original = original.replace(tag, "")
    sorry = Language(first.code).text("This dashboard needs JavaScript. Please turn it on.")
    for pattern, replacement in (
        (r"<script>", f"{look()}\n    <script>\n      {_client_settings()}\n"),
        (r'<html lang="en">', f'<html lang="{first.code}">'),
        (r"<title>.*?</title>", _head(first)),
        (r'href="\./favicon\.png"', 'href="./app/static/favicon.png"'),
        (
            r'href="\./static/media/SourceSansVF-Upright[^"]*"',
            'href="./app/static/fonts/PlusJakartaSans.woff2"',
        ),
        (r"<noscript>.*?</noscript>", f"<noscript><p>{html.escape(sorry)}</p></noscript>"),
        (r'<div id="root"></div>', f'{bar(first.code)}{first.body}<div id="root"></div>'),
        (r"</body>", f"{furniture(first.code)}\n{chr(10).join(loaded)}</body>"),
    ):
        original = re.sub(
            pattern, replacement.replace("\\", r"\\"), original, count=1, flags=re.DOTALL
        )
    return original.encode()


def _head(first: First) -> str:
    description = html.escape(first.description)
    return (
        f'<meta name="description" content="{description}" />\n'
        f'    <meta property="og:title" content="{html.escape(first.title)}" />\n'
        f'    <meta property="og:description" content="{description}" />\n'
        '    <meta name="theme-color" content="#00737D" />\n'
        f"    <title>{html.escape(first.title)}</title>"
    )


def look() -> str:
    """What chooses light or dark before anything is painted, as a tag of the head."""
    return f"<script>{_scripts('theme')}</script>"


def style(root: str = "./") -> str:
    """Style of the frame, as a tag; ``root`` leads from the page to the first one."""
    written = (FRAME / "frame.css").read_text(encoding="utf-8").replace("./app/", f"{root}app/")
    return f"<style>{written}</style>"


def bar(code: str, root: str = "./") -> str:
    """The site's name, which leads home, and the search, as HTML."""
    language = Language(code)
    home = html.escape(language.text(phrases.FRAME["home"]))
    search = html.escape(language.text(phrases.FRAME["search"]))
    return (
        f'{style(root)}<div id="kampung-frame">'
        f'<a id="kampung-home" href="{root}?lang={code}" aria-label="{home}">'
        f'<img src="{root}app/static/favicon.svg" alt="" /><span>Kampung</span></a>'
        f'<button id="kampung-search-open" type="button" aria-label="{search}" '
        f'aria-haspopup="dialog">{_LENS}</button></div>'
    )


def furniture(code: str) -> str:
    """What is hidden until it is needed, and the scripts that show it, as HTML."""
    search = html.escape(Language(code).text(phrases.FRAME["search"]))
    return (
        f'<dialog id="kampung-search" aria-label="{search}"><div>'
        '<input type="search" autocomplete="off" spellcheck="false" enterkeyhint="go" />'
        f'<form method="dialog"><button>{_CROSS}</button></form></div>'
        "<output></output><ul></ul></dialog>"
        '<div id="kampung-away" role="status" hidden></div>'
        '<div id="kampung-said" role="status"></div>'
        f'<script type="application/json" id="kampung-texts">{phrases.texts()}</script>\n'
        f"<script>{_scripts(*SCRIPTS)}</script>"
    )


@cache
def _scripts(*names: str) -> str:
    """Scripts of the frame, one after the other."""
    return "".join("\n" + (FRAME / f"{name}.js").read_text(encoding="utf-8") for name in names)


def inline_scripts() -> tuple[bytes, ...]:
    """Every script that stands within a page: the same in each, whatever its words."""
    found = re.findall(rb"<script>(.*?)</script>", shell(First(LANGUAGES[0], "")), flags=re.DOTALL)
    return tuple(found)


@cache
def _client_settings() -> str:
    """Tell Streamlit's client in the page what it would otherwise find out late.

    Where the server is: every page is one step below the root; the client would first ask below
    the page's own path, and be told 404. Who may talk to it: nobody, so that it need not ask; and
    that it shows no dialogs in its own words. And how the app looks: until its first answer from
    the server it would draw in Streamlit's own colours and fetch Streamlit's own typeface.
    """
    theme = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
    faces = [
        {("weightRange" if key == "weight" else key): value for key, value in face.items()}
        for face in theme["fontFaces"]
    ]
    colours = ("primaryColor", "backgroundColor", "secondaryBackgroundColor", "textColor")
    settings: dict[str, object] = {
        f"{name.upper()}_THEME": {
            "bodyFont": theme["font"],
            "fontFaces": faces,
            **{colour: theme[name][colour] for colour in colours},
        }
        for name in ("light", "dark")
    }
    settings["HOST_CONFIG"] = {
        "allowedOrigins": [],
        "useExternalAuthToken": False,
        "blockErrorDialogs": True,
    }
    written = json.dumps(settings).replace("<", "\\u003c")
    return (
        f"window.__streamlit = {written}\n"
        '      window.__streamlit.BACKEND_BASE_URL = new URL(".", location.href).href'
    )


class PageName(Convertor[str]):
    """The address of a page, or nothing for the first one."""

    regex = "|".join(sorted(PAGES, reverse=True))

    def convert(self, value: str) -> str:
        """Return the path as it came."""
        return value

    def to_string(self, value: str) -> str:
        """Return the path as it came."""
        return value


register_url_convertor("page", PageName())


async def page(request: Request) -> Response:
    """Answer every page's address with the shell; Streamlit draws the page into it."""
    from kampung.serving.first import first_words  # with all that makes headlines, after the start

    path = request.path_params["name"]
    first = await run_in_threadpool(first_words, path, dict(request.query_params))
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        body = await run_in_threadpool(_compressed, first)
        headers["Content-Encoding"] = "gzip"
    else:
        body = shell(first)
    return Response(body, media_type="text/html", headers=headers)


@lru_cache(maxsize=64)
def _compressed(first: First) -> bytes:
    return gzip.compress(shell(first), mtime=0)
