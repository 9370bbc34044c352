"""Five small runs over the learning rates that made them: the picture that sums up."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, Line, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane, polyline
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText, label, stand

from .factor_chart import FATES, LEARNS, MARKERS, FactorLine, factor_ground
from .facts import Facts

SHOWN = 10
"""Steps of each small run."""
RATES = ("creeping_line", "direct_line", "hopping_line", "bouncing_line", "exploding_line")
REACH = 1.9
"""Half the height of the small windows, in first distances."""


class Fates:
    """The factor over the rate, as wide as the stage, and above it what each of five rates does.

    Attributes
    ----------
    plane, ground, line
        Window; axes, bands and edges; the factor.
    windows
        The five small runs, w over steps.
    runs
        For each rate what becomes of its run, its point of the line, and the rate with the same mark.
    veils
        What dims each run until it is spoken of.
    one_over, two_over
        1/λ and 2/λ on the axis of the rate.
    """

    left, bottom, size = -5.9, -2.2, (12.5, 2.4)
    window, middle_y = (2.2, 1.4), 1.72

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        width, height = self.size
        widest = 1.13 * facts.exploding.rate
        curvature = float(facts.curvature)
        low = 1.15 * (1.0 - widest * curvature)
        self.plane = Plane((0.0, widest), (low, 1.2), width=width, height=height)
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        axes, band, beyond = factor_ground(self.plane, screen, named=False)
        foot = self.plane.window.get_bottom()[1]
        factor, rate = (screen.word(key, theme.SMALL, theme.MUTED) for key in ("factor_axis", "rate_axis"))
        factor.move_to(self.plane.to_scene((0.0, -0.5)) + np.array([factor.width / 2 + 0.2, 0.0, 0.0]))
        rate.move_to((self.plane.window.get_center()[0], foot - 0.66, 0))
        self.ground = VGroup(axes, band, beyond, factor.set_color(theme.INK), rate)
        self.line = FactorLine(self.plane, curvature)
        middles = np.linspace(-5.0, 5.5, len(FATES))
        self.windows, self.veils = VGroup(), VGroup()
        self.runs = VGroup(*(self._run(rank, float(middle)) for rank, middle in enumerate(middles)))
        self.one_over = self._edge("one_over", float(facts.best_rate), theme.INK)
        self.two_over = self._edge("two_over", float(facts.limit), theme.INK)

    def _run(self, rank: int, middle: float) -> VGroup:
        racer = self.facts.racers[rank]
        width, height = self.window
        reach = REACH * self.facts.distance
        target = self.facts.target
        plane = Plane((-0.4, SHOWN + 0.4), (target - reach, target + reach), width=width, height=height)
        plane.move_to((middle, self.middle_y, 0))
        plane.window.set_fill(theme.BACKGROUND, opacity=1)
        goal = DashedLine(
            *plane.to_scene([(at, target) for at in plane.x_range]), color=theme.GOAL, stroke_width=2.5
        )
        w = racer.w[: SHOWN + 1]
        points = plane.to_scene(np.stack([np.arange(len(w)), w], axis=-1))
        path = polyline(plane.clip(points), stroke_color=LEARNS.colour, stroke_width=3)
        dots = VGroup(
            *(
                marker(MARKERS[rank], 0.1, LEARNS.colour).move_to(point)
                for point, value in zip(points, w, strict=True)
                if abs(value - target) <= reach
            )
        )
        fate = self.screen.word(FATES[rank], theme.BODY, LEARNS.colour)
        stand(fate.move_to((middle, 0, 0)), self.middle_y + height / 2 + 0.2)
        names = VGroup()
        if rank == 0:
            names.add(
                label("$w$", theme.SMALL, theme.MUTED), self.screen.word("step", theme.SMALL, theme.MUTED)
            )
            names[0].move_to((middle - width / 2 + 0.2, self.middle_y + height / 2 - 0.2, 0))
            names[1].move_to(
                (middle + width / 2 - 0.1 - names[1].width / 2, self.middle_y - height / 2 + 0.2, 0)
            )
        point = marker(MARKERS[rank], 0.22, LEARNS.colour, rim=True)
        rate = VGroup(point.copy(), self.screen.word(RATES[rank], theme.SMALL))
        rate.arrange(buff=0.16).move_to((middle, self.middle_y - height / 2 - 0.26, 0))
        point.move_to(self.plane.to_scene((racer.rate, racer.factor)))
        veil = plane.window.copy().set_fill(theme.BACKGROUND, opacity=0.7)
        self.windows.add(VGroup(plane, goal, names, path, dots))
        self.veils.add(veil)
        return VGroup(fate, point, rate)

    def _edge(self, key: str, rate: float, colour: str) -> VGroup:
        """Draw a line down to the axis at a rate, with its name below."""
        top, foot = self.plane.to_scene([(rate, 0.0), (rate, self.plane.y_range[0])])
        name = self.screen.word(key, theme.BODY, colour).move_to(foot + np.array([0.0, -0.28, 0.0]))
        return VGroup(Line(top, foot, color=colour, stroke_width=3), name)
