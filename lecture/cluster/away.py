"""What a worker of Dask does for us. This file travels as text, and needs the standard library and Dask alone.

A worker unpacks our source once, and starts processes in it that draw. Dask's process itself imports nothing of ours,
so that one worker can serve two versions of the source at once.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from signal import Signals
from threading import Lock, Thread, Timer
from time import monotonic
from typing import Any
from zipfile import ZipFile

from distributed import get_worker

LOOK = 0.25
"""Seconds between two looks whether the task is still wanted."""
REPORT_EVERY = 0.5
"""Seconds between two reports of progress."""
IDLE = 30.0
"""Seconds that a process waits for the next job."""
GRACE = 2.0
"""Seconds a process has to put its things away when it is told to stop."""
SLOWEST = 300.0
"""Seconds that an inspection may take."""


def unpack(address: str, content: bytes) -> None:
    """Unpack luggage into the worker's own folder, which Dask removes when the worker is gone."""
    folder = _luggage(address)
    draft = Path(tempfile.mkdtemp(dir=folder.parent))
    ZipFile(io.BytesIO(content)).extractall(draft)
    # Another thread of this worker may have been faster.
    with suppress(OSError):
        draft.rename(folder)


def inspect(address: str, question: dict[str, Any], anew: bool) -> dict[str, Any]:
    """Have our source tell what this machine would draw with: ``told``; or what went ``wrong``, or is ``missing``.

    What was told before is told again, as ``kept``, unless it is wanted ``anew``.
    """
    folder = _luggage(address)
    if not folder.is_dir():
        return {"missing": True}
    key = f"{address} {json.dumps(question)}"
    if not anew and key in _told:
        return {**_told[key], "kept": True}
    told = _inspect(folder, question)
    if "told" in told:
        _told[key] = told
    return told


_told: dict[str, dict[str, Any]] = {}


def _inspect(folder: Path, question: dict[str, Any]) -> dict[str, Any]:
    # It will be wanted next, and loads manim while the other looks around.
    _give_back(Hand(folder), whole=True)
    try:
        done = subprocess.run(
            _command("lecture.cluster.inspection"),
            check=False,
            cwd=folder,
            env=_environment(folder),
            input=json.dumps(question),
            capture_output=True,
            encoding="utf-8",
            timeout=SLOWEST,
        )
        return {"told": json.loads(done.stdout)} if done.returncode == 0 else {"wrong": _last(done.stderr)}
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return {"wrong": str(error)}


def draw(address: str, topic: str, ticket: int, job: dict[str, Any]) -> dict[str, Any]:
    """Do a job and return what our worker answers, with the bytes of its files; or how it ``died``.

    Progress goes out as events of a topic, each with the number of the ticket.
    """
    worker = get_worker()
    key = worker.get_current_task()
    last = 0.0

    def progress(frame: int) -> None:
        nonlocal last
        if monotonic() - last > REPORT_EVERY:
            last = monotonic()
            worker.log_event(topic, {"ticket": ticket, "frame": frame})

    def wanted() -> bool:
        # Who asked may have stopped, or died, or has the result from somebody faster; the scheduler may be gone.
        task = worker.state.tasks.get(key)
        closing = worker.status.name in ("closing", "closed", "failed", "stopping", "stopped")
        return task is not None and task.state in ("executing", "long-running") and not closing

    folder = _luggage(address)
    with tempfile.TemporaryDirectory(dir=worker.local_directory) as drafts:
        outs = [str(Path(drafts) / str(number)) for number in range(len(job["outs"]))]
        hand, whole = _take(folder), False
        try:
            answer = hand.do({**job, "outs": outs}, progress, wanted)
            whole = answer["event"] in ("done", "failed")
        finally:
            _give_back(hand, whole=whole)
        if answer["event"] == "done":
            return {**answer, "files": [Path(file).read_bytes() for file in answer["files"]]}
    return answer


