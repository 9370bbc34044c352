"""The straight way and the way walked, as two bars that grow, and by how much a step turns from the one before."""

from __future__ import annotations

from manim import UP, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.charts.bars import Bar
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts
from .turning_fan import turning_fan


class Detour:
    """Two bars in a column beside a map.

    Attributes
    ----------
    straight, walked
        Each bar with its number on top; see :meth:`stretch`.
    names
        What each bar is called.
    factor
        How many times as long the way walked is; empty if it is no longer.
    turn
        All turns of the way, as a fan on the map.
    """

    foot, tallest = -2.05, 3.9

    def __init__(
        self,
        facts: Facts,
        valley: Plane,
        screen: ScreenText,
        colour: str,
        left: float,
        width: float,
    ) -> None:
        self.facts = facts
        unit = self.tallest / max(facts.path_length, facts.straight)
        columns = (left + width * 0.22, left + width * 0.75)
        self.straight, self.walked = (
            VGroup(
                Bar((x, self.foot, 0), unit, paint, vertical=True, thickness=0.62),
                Number(0.0, ".1f", theme.BODY, theme.INK),
            )
            for x, paint in zip(columns, (theme.INK, colour), strict=True)
        )
        self.names = VGroup(
            screen.word("straight", theme.SMALL, theme.INK).move_to((columns[0], self.foot - 0.3, 0)),
            screen.word("walked", theme.SMALL, colour).move_to((columns[1], self.foot - 0.3, 0)),
        )
        self.factor = VGroup()
        if facts.detour > 1:
            self.factor = Number(facts.detour, ".2f", theme.HEADING, colour, prefix="×")
            self.factor.move_to((columns[0], self.foot + unit * facts.straight + 0.95, 0))
        self.turn = turning_fan(facts, valley, screen, colour)

    def stretch(self, bar: VGroup, length: float) -> None:
        """Let a bar have a length, its number on top."""
        bar[0].set_dial(length)
        bar[1].set_dial(length)
        bar[1].move_to(bar[0].end + 0.24 * UP)
