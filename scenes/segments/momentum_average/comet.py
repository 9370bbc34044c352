"""A walk and the gradients it has met, each as long as it counts in the buffer."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Dialled

from .facts import Facts

FAINTEST = 0.03
"""Below this weight a gradient is not drawn."""


class Comet(Dialled):
    """The path of momentum with −αᵏg for each gradient g it has met k steps ago; the dial counts steps.

    Attributes
    ----------
    path
        The path alone.
    arrows
        The gradients.
    """

    longest = 1.25

    def __init__(self, facts: Facts, plane: Plane) -> None:
        super().__init__()
        self.facts = facts
        run, look = facts.ball, theme.look("momentum")
        self.path = TrajectoryPath(plane, run.x, theme.Look(look.colour, (), look.marker), head=0.24)
        points = run.x[:-1]
        scale = self.longest / float(np.linalg.norm(run.grad, axis=-1).max())
        self.feet = plane.to_scene(points)
        self.push = scale * np.column_stack([-run.grad[: len(points)], np.zeros(len(points))])
        self.seen = plane.holds(points)
        self.arrows = VGroup(
            *(
                Arrows(foot, foot + one, theme.GRADIENT, width=0.08, head=0.22)
                for foot, one in zip(self.feet, self.push, strict=True)
            )
        )
        self.add(self.path, self.arrows)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Show the walk after so many steps."""
        self.path.set_dial(dial)
        ages = dial - 1 - np.arange(len(self.push))
        weights = self.facts.momentum ** np.maximum(ages, 0.0) * np.clip(ages + 1, 0.0, 1.0)
        for weight, foot, push, arrow, seen in zip(
            weights, self.feet, self.push, self.arrows, self.seen, strict=True
        ):
            drawn = seen and weight > FAINTEST
            arrow.point(foot, foot + weight * push if drawn else foot).set_opacity(1.0 if drawn else 0.0)
