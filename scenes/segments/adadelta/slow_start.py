"""AdaDelta and RMSProp from one start: their ways on a map, and their losses below it."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.goal import Goal
from scenes.components.text.equation import EquationPanel, backing, plated
from scenes.components.text.label import ScreenText

from .facts import Facts

METHODS = ("rmsprop", "adadelta")


class SlowStart:
    """A map, a chart of losses below it, and the first update as a formula beside them.

    Attributes
    ----------
    ground
        The map, and the chart without its curves.
    lines
        Both ways and both losses; their dials count steps.
    first
        The first update, as a formula and as a number.
    losses
        The losses after the last step, AdaDelta's first.
    inset
        AdaDelta's way so large that one sees it; its dial counts steps.
    """

    left, width = theme.STAGE_LEFT + 0.55, 7.8
    column = 2.05

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        start, middle = facts.run.x[0], self.left + self.width / 2
        objective = facts.objective.load()
        corners = np.array([start, -0.2 * start, (start[0], -start[1])])
        self.plane = Plane.around(corners, self.width, 2.6, margin=0.06).move_to((middle, 1.65, 0))
        goal = Goal(0.16).move_to(self.plane.to_scene((0.0, 0.0)))
        top = 1.08 * facts.start_loss
        self.chart = Plane((0, facts.steps), (0, top), width=self.width, height=1.85).move_to(
            (middle, -1.2, 0)
        )
        axes = self.chart.axes(
            nice_ticks(facts.steps, 6),
            nice_ticks(top, 3),
            x_name=screen["steps_axis"],
            y_name=screen["loss_axis"],
            language=screen.language,
        )
        self.ground = VGroup(ContourMap(self.plane, objective), goal, self.chart, axes)
        ways = (facts.rmsprop, facts.run.x[: facts.steps + 1])
        self.lines = []
        for points, method in zip(ways, METHODS, strict=True):
            look = theme.look(method)
            losses = np.column_stack([np.arange(len(points)), objective.value(points)])
            self.lines += [
                TrajectoryPath(
                    self.plane, points, look, width=3.0, head=0.2 if method == "rmsprop" else 0.12
                ),
                Curve(self.chart, losses, look, width=3.5),
            ]
        self.names = self._names(ways)
        self.inset = self._inset(ways[1])
        self.first = self._first()
        self.losses = [
            self._loss(method, loss, y)
            for method, loss, y in (
                ("adadelta", facts.adadelta_loss, -1.0),
                ("rmsprop", facts.rmsprop_loss, -1.95),
            )
        ]

    def _inset(self, points: np.ndarray) -> TrajectoryPath:
        """Put a window on AdaDelta's first steps into the corner of the map where nobody goes."""
        width, height = 2.2, 1.15
        low, high = self.plane.x_range
        scale = self.facts.magnified * self.plane.window.width / (high - low)
        x, y = (points[0] + points[-1]) / 2
        window = Plane(
            (x - width / 2 / scale, x + width / 2 / scale),
            (y - height / 2 / scale, y + height / 2 / scale),
            width=width,
            height=height,
        )
        down = -float(np.sign(points[0][1])) or -1.0
        side = LEFT if points[0][0] < 0 else RIGHT
        corner = self.plane.window.get_corner(side + down * UP)
        window.move_to(corner - side * (width / 2 + 0.1) - down * UP * (height / 2 + 0.1))
        look = theme.look("adadelta")
        name = plated(self.screen.word("magnified", theme.SMALL, look.colour), 0.05)
        name.next_to(window, -side, buff=0.1)
        plate = backing(window.window, buff=0.0, opacity=0.9).set_stroke(look.colour, width=2)
        self.ground.add(plate, name)
        return TrajectoryPath(window, points, look, width=3.0)

    def _names(self, ways: tuple[np.ndarray, ...]) -> VGroup:
        """Name both losses at their lines."""
        names = VGroup()
        objective = self.facts.objective.load()
        for points, method, up in zip(ways, METHODS, (0.55, -0.35), strict=True):
            at = round((0.45 if method == "rmsprop" else 0.75) * self.facts.steps)
            place = self.chart.to_scene((at, float(objective.value(points[at]))))
            text = plated(self.screen.word(method, theme.SMALL, theme.look(method).colour), 0.05)
            names.add(text.move_to(place + np.array([0.0, up, 0.0])))
        return names

    def _first(self) -> VGroup:
        colour = theme.look("adadelta").colour
        law = EquationPanel(
            "|Delta| = sqrt(epsilon) / sqrt((1 - rho) g^2) thin |g| \\ = sqrt(epsilon / (1 - rho))",
            plate=False,
            size=theme.HEADING,
        )
        parts = VGroup(
            self.screen.word("constants", theme.BODY, theme.WARNING),
            self.screen.word("first_law", theme.SMALL, theme.MUTED),
            law,
            self.screen.word("first_value", theme.HEADING, colour),
        ).arrange(DOWN, buff=0.24, aligned_edge=LEFT)
        return parts.move_to((self.column, 2.95, 0), aligned_edge=np.array([-1.0, 1.0, 0.0]))

    def _loss(self, method: str, loss: float, y: float) -> VGroup:
        colour = theme.look(method).colour
        name = self.screen.set(f"{self.screen[method]}:", theme.BODY, colour)
        asked = self.screen.word("after_steps", theme.SMALL, theme.MUTED)
        value = self.screen.set(f"{loss:.3g}", theme.HEADING, colour)
        row = VGroup(name, value).arrange(RIGHT, buff=0.25).move_to((self.column, y, 0), aligned_edge=LEFT)
        return VGroup(row, asked.next_to(row, DOWN, buff=0.12, aligned_edge=LEFT))
