"""``lecture check [FILE]``."""

from __future__ import annotations

from pathlib import Path

import click

from lecture.cli.options import CACHE, SET, opened, options
from lecture.errors import SpecError


@click.command("check")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@options(
    CACHE,
    SET,
    click.option(
        "--layout/--no-layout", default=True, help="Look at the layout too, some seconds a segment."
    ),
)
def command(file: Path | None, cache: Path | None, settings: tuple[str, ...], layout: bool) -> None:
    """Check words, marks, spoken symbols, subtitles and layout in all languages; say which claims fail."""
    from lecture.checks.lint import lint
    from lecture.rendering.cache import Cache

    store = Cache.at(cache)
    with store.in_use():
        problems = lint(opened(file).setting(settings), click.echo, store, layout=layout)
    if problems:
        raise SpecError(f"{problems} problem{'s' * (problems > 1)}")
