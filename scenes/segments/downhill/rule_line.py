"""The rule of one weight with its numbers, which change from step to step."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes import theme
from scenes.components.dial import Dialled
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number
from scenes.facts.line_fit import gradient

from .facts import Facts

ROW = 0.56


class RuleLine(Dialled):
    """The rate and the rule in the upper left ``corner``; in the lower right one, ``low``, the rule with numbers.

    The numbers are those of step number ``dial``, counted from 0.

    Attributes
    ----------
    rate, rule, numbers
        The three lines, to be shown one after the other.
    """

    def __init__(self, facts: Facts, screen: ScreenText, corner: np.ndarray, low: np.ndarray) -> None:
        super().__init__()
        self.facts = facts
        self.rate, self.rule = (screen.word(key, theme.BODY) for key in ("rate", "rule"))
        for rank, text in enumerate((self.rate, self.rule)):
            text.move_to(corner + np.array([0.3 + text.width / 2, -0.42 - ROW * rank, 0.0]))
        self.before = Number(facts.w0, ".2f", theme.BODY)
        self.slope = Number(facts.slope, ".2f", theme.BODY, theme.GRADIENT)
        self.after = Number(facts.first_w, ".2f", theme.BODY)
        self.numbers = VGroup()
        words = [screen.word(key, theme.BODY) for key in ("rule_start", "rule_rate", "rule_end")]
        gaps = ((0.12, 0.14), (0.03, 0.03), (0.12, 0.0))
        x, y = 0.0, 0.0
        for word, number, (before, after) in zip(
            words, (self.before, self.slope, self.after), gaps, strict=True
        ):
            word.move_to((x + word.width / 2, 0.09, 0))
            number.place((x + word.width + before, y, 0))
            x += word.width + before + number.width + after
            self.numbers.add(word, number)
        self.numbers.move_to(low + np.array([-0.25 - self.numbers.width / 2, 0.4, 0.0]))
        self.add(self.rate, self.rule, self.numbers)
        self.set_dial(0)

    def show(self, dial: float) -> None:
        """Show the numbers of a step."""
        step = int(dial)
        before, after = self.facts.w[step : step + 2]
        self.before.set_dial(float(before))
        self.slope.set_dial(float(gradient(self.facts.data, before)))
        self.after.set_dial(float(after))
