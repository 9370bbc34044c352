"""The server of the page: some files, and six questions that it answers."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable
from json import JSONDecodeError
from pathlib import Path
from typing import Any, TypeVar

import uvicorn
from pydantic import BaseModel, ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from lecture.errors import OutputError
from lecture.studio.answers import answer, ground, swept
from lecture.studio.catalogue import catalogue
from lecture.studio.copying import as_python
from lecture.studio.guard import Guard
from lecture.studio.line import LineQuestion, fitted
from lecture.studio.question import Ground, Question, Sweep
from lecture.studio.saying import texts
from optimlib.errors import OptimError
from scenes.blame import said

WEB = Path(__file__).with_name("web")
LOOPBACK = "127.0.0.1"

_M = TypeVar("_M", bound=BaseModel)


def application(port: int, token: str) -> Starlette:
    """Make the application that is served at a port of this machine, for whoever knows the token."""
    hosts = [f"{name}:{port}" for name in (LOOPBACK, "localhost")]
    return Starlette(
        routes=[
            Route("/", lambda request: FileResponse(WEB / "index.html")),
            Route("/api/catalogue", _catalogue),
            Route("/api/ground", _answering(Ground, ground), methods=["POST"]),
            Route("/api/run", _answering(Question, answer), methods=["POST"]),
            Route("/api/sweep", _answering(Sweep, swept), methods=["POST"]),
            Route("/api/line", _answering(LineQuestion, fitted), methods=["POST"]),
            Route("/line", lambda request: FileResponse(WEB / "line.html")),
            Route("/api/copy", _answering(Question, _copied), methods=["POST"]),
            Mount("/web", StaticFiles(directory=WEB)),
        ],
        middleware=[Middleware(Guard, hosts, token)],
    )


def serve(port: int, opened: Callable[[str], None]) -> None:
    """Serve until Ctrl-C; ``opened`` is told the address once somebody can call.

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
        server = uvicorn.Server(uvicorn.Config(application(port, token), log_level="warning", lifespan="off"))
        opened(f"http://{LOOPBACK}:{port}/?token={token}")
        server.run(sockets=[listening])


def _catalogue(request: Request) -> JSONResponse:
    return JSONResponse({**catalogue(), "texts": dict(texts())})


def _copied(asked: Question) -> dict[str, Any]:
    return {"python": as_python(asked)}


def _answering(kind: type[_M], reply: Callable[[_M], dict[str, Any]]) -> Callable[[Request], Any]:
    """Let a function answer questions of a kind; what is wrong with one is told in a sentence, with its place."""

    async def answered(request: Request) -> JSONResponse:
        try:
            told = await request.json()
        except (JSONDecodeError, UnicodeDecodeError):
            return JSONResponse({"what": "this is no JSON"}, 400)
        try:
            asked = await run_in_threadpool(kind.model_validate, told)
            return JSONResponse(await run_in_threadpool(reply, asked))
        except ValidationError as error:
            first = error.errors()[0]
            where = [str(part) for part in first["loc"]]
            return JSONResponse({"what": first["msg"].removeprefix("Value error, "), "where": where}, 422)
        except OptimError as error:
            return JSONResponse({"what": str(error), "where": []}, 422)
        except Exception as error:  # of a method or an objective that somebody wrote
            return JSONResponse({"what": said(error), "where": []}, 500)

    return answered
