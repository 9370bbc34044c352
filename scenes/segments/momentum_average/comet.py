"""A walk whose past fades: every gradient it has met, as bright as its weight in the buffer."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Dialled

from .facts import Facts

FAINTEST = 0.06
"""Below this weight a gradient is not drawn."""


class Comet(Dialled):
    """The path of momentum with −∇L at each of its points; the dial counts steps."""

    longest = 1.15

    def __init__(self, facts: Facts, plane: Plane) -> None:
        super().__init__()
        self.facts = facts
        run, look = facts.ball, theme.look("momentum")
        whole = theme.Look(look.colour, (), look.marker)
        self.path = TrajectoryPath(plane, run.x, whole, markers=False)
        points = run.x[:-1]
        scale = self.longest / float(np.linalg.norm(run.grad, axis=-1).max())
        feet = plane.to_scene(points)
        push = np.column_stack([-run.grad[: len(points)], np.zeros(len(points))])
        self.seen = plane.holds(points)
        self.arrows = VGroup(
            *(
                Arrows(foot, foot + scale * one, theme.GRADIENT, width=0.07, head=0.2)
                for foot, one in zip(feet, push, strict=True)
            )
        )
        self.add(self.arrows, self.path)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Show the walk after so many steps."""
        self.path.set_dial(dial)
        for moment, (arrow, seen) in enumerate(zip(self.arrows, self.seen, strict=True)):
            age = dial - 1 - moment
            weight = self.facts.momentum ** max(age, 0.0) * float(np.clip(age + 1, 0.0, 1.0))
            arrow.set_opacity(weight if seen and weight > FAINTEST else 0.0)
