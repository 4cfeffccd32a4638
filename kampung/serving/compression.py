"""Streamlit's scripts and styles, compressed once for all visitors."""

import gzip

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


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
