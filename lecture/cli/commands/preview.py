"""``lecture preview SEGMENT``."""

from __future__ import annotations

from pathlib import Path

import click

from lecture.cli.options import QUALITY, SET, VOICE, options
from lecture.errors import SpecError


@click.command("preview")
@click.argument("segment")
@options(
    click.option("--at", type=float, metavar="SECONDS", help="The moment to show."),
    click.option("--cue", "cues", multiple=True, metavar="NAME", help="Show the end of a cue's words."),
    click.option("--every-cue", is_flag=True, help="One picture for every cue."),
    click.option("--lang", default="en", help="Language of the words."),
    click.option("--watch", is_flag=True, help="Draw again whenever a source or words file is saved."),
    click.option("--out", type=click.Path(path_type=Path), default=Path("media/previews"), help="Folder."),
    QUALITY,
    VOICE,
    SET,
)
def command(
    segment: str,
    at: float | None,
    cues: tuple[str, ...],
    every_cue: bool,
    lang: str,
    watch: bool,
    out: Path,
    quality: str | None,
    voice: str | None,
    settings: tuple[str, ...],
) -> None:
    """Draw one moment of a segment as a PNG (default: its middle)."""
    if at is not None and (cues or every_cue):
        raise SpecError("--at and --cue exclude each other")
    from lecture.rendering.preview import Request, preview_once, watched

    request = Request(segment, lang, settings, at, cues, every_cue, quality or "720p30", voice or "", out)
    if watch:
        watched(request, click.echo)
    else:
        preview_once(request, click.echo)
