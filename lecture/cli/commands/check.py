"""``lecture check [FILE]``."""

from __future__ import annotations

from pathlib import Path

import click

from lecture.cli.lecture_file import FILE, wanted
from lecture.cli.options import CACHE, JSON, LANGUAGES, ONLY, SET, VOICE, options
from lecture.cli.output import output
from lecture.errors import SpecError


@click.command("check")
@FILE
@options(
    ONLY,
    LANGUAGES,
    CACHE,
    VOICE,
    SET,
    JSON,
    click.option(
        "--layout/--no-layout", default=True, help="Look at the layout too, some seconds a segment."
    ),
    click.option(
        "--ranges", is_flag=True, help="Try the ends of every parameter's range too, some seconds each."
    ),
)
def command(
    file: Path | None,
    only: tuple[str, ...],
    lang: list[str],
    cache: Path | None,
    voice: str | None,
    settings: tuple[str, ...],
    layout: bool,
    ranges: bool,
) -> None:
    """Check words, marks, spoken symbols, subtitles and layout of a lecture; say which claims fail.

    FILE is a lecture file; default: lecture.toml here, else the stock course. Times are those of the voice: with
    --voice silent nothing has to be spoken first.
    """
    from lecture.checks.lint import lint
    from lecture.rendering.cache import Cache

    spec = wanted(file).only(only).setting(settings).spoken_by(voice).speaking(lang)
    store = Cache.at(cache)
    with store.in_use():
        said = output()
        problems = lint(spec, store, layout=layout, ranges=ranges, console=said.console, tell=said.tell)
    if problems:
        raise SpecError(f"{problems} problem{'s' * (problems > 1)}")
