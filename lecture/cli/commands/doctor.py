"""``lecture doctor``."""

from __future__ import annotations

import click

from lecture.cli.group import USER_MISTAKE
from lecture.cli.options import options


@click.command("doctor")
@options()
def command() -> None:
    """Check what this machine must have, and say how to mend what is missing."""
    from lecture.checks.doctor import examine

    if not examine(click.echo):
        raise SystemExit(USER_MISTAKE)
