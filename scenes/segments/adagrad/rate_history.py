"""Where the rate of one coordinate goes in the long run: with noise in the gradients, and without."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Line, Rectangle, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts

STILL = theme.look("adagrad")
NOISY = theme.Look(theme.SKY, (), "disc")


class RateHistory:
    """The rate over the steps, both axes logarithmic; beside it the squares that it comes of.

    Attributes
    ----------
    ground
        Window and axes.
    still, noisy
        A curve, and those of the noisy runs: the least, the median and the most; each dial is the step.
    names
        What each is called.
    ends
        What comes of it.
    law
        A line that falls like one over the root of the step.
    squares, total
        The squares of the run's first gradients, side by side, and their sum.
    """

    left, bottom, size = -5.75, -2.1, (7.9, 4.75)
    shown = 15

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        width, height = self.size
        least, median, most = facts.noisy
        top = 2.5 * max(float(curve.max()) for curve in (facts.still, most))
        low = 0.4 * facts.noisy_end
        self.plane = Plane((1, facts.long), (low, top), width=width, height=height, log_x=True, log_y=True)
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        powers = range(int(np.ceil(np.log10(low))), int(np.floor(np.log10(top))) + 1)
        axes = self.plane.axes(
            x_name=screen["steps_axis"], y_name=screen["rate_axis"], language=screen.language
        )
        axes[0].shift(0.38 * DOWN)
        steps = power_ticks(self.plane, range(int(np.log10(facts.long)) + 1), powers)
        self.ground = VGroup(self.plane, axes, steps)
        self.still = self._curve(facts.still, STILL)
        self.noisy = VGroup(
            *(self._curve(one, NOISY, width=1.5, head=0.0) for one in (least, most)),
            self._curve(median, NOISY),
        )
        self.names = {
            "still": self._name("still", STILL, 14.0, facts.still, 0.42),
            "noisy": self._name("noisy", NOISY, 12.0, least, -1.05),
        }
        self.ends = {
            "still": self._end("still_end", STILL, facts.still, 0.35),
            "noisy": self._end("noisy_end", NOISY, median, -0.35),
        }
        self.law = self._law()
        self.squares, self.total = self._squares()

    def _curve(self, values: np.ndarray, look: theme.Look, width: float = 4.0, head: float = 0.2) -> Curve:
        steps = np.arange(1, len(values) + 1)
        kept = np.unique(np.geomspace(1, len(values), 500).round().astype(int)) - 1
        return Curve(self.plane, np.stack([steps[kept], values[kept]], axis=-1), look, width=width, head=head)

    def _name(self, key: str, look: theme.Look, at: float, values: np.ndarray, up: float) -> VGroup:
        name = self.screen.word(key, theme.SMALL, look.colour)
        point = self.plane.to_scene((at, float(values[int(at) - 1])))
        return plated(name.move_to(point + np.array([0.35, up, 0.0])), 0.06)

    def _end(self, key: str, look: theme.Look, values: np.ndarray, up: float) -> VGroup:
        text = self.screen.word(key, theme.BODY, look.colour)
        point = self.plane.to_scene((self.facts.long, float(values[-1])))
        return plated(text.move_to(point + np.array([-text.width / 2 - 0.15, up, 0.0])), 0.06)

    def _law(self) -> VGroup:
        """Draw the slope above the noisy curve, where it has settled."""
        end = 3 * self.facts.noisy_end * np.sqrt(self.facts.long)
        first, last = (float(self.facts.long) ** share for share in (0.45, 0.95))
        ends = self.plane.to_scene([(step, end / np.sqrt(step)) for step in (first, last)])
        line = DashedLine(*ends, color=theme.MUTED, stroke_width=3)
        name = self.screen.word("law", theme.SMALL, theme.MUTED)
        return VGroup(line, plated(name.next_to(ends.mean(axis=0), UP + RIGHT, buff=0.12), 0.06))

    def _squares(self) -> tuple[VGroup, VGroup]:
        """Draw the squares of the first gradients of x as bars from zero, in a panel beside the chart."""
        left, right = self.left + self.size[0] + 0.6, theme.STAGE_RIGHT
        middle = (left + right) / 2
        squares = self.facts.own.grad[: self.shown, 0] ** 2
        unit, pitch, foot = 1.9 / float(squares.max()), (right - left - 0.3) / len(squares), -1.0
        bars = VGroup()
        for rank, square in enumerate(squares):
            bar = Rectangle(width=0.72 * pitch, height=max(unit * float(square), 1e-3), stroke_width=0)
            bar.set_fill(theme.X_AXIS, opacity=1)
            bars.add(bar.move_to((left + 0.15 + (rank + 0.5) * pitch, foot + bar.height / 2, 0)))
        ground = Line((left, foot, 0), (right, foot, 0), color=theme.MUTED, stroke_width=2)
        screen = self.screen
        name = screen.word("squares", theme.SMALL, theme.X_AXIS).move_to((middle, 1.5, 0))
        count = screen.set("$t$ = 1, 2, 3, …", theme.SMALL, theme.MUTED).move_to((left, foot - 0.28, 0), LEFT)
        shrinks = screen.word("in_the_end", theme.SMALL, theme.MUTED).move_to((middle, 0.1, 0))
        shrinks.align_to((right, 0, 0), RIGHT)
        total = screen.word("total", theme.BODY, theme.X_AXIS).move_to((middle, foot - 0.85, 0))
        return VGroup(ground, bars, name, count, shrinks), VGroup(total)
