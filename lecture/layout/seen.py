"""What is seen on the stage at one moment, as far as layout goes: texts and shapes in drawing order. No manim."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from lecture.layout.outlines import Array
from scenes import theme

GHOST = 0.15
"""What is fainter than this is not seen."""
TOGETHER = 1.2
"""Two things are seen together if their opacities add up to more: of two that cross-fade, only one is read."""
NEAR = 0.1
"""Shapes whose boxes are not farther than this from a text may touch it: lines have a width."""


@dataclass(frozen=True)
class Thing:
    """Something drawn.

    Attributes
    ----------
    name
        What a reader knows it by: the source of a text, the component of a shape.
    order
        Its place in drawing order: what is drawn later lies above.
    box
        Left, bottom, right and top.
    opacity
        How clearly it is seen, 0 to 1.
    members
        Identities of the object and of the groups it belongs to.
    component
        Identity of the component it is part of; 0 for none.
    """

    name: str
    order: int
    box: Array
    opacity: float = 1.0
    members: frozenset[int] = frozenset()
    component: int = 0

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Text(Thing):
    """A text or number.

    Attributes
    ----------
    glyphs
        The box of each of its glyphs, ``(n, 4)``.
    size
        Type size.
    numeral
        Whether it is a number: its glyphs are as tall as capitals.
    inside
        The component it is part of; empty for none.
    contrast
        The ratio of luminance of its worst glyph to what lies below it; infinite where nobody measured it.
    """

    glyphs: Array = field(default_factory=lambda: np.zeros((0, 4)))
    size: float = theme.SMALL
    numeral: bool = False
    inside: str = ""
    contrast: float = np.inf

    def __str__(self) -> str:
        # Words are found in their file; a number alone would tell nothing.
        return f"'{self.name}' in {self.inside}" if self.numeral and self.inside else f"'{self.name}'"


@dataclass(frozen=True)
class Shape(Thing):
    """Anything else.

    Attributes
    ----------
    lines
        Its outline as straight pieces ``(m, 4)``: both ends of each.
    width
        Width of the line that is drawn along it.
    edged
        Whether its outline strikes the eye: a curve, an arrow, the edge of a bar; not a level line or a plate.
    fill
        How much of what lies below it hides, 0 to 1.
    """

    lines: Array = field(default_factory=lambda: np.zeros((0, 4)))
    width: float = 0.0
    edged: bool = False
    fill: float = 0.0


@dataclass(frozen=True)
class Moment:
    """All that is seen at one time.

    Attributes
    ----------
    settled
        Whether an animation has come to its end; while it runs, colours are on their way.
    allowed
        Pairs of identities that may overlap.
    """

    cue: str
    time: float
    texts: tuple[Text, ...] = ()
    shapes: tuple[Shape, ...] = ()
    settled: bool = True
    allowed: frozenset[tuple[int, int]] = frozenset()

    def together(self, one: Thing, other: Thing) -> bool:
        """Whether two things are seen at once and are not meant to overlap."""
        seen = min(one.opacity, other.opacity) > GHOST and one.opacity + other.opacity > TOGETHER
        return seen and not any(
            (a in one.members and b in other.members) or (b in one.members and a in other.members)
            for a, b in self.allowed
        )
