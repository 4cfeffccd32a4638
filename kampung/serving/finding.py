"""The search as the bar of every page asks it: words in, links out."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kampung.errors import StoreError
from kampung.language import DEFAULT, LANGUAGES, Language
from kampung.ui.entries import ENTRIES

SHOWN = 12
LONGEST = 200  # letters of a question

PAGES = {entry.path: entry.title for entry in ENTRIES}


async def search(request: Request) -> Response:
    """Answer with the best links, and with how many there are in words."""
    asked = request.query_params.get("q", "")[:LONGEST]
    code = request.query_params.get("lang", DEFAULT)
    simulated = request.query_params.get("data") == "simulated"
    language = Language(code if code in LANGUAGES else DEFAULT)
    try:
        answer = await run_in_threadpool(_found, asked, language, simulated)
    except StoreError:
        said = language.text("The data cannot be read right now.")
        return JSONResponse({"found": [], "said": said}, 503, {"Cache-Control": "no-store"})
    return JSONResponse(answer, headers={"Cache-Control": "no-cache"})


def _found(asked: str, language: Language, simulated: bool) -> dict[str, object]:
    # With all that makes the index, after the start.
    from kampung.serving.first import data_of
    from kampung.subjects.areas.queries import area_kinds
    from kampung.subjects.search.finding import find
    from kampung.subjects.search.index import KINDS, entries

    data = data_of(simulated=simulated)
    language = Language(language.code, area_kinds(data))
    hits = find(entries(data, language, tuple(PAGES.items())), asked)
    told = data.meta["data_set"] == "simulated"
    return {
        "found": [
            {
                "href": hit.href(language, simulated=simulated and told),
                "title": hit.title,
                "detail": hit.detail,
                "kind": language.text(KINDS[hit.kind]),
            }
            for hit in hits[:SHOWN]
        ],
        "said": _count(len(hits), asked, language),
    }


def _count(hits: int, asked: str, language: Language) -> str:
    if not asked.strip():
        return ""
    if hits > SHOWN:
        return language.text(
            "{n} results; the first {shown} are shown. Another word narrows it down.",
            n=language.number(hits),
            shown=language.number(SHOWN),
        )
    if not hits:
        return language.text("Nothing found. Try a part of the name, a code or a postcode.")
    return language.plural("{n} result", "{n} results", hits)
