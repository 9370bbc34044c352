"""Make a lecture: plan everything, draw what is missing, deliver the films."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
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
from lecture.rendering.made import Effort, MadeBefore
from lecture.rendering.plan import Planned, plan
from lecture.rendering.pool import Crew, Pool, Result
from lecture.rendering.portions import Portion, spread
from lecture.rendering.progress import Display
from lecture.rendering.shots import PICTURES, noted, wanting
from lecture.rendering.speaking import Speaking
from lecture.rendering.store import Store
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
        crew = crew or Pool(jobs or os.cpu_count() or 1)
        draw([one for of_language in planned.values() for one in of_language], cache, crew, console, tell)
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


def draw(wanted: Sequence[Planned], cache: Cache, crew: Crew, console: Console, tell: Tell = nobody) -> None:
    """Let a crew draw all pictures that are not in the store.

    What is missing is drawn first; then what follows it, where the stage is found to be another than it was; and a
    segment whose shots do not fit even so, as a whole.
    """
    store = cache.pictures
    made = MadeBefore(cache.lectures)
    uses = {planned.key: planned for planned in wanted}
    took: dict[str, Effort] = {}
    try:
        for todo, complete in _rounds(uses.values(), store):
            _draw(todo, complete, store, crew, console, tell, took)
    finally:
        for planned in wanted:
            if not (took and wanting(planned.shots, store)):
                made.remember(planned, took.get(planned.key))


def _rounds(uses: Collection[Planned], store: Store) -> Iterator[tuple[dict[str, Portion], bool]]:
    for complete in (False, False, True):
        todo = {}
        given: set[str] = set()
        for planned in uses:
            shots = [shot for shot in wanting(planned.shots, store) if shot.key not in given]
            if shots:
                shots = list(planned.shots) if complete else shots
                todo[planned.key] = Portion(planned, tuple(shots))
                given |= {shot.key for shot in shots}
        if not todo:
            return
        yield todo, complete


def _draw(
    todo: Mapping[str, Portion],
    complete: bool,
    store: Store,
    crew: Crew,
    console: Console,
    tell: Tell,
    took: dict[str, Effort],
) -> None:
    with ExitStack() as context, crew as hired:
        # The longest first, so that no worker is left alone with a long one at the end.
        # What is to fit together at last is drawn by one process: whatever it finds, it has left itself.
        share = list(todo.values()) if complete else spread(todo.values(), hired.size)
        portions = sorted(share, key=lambda portion: -portion.frames)
        display = context.enter_context(Display(portions, console, tell))

        def keep(position: int, result: Result) -> None:
            planned, shots = portions[position].planned, portions[position].shots
            now = of_pictures(planned.performance, planned.quality)
            refuse_changed(planned.ingredients, now, "drawn", planned.told())
            for shot, file in zip(shots, result.done.files, strict=True):
                store.adopt(file, shot.key, PICTURES, result.also, noted(shot, planned.shots, result.done))
            effort = Effort(display.finish(position), portions[position].frames)
            took[planned.key] = took.get(planned.key, Effort()) + effort

        asked = [
            one.planned.job(one.shots, [context.enter_context(part(store.folder)) for _ in one.shots])
            for one in portions
        ]
        results = hired.run(asked, display.update, keep)
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
