"""A running mean that starts at zero, drawn as a tank with its formulas; Adam has two of them."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, UP, BraceBetweenPoints, VGroup

from scenes import theme
from scenes.components.charts.bars import Bar
from scenes.components.charts.tank import Tank
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import Label

M, V = theme.SKY, theme.PURPLE
"""Colours of both means: momentum's and RMSProp's, since Adam is made of them."""
SIGNS = {"m": M, "v": V, "g": theme.GRADIENT, "zero": theme.WARNING, "keep": theme.INK}
"""Colour of each part a formula may name."""

FLOOR, WIDTH, HEIGHT = -1.3, 1.7, 2.95
NAME_Y, TRUE_Y, RULE_Y, RESULT_Y = 2.62, 2.0, -1.88, -2.55
"""Heights of the lines above and below a tank."""


def rule(source: str, x: float, y: float = RULE_Y, size: float = theme.BODY) -> EquationPanel:
    """Set a formula around a point, its parts ``m``, ``v``, ``g`` and ``zero`` in their colours."""
    colours = {name: colour for name, colour in SIGNS.items() if f": {name} }}" in source}
    return EquationPanel(source, colours, plate=False, size=size).move_to((x, y, 0))


class MeanTank:
    """One mean: its tank, its name, what it should be, its rule, and what the rule comes to.

    Parameters
    ----------
    sign, mean
        The mean's letter and what it is the mean of, in Typst.
    index
        Which β it has, 1 or 2.
    shares
        How much of its true value it has after 0, 1, 2 … steps.
    name, true
        The lines above the tank.
    """

    def __init__(
        self,
        sign: str,
        mean: str,
        index: int,
        beta: float,
        shares: np.ndarray,
        x: float,
        name: Label,
        true: Label,
    ) -> None:
        self.sign, self.mean, self.index = sign, mean, index
        self.beta, self.shares, self.x = beta, shares, x
        self.colour = SIGNS[sign]
        first = 100 * (1 - beta)
        decimals = 0 if first > 0.95 else 1 if first > 0.095 else 2
        self.tank = Tank((x, FLOOR, 0), WIDTH, HEIGHT, self.colour, form=f".{decimals}f")
        self.name, self.true = name.move_to((x, NAME_Y, 0)), true.move_to((x, TRUE_Y, 0))
        part = f"{{{{ {sign} : {sign} }}}}"
        self.rule = rule(
            f"{part} <- {{{{ beta_{index} : keep }}}} {part} + (1 - beta_{index}) {{{{ {mean} : g }}}}", x
        )

    def follow(self, t: float) -> None:
        """Fill the tank as far as it is after ``t`` steps; its number is that of the last whole step."""
        self.tank.set_dial(float(np.interp(t, np.arange(len(self.shares)), self.shares)))
        self.tank.number.set_dial(100.0 * float(self.shares[int(t + 1e-6)]))

    def drain(self, t: float) -> None:
        """Show what a full mean still holds after ``t`` steps without gradient."""
        self.tank.set_dial(float(self.beta**t))

    def start(self) -> EquationPanel:
        """Say in the tank that the mean starts at zero."""
        return (
            EquationPanel(f"{self.sign}_0 = 0", plate=False)
            .set_color(self.colour)
            .move_to(self.tank.foot + 0.55 * UP)
        )

    def in_numbers(self) -> EquationPanel:
        """Write the rule with β as a number."""
        part, new = f"{{{{ {self.sign} : {self.sign} }}}}", f"{{{{ {self.mean} : g }}}}"
        return rule(f"= {self.beta:g} thin {part} + {1 - self.beta:.4g} thin {new}", self.x, RESULT_Y)

    def first_sum(self) -> EquationPanel:
        """Write out the first step."""
        return self._result(f"= {self.beta:g} dot 0 + {1 - self.beta:.4g} thin {{{{ {self.mean} : g }}}}")

    def split(self) -> EquationPanel:
        """Write the mean as what it has seen and the zero it began with, by their weights."""
        power = f"beta_{self.index}^t"
        return self._result(
            f"= (1 - {power}) thin {{{{ {self.mean} : g }}}} + {{{{ {power} : zero }}}} dot 0"
        )

    def corrected(self) -> EquationPanel:
        """Write the correction."""
        sign = self.sign
        source = f"{{{{ hat({sign}) : {sign} }}}} = {{{{ {sign} : {sign} }}}} \\/ (1 - beta_{self.index}^t)"
        return rule(source, self.x, RESULT_Y)

    def truth(self) -> EquationPanel:
        """Say beside the rim that the corrected mean is the true one."""
        text = EquationPanel(f"hat({self.sign}) = {self.mean}", plate=False).set_color(self.colour)
        return text.next_to(self.tank.level(0.9) + WIDTH / 2 * RIGHT, RIGHT, buff=0.25)

    def whole(self) -> Bar:
        """Return a lighter filling for the corrected mean, as high as the mean itself yet."""
        return Bar(
            self.tank.foot,
            HEIGHT,
            self.colour,
            thickness=self.tank.body.thickness,
            vertical=True,
            opacity=0.35,
            value=self.tank.dial,
        )

    def empty_part(self) -> VGroup:
        """Put a brace at what the tank lacks, named as the weight of the zero; none if it lacks next to nothing."""
        low, high = (self.tank.level(share) + (WIDTH / 2 + 0.12) * RIGHT for share in (self.tank.dial, 1.0))
        if high[1] - low[1] < 0.3:
            return VGroup()
        brace = BraceBetweenPoints(low, high, RIGHT, buff=0.0, sharpness=1.2).set_color(theme.WARNING)
        weight = EquationPanel(f"beta_{self.index}^t", plate=False, size=36).set_color(theme.WARNING)
        return VGroup(brace, weight.next_to(brace, RIGHT, buff=0.1))

    def _result(self, right_side: str) -> EquationPanel:
        return rule(f"{{{{ {self.sign} : {self.sign} }}}} {right_side}", self.x, RESULT_Y)
