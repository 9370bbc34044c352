"""The process that draws: ``python -m lecture.rendering.worker`` reads jobs and answers, one JSON line each.

This is the only part of the house that imports manim. Answers are ``{"event": "progress", "frame": 12}``,
then ``{"event": "done", "files": [...]}`` or ``{"event": "failed", "what": ..., ...}``.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from tempfile import gettempdir
from time import monotonic
from typing import Any

from lecture.environment import nobody_at_home
from lecture.errors import LectureError, RenderError, WordsError, content_as
from lecture.files import FULL, PASSING, unwritable
from lecture.keys.ingredients import named_while_drawing, refuse_changed, surroundings
from lecture.keys.loaded import watch
from lecture.keys.memory import recall
from lecture.rendering.job import Done, Job
from optimlib import places
from scenes import catalog
from scenes.blame import place_in, said

Report = Callable[[dict[str, Any]], None]
Do = Callable[[Job, Callable[[int], None]], Done]

REPORT_EVERY = 0.2
"""Seconds between two progress reports."""


def main(lines: Iterable[str] = sys.stdin) -> None:
    """Answer jobs until the input ends."""
    report = _private_output()
    # Being told to stop is an exception like any other, so half-written files are removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # Loading manim takes longer than starting a process: do it while the parent still plans.
    _load()
    for line in lines:
        do(Job.from_json(line), report)


def do(job: Job, report: Report) -> None:
    """Do one job, among the things of one's own that it names, and report how it went."""
    draw = _load()
    with ExitStack() as places_of_job:
        for folder in reversed(job.beside):
            watch(Path(folder))
            places_of_job.enter_context(places.beside(folder))
        if job.mode == "layout":
            from lecture.rendering.survey import survey

            answer(job, report, survey)
        else:
            answer(job, report, draw)


def _load() -> Do:
    with nobody_at_home():
        from lecture.rendering.draw import draw

        return draw


def answer(job: Job, report: Report, do: Do) -> None:
    """Do one job and report how it went."""
    last = 0.0

    def progress(frame: int) -> None:
        nonlocal last
        if monotonic() - last > REPORT_EVERY:
            last = monotonic()
            report({"event": "progress", "frame": frame})

    try:
        with content_as(WordsError, job.segment):
            if job.memory:
                recall(Path(job.memory))
            as_planned(job)
            set_aside()
            done = do(job, progress)
            # What was loaded while drawing has to be what was planned, too.
            also = as_planned(job)
    except Exception as error:
        report({"event": "failed", "debug": traceback.format_exc(), **_told(_cause(error, job))})
    else:
        told = {**asdict(done), "files": [str(file) for file in done.files]}
        report({"event": "done", **told, "also": also})


def set_aside() -> None:
    """Spare the collector what was loaded: looking it through again and again is a sixth of drawing."""
    # What earlier jobs have left goes first.
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def as_planned(job: Job) -> dict[str, str]:
    """Make sure that this process draws with what was planned; return what it has found by name besides.

    Raises
    ------
    RenderError
        If source, fonts, versions or anything else is not what it was when the job was planned.
    """
    performance = job.performance()
    now = surroundings(performance, job.quality, job.mode)
    # Both have gone through JSON, which knows no tuples.
    refuse_changed(job.planned, json.loads(json.dumps(now)), "drawn", f"{job.segment} ({job.language})")
    return named_while_drawing(performance, job.mode)


def rebuilt(event: dict[str, Any]) -> LectureError:
    """Make the error of a ``failed`` answer again on the parent's side."""
    kinds: dict[str, type[LectureError]] = {kind.__name__: kind for kind in LectureError.__subclasses__()}
    path = Path(event["path"]) if event["path"] else None
    return kinds.get(event["kind"], LectureError)(
        event["what"],
        event["hint"],
        path=path,
        line=event["line"],
        segment=event["segment"],
        cue=event["cue"],
    )


def _cause(error: Exception, job: Job) -> LectureError:
    """Return the error that a reader can do something about."""
    if isinstance(error, LectureError):
        return error
    if isinstance(error, OSError) and error.errno in FULL:
        return unwritable(Path(error.filename or gettempdir()), error, PASSING)
    try:
        # Half of one state of the source and half of another fail in strange ways.
        as_planned(job)
    except RenderError as changed:
        return changed
    except Exception:
        return _mistake_in_code(error, job)
    return _mistake_in_code(error, job)


def _mistake_in_code(error: Exception, job: Job) -> RenderError:
    """Point at the last line of the segment's own files where something went wrong, not at what they called."""
    home, ours = catalog.home(job.segment).folder, catalog.STOCK.folder.parent
    found = place_in(home, error, *places.own_folders()) or place_in(ours, error)
    last = traceback.extract_tb(error.__traceback__)[-1]
    path, line = found or (Path(last.filename), last.lineno)
    return RenderError(
        said(error),
        "run again with --debug for the whole story",
        path=path,
        line=line,
        segment=f"{job.segment} ({job.language})",
    )


def _told(error: LectureError) -> dict[str, Any]:
    return {
        "kind": type(error).__name__,
        "what": error.what,
        "hint": error.hint,
        "path": None if error.path is None else str(error.path),
        "line": error.line,
        "segment": error.segment,
        "cue": error.cue,
    }


def _private_output() -> Report:
    """Keep standard output for answers: whatever a library prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def report(event: dict[str, Any]) -> None:
        answers.write(json.dumps(event) + "\n")
        answers.flush()

    return report


if __name__ == "__main__":
    main()
