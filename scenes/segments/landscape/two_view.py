"""Two weights in three dimensions: all points without slope, and what their eigenvalues say."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.surface.camera3d import Viewpoint
from scenes.components.surface.height_field import Surface
from scenes.components.text.label import ScreenText

from .facts import Facts
from .two_weights import TwoWeights

FRAME = (theme.STAGE_LEFT, -2.95, 2.2, 3.0)
SIDE = Viewpoint(0, 10, 0.04, 1.0, target_z=-0.2, relief=1)
WORK = Viewpoint(28, 52, 0.04, 0.88, target_z=-0.2, shift_y=0.25, relief=1)
HILL, PASS = theme.ORANGE, theme.INK
KINDS = {"minimum": theme.GOAL, "maximum": HILL, "saddle": PASS}


class TwoView:
    """The surface on the left, a key on the right.

    Attributes
    ----------
    surface
        Of both weights.
    points
        By kind: a mark at each, as the surface is seen from where the work is done.
    key
        By kind: the mark and what it means.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        ground = TwoWeights()
        plane = Plane(*ground.view, width=5.6, height=5.6).move_to((-2.4, -0.2, 0))
        self.surface = Surface(plane, ground, height=1.9, frame=FRAME, view=SIDE)
        self.points: dict[str, VGroup] = {kind: VGroup() for kind in KINDS}
        # Where they will be seen: a surface forgets nothing, so it is turned and turned back.
        self.surface.look(WORK)
        for point in facts.points:
            sign = self._sign(point.kind, 0.3)
            self.points[point.kind].add(sign.move_to(self.surface.to_stage(point.x, above=0.05)))
        self.surface.look(SIDE)
        self.key: dict[str, VGroup] = {}
        for rank, (kind, key) in enumerate(
            (("minimum", "both_up"), ("maximum", "both_down"), ("saddle", "mixed"))
        ):
            text = screen.word(key, theme.BODY, KINDS[kind], width=3.6)
            row = VGroup(self._sign(kind, 0.32), text).arrange(np.array([1.0, 0.0, 0.0]), buff=0.25)
            self.key[kind] = row.move_to((2.5, 1.6 - 1.15 * rank, 0), aligned_edge=np.array([-1.0, 0.0, 0.0]))
        self.name = screen.word("two", theme.BODY, theme.MUTED, width=4.2).move_to(
            (2.5, 2.45, 0), aligned_edge=np.array([-1.0, 0.0, 0.0])
        )
        question = screen.word("next", theme.HEADING, theme.INK, width=4.0)
        self.question = question.move_to((2.5, -2.1, 0), aligned_edge=np.array([-1.0, 0.0, 0.0]))

    @staticmethod
    def _sign(kind: str, size: float) -> VMobject:
        if kind == "minimum":
            return Goal(size / 2 + 0.03)
        return marker("triangle" if kind == "maximum" else "cross", size, KINDS[kind], rim=kind == "maximum")
