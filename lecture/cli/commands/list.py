"""``lecture list``."""

from __future__ import annotations

from pathlib import Path

import click

from lecture.cli.lecture_file import LECTURE, placed
from lecture.cli.options import JSON, options
from lecture.cli.output import output
from lecture.errors import LectureError, together


@click.command("list")
@options(LECTURE, JSON)
def command(file: Path | None) -> None:
    """List segments: length, languages, title; those of the lecture first, then all others that are found."""
    from lecture.show import show_catalog
    from lecture.spec import STOCK, load_spec

    path = placed(file) or STOCK
    try:
        course = load_spec(path).segments
    except LectureError:
        # What there is can be listed, whatever is wrong with a lecture.
        course = ()
    if mistakes := show_catalog(output().console, output().tell, course):
        raise together(mistakes)
