"""``lecture explore``."""

from __future__ import annotations

from pathlib import Path

import click

from lecture.cli.complete import ANY_SEGMENT
from lecture.cli.lecture_file import LECTURE, placed, wanted_segment
from lecture.cli.options import SET, options
from lecture.errors import needing

NEEDED = {"starlette", "uvicorn"}
"""Modules of the extra ``studio``."""


@click.command("explore")
@ANY_SEGMENT
@options(
    LECTURE,
    SET,
    click.option(
        "--port", type=click.IntRange(0, 65535), default=0, help="Where to listen; default: any that is free."
    ),
    click.option("--browser/--no-browser", default=True, help="Open the page; default: yes."),
)
def command(
    segment: str | None, file: Path | None, settings: tuple[str, ...], port: int, browser: bool
) -> None:
    """Open a page on which every method runs under your fingers; your own beside the lecture file too.

    With SEGMENT, on that segment's ground, with its methods and numbers: as the lecture has it, if it is in one. The
    page is served to this machine alone, until Ctrl-C.
    """
    import webbrowser

    with needing(NEEDED, "the page needs a server", "studio"):
        from lecture.studio.opening import opening
        from lecture.studio.server import serve

    opened_for = None
    if segment is not None:
        opened_for = opening(wanted_segment(file, segment, settings).segments[0])
    elif settings:
        raise click.UsageError("--set changes a number of a segment: name the segment")
    else:
        placed(file)

    def opened(address: str) -> None:
        click.echo(f"{address}  (Ctrl-C ends it)")
        if browser:
            webbrowser.open(address)

    serve(port, opened, opened_for)
