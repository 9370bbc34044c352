"""The first step magnified: how far the tangent would fall, how far the curve does, and why that is less."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, Brace, DashedLine, Line, Rectangle, VGroup

from scenes import theme
from scenes.components.axes.curve_point import CurvePoint, Tangent
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.dial import Dialled
from scenes.components.text.label import ScreenText, stand
from scenes.components.text.number import Number
from scenes.facts.line_fit import gradient, mean_squared

from .facts import Facts

INK = theme.Look(theme.INK, (), "disc")
ASIDE = 0.12
"""From the end of the step to each of the two falls."""


class Walker(Dialled):
    """A point that goes along the curve with its tangent and its slope as a number; the dial is the weight."""

    def __init__(
        self, promise: Promise, facts: Facts, look: theme.Look, name: VGroup, number: Number
    ) -> None:
        super().__init__()
        self.facts, self.number = facts, number
        self.tangent = Tangent(promise.plane, promise.cost, promise.slope, facts.w0, reach=0.5)
        self.point = CurvePoint(promise.plane, promise.cost, facts.w0, look)
        self.add(self.tangent, self.point, name, number)
        self.set_dial(facts.w0)

    def show(self, dial: float) -> None:
        """Stand at another weight."""
        self.tangent.set_dial(dial)
        self.point.set_dial(dial)
        self.number.set_dial(float(gradient(self.facts.data, dial)))


class Promise:
    """The strip of the curve that the first step crosses, magnified to a window.

    Attributes
    ----------
    frame
        The strip on the curve's own window.
    plane, ground
        The window; axes, the curve, and the height from which both fall.
    tangent, given, gap
        The tangent and its fall; the curve's fall; what is between both.
    walker
        The slope on the way: see :class:`Walker`.
    """

    def __init__(self, facts: Facts, screen: ScreenText, source: Plane, box: Plane, look: theme.Look) -> None:
        self.facts = facts
        step, start, end = facts.first_step, facts.w0, facts.first_w
        x = (start - 0.22 * step, start + 2.0 * step)
        y = (facts.start_cost - 1.12 * facts.promised, facts.start_cost + 0.12 * facts.promised)
        self.plane = Plane(x, y, width=box.window.width, height=box.window.height).move_to(box)
        corners = source.to_scene([(x[0], y[0]), (x[1], y[1])])
        self.frame = Rectangle(
            width=corners[1][0] - corners[0][0],
            height=corners[1][1] - corners[0][1],
            stroke_width=2,
            color=theme.MUTED,
        ).move_to(corners.mean(axis=0))
        axes = self.plane.axes(
            nice_ticks(x[1], 4, low=x[0]),
            nice_ticks(y[1], 4, low=max(y[0], 0.0)),
            x_name=screen["weight"],
            y_name=screen["zoom"],
            language=screen.language,
        )
        w = np.linspace(*x, 201)
        curve = Curve(self.plane, np.stack([w, [self.cost(one) for one in w]], axis=-1), INK, width=5, head=0)
        # No farther than the step: beyond it stands what is said of both falls.
        curve.set_dial(end)
        top, corner, low, tip = self.plane.to_scene(
            [
                (start, facts.start_cost),
                (end, facts.start_cost),
                (end, facts.start_cost - facts.given),
                (end, facts.start_cost - facts.promised),
            ]
        )
        self.curve = curve
        self.ground = VGroup(axes, curve, DashedLine(top, corner, color=theme.MUTED, stroke_width=3))
        aside = np.array([ASIDE, 0.0, 0.0])
        self.tangent = VGroup(
            DashedLine(top, tip, color=theme.GRADIENT, stroke_width=4),
            Line(corner + aside, tip + aside, color=theme.GRADIENT, stroke_width=8),
        )
        self.given = VGroup(Line(corner - aside, low - aside, color=look.colour, stroke_width=8))
        brace = Brace(Line(low + aside, tip + aside), RIGHT, buff=0.12, sharpness=1.2).set_color(theme.INK)
        missing = screen.word("missing", theme.BODY).next_to(brace, RIGHT, buff=0.12)
        self.gap = VGroup(brace, missing)
        left = corner[0] + 0.35
        for rank, (key, colour, group) in enumerate(
            (("promised", theme.GRADIENT, self.tangent), ("given", look.colour, self.given))
        ):
            name = screen.word(key, theme.BODY, colour)
            group.add(name.move_to((left + name.width / 2, corner[1] - 0.3 - 0.5 * rank, 0)))
        said = stand(screen.word("slope", theme.BODY, theme.GRADIENT), tip[1] + 0.1)
        number = Number(facts.slope, ".2f", theme.BODY, theme.GRADIENT)
        edge = self.plane.window.get_left()[0] + 0.25
        said.set_x(edge + said.width / 2)
        number.place((edge + said.width + 0.15, tip[1] + 0.1, 0))
        self.walker = Walker(self, facts, look, VGroup(said), number)

    def cost(self, w: float) -> float:
        """Return the cost of a weight."""
        return float(mean_squared(self.facts.data, w))

    def slope(self, w: float) -> float:
        """Return its slope."""
        return float(gradient(self.facts.data, w))
