"""The connection to a scheduler of Dask: which workers it has, and how they are asked to do something."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import dask
from distributed import Client, Future

from lecture.errors import SetupError
from lecture.keys.values import digest

CONNECT = 10.0
"""Seconds in which a scheduler has to answer."""
CLOSE = 2.0
"""Seconds for taking leave of it."""

LOAD = (
    "(lambda modules, module: modules.get(name)"
    " or (exec(text, module.__dict__), modules.setdefault(name, module))[1])"
    "(__import__('sys').modules, __import__('types').ModuleType(name))"
)
"""An expression that gives a worker the module :mod:`lecture.cluster.away`: its text is run once a process.

Text is read by every Python, where pickled functions of another version may crash, and needs nothing of ours there.
"""


class Link:
    """A connection to a scheduler.

    Parameters
    ----------
    address
        Where it listens, such as ``tcp://10.0.0.1:8786``.

    Raises
    ------
    SetupError
        If it does not answer.
    """

    def __init__(self, address: str) -> None:
        _quiet()
        self.address = address
        self.topic = f"lecture-{uuid4().hex}"
        self._numbers = count()
        # Luggage and facts may be large; they are sent once.
        dask.config.set({"distributed.admin.large-graph-warning-threshold": "10GB"})
        try:
            with warnings.catch_warnings():
                # Versions of what draws are compared by us.
                warnings.simplefilter("ignore")
                with dask.config.set({"distributed.comm.timeouts.connect": CONNECT}):
                    self._client = Client(address, timeout=CONNECT, set_as_default=False)
        except Exception as error:
            # Whatever is raised by whatever answers there: it is no scheduler that we can work with.
            raise SetupError(
                f"no scheduler answers at {address}",
                "`dask scheduler` starts one (docs/cluster.md); can this machine reach it?",
            ) from error

    def listen(self, hear: Callable[[Mapping[str, Any]], object]) -> None:
        """Have progress told, in another thread."""
        self._client.subscribe_topic(self.topic, lambda event: hear(event[1]))

    def workers(self) -> Mapping[str, Mapping[str, Any]]:
        """Ask the scheduler for all its workers, by address.

        Raises
        ------
        Exception
            Of many kinds, if it does not answer.
        """
        # `Client.scheduler_info` hands out what it knew last when nobody answers.
        told = self._client.sync(self._client.scheduler.identity, n_workers=-1, callback_timeout=2 * CONNECT)
        workers: Mapping[str, Mapping[str, Any]] = told["workers"]
        return workers

    def ask(self, worker: str, doing: str, *arguments: object) -> Future:
        """Have a worker, by its address, call a function of :mod:`lecture.cluster.away`."""
        told = {"name": f"lecture_away_{_hash()}", "text": _away(), "arguments": arguments}
        return self._client.submit(
            eval,
            f"{LOAD}.{doing}(*arguments)",
            told,
            key=f"{self.topic}-{doing}-{next(self._numbers)}",
            workers=[worker],
            allow_other_workers=False,
            pure=False,
        )

    def close(self) -> None:
        """Take leave; tasks that still run are ended by their workers."""
        with suppress(Exception):
            # A scheduler that is gone hears nothing any more.
            self._client.close(timeout=CLOSE)


@cache
def _away() -> str:
    """Return the text of what is run on workers."""
    return Path(__file__).with_name("away.py").read_text(encoding="utf-8")


@cache
def _hash() -> str:
    """Return the hash that names it there."""
    return digest(_away())[:16]


def _quiet() -> None:
    """Let Dask say nothing of its own: what goes wrong is told by us, once."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
