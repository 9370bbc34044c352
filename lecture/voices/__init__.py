"""The voices a lecture can be spoken with, found by their files: ``NAME.py``, or a folder, defines ``voice()``.

They stand in ``voices`` of any place (see :mod:`optimlib.places`); of two of one name, the nearer one speaks.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from pathlib import Path
from traceback import extract_tb
from typing import Any

from lecture.errors import VoiceError
from lecture.nearest import hint_for
from lecture.voices.base import Take, Voice
from optimlib import places
from optimlib.places import Shelf
from scenes.narration.language import language as facts_of

_STOCK = Shelf(Path(__file__).parent, __name__)

__all__ = ["Take", "Voice", "advice", "best", "load", "names", "settings_of"]


def names() -> tuple[str, ...]:
    """Names of all voices, in alphabetical order."""
    return tuple(sorted(_shelves()))


def _shelves() -> dict[str, Shelf]:
    """Return where each voice stands: the nearest place."""
    found: dict[str, Shelf] = {}
    for shelf in reversed(places.shelves("voices", _STOCK)):
        files = [path.stem for path in shelf.folder.glob("[!_]*.py")]
        folders = [path.parent.name for path in shelf.folder.glob("[!_]*/__init__.py")]
        found |= dict.fromkeys([*files, *folders], shelf)
    # What a voice is stands among ours, and is none.
    found.pop("base", None)
    return found


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
    make = _maker(name)
    known = inspect.signature(make).parameters
    for setting in settings:
        if setting not in known:
            raise VoiceError(
                f"voice '{name}' has no '{setting}'", f"it has: {', '.join(known) or 'no settings'}"
            )
    return make(**settings)


def settings_of(name: str) -> dict[str, Any]:
    """Return the settings of a voice, each with its kind: what its function ``voice()`` takes.

    Raises
    ------
    VoiceError
        If there is no such voice.

    Examples
    --------
    >>> settings_of("silent")
    {'rate': <class 'float'>}
    """
    parameters = inspect.signature(_maker(name), eval_str=True).parameters
    return {setting: parameter.annotation for setting, parameter in parameters.items()}


def _maker(name: str) -> Callable[..., Voice]:
    """Import the function that makes a voice; what is wrong in a file that is not ours is told with its line."""
    known_voices = _shelves()
    if name not in known_voices:
        raise VoiceError(f"unknown voice '{name}'", hint_for(name, sorted(known_voices)))
    shelf = known_voices[name]
    path = shelf.folder / f"{name}.py"
    try:
        module = importlib.import_module(f"{shelf.package}.{name}")
    except Exception as error:
        if not shelf.origin:
            raise
        at = [frame.lineno for frame in extract_tb(error.__traceback__) if frame.filename == str(path)]
        line = error.lineno if isinstance(error, SyntaxError) else at[-1] if at else None
        raise VoiceError(f"{type(error).__name__}: {error}", path=path, line=line) from error
    if not hasattr(module, "voice"):
        raise VoiceError("there is no function voice() in this file", "it returns the voice", path=path)
    make: Callable[..., Voice] = module.voice
    return make


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
