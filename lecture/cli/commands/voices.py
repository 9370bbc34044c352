"""``lecture voices``."""

from __future__ import annotations

from pathlib import Path

import click

from lecture.cli.options import options


@click.command("voices")
@options(
    click.option(
        "--sample",
        "folder",
        is_flag=False,
        flag_value=Path("media/voices"),
        type=click.Path(path_type=Path),
        metavar="[DIR]",
        help="Write one sentence by each speaker into a folder (default: media/voices).",
    )
)
def command(folder: Path | None) -> None:
    """List voices: languages, speakers, licence, speed, what each needs."""
    from lecture.sound.choice import sample, show_voices

    if folder is None:
        show_voices()
    else:
        sample(folder, click.echo)
