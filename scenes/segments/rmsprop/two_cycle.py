"""The end of RMSProp: to and fro, half a step from the minimum."""

from __future__ import annotations

import numpy as np
from manim import UP, DashedLine, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts
from .recovery import LOOKS

LAST = 10
"""Points of the run's end that are followed once more."""


class TwoCycle:
    """Why the end is half a step from the minimum: a section of the valley, and the size of y over the steps.

    Attributes
    ----------
    section
        The valley across, its minimum in the middle.
    bounce, step
        The arrows of the flips, and how long each is.
    lines
        What follows from what, as formulas.
    ground, whole, halved
        Window and axes; the size of y at our rate and at half of it, whose dial counts steps.
    levels
        Half a rate, and a quarter of it, each with its name.
    """

    left, bottom, size = 0.5, -2.05, (4.2, 4.65)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts = facts
        reach = facts.half_rate
        look = LOOKS["rmsprop"]
        plane = Plane((-2.2 * reach, 2.2 * reach), (-0.25, 4.6), width=5.6, height=2.4, border=False)
        plane.move_to((-3.75, 1.35, 0))
        x = np.linspace(-2.1 * reach, 2.1 * reach, 81)
        curve = Curve(
            plane, np.stack([x, (x / reach) ** 2], axis=-1), theme.Look(theme.INK, (), "disc"), head=0
        )
        curve.set_dial(float(x[-1]))
        left, right, low = plane.to_scene([(-reach, 1.0), (reach, 1.0), (0.0, 0.0)])
        self.section = VGroup(
            curve,
            Goal(0.16).move_to(low),
            *(marker(look.marker, 0.28, look.colour, rim=True).move_to(place) for place in (left, right)),
        )
        self.bounce = VGroup(
            Arrows(left + 0.3 * UP, right + 0.3 * UP, look.colour, width=0.07, head=0.24),
            Arrows(right + 0.5 * UP, left + 0.5 * UP, look.colour, width=0.07, head=0.24),
        )
        self.step = screen.set("$eta$", theme.TITLE, look.colour).move_to((left + right) / 2 + 0.95 * UP)
        self.half = VGroup(
            *(
                screen.set("$eta \\/ 2$", theme.BODY, theme.GOAL).move_to(place + np.array([0.0, -0.45, 0.0]))
                for place in (left, right)
            )
        )
        self.lines = VGroup(
            *(
                screen.word(key, theme.BODY, theme.INK).move_to((-3.75, y, 0))
                for key, y in (("line_size", -0.55), ("line_step", -1.25), ("line_half", -1.95))
            )
        )
        width, height = self.size
        shown = self.shown = 200
        top = 2.4 * facts.learning_rate
        self.plane = Plane((0, shown), (0, top), width=width, height=height)
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        axes = self.plane.axes(
            nice_ticks(shown, 4),
            nice_ticks(top, 4),
            x_name=screen["steps_axis"],
            y_name=screen["distance_axis"],
            language=screen.language,
        )
        self.ground = VGroup(self.plane, axes)
        quiet = theme.Look(theme.INK, (0.12, 0.08), "ring")
        steps = np.arange(shown + 1)
        self.whole, self.halved = (
            Curve(self.plane, np.stack([steps, np.abs(run.x[: shown + 1, 1])], axis=-1), style, width=3.5)
            for run, style in ((facts.rmsprop, look), (facts.half_run, quiet))
        )
        self.levels = VGroup()
        for key, value, colour in (
            ("half_line", facts.half_rate, look.colour),
            ("half_run_line", facts.half_rate / 2, theme.INK),
        ):
            ends = self.plane.to_scene([(0, value), (shown, value)])
            line = DashedLine(*ends, color=colour, stroke_width=2)
            name = plated(screen.word(key, theme.SMALL, colour), 0.05)
            name.move_to(ends[1] + np.array([name.width / 2 + 0.12, 0.0, 0.0]))
            self.levels.add(VGroup(line, name))


def end_picture(facts: Facts, screen: ScreenText) -> tuple[VGroup, TrajectoryPath]:
    """Return the valley round its minimum, and RMSProp's last steps on it, to and fro, whose dial counts them."""
    reach = 2.2 * facts.learning_rate
    near = Plane.around(np.array([(-reach, -reach * 0.6), (reach, reach * 0.6)]), 5.9, 3.7, margin=0.0)
    near.move_to((-3.7, 1.0, 0))
    goal = Goal(0.2).move_to(near.to_scene((0.0, 0.0)))
    path = TrajectoryPath(near, facts.rmsprop.x[-LAST:], LOOKS["rmsprop"], width=4.5, head=0.28)
    ends = near.to_scene([(0.0, 0.0), (0.0, facts.half_rate)])
    name = plated(screen.set("$eta \\/ 2$", theme.BODY), 0.05)
    name.move_to(ends.mean(axis=0) + np.array([0.55 * -np.sign(facts.end[0] * facts.end[1]), 0.1, 0.0]))
    measure = DashedLine(*ends, color=theme.INK, stroke_width=3, dash_length=0.1)
    ground = ContourMap(near, facts.objective.load())
    return VGroup(ground, measure, goal, name), path
