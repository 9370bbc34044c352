"""The rules of layout, over what lies on the stage at one moment: pure geometry, without manim.

Each rule finds where two things get in each other's way, or one leaves its place. Lengths are scene units.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from lecture.layout.outlines import covered, crossed, meeting
from lecture.layout.seen import GHOST, NEAR, Moment, Text, Thing
from scenes import theme

HIDING = 0.7
"""A fill hides what lies below it if it is more opaque than this share of the text."""
DIMMED = 0.85
"""Text fainter than this is coming, going or has been spoken of, and need not be read."""
CONTRAST = 4.5
"""Least ratio of luminance between a text and what lies below it (WCAG 2, level AA)."""
APART = 0.015
"""The least gap between two texts, two pixels at 1080p: letters that nearly touch read as one word."""
MARGIN_SLACK = 0.1
"""How far something may stick out into a margin: half a marker, the ascenders of the title."""
LEAST_SIZE = 18.5
"""Type size at which an x is 14 pixels high at 1080p: the least for numerals, which are taller than an x."""
STAGE = (theme.STAGE_LEFT, theme.STAGE_BOTTOM, theme.STAGE_RIGHT, theme.FRAME_HEIGHT / 2 - theme.MARGIN)
"""Left, bottom, right and top of what may be drawn on: margins, and room for subtitles below."""


@dataclass(frozen=True)
class Fault:
    """Something that is in the way, when, and of what."""

    cue: str
    time: float
    what: str

    def __str__(self) -> str:
        return f"{self.cue} {self.time:.1f} s: {self.what}"


Found = Iterator[tuple[str, tuple[Thing, ...]]]
"""What each rule yields: what is wrong, and with which things."""


def faults(moments: Iterable[Moment]) -> list[Fault]:
    """Find all faults, each where it is first seen.

    Examples
    --------
    >>> box = np.array([[0.0, 0.0, 1.0, 0.3]])
    >>> cost, loss = (Text(name, 0, box[0], glyphs=box) for name in ("cost", "loss"))
    >>> for fault in faults([Moment("why", 67.7, (cost, loss))]):
    ...     print(fault)
    why 67.7 s: 'cost' overlaps 'loss'
    """
    found: dict[tuple[object, ...], Fault] = {}
    for moment in moments:
        for rule in RULES:
            for what, things in rule(moment):
                key = (rule, *map(_known_as, things))
                found.setdefault(key, Fault(moment.cue, moment.time, what))
    return list(found.values())


def _known_as(thing: Thing) -> object:
    """Tell what stays the same thing from moment to moment; the numbers of a table are one, whatever they say."""
    if thing.component and not (isinstance(thing, Text) and not thing.numeral):
        return thing.component
    return thing.members or thing.name


def overlapping_texts(moment: Moment) -> Found:
    """No two texts overlap, or come so near that they read as one."""
    for one, other in combinations(moment.texts, 2):
        if meeting(one.box, other.box[None], -APART).any() and moment.together(one, other):
            near = one.glyphs[meeting(other.box, one.glyphs, -APART)]
            if any(meeting(glyph, other.glyphs).any() for glyph in near):
                yield f"{one} overlaps {other}", (one, other)
            elif any(meeting(glyph, other.glyphs, -APART).any() for glyph in near):
                yield f"{one} nearly touches {other}", (one, other)


def crossed_texts(moment: Moment) -> Found:
    """No text is crossed by an outline that strikes the eye, unless a plate lies between; none is hidden."""
    for text in moment.texts:
        near = [shape for shape in moment.shapes if meeting(text.box, shape.box[None], -NEAR).any()]
        # From the text down: what lies below a plate is not seen at its place.
        bare = np.ones(len(text.glyphs), dtype=bool)
        for shape in sorted(near, key=lambda one: -one.order):
            glyphs, together = text.glyphs[bare], moment.together(text, shape)
            if together and shape.edged and crossed(glyphs, shape.lines, shape.width).any():
                yield f"{text} is crossed by {shape}", (text, shape)
            elif shape.fill > HIDING * text.opacity:
                under = covered(glyphs, shape.lines)
                if shape.order < text.order:
                    bare[bare] = ~under
                elif together and under.any():
                    yield f"{text} is hidden by {shape}", (text, shape)


def leaving(moment: Moment) -> Found:
    """Nothing leaves the frame, its margins, or goes where the subtitles stand."""
    left, bottom, right, top = STAGE
    for thing in (*moment.texts, *moment.shapes):
        low_x, low_y, high_x, high_y = thing.box
        if thing.opacity <= GHOST:
            continue
        if low_y < bottom - MARGIN_SLACK:
            yield f"{thing} reaches into the room of the subtitles (y = {low_y:.2f})", (thing,)
        if low_x < left - MARGIN_SLACK or high_x > right + MARGIN_SLACK or high_y > top + MARGIN_SLACK:
            yield (
                f"{thing} reaches into the margin ({low_x:.2f} to {high_x:.2f}, up to {high_y:.2f})",
                (thing,),
            )


def small_texts(moment: Moment) -> Found:
    """No text is too small to be read."""
    for text in moment.texts:
        least = LEAST_SIZE if text.numeral else theme.SMALL - 0.5
        if text.opacity > GHOST and text.size < least:
            yield f"{text} is too small (type size {text.size:.0f})", (text,)


def pale_texts(moment: Moment) -> Found:
    """Every text that is to be read stands out from what lies below it."""
    for text in moment.texts:
        if moment.settled and text.opacity >= DIMMED and text.contrast < CONTRAST:
            yield f"{text} is hard to read on its ground (contrast {text.contrast:.1f} : 1)", (text,)


RULES: tuple[Callable[[Moment], Found], ...] = (
    overlapping_texts,
    crossed_texts,
    leaving,
    small_texts,
    pale_texts,
)
