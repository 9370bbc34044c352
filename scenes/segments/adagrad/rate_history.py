"""Where the rate of one coordinate goes in the long run: under three kinds of gradients."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, DashedLine, Line, Rectangle, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts

HELD = theme.Look(theme.GRADIENT, (0.24, 0.1), "square")
STILL = theme.look("adagrad")
NOISY = theme.Look(theme.INK, (), "disc")


class RateHistory:
    """The rate over the steps, both axes logarithmic.

    Attributes
    ----------
    ground
        Window and axes.
    held, still, noisy
        Curves whose dial is the step.
    names
        What each is called, with what comes of it.
    example
        Where the rate under a gradient that stays is told.
    squares
        The squares of the run's first gradients, side by side.
    """

    left, bottom, size = -5.75, -2.1, (12.3, 4.75)
    shown = 12

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        width, height = self.size
        top = 2.5 * max(float(curve.max()) for curve in (facts.still, facts.held, facts.noisy))
        low = 0.4 * min(facts.noisy_end, float(facts.held[-1]))
        self.plane = Plane((1, facts.long), (low, top), width=width, height=height, log_x=True, log_y=True)
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        powers = range(int(np.ceil(np.log10(low))), int(np.floor(np.log10(top))) + 1)
        axes = self.plane.axes(
            x_name=screen["steps_axis"], y_name=screen["rate_axis"], language=screen.language
        )
        axes[0].shift(0.38 * np.array([0.0, -1.0, 0.0]))
        steps = power_ticks(self.plane, range(int(np.log10(facts.long)) + 1), powers)
        self.ground = VGroup(self.plane, axes, steps)
        self.held, self.still, self.noisy = (
            self._curve(values, look)
            for values, look in ((facts.held, HELD), (facts.still, STILL), (facts.noisy, NOISY))
        )
        self.names = {
            "held": self._name(("held", "held_law"), HELD, 700.0, facts.held, 0.62),
            "still": self._name(("still",), STILL, 14.0, facts.still, 0.42),
            "noisy": self._name(("noisy",), NOISY, 12.0, facts.noisy, -0.55),
        }
        self.ends = {
            "still": self._end("still_end", STILL, facts.still, 0.35),
            "noisy": self._end("noisy_end", NOISY, facts.noisy, -0.35),
        }
        self.example = self._example()
        self.squares = self._squares()

    def _curve(self, values: np.ndarray, look: theme.Look) -> Curve:
        steps = np.arange(1, len(values) + 1)
        kept = np.unique(np.geomspace(1, len(values), 500).round().astype(int)) - 1
        return Curve(self.plane, np.stack([steps[kept], values[kept]], axis=-1), look, width=4, head=0.2)

    def _name(
        self, keys: tuple[str, ...], look: theme.Look, at: float, values: np.ndarray, up: float
    ) -> VGroup:
        lines = VGroup(*(self.screen.word(key, theme.SMALL, look.colour) for key in keys))
        lines.arrange(np.array([0.0, -1.0, 0.0]), buff=0.1)
        point = self.plane.to_scene((at, float(values[int(at) - 1])))
        return plated(lines.move_to(point + np.array([0.35, up, 0.0])), 0.06)

    def _end(self, key: str, look: theme.Look, values: np.ndarray, up: float) -> VGroup:
        text = self.screen.word(key, theme.BODY, look.colour)
        point = self.plane.to_scene((self.facts.long, float(values[-1])))
        return plated(text.move_to(point + np.array([-text.width / 2 - 0.15, up, 0.0])), 0.06)

    def _example(self) -> VGroup:
        facts = self.facts
        at = float(facts.held_steps)
        first, here = self.plane.to_scene([(at, float(facts.held[0])), (at, float(facts.held[int(at) - 1]))])
        line = DashedLine(first, here, color=theme.MUTED, stroke_width=2.5)
        level = Line(
            self.plane.to_scene((1, float(facts.held[0]))), first, color=theme.MUTED, stroke_width=1.5
        )
        dot = marker(HELD.marker, 0.2, HELD.colour, rim=True).move_to(here)
        text = self.screen.set(f"{facts.held_share:.0%}", theme.HEADING, HELD.colour)
        return VGroup(level, line, dot, plated(text.next_to((first + here) / 2, RIGHT, buff=0.12), 0.05))

    def _squares(self) -> VGroup:
        """Draw the squares of the first gradients of x as bars from zero, in the free corner."""
        squares = self.facts.own.grad[: self.shown, 0] ** 2
        corner = self.plane.window.get_corner(np.array([-1.0, -1.0, 0.0])) + np.array([0.35, 0.3, 0.0])
        unit, pitch = 1.15 / float(squares.max()), 0.26
        bars = VGroup()
        for rank, square in enumerate(squares):
            bar = Rectangle(width=0.18, height=max(unit * float(square), 1e-3), stroke_width=0)
            bar.set_fill(STILL.colour, opacity=1)
            bars.add(bar.move_to(corner + np.array([0.1 + pitch * rank, bar.height / 2, 0.0])))
        foot = Line(corner, corner + pitch * self.shown * RIGHT, color=theme.MUTED, stroke_width=2)
        name = self.screen.word("squares", theme.SMALL, STILL.colour)
        name.move_to(corner + np.array([1.0 + name.width / 2, 0.85, 0.0]))
        return VGroup(foot, bars, name)
