"""A crew of Dask's workers: does jobs like the pool of processes here."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rich.console import Console

from lecture.cluster.link import Link
from lecture.cluster.shift import PATIENCE, Shift
from lecture.errors import SpecError
from lecture.rendering.job import Job
from lecture.rendering.pool import Result

ADDRESS = re.compile(r"(tcp|tls|ws|wss)://[^\s/]+:\d+")


class Cluster:
    """The workers of one scheduler; used as a context manager, like :class:`~lecture.rendering.pool.Pool`.

    Parameters
    ----------
    address
        Where the scheduler listens, such as ``tcp://10.0.0.1:8786``.
    console
        Where to tell of workers that are waited for or refused.
    patience
        Seconds to wait while there is no worker at all.

    Raises
    ------
    SpecError
        If that is no address.
    """

    def __init__(self, address: str, console: Console, patience: float = PATIENCE) -> None:
        if not ADDRESS.fullmatch(address):
            raise SpecError(
                f"'{address}' is no address of a scheduler",
                "it says its address when it starts, such as tcp://10.0.0.1:8786",
            )
        self.address = address
        self.console = console
        self.patience = patience

    def __enter__(self) -> Cluster:
        """Connect to the scheduler.

        Raises
        ------
        SetupError
            If it does not answer.
        """
        self._link = Link(self.address)
        return self

    @property
    def size(self) -> int:
        """How many jobs the workers do at a time that are here now; those that are still to come are not known."""
        return sum(int(worker["nthreads"]) for worker in self._link.workers().values()) or 1

    def __exit__(self, *error: object) -> None:
        """Take leave; tasks that still run are ended by their workers."""
        self._link.close()

    def run(
        self,
        jobs: Sequence[Job],
        progress: Callable[[int, int], object],
        done: Callable[[int, Result], object] = lambda position, result: None,
    ) -> list[Result]:
        """Do all jobs, as :meth:`lecture.rendering.pool.Pool.run` does.

        Raises
        ------
        SetupError
            If the scheduler is gone, no worker comes, or none draws as this machine does. What was done before
            has been handed to ``done``.
        """
        return Shift(self._link, self.console, self.patience, jobs, progress, done).work()
