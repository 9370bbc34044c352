"""Nobody but the page that was opened here is answered.

The server listens on loopback alone; but any page in the user's browser could send requests there too, or have its
own name point there. So the name, the origin and a token in the address have to be right.
"""

from __future__ import annotations

from collections.abc import Iterable
from hmac import compare_digest

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN = "x-lecture-token"
LARGEST = 64_000
"""Bytes of a request."""
API = "/api/"
PROTECTING = {
    "content-security-policy": "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """Refuses what does not come from the page: another host, origin or token, no JSON, too much of it."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], token: str) -> None:
        self.app = app
        self.hosts = frozenset(hosts)
        self.token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it with a reason."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        told = Headers(scope=scope)
        refused = self._refused(scope, told)
        if refused:
            await JSONResponse({"what": refused}, 403)(scope, receive, send)
            return

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(PROTECTING)
            await send(message)

        await self.app(scope, receive, protected)

    def _refused(self, scope: Scope, told: Headers) -> str:
        if told.get("host") not in self.hosts:
            return "this server answers under its own address alone"
        origin = told.get("origin")
        if origin is not None and origin.removeprefix("http://") not in self.hosts:
            return "another page asks"
        if not scope["path"].startswith(API):
            return ""
        if not compare_digest(told.get(TOKEN, "").encode(), self.token.encode()):
            return "the token is another: open the address that was printed"
        if scope["method"] == "POST":
            if told.get("content-type", "").partition(";")[0] != "application/json":
                return "a question is JSON"
            length = told.get("content-length", "")
            if not length.isdigit() or int(length) > LARGEST:
                return "a question is shorter"
        return ""
