"""Each method at its best rate, by the median of its starts or by the worst of them, on the chart of all rates."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup

from scenes import theme
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts
from .names import below, named, written
from .racer import Racer
from .rate_chart import RateChart


class BestView:
    """What is told of the best rates.

    Attributes
    ----------
    rings
        A ring at each method's best rate by the median, by method.
    crosses
        The rates of the race.
    median_rows, worst_rows
        The methods with their best rates and losses at the right, the best on top, by either yardstick.
    median_key, worst_key
        What the signs mean.
    lone
        The start of Adam's that ends highest at its best rate.
    """

    def __init__(self, facts: Facts, screen: ScreenText, chart: RateChart) -> None:
        self.facts, self.screen, self.chart = facts, screen, chart
        self.race_points = {
            name: self._point(name, one.rate, one.late_median) for name, one in facts.racers.items()
        }
        self.median_points = {
            name: self._point(name, one.median_rate, one.best_median) for name, one in facts.racers.items()
        }
        self.worst_points = {
            name: self._point(name, one.worst_rate, one.best_worst) for name, one in facts.racers.items()
        }
        self.crosses = VGroup(
            *(marker("cross", 0.26, theme.INK).move_to(point) for point in self.race_points.values())
        )
        self.rings = {name: _ring(0.36).move_to(point) for name, point in self.median_points.items()}
        self.median_rows = self._rows("by_median", lambda one: (one.best_median, one.median_rate))
        self.worst_rows = self._rows("by_worst", lambda one: (one.best_worst, one.worst_rate))
        self.median_key, self.worst_key = self._key("chosen_median"), self._key("chosen_worst")
        self.lone = self._lone()

    def _point(self, name: str, rate: float, loss: float) -> np.ndarray:
        return self.chart.curves[name].at(rate, loss)

    def _rows(self, head: str, told: Callable[[Racer], tuple[float, float]]) -> VGroup:
        racers: dict[str, Racer] = dict(self.facts.racers)
        losses = {name: told(one) for name, one in racers.items()}
        title = self.screen.word(head, theme.SMALL, theme.INK)
        rows = VGroup(title.move_to((self.chart.right, 2.35, 0), aligned_edge=LEFT))
        for rank, name in enumerate(sorted(losses, key=lambda one: losses[one][0])):
            loss, rate = losses[name]
            colour = theme.look(name).colour
            text = self.screen.set(f"{self.screen[name]}#h(0.4em)$eta = {rate:g}$", theme.SMALL, colour)
            row = named(name, text, self.chart.right, 1.85 - 0.82 * rank)
            rows.add(VGroup(row, below(row, self.screen.set(f"${written(loss, 3)}$", theme.BODY, colour))))
        return rows

    def _key(self, chosen: str) -> VGroup:
        signs = (marker("cross", 0.24, theme.INK), "in_race"), (_ring(0.26), chosen)
        off_scale = self.screen.word("off_scale", theme.SMALL, theme.MUTED)
        key = VGroup(
            *(
                VGroup(sign, self.screen.word(told, theme.SMALL, theme.MUTED)).arrange(RIGHT, buff=0.15)
                for sign, told in signs
            ),
            off_scale,
        ).arrange(DOWN, aligned_edge=LEFT, buff=0.15)
        return key.move_to((self.chart.right, -1.5, 0), aligned_edge=LEFT + UP)

    def _lone(self) -> VGroup:
        """Bring the start of Adam's that ends highest to the front, and name it."""
        look = theme.look("adam")
        at = self._point("adam", self.facts.adam.median_rate, self.facts.adam_high)
        text = plated(self.screen.word("lone", theme.SMALL, look.colour), 0.08)
        text.move_to((self.chart.plane.window.get_left()[0] + 0.2, 2.05, 0), aligned_edge=LEFT)
        line = Line(text.get_corner(DOWN + RIGHT), at, color=look.colour, stroke_width=2.5)
        return VGroup(line, marker("ring", 0.3, look.colour).set_fill(opacity=0).move_to(at), text)


def _ring(size: float) -> VGroup:
    ring = marker("ring", size, theme.INK)
    ring.set_fill(opacity=0)
    return ring
