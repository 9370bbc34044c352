"""The command line: parse, call, print. Each command is a file of ``commands``; heavy imports happen inside them."""

from __future__ import annotations

import click

from lecture.cli.group import CommandsByFile

__all__ = ["main"]


COMPLETION = (
    'Shells complete all this after: eval "$(_LECTURE_COMPLETE=bash_source lecture)" '
    "(or zsh_source, fish_source)."
)


@click.group(cls=CommandsByFile, epilog=COMPLETION, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="optim-lectures", prog_name="lecture")
def main() -> None:
    """Narrated, animated lectures about optimisation."""
