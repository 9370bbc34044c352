"""What a viewer would notice in the words, one file a rule: each defines ``findings(passages)``.

A rule gets every text of one words file, on the screen and in the voice, with numbers filled in, and tells what
is wrong in each language by what that language's file says. All findings are errors: what a viewer would not
notice is no rule.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Sequence

from scenes.errors import ContentError
from scenes.narration.passage import Passage

__all__ = ["findings", "rules"]


def rules() -> tuple[str, ...]:
    """Names of all rules, in alphabetical order."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name[0] != "_"))


def findings(passages: Iterable[Passage]) -> list[ContentError]:
    """Return what all rules find in the texts of one words file, in the order of their lines."""
    texts: Sequence[Passage] = tuple(passages)
    found = [
        error for name in rules() for error in importlib.import_module(f"{__name__}.{name}").findings(texts)
    ]
    return sorted(found, key=lambda error: error.line or 0)
