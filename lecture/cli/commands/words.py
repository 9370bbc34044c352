"""``lecture words SEGMENT``."""

from __future__ import annotations

from pathlib import Path

import click

from lecture.cli.complete import SEGMENT
from lecture.cli.lecture_file import LECTURE, placed
from lecture.cli.options import LANGUAGE, options


@click.command("words")
@SEGMENT
@options(
    LECTURE,
    LANGUAGE,
    click.option("--out", type=click.Path(path_type=Path), help="A folder of words; default: print them."),
)
def command(segment: str, file: Path | None, lang: str | None, out: Path | None) -> None:
    """Write the words of a segment, to start your own from.

    With --out my_words into my_words/SEGMENT/LANG.toml; the lecture file takes them with words = "my_words".
    """
    from lecture.spec import STOCK, load_spec
    from lecture.starting.words import words_to_start_from, write_words

    path = placed(file)
    language = lang or load_spec(path or STOCK).languages[0]
    if out is None:
        click.echo(words_to_start_from(segment, language), nl=False)
        return
    written = write_words(segment, language, out)
    # A folder called so beside the lecture file is looked in anyway.
    how = "" if out.name == "segments" else f"  (in the lecture file: words = {str(out)!r})"
    click.echo(f"{written}{how}")
