"""What is drawn on a stage, told in the terms of layout: from manim's objects to texts and shapes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import numpy as np
from manim import Mobject, Typst, VMobject

from lecture.layout.outlines import Array, contrast, meeting, pieces
from lecture.layout.seen import GHOST, NEAR, Shape, Text
from scenes import theme
from scenes.components.text.label import UNITS_PER_SIZE
from scenes.components.text.number import Number

THIN = 2.4
"""Lines thinner than this (manim's stroke width) are ground: rules, grids, level lines."""
UNITS_PER_STROKE = 0.01
"""Scene units that manim draws for each unit of stroke width."""
FAINT_FILL = 0.3
"""The edge of a fill that is fainter than this does not strike the eye."""
POINT = 1e-3
"""What is smaller than this leaves no mark."""

Above = tuple[Mobject, ...]


class Leaf:
    """A part of a scene that has an outline of its own, and the groups it belongs to, outermost first.

    Attributes
    ----------
    order
        Its place in drawing order.
    text
        The text or number that it is a glyph of, if any.
    fill, stroke
        How opaque both are.
    """

    def __init__(self, part: Mobject, above: Above, order: int) -> None:
        self.part, self.above, self.order = part, above, order
        self.text = next((one for one in above if isinstance(one, (Typst, Number))), None)
        self.fill, self.stroke = _opacities(part)
        self.opacity = max(self.fill, self.stroke)
        flat = part.points[:, :2]
        self.box: Array = np.concatenate([flat.min(axis=0), flat.max(axis=0)])

    @property
    def seen(self) -> bool:
        """Whether it leaves a mark."""
        return self.opacity > GHOST / 2 and bool(np.max(self.box[2:] - self.box[:2]) > POINT)

    @property
    def component(self) -> Mobject | None:
        """The innermost of our own components that it is part of, not counting the text itself."""
        ours = (one for one in reversed(self.above) if type(one).__module__.startswith("scenes."))
        return next((one for one in ours if one is not self.text), None)

    def state(self) -> object:
        """Return what changes when its looks change."""
        if isinstance(self.part, VMobject):
            part = self.part
            colours = part.fill_rgbas.tobytes(), part.stroke_rgbas.tobytes()
            return id(part), part.points.tobytes(), *colours, part.stroke_width
        # A picture tells nothing of itself: it counts as new.
        return object()


def leaves(mobjects: Iterable[Mobject]) -> Iterator[Leaf]:
    """List what is seen, in the order in which manim draws it."""
    found: dict[int, tuple[Mobject, Above]] = {}
    for part, above in chain.from_iterable(_parts(one, ()) for one in mobjects):
        # What stands in the list twice is drawn at its last place.
        found.pop(id(part), None)
        found[id(part)] = part, above
    in_order = sorted(found.values(), key=lambda one: one[0].z_index)
    drawn = (Leaf(part, above, order) for order, (part, above) in enumerate(in_order))
    return (leaf for leaf in drawn if leaf.seen)


def _parts(mobject: Mobject, above: Above) -> Iterator[tuple[Mobject, Above]]:
    above = (*above, mobject)
    if len(mobject.points):
        yield mobject, above
    for part in mobject.submobjects:
        yield from _parts(part, above)


def _opacities(part: Mobject) -> tuple[float, float]:
    if isinstance(part, VMobject):
        return float(part.fill_rgbas[0, 3]), float(part.stroke_rgbas[0, 3]) if part.stroke_width > 0 else 0.0
    return float(getattr(part, "opacity", 1.0)), 0.0


def text(glyphs: Sequence[Leaf], ground: Array | None) -> Text:
    """Tell a text by its glyphs; ``ground`` is a picture ``(height, width, 3)`` of what lies below it."""
    whole, component = glyphs[0].text, glyphs[0].component
    boxes = np.array([glyph.box for glyph in glyphs])
    if isinstance(whole, Number):
        name, size = whole.text, whole.em / UNITS_PER_SIZE
    else:
        assert isinstance(whole, Typst)
        name, size = getattr(whole, "source", whole.typst_code), whole.font_size
    return Text(
        name=name,
        order=glyphs[0].order,
        box=np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)]),
        opacity=max(glyph.opacity for glyph in glyphs),
        members=frozenset(map(id, glyphs[0].above[:-1])),
        component=0 if component is None else id(component),
        glyphs=boxes,
        size=size,
        numeral=isinstance(whole, Number),
        inside="" if component is None else type(component).__name__,
        contrast=np.inf if ground is None else min(_contrast(glyph, ground) for glyph in glyphs),
    )


def _contrast(glyph: Leaf, ground: Array) -> float:
    """Compare a glyph with the middle colour of the ground within its box."""
    pixels = np.array(ground.shape[1::-1])
    scale = pixels / (theme.FRAME_WIDTH, theme.FRAME_HEIGHT) * (1, -1)
    (left, low), (right, high) = (corner * scale + pixels / 2 for corner in (glyph.box[:2], glyph.box[2:]))
    below = ground[max(int(high), 0) : int(low) + 1, max(int(left), 0) : int(right) + 1].reshape(-1, 3)
    if not len(below):
        return np.inf
    assert isinstance(glyph.part, VMobject)
    rgbas = glyph.part.fill_rgbas if glyph.fill >= glyph.stroke else glyph.part.stroke_rgbas
    under = np.median(below, axis=0)
    return float(contrast(glyph.opacity * rgbas[0, :3] + (1 - glyph.opacity) * under, under))


def shape(leaf: Leaf, texts: Iterable[Text]) -> Shape:
    """Tell a shape; its outline is looked at only if a text is near."""
    part, component = leaf.part, leaf.component
    width = float(part.stroke_width) if isinstance(part, VMobject) and leaf.stroke else 0.0
    ground = any(getattr(one, "is_ground", False) for one in leaf.above)
    boxes = np.array([one.box for one in texts]).reshape(-1, 4)
    outlined = isinstance(part, VMobject) and not ground and meeting(leaf.box, boxes, -NEAR).any()
    return Shape(
        name=type(part if component is None else component).__name__,
        order=leaf.order,
        box=leaf.box,
        opacity=leaf.opacity,
        members=frozenset(map(id, leaf.above)),
        component=0 if component is None else id(component),
        lines=pieces(part.points[:, :2].reshape(-1, 4, 2)) if outlined else np.zeros((0, 4)),
        width=width * UNITS_PER_STROKE,
        edged=not ground and (width >= THIN or (leaf.fill >= FAINT_FILL and not _is_plate(part))),
        fill=leaf.fill,
    )


def _is_plate(part: Mobject) -> bool:
    """Whether it is filled in the colour of the ground: its edge is nothing to look at."""
    return isinstance(part, VMobject) and part.get_fill_color().to_hex().upper() == theme.BACKGROUND
