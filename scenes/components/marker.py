"""Small signs that tell methods apart without colour."""

from __future__ import annotations

from manim import Circle, RegularPolygon, Square, VGroup, VMobject

from scenes import theme


def marker(kind: theme.Marker, size: float, colour: str, *, rim: bool = False) -> VGroup:
    """Draw a marker ``size`` scene units wide; ``rim`` sets it off from what lies below."""
    shape: VMobject
    if kind == "square":
        shape = Square(size * 0.88)
    elif kind == "diamond":
        shape = Square(size * 0.8).rotate(0.785398)
    elif kind == "triangle":
        shape = RegularPolygon(3, start_angle=1.570796).scale_to_fit_width(size * 1.1)
    elif kind == "cross":
        shape = Square(size * 0.8).rotate(0.785398)
    else:
        shape = Circle(radius=size / 2)
    shape.set_fill(theme.BACKGROUND if kind == "ring" else colour, opacity=1)
    shape.set_stroke(colour, width=2.5 if kind == "ring" else 0)
    if rim:
        shape.set_stroke(theme.INK, width=2.5)
    return VGroup(shape)
