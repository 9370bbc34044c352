"""All pushes of a run laid end to end: along one coordinate they add up, along the other they cancel."""

from __future__ import annotations

import numpy as np
from manim import DOWN, UP, DashedLine, ManimColor, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.charts.bars import Bar, BarStack
from scenes.components.text.label import ScreenText
from scenes.components.text.readout import Readout


class PushStacks(VGroup):
    """The pushes ``(n, 2)`` of both coordinates as two stacks, side by side, on one scale.

    Attributes
    ----------
    stacks
        One for each coordinate; a stack's dial counts pushes.
    frames
        What stands around each stack: its name and its zero.
    steps
        What both share: the first step on top, the last one at the bottom.
    totals
        Below each stack the sum of its sizes, the size of its sum, and that as a bar.
    """

    top, height, width, middles = 1.75, 3.1, 5.2, (-3.6, 3.6)
    colours = (theme.X_AXIS, theme.Y_AXIS)

    def __init__(self, pushes: np.ndarray, screen: ScreenText) -> None:
        super().__init__()
        self.screen = screen
        sums = np.vstack([np.zeros(2), np.cumsum(pushes, axis=0)])
        low, high = sums.min(axis=0), sums.max(axis=0)
        unit = self.width / max(float(np.max(high - low)), 1e-9)
        self.zeros = np.array(self.middles) - unit * (low + high) / 2
        self.stacks = [self._stack(axis, pushes[:, axis], unit) for axis in (0, 1)]
        self.frames = [self._frame(axis, key) for axis, key in enumerate(("along", "across"))]
        self.steps = self._steps(len(pushes))
        self.totals = [self._total(axis, pushes[:, axis], unit) for axis in (0, 1)]
        self.add(*self.stacks, *self.frames, self.steps, *self.totals)

    def _stack(self, axis: int, pushes: np.ndarray, unit: float) -> BarStack:
        """Pushes like the first one have the full colour, those against it a pale one."""
        colour = self.colours[axis]
        pale = ManimColor(colour).interpolate(ManimColor(theme.INK), 0.6).to_hex()
        plus, minus = (colour, pale) if pushes[0] > 0 else (pale, colour)
        origin = (self.zeros[axis], self.top, 0.0)
        return BarStack(pushes, origin, unit, self.height, plus, back_colour=minus)

    def _frame(self, axis: int, key: str) -> VGroup:
        zero, foot = self.zeros[axis], self.top - self.height
        line = DashedLine((zero, self.top + 0.1, 0), (zero, foot - 0.3, 0), color=theme.MUTED, stroke_width=2)
        nought = self.screen.set("0", theme.SMALL, theme.MUTED).move_to((zero, self.top + 0.26, 0))
        name = self.screen.word(key, theme.BODY, self.colours[axis])
        return VGroup(line, nought, name.move_to((self.middles[axis], self.top + 0.75, 0)))

    def _steps(self, count: int) -> VGroup:
        half_level = self.height / count / 2
        first, last = (self.screen.word(key, theme.SMALL, theme.MUTED) for key in ("first_step", "last_step"))
        first.move_to((0, self.top - half_level, 0))
        last.move_to((0, self.top - self.height + half_level, 0))
        ends = first.get_bottom() + 0.12 * DOWN, last.get_top() + 0.12 * UP
        return VGroup(first, last, Arrows(*ends, theme.FAINT, width=0.03, head=0.2))

    def _total(self, axis: int, pushes: np.ndarray, unit: float) -> VGroup:
        rest = float(pushes.sum())
        bar = Bar(
            (self.zeros[axis], self.top - self.height - 0.2, 0), unit, theme.INK, thickness=0.16, value=rest
        )
        rows = (
            Readout(
                self.screen[key],
                ".2f",
                self.middles[axis] - 1.8,
                y,
                3.6,
                language=self.screen.language,
                value=value,
            )
            for key, y, value in (("sizes", -2.15, float(np.abs(pushes).sum())), ("remains", -2.7, abs(rest)))
        )
        return VGroup(bar, *rows)
