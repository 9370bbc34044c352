"""What a shell offers while a command is typed: segments, cues, languages and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import click

from lecture.errors import LectureError
from scenes.errors import ContentError

Complete = Callable[[click.Context, click.Parameter, str], list[str]]


def _beginning(find: Callable[[click.Context], Iterable[str]]) -> Complete:
    """Offer what begins as the word typed so far; a mistake elsewhere on the line is not told now."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
        with suppress(LectureError, ContentError, OSError):
            return [name for name in dict.fromkeys(find(ctx)) if name.startswith(incomplete)]
        return []

    return complete


def _segments(ctx: click.Context) -> Iterable[str]:
    from scenes import catalog

    with suppress(LectureError):
        yield from _in_lecture(ctx)
    yield from catalog.segments()


def _in_lecture(ctx: click.Context) -> Iterable[str]:
    from lecture.spec import HERE, STOCK, load_spec

    file = ctx.params.get("file") or (HERE if HERE.exists() else STOCK)
    for segment in load_spec(Path(file)).segments:
        yield from dict.fromkeys((segment.address, segment.name))


def _cues(ctx: click.Context) -> Iterable[str]:
    from lecture.spec import HERE, load_spec
    from scenes import catalog

    # While an option waits for its value, click has not yet given the arguments their names.
    name = str(ctx.params.get("segment") or next(iter(ctx.args), ""))
    file = ctx.params.get("file") or (HERE if HERE.exists() else None)
    if file and name not in catalog.segments():
        name = load_spec(Path(file)).uses(name)[0].name
    return catalog.story(name).beats


def _languages(ctx: click.Context) -> Iterable[str]:
    from scenes.narration.language import languages

    return languages()


def _voices(ctx: click.Context) -> Iterable[str]:
    from lecture import voices

    return voices.names()


def _qualities(ctx: click.Context) -> Iterable[str]:
    from lecture.quality import QUALITIES

    return QUALITIES


segments_of_lecture = _beginning(_in_lecture)
cues_of = _beginning(_cues)
languages_of = _beginning(_languages)
voices_of = _beginning(_voices)
qualities_of = _beginning(_qualities)

SEGMENT = click.argument("segment", shell_complete=_beginning(_segments))
