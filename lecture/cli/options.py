"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lecture.quality import QUALITIES

if TYPE_CHECKING:
    from lecture.spec import LectureSpec

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
QUALITY = click.option("--quality", metavar="|".join(QUALITIES), help="Picture size and frame rate.")
VOICE = click.option("--voice", metavar="NAME", help="Who speaks (silent: nobody, estimated times).")


def opened(file: Path | None) -> LectureSpec:
    """Read a lecture file (none: the stock course); what stands beside it is found by name until the command ends."""
    from lecture.spec import STOCK, load_spec
    from optimlib import places

    if file is not None:
        click.get_current_context().with_resource(places.beside(file.parent))
    return load_spec(file or STOCK)
