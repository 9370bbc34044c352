"""``lecture narrate [FILE]``."""

from __future__ import annotations

from pathlib import Path

import click

from lecture.cli.lecture_file import FILE, wanted
from lecture.cli.options import LANGUAGES, ONLY, SET, options
from lecture.cli.output import output


@click.command("narrate")
@FILE
@options(
    click.option(
        "--script",
        "folder",
        is_flag=False,
        flag_value=Path("media/narration"),
        type=click.Path(path_type=Path),
        metavar="[DIR]",
        help="Write what to read, as a page to print and as Markdown (default: media/narration).",
    ),
    click.option("--listen", is_flag=True, help="Hold every recording against its words, some seconds each."),
    ONLY,
    LANGUAGES,
    SET,
)
def command(
    file: Path | None,
    folder: Path | None,
    listen: bool,
    only: tuple[str, ...],
    lang: list[str],
    settings: tuple[str, ...],
) -> None:
    """Speak a lecture yourself: what to read (--script), and what is recorded already.

    FILE is a lecture file; default: lecture.toml here, else the stock course. It names your voice:
    [voice.en] name = "recorded", folder = "sound/en".
    """
    spec = wanted(file).only(only).setting(settings).speaking(lang)
    if folder is not None:
        from lecture.sound.recordings import make_folders
        from lecture.starting.narration import write_script

        for language in spec.languages:
            for path in write_script(spec, language, folder):
                click.echo(path)
            for path in make_folders(spec, language):
                click.echo(f"{path}  (your recordings go here)")
        return
    from lecture.console import print_rows
    from lecture.sound.recordings import state

    # Others may be spoken by other voices.
    own = [code for code, voice in spec.voice_by_language.items() if voice.name == "recorded"]
    for language in [code for code in spec.languages if code in own] or spec.languages[:1]:
        rows = list(state(spec, language, listen=listen))
        print_rows(output().console, rows, header=("cue", "file", "length", f"state ({language})"))
        # A file that no cue takes has no length.
        there = sum(row[3] == "ok" for row in rows)
        click.echo(f"{there} of {sum(bool(row[2]) for row in rows)} are ready")
