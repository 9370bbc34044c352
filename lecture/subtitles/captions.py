"""Words with their times become subtitles: pure, and without a loss.

Each cue is cut into captions by dynamic programming over its words: the cheapest cut under hard limits
(line length, two lines, seven seconds) and soft ones. A caption is best a clause or a short sentence of three
to four seconds; it holds no break that is stronger than those at its two ends, so that nothing of it is the
tail of something else; a question stands apart from its answer. Times lie on frames.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import accumulate, pairwise
from math import ceil, floor, inf

from lecture.subtitles.breaks import Breaks, Strength
from lecture.subtitles.units import Unit, shown_units
from scenes.narration.language import Language, language
from scenes.narration.script import ScriptCue, is_wide
from scenes.narration.timing import Word

SHORTEST = Fraction(6, 5)
IDEAL = 3.6
"""Seconds of a caption that is neither hurried nor stale."""
LONGEST = Fraction(7)
GAP_FRAMES = 2
_LINGER = 0.4
_CHAIN = 0.5
_UNEVEN = 12.0
_SCANT = 0.45
"""What share of a line a caption should fill at least: a word alone is a tail."""


@dataclass(frozen=True)
class Caption:
    """One subtitle: the seconds at which it comes and goes, and its one or two lines."""

    start: float
    end: float
    lines: tuple[str, ...]


def captions(
    cue: ScriptCue, words: Sequence[Word], code: str, *, start: float, until: float, fps: Fraction
) -> tuple[Caption, ...]:
    """Cut one cue into subtitles.

    Parameters
    ----------
    cue, words
        The cue and its spoken words with their times.
    code
        Its language.
    start, until
        Seconds of the film at which its voice begins, and at which the next one may begin.
    fps
        Frames a second: starts and ends lie on frames.

    Examples
    --------
    >>> from scenes.narration.pace import estimate_words
    >>> cue = ScriptCue("a", "Then we stop.", "Then we stop.", (), {})
    >>> said = estimate_words(cue.spoken, "en")
    >>> [c.lines for c in captions(cue, said, "en", start=0, until=9, fps=Fraction(30))]
    [('Then we stop.',)]
    """
    units = shown_units(cue, words)
    if not units:
        return ()
    layout = _Layout(cue.shown, units, language(code))
    cuts = _cheapest_cuts(layout, until - start, GAP_FRAMES / fps)
    moments = [_Frames(start, unit_start=units[i].t0, unit_end=units[j - 1].t1, fps=fps) for i, j in cuts]
    found = []
    for position, (moment, (i, j)) in enumerate(zip(moments, cuts, strict=True)):
        last = position + 1 == len(cuts)
        free = (floor(until * fps) if last else moments[position + 1].first) - GAP_FRAMES
        end = moment.end(layout.size(i, j), layout.rules.cps, free)
        found.append(Caption(float(moment.first / fps), float(end / fps), layout.lines(i, j)))
    return tuple(found)


class _Layout:
    """How the units ``[i, j)`` of a text look as one caption, and what a reader would pay for it."""

    def __init__(self, shown: str, units: Sequence[Unit], facts: Language) -> None:
        self.shown = shown
        self.units = units
        self.rules = facts.subtitles
        breaks = Breaks(shown, facts)
        places = [*(unit.start for unit in units), len(shown)]
        self.strengths = [breaks.strength(place) for place in places]
        self.costs = [breaks.cost(place) for place in places]
        self.begins = [places[k] + _blanks(shown[unit.start : unit.end]) for k, unit in enumerate(units)]
        self.ends = [unit.end - _blanks(shown[unit.start : unit.end][::-1]) for unit in units]
        self.wide = list(accumulate(map(is_wide, shown), initial=0))
        """How many wide characters there are before each place."""
        self.line_break = cache(self._line_break)

    def text(self, i: int, j: int) -> str:
        return self.shown[self.begins[i] : self.ends[j - 1]]

    def size(self, i: int, j: int) -> float:
        begin, end = self.begins[i], self.ends[j - 1]
        wide = self.wide[end] - self.wide[begin]
        return wide + (end - begin - wide) * self.rules.half_width

    def fits(self, i: int, j: int) -> bool:
        """Whether it can be shown in the lines there are; a single unit must be, however long."""
        return j - i == 1 or self.size(i, j) <= self.rules.line or self.line_break(i, j) is not None

    def lines(self, i: int, j: int) -> tuple[str, ...]:
        cut = self.line_break(i, j)
        return (self.text(i, j),) if cut is None else (self.text(i, cut), self.text(cut, j))

    def cost(self, i: int, j: int, seconds: float) -> float:
        """Tell what a caption costs that can be seen for so long; the breaks at its ends not counted."""
        missing = max(float(SHORTEST) - seconds, 0)
        cost = 2.0 + 60 * missing + 15 * (missing > 0)
        cost += 1.2 * ((seconds - IDEAL) / 1.5) ** 2
        size = self.size(i, j)
        cost += 5 * max(size / max(seconds, 0.1) - self.rules.cps, 0)
        cost += 8 * max(1 - size / (_SCANT * self.rules.line), 0)
        if cut := self.line_break(i, j):
            cost += 0.5 + max(self.costs[cut], 0)
        inside = max(self.strengths[i + 1 : j], default=Strength.NONE)
        cost += 5.0 * max(inside - min(self.strengths[i], self.strengths[j], Strength.SENTENCE), 0)
        return cost + 14 * (inside == Strength.QUESTION)

    def _line_break(self, i: int, j: int) -> int | None:
        """Find the unit that best begins a second line; ``None`` if no second line is needed, or none helps."""
        if self.size(i, j) <= self.rules.line or self.rules.lines < 2:
            return None
        found = []
        for cut in range(i + 1, j):
            above, below = self.size(i, cut), self.size(cut, j)
            if max(above, below) <= self.rules.line:
                found.append((self.costs[cut] + _UNEVEN * abs(above - below) / self.rules.line, cut))
        return min(found)[1] if found else None


def _blanks(text: str) -> int:
    """Return how many characters at its beginning are blank."""
    return len(text) - len(text.lstrip())


def _cheapest_cuts(layout: _Layout, room: float, gap: Fraction) -> list[tuple[int, int]]:
    """Return unit ranges ``[i, j)`` of the captions, the cheapest in sum."""
    units = layout.units
    count = len(units)
    best: list[float] = [0.0] + [inf] * count
    previous = [0] * (count + 1)
    for j in range(1, count + 1):
        for i in range(j - 1, -1, -1):
            single = j - i == 1
            spoken = units[j - 1].t1 - units[i].t0
            if not single and (
                spoken > LONGEST or layout.size(i, j) > layout.rules.line * layout.rules.lines
            ):
                break
            if not layout.fits(i, j):
                continue
            free = (units[j].t0 if j < count else room) - units[i].t0 - float(gap)
            seconds = min(free, max(spoken + _LINGER, float(SHORTEST)))
            cost = best[i] + layout.cost(i, j, seconds) + layout.costs[j]
            if cost < best[j]:
                best[j], previous[j] = cost, i
    ends = [count]
    while ends[-1]:
        ends.append(previous[ends[-1]])
    return list(pairwise(reversed(ends)))


class _Frames:
    """The frames of one caption: when it comes, and when it may go."""

    def __init__(self, start: float, *, unit_start: float, unit_end: float, fps: Fraction) -> None:
        self.fps = fps
        self.first = Fraction(floor((start + unit_start) * fps))
        self.spoken = Fraction(ceil((start + unit_end) * fps))

    def end(self, size: float, cps: float, free: Fraction | int) -> Fraction:
        """Stay long enough to be read, a little after the voice, and never into the next one."""
        readable = max(SHORTEST, Fraction(size / cps)) * self.fps
        wanted = max(self.spoken + round(_LINGER * self.fps), self.first + ceil(readable))
        if wanted + round(_CHAIN * self.fps) > free:
            wanted = Fraction(free)
        latest = min(Fraction(free), self.first + floor(LONGEST * self.fps))
        return max(min(wanted, latest), self.first + 1)
