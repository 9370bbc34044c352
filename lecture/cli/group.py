"""The group of all commands: finds them by their files, and tells a user's mistake in a few lines."""

from __future__ import annotations

import importlib
import io
import sys
import traceback
from pathlib import Path
from typing import Any

import click

from lecture.cli.options import DEBUGGING
from lecture.cli.output import open_output, output
from lecture.errors import LectureError
from scenes.errors import ContentError

USER_MISTAKE = 2
STOPPED = 130
STOPPED_TOLD = "stopped; what was finished is kept"

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
        # Until a command is found, nobody but a reader can be meant.
        open_output(ctx, "", as_json=False)
        try:
            result = super().invoke(ctx)
        except BrokenPipeError:
            # `lecture list | head`: click ends quietly.
            raise
        except click.ClickException as error:
            if not output(ctx).as_json:
                raise
            output(ctx).fail(error, "")
            status = error.exit_code
        except (LectureError, ContentError, OSError) as error:
            story = "".join(traceback.format_exception(error)) if ctx.meta.get(DEBUGGING) else ""
            output(ctx).fail(error, story or f"error: {error}")
            if story and output(ctx).as_json:
                click.echo(story, err=True)
            status = USER_MISTAKE
        except KeyboardInterrupt as error:
            output(ctx).fail(error, STOPPED_TOLD)
            status = STOPPED
        else:
            output(ctx).end(0)
            return result
        output(ctx).end(status)
        ctx.exit(status)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run, whatever the names of files and the terminal's encoding are."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                # A path need not be text: in UTF-8 its bytes come out as they went in.
                utf8 = stream.encoding.lower().replace("-", "") == "utf8"
                stream.reconfigure(errors="surrogateescape" if utf8 else "backslashreplace")
        return super().main(*args, **kwargs)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is meant, or tell the nearest one."""
        from lecture.nearest import hint_for

        names = self.list_commands(ctx)
        # So that a mistake in the other options can be told to a program as well.
        own = args[: args.index("--")] if "--" in args else args
        open_output(ctx, args[0] if args[0] in names else "", as_json="--json" in own)
        if args and args[0] not in names and not args[0].startswith("-"):
            ctx.fail(f"unknown command '{args[0]}' ({hint_for(args[0], names)})")
        return super().resolve_command(ctx, args)
