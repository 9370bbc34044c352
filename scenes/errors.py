"""The one kind of error the content can have: what is wrong, where, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Self

LONGEST_NAME = 300
"""Characters of a name, or of anything in quotes, that are told again."""
_TOO_LONG = re.compile(rf"(?<=\W')[^'\n]{{{LONGEST_NAME + 1},}}(?=')|[^\s']{{{LONGEST_NAME + 1},}}")


class ContentError(Exception):
    """A mistake in words, parameters or a segment, told so that its author can mend it.

    Parameters
    ----------
    what
        One line: what is wrong.
    hint
        One line: what to do about it; empty where there is nothing to say.
    path, line
        The file and the line (from 1) where the mistake stands, as far as known.

    Examples
    --------
    >>> print(ContentError("no fact 'angel'", hint="did you mean 'angle'?", path=Path("a.toml"), line=3))
    a.toml:3: no fact 'angel'
      did you mean 'angle'?
    """

    def __init__(
        self, what: str, *, hint: str = "", path: Path | None = None, line: int | None = None
    ) -> None:
        super().__init__(what)
        self.what = legible(what)
        self.hint = legible(hint)
        self.path = path
        self.line = line

    @classmethod
    def unknown(cls, kind: str, name: str, known: Iterable[str]) -> Self:
        """Return the error for a name that is not known, with the nearest one that is.

        Examples
        --------
        >>> print(ContentError.unknown("language", "fr", ("en", "zh")))
        unknown language 'fr'
          known: en, zh
        """
        names = tuple(known)
        near = get_close_matches(name, names, n=1, cutoff=0.5)
        hint = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(names)}"
        return cls(f"unknown {kind} '{name}'", hint=hint)

    def __str__(self) -> str:
        place = "" if self.path is None else f"{self.path}:{self.line}: " if self.line else f"{self.path}: "
        return f"{place}{self.what}" + (f"\n  {self.hint}" if self.hint else "")


def legible(told: str) -> str:
    """Leave out the middle of whatever was given that is too long for an eye: a name of thousands of letters.

    Examples
    --------
    >>> legible("unknown key '" + "a" * 5000 + "'").replace("a" * 75, "A")
    "unknown key 'AA … A'"
    """
    return _TOO_LONG.sub(lambda run: f"{run[0][: LONGEST_NAME // 2]} … {run[0][-LONGEST_NAME // 4 :]}", told)


def no_language(code: str, known: Iterable[str]) -> str:
    """Tell that there is no such language: codes are too short to be guessed at.

    Examples
    --------
    >>> no_language("de", ["en", "zh"])
    "no language 'de' (there are: en, zh)"
    """
    return f"no language '{code}' (there are: {', '.join(known)})"
