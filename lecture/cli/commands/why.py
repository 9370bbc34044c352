"""``lecture why [SEGMENT]``."""

from __future__ import annotations

from pathlib import Path

import click

from lecture.cli.complete import segments_of_lecture
from lecture.cli.lecture_file import LECTURE, wanted
from lecture.cli.options import CACHE, JSON, LANGUAGES, OUT, QUALITY, SET, VOICE, options
from lecture.cli.output import output


@click.command("why")
@click.argument("segment", required=False, shell_complete=segments_of_lecture)
@options(
    LECTURE,
    LANGUAGES,
    OUT,
    CACHE,
    QUALITY,
    VOICE,
    SET,
    JSON,
)
def command(
    segment: str | None,
    file: Path | None,
    lang: list[str],
    out: Path,
    cache: Path | None,
    quality: str | None,
    voice: str | None,
    settings: tuple[str, ...],
) -> None:
    """Tell what `lecture render` would make again, because of what has changed, and about how long it takes.

    SEGMENT is one of the lecture (or its id, or NAME#2); default: all. Nothing is spoken or drawn.
    """
    from lecture.rendering.cache import Cache
    from lecture.rendering.foresee import show_foreseen

    spec = wanted(file).setting(settings).at(quality).spoken_by(voice).speaking(lang)
    chosen = {use.address for use in spec.uses(segment)} if segment else None
    show_foreseen(spec, out, Cache.at(cache), None, output().console, output().tell, chosen)
