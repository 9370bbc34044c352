"""Real schedulers and workers of Dask on loopback, which have none of our packages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any, ClassVar, TypeVar

import psutil

from lecture.cluster.link import Link

PATIENCE = 120.0
START = """
import sys
for package in ("lecture", "scenes", "optimlib"):
    sys.modules[package] = None
from distributed.cli.dask_{kind} import main
main()
"""
T = TypeVar("T")


def within(seconds: float, do: Callable[[], T]) -> T:
    """Do something that must not hang."""
    told: list[T | BaseException] = []

    def attempt() -> None:
        try:
            told.append(do())
        except BaseException as error:
            told.append(error)

    thread = Thread(target=attempt, daemon=True)
    thread.start()
    thread.join(seconds)
    assert told, f"still at it after {seconds} s"
    [result] = told
    if isinstance(result, BaseException):
        raise result
    return result


def wait_for(happens: Callable[[], object], seconds: float = PATIENCE) -> None:
    until = monotonic() + seconds
    while not happens():
        assert monotonic() < until
        sleep(0.05)


def written(file: Path) -> bool:
    """Tell whether the scheduler has written its file to the end: it opens it before it writes."""
    return file.exists() and file.read_text().endswith("}")


class Dask:
    """A scheduler, and the workers that are started for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workers: dict[str, subprocess.Popen[bytes]] = {}
        file = folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--scheduler-file", str(file))
        try:
            wait_for(lambda: written(file))
        except BaseException:
            self.close()
            raise
        self.address: str = json.loads(file.read_text())["address"]

    def hire(self, name: str, env: Mapping[str, str] | None = None) -> None:
        """Start a worker, and go on."""
        self.workers[name] = self._start(
            "worker",
            self.address,
            *("--no-nanny", "--nthreads", "1", "--name", name),
            *("--host", "127.0.0.1", "--local-directory", str(self.folder)),
            env=env or {},
        )

    def hands(self, name: str) -> list[psutil.Process]:
        """Return the processes of ours that a worker has."""
        return [
            child
            for child in psutil.Process(self.workers[name].pid).children(recursive=True)
            if child.status() != psutil.STATUS_ZOMBIE and "lecture.cluster.hand" in " ".join(child.cmdline())
        ]

    def close(self) -> None:
        """End them all."""
        for process in (*self.workers.values(), self.scheduler):
            process.kill()
            process.wait()

    def _start(
        self, kind: str, *arguments: str, env: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        program = [sys.executable, "-P", "-c", START.format(kind=kind), *arguments]
        with (self.folder / f"{kind}.log").open("ab") as log:
            return subprocess.Popen(
                [*program, "--port" if kind == "scheduler" else "--worker-port", "0", "--no-dashboard"],
                cwd=self.folder,
                env={**os.environ, **(env or {})},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )


class Noting(Link):
    """A connection that remembers which worker, by its name, was asked to do what."""

    asked: ClassVar[list[tuple[str, str]]]
    names: ClassVar[dict[str, str]]

    @classmethod
    def draws(cls) -> list[str]:
        """Return who was asked to draw, in order."""
        return [name for name, doing in cls.asked if doing == "draw"]

    def workers(self) -> Mapping[str, Mapping[str, Any]]:
        """Ask the scheduler, and remember who has which address."""
        workers = super().workers()
        self.names.update({address: str(worker["name"]) for address, worker in workers.items()})
        return workers

    def ask(self, worker: str, doing: str, *arguments: object) -> Any:
        """Ask, and remember it."""
        self.asked.append((self.names[worker], doing))
        return super().ask(worker, doing, *arguments)
