"""The voices a lecture can be spoken with, found by their files: ``NAME.py``, or a folder, defines ``voice()``."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path

from lecture.errors import VoiceError
from lecture.voices.base import Take, Voice
from scenes.narration.language import language as facts_of

__all__ = ["Take", "Voice", "advice", "best", "load", "names"]


def names() -> tuple[str, ...]:
    """Names of all voices, in alphabetical order."""
    here = Path(__file__).parent
    files = [path.stem for path in here.glob("[!_]*.py") if path.stem != "base"]
    return tuple(sorted([*files, *(path.parent.name for path in here.glob("[!_]*/__init__.py"))]))


def load(name: str, **settings: object) -> Voice:
    """Make a voice ready; nothing is checked yet (see :meth:`Voice.check`).

    Parameters
    ----------
    name
        Its file.
    settings
        What its function ``voice()`` takes, such as ``speaker`` and ``rate``.

    Raises
    ------
    VoiceError
        If there is no such voice, or it has no such setting; the hint names the nearest one.

    Examples
    --------
    >>> load("silent").name
    'silent'
    """
    if name not in names():
        near = get_close_matches(name, names(), n=1, cutoff=0.5)
        hint = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(names())}"
        raise VoiceError(f"unknown voice '{name}'", hint)
    make: Callable[..., Voice] = importlib.import_module(f"lecture.voices.{name}").voice
    known = inspect.signature(make).parameters
    for setting in settings:
        if setting not in known:
            raise VoiceError(
                f"voice '{name}' has no '{setting}'", f"it has: {', '.join(known) or 'no settings'}"
            )
    return make(**settings)


def best(language: str) -> str:
    """Name the best voice for a language whose packages are here, in the order of the language's file.

    Examples
    --------
    >>> best("en") in facts_of("en").preferred
    True
    """
    *others, last = facts_of(language).preferred
    return next((name for name in others if _is_here(name, language)), last)


def advice(language: str) -> str:
    """Say in one line what would sound better than :func:`best`; empty if nothing would."""
    first = facts_of(language).preferred[0]
    taken = best(language)
    if taken == first:
        return ""
    here = facts_of(language).name
    return (
        f"{here}: {first} sounds more natural than {taken}; to have it: pip install 'optim-lectures[voices]'"
    )


def _is_here(name: str, language: str) -> bool:
    try:
        load(name).check(language)
    except VoiceError:
        return False
    return True
