"""The end of RMSProp, to and fro, half a step from the minimum; and its step, without a unit."""

from __future__ import annotations

import numpy as np
from manim import DOWN, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.goal import Goal
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText

from .facts import Facts
from .looks import LOOKS

LAST = 10
"""Points of the run's end that are followed once more."""


def end_picture(facts: Facts, screen: ScreenText) -> tuple[VGroup, TrajectoryPath]:
    """Return the valley round its minimum, and RMSProp's last steps on it, to and fro, whose dial counts them."""
    reach = 2.2 * facts.learning_rate
    near = Plane.around(np.array([(-reach, -reach * 0.6), (reach, reach * 0.6)]), 5.9, 3.7, margin=0.0)
    near.move_to((-3.7, 1.0, 0))
    goal = Goal(0.2).move_to(near.to_scene((0.0, 0.0)))
    path = TrajectoryPath(near, facts.rmsprop.x[-LAST:], LOOKS["rmsprop"], width=4.5, head=0.28)
    ends = near.to_scene([(0.0, 0.0), (0.0, facts.half_rate)])
    name = plated(screen.set("$eta \\/ 2$", theme.BODY), 0.05)
    name.move_to(ends.mean(axis=0) + np.array([0.55 * -np.sign(np.prod(facts.rmsprop.x[-1])), 0.1, 0.0]))
    measure = DashedLine(*ends, color=theme.INK, stroke_width=3, dash_length=0.1)
    ground = ContourMap(near, facts.objective.load())
    return VGroup(ground, measure, goal, name), path


def unit_formula(screen: ScreenText) -> tuple[EquationPanel, VGroup, VGroup]:
    """Return the step with the quotient that has lost its unit, and the rate that must bring it."""
    panel = EquationPanel(
        "theta <- theta - {{ eta : rate }} thin {{ g / sqrt(s) : quotient }}",
        {"rate": theme.GOAL, "quotient": theme.WARNING},
        plate=False,
        size=56,
    )
    quotient = panel.point_out("quotient", screen["no_unit"], DOWN, theme.WARNING, language=screen.language)
    rate = panel.point_out("rate", screen["unit_of_x"], UP, theme.GOAL, language=screen.language)
    return panel, quotient, rate
