"""``lecture list``."""

from __future__ import annotations

import click

from lecture.cli.options import options


@click.command("list")
@options()
def command() -> None:
    """List segments: length, languages, title."""
    from lecture.show import show_catalog

    show_catalog()
