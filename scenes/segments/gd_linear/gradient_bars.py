"""The rule, the gradient as a formula, and what every sample gives to it, as bars: the lower right corner."""

from __future__ import annotations

import numpy as np
from manim import DOWN, RIGHT, Line, VGroup

from scenes import theme
from scenes.components.axes.data_plot import sample_disc
from scenes.components.charts.bars import Bar
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import Label, ScreenText, label
from scenes.facts.line_fit import residuals

from .facts import Facts


class GradientBars:
    """What comes before the table, and again when the formula is looked at for any w.

    Attributes
    ----------
    rule, rule_again, rate
        The update, before it turns into the formula and after; and the learning rate.
    again
        The weights that the update makes, one after the other.
    formula, distance_formula, law, curvature
        The gradient; with y = 2x put in; what that comes to, and what its factor is called.
    zero
        The line where bars begin.
    discs, bars
        For each sample its sign and its bar.
    mean
        The bar of the mean.
    products, mean_value
        What each bar is at the start, in numbers.
    shares, mean_share
        What each bar is for any w.
    arithmetic
        The first update in numbers.
    """

    left, middle, zero_x, longest = 0.85, 3.7, 6.2, 2.45
    heights = (-1.2, -1.68, -2.16, -2.75)
    formula_y = -0.45

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts = facts
        self.rule = self._equation("w <- w - {{ eta : rate }} thin {{ nabla L(w) : gradient }}", 40)
        self.rule.move_to((self.middle, -0.85, 0))
        self.rule_again = self.rule.copy()
        self.again = screen.word("again", theme.HEADING, theme.MUTED).move_to((self.middle, -1.95, 0))
        self.rate = screen.word("rate", theme.BODY).next_to(self.rule, DOWN, buff=0.4)
        self.formula = self._equation("{{ nabla L(w) : gradient }} = 1/n sum_i 2 x_i (w x_i - y_i)")
        self.distance_formula = self._equation(
            "{{ nabla L(w) : gradient }} = 1/n sum_i 2 x_i dot x_i thin (w - " + f"{facts.target:g})"
        )
        for one in (self.formula, self.distance_formula):
            one.move_to((self.middle, self.formula_y, 0))
        self.curvature = screen.word("curvature", theme.HEADING, theme.GRADIENT)
        self.law = screen.word("law", theme.HEADING).move_to((self.middle, self.formula_y, 0))
        values = np.append(facts.sample_gradients, facts.gradient)
        self.unit = self.longest / float(np.abs(values).max())
        top, foot = self.heights[0] + 0.25, self.heights[-1] - 0.2
        self.zero = Line((self.zero_x, top, 0), (self.zero_x, foot, 0), stroke_width=2, color=theme.MUTED)
        self.bars, self.discs, self.products, self.shares = VGroup(), VGroup(), VGroup(), VGroup()
        errors = residuals(facts.data, facts.w0)
        for rank, (x, error, value, bend) in enumerate(
            zip(facts.data.x, errors, facts.sample_gradients, facts.sample_curvatures, strict=True)
        ):
            y = self.heights[rank]
            self.bars.add(self._bar(y, theme.Y_AXIS, float(error)))
            self.discs.add(sample_disc(rank + 1, 0.36).next_to((self.zero_x + 0.12, y, 0), RIGHT, buff=0))
            self.products.add(self._text(f"$2 dot {x:g} dot ({error:g}) = {value:g}$", y))
            self.shares.add(self._text(f"${bend:g} thin (w - {facts.target:g})$", y))
        y = self.heights[-1]
        self.mean = self._bar(y, theme.GRADIENT, facts.gradient)
        self.mean_value, self.mean_share = (
            self._left(screen.word(key, theme.BODY, theme.GRADIENT), y) for key in ("mean", "mean_share")
        )
        self.arithmetic = screen.word("arithmetic", theme.HEADING).move_to((self.middle, -2.45, 0))

    def _equation(self, source: str, size: float = theme.HEADING) -> EquationPanel:
        return EquationPanel(source, {"gradient": theme.GRADIENT}, plate=False, size=size)

    def _bar(self, y: float, colour: str, value: float) -> Bar:
        return Bar((self.zero_x, y, 0), self.unit, colour, value=value, thickness=0.32)

    def _left(self, text: Label, y: float) -> Label:
        return text.move_to((self.left + text.width / 2, y, 0))

    def _text(self, source: str, y: float) -> Label:
        return self._left(label(source, theme.BODY, theme.INK), y)

    def grow(self, share: float) -> None:
        """Stretch each bar from its residual (0) to twice x times its residual (1)."""
        errors = residuals(self.facts.data, self.facts.w0)
        for bar, error, value in zip(self.bars, errors, self.facts.sample_gradients, strict=True):
            bar.set_dial(float(error + share * (value - error)))

    def stand(self, w: float) -> None:
        """Give all bars the lengths they have at another weight."""
        gap = w - self.facts.target
        for bar, bend in zip(self.bars, self.facts.sample_curvatures, strict=True):
            bar.set_dial(float(bend * gap))
        self.mean.set_dial(float(self.facts.curvature * gap))
