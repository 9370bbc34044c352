"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from lecture.cli.complete import languages_of, qualities_of, segments_of_lecture, voices_of
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


def _codes(ctx: click.Context, option: click.Parameter, value: str | None) -> list[str]:
    return [code.strip() for code in value.split(",")] if value is not None else []


SET = click.option(
    "--set", "settings", multiple=True, metavar="SEGMENT.PARAMETER=VALUE", help="Change a number."
)
QUALITY = click.option(
    "--quality", metavar="|".join(QUALITIES), shell_complete=qualities_of, help="Picture size and frame rate."
)
CACHE_VARIABLE = "LECTURE_CACHE"
CACHE = click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    envvar=CACHE_VARIABLE,
    show_envvar=True,
    metavar="DIR",
    help="Where results are kept; default: media/cache, or the user's own cache if nothing can be written here.",
)


def usual_cache() -> Path | None:
    """Return the folder that the environment names for kept results, where no option does."""
    named = os.environ.get(CACHE_VARIABLE)
    return Path(named) if named else None


OUT = click.option(
    "--out", type=click.Path(path_type=Path), default=Path("media/lectures"), help="Folder of the films."
)
VOICE = click.option(
    "--voice", metavar="NAME", shell_complete=voices_of, help="Who speaks (silent: nobody, estimated times)."
)
ONLY = click.option(
    "--only",
    multiple=True,
    metavar="SEGMENT",
    shell_complete=segments_of_lecture,
    help="This segment alone (repeatable).",
)
LANGUAGES = click.option(
    "--lang",
    metavar="en,zh",
    callback=_codes,
    shell_complete=languages_of,
    help="Languages; default: those of the lecture file.",
)
LANGUAGE = click.option(
    "--lang",
    metavar="CODE",
    shell_complete=languages_of,
    help="Language of the words; default: the first of the lecture.",
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
