"""The first step in a cut across the valley: one rate ends on the floor, another on the other wall."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, UP, Mobject, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.marker import marker
from scenes.components.placement import close_points, put_first_free
from scenes.components.text.equation import plated
from scenes.components.text.label import Label, ScreenText

from .facts import Facts, path_at

CALM = theme.Look(theme.INK, (0.14, 0.1), "ring")


class Landing:
    """A parabola in a column, with the first step of two rates; both steps on the map too.

    Attributes
    ----------
    cut
        The parabola, its name, and the start on it.
    steps
        For the calm rate and ours: the step on the map with its name, and in the cut.
    """

    def __init__(
        self, facts: Facts, valley: Plane, screen: ScreenText, method: theme.Look, middle: float, width: float
    ) -> None:
        start = facts.trajectory.x[0]
        up = float(np.sign(start[1]))
        ends = [path_at(facts, rate)[1] for rate in (facts.calm_rate, facts.learning_rate)]
        reach = 1.25 * max(abs(float(start[1])), *(abs(float(end[1])) for end in ends))
        top = 0.5 * facts.curvature_y * reach**2
        plane = Plane((-reach, reach), (-0.35 * top, top), width=width, height=3.6, border=False)
        plane.move_to((middle, -0.1, 0))

        def height(y: float) -> float:
            return 0.5 * facts.curvature_y * y**2

        at = np.linspace(-reach, reach, 81)
        curve = Curve(
            plane,
            np.stack([at, [height(y) for y in at]], axis=-1),
            theme.Look(theme.Y_AXIS, (), "disc"),
            head=0,
        )
        curve.set_dial(reach)
        name = screen.word("cut", theme.SMALL, theme.Y_AXIS)
        name.move_to((middle, plane.window.get_top()[1] + 0.35, 0))
        y0 = up * float(start[1])
        here = marker("disc", 0.22, theme.MUTED).move_to(plane.to_scene((-y0, height(y0))))
        line = [close_points(plane.to_scene(np.stack([at, [height(y) for y in at]], axis=-1)))]
        taken: list[Label] = []

        def named(y: float, spot: Mobject, colour: str) -> Label:
            """Say beside a point of the cut how high y is there."""
            text = screen.set(f"$y = {y:.2g}$".replace("-", "−"), theme.SMALL, colour)
            wide, high = text.width / 2 + 0.25, 0.4
            places = [
                spot.get_center() + np.array([dx * wide, dy * high, 0.0])
                for dx, dy in ((1, 0.3), (-1, 0.3), (0, 1), (0, 1.9), (1, -0.6), (-1, -0.6), (0, 2.8))
            ]
            put_first_free(text, places, plane.window.copy().scale(1.1), taken, line)
            taken.append(text)
            return text

        self.cut = VGroup(curve, name, here, named(float(start[1]), here, theme.MUTED))
        self.steps = []
        for rank, (end, look, key) in enumerate(
            zip(ends, (CALM, method), ("short_step", "long_step"), strict=True)
        ):
            tail, tip = valley.to_scene([start, end])
            arrow = Arrows(tail, tip, look.colour, width=(0.08, 0.2)[rank], head=(0.26, 0.36)[rank])
            spot = marker(look.marker, 0.24, look.colour, rim=look.marker != "ring").move_to(tip)
            text = plated(screen.word(key, theme.SMALL, look.colour), 0.08)
            text.next_to(tip, RIGHT, buff=0.3)
            if rank == 0:
                # Its later steps run along the floor.
                text.shift(0.45 * UP)
            if text.get_bottom()[1] < valley.window.get_bottom()[1] + 0.05:
                text.shift(0.4 * UP)
            y1 = up * float(end[1])
            level = -(0.12 + 0.14 * rank) * top
            feet = plane.to_scene([(-y0, level), (-y1, level)])
            below = Arrows(*feet, look.colour, width=0.06, head=0.22)
            landed = marker(look.marker, 0.24, look.colour, rim=look.marker != "ring")
            landed.move_to(plane.to_scene((-y1, height(y1))))
            value = named(0.0 if abs(end[1]) < 1e-9 else float(end[1]), landed, look.colour)
            self.steps.append(VGroup(VGroup(arrow, spot, text), VGroup(below, landed, value)))
