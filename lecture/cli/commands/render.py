"""``lecture render [FILE]``."""

from __future__ import annotations

from pathlib import Path

import click

from lecture.cli.options import JSON, QUALITY, SET, VOICE, options
from lecture.cli.output import output


@click.command("render")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@options(
    click.option("--only", multiple=True, metavar="SEGMENT", help="Render this segment alone (repeatable)."),
    click.option("--lang", metavar="en,zh", help="Languages; default: those of the lecture file."),
    click.option("--jobs", type=click.IntRange(min=1), help="Processes that draw; default: one a core."),
    click.option("--out", type=click.Path(path_type=Path), default=Path("media/lectures"), help="Folder."),
    QUALITY,
    VOICE,
    SET,
    JSON,
)
def command(
    file: Path | None,
    only: tuple[str, ...],
    lang: str | None,
    jobs: int | None,
    out: Path,
    quality: str | None,
    voice: str | None,
    settings: tuple[str, ...],
) -> None:
    """Render a lecture file (default: the stock course) into films with sound, subtitles and chapters."""
    from lecture.rendering.produce import produce
    from lecture.spec import STOCK, load_spec

    spec = load_spec(file or STOCK).setting(settings).only(only).at(quality).spoken_by(voice)
    spec = spec.speaking([name.strip() for name in lang.split(",")] if lang is not None else [])
    produce(spec, out, jobs, output().console, output().tell)
