"""Small signs that tell methods apart without colour."""

from __future__ import annotations

from manim import Circle, Polygon, RegularPolygon, Square, VGroup, VMobject

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
        shape = Polygon(*_plus(size / 2, size / 6)).rotate(0.785398)
    else:
        shape = Circle(radius=size / 2)
    shape.set_fill(theme.BACKGROUND if kind == "ring" else colour, opacity=1)
    shape.set_stroke(colour, width=2.5 if kind == "ring" else 0)
    if rim:
        shape.set_stroke(theme.INK, width=2.5)
    return VGroup(shape)


def _plus(reach: float, half: float) -> list[tuple[float, float, float]]:
    """Return the twelve corners of an upright cross, arms ``2 * half`` thick."""
    quarter = [(half, reach), (half, half), (reach, half)]
    corners = [*quarter, *((x, -y) for x, y in reversed(quarter))]
    corners += [(-x, -y) for x, y in corners]
    return [(x, y, 0.0) for x, y in corners]
