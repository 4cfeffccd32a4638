"""What a browser is told with every answer, so that the pages keep to themselves."""

import base64
import hashlib
import os
import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kampung.serving.shell import inline_scripts


def content_security_policy() -> str:
    """Return the policy: nothing comes from another host, no script but what the shell holds.

    ``blob:`` scripts are how Streamlit loads inline components; styles are written into the page
    by its styling library. ``KAMPUNG_FRAME_ANCESTORS`` names the sites that may embed the pages.
    """
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"
        for script in inline_scripts()
    )
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: {hashes}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "media-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {_frame_ancestors()}",
        )
    )


def _frame_ancestors() -> str:
    """``KAMPUNG_FRAME_ANCESTORS`` without what would end the directive or the header."""
    wanted = os.environ.get("KAMPUNG_FRAME_ANCESTORS", "")
    return " ".join(re.sub(r"[;,]", " ", wanted).split()) or "'self'"


class SafetyHeaders:
    """Adds to every answer what a browser needs to keep the pages to themselves."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = {
            "Content-Security-Policy": content_security_policy(),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        }
        if _frame_ancestors() == "'self'":
            self.headers["X-Frame-Options"] = "SAMEORIGIN"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] in {"http.response.start", "websocket.http.response.start"}:
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/app/static/"):
                    headers.setdefault("Cache-Control", "public, max-age=86400")
            await send(message)

        await self.app(scope, receive, send_with_headers)
