"""The slower of two factors against the learning rate: a valley of its own, and an edge."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, DashedLine, Dot, Line, Polygon, VGroup, VMobject

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.marker import marker
from scenes.components.text.label import Label, ScreenText

from .facts import Facts


class RateChart:
    """What every constant learning rate leaves of the error in a step, along and across a valley.

    Attributes
    ----------
    ground
        Plane, axes, the line at one, and the key to both factors.
    factors
        Both factors by themselves, whole.
    worst
        The larger of them; its dial is the learning rate up to which it is drawn.
    widest
        The largest rate shown.
    drop, best, ours
        From the lowest point down to its rate; that point and our own one, each with its name in the key.
    danger
        The rates at which the steps across the valley grow, with their name.
    """

    key_left = 3.5

    def __init__(self, facts: Facts, method: theme.Look, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        self.widest = 1.2 * max(facts.limit, facts.learning_rate)
        self.top = max(1.3, 1.1 * facts.worst_factor)
        self.plane = Plane((0, self.widest), (0, self.top), width=8.4, height=4.5).move_to((-2.1, 0.25, 0))
        self.ground = VGroup(self.plane, self._axes(), self._line_at_one(), self._key_to_factors())
        self.factors, self.worst = self._curves()
        self.drop, self.best, self.ours = self._points(method)
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

    def _curves(self) -> tuple[list[Curve], Curve]:
        rates = np.linspace(0, self.widest, 400)
        along, across = self._kept(rates)
        thin = []
        for values, colour in ((along, theme.X_AXIS), (across, theme.Y_AXIS)):
            look = theme.Look(colour, (0.12, 0.1), "disc")
            curve = Curve(self.plane, np.stack([rates, values], axis=-1), look, head=0)
            curve.set_dial(self.widest)
            thin.append(curve)
        larger = np.stack([rates, np.maximum(along, across)], axis=-1)
        return thin, Curve(self.plane, larger, theme.Look(theme.INK, (), "disc"), width=5)

    def _kept(self, rates: np.ndarray) -> np.ndarray:
        """Return the shares of the error that rates ``(n,)`` leave along and across the valley, ``(2, n)``."""
        curvatures = np.array([[self.facts.curvature_x], [self.facts.curvature_y]])
        return np.abs(1 - rates * curvatures)

    def _points(self, method: theme.Look) -> tuple[DashedLine, VGroup, VGroup]:
        facts = self.facts
        lowest = self.plane.to_scene((facts.best_rate, facts.best_factor))
        drop = DashedLine(lowest, self.plane.to_scene((facts.best_rate, 0)), color=theme.GOAL, stroke_width=3)
        best = Dot(lowest, radius=0.12, color=theme.GOAL)
        ours = marker(method.marker, 0.2, method.colour, rim=True)
        ours.move_to(self.plane.to_scene((facts.learning_rate, facts.worst_factor)))
        names = VGroup(
            self._key(best.copy(), self.screen.word("best", theme.BODY, theme.GOAL)),
            self._key(ours.copy(), self.screen.word("ours", theme.BODY, method.colour)),
        ).arrange(DOWN, aligned_edge=LEFT, buff=0.25)
        names.move_to((self.key_left + names.width / 2, -0.2, 0))
        return drop, VGroup(best, names[0]), VGroup(ours, names[1])

    def _danger(self) -> VGroup:
        limit, widest, top = self.facts.limit, self.widest, self.top
        corners = self.plane.to_scene([(limit, 0), (widest, 0), (widest, top), (limit, top)])
        area = Polygon(*corners, stroke_width=0, fill_color=theme.WARNING, fill_opacity=0.2)
        name = self.screen.word("grows", theme.BODY, theme.WARNING).set_x(area.get_x())
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

    def _key_to_factors(self) -> VGroup:
        rows = [
            self._key(
                DashedLine(ORIGIN, 0.5 * RIGHT, color=colour), self.screen.word(word, theme.SMALL, colour)
            )
            for word, colour in (("along", theme.X_AXIS), ("across", theme.Y_AXIS))
        ]
        key = VGroup(*rows).arrange(DOWN, aligned_edge=LEFT, buff=0.25)
        return key.move_to((self.key_left + key.width / 2, 1.6, 0))

    def _key(self, sample: VMobject, name: Label) -> VGroup:
        """Put a sample of a line or marker before its name."""
        return VGroup(sample, name).arrange(RIGHT, buff=0.2)
