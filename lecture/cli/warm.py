"""Commands that begin at once: a process that has loaded the libraries runs each of them in a copy of itself.

What it has loaded is what the command before has, of what is installed. An author's source is loaded anew by each
copy, and so is ours if any of it was touched: a command does what it does in a fresh process, only sooner.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import sysconfig
import traceback
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from time import time_ns
from typing import Any, Self

from lecture.environment import nobody_at_home

OURS = ("lecture", "scenes", "optimlib")
MAY_LOAD = sys.platform != "darwin"
"""What Apple's libraries hold does not outlive a fork: there, each copy loads for itself."""


class Warm:
    """Runs commands of ours, one after the other, in copies of one process; used as a context manager."""

    def __enter__(self) -> Self:
        """Start the process; it has loaded nothing yet."""
        # The process itself is to load as little of ours as it can before the first command.
        from lecture.isolation import module_command
        from lecture.keys.pinned import environment

        answers, theirs = os.pipe()
        self._process = subprocess.Popen(
            [*module_command("lecture.cli.warm"), str(theirs)],
            stdin=subprocess.PIPE,
            pass_fds=[theirs],
            # As any process that draws: libraries are loaded with nothing of the user's around them.
            cwd=Path(__file__).parent,
            env=environment(),
            encoding="utf-8",
        )
        os.close(theirs)
        self._answers = os.fdopen(answers, encoding="utf-8")
        return self

    def __exit__(self, *error: object) -> None:
        """End it."""
        assert self._process.stdin
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.wait()
        self._answers.close()

    def run(self, arguments: Sequence[str]) -> None:
        """Run ``lecture`` with these arguments, here and with our environment, to its end.

        Raises
        ------
        RenderError
            If the process is there no more.
        """
        from lecture.errors import RenderError

        assert self._process.stdin
        asked = {"arguments": list(arguments), "folder": os.getcwd(), "environment": dict(os.environ)}
        with suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(asked) + "\n")
            self._process.stdin.flush()
        if not self._answers.readline():
            raise RenderError("the process that runs commands has ended", "start again")


def main(commands: Iterable[str], answers: int) -> None:
    """Run commands, a JSON line each, and answer each with a line, until they end."""
    # Ctrl-C is meant for the command under way, and for who waits for it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    begun = time_ns()
    for line in commands:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            os.close(answers)
            _run(json.loads(line), begun, writing)
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as loaded:
            told = loaded.read()
        os.waitpid(child, 0)
        os.write(answers, b"\n")
        if MAY_LOAD:
            with nobody_at_home():
                _load(told.split())


def _run(asked: dict[str, Any], begun: int, loaded: int) -> None:
    """Be the command: in its place, with its environment; tell at last what was loaded, and end."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    status = 1
    try:
        # Who reads the commands is not to be read from.
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.chdir(asked["folder"])
        os.environ.clear()
        os.environ.update(asked["environment"])
        if any(_touched(name, begun) for name in _ours()):
            for name in _ours():
                del sys.modules[name]
        sys.argv = ["lecture", *asked["arguments"]]
        from lecture.cli import main as command_line
        from lecture.rendering.here import Here

        command_line(prog_name="lecture", obj=Here())
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        with suppress(OSError):
            os.write(loaded, "\n".join(_worth_loading()).encode())
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(status)


def _ours() -> list[str]:
    return [name for name in sys.modules if name.partition(".")[0] in OURS]


def _touched(name: str, since: int) -> bool:
    """Whether the file of a module was written or put in its place after some time (nanoseconds since 1970)."""
    file = getattr(sys.modules[name], "__file__", None)
    if file is None:
        return False
    try:
        stands = os.stat(file)
    except OSError:
        return True
    return max(stands.st_mtime_ns, stands.st_ctime_ns) > since


def _worth_loading() -> list[str]:
    """Name all modules that are loaded but an author's, whose folders are not known here."""
    places = {sysconfig.get_path(place) for place in ("purelib", "platlib", "stdlib", "platstdlib")}
    ours = set(_ours())
    return [
        name
        for name, module in sys.modules.items()
        if name in ours
        or (
            (file := getattr(module, "__file__", None))
            and any(Path(file).is_relative_to(one) for one in places)
        )
    ]


def _load(names: Iterable[str]) -> None:
    for name in names:
        if name not in sys.modules and name != "__main__":
            # What cannot be loaded by its name alone is loaded by the command, as before.
            with suppress(Exception):
                importlib.import_module(name)


if __name__ == "__main__":
    main(sys.stdin, int(sys.argv[1]))
