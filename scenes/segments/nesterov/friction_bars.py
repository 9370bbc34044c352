"""What share of the velocity both methods keep, along x and across, as bars."""

from __future__ import annotations

from manim import LEFT, VGroup

from scenes import theme
from scenes.components.charts.bars import Bar
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

from .facts import Facts


class FrictionBars:
    """Four bars, two for each direction.

    Attributes
    ----------
    heads
        What each direction is called, with its curvature, and what is measured.
    momentum
        Momentum's bars, along and across, with their numbers.
    nesterov
        Nesterov's bars, along and across, each with its number.
    """

    row, length = 0.5, 2.6

    def __init__(self, facts: Facts, screen: ScreenText, left: float, tops: tuple[float, float]) -> None:
        self.left, self.screen = left, screen
        title = screen.word("kept", theme.SMALL, theme.MUTED)
        self.heads = VGroup(
            title.move_to((left, tops[0] + 0.42, 0), aligned_edge=LEFT),
            *(
                screen.word(key, theme.SMALL, colour).move_to((left, top, 0), aligned_edge=LEFT)
                for key, colour, top in (
                    ("flat", theme.X_AXIS, tops[0]),
                    ("steep", theme.Y_AXIS, tops[1]),
                )
            ),
        )
        self.momentum = VGroup(*(self._bar(top - self.row, facts.momentum, "momentum") for top in tops))
        self.nesterov = [
            self._bar(top - 2 * self.row, kept, "nesterov")
            for top, kept in zip(tops, (facts.friction_flat, facts.friction_steep), strict=True)
        ]

    def _bar(self, y: float, kept: float, method: str) -> VGroup:
        colour = theme.look(method).colour
        bar = Bar((self.left, y, 0), self.length, colour, thickness=0.34, value=kept)
        number = EquationPanel(f"{kept:.3g}", plate=False, size=theme.BODY).set_color(colour)
        name = self.screen.word("ball" if method == "momentum" else "ahead", theme.SMALL, colour)
        number.move_to((self.left + self.length * kept + 0.15, y, 0), aligned_edge=LEFT)
        name.move_to((self.left + self.length + 0.55, y, 0), aligned_edge=LEFT)
        return VGroup(bar, number, name)
