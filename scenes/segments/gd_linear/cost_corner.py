"""The cost over w, with the point where the line stands, and what is left to go: the upper right corner."""

from __future__ import annotations

import numpy as np
from manim import Line, VGroup, VMobject

from scenes import theme
from scenes.components.axes.cost_curve import CostCurve
from scenes.components.axes.curve_point import CurvePoint
from scenes.components.axes.plane import Plane, nice_ticks, set_pieces
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.text.label import ScreenText, label
from scenes.components.text.number import Number
from scenes.facts.line_fit import gradient, mean_squared

from .epoch_table import LEARNS
from .facts import Facts
from .footprints import Footprints

HALF = theme.Look(theme.SKY, (0.16, 0.1), "diamond")
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


class Gap(Dialled):
    """The distance ``dial`` that is left, as a number."""

    def __init__(self, target: float, gap: float) -> None:
        super().__init__()
        self.name = label(f"$abs(w - {target:g}) =$", theme.BODY, theme.GOAL)
        self.number = Number(gap, ".4f", theme.BODY, theme.GOAL)
        self.number.place((self.name.get_right()[0] + 0.12, self.name.get_center()[1] - 0.09, 0))
        self.add(self.name, self.number)
        self.set_dial(gap)

    def show(self, dial: float) -> None:
        """Write the number down."""
        self.number.set_dial(dial)


class StepSum(Dialled):
    """The length of a step as learning rate times slope, in numbers; ``dial`` is the slope."""

    def __init__(self, rate: float, slope: float) -> None:
        super().__init__()
        self.rate = rate
        self.name = label(f"$Delta w = {rate:g} times$", theme.SMALL, theme.GRADIENT)
        self.equals = label("$=$", theme.SMALL, theme.GRADIENT)
        self.slope, self.length = (Number(0.0, "#.3g", theme.SMALL, theme.GRADIENT) for _ in range(2))
        self.add(self.name, self.slope, self.equals, self.length)
        self.set_dial(slope)

    def show(self, dial: float) -> None:
        """Write the numbers down, one behind the other."""
        self.slope.set_dial(dial)
        self.length.set_dial(self.rate * dial)
        pen, base = self.name.get_right()[0] + 0.1, self.name.get_center()[1] - 0.09
        self.slope.place((pen, base, 0))
        pen = self.slope.get_right()[0] + 0.1
        self.equals.move_to((pen + self.equals.width / 2, base + 0.09, 0))
        self.length.place((self.equals.get_right()[0] + 0.1, base, 0))


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
    gap
        The same as a number.
    footprints
        Where the run has been.
    control
        Where the control run stands.
    readouts
        The weight and its cost as numbers.
    end_cost
        The last cost with its power of ten, to stand where the number stood.
    step_sum
        How long the step was that was taken last.
    """

    left, bottom, size = 0.95, 0.6, (5.55, 2.05)

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
        self.graph = CostCurve(plane, self._cost, self._gradient, facts.w0, LEARNS, size=0.22, reach=0.8)
        self.distance = Distance(plane, facts.target, facts.w0)
        self.footprints = Footprints(plane, self._cost, facts.run.epoch_w)
        self.control = CurvePoint(plane, self._cost, facts.w0, HALF, size=0.22)
        self.readouts = self._readouts()
        self.end_cost = screen.word("end_cost", theme.BODY)
        self.end_cost.move_to(self.readouts[1][0], aligned_edge=np.array([-1.0, -1.0, 0.0]))
        self.step_sum = StepSum(facts.learning_rate, facts.push)
        below = self.plane.window.get_top() + np.array([0.0, -0.9, 0.0])
        self.step_sum.shift(below + np.array([-0.15, 0.0, 0.0]) - self.step_sum.get_center())
        self.gap = Gap(facts.target, abs(facts.w0 - facts.target))
        self.gap.shift(below - self.gap.get_center())
        self.step_sum.set_dial(facts.push)
        self.stand(facts.w0)

    def _cost(self, w: float) -> float:
        return float(mean_squared(self.facts.data, w))

    def _gradient(self, w: float) -> float:
        return float(gradient(self.facts.data, w))

    def slope(self, w: float) -> float:
        """Return the size of the slope at a weight."""
        return abs(self._gradient(w))

    def _readouts(self) -> VGroup:
        """Set both numbers side by side between the arms of the curve."""
        middle, y = self.plane.window.get_center()[0], self.plane.window.get_top()[1] - 0.42
        group = VGroup()
        for source, form, left, colour in (
            ("$w =$", ".4f", middle - 1.75, LEARNS.colour),
            ("$L =$", "#.3g", middle + 0.3, theme.INK),
        ):
            name = label(source, theme.BODY, colour)
            name.move_to((left + name.width / 2, y + 0.09, 0))
            group.add(
                VGroup(name, Number(0.0, form, theme.BODY, colour).place((left + name.width + 0.12, y, 0)))
            )
        return group

    def stand(self, w: float) -> None:
        """Stand at another weight."""
        self.graph.point.set_dial(w)
        self.touch(w)
        self.distance.set_dial(w)
        self.read(w)

    def touch(self, w: float) -> None:
        """Let the tangent touch at another weight; it is gone where it lies on the axis."""
        self.graph.tangent.set_dial(w)
        share = abs(w - self.facts.target) / abs(self.facts.w0 - self.facts.target)
        self.graph.tangent.line.set_stroke(opacity=float(np.clip((share - 0.03) / 0.07, 0.0, 1.0)))

    def read(self, w: float) -> None:
        """Say another weight and its cost: of a whole epoch, while the point moves between two of them."""
        for (_, number), value in zip(self.readouts, (w, self._cost(w)), strict=True):
            number.set_dial(value)
        self.gap.set_dial(abs(w - self.facts.target))


class OneStep(Dialled):
    """The step from the start on the cost curve, ``dial`` being the weight it reaches: a chord with its foot."""

    def __init__(self, corner: CostCorner, w: float) -> None:
        super().__init__()
        self.corner = corner
        self.foot = VMobject(stroke_color=LEARNS.colour, stroke_width=6)
        self.drops = VMobject(stroke_color=theme.MUTED, stroke_width=2)
        self.start = CurvePoint(
            corner.plane,
            corner.graph.point.value,
            corner.facts.w0,
            theme.Look(LEARNS.colour, (), "ring"),
            size=0.18,
        )
        self.add(self.drops, self.foot, self.start)
        self.set_dial(w)

    def show(self, dial: float) -> None:
        """Draw the step along the axis, and where it begins and ends on the curve."""
        plane, value, w0 = self.corner.plane, self.corner.graph.point.value, self.corner.facts.w0
        ends = np.array([[w0, 0.0], [dial, 0.0]])
        set_pieces(self.foot, [plane.to_scene(ends)])
        set_pieces(self.drops, [plane.to_scene([(w, 0.0), (w, value(w))]) for w in (w0, dial)])
