"""Processes that speak, one a core: they start when there is something to say and end when there is nothing.

A process of its own, because a network can crash, hang or run out of memory in native code, where no exception
is raised: so it ends one sentence, not the lecture. It also keeps half a second of imports out of commands that
find everything in the cache, and gives its memory back.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from signal import Signals
from threading import Condition, Timer
from typing import Any

from lecture.errors import VoiceError

WORKER = "lecture.voices._natural.worker"
"""The module that such a process runs; it is told another one, which holds the engine."""
IDLE = 20.0
"""Seconds without a word after which the processes end."""
LOADING = 60.0
"""Seconds in which an engine must be ready."""
_LITTLE_MEMORY = "SIGKILL often means too little memory: close other programs, or speak with voice = 'espeak'"


@dataclass(frozen=True)
class Answer:
    """What came back: 16-bit mono samples, words as (number, start, end) with seconds, and the phonemes."""

    pcm: bytes
    rate: int
    words: tuple[tuple[int, float, float], ...]
    phonemes: str


class Workers:
    """The processes of one engine; may be asked from several threads at once."""

    def __init__(self, name: str, module: str, worker: str = WORKER) -> None:
        self._name = name
        self._module = module
        self._worker = worker
        self._free: list[_Worker] = []
        self._size = 0
        self._change = Condition()
        self._closing: Timer | None = None

    def speak(self, request: Mapping[str, Any], seconds: float) -> Answer:
        """Have one sentence spoken within so many seconds.

        Raises
        ------
        VoiceError
            If the engine cannot be loaded, fails, dies or does not answer in time.
        """
        worker = self._hire()
        try:
            answer = worker.ask(request, seconds)
        except _GoneError as gone:
            self._dismiss(worker)
            raise VoiceError(f"{self._name} {gone}", gone.hint) from gone
        except BaseException:
            # A half-read answer would be taken for the next one.
            self._dismiss(worker)
            raise
        self._release(worker)
        if "error" in answer:
            raise VoiceError(f"{self._name} failed: {answer['error']}", answer["hint"])
        words = tuple((number, start, end) for number, start, end in answer["words"])
        return Answer(answer["pcm"], int(answer.get("rate", worker.rate)), words, answer["phonemes"])

    def close(self) -> None:
        """End the processes that are not speaking."""
        with self._change:
            idle, self._free = self._free, []
            self._size -= len(idle)
            self._change.notify_all()
        for worker in idle:
            worker.stop()

    def _hire(self) -> _Worker:
        with self._change:
            if self._closing:
                self._closing.cancel()
            while not self._free and self._size >= (os.cpu_count() or 1):
                self._change.wait(0.5)
            if self._free:
                return self._free.pop()
            self._size += 1
        try:
            return _Worker(self._name, self._module, self._worker)
        except BaseException:
            with self._change:
                self._size -= 1
                self._change.notify()
            raise

    def _release(self, worker: _Worker) -> None:
        with self._change:
            self._free.append(worker)
            self._change.notify()
            if self._closing:
                self._closing.cancel()
            self._closing = Timer(IDLE, self.close)
            self._closing.daemon = True
            self._closing.start()

    def _dismiss(self, worker: _Worker) -> None:
        worker.stop()
        with self._change:
            self._size -= 1
            self._change.notify()


@cache
def workers(name: str, module: str, worker: str = WORKER) -> Workers:
    """Return the processes of an engine, which all voices of this command share."""
    new = Workers(name, module, worker)
    atexit.register(new.close)
    return new


class _GoneError(Exception):
    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.hint = hint


class _Worker:
    """One process."""

    def __init__(self, name: str, module: str, worker: str) -> None:
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the process)
        paths = os.pathsep.join(os.path.abspath(entry) for entry in sys.path)
        one = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", worker, module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            env={**os.environ, **one, "PYTHONPATH": paths},
            # Ctrl-C goes to us alone; our end ends the process.
            start_new_session=True,
        )
        try:
            ready = self._answer(LOADING)
        except _GoneError as gone:
            self.stop()
            raise VoiceError(f"{name} could not be loaded: it {gone}", gone.hint) from gone
        if "error" in ready:
            self.stop()
            raise VoiceError(f"{name} could not be loaded: {ready['error']}", ready["hint"])
        self.rate = int(ready["rate"])

    def ask(self, request: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        """Send a request and wait for its answer."""
        assert self._process.stdin
        with suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
        return self._answer(seconds)

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._stderr):
            with suppress(BrokenPipeError):
                assert stream
                stream.close()

    def _answer(self, seconds: float) -> dict[str, Any]:
        assert self._process.stdout
        late: list[bool] = []

        def give_up() -> None:
            late.append(True)
            self._process.kill()

        limit = Timer(seconds, give_up)
        limit.daemon = True
        limit.start()
        try:
            line = self._process.stdout.readline()
            answer: dict[str, Any] = json.loads(line) if line.endswith(b"\n") else {}
            answer["pcm"] = self._process.stdout.read(answer.get("bytes", 0))
            if not line.endswith(b"\n") or len(answer["pcm"]) < answer.get("bytes", 0):
                raise EOFError
        except (EOFError, ValueError):
            if late:
                hint = "the machine may be very busy: try again"
                raise _GoneError(f"did not answer within {seconds:.0f} s", hint) from None
            raise _GoneError(*self._last_words()) from None
        finally:
            limit.cancel()
        return answer

    def _last_words(self) -> tuple[str, str]:
        code = self._process.wait()
        how = f"by signal {Signals(-code).name}" if code < 0 else f"with status {code}"
        self._stderr.seek(0)
        lines = self._stderr.read().decode(errors="replace").strip().splitlines()
        return f"died {how}" + (f": {lines[-1]}" if lines else ""), _LITTLE_MEMORY if code == -9 else ""
