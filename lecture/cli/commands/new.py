"""``lecture new DIR``."""

from __future__ import annotations

from pathlib import Path

import click

from lecture.cli.lecture_file import placed
from lecture.cli.options import options


@click.command("new")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@options(
    click.option("--segment", metavar="NAME", help="Add a segment to the lecture in DIR (default: here).")
)
def command(folder: Path | None, segment: str | None) -> None:
    """Write a small lecture of your own into DIR, ready to render; or add a segment to one.

    The lecture has one segment with three beats in two languages: facts, drawing and words to change.
    """
    from lecture.starting.new import FILE, new_lecture, new_segment

    if segment:
        here = folder or Path()
        placed(here / FILE)
        click.echo(f"{new_segment(segment, here)}  (and a line in {here / FILE})")
        return
    if folder is None:
        raise click.UsageError("Missing argument 'DIR': the folder to write the lecture into.")
    for path in new_lecture(folder):
        click.echo(path)
    click.echo(f"now: cd {folder}; lecture render")
