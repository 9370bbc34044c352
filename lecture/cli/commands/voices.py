"""``lecture voices``."""

from __future__ import annotations

from pathlib import Path

import click

from lecture.cli.lecture_file import LECTURE, placed
from lecture.cli.options import options


@click.command("voices")
@options(
    LECTURE,
    click.option(
        "--sample",
        "folder",
        is_flag=False,
        flag_value=Path("media/voices"),
        type=click.Path(path_type=Path),
        metavar="[DIR]",
        help="Write one sentence by each speaker into a folder (default: media/voices).",
    ),
)
def command(file: Path | None, folder: Path | None) -> None:
    """List voices: languages, speakers, licence, speed, what each needs; those beside the lecture file too."""
    from lecture.sound.choice import sample, show_voices

    placed(file)
    if folder is None:
        show_voices()
    else:
        sample(folder, click.echo)
