"""``lecture new DIR``."""

from __future__ import annotations

from pathlib import Path

import click

from lecture.cli.lecture_file import placed
from lecture.cli.options import options


@click.command("new")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@options(
    click.option("--segment", metavar="NAME", help="Add a segment to the lecture in DIR (default: here)."),
    click.option("--language", metavar="CODE", help="Add a language to the lecture in DIR (default: here)."),
)
def command(folder: Path | None, segment: str | None, language: str | None) -> None:
    """Write a small lecture of your own into DIR, ready to render; or add a segment or a language to one.

    The lecture has one segment with three beats in two languages: facts, drawing and words to change.
    """
    from lecture.starting.new import FILE, new_language, new_lecture, new_segment

    here = folder or Path()
    if segment or language:
        placed(here / FILE)
    if language:
        click.echo(f"{new_language(language, here)}  (then: lecture words SEGMENT --lang {language})")
    if segment:
        click.echo(f"{new_segment(segment, here)}  (and a line in {here / FILE})")
    if segment or language:
        return
    if folder is None:
        raise click.UsageError("Missing argument 'DIR': the folder to write the lecture into.")
    for path in new_lecture(folder):
        click.echo(path)
    click.echo(f"now: cd {folder}; lecture render")
