"""``lecture show SEGMENT``."""

from __future__ import annotations

from pathlib import Path

import click

from lecture.cli.complete import SEGMENT
from lecture.cli.lecture_file import LECTURE, wanted_segment
from lecture.cli.options import JSON, LANGUAGE, SET, options
from lecture.cli.output import output


@click.command("show")
@SEGMENT
@options(LECTURE, LANGUAGE, SET, JSON)
def command(segment: str, file: Path | None, lang: str | None, settings: tuple[str, ...]) -> None:
    """Show a segment: parameters, cues, words with computed numbers, facts.

    With a lecture file, as the lecture has it; SEGMENT may be one use of it: its id, or NAME#2.
    """
    from lecture.show import show_segment

    spec = wanted_segment(file, segment, settings)
    show_segment(spec.segments[0], lang or spec.languages[0], output().console, output().tell)
