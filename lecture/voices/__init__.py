"""The voices a lecture can be spoken with, found by their files: ``NAME.py``, or a folder, defines ``voice()``."""

from __future__ import annotations

import importlib
from difflib import get_close_matches
from pathlib import Path

from lecture.errors import VoiceError
from lecture.voices.base import Take, Voice

__all__ = ["Take", "Voice", "load", "names"]


def names() -> tuple[str, ...]:
    """Names of all voices, in alphabetical order."""
    here = Path(__file__).parent
    files = [path.stem for path in here.glob("[!_]*.py") if path.stem != "base"]
    return tuple(sorted([*files, *(path.parent.name for path in here.glob("[!_]*/__init__.py"))]))


def load(name: str) -> Voice:
    """Make a voice ready; nothing is checked yet (see :meth:`Voice.check`).

    Raises
    ------
    VoiceError
        If there is no such voice; the hint names the nearest one.

    Examples
    --------
    >>> load("silent").name
    'silent'
    """
    if name not in names():
        near = get_close_matches(name, names(), n=1, cutoff=0.5)
        hint = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(names())}"
        raise VoiceError(f"unknown voice '{name}'", hint)
    voice: Voice = importlib.import_module(f"lecture.voices.{name}").voice()
    return voice
