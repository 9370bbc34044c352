"""``lecture check [FILE]``."""

from __future__ import annotations

from pathlib import Path

import click

from lecture.cli.options import JSON, SET, options
from lecture.cli.output import output
from lecture.errors import SpecError


@click.command("check")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@options(
    SET,
    JSON,
    click.option(
        "--layout/--no-layout", default=True, help="Look at the layout too, some seconds a segment."
    ),
)
def command(file: Path | None, settings: tuple[str, ...], layout: bool) -> None:
    """Check words, marks, spoken symbols, subtitles and layout in all languages; say which claims fail."""
    from lecture.checks.lint import lint
    from lecture.spec import STOCK, load_spec

    spec = load_spec(file or STOCK).setting(settings)
    if problems := lint(spec, output().say, layout=layout, tell=output().tell):
        raise SpecError(f"{problems} problem{'s' * (problems > 1)}")
