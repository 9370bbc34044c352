"""``lecture list``."""

from __future__ import annotations

from pathlib import Path

import click

from lecture.cli.lecture_file import LECTURE, placed
from lecture.cli.options import options
from lecture.errors import together


@click.command("list")
@options(LECTURE)
def command(file: Path | None) -> None:
    """List segments: length, languages, title; those that stand beside the lecture file too."""
    from lecture.show import show_catalog

    placed(file)
    if mistakes := show_catalog():
        raise together(mistakes)
