"""Words with their times become subtitles: pure, and without a loss.

Each cue is cut into captions by dynamic programming over its words: the cheapest cut under hard limits
(line length, two lines, seven seconds) and soft ones (breaks after punctuation and before conjunctions, not
too short, not too fast). Times lie on frames.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor, inf

from scenes.narration.language import SubtitleRules, language
from scenes.narration.pace import word_spans
from scenes.narration.script import ScriptCue, is_wide
from scenes.narration.timing import Word

SHORTEST = Fraction(5, 6)
LONGEST = Fraction(7)
GAP_FRAMES = 2
_LINGER = 0.4
_CHAIN = 0.5
_OPENING = "([{（“‘《「『〈【"
_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’）)]*$")
_CLAUSE_END = re.compile(r"[,;:，；：、—][\"'”’）)]*$")
_SENTENCE_INSIDE = re.compile(r"[!?。！？…][\"'”’）)]*\s*\w|\.[\"'”’)]*\s+\w")


@dataclass(frozen=True)
class Caption:
    """One subtitle: the seconds at which it comes and goes, and its one or two lines."""

    start: float
    end: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Unit:
    """The smallest part of a subtitle: shown characters ``[start, end)`` and the seconds of their speech."""

    start: int
    end: int
    t0: float
    t1: float


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
    layout = _Layout(cue.shown, language(code).subtitles)
    cuts = _cheapest_cuts(layout, units, until - start, GAP_FRAMES / fps)
    moments = [_Frames(start, unit_start=units[i].t0, unit_end=units[j - 1].t1, fps=fps) for i, j in cuts]
    found = []
    for position, (moment, (i, j)) in enumerate(zip(moments, cuts, strict=True)):
        last = position + 1 == len(cuts)
        free = (floor(until * fps) if last else moments[position + 1].first) - GAP_FRAMES
        text = layout.text(units[i].start, units[j - 1].end)
        end = moment.end(layout.size(text), layout.rules.cps, free)
        lines = layout.lines(text) or (text,)
        found.append(Caption(float(moment.first / fps), float(end / fps), lines))
    return tuple(found)


def shown_units(cue: ScriptCue, words: Sequence[Word]) -> tuple[Unit, ...]:
    """Cut the shown text of a cue into units, and time them by the spoken words behind them."""
    starts = _break_places(cue.shown)
    if not starts or not words:
        return ()
    starts[0] = 0
    units = []
    clock = 0.0
    for start, end in zip(starts, [*starts[1:], len(cue.shown)], strict=True):
        spoken_start = _spoken_offset(cue, start)
        spoken_end = _spoken_offset(cue, start + len(cue.shown[start:end].rstrip()))
        t0 = next((word.t0 for word in words if word.end > spoken_start), words[-1].t1)
        t1 = max((word.t1 for word in words if word.start < spoken_end), default=t0)
        t0 = max(t0, clock)
        clock = max(t1, t0)
        units.append(Unit(start, end, t0, clock))
    return tuple(units)


def _break_places(text: str) -> list[int]:
    """Offsets at which words begin; an opening bracket goes with what it opens and never ends a line."""
    places = []
    for start, _ in word_spans(text):
        place = start
        while place and text[place - 1] in _OPENING:
            place -= 1
        places.append(place)
    return places


def _spoken_offset(cue: ScriptCue, shown: int) -> float:
    """Offset into the spoken text that a shown offset stands for; within a differing piece, in proportion."""
    said = 0
    for piece in cue.pieces:
        if shown <= len(piece.shown):
            share = shown / len(piece.shown) if piece.shown else 0
            return said + share * len(piece.spoken)
        shown -= len(piece.shown)
        said += len(piece.spoken)
    return float(said + shown)


class _Layout:
    """How a text may be broken, and what a break costs."""

    def __init__(self, shown: str, rules: SubtitleRules) -> None:
        self.shown = shown
        self.rules = rules
        self._torn = {
            match.start() + inner
            for term in rules.terms
            for match in re.finditer(f"(?={re.escape(term)})", shown)
            for inner in range(1, len(term))
        }
        self.lines = lru_cache(maxsize=None)(self._lines)

    def text(self, start: int, end: int) -> str:
        return self.shown[start:end].strip()

    def size(self, text: str) -> float:
        return sum(1.0 if is_wide(char) else self.rules.half_width for char in text)

    def break_cost(self, before: str, after: str, *, torn: bool) -> float:
        """Return what a break between two texts costs; less than nothing where it is welcome."""
        if _SENTENCE_END.search(before):
            return -4.0
        if _CLAUSE_END.search(before):
            return -2.0
        cost = 4.0
        if torn:
            cost += 20
        if any(_begins(after, word) for word in self.rules.break_before):
            cost -= 3
        if any(_ends(before, word) for word in self.rules.keep_with_next) or before[-1:].isdigit():
            cost += 6
        return cost

    def tears(self, offset: int) -> bool:
        return offset in self._torn

    def _lines(self, text: str) -> tuple[str, ...] | None:
        """Break a text into the fewest lines that fit, or ``None`` if it takes too many."""
        if self.size(text) <= self.rules.line:
            return (text,)
        base = self.shown.find(text)
        best: tuple[float, tuple[str, str]] | None = None
        for cut in _break_places(text)[1:]:
            above, below = text[:cut].rstrip(), text[cut:]
            sizes = self.size(above), self.size(below)
            if not above or max(sizes) > self.rules.line:
                continue
            cost = self.break_cost(above, below, torn=self.tears(base + cut))
            cost += abs(sizes[0] - sizes[1]) * 16 / self.rules.line
            if best is None or cost < best[0]:
                best = cost, (above, below)
        return best[1] if best and self.rules.lines > 1 else None


def _cheapest_cuts(
    layout: _Layout, units: Sequence[Unit], room: float, gap: Fraction
) -> list[tuple[int, int]]:
    """Return unit ranges ``[i, j)`` of the captions, the cheapest in sum."""
    count = len(units)
    best: list[float] = [0.0] + [inf] * count
    previous = [0] * (count + 1)
    for j in range(1, count + 1):
        for i in range(j - 1, -1, -1):
            text = layout.text(units[i].start, units[j - 1].end)
            single = j - i == 1
            if not single and layout.size(text) > layout.rules.line * layout.rules.lines:
                break
            spoken = units[j - 1].t1 - units[i].t0
            if not single and spoken > LONGEST:
                break
            lines = layout.lines(text)
            if lines is None and not single:
                continue
            free = (units[j].t0 if j < count else room) - units[i].t0 - float(gap)
            seconds = min(free, max(spoken + _LINGER, float(SHORTEST)))
            cost = best[i] + _caption_cost(layout, text, len(lines or ()), seconds)
            if j < count:
                after = layout.text(units[j].start, units[min(j + 3, count) - 1].end)
                cost += layout.break_cost(text, after, torn=layout.tears(units[j].start))
            if cost < best[j]:
                best[j], previous[j] = cost, i
    cuts = []
    j = count
    while j:
        cuts.append((previous[j], j))
        j = previous[j]
    return cuts[::-1]


def _caption_cost(layout: _Layout, text: str, lines: int, seconds: float) -> float:
    cost = 3.0 + 2.0 * (lines > 1)
    missing = max(float(SHORTEST) - seconds, 0)
    cost += 60 * missing + 15 * (missing > 0)
    cost += 5 * max(layout.size(text) / max(seconds, 0.1) - layout.rules.cps, 0)
    return cost + 5 * bool(_SENTENCE_INSIDE.search(text))


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


def _begins(text: str, word: str) -> bool:
    if not text.lower().startswith(word):
        return False
    return is_wide(word[-1]) or not text[len(word) : len(word) + 1].isalpha()


def _ends(text: str, word: str) -> bool:
    if not text.lower().endswith(word):
        return False
    return is_wide(word[0]) or not text[: -len(word)][-1:].isalpha()
