"""Two weights in three dimensions: all points without slope, and what their eigenvalues say."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import Plane, polyline
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.surface.camera3d import Viewpoint
from scenes.components.surface.height_field import Surface
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts
from .two_weights import TwoWeights

FRAME = (theme.STAGE_LEFT, -2.95, 2.2, 3.0)
SIDE = Viewpoint(0, 10, 0.04, 1.0, target_z=-0.2, relief=1)
WORK = Viewpoint(28, 52, 0.04, 0.86, target_z=-0.2, shift_y=0.3, relief=1)
HILL, PASS = theme.ORANGE, theme.INK
KINDS = {"minimum": theme.GOAL, "maximum": HILL, "saddle": PASS}
LEFT = np.array([-1.0, 0.0, 0.0])


class TwoView:
    """The surface on the left, a key on the right.

    Attributes
    ----------
    surface
        Of both weights.
    flat
        A ring at each point without slope, as the surface is seen from where the work is done.
    points
        By kind: a mark at each.
    cuts
        Through one saddle: along one weight the surface curves up, along the other down.
    key
        By kind: the mark and what it means.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        ground = TwoWeights()
        plane = Plane(*ground.view, width=5.6, height=5.6).move_to((-2.4, -0.2, 0))
        self.surface = Surface(plane, ground, height=1.9, frame=FRAME, view=SIDE)
        self.flat = VGroup()
        self.points: dict[str, VGroup] = {kind: VGroup() for kind in KINDS}
        # Where they will be seen: a surface forgets nothing, so it is turned and turned back.
        self.surface.look(WORK)
        for point in facts.points:
            at = self.surface.to_stage(point.x, above=0.05)
            lowest = point.kind == "minimum" and np.allclose(point.x, facts.deep_x)
            self.points[point.kind].add(self._sign(point.kind, 0.3, lowest=lowest).move_to(at))
            self.flat.add(marker("ring", 0.26, theme.INK).set_fill(opacity=0).move_to(at))
        away = np.linspace(-0.5, 0.5, 25)
        still, middle = np.zeros_like(away), (facts.deep_x, facts.hilltop_x)
        self.cuts = VGroup()
        for shift, sign in (((away, still), "$+$"), ((still, away), "$-$")):
            line = self.surface.to_stage(np.column_stack(shift) + middle, above=0.03)
            self.cuts.add(polyline([line], stroke_color=theme.INK, stroke_width=5))
            symbol = plated(screen.set(sign, theme.HEADING, weight="bold"), buff=0.02)
            self.cuts.add(symbol.move_to(line[0 if sign == "$+$" else -1] + np.array([-0.25, 0.1, 0.0])))
        self.surface.look(SIDE)
        self.key: dict[str, VGroup] = {}
        for rank, (kind, key) in enumerate(
            (("minimum", "both_up"), ("maximum", "both_down"), ("saddle", "mixed"))
        ):
            text = screen.word(key, theme.BODY, KINDS[kind], width=3.6)
            row = VGroup(self._sign(kind, 0.32), text).arrange(-LEFT, buff=0.25)
            self.key[kind] = row.move_to((2.6, 0.75 - 0.95 * rank, 0), aligned_edge=LEFT)
        self.name = screen.word("two", theme.HEADING).move_to((2.6, 2.55, 0), aligned_edge=LEFT)
        axes = screen.word("eigen", theme.BODY, theme.MUTED, width=4.0)
        self.eigen = axes.move_to((2.6, 1.7, 0), aligned_edge=LEFT)
        question = screen.word("next", theme.HEADING, theme.INK, width=4.0)
        self.question = question.move_to((2.6, -2.25, 0), aligned_edge=LEFT)

    @staticmethod
    def _sign(kind: str, size: float, *, lowest: bool = False) -> VMobject:
        if lowest:
            return Goal(size / 2 + 0.03)
        shape: theme.Marker = "disc" if kind == "minimum" else "triangle" if kind == "maximum" else "cross"
        return marker(shape, size * (0.85 if kind == "minimum" else 1.0), KINDS[kind], rim=kind != "saddle")
