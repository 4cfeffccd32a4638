"""What stands in the place of the dashboard where its pages are missing."""

from pathlib import Path

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from kampung.errors import KampungError

SETTINGS = ".streamlit/config.toml"


def absence(root: Path, *, is_clone: bool) -> str | None:
    """Say what is missing to serve the pages and what to do; None where everything is there.

    Parameters
    ----------
    root
        Folder of the clone.
    is_clone
        Whether it is one: an installed package has the pages neither beside it nor in it.
    """
    if not is_clone:
        return (
            "The installed package has the commands of Kampung, not its pages: clone the "
            "repository and start it there with: make run"
        )
    if not (root / SETTINGS).is_file():
        return (
            f"The settings of the pages, {SETTINGS}, are missing. Take them from the repository "
            f"again: git checkout {SETTINGS}"
        )
    return None


def require_pages(root: Path, *, is_clone: bool) -> None:
    """Refuse to serve where the pages are missing.

    Raises
    ------
    KampungError
        They are, or their settings.
    """
    missing = absence(root, is_clone=is_clone)
    if missing:
        raise KampungError(missing)


class Absent:
    """An ASGI app that says what is missing: an ASGI server that starts it ends with that."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Fail the start in a sentence; where a server starts regardless, answer with it."""
        if scope["type"] == "lifespan":
            await receive()
            await send({"type": "lifespan.startup.failed", "message": self.sentence})
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1011, "reason": "No pages here."})
        else:
            answer = PlainTextResponse(f"{self.sentence}\n", 503, {"Cache-Control": "no-store"})
            await answer(scope, receive, send)
