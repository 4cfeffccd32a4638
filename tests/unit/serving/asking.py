"""A request to an ASGI app, without a server."""

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from starlette.types import ASGIApp, Message


def ask(
    app: ASGIApp,
    path: str,
    *,
    query: str = "",
    headers: Iterable[tuple[str, str]] = (),
    method: str = "GET",
    server: tuple[str, int] = ("localhost", 80),
) -> tuple[int, dict[str, str], bytes]:
    """Send one request without a body to an ASGI app; return status, headers and body."""
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers],
        "server": server,
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
