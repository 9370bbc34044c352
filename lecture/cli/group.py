"""The group of all commands: finds them by their files, and tells a user's mistake in a few lines."""

from __future__ import annotations

import importlib
import traceback
from pathlib import Path
from typing import Any

import click

from lecture.cli.options import DEBUGGING
from lecture.errors import LectureError
from scenes.errors import ContentError

USER_MISTAKE = 2
STOPPED = 130

COMMANDS = Path(__file__).with_name("commands")


class CommandsByFile(click.Group):
    """A group whose commands are the files of a folder, each with its ``command``.

    A user's mistake is told in a few lines; a traceback is for those who ask (``--debug``).
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the files, in alphabetical order."""
        return sorted(path.stem for path in COMMANDS.glob("[!_]*.py"))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import one command; the others are left alone."""
        if name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"lecture.cli.commands.{name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, and end with the right status whatever happens."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # `lecture list | head`: click ends quietly.
            raise
        except (LectureError, ContentError, OSError) as error:
            told = (
                "".join(traceback.format_exception(error)) if ctx.meta.get(DEBUGGING) else f"error: {error}"
            )
            click.echo(told, err=True)
            ctx.exit(USER_MISTAKE)
        except KeyboardInterrupt:
            click.echo("stopped; what was finished is kept", err=True)
            ctx.exit(STOPPED)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is meant, or tell the nearest one."""
        from lecture.nearest import hint_for

        names = self.list_commands(ctx)
        if args and args[0] not in names and not args[0].startswith("-"):
            ctx.fail(f"unknown command '{args[0]}' ({hint_for(args[0], names)})")
        return super().resolve_command(ctx, args)