class Hand:
    """A process of ours that draws."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.resting: Timer | None = None
        self._homes = _homes(folder)
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the process)
        self._lines: SimpleQueue[str | None] = SimpleQueue()
        self.process = subprocess.Popen(
            _command("lecture.cluster.hand"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            cwd=folder,
            env=_environment(folder),
            encoding="utf-8",
            start_new_session=True,
        )
        Thread(target=self._read, daemon=True).start()

    def do(
        self, job: dict[str, Any], progress: Callable[[int], None], wanted: Callable[[], bool]
    ) -> dict[str, Any]:
        """Do a job for as long as it is wanted."""
        assert self.process.stdin
        with suppress(OSError):
            # If it is gone, so are its lines.
            self.process.stdin.write(json.dumps(job) + "\n")
            self.process.stdin.flush()
        while wanted():
            try:
                line = self._lines.get(timeout=LOOK)
            except Empty:
                continue
            if line is None:
                return self._death()
            event: dict[str, Any] = json.loads(self._as_at_home(line))
            if event["event"] != "progress":
                return event
            progress(event["frame"])
        return {"event": "unwanted"}

    def stop(self) -> None:
        """End the process: as at home, whose code is not here before it has been unpacked."""
        if self.process.poll() is None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(GRACE)
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self._stderr):
            with suppress(OSError):
                assert stream
                stream.close()

    def _read(self) -> None:
        assert self.process.stdout
        with suppress(ValueError):
            for line in self.process.stdout:
                self._lines.put(line)
        self._lines.put(None)

    def _death(self) -> dict[str, Any]:
        code = self.process.wait()
        how = f"signal {Signals(-code).name}" if code < 0 else f"exit status {code}"
        self._stderr.seek(0)
        last = _last(self._stderr.read().decode(errors="replace"))
        return {"event": "died", "how": f"{how}: {last}" if last else how, "by": max(0, -code)}

    def _as_at_home(self, line: str) -> str:
        """Name files by where they are at home: there they can be read and mended."""
        for here, home in self._homes:
            line = line.replace(here, home)
        return line


_idle: list[Hand] = []
_lock = Lock()


def _take(folder: Path) -> Hand:
    with _lock:
        for hand in _idle:
            if hand.folder == folder and hand.process.poll() is None:
                _idle.remove(hand)
                if hand.resting:
                    hand.resting.cancel()
                return hand
    return Hand(folder)


def _give_back(hand: Hand, *, whole: bool) -> None:
    if not whole:
        hand.stop()
        return
    hand.resting = Timer(IDLE, _retire, (hand,))
    hand.resting.daemon = True
    with _lock:
        _idle.append(hand)
    hand.resting.start()


def _retire(hand: Hand) -> None:
    with _lock:
        if hand not in _idle:
            return
        _idle.remove(hand)
    hand.stop()


def _luggage(address: str) -> Path:
    return Path(get_worker().local_directory) / f"lecture-{address[:32]}"


def _homes(folder: Path) -> list[tuple[str, str]]:
    """Pair folders here with those at home, as they are written in JSON."""
    origin = json.loads((folder / "origin.json").read_text(encoding="utf-8"))
    pairs = [(folder / "house", origin["house"])]
    pairs += [(folder / "beside" / str(rank), home) for rank, home in enumerate(origin["beside"])]
    return [(json.dumps(str(here))[1:-1], json.dumps(home)[1:-1]) for here, home in pairs]


def _command(module: str) -> list[str]:
    return [sys.executable, "-P", "-m", "lecture.cluster.begin", module]


def _environment(folder: Path) -> dict[str, str]:
    """Let our source in the luggage come before all that this process sees, which may be another version of it."""
    places = [str(folder / "house"), *(os.path.abspath(entry) for entry in sys.path if entry)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(places)}


def _last(told: str) -> str:
    return next(iter(reversed(told.strip().splitlines())), "")
