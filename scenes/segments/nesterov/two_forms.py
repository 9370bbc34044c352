"""Nesterov's run as both forms keep it: where the ball stood, and where it looked."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, LineJointType, VGroup, VMobject

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

from .facts import Facts

SHOWN = 14
"""Steps that are drawn: later ones are too close together."""


class LookChain(Dialled):
    """The points where Nesterov looked, joined up to ``dial`` steps."""

    def __init__(self, facts: Facts, plane: Plane) -> None:
        super().__init__()
        self.plane, self.points_data = plane, facts.torch.x[: SHOWN + 1]
        self.casing, self.line = (
            VMobject(stroke_color=colour, stroke_width=width, joint_type=LineJointType.ROUND)
            for colour, width in ((theme.CASING, 3 + 2 * theme.CASING_WIDTH), (theme.INK, 3.0))
        )
        self.casing.set_stroke(opacity=theme.CASING_OPACITY)
        self.add(self.casing, self.line)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Join the first ``dial`` of them."""
        whole = min(int(dial), SHOWN - 1)
        start, end = self.points_data[whole : whole + 2]
        reached = np.vstack([self.points_data[: whole + 1], start + (dial - whole) * (end - start)])
        for one in (self.casing, self.line):
            set_pieces(one, self.plane.clip(self.plane.to_scene(reached)))


class TwoForms:
    """What the two forms keep, on the map and as formulas beside it.

    Attributes
    ----------
    path
        Where the ball stood, with the look of the method.
    looks, rings
        An arrow from each point to where it looked, and a ring there.
    chain
        The rings joined: its dial counts steps.
    ours, theirs
        The formulas of both forms, with what each keeps.
    """

    def __init__(self, facts: Facts, plane: Plane, screen: ScreenText, left: float) -> None:
        self.path = TrajectoryPath(plane, facts.ahead.x[: SHOWN + 1], theme.look("nesterov"), head=0.0)
        self.path.set_dial(SHOWN)
        here = plane.to_scene(facts.ahead.x[: SHOWN + 1])
        there = plane.to_scene(facts.looked_at(facts.ahead)[: SHOWN + 1])
        self.looks = Arrows(here, there, theme.INK, width=0.05, head=0.18, opacity=0.75)
        self.rings = VGroup(*(marker("ring", 0.17, theme.INK).move_to(place) for place in there))
        self.chain = LookChain(facts, plane)
        self.ours = self._form(
            screen,
            "ours",
            theme.look("nesterov").colour,
            "v <- alpha v - eta nabla L(theta + alpha v) \\ theta <- theta + v",
            left,
            2.75,
        )
        self.theirs = self._form(
            screen,
            "theirs",
            theme.INK,
            "phi = theta + alpha v \\ v <- alpha v - eta nabla L(phi) \\ phi <- phi + alpha v - eta nabla L(phi)",
            left,
            0.55,
        )

    def _form(
        self, screen: ScreenText, key: str, colour: str, source: str, left: float, top: float
    ) -> VGroup:
        name = screen.word(key, theme.BODY, colour)
        law = EquationPanel(source, plate=False, size=theme.BODY)
        form = VGroup(name, law).arrange(DOWN, buff=0.3, aligned_edge=LEFT)
        return form.move_to((left, top, 0), aligned_edge=np.array([-1.0, 1.0, 0.0]))
