"""The process that draws: ``python -m lecture.rendering.worker`` reads jobs and answers, one JSON line each.

This is the only part of the house that imports manim. Answers are ``{"event": "progress", "frame": 12}``,
then ``{"event": "done", "files": [...]}`` or ``{"event": "failed", "what": ..., ...}``.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

from lecture.errors import LectureError, RenderError, WordsError, content_as
from lecture.rendering.job import Job

Report = Callable[[dict[str, Any]], None]

REPORT_EVERY = 0.2
"""Seconds between two progress reports."""


def main() -> None:
    """Answer jobs until the input ends."""
    report = _private_output()
    # Being told to stop is an exception like any other, so half-written files are removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # Loading manim takes longer than starting a process: do it while the parent still plans.
    from lecture.rendering.draw import draw
    from lecture.rendering.survey import survey

    for line in sys.stdin:
        job = Job.from_json(line)
        answer(job, report, survey if job.mode == "layout" else draw)


def answer(job: Job, report: Report, do: Callable[[Job, Callable[[int], None]], list[Path]]) -> None:
    """Do one job and report how it went."""
    last = 0.0

    def progress(frame: int) -> None:
        nonlocal last
        if monotonic() - last > REPORT_EVERY:
            last = monotonic()
            report({"event": "progress", "frame": frame})

    try:
        with content_as(WordsError, job.segment):
            files = do(job, progress)
    except LectureError as error:
        report({"event": "failed", "debug": traceback.format_exc(), **_told(error)})
    except Exception as error:
        report({"event": "failed", "debug": traceback.format_exc(), **_told(_mistake_in_code(error, job))})
    else:
        report({"event": "done", "files": [str(file) for file in files]})


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


def _mistake_in_code(error: Exception, job: Job) -> RenderError:
    """Point at the last line of the scenes, not at the library below it, where something went wrong."""
    trace = traceback.extract_tb(error.__traceback__)
    place = next(
        (frame for frame in reversed(trace) if f"{os.sep}scenes{os.sep}" in frame.filename), trace[-1]
    )
    return RenderError(
        f"{type(error).__name__}: {error}",
        "run again with --debug for the whole story",
        path=Path(place.filename),
        line=place.lineno,
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
