"""Where the last segment ended: Adam, and the mean of squares that forgets."""

from __future__ import annotations

from manim import DOWN, VGroup

from scenes import theme
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

from .family_rule import ADAM

STEP = "theta <- theta - eta thin hat(m) / (sqrt({{ hat(v) : v }}) + epsilon)"
MEAN = "{{ v : v }} <- {{ beta_2 v : kept }} + (1 - beta_2) thin g^2"


class Bridge(VGroup):
    """Adam's step, and below it what v is made of.

    Attributes
    ----------
    forgets
        The share of itself that v keeps.
    """

    def __init__(self, screen: ScreenText) -> None:
        step = EquationPanel(STEP, {"v": ADAM.colour}, size=64, plate=False)
        mean = EquationPanel(MEAN, {"v": ADAM.colour, "kept": theme.WARNING}, size=52, plate=False)
        note = screen.word("forgets", theme.BODY, theme.WARNING)
        super().__init__(*VGroup(step, mean, note).arrange(DOWN, buff=0.6))
        self.forgets = VGroup(mean.part("kept"), note)
