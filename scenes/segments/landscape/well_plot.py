"""The double well as a piece of ground: where it is low it is bright, as on the maps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import ManimColor, VGroup, VMobject

from optimlib.objectives.double_well import DoubleWell
from scenes import theme
from scenes.components.axes.plane import Plane, polyline, set_pieces
from scenes.components.axes.point_cloud import disc_outlines
from scenes.components.dial import Dialled
from scenes.components.text.label import ScreenText
from scenes.ground import ground_colours

X, L = (-2.05, 2.05), (-0.47, 1.3)
LEVELS = (-0.3, -0.2, -0.1, 0.0, 0.15, 0.35, 0.6, 0.9)
SAMPLES = 241
DEEP, SHALLOW = theme.GOAL, theme.WARNING
"""What ends in the deep well, and what in the shallow one."""


def loss(x: Any) -> np.ndarray:
    """Return the double well at weights ``(...)``."""
    return DoubleWell().value(np.asarray(x, dtype=float)[..., None])


class WellPlot(Dialled):
    """The loss over the weight in a window; ``dial`` goes from a bowl (0) to the double well (1).

    Parameters
    ----------
    bowl
        The bowl to begin with.

    Attributes
    ----------
    axes
        Ticks and names, not part of it.
    """

    def __init__(
        self,
        screen: ScreenText,
        centre: tuple[float, float],
        size: tuple[float, float],
        *,
        bowl: Callable[[np.ndarray], np.ndarray] = loss,
        named: bool = True,
        losses: tuple[float, float] = L,
    ) -> None:
        super().__init__()
        self.bowl = bowl
        self.plane = Plane(X, losses, width=size[0], height=size[1]).move_to((*centre, 0))
        self.x = np.linspace(*X, SAMPLES)
        self.strata = VGroup()
        colours = ground_colours(np.linspace(0.0, 1.0, len(LEVELS) + 1))
        # The highest stratum covers all below it, and is covered by the lower ones.
        for colour in colours[::-1]:
            self.strata.add(
                VMobject(stroke_width=0, fill_color=ManimColor.from_rgb(colour), fill_opacity=0.9)
            )
        self.strata.is_ground = True
        self.line = polyline([], stroke_color=theme.INK, stroke_width=4.5)
        self.add(self.strata, self.line)
        ticks = (-2, -1, 0, 1, 2)
        self.axes = self.plane.axes(
            ticks,
            (0, 0.5, 1) if losses[1] > 1 else (0,),
            x_name=screen["weight_axis"] if named else "",
            y_name=screen["loss_axis"] if named else "$L$",
            language=screen.language,
        )
        self.set_dial(1.0)

    def show(self, dial: float) -> None:
        """Draw the ground between the bowl and the double well."""
        values = self._values(self.x)
        low, high = self.plane.y_range
        left, right = self.plane.to_scene([(X[0], low), (X[1], low)])
        tops = (*LEVELS, np.inf)[::-1]
        for stratum, top in zip(self.strata, tops, strict=True):
            edge = self.plane.to_scene(np.column_stack([self.x, np.clip(values, low, min(top, high))]))
            set_pieces(stratum, [np.vstack([left, edge, right, left])])
        set_pieces(self.line, self.plane.clip(self.plane.to_scene(np.column_stack([self.x, values]))))

    def on(self, x: Any, lift: float | np.ndarray = 0.0) -> np.ndarray:
        """Return where weights ``(n,)`` stand on the ground as it is, lifted by so many stage units ``(n, 3)``."""
        x = np.atleast_1d(np.asarray(x, dtype=float))
        places = self.plane.to_scene(np.column_stack([x, self._values(x)]))
        return np.asarray(places + np.array([0.0, 1.0, 0.0]) * np.reshape(lift, (-1, 1)))

    def _values(self, x: np.ndarray) -> np.ndarray:
        return np.asarray((1.0 - self.dial) * self.bowl(x) + self.dial * loss(x))


class WellSwarm(VGroup):
    """Many weights as discs on the double well, those left of the hilltop in one colour, the others in another.

    Each has a height of its own above the ground, so that a crowd is seen as one.
    """

    def __init__(self, well: WellPlot, hilltop: float, *, diameter: float = 0.11, rim: float = 1.0) -> None:
        super().__init__()
        self.well, self.hilltop, self.diameter = well, hilltop, diameter
        for colour in (DEEP, SHALLOW):
            part = VMobject(fill_color=colour, fill_opacity=0.95)
            self.add(part.set_stroke(theme.CASING, width=rim, opacity=0.9))

    def put(self, x: np.ndarray, lift: np.ndarray) -> WellSwarm:
        """Draw weights ``(n,)`` so far above the ground each ``(n,)``; none outside the window."""
        places = self.well.on(x, lift)
        low, high = (self.well.plane.window.get_corner(np.array([s, s, 0.0])) for s in (-1.0, 1.0))
        inside = np.all((places[:, :2] >= low[:2]) & (places[:, :2] <= high[:2]), axis=1)
        for part, chosen in zip(self, (x < self.hilltop, x >= self.hilltop), strict=True):
            part.points = disc_outlines(places[inside & chosen], self.diameter)
        return self


def scattered(count: int, most: float) -> np.ndarray:
    """Return heights ``(count,)`` up to ``most``, evenly spread and without a pattern that is seen.

    >>> scattered(3, 1.0).round(3).tolist()
    [0.0, 0.618, 0.236]
    """
    return most * np.mod(np.arange(count) * (np.sqrt(5) - 1) / 2, 1.0)
