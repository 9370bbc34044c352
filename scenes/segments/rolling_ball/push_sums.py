"""Momentum's best constants once more, small: pushes that agree add up, pushes that alternate partly cancel."""

from __future__ import annotations

import numpy as np
from manim import LEFT

from scenes import theme
from scenes.components.charts.bars import BarStack
from scenes.components.text.label import ScreenText

from .facts import Facts


class PushSums:
    """Two sums on one scale, the one along the valley above that across it.

    Attributes
    ----------
    stacks
        The sums; their dials count pushes.
    names
        What each comes to.
    """

    count = 9
    tops, height = (1.45, -0.35), 0.85

    def __init__(self, facts: Facts, screen: ScreenText, left: float) -> None:
        unit = (theme.STAGE_RIGHT - left) / max(facts.best_agreeing, facts.best_rate)
        self.stacks, self.names = [], []
        for key, sign, colour, top in zip(
            ("adds", "cancels"), (1.0, -1.0), (theme.X_AXIS, theme.Y_AXIS), self.tops, strict=True
        ):
            amounts = facts.best_rate * (sign * facts.shrink) ** np.arange(self.count)
            foot = (left, top - 0.3, 0)
            self.stacks.append(BarStack(amounts, foot, unit, self.height, colour, back_colour=theme.MUTED))
            name = screen.word(key, theme.BODY, colour)
            self.names.append(name.move_to((left, top, 0), aligned_edge=LEFT))
