"""Make a lecture: plan everything, draw what is missing, deliver the films."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from rich.console import Console

from lecture.console import plain_console
from lecture.errors import RenderError, VoiceError, together
from lecture.events import Tell, nobody
from lecture.files import make_folder, part, sweep
from lecture.keys.ingredients import of_pictures, refuse_changed
from lecture.rendering.cache import Cache
from lecture.rendering.deliver import deliver
from lecture.rendering.made import MadeBefore
from lecture.rendering.plan import PICTURES, Planned, plan
from lecture.rendering.pool import Crew, Pool, Result
from lecture.rendering.progress import Display
from lecture.rendering.speaking import Speaking
from lecture.show import clock
from lecture.spec import LectureSpec


def produce(
    spec: LectureSpec,
    out: Path,
    cache: Cache,
    jobs: int | None = None,
    console: Console | None = None,
    tell: Tell = nobody,
    crew: Crew | None = None,
) -> list[Path]:
    """Render a lecture in all its languages into ``out`` and return the files.

    Pictures are drawn by ``crew``, which is entered only if there is something to draw; else by ``jobs`` processes.

    Raises
    ------
    LectureError
        Before anything is drawn if words, parameters or output folder are wrong or the voice is missing; after
        all else is drawn if a segment could not be spoken or drawn.
    """
    console = console or plain_console()
    for advice in spec.advice():
        console.print(advice)
    silent: list[VoiceError] = []
    with cache.in_use():
        with Speaking(console, tell) as speaking:
            planned = {language: plan(spec, language, cache, silent, speaking) for language in spec.languages}
        make_folder(out)
        sweep(out)
        draw(
            [one for of_language in planned.values() for one in of_language], cache, jobs, console, tell, crew
        )
        if silent:
            raise together(silent)
        delivered = []
        for language, of_language in planned.items():
            files, new = deliver(spec, language, of_language, out, cache)
            seconds = sum(one.performance.timeline.duration for one in of_language)
            told = f"{clock(seconds)}, {spec.quality.name}"
            console.print(f"{files[0]}  ({told})" if new else f"{files[0]}  ({told}; nothing changed)")
            tell("film", language=language, files=files, seconds=seconds, quality=spec.quality.name, new=new)
            delivered += files
    return delivered


def draw(
    wanted: Sequence[Planned],
    cache: Cache,
    jobs: int | None,
    console: Console,
    tell: Tell = nobody,
    crew: Crew | None = None,
) -> None:
    """Draw all pictures that are not in the store."""
    store = cache.pictures
    made = MadeBefore(cache.lectures)
    missing: dict[str, Planned] = {}
    for planned in wanted:
        if store.take(planned.key, PICTURES) is None:
            missing.setdefault(planned.key, planned)
        else:
            made.remember(planned)
    if not missing:
        return
    # The longest first, so that no worker is left alone with a long one at the end.
    todo = sorted(missing.values(), key=lambda planned: -planned.frames)
    with (
        ExitStack() as drafts,
        crew or Pool(jobs or os.cpu_count() or 1) as hired,
        Display(todo, console, tell) as display,
    ):

        def keep(position: int, result: Result) -> None:
            planned = todo[position]
            now = of_pictures(planned.performance, planned.quality)
            refuse_changed(planned.ingredients, now, "drawn", planned.told())
            store.adopt(result.files[0], planned.key, PICTURES, result.also)
            seconds = display.finish(position)
            for use in wanted:
                if use.key == planned.key:
                    made.remember(use, seconds)

        parts = [planned.job(drafts.enter_context(part(store.folder))) for planned in todo]
        results = hired.run(parts, display.update, keep)
    raise_failures(results)


def raise_failures(results: Sequence[Result]) -> None:
    """Raise the error of the one job that failed, or one error that lists several."""
    errors = [(result.error, result.debug) for result in results if result.error]
    if not errors:
        return
    for error, debug in errors:
        error.add_note(debug)
    if len(errors) == 1:
        raise errors[0][0]
    told = "\n".join(f"- {error}" for error, _ in errors)
    raise RenderError(f"{len(errors)} of {len(results)} segments could not be drawn:\n{told}")
