"""What can go wrong in the making of a lecture, in one tree.

::

    LectureError
    ├── WordsError      the words, parameters or facts of a segment
    ├── SpecError       the lecture file or what the command line asks for
    ├── VoiceError      the voice is missing, or cannot speak
    ├── RenderError     a segment could not be drawn
    ├── OutputError     a result could not be written or read back
    └── SetupError      something the machine lacks: a package, a font, a driver

Each says what is wrong, where, and what to do. The command line catches the root and shows nothing else.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from scenes.errors import ContentError, legible


class LectureError(Exception):
    """A mistake that its reader can mend.

    Parameters
    ----------
    what
        One line: what is wrong.
    hint
        One line: what to do about it; empty where there is nothing to say.
    path, line
        The file and the line (from 1) where the mistake stands, as far as known.
    segment, cue
        The segment and cue it concerns, as far as known.

    Attributes
    ----------
    parts
        The mistakes that this one tells together; itself alone, mostly.

    Examples
    --------
    >>> print(VoiceError("no voice 'espek'", hint="did you mean 'espeak'?", segment="rolling_ball"))
    rolling_ball: no voice 'espek'
      did you mean 'espeak'?
    """

    def __init__(
        self,
        what: str,
        hint: str = "",
        *,
        path: Path | None = None,
        line: int | None = None,
        segment: str = "",
        cue: str = "",
    ) -> None:
        super().__init__(what)
        self.what = legible(what)
        self.hint = legible(hint)
        self.path = path
        self.line = line
        self.segment = segment
        self.cue = cue
        self.parts: tuple[LectureError, ...] = (self,)

    @property
    def where(self) -> str:
        """The place in one phrase, such as ``adam/en.toml:12: adam, cue 'start'``; empty if unknown."""
        file = "" if self.path is None else f"{self.path}:{self.line}" if self.line else str(self.path)
        cue = f"cue '{self.cue}'" if self.cue else ""
        scene = ", ".join(part for part in (self.segment, cue) if part)
        return ": ".join(part for part in (file, scene) if part)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return place + self.what + (f"\n  {self.hint}" if self.hint else "")

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders; the default would forget all but the first argument.
        return (_rebuild, (type(self), self.what, self.hint, self.path, self.line, self.segment, self.cue))

    @classmethod
    def from_content(cls, error: ContentError, segment: str = "") -> Self:
        """Tell a mistake found by the scenes as one of ours."""
        return cls(error.what, error.hint, path=error.path, line=error.line, segment=segment)


class WordsError(LectureError):
    """The words, parameters or facts of a segment are wrong."""


class SpecError(LectureError):
    """The lecture file, or what the command line asks for, is wrong."""


class VoiceError(LectureError):
    """The voice is unknown, is not installed, or cannot speak this."""


class RenderError(LectureError):
    """A segment could not be drawn."""


class OutputError(LectureError):
    """A result could not be written, or what was written before cannot be read."""


class SetupError(LectureError):
    """The machine lacks something: a package, a font, a driver."""


@contextmanager
def needing(packages: Container[str], what: str, extras: str) -> Iterator[None]:
    """Say what to install where a package is missing that an extra brings; any other lack is a fault.

    Parameters
    ----------
    packages
        Names of modules that the extra brings.
    what
        What they are needed for, as in "the page needs a server".
    extras
        The extra, or several with commas between them.

    Raises
    ------
    SetupError
        If one of them is missing.
    """
    try:
        yield
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in packages:
            raise
        raise SetupError(
            f"{what}, and there is no module '{missing.name}'", f"pip install 'optim-lectures[{extras}]'"
        ) from missing


def together(errors: Sequence[LectureError]) -> LectureError:
    """Return the one error there is, or one that tells them all.

    Examples
    --------
    >>> print(together([SpecError("a", path=Path("my.toml"), line=1), SpecError("b", path=Path("my.toml"), line=2)]))
    2 mistakes:
    my.toml:1: a
    my.toml:2: b
    """
    if len(errors) == 1:
        return errors[0]
    all_ = type(errors[0])(f"{len(errors)} mistakes:\n" + "\n".join(map(str, errors)))
    all_.parts = tuple(errors)
    return all_


@contextmanager
def content_as(kind: type[LectureError], segment: str = "") -> Iterator[None]:
    """Raise what the scenes find wrong as an error of ours.

    Examples
    --------
    >>> try:
    ...     with content_as(WordsError):
    ...         raise ContentError("no fact 'angel'")
    ... except LectureError as error:
    ...     print(error)
    no fact 'angel'
    """
    try:
        yield
    except ContentError as error:
        raise kind.from_content(error, segment) from error


def _rebuild(
    kind: type[LectureError],
    what: str,
    hint: str,
    path: Path | None,
    line: int | None,
    segment: str,
    cue: str,
) -> LectureError:
    return kind(what, hint, path=path, line=line, segment=segment, cue=cue)
