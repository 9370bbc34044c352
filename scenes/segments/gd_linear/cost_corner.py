"""The cost over w, small, with the point where the line stands, and what is left to go: the upper right corner."""

from __future__ import annotations

from manim import Line, VGroup

from scenes import theme
from scenes.components.axes.cost_curve import CostCurve
from scenes.components.axes.curve_point import CurvePoint
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.text.label import ScreenText, label
from scenes.components.text.number import Number
from scenes.facts.line_fit import gradient, mean_squared

from .facts import Facts

HALF = theme.Look(theme.INK, (0.16, 0.1), "ring")
"""The control run."""


class Distance(Dialled):
    """A bar on the axis from the weight ``dial`` to the best one."""

    def __init__(self, plane: Plane, target: float, w: float) -> None:
        super().__init__()
        self.plane, self.target = plane, target
        self.line = Line(stroke_color=theme.GOAL, stroke_width=9)
        self.add(self.line)
        self.set_dial(w)

    def show(self, dial: float) -> None:
        """Reach from ``dial`` to the best weight."""
        self.line.set_points_as_corners(self.plane.to_scene([(dial, 0.0), (self.target, 0.0)]))


class CostCorner:
    """A window with the cost, and all in it that follows w.

    Attributes
    ----------
    ground
        Window, axes, the goal.
    graph
        The curve with its point and tangent.
    distance
        What is left to go, on the axis.
    control
        Where the control run stands.
    readouts
        The weight and its cost as numbers.
    """

    left, bottom, size = 0.95, 0.95, (5.55, 1.75)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts = facts
        width, height = self.size
        reach = 1.13 * abs(facts.w0 - facts.target)
        top = float(mean_squared(facts.data, facts.target - reach))
        plane = Plane((facts.target - reach, facts.target + reach), (0.0, top), width=width, height=height)
        self.plane = plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        name = label("$w$", theme.SMALL, theme.MUTED).move_to(
            (self.left + width - 0.12, self.bottom - 0.27, 0)
        )
        self.ground = VGroup(
            plane,
            plane.axes(
                nice_ticks(plane.x_range[1] - 0.2 * reach, 4, low=plane.x_range[0]),
                nice_ticks(top, 2),
                y_name=screen["cost"],
                language=screen.language,
            ),
            name,
            Goal(0.16).move_to(plane.to_scene((facts.target, 0.0))),
        )
        self.graph = CostCurve(plane, self._cost, self._gradient, facts.w0, size=0.22, reach=0.8)
        self.distance = Distance(plane, facts.target, facts.w0)
        self.control = CurvePoint(plane, self._cost, facts.w0, HALF, size=0.22)
        self.readouts = self._readouts()
        self.stand(facts.w0)

    def _cost(self, w: float) -> float:
        return float(mean_squared(self.facts.data, w))

    def _gradient(self, w: float) -> float:
        return float(gradient(self.facts.data, w))

    def _readouts(self) -> VGroup:
        """Set both numbers side by side between the arms of the curve."""
        middle, y = self.plane.window.get_center()[0], self.plane.window.get_top()[1] - 0.42
        group = VGroup()
        for source, form, left, colour in (
            ("$w =$", ".4f", middle - 1.75, theme.X_AXIS),
            ("$L =$", ".2f", middle + 0.45, theme.INK),
        ):
            name = label(source, theme.BODY, colour)
            name.move_to((left + name.width / 2, y + 0.09, 0))
            group.add(
                VGroup(name, Number(0.0, form, theme.BODY, colour).place((left + name.width + 0.12, y, 0)))
            )
        return group

    def stand(self, w: float) -> None:
        """Stand at another weight."""
        self.graph.stand(w)
        self.distance.set_dial(w)
        self.read(w)

    def read(self, w: float) -> None:
        """Say another weight and its cost: of a whole epoch, while the point moves between two of them."""
        for (_, number), value in zip(self.readouts, (w, self._cost(w)), strict=True):
            number.set_dial(value)
