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
    from lecture.spec import place_of
    from optimlib import places
    from scenes import catalog

    with suppress(LectureError):
        yield from _in_lecture(ctx)
    with places.beside(place_of(_file(ctx))):
        yield from catalog.segments()


def _in_lecture(ctx: click.Context) -> Iterable[str]:
    from lecture.spec import load_spec, place_of
    from optimlib import places

    with places.beside(place_of(_file(ctx))):
        for segment in load_spec(_file(ctx)).segments:
            yield from dict.fromkeys((segment.address, segment.name))


def _cues(ctx: click.Context) -> Iterable[str]:
    from lecture.spec import load_spec, place_of
    from optimlib import places
    from scenes import catalog

    # While an option waits for its value, click has not yet given the arguments their names.
    name = str(ctx.params.get("segment") or next(iter(ctx.args), ""))
    with places.beside(place_of(_file(ctx))):
        known = name in catalog.segments()
        yield from catalog.story(name if known else load_spec(_file(ctx)).uses(name)[0].name).beats


def _file(ctx: click.Context) -> Path:
    from lecture.spec import HERE, STOCK

    return Path(ctx.params.get("file") or (HERE if HERE.exists() else STOCK))


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
ANY_SEGMENT = click.argument("segment", required=False, shell_complete=_beginning(_segments))
