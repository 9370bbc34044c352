"""Keeps a user's folder out of the places that modules are imported from. Imports nothing that could lie there."""

from __future__ import annotations

import os
import sys


def leave_working_folder() -> None:
    """Stop importing from the folder we were started in: a ``numpy.py`` there is not meant for us.

    ``python -m`` and an empty entry of ``PYTHONPATH`` put that folder first. If this very package comes from it
    and from nowhere else, it is kept as the last place to look.
    """
    here = _real("")
    outside = [entry for entry in sys.path if _real(entry) != here]
    if len(outside) < len(sys.path) and not any(_holds_us(entry) for entry in outside):
        outside.append(here)
    sys.path[:] = outside


def is_the_command() -> bool:
    """Whether this process runs ``lecture`` or ``python -m lecture``; Python says no more while ``-m`` begins."""
    return os.path.basename(sys.argv[0] if sys.argv else "") in ("-m", "lecture")


def module_command(module: str) -> list[str]:
    """Return the command that runs a module of ours in a process of its own; see :func:`module_places`."""
    return [sys.executable, "-P", "-m", module]


def module_places() -> str:
    """Return the ``PYTHONPATH`` of such a process: it sees what we see, and nothing of the working folder."""
    return os.pathsep.join(os.path.abspath(entry) for entry in sys.path)


def _real(entry: str) -> str:
    return os.path.realpath(entry or os.curdir)


def _holds_us(entry: str) -> bool:
    return os.path.isfile(os.path.join(entry, "lecture", "isolation.py"))
