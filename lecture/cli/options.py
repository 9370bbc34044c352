"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from lecture.cli.output import output
from lecture.quality import QUALITIES

Function = Callable[..., Any]
Option = Callable[[Function], Function]

DEBUGGING = f"{__name__}.debug"
"""Where the context remembers that tracebacks are wanted."""


def options(*wanted: Option) -> Option:
    """Give a command these options, in this order, and those that every command has."""

    def decorate(function: Function) -> Function:
        every: tuple[Option, ...] = (*wanted, _DEBUG)
        for option in reversed(every):
            function = option(function)
        return function

    return decorate


def _remember(ctx: click.Context, option: click.Parameter, value: bool) -> None:
    ctx.meta[DEBUGGING] = value


_DEBUG = click.option(
    "--debug", is_flag=True, expose_value=False, is_eager=True, callback=_remember, help="Show tracebacks."
)
SET = click.option(
    "--set", "settings", multiple=True, metavar="SEGMENT.PARAMETER=VALUE", help="Change a number."
)


def _for_programs(ctx: click.Context, option: click.Parameter, value: bool) -> None:
    # An option's value may be called --json too: what was parsed counts.
    output(ctx).as_json = value


JSON = click.option(
    "--json",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_for_programs,
    help="Print one JSON object a line, for programs (docs/json.md).",
)
QUALITY = click.option("--quality", metavar="|".join(QUALITIES), help="Picture size and frame rate.")
VOICE = click.option("--voice", metavar="NAME", help="Who speaks (silent: nobody, estimated times).")
