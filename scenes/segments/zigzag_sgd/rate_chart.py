"""The slower of two factors against the learning rate: a valley of its own, and an edge."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from manim import LEFT, DashedLine, Line, Polygon, VGroup, VMobject

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks, polyline
from scenes.components.axes.trajectory_path import dashed
from scenes.components.marker import marker
from scenes.components.text.label import Label, ScreenText

from .facts import Facts

DASH = (0.12, 0.1)


class RateChart:
    """What every constant learning rate leaves of the error in a step, along and across a valley.

    Attributes
    ----------
    plane
        The window of rates and factors.
    ground
        Plane, axes and the line at one.
    factors
        Both factors by themselves, whole, each with its name in the key.
    worst, worst_name
        The larger of them, whose dial is the learning rate up to which it is drawn, and its name in the key.
    widest
        The largest rate shown.
    best
        From the lowest point down to its rate, a mark there, and its name in the key.
    danger
        The rates at which the steps across the valley grow, with their name.
    """

    key_left, key_top, key_row = 0.25, 2.75, 0.45

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        self.widest = 1.3 * max(facts.limit, facts.learning_rate)
        self.top = max(1.3, 1.1 * facts.worst_factor)
        self.plane = Plane((0, self.widest), (0, self.top), width=5.6, height=4.4).move_to((-3.2, 0.35, 0))
        self.ground = VGroup(self.plane, self._axes(), self._line_at_one())
        self.factors, self.worst = self._curves()
        self.worst_name = self._key(2, self._sample(theme.INK, (), 5), screen.word("worst", theme.SMALL))
        self.best = self._best()
        self.danger = self._danger()

    def _axes(self) -> VGroup:
        return self.plane.axes(
            nice_ticks(self.widest, 5),
            nice_ticks(self.top),
            x_name=self.screen["rate_axis"],
            y_name=self.screen["kept"],
            language=self.screen.language,
        )

    def _line_at_one(self) -> Line:
        return Line(*self.plane.to_scene([(0, 1), (self.widest, 1)]), stroke_width=2, color=theme.MUTED)

    def _curves(self) -> tuple[VGroup, Curve]:
        rates = np.linspace(0, self.widest, 400)
        along, across = self._kept(rates)
        thin = VGroup()
        for row, (values, colour, word) in enumerate(
            ((along, theme.X_AXIS, "along"), (across, theme.Y_AXIS, "across"))
        ):
            look = theme.Look(colour, DASH, "disc")
            curve = Curve(self.plane, np.stack([rates, values], axis=-1), look, head=0)
            curve.set_dial(self.widest)
            name = self._key(row, self._sample(colour, DASH, 3), self.screen.word(word, theme.SMALL, colour))
            thin.add(VGroup(curve, name))
        larger = np.stack([rates, np.maximum(along, across)], axis=-1)
        return thin, Curve(self.plane, larger, theme.Look(theme.INK, (), "disc"), width=5, head=0)

    def _kept(self, rates: np.ndarray) -> np.ndarray:
        """Return the shares of the error that rates ``(n,)`` leave along and across the valley, ``(2, n)``."""
        curvatures = np.array([[self.facts.curvature_x], [self.facts.curvature_y]])
        return np.abs(1 - rates * curvatures)

    def _best(self) -> VGroup:
        """Mark the best rate on the axis of rates, so that no other mark on the curve can hide it."""
        facts = self.facts
        lowest, foot = self.plane.to_scene([(facts.best_rate, facts.best_factor), (facts.best_rate, 0)])
        drop = DashedLine(lowest, foot, color=theme.GOAL, stroke_width=3)
        sign = marker("triangle", 0.26, theme.GOAL).move_to(foot + np.array([0.0, 0.12, 0.0]))
        name = self._key(3, sign.copy(), self.screen.word("best", theme.SMALL, theme.GOAL))
        return VGroup(drop, sign, name)

    def _danger(self) -> VGroup:
        limit, widest, top = self.facts.limit, self.widest, self.top
        corners = self.plane.to_scene([(limit, 0), (widest, 0), (widest, top), (limit, top)])
        area = Polygon(*corners, stroke_width=0, fill_color=theme.WARNING, fill_opacity=0.2)
        name = self.screen.word("grows", theme.SMALL, theme.WARNING).set_x(area.get_x())
        return VGroup(area, name.set_y(self._free_height(name.get_left()[0], name.get_right()[0])))

    def _free_height(self, left: float, right: float) -> float:
        """Return the middle of the highest gap that no line crosses between two places of the stage."""
        rates = np.interp(
            [left, right], self.plane.to_scene([(0, 0), (self.widest, 0)])[:, 0], [0, self.widest]
        )
        curves = self._kept(np.linspace(*rates, 20)).clip(0, self.top)
        lines = sorted([(0, 0), (1, 1), (self.top, self.top), *((c.min(), c.max()) for c in curves)])
        gaps = [(low, high) for (_, low), (high, _) in pairwise(lines)]
        return float(self.plane.to_scene((0, np.mean(max(gaps, key=lambda gap: gap[1] - gap[0]))))[1])

    def _sample(self, colour: str, dash: tuple[float, float] | tuple[()], width: float) -> VMobject:
        ends = np.array([(0.0, 0.0, 0.0), (0.55, 0.0, 0.0)])
        return polyline(dashed([ends], dash), stroke_color=colour, stroke_width=width)

    def _key(self, row: int, sample: VMobject, name: Label) -> VGroup:
        """Put a sample of a line, as it is drawn, or a mark before its name, in a row of the key."""
        y = self.key_top - row * self.key_row
        sample.move_to((self.key_left + 0.275, y, 0))
        name.move_to((self.key_left + 0.75, y, 0), aligned_edge=LEFT)
        return VGroup(sample, name)
