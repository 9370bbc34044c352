"""``lecture show SEGMENT``."""

from __future__ import annotations

import click

from lecture.cli.options import JSON, SET, options
from lecture.cli.output import output


@click.command("show")
@click.argument("segment")
@options(click.option("--lang", default="en", help="Language of the words."), SET, JSON)
def command(segment: str, lang: str, settings: tuple[str, ...]) -> None:
    """Show a segment: parameters, cues, words with computed numbers, facts."""
    from lecture.show import show_segment
    from lecture.spec import single

    show_segment(single(segment, settings), lang, output().console, output().tell)
