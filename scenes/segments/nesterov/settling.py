"""How both runs come to rest along x: the distance left, as a share of the first, on a logarithmic scale."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, Line, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.placement import put_first_free
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts


class Settling:
    """One chart of steps.

    Attributes
    ----------
    frame
        Plane and axes.
    curves
        The distance left, of momentum and of Nesterov; their dials count steps.
    names
        What each is called, at its line.
    band
        The share within which a run counts as settled.
    arrivals
        From which step on each stays within it: Nesterov's first.
    laws
        The width of each swing, as a line.
    rates
        What a step leaves of each, at its line.
    """

    low = 1e-4

    def __init__(
        self, facts: Facts, screen: ScreenText, size: tuple[float, float], centre: tuple[float, float]
    ):
        self.facts, self.screen = facts, screen
        self.last = int(np.ceil(1.12 * facts.settled_ball / 10) * 10)
        width, height = size
        self.plane = Plane((0, self.last), (self.low, 1.6), width=width, height=height, log_y=True)
        self.plane.move_to((*centre, 0))
        axes = self.plane.axes(
            nice_ticks(self.last, 5),
            x_name=screen["step"],
            y_name=screen["left_axis"],
            language=screen.language,
        )
        left = self.plane.window.get_left()[0]
        for share, text in ((1.0, "100%"), (0.1, "10%"), (0.01, "1%"), (0.001, "0.1%")):
            y = self.plane.to_scene((0, share))[1]
            tick = screen.set(text, theme.SMALL, theme.MUTED)
            axes.add(tick.move_to((left - 0.14 - tick.width / 2, y, 0)))
            axes.add(Line((left, y, 0), (left - 0.08, y, 0), stroke_width=1.2, color=theme.FAINT))
        self.frame = VGroup(self.plane, axes)
        looks = (theme.look("momentum"), theme.look("nesterov"))
        self.curves = [
            self._curve(trajectory.x[:, 0], look)
            for trajectory, look in zip((facts.ball, facts.ahead), looks, strict=True)
        ]
        self.laws = [
            self._law(facts.kept_ball, facts.width_ball, looks[0]),
            self._law(facts.kept_ahead, facts.width_ahead, looks[1]),
        ]
        self.names = self._names(looks)
        self.band = self._band()
        self.rates = self._rates(looks)
        self.arrivals: list[VGroup] = []
        for step, look in ((facts.settled_ahead, looks[1]), (facts.settled_ball, looks[0])):
            self.arrivals.append(self._arrival(step, look))

    def _curve(self, x: np.ndarray, look: theme.Look) -> Curve:
        left = np.maximum(np.abs(x / x[0]), 1e-12)[: self.last + 1]
        return Curve(self.plane, np.column_stack([np.arange(len(left)), left]), look, width=3.5, head=0.18)

    def _names(self, looks: tuple[theme.Look, ...]) -> list[VGroup]:
        names: list[VGroup] = []
        lines = self._lines()
        for key, look, settled, sign in (
            ("ball", looks[0], self.facts.settled_ball, 1.0),
            ("ahead", looks[1], self.facts.settled_ahead, -1.0),
        ):
            text = plated(self.screen.word(key, theme.BODY, look.colour))
            places = [
                self.plane.to_scene((share * settled, level))
                for share in ((0.55, 0.65, 0.45, 0.75, 0.85) if sign > 0 else (0.35, 0.25, 0.45, 0.15))
                for level in ((0.6, 0.4, 0.25) if sign > 0 else (0.0015, 0.0008, 0.004, 0.0004))
            ]
            names.append(put_first_free(text, places, self.plane.window, names, lines))
        return names

    def _band(self) -> VGroup:
        ends = self.plane.to_scene([(0, self.facts.near), (self.last, self.facts.near)])
        line = DashedLine(*ends, color=theme.GOAL, stroke_width=3)
        text = plated(self.screen.word("near", theme.SMALL, theme.GOAL))
        places = [
            np.array([x, ends[1][1] + up, 0.0])
            for up in (-0.28, 0.28, -0.5)
            for x in np.linspace(ends[0][0] + 0.1 + text.width / 2, ends[1][0] - 0.1 - text.width / 2, 30)
        ]
        # Its plate covers a dip of a curve, but what comes later would lie over it.
        put_first_free(text, places, self.plane.window, self.names, self._straight())
        return VGroup(line, text)

    def _rates(self, looks: tuple[theme.Look, ...]) -> VGroup:
        """Set what a step leaves above each line, where there is room."""
        rates = VGroup()
        for key, look, law in zip(("ball_rate", "ahead_rate"), looks, self.laws, strict=True):
            text = plated(self.screen.word(key, theme.SMALL, look.colour))
            start, end = law.get_start(), law.get_end()
            places = [
                start + share * (end - start) + np.array([right + text.width / 2, up, 0.0])
                for up in (0.3, 0.45, 0.15)
                for right in (0.1, 0.3, 0.6)
                for share in np.linspace(0.35, 0.95, 25)
            ]
            put_first_free(
                text, places, self.plane.window, [*self.names, self.band[1], *rates], self._lines()
            )
            rates.add(text)
        return rates

    def _lines(self) -> list[np.ndarray]:
        """Return all curves as close points, for names to keep clear of."""
        at = np.linspace(0, self.last, 1500)
        curves = [self.plane.to_scene([curve.at(step) for step in at]) for curve in self.curves]
        return curves + self._straight()

    def _straight(self) -> list[np.ndarray]:
        """Return the straight lines alone: the widths of both swings, and where both have settled."""
        lines = []
        for law in self.laws:
            lines.append(np.linspace(law.get_start(), law.get_end(), 400))
        for step in (self.facts.settled_ball, self.facts.settled_ahead):
            lines.append(np.linspace(*self.plane.to_scene([(step, self.low), (step, self.facts.near)]), 100))
        return lines

    def _arrival(self, step: int, look: theme.Look) -> VGroup:
        """Mark a step on the axis, its number beside the mark."""
        top, foot = self.plane.to_scene([(step, self.facts.near), (step, self.low)])
        drop = DashedLine(top, foot, color=look.colour, stroke_width=3.5)
        text = plated(self.screen.set(f"{step}", theme.HEADING, look.colour))
        aside = text.width / 2 + 0.1
        places = [
            foot + np.array([side * aside, up + text.height / 2, 0.0])
            for up in (0.12, 0.5, 0.9)
            for side in (-1.0, 1.0)
        ]
        others = [*self.names, self.band[1], *self.rates, *(arrival[1] for arrival in self.arrivals)]
        put_first_free(text, places, self.plane.window, others, self._lines())
        return VGroup(drop, text)

    def _law(self, kept: float, width: float, look: theme.Look) -> Line:
        """Draw the width of the swing, which shrinks by what is kept, as far as the window shows it."""
        top = self.plane.y_range[1]
        start = max(0.0, float(np.log(top / width) / np.log(kept)))
        end = min(float(self.last), float(np.log(self.low / width) / np.log(kept)))
        ends = self.plane.to_scene([(step, width * kept**step) for step in (start, end)])
        return DashedLine(*ends, color=look.colour, stroke_width=2.5, dash_length=0.06)
