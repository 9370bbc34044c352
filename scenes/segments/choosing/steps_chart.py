"""Steps at one condition number: a bar for each method, which grows when the valley turns."""

from __future__ import annotations

import numpy as np
from manim import LEFT, VGroup

from scenes import theme
from scenes.choices import OptimizerChoice
from scenes.components.charts.bars import Bar
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import COMPARED, Facts

LANES = (*COMPARED, "forgetful")
LEFT_END, BARS, RIGHT_END, TOP, ROW = -6.5, -3.45, 0.75, 0.95, 0.76
"""Where names and bars begin, where the longest bar ends; the first lane, and how far they are apart."""


class Lane(Dialled):
    """Name and bar of a method: at dial 0 no bar, at 1 its steps along the axes, at 2 in the turned valley.

    Attributes
    ----------
    label, bar
        Its sign and name; its bar.
    along, turned
        The steps, at the end of the bar along the axes; and both numbers, at its end when turned.
    """

    def __init__(self, facts: Facts, screen: ScreenText, name: str, unit: float) -> None:
        super().__init__()
        rank, method = LANES.index(name), "adam" if name == "forgetful" else name
        look, level = theme.look(method), TOP - ROW * rank
        if name == "forgetful":
            sign, text = marker("ring", 0.24, look.colour), screen.word("forgetful", theme.SMALL, look.colour)
        else:
            shown = OptimizerChoice(name=name).display_name[screen.language]
            sign, text = marker(look.marker, 0.24, look.colour), screen.set(shown, theme.SMALL, look.colour)
        sign.move_to((LEFT_END + 0.12, level, 0))
        text.move_to((LEFT_END + 0.4, level, 0), aligned_edge=LEFT)
        self.label = VGroup(sign, text)
        self.steps = (0.0, facts.scales.told[name].steps, facts.scales.told_turned[name].steps)
        self.bar = Bar((BARS, level, 0.0), unit, look.colour, thickness=0.4)
        self.add(self.bar)
        both = (
            f"{self.steps[1]:g} → {self.steps[2]:g}"
            if self.steps[1] != self.steps[2]
            else f"{self.steps[2]:g}"
        )
        self.along, self.turned = (
            screen.set(said, theme.BODY, look.colour).move_to(
                (BARS + unit * steps + 0.15, level, 0), aligned_edge=LEFT
            )
            for said, steps in ((f"{self.steps[1]:g}", self.steps[1]), (both, self.steps[2]))
        )
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Draw the bar as long as the steps."""
        self.bar.set_dial(float(np.interp(dial, (0.0, 1.0, 2.0), self.steps)))


class StepsChart:
    """All lanes.

    Attributes
    ----------
    lanes
        By method, Adam without its memory too.
    head, along, turned
        What is counted; which way the valley lies.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        most = max(facts.scales.told_turned[name].steps for name in LANES)
        unit = (RIGHT_END - BARS) / most
        self.lanes = {name: Lane(facts, screen, name, unit) for name in LANES}
        self.head = screen.word("bars_head", theme.SMALL, theme.MUTED)
        self.head.move_to((LEFT_END, 1.62, 0), aligned_edge=LEFT)
        self.along, self.turned = (
            screen.word(key, theme.SMALL, theme.GREEN).move_to((4.96, 1.62, 0))
            for key in ("bars_along", "bars_turned")
        )
