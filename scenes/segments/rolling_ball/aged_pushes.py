"""How much earlier pushes count, and what they add: the older one is, the less it counts, and the larger it was."""

from __future__ import annotations

from manim import RIGHT, Line, Rectangle, VGroup

from scenes import theme
from scenes.components.charts.bars import Bar
from scenes.components.dial import Dialled
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts


class AgedPushes:
    """Bars for pushes of each age, the newest first, in a frame of their own.

    Attributes
    ----------
    frame
        Frame, floor and ages, and what the bars are.
    counts
        The weights αᵏ; their dial is α.
    adds
        What each push adds in the long run, rᵏ, to lie behind them; their dial is r.
    law
        Why it is that.
    """

    count = 13
    left, right, foot, height = -2.2, 6.5, -1.32, 1.4
    corners = ((-2.4, -1.78), (theme.STAGE_RIGHT, 1.0))
    text_right, text_rows = 6.35, (0.72, 0.27)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        pitch = (self.right - self.left) / self.count
        places = [self.left + (age + 0.5) * pitch for age in range(self.count)]
        (x0, y0), (x1, y1) = self.corners
        box = Rectangle(width=x1 - x0, height=y1 - y0, stroke_color=theme.FAINT, stroke_width=2)
        box.set_fill(theme.BACKGROUND, opacity=1.0).move_to(((x0 + x1) / 2, (y0 + y1) / 2, 0))
        floor = Line((self.left, self.foot, 0), (self.right, self.foot, 0), stroke_width=2, color=theme.MUTED)
        ticks = VGroup(
            *(
                screen.set(str(age), theme.SMALL, theme.MUTED).move_to((places[age], self.foot - 0.22, 0))
                for age in range(0, self.count, 4)
            )
        )
        name, law = (
            screen.word(key, theme.SMALL, colour).move_to((self.text_right, row, 0), aligned_edge=RIGHT)
            for key, colour, row in zip(
                ("ages", "adds_still"),
                (theme.GRADIENT, theme.look("momentum").colour),
                self.text_rows,
                strict=True,
            )
        )
        self.frame = VGroup(box, floor, ticks, name)
        self.law = plated(law, 0.04)
        unit, thickness = self.height, 0.62 * pitch
        self.counts, self.adds = (
            _Powers(places, self.foot, unit, thickness, colour, dial)
            for colour, dial in (
                (theme.GRADIENT, facts.momentum),
                (theme.look("momentum").colour, facts.best_momentum),
            )
        )


class _Powers(Dialled):
    """A bar for each power of the dial, from the zeroth on."""

    def __init__(
        self, places: list[float], foot: float, unit: float, thickness: float, colour: str, dial: float
    ) -> None:
        super().__init__()
        self.bars = VGroup(
            *(Bar((x, foot, 0), unit, colour, vertical=True, thickness=thickness) for x in places)
        )
        self.add(self.bars)
        self.set_dial(dial)

    def show(self, dial: float) -> None:
        """Show the powers of a number."""
        for age, bar in enumerate(self.bars):
            bar.set_dial(dial**age)
