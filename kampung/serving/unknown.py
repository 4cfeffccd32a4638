"""The page for an address at which there is nothing: in the reader's words, with ways on."""

import html
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from kampung.language import DEFAULT, LANGUAGES, Language
from kampung.serving.shell import bar, furniture, look
from kampung.ui.entries import ENTRIES


def wants_page(scope: Scope) -> bool:
    """Whether a browser asks for a page, and not a program for a file."""
    return scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")


def unknown_page(scope: Scope) -> Response:
    """Answer 404 with a page of our own. It repeats nothing of what was asked for."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [DEFAULT])[0]
    code = asked if asked in LANGUAGES else DEFAULT
    language = Language(code)
    root = "../" * (scope["path"].count("/") - 1) or "./"
    title = html.escape(language.text("There is no page at this address"))
    said = html.escape(
        language.text(
            "The link may be old, or a letter in it may be wrong. Choose a page, or search for a "
            "village, a service, an indicator, an award or a source."
        )
    )
    search = html.escape(language.text("Search"))
    pages = "".join(
        f'<li><a href="{root}{entry.path}?lang={code}">{html.escape(language.text(entry.title))}'
        "</a></li>"
        for entry in ENTRIES
    )
    written = (
        f'<!DOCTYPE html><html lang="{code}"><head><meta charset="UTF-8" />'
        '<meta name="viewport" content="width=device-width, initial-scale=1" />'
        f'<meta name="robots" content="noindex" /><title>{title} · Kampung</title>'
        f'<link rel="icon" href="{root}app/static/favicon.png" />{look()}</head><body>'
        f'{bar(code, root)}<main id="kampung-no-page"><h1>{title}</h1><p>{said}</p>'
        f'<p><a class="search-link" href="{root}?lang={code}">{search}</a></p>'
        f"<ul>{pages}</ul></main>{furniture(code)}</body></html>"
    )
    return HTMLResponse(written, 404, {"Cache-Control": "no-store"})
