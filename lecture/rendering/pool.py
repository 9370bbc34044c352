"""Several workers at once: each is a process that lives as long as there are jobs."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from signal import SIGKILL, Signals
from threading import Thread
from typing import Any, Protocol, Self

from lecture.errors import LectureError, RenderError
from lecture.isolation import module_command
from lecture.keys.pinned import environment
from lecture.rendering.job import Done, Job
from lecture.rendering.worker import rebuilt

ATTEMPTS = 2
"""A job whose worker died goes to a fresh one; after so many deaths it is reported."""
GRACE = 2.0
"""Seconds a worker has to put its things away when it is told to stop."""


@dataclass
class Result:
    """What became of a job: its files and what is known of them, or its error.

    ``debug`` is the worker's own traceback; ``also`` are digests of modules that were found by name while drawing.
    """

    done: Done = field(default_factory=lambda: Done(()))
    error: LectureError | None = None
    debug: str = ""
    also: dict[str, str] = field(default_factory=dict)


def result_of(event: dict[str, Any]) -> Result:
    """Read the last answer to a job."""
    if event["event"] == "failed":
        return Result(error=rebuilt(event), debug=event["debug"])
    files = tuple(Path(file) for file in event["files"])
    return Result(Done(files, event["stages"], event["all_times"]), also=event["also"])


def handed_over(position: int, result: Result, done: Callable[[int, Result], object]) -> Result:
    """Tell who waits for the result of a job, if it is whole; what that finds wrong is the error of the job."""
    if result.error is None:
        try:
            done(position, result)
        except LectureError as error:
            return Result(error=error)
    return result


class WorkerDiedError(Exception):
    """The process ended in the middle of a job: by which signal (0: by none), and what is known of it."""

    def __init__(self, how: str, by: int) -> None:
        super().__init__(how)
        self.by = by


class Worker:
    """One process that draws."""

    def __init__(self) -> None:
        self.stderr = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the process)
        self.process = subprocess.Popen(
            module_command("lecture.rendering.worker"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.stderr,
            # A folder of ours: nothing that happens to stand in the user's is read.
            cwd=Path(__file__).parent,
            env=environment(),
            encoding="utf-8",
            # Ctrl-C goes to us alone; we tell the workers.
            start_new_session=True,
        )

    def do(self, job: Job, progress: Callable[[int], None]) -> Result:
        """Do one job."""
        assert self.process.stdin
        assert self.process.stdout
        try:
            self.process.stdin.write(job.to_json() + "\n")
            self.process.stdin.flush()
            for line in self.process.stdout:
                event = json.loads(line)
                if event["event"] != "progress":
                    return result_of(event)
                progress(event["frame"])
        except (BrokenPipeError, ValueError):
            pass
        raise WorkerDiedError(self.last_words(), max(0, -self.process.wait()))

    def last_words(self) -> str:
        """How the process ended and the last line it wrote."""
        code = self.process.wait()
        how = f"signal {Signals(-code).name}" if code < 0 else f"exit status {code}"
        self.stderr.seek(0)
        lines = self.stderr.read().decode(errors="replace").strip().splitlines()
        return f"{how}: {lines[-1]}" if lines else how

    def stop(self) -> None:
        """End the process; it removes what it has half written."""
        if self.process.poll() is None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(GRACE)
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.stderr):
            with suppress(BrokenPipeError):
                assert stream
                stream.close()


class Crew(Protocol):
    """Whoever does jobs: processes here (:class:`Pool`), or on other machines.

    Used as a context manager, one time after the other if need be.
    """

    @property
    def size(self) -> int:
        """How many jobs it does at a time, as far as that is known once it is ready."""
        ...

    def __enter__(self) -> Self:
        """Get ready."""
        ...

    def __exit__(self, *error: object) -> None:
        """Stop all that is at work."""
        ...

    def run(
        self,
        jobs: Sequence[Job],
        progress: Callable[[int, int], object],
        done: Callable[[int, Result], object] = ...,
    ) -> list[Result]:
        """Do all jobs; see :meth:`Pool.run`."""
        ...


class Pool:
    """Some workers that share a list of jobs; used as a context manager."""

    def __init__(self, size: int) -> None:
        self.size = size

    def __enter__(self) -> Pool:
        """Start no process yet: the first jobs do."""
        self._workers: list[Worker] = []
        self._stopped = False
        return self

    def __exit__(self, *error: object) -> None:
        """Stop all workers."""
        self._stopped = True
        for worker in self._workers:
            worker.stop()

    def run(
        self,
        jobs: Sequence[Job],
        progress: Callable[[int, int], object],
        done: Callable[[int, Result], object] = lambda position, result: None,
    ) -> list[Result]:
        """Do all jobs; one that fails does not keep the others from being done.

        Both functions are called in this thread with the position of a job: ``progress`` with the frames it has
        drawn so far, ``done`` with its result as soon as that is whole. What ``done`` finds wrong is the error of
        that job.
        """
        todo: SimpleQueue[int] = SimpleQueue()
        for position in range(len(jobs)):
            todo.put(position)
        events: SimpleQueue[tuple[int, Any]] = SimpleQueue()
        results: dict[int, Result] = {}
        for _ in range(min(self.size, len(jobs))):
            Thread(target=self._serve, args=(jobs, todo, events), daemon=True).start()
        while len(results) < len(jobs):
            try:
                # A wait without end could not be interrupted everywhere.
                position, event = events.get(timeout=0.5)
            except Empty:
                continue
            if isinstance(event, Result):
                results[position] = handed_over(position, event, done)
            else:
                progress(position, event)
        return [results[position] for position in range(len(jobs))]

    def _serve(
        self, jobs: Sequence[Job], todo: SimpleQueue[int], events: SimpleQueue[tuple[int, Any]]
    ) -> None:
        worker: Worker | None = None
        while not self._stopped:
            try:
                position = todo.get_nowait()
            except Empty:
                break
            deaths = 0
            while True:
                try:
                    worker = worker or self._hire()
                    result = worker.do(jobs[position], partial(_tell, events, position))
                except (OSError, ValueError):
                    # Who stops takes pipes away, from a worker that has only just begun too.
                    if self._stopped:
                        return
                    raise
                except WorkerDiedError as death:
                    if worker is not None:
                        worker.stop()
                    worker = None
                    deaths += 1
                    if self._stopped:
                        return
                    if deaths < ATTEMPTS:
                        continue
                    result = Result(error=_died(jobs[position], death))
                events.put((position, result))
                break

    def _hire(self) -> Worker:
        worker = Worker()
        self._workers.append(worker)
        return worker


def _tell(events: SimpleQueue[tuple[int, Any]], position: int, frame: int) -> None:
    events.put((position, frame))


def _died(job: Job, death: WorkerDiedError) -> RenderError:
    what = f"the process that drew this ({job.language}) died {ATTEMPTS} times: {death}"
    if death.by == SIGKILL:
        hint = "SIGKILL often means too little memory: try --jobs 1"
    elif death.by:
        hint = "a library crashed: `lecture doctor` looks at those that drawing needs"
    else:
        hint = "`lecture doctor` looks at all that drawing needs"
    return RenderError(what, hint, segment=job.segment)
