"""``lecture list``."""

from __future__ import annotations

from pathlib import Path

import click

from lecture.cli.lecture_file import LECTURE, placed
from lecture.cli.options import JSON, options
from lecture.cli.output import output
from lecture.errors import together


@click.command("list")
@options(LECTURE, JSON)
def command(file: Path | None) -> None:
    """List segments: length, languages, title; those that stand beside the lecture file too."""
    from lecture.show import show_catalog

    placed(file)
    if mistakes := show_catalog(output().console, output().tell):
        raise together(mistakes)
