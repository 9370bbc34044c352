"""The whole picture of decisions: below each question its run, and the way that each answer leads."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import LEFT, VGroup

from optimlib.types import Array
from scenes import theme
from scenes.components.axes.plane import Plane, polyline
from scenes.components.axes.trajectory_path import dashed
from scenes.components.text.label import ScreenText

from . import noise_chart, rare_chart, rate_chart
from .cards import WIDTH, Card
from .facts import Facts
from .tuning import RATES

ANSWERS = {
    "noise": (("noise_yes", "constant_rate", ""), ("noise_no", "falling_rate", "")),
    "scales": (
        ("scales_no", "take_descent", "gradient_descent"),
        ("scales_across", "take_momentum", "momentum"),
        ("scales_along", "take_each", ""),
    ),
    "rare": (("rare_no", "either", ""), ("rare_yes", "take_each", "")),
    "rates": (("tune_yes", "rate_first", ""), ("tune_no", "take_adam", "adam")),
}
"""For each question what may be the case, what is advised then, and whose colour it has."""
SMALL_HEIGHT, TOP, FIRST, ROW = 1.72, 1.82, -0.42, 0.92
Traces = Iterable[tuple[Array, theme.Look]]


class DecisionPicture:
    """Below the cards.

    Attributes
    ----------
    runs
        By question, its chart, small and without words.
    ways
        By question, the answers and what each leads to.
    """

    def __init__(self, facts: Facts, screen: ScreenText, cards: dict[str, Card]) -> None:
        self.screen = screen
        drawn = {
            "noise": self._noise(facts),
            "scales": self._scales(facts),
            "rare": self._rare(facts),
            "rates": self._rates(facts),
        }
        self.runs: dict[str, VGroup] = {}
        self.ways: dict[str, VGroup] = {}
        for name, card in cards.items():
            centre = float(card.frame.get_center()[0])
            plane, traces = drawn[name]
            plane.move_to((centre, TOP - SMALL_HEIGHT / 2, 0))
            self.runs[name] = VGroup(plane, *(_line(plane, *trace) for trace in traces))
            self.ways[name] = self._ways(name, centre)

    def _ways(self, name: str, centre: float) -> VGroup:
        """Write the answers below each other, each at a branch of one stem."""
        left = centre - WIDTH / 2
        found, last = VGroup(), FIRST
        for row, (case, advice, method) in enumerate(ANSWERS[name]):
            last = FIRST - row * ROW
            colour = theme.look(method).colour if method else theme.GREEN
            said = self.screen.word(case, theme.SMALL, theme.MUTED)
            told = self.screen.word(advice, theme.BODY, colour)
            for text, y in ((said, last + 0.17), (told, last - 0.22)):
                text.move_to((left + 0.42, y, 0), aligned_edge=LEFT)
            branch = polyline(
                [np.array([(left + 0.12, last, 0), (left + 0.34, last, 0)])],
                stroke_color=theme.MUTED,
                stroke_width=2,
            )
            found.add(VGroup(branch, said, told))
        stem = polyline(
            [np.array([(left + 0.12, TOP - SMALL_HEIGHT - 0.04, 0), (left + 0.12, last, 0)])],
            stroke_color=theme.MUTED,
            stroke_width=2,
        )
        return VGroup(stem, *found)

    def _plane(self, x: tuple[float, float], y: tuple[float, float], *, log_x: bool = False) -> Plane:
        return Plane(x, y, width=WIDTH - 0.1, height=SMALL_HEIGHT, log_x=log_x, log_y=True)

    def _noise(self, facts: Facts) -> tuple[Plane, Traces]:
        plane = self._plane((0, facts.steps), (noise_chart.LEAST, noise_chart.MOST))
        return plane, [
            (noise_chart.curve_points(getattr(facts.noise, key)), look)
            for key, look in noise_chart.LOOKS.items()
        ]

    def _scales(self, facts: Facts) -> tuple[Plane, Traces]:
        conditions, steps = facts.scales.conditions, facts.scales.steps
        plane = self._plane((1, conditions[-1]), (0.7, 4e3), log_x=True)
        return plane, [(np.column_stack([conditions, steps[name]]), theme.look(name)) for name in steps]

    def _rare(self, facts: Facts) -> tuple[Plane, Traces]:
        left = facts.rare.left
        plane = self._plane((1, facts.words), rare_chart.ERRORS)
        ranks = np.arange(1, facts.words + 1)
        return plane, [(np.column_stack([ranks, left[name]]), theme.look(name)) for name in left]

    def _rates(self, facts: Facts) -> tuple[Plane, Traces]:
        plane = self._plane((RATES[0], RATES[-1]), (rate_chart.LEAST, rate_chart.HIGH), log_x=True)
        return plane, [
            (piece, theme.look(name))
            for name, one in facts.ranges.items()
            for piece in rate_chart.below(one.left)
        ]


def _line(plane: Plane, points: Array, look: theme.Look) -> VGroup:
    finite = points[np.isfinite(points).all(axis=-1)]
    pieces = dashed(plane.clip(plane.to_scene(finite)), look.dash)
    return VGroup(polyline(pieces, stroke_color=look.colour, stroke_width=3))
