"""The command line: parse, call, print. Heavy imports happen inside the commands."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from lecture.errors import LectureError, SpecError
from lecture.quality import QUALITIES
from scenes.errors import ContentError

Command = Callable[..., Any]
Option = Callable[[Command], Command]

USER_MISTAKE = 2
STOPPED = 130
_DEBUGGING = f"{__name__}.debug"


class _Group(click.Group):
    """A group that tells a user's mistake in a few lines, and shows a traceback only to those who ask."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # `lecture list | head`: click ends quietly.
            raise
        except (LectureError, ContentError, OSError) as error:
            told = (
                "".join(traceback.format_exception(error)) if ctx.meta.get(_DEBUGGING) else f"error: {error}"
            )
            click.echo(told, err=True)
            ctx.exit(USER_MISTAKE)
        except KeyboardInterrupt:
            click.echo("stopped; what was finished is kept", err=True)
            ctx.exit(STOPPED)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        from lecture.nearest import hint_for

        names = self.list_commands(ctx)
        if args and args[0] not in names and not args[0].startswith("-"):
            ctx.fail(f"unknown command '{args[0]}' ({hint_for(args[0], names)})")
        return super().resolve_command(ctx, args)


def _options(*options: Option) -> Option:
    def decorate(function: Command) -> Command:
        every: tuple[Option, ...] = (*options, _DEBUG)
        for option in reversed(every):
            function = option(function)
        return function

    return decorate


def _remember(ctx: click.Context, option: click.Parameter, value: bool) -> None:
    ctx.meta[_DEBUGGING] = value


_DEBUG = click.option(
    "--debug", is_flag=True, expose_value=False, is_eager=True, callback=_remember, help="Show tracebacks."
)
_SET = click.option(
    "--set", "settings", multiple=True, metavar="SEGMENT.PARAMETER=VALUE", help="Change a number."
)
_QUALITY = click.option("--quality", metavar="|".join(QUALITIES), help="Picture size and frame rate.")
_VOICE = click.option("--voice", metavar="NAME", help="Who speaks (silent: nobody, estimated times).")


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="optim-lectures", prog_name="lecture")
def main() -> None:
    """Narrated, animated lectures about optimisation."""


@main.command(name="list")
@_options()
def list_segments() -> None:
    """List segments: length, languages, title."""
    from lecture.show import show_catalog

    show_catalog()


@main.command()
@click.argument("segment")
@_options(click.option("--lang", default="en", help="Language of the words."), _SET)
def show(segment: str, lang: str, settings: tuple[str, ...]) -> None:
    """Show a segment: parameters, cues, words with computed numbers, facts."""
    from lecture.show import show_segment
    from lecture.spec import single

    show_segment(single(segment, settings), lang)


@main.command()
@click.argument("segment")
@_options(
    click.option("--at", type=float, metavar="SECONDS", help="The moment to show."),
    click.option("--cue", "cues", multiple=True, metavar="NAME", help="Show the end of a cue's words."),
    click.option("--every-cue", is_flag=True, help="One picture for every cue."),
    click.option("--lang", default="en", help="Language of the words."),
    click.option("--watch", is_flag=True, help="Draw again whenever a source or words file is saved."),
    click.option("--out", type=click.Path(path_type=Path), default=Path("media/previews"), help="Folder."),
    _QUALITY,
    _VOICE,
    _SET,
)
def preview(
    segment: str,
    at: float | None,
    cues: tuple[str, ...],
    every_cue: bool,
    lang: str,
    watch: bool,
    out: Path,
    quality: str | None,
    voice: str | None,
    settings: tuple[str, ...],
) -> None:
    """Draw one moment of a segment as a PNG (default: its middle)."""
    if at is not None and (cues or every_cue):
        raise SpecError("--at and --cue exclude each other")
    from lecture.rendering.preview import Request, preview_once, watched

    request = Request(
        segment, lang, settings, at, cues, every_cue, quality or "720p30", voice or "espeak", out
    )
    if watch:
        watched(request, click.echo)
    else:
        preview_once(request, click.echo)


@main.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@_options(
    click.option("--only", multiple=True, metavar="SEGMENT", help="Render this segment alone (repeatable)."),
    click.option("--lang", metavar="en,zh", help="Languages; default: those of the lecture file."),
    click.option("--jobs", type=click.IntRange(min=1), help="Processes that draw; default: one a core."),
    click.option("--out", type=click.Path(path_type=Path), default=Path("media/lectures"), help="Folder."),
    _QUALITY,
    _VOICE,
    _SET,
)
def render(
    file: Path | None,
    only: tuple[str, ...],
    lang: str | None,
    jobs: int | None,
    out: Path,
    quality: str | None,
    voice: str | None,
    settings: tuple[str, ...],
) -> None:
    """Render a lecture file (default: the stock course) into films with sound, subtitles and chapters."""
    from lecture.rendering.produce import produce
    from lecture.spec import STOCK, load_spec

    spec = load_spec(file or STOCK).setting(settings).only(only).at(quality).spoken_by(voice)
    produce(spec.speaking([name.strip() for name in lang.split(",")] if lang else []), out, jobs)


@main.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@_options(
    _SET,
    click.option(
        "--layout/--no-layout", default=True, help="Look at the layout too, some seconds a segment."
    ),
)
def check(file: Path | None, settings: tuple[str, ...], layout: bool) -> None:
    """Check words, marks, spoken symbols, subtitles and layout in all languages; say which claims fail."""
    from lecture.checks.lint import lint
    from lecture.spec import STOCK, load_spec

    if problems := lint(load_spec(file or STOCK).setting(settings), click.echo, layout=layout):
        raise SpecError(f"{problems} problem{'s' * (problems > 1)}")


@main.command()
@_options()
def doctor() -> None:
    """Check what this machine must have, and say how to mend what is missing."""
    from lecture.checks.doctor import examine

    if not examine(click.echo):
        raise SystemExit(USER_MISTAKE)
