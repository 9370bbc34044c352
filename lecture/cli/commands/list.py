"""``lecture list``."""

from __future__ import annotations

import click

from lecture.cli.options import JSON, options
from lecture.cli.output import output


@click.command("list")
@options(JSON)
def command() -> None:
    """List segments: length, languages, title."""
    from lecture.show import show_catalog

    show_catalog(output().console, output().tell)
