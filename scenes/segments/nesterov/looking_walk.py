"""Nesterov's run, each step in two strokes: a look to where the velocity leads, then the slope's correction."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Dialled
from scenes.components.marker import marker

from .facts import Facts


class LookingWalk(Dialled):
    """The way walked up to ``dial`` steps, with the two arrows of the step that is being taken.

    In the first half of a step the look grows, in the second the correction, and the ball follows with it.
    """

    def __init__(self, facts: Facts, plane: Plane) -> None:
        super().__init__()
        self.facts, self.plane = facts, plane
        self.path = TrajectoryPath(plane, facts.ahead.x, theme.look("nesterov"))
        self.asked = facts.looked_at(facts.ahead)
        self.look, self.push = (
            Arrows(np.zeros(3), np.zeros(3), colour, width=0.08, head=0.28)
            for colour in (theme.INK, theme.GRADIENT)
        )
        self.ring = marker("ring", 0.2, theme.INK)
        for one in (self.look, self.push):
            one.set_stroke(theme.BACKGROUND, width=3, background=True)
        self.add(VGroup(self.path, self.look, self.ring, self.push))
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Show the way after ``dial`` steps."""
        whole = min(int(dial + 1e-9), len(self.facts.ahead.x) - 1)
        part = dial - whole
        looks, corrects = min(2 * part, 1.0), max(2 * part - 1.0, 0.0)
        self.path.set_dial(whole + corrects)
        here, ahead = self.plane.to_scene([self.facts.ahead.x[whole], self.asked[whole]])
        end = self.plane.to_scene(self.facts.ahead.x[min(whole + 1, len(self.facts.ahead.x) - 1)])
        seen = 1.0 if part > 1e-9 else 0.0
        self.look.point(here, here + looks * (ahead - here)).set_opacity(seen)
        self.ring.move_to(here + looks * (ahead - here)).set_opacity(seen)
        self.push.point(ahead, ahead + corrects * (end - ahead)).set_opacity(seen * (corrects > 0))
