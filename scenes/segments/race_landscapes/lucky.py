"""The run that settled in so few steps, once more: on a map wide enough for it, and its loss at each step."""

from __future__ import annotations

import numpy as np
from manim import LEFT, UP, Line, Rectangle, VGroup

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts

WINDOW = ((-2.2, 3.1), (-0.9, 3.2))
"""What the map shows: the piece that was shown before, and what the run needs."""
TOLD = 5
"""Steps up to this one are numbered, and the last one."""
BESIDE = {0: (-0.3, 0.0), 1: (0.0, 0.28), 2: (0.3, 0.0), 3: (-0.3, 0.0)}
"""Where a number stands beside its point, in scene units; right of it if not said otherwise."""


class LuckyRun(Dialled):
    """The dial is the step.

    Attributes
    ----------
    frame
        The map, the axes of the loss, and what they are.
    peak, end
        The highest loss, and the last one.
    """

    left, top, size = -6.6, 2.55, (6.3, 4.87)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        ground, name = facts.rosenbrock.ground, facts.rosenbrock.first_alone
        walk, look = facts.lucky_path, theme.look(name)
        loss = ground.objective.value(walk) - ground.lowest
        plane = Plane(*WINDOW, width=self.size[0], height=self.size[1])
        plane.move_to((self.left, self.top, 0), aligned_edge=LEFT + UP)
        self.path = TrajectoryPath(plane, walk, look, width=3.5, head=0.24)
        places = plane.to_scene(walk)
        self.ranks = [*range(TOLD + 1), len(walk) - 1]
        self.numbers = VGroup()
        for rank in self.ranks:
            at = np.array([*BESIDE.get(rank, (0.32, 0.06)), 0.0])
            self.numbers.add(plated(Number(rank, "d", theme.SMALL).move_to(places[rank] + at), buff=0.05))
        steps = len(walk) - 1
        chart = Plane((-0.4, steps + 0.4), (1e-3, 1e4), width=5.0, height=3.6, log_y=True)
        chart.move_to((1.35, 1.95, 0), aligned_edge=LEFT + UP)
        self.curve = TrajectoryPath(
            chart, np.stack([np.arange(steps + 1.0), loss], axis=-1), look, width=3.0, head=0.22
        )
        axes = chart.axes(
            tuple(range(steps + 1)), x_name=screen["step_axis"], y_name=screen["loss_axis"],
            language=screen.language,
        )  # fmt: skip
        axes.add(power_ticks(chart, (), range(-3, 5)))
        goal = self._goal(facts, screen, chart)
        title = screen.word("lucky", theme.SMALL, look.colour)
        title.move_to((theme.STAGE_LEFT + title.width / 2, 2.88, 0))
        stars = VGroup(*(Goal(0.2).move_to(plane.to_scene(one)) for one in ground.objective.minima))
        self.frame = VGroup(
            ContourMap(plane, ground.objective), stars, self._shown(screen, plane, ground.window),
            chart, axes, goal, title,
        )  # fmt: skip
        highest = int(np.argmax(loss))
        self.peak = Number(float(loss[highest]), "d", theme.BODY, look.colour)
        self.peak.move_to(chart.to_scene((highest, loss[highest])) + np.array([0.55, 0.12, 0.0]))
        self.add(self.path, self.numbers, self.curve)
        self.set_dial(0.0)

    @staticmethod
    def _goal(facts: Facts, screen: ScreenText, chart: Plane) -> VGroup:
        """Return the line below which a run has settled."""
        (left, y, _), (right, _, _) = chart.to_scene(
            [(chart.x_range[0], facts.tolerance), (chart.x_range[1], facts.tolerance)]
        )
        line = Line((left, y, 0), (right, y, 0), stroke_width=3, color=theme.YELLOW)
        word = screen.word("settled_below", theme.SMALL, theme.YELLOW)
        return VGroup(line, word.move_to((left + 0.15 + word.width / 2, y - 0.22, 0)))

    @staticmethod
    def _shown(screen: ScreenText, plane: Plane, window: tuple[tuple[float, float], ...]) -> VGroup:
        """Return a frame around the piece that the small map shows."""
        low, high = plane.to_scene(np.transpose(window))
        frame = Rectangle(width=high[0] - low[0], height=high[1] - low[1], stroke_width=2.5)
        frame.set_stroke(theme.INK).move_to((low + high) / 2)
        word = screen.word("lucky_shown", theme.SMALL, theme.INK)
        word.move_to((low[0] + 0.2 + word.width / 2, low[1] + 0.26, 0))
        return VGroup(frame, plated(word, buff=0.05))

    def show(self, dial: float) -> None:
        """Show the run after so many steps."""
        self.path.set_dial(dial)
        self.curve.set_dial(dial)
        for rank, number in zip(self.ranks, self.numbers, strict=True):
            number.set_opacity(1.0 if rank <= dial + 1e-9 else 0.0)
