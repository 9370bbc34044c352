"""Where one stands on the graph of a function, and the tangent there."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import VMobject

from scenes import theme
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.dial import Dialled
from scenes.components.marker import marker

Function = Callable[[float], float]


class CurvePoint(Dialled):
    """A marker on the graph of a function in a plane's window, ``dial`` being its abscissa; unseen outside."""

    def __init__(
        self, plane: Plane, value: Function, at: float, look: theme.Look, *, size: float = 0.26
    ) -> None:
        super().__init__()
        self.plane, self.value = plane, value
        self.mark = marker(look.marker, size, look.colour, rim=True)
        self.add(self.mark)
        self.set_dial(at)

    def show(self, dial: float) -> None:
        """Stand at the abscissa ``dial``."""
        point = (dial, float(self.value(dial)))
        seen = bool(self.plane.holds(point))
        self.mark.move_to(self.plane.to_scene(point)).set_opacity(1.0 if seen else 0.0)


class Tangent(Dialled):
    """A straight piece along the graph of a function, ``dial`` being where it touches; cut off at the window.

    Parameters
    ----------
    value, slope
        The function and its derivative.
    reach
        Half the length of the piece, in scene units.
    """

    def __init__(
        self,
        plane: Plane,
        value: Function,
        slope: Function,
        at: float,
        *,
        reach: float = 1.1,
        colour: str = theme.GRADIENT,
        width: float = 4.0,
    ) -> None:
        super().__init__()
        self.plane, self.value, self.slope, self.reach = plane, value, slope, reach
        self.line = VMobject(stroke_color=colour, stroke_width=width)
        self.add(self.line)
        self.set_dial(at)

    def show(self, dial: float) -> None:
        """Touch the graph at the abscissa ``dial``."""
        height, slope = float(self.value(dial)), float(self.slope(dial))
        touch, ahead = self.plane.to_scene([(dial, height), (dial + 1.0, height + slope)])
        along = self.reach * (ahead - touch) / np.linalg.norm(ahead - touch)
        set_pieces(self.line, self.plane.clip(np.array([touch - along, touch + along])))
