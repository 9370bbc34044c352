"""One learning rate at work: its place on a chart of factors, its path on a map, and the loss it ends with."""

from __future__ import annotations

import numpy as np
from manim import Circle, VGroup

from scenes import theme
from scenes.components.axes.changing_path import ChangingPath
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.text.label import ScreenText
from scenes.components.text.readout import Readout

from .facts import Facts, loss_at, path_at


class RateSweep(Dialled):
    """Its dial is the learning rate; chart, map and numbers follow.

    Attributes
    ----------
    map, marks
        The valley with the path, and all else: the rate's place on the charts and the numbers.

    Parameters
    ----------
    chart, losses
        The planes of rates and factors, and of rates and losses, on which the rate has a mark.
    """

    size, centre = (6.5, 2.95), (3.4, -1.4, 0.0)
    numbers_left, numbers_width = 3.6, 3.05

    def __init__(
        self, facts: Facts, chart: Plane, losses: Plane, method: theme.Look, screen: ScreenText
    ) -> None:
        super().__init__()
        self.facts, self.chart, self.losses = facts, chart, losses
        start = facts.trajectory.x[0]
        corners = np.array([start, start * (1, -1), (-0.35 * start[0], 0.0)])
        self.plane = Plane.around(corners, *self.size, margin=0.07).move_to(self.centre)
        goal = Goal(0.16).move_to(self.plane.to_scene((0.0, 0.0)))
        self.path = ChangingPath(self.plane, method, points=facts.asked_steps + 1)
        # Rings: what they stand on stays to be seen.
        self.here, self.below = (Circle(radius=0.15, color=method.colour, stroke_width=4) for _ in range(2))
        self.numbers = VGroup(
            *(
                Readout(
                    screen[key],
                    form,
                    self.numbers_left,
                    y,
                    self.numbers_width,
                    language=screen.language,
                    colour=method.colour,
                )
                for key, form, y in (("rate_axis", ".2f", 2.7), ("loss_after", ".3g", 2.2))
            )
        )
        self.map = VGroup(ContourMap(self.plane, facts.objective.load()), goal, self.path)
        self.marks = VGroup(self.here, self.below, self.numbers)
        self.add(self.map, self.marks)
        self.set_dial(facts.learning_rate)

    def show(self, dial: float) -> None:
        """Show another learning rate."""
        facts = self.facts
        points = path_at(facts, dial)
        self.path.put(points)
        factors = np.abs(1 - dial * np.array([facts.curvature_x, facts.curvature_y]))
        level = min(float(factors.max()), self.chart.y_range[1])
        self.here.move_to(self.chart.to_scene((dial, level)))
        rate, loss = self.numbers
        rate.set_dial(dial)
        value = loss_at(facts, points[-1])
        loss.number.form = ".3g" if value < 1000 else ".0f"
        loss.set_dial(value)
        low, high = self.losses.y_range
        self.below.move_to(self.losses.to_scene((dial, float(np.clip(value, low, high)))))
