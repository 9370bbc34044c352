"""The server of the page: some files, and the questions that it answers."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable
from functools import partial
from json import JSONDecodeError

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from lecture.errors import OutputError
from lecture.studio.given import Given
from lecture.studio.guard import Guard
from lecture.studio.opening import Opening
from lecture.studio.replies import QUESTIONS, WEB, page, reply

LOOPBACK = "127.0.0.1"


def application(port: int, token: str, opening: Opening | None = None) -> Starlette:
    """Make the application that is served at a port of this machine, for whoever knows the token.

    With an ``opening``, its page shows that first.
    """
    hosts = [f"{name}:{port}" for name in (LOOPBACK, "localhost")]
    nothing = Given()
    first, note = (opening.state, opening.note) if opening else ({}, "")
    return Starlette(
        routes=[
            Route("/", lambda request: FileResponse(WEB / "index.html")),
            Route("/line", lambda request: FileResponse(WEB / "line.html")),
            Route("/api/page", lambda request: JSONResponse(page(nothing, first, note))),
            *(
                Route(f"/api/{name}", partial(_answered, name, nothing), methods=["POST"])
                for name in QUESTIONS
            ),
            Mount("/web", StaticFiles(directory=WEB)),
        ],
        middleware=[Middleware(Guard, hosts, token)],
    )


def serve(port: int, opened: Callable[[str], None], opening: Opening | None = None) -> None:
    """Serve until Ctrl-C; ``opened`` is told the address once somebody can call.

    With an ``opening``, that of its page, which shows that first.

    Raises
    ------
    OutputError
        If the port is taken.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((LOOPBACK, port))
        except OSError as error:
            raise OutputError(f"port {port}: {error.strerror}", "choose another: --port") from error
        listening.listen()
        port = listening.getsockname()[1]
        token = secrets.token_urlsafe(16)
        served = application(port, token, opening)
        server = uvicorn.Server(uvicorn.Config(served, log_level="warning", lifespan="off"))
        opened(f"http://{LOOPBACK}:{port}{opening.path if opening else '/'}?token={token}")
        server.run(sockets=[listening])


async def _answered(name: str, given: Given, request: Request) -> JSONResponse:
    try:
        told = await request.json()
    except (JSONDecodeError, UnicodeDecodeError):
        return JSONResponse({"what": "this is no JSON"}, 400)
    status, content = await run_in_threadpool(reply, name, told, given)
    return JSONResponse(content, status)
