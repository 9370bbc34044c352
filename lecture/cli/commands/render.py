"""``lecture render [FILE]``."""

from __future__ import annotations

from pathlib import Path

import click

from lecture.cli.lecture_file import FILE, wanted
from lecture.cli.options import CACHE, JSON, LANGUAGES, ONLY, OUT, QUALITY, SET, VOICE, options
from lecture.cli.output import output
from lecture.errors import needing

NEEDED = {"dask", "distributed"}
"""Modules of the extra ``cluster``."""


@click.command("render")
@FILE
@options(
    ONLY,
    LANGUAGES,
    click.option("--jobs", type=click.IntRange(min=1), help="Processes that draw; default: one a core."),
    click.option(
        "--cluster", metavar="ADDRESS", help="Draw on the workers of this Dask scheduler (docs/cluster.md)."
    ),
    OUT,
    CACHE,
    QUALITY,
    VOICE,
    SET,
    click.option(
        "--dry-run", is_flag=True, help="Tell what would be made, and because of what; make nothing."
    ),
    JSON,
)
def command(
    file: Path | None,
    only: tuple[str, ...],
    lang: list[str],
    jobs: int | None,
    cluster: str | None,
    out: Path,
    cache: Path | None,
    quality: str | None,
    voice: str | None,
    settings: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Render a lecture into films with sound, subtitles and chapters.

    FILE is a lecture file; default: lecture.toml here, else the stock course. What --only, --set, --quality and
    --voice change goes into a film of its own; the lecture's film stays as it is.
    """
    from lecture.rendering.cache import Cache
    from lecture.rendering.foresee import show_foreseen
    from lecture.rendering.produce import produce

    whole = wanted(file)
    spec = whole.only(only).setting(settings).at(quality).spoken_by(voice).speaking(lang)
    for note in spec.notes:
        output().note(note, f"note: {note}")
    if spec.name != whole.name:
        output().note(f"a film of its own: {spec.name} (the lecture's is {whole.name})")
    if dry_run:
        show_foreseen(spec, out, Cache.at(cache), jobs, output().console, output().tell)
        return
    crew = None
    if cluster is not None:
        if jobs is not None:
            raise click.UsageError("--jobs counts processes of this machine: leave it out with --cluster")
        with needing(NEEDED, "other machines draw by Dask", "cluster"):
            from lecture.cluster.crew import Cluster

            crew = Cluster(cluster, output().console)
    produce(spec, out, Cache.at(cache), jobs, output().console, output().tell, crew)
