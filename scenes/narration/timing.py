"""When things are said: the contract between the voice and the pictures.

A voice times every :class:`Word` of a cue; a :class:`Timeline` lays the cues of one segment one after the
other and turns marks into absolute seconds. Pictures are drawn against a timeline and nothing else, so they
never have to know who spoke. Standard library only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from math import ceil, floor
from types import MappingProxyType
from typing import Literal

Timing = Literal["exact", "aligned", "estimated"]

LEAD = 0.6
"""Seconds of picture before the first word of a segment."""
REST = 0.5
"""Seconds of silence between two cues, unless the words ask for more."""
TAIL = 1.2
"""Seconds of picture after the last word of a segment."""
STEPS = 15
"""Beats begin on this fraction of a second, which is a whole frame at every frame rate that a film may have.

So a beat has the same frames wherever in its segment it begins, and a pause is a thirtieth of a second off at most.
"""
_TIE = 1e-6
"""Times that are computed differently differ by less: half a frame is always the next one."""


def frame_at(time: float, fps: float) -> int:
    """Return the number of whole frames nearest to a time in seconds.

    Examples
    --------
    >>> frame_at(0.25, 30)
    8
    """
    return floor(time * fps + 0.5 + _TIE)


@dataclass(frozen=True)
class Word:
    """One spoken word: its code-point span ``[start, end)`` in the spoken text, its seconds ``[t0, t1)``."""

    text: str
    start: int
    end: int
    t0: float
    t1: float


@dataclass(frozen=True)
class SpokenCue:
    """What a voice made of one cue, in seconds from the cue's own start.

    ``marks`` holds the time of the first word at or after each mark. ``pause`` is the silence that follows.
    """

    name: str
    duration: float
    marks: Mapping[str, float]
    pause: float = REST


@dataclass(frozen=True)
class Cue:
    """One beat of a segment in absolute seconds: the voice speaks during ``[start, end)``.

    ``until`` is the start of the next beat (or the end of the segment): pictures may move until then.
    """

    name: str
    start: float
    end: float
    until: float
    marks: Mapping[str, float]

    def mark(self, name: str) -> float:
        """Absolute time of a mark.

        Raises
        ------
        KeyError
            If the words of this cue have no such mark; the message lists those they have.
        """
        try:
            return self.marks[name]
        except KeyError:
            known = ", ".join(sorted(self.marks)) or "none"
            raise KeyError(f"cue '{self.name}' has no mark '{name}' (it has: {known})") from None

    def at(self, fraction: float) -> float:
        """Absolute time at a fraction of the spoken part: 0 at its start, 1 at its end."""
        return self.start + fraction * (self.end - self.start)


@dataclass(frozen=True)
class Timeline:
    """The cues of one segment in order, and how long the segment lasts, in seconds.

    Examples
    --------
    >>> line = Timeline.lay_out("en", [SpokenCue("a", 2.0, {"turn": 1.5}), SpokenCue("b", 1.0, {})])
    >>> line.cue("a").mark("turn")
    2.1
    >>> round(line.cue("b").start, 3), round(line.duration, 3)
    (3.067, 5.267)
    """

    language: str
    timing: Timing
    cues: tuple[Cue, ...]
    duration: float

    @classmethod
    def lay_out(cls, language: str, spoken: Iterable[SpokenCue], timing: Timing = "exact") -> Timeline:
        """Put spoken cues one after the other, with a lead before, rests between and a tail after them.

        Each begins on a whole step of ``1 / STEPS`` of a second.
        """
        clock = LEAD
        parts = list(spoken)
        cues: list[Cue] = []
        for position, part in enumerate(parts):
            end = clock + part.duration
            last = position == len(parts) - 1
            rest = max(TAIL, part.pause) if last else part.pause
            until = max(round((end + rest) * STEPS), ceil(end * STEPS)) / STEPS
            marks = MappingProxyType({name: clock + offset for name, offset in part.marks.items()})
            cues.append(Cue(part.name, clock, end, until, marks))
            clock = until
        return cls(language, timing, tuple(cues), clock)

    def cue(self, name: str) -> Cue:
        """Return the cue of that name; ``KeyError`` lists the known ones."""
        for cue in self.cues:
            if cue.name == name:
                return cue
        raise KeyError(f"no cue '{name}' (there are: {', '.join(cue.name for cue in self.cues)})")

    def cue_at(self, time: float) -> Cue:
        """Return the cue whose beat holds ``time``; the first or last one for times outside all beats."""
        for cue in self.cues:
            if time < cue.until:
                return cue
        return self.cues[-1]

    def to_json(self) -> str:
        """Write the timeline as JSON text; :meth:`from_json` reads it back without loss."""
        cues = [_plain(cue) for cue in self.cues]
        return json.dumps(
            {"language": self.language, "timing": self.timing, "duration": self.duration, "cues": cues},
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> Timeline:
        """Read what :meth:`to_json` wrote."""
        data = json.loads(text)
        cues = tuple(Cue(**{**cue, "marks": MappingProxyType(cue["marks"])}) for cue in data["cues"])
        return cls(data["language"], data["timing"], cues, data["duration"])


def _plain(cue: Cue) -> dict[str, object]:
    """Return a cue as plain JSON values."""
    return {**asdict(Cue(cue.name, cue.start, cue.end, cue.until, {})), "marks": dict(cue.marks)}
