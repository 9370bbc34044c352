"""``lecture check [FILE]``."""

from __future__ import annotations

from pathlib import Path

import click

from lecture.cli.options import SET, opened, options
from lecture.errors import SpecError


@click.command("check")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@options(
    SET,
    click.option(
        "--layout/--no-layout", default=True, help="Look at the layout too, some seconds a segment."
    ),
)
def command(file: Path | None, settings: tuple[str, ...], layout: bool) -> None:
    """Check words, marks, spoken symbols, subtitles and layout in all languages; say which claims fail."""
    from lecture.checks.lint import lint

    if problems := lint(opened(file).setting(settings), click.echo, layout=layout):
        raise SpecError(f"{problems} problem{'s' * (problems > 1)}")
