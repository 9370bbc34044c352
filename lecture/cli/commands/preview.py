"""``lecture preview SEGMENT``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lecture.cli.complete import SEGMENT, cues_of
from lecture.cli.lecture_file import LECTURE, wanted_segment
from lecture.cli.moment import seconds
from lecture.cli.options import CACHE, LANGUAGE, QUALITY, SET, VOICE, options
from lecture.errors import SpecError

if TYPE_CHECKING:
    from lecture.rendering.pool import Crew


@click.command("preview")
@SEGMENT
@options(
    LECTURE,
    click.option("--at", callback=seconds, metavar="TIME", help="The moment to show: 80, 80.5 or 1:20.5."),
    click.option(
        "--cue",
        "cues",
        multiple=True,
        metavar="NAME",
        shell_complete=cues_of,
        help="Show the end of a cue's words.",
    ),
    click.option("--every-cue", is_flag=True, help="One picture for every cue."),
    LANGUAGE,
    click.option("--watch", is_flag=True, help="Draw again whenever a file that takes part is saved."),
    click.option("--out", type=click.Path(path_type=Path), default=Path("media/previews"), help="Folder."),
    CACHE,
    QUALITY,
    VOICE,
    SET,
)
@click.pass_obj
def command(
    crew: Crew | None,
    segment: str,
    file: Path | None,
    at: float | None,
    cues: tuple[str, ...],
    every_cue: bool,
    lang: str | None,
    watch: bool,
    out: Path,
    cache: Path | None,
    quality: str | None,
    voice: str | None,
    settings: tuple[str, ...],
) -> None:
    """Draw one moment of a segment as a PNG (default: its middle).

    With a lecture file, as the lecture has it; SEGMENT may be one use of it: its id, or NAME#2.
    """
    if at is not None and (cues or every_cue):
        raise SpecError("--at and --cue exclude each other")
    if watch:
        from lecture.cli.watching import watched

        watched(file, click.echo)
        return
    from lecture.rendering.cache import Cache
    from lecture.rendering.preview import Request, preview_once

    spec = wanted_segment(file, segment, settings).at(quality).spoken_by(voice)
    request = Request(lang or spec.languages[0], at, cues, every_cue, out, Cache.at(cache))
    preview_once(spec, request, click.echo, crew)
