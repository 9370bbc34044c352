"""Where a command's results go: to a reader, or line by line to a program."""

from __future__ import annotations

import sys
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

from lecture.events import SCHEMA, JsonLines, Tell, nobody

if TYPE_CHECKING:
    from rich.console import Console

_KEPT = f"{__name__}.output"


class Output:
    """What commands hand their results to: ``say`` and ``console`` for readers, ``tell`` for programs.

    One side is deaf. Which one it is, the command line says (``--json``); see :func:`output`.
    """

    def __init__(self, command: str, *, as_json: bool) -> None:
        self.command = command
        self.as_json = as_json

    @cached_property
    def tell(self) -> Tell:
        """Take an event; the first line says which command speaks, and in which version of the schema."""
        if not self.as_json:
            return nobody
        tell = JsonLines(sys.stdout)
        tell("begin", command=self.command, schema=SCHEMA)
        return tell

    @cached_property
    def console(self) -> Console:
        """Take text with a layout."""
        from lecture.console import plain_console

        return plain_console(quiet=self.as_json)

    def say(self, line: str) -> None:
        """Take a line of text."""
        if not self.as_json:
            click.echo(line)

    def note(self, what: str, told: str = "") -> None:
        """Take what is no mistake but worth knowing; a reader gets it (or ``told``) apart from the results."""
        if self.as_json:
            self.tell("note", what=what)
        else:
            click.echo(told or what, err=True)

    def fail(self, error: BaseException, told: str) -> None:
        """Take a mistake: ``told`` is for a reader, its parts for a program; of several, one after the other."""
        if self.as_json:
            for one in getattr(error, "parts", (error,)):
                self.tell("error", **_parts(one, told))
        else:
            click.echo(told, err=True)

    def end(self, status: int) -> None:
        """Say that this was all, and the exit status."""
        self.tell("end", status=status)


def output(ctx: click.Context | None = None) -> Output:
    """Return the output of the command that runs."""
    kept: Output = (ctx or click.get_current_context()).meta[_KEPT]
    return kept


def open_output(ctx: click.Context, command: str, *, as_json: bool) -> None:
    """Choose the output of the command that is about to run."""
    ctx.meta[_KEPT] = Output(command, as_json=as_json)


def _parts(error: BaseException, told: str) -> dict[str, Any]:
    """Take an error of ours apart; another one has its text alone."""
    what = error.format_message() if isinstance(error, click.ClickException) else str(error) or told
    parts: dict[str, Any] = {"what": what, "hint": "", "path": None, "line": None, "segment": "", "cue": ""}
    kind = "UsageError" if isinstance(error, click.ClickException) else type(error).__name__
    return {"kind": kind, **{name: getattr(error, name, it) for name, it in parts.items()}}
