"""What mass buys: how large a rate both methods bear, and how low their losses get at their best."""

from __future__ import annotations

import numpy as np
from manim import DOWN, RIGHT, VGroup

from optimlib.trajectory import Trajectory
from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.charts.bars import Bar
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import Facts


class TunedLosses(VGroup):
    """A plot of losses, on a logarithmic scale, and notes beside it.

    Attributes
    ----------
    seen
        The losses of the runs that were seen, faintly.
    best
        Those of the runs with the best settings; their dials count steps.
    limits, settings
        A bar for each method, as long as the rates at which it is stable; the best settings and losses.
    map, way
        A small map, and on it the way of momentum at its best.
    """

    size, centre = (6.2, 4.3), (-2.6, 0.2, 0.0)
    notes_left = 1.6
    lowest = 1e-30
    """Losses below are not shown: they are rounding."""

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.facts, self.screen = facts, screen
        self.ball, self.rival = theme.look("momentum"), theme.look("gradient_descent")
        self.plane, axes = self._plane()
        self.frame = VGroup(self.plane, axes)
        self.seen = [self._curve(facts.rival, self.rival, 2.0), self._curve(facts.ball, self.ball, 2.0)]
        for curve in self.seen:
            curve.line.set_stroke(opacity=0.45)
            curve.set_dial(facts.steps)
        self.best = [
            self._curve(facts.best_rival, self.rival, 4.0, head=0.16),
            self._curve(facts.best_ball, self.ball, 4.0, head=0.16),
        ]
        self.limits, self.settings = self._limits(), self._settings()
        self.map, self.way = self._map()
        self.add(self.frame, *self.seen, *self.best, self.limits, self.settings, self.map)

    def _plane(self) -> tuple[Plane, VGroup]:
        losses = np.concatenate([run.value for run in (self.facts.best_ball, self.facts.best_rival)])
        low = int(np.floor(np.log10(max(float(losses.min()), self.lowest))))
        high = int(np.ceil(np.log10(float(losses.max())))) + 1
        width, height = self.size
        plane = Plane((0, self.facts.steps), (10.0**low, 10.0**high), width=width, height=height, log_y=True)
        plane.move_to(self.centre)
        axes = plane.axes(
            range(0, self.facts.steps + 1, 10),
            x_name=self.screen["steps_axis"],
            y_name=self.screen["loss"],
            language=self.screen.language,
        )
        every = -(-(high - low) // 6)
        for power in range(low, high + 1, every):
            left, level, _ = plane.to_scene((0, 10.0**power))
            tick = self.screen.set(f"$10^({power})$", theme.SMALL, theme.MUTED)
            axes.add(tick.move_to((left - 0.15 - tick.width / 2, level, 0)))
        return plane, axes

    def _curve(self, run: Trajectory, look: theme.Look, width: float, head: float = 0.0) -> Curve:
        points = np.column_stack([np.arange(len(run.value)), run.value])
        return Curve(self.plane, points, look, width=width, head=head)

    def _limits(self) -> VGroup:
        fact, left = self.facts, self.notes_left
        unit = 3.2 / fact.limit
        rows = VGroup(self._title("stable", 2.4))
        for y, limit, look in ((1.8, fact.rival_limit, self.rival), (1.2, fact.limit, self.ball)):
            bar = Bar((left + 0.4, y, 0), unit, look.colour, value=limit)
            number = self.screen.set(f"{limit:.3g}", theme.BODY, look.colour).next_to(bar, RIGHT, buff=0.2)
            rows.add(self._sign(look, y), bar, number)
        return rows

    def _settings(self) -> VGroup:
        fact = self.facts
        rows = VGroup(self._title("best", -0.55))
        for y, key, loss, look in (
            (-1.15, "best_plain", fact.rival_best_loss, self.rival),
            (-1.75, "best_ball", fact.best_loss, self.ball),
        ):
            sign = self._sign(look, y)
            text = self.screen.word(key, theme.SMALL, look.colour).next_to(sign, RIGHT, buff=0.2)
            end = self.screen.set(f"${power_of_ten(loss)}$", theme.BODY, look.colour)
            rows.add(sign, text, end.move_to((theme.STAGE_RIGHT - end.width / 2, y, 0)))
        return rows

    def _map(self) -> tuple[VGroup, TrajectoryPath]:
        points = self.facts.best_ball.x
        plane = Plane.around(np.vstack([points, np.zeros(2)]), 5.1, 2.3, margin=0.1).move_to((4.15, 1.7, 0))
        way = TrajectoryPath(plane, points, self.ball, width=2.5, head=0.14)
        name = self.screen.word("best_way", theme.SMALL, theme.MUTED).next_to(plane, DOWN, buff=0.2)
        return VGroup(ContourMap(plane, self.facts.objective.load()), way, name), way

    def _title(self, key: str, y: float) -> VGroup:
        title = self.screen.word(key, theme.SMALL, theme.MUTED)
        return title.move_to((self.notes_left + title.width / 2, y, 0))

    def _sign(self, look: theme.Look, y: float) -> VGroup:
        return marker(look.marker, 0.2, look.colour).move_to((self.notes_left + 0.1, y, 0))


def power_of_ten(value: float) -> str:
    """Write a loss as Typst mathematics.

    Examples
    --------
    >>> power_of_ten(1.45e-8), power_of_ten(0.0159)
    ('1.5 dot 10^(-8)', '0.0159')
    """
    if value >= 1e-3 or value == 0:
        return f"{value:.3g}"
    mantissa, power = f"{value:.1e}".split("e")
    return f"{mantissa} dot 10^({int(power)})"
