"""A numerical gradient as misprinted: the line of code, what it means, and the descent that stands still."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Line, Rectangle, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.cost_curve import COST
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel, backing, plated
from scenes.components.text.label import ScreenText, label

from .facts import Facts
from .looks import MENDED, PRINTED, SOUND

CODE_SIZE = 44
AT, STEP = 0.55, 0.5


class CodeCase:
    """Code and secant at the left, map at the right.

    Attributes
    ----------
    code
        The line as printed, on its plate.
    ring
        A frame around what is read otherwise than meant.
    secant
        A curve with both points, the slope between them, and h.
    mended
        The line with its brackets.
    reading
        How Python reads it, and what that makes of the slope.
    delta
        What Δ means.
    ground, path
        The map, and the run by the mended gradient.
    points, steps
        Where the printed run ends, and its mirror point, with the direction of the step from each.
    told
        How far it has moved, and how much lower the loss is.
    arrived
        The loss at the end of the mended run.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        text = label("`(f(x + h) - f(x - h)) / 2*h`", CODE_SIZE)
        text.move_to((theme.STAGE_LEFT + 0.25, 2.55, 0), aligned_edge=LEFT)
        self.code = VGroup(backing(text, buff=0.2).set_fill(theme.FAINT, opacity=0.55), text)
        wrong = VGroup(*text[-3:])
        self.ring = Rectangle(width=wrong.width + 0.2, height=0.75, color=theme.WARNING, stroke_width=4)
        self.ring.move_to(wrong)
        self._secant(screen)
        right = label("`(f(x + h) - f(x - h)) / (2*h)`", CODE_SIZE)
        right.move_to((theme.STAGE_LEFT + 0.25, 2.55, 0), aligned_edge=LEFT)
        for glyph in (right[-5], right[-1]):
            glyph.set_color(MENDED)
        self.mended = VGroup(backing(right, buff=0.2).set_fill(theme.FAINT, opacity=0.55), right)
        read = EquationPanel(
            "Delta / 2 dot h = {{ h^2 : factor }} dot Delta / (2 h)",
            {"factor": PRINTED.colour},
            plate=False,
            size=38,
        )
        size = screen.word("shrunk", theme.BODY, PRINTED.colour)
        self.reading = VGroup(read, size).arrange(RIGHT, buff=0.6)
        self.reading.move_to((theme.STAGE_LEFT + 0.05, 1.6, 0), aligned_edge=LEFT)
        self.delta = screen.word("delta", theme.SMALL, theme.MUTED)
        self.delta.move_to((theme.STAGE_LEFT + 0.05, 0.8, 0), aligned_edge=LEFT)
        self._map(facts, screen)

    def _secant(self, screen: ScreenText) -> None:
        plane = Plane((-0.3, 1.5), (-0.1, 2.1), width=6.6, height=2.55, border=False)
        plane.move_to((theme.STAGE_LEFT + 3.4, -0.25, 0))
        at = np.linspace(-0.3, 1.4, 121)
        curve = Curve(plane, np.column_stack([at, at**2]), COST, width=5, head=0)
        curve.set_dial(1.4)
        ends = [(x, x**2) for x in (AT - STEP, AT + STEP)]
        first, last = plane.to_scene(ends)
        line = Line(first, last, color=theme.GRADIENT, stroke_width=5)
        dots = VGroup(*(marker("disc", 0.22, theme.GRADIENT, rim=True).move_to(end) for end in (first, last)))
        feet, names = VGroup(), VGroup()
        for x, source in ((AT - STEP, "x - h"), (AT, "x"), (AT + STEP, "x + h")):
            foot, top = plane.to_scene([(x, -0.1), (x, x**2)])
            feet.add(DashedLine(foot, top, color=theme.MUTED, stroke_width=2))
            names.add(EquationPanel(source, plate=False, size=theme.BODY).next_to(foot, DOWN, buff=0.12))
        slope = plated(screen.word("slope", theme.BODY, theme.GRADIENT), 0.05)
        slope.next_to(line.get_center(), UP + LEFT, buff=0.18)
        self.secant = VGroup(feet, curve, line, dots, names, slope)

    def _map(self, facts: Facts, screen: ScreenText) -> None:
        objective = facts.objective
        start = facts.stood[0]
        self.plane = Plane.around(np.vstack([start, -start]), 5.6, 4.75, margin=0.12)
        self.plane.move_to((theme.STAGE_RIGHT, 0.6, 0), aligned_edge=RIGHT)
        self.ground = VGroup(
            ContourMap(self.plane, objective), Goal().move_to(self.plane.to_scene((0.0, 0.0)))
        )
        self.path = TrajectoryPath(self.plane, facts.descended, SOUND)
        self.points, self.steps = VGroup(), VGroup()
        for place in (facts.stood[-1], -facts.stood[-1]):
            here, down = self.plane.to_scene(place), -objective.gradient(place)
            ahead = here + 0.9 * np.array([*(down / np.hypot(*down)), 0.0])
            self.steps.add(Arrows(here, ahead, theme.INK, width=0.09, head=0.28))
            self.points.add(marker("disc", 0.24, theme.INK, rim=True).move_to(here))
        told = plated(
            VGroup(
                screen.word("moved", theme.SMALL),
                screen.word("still_loss", theme.SMALL),
            ).arrange(DOWN, buff=0.12, aligned_edge=LEFT)
        )
        told.move_to(
            self.plane.window.get_corner(DOWN + RIGHT) + np.array([-0.1, 0.1, 0.0]), aligned_edge=DOWN + RIGHT
        )
        self.told = told
        self.directions = plated(screen.word("step_directions", theme.SMALL), 0.05)
        self.directions.move_to(
            self.plane.window.get_corner(UP + LEFT) + np.array([0.1, -0.1, 0.0]), aligned_edge=UP + LEFT
        )
        self.arrived = plated(screen.word("descent_loss", theme.BODY, MENDED))
        self.arrived.move_to(
            self.plane.window.get_corner(UP + RIGHT) + np.array([-0.1, -0.1, 0.0]), aligned_edge=UP + RIGHT
        )
