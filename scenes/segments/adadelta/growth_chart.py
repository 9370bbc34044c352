"""How updates grow: their squares by the same amount at each step, as long as the gradient stays."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, Line, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.placement import close_points, put_first_free
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText

from .facts import GROWING, Facts
from .unit_formulas import DIM


class GrowthChart:
    """A chart of squares of updates, and why they climb a straight line.

    Attributes
    ----------
    frame
        Plane and axes.
    laws
        Why each square is larger by (1 − ρ)ε, in two lines; dim at first.
    curve
        The updates under a gradient held still; its dial counts steps.
    name
        What that is called.
    slope
        A step of the stair it climbs, enlarged to a good many steps, with what each adds.
    real
        The updates of x and y in the valley; their dials count steps.
    real_names
        Their names.
    """

    size, left, column = (7.6, 4.4), theme.STAGE_LEFT + 0.75, 2.1

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.screen = screen
        squares = facts.constant_steps**2 / facts.epsilon
        walked = facts.run.step[:GROWING] ** 2 / facts.epsilon
        width, height = self.size
        top = 1.12 * float(max(squares.max(), walked.max()))
        self.plane = Plane((0, GROWING), (0, top), width=width, height=height)
        self.plane.move_to((self.left + width / 2, 0.25, 0))
        axes = self.plane.axes(
            nice_ticks(GROWING, 5),
            nice_ticks(top, 5),
            x_name=screen["steps_axis"],
            y_name=screen["squares_axis"],
            language=screen.language,
        )
        self.frame = VGroup(self.plane, axes)
        look, steps = theme.look("adadelta"), np.arange(1, GROWING + 1)
        self.curve = Curve(self.plane, np.column_stack([steps, squares]), look, width=4.5)
        still = np.column_stack([steps, squares])
        walks = [np.column_stack([steps, walked[:, axis]]) for axis in (0, 1)]
        lines = [close_points(self.plane.to_scene(points)) for points in (still, *walks)]
        self.slope = self._slope(squares)
        self.real, self.real_names = [], VGroup()
        taken = [self.slope[1], self.slope[0]]
        names = []
        for key, colour, points in (
            ("constant", look.colour, still),
            ("real_x", theme.X_AXIS, walks[0]),
            ("real_y", theme.Y_AXIS, walks[1]),
        ):
            text = plated(screen.word(key, theme.SMALL, colour), 0.04)
            sides = (1.0, -1.0) if key == "constant" else (-1.0, 1.0)
            places = [
                self.plane.to_scene(points[round(share * GROWING)])
                + np.array([-side * 0.6 * text.width, side * up, 0.0])
                for up in (0.25, 0.35, 0.5, 0.7)
                for side in sides
                for share in (0.55, 0.65, 0.45, 0.75, 0.35, 0.85)
            ]
            put_first_free(text, places, self.plane.window, [*taken, *names], lines)
            names.append(text)
        self.name = names[0]
        self.real_names.add(*names[1:])
        for colour, points in zip((theme.X_AXIS, theme.Y_AXIS), walks, strict=True):
            self.real.append(Curve(self.plane, points, theme.Look(colour, (), "disc"), width=3.5))
        self.laws = VGroup(
            EquationPanel("s = g^2 quad => quad Delta^2 = u + epsilon", plate=False, size=36),
            EquationPanel(
                "u <- rho u + (1 - rho) (u + epsilon) \\ = u + {{ (1 - rho) epsilon : added }}",
                {"added": theme.WARNING},
                plate=False,
                size=32,
            ),
        ).arrange(DOWN, buff=1.0, aligned_edge=LEFT)
        self.laws.move_to((self.column, 0.4, 0), aligned_edge=LEFT).set_opacity(DIM)

    def _slope(self, squares: np.ndarray) -> VGroup:
        """Draw a right angle above the line, fifty steps wide, and say what each of them adds."""
        first, last = round(0.62 * GROWING), round(0.87 * GROWING)
        low, corner, high = self.plane.to_scene(
            [(first, squares[first - 1]), (first, squares[last - 1]), (last, squares[last - 1])]
        )
        sides = VGroup(
            *(Line(*ends, color=theme.WARNING, stroke_width=4) for ends in ((low, corner), (corner, high)))
        )
        text = plated(self.screen.word("slope", theme.BODY, theme.WARNING))
        text.next_to(corner, LEFT, buff=0.2)
        return VGroup(sides, text)
