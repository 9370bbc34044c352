"""``lecture explore``."""

from __future__ import annotations

from pathlib import Path

import click

from lecture.cli.lecture_file import LECTURE, placed
from lecture.cli.options import options
from lecture.errors import SetupError

NEEDED = {"starlette", "uvicorn"}
"""Modules of the extra ``studio``."""


@click.command("explore")
@options(
    LECTURE,
    click.option(
        "--port", type=click.IntRange(0, 65535), default=0, help="Where to listen; default: any that is free."
    ),
    click.option("--browser/--no-browser", default=True, help="Open the page; default: yes."),
)
def command(file: Path | None, port: int, browser: bool) -> None:
    """Open a page on which every method runs under your fingers; your own beside the lecture file too.

    It is served to this machine alone, until Ctrl-C.
    """
    import webbrowser

    try:
        from lecture.studio.server import serve
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in NEEDED:
            raise
        raise SetupError(
            f"the page needs a server, and there is no module '{missing.name}'",
            "pip install 'optim-lectures[studio]'",
        ) from missing

    placed(file)

    def opened(address: str) -> None:
        click.echo(f"{address}  (Ctrl-C ends it)")
        if browser:
            webbrowser.open(address)

    serve(port, opened)
