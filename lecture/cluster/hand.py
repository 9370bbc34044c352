"""The process that draws on another machine: our worker, in a folder of luggage, for as long as its parent lives."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from threading import Thread
from time import sleep

from lecture.cluster.luggage import arrived
from lecture.rendering import worker
from lecture.rendering.job import Job

LOOK = 0.5
"""Seconds between two looks for the parent."""
GRACE = 2.0
"""Seconds to put things away when it is gone."""


def main() -> None:
    """Answer jobs until the input ends, or the process that asks."""
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    luggage = Path.cwd()
    worker.main(arrived(Job.from_json(line), luggage).to_json() for line in sys.stdin)


def _end_with(parent: int) -> None:
    """Stop as soon as the parent is gone: killed in the middle of a job, it cannot say so."""
    while os.getppid() == parent:
        sleep(LOOK)
    os.kill(os.getpid(), signal.SIGTERM)
    sleep(GRACE)
    os._exit(1)


if __name__ == "__main__":
    main()
