"""How much earlier pushes count, as bars that shrink when less of the velocity is kept."""

from __future__ import annotations

from manim import Line, VGroup

from scenes import theme
from scenes.components.charts.bars import Bar
from scenes.components.dial import Dialled
from scenes.components.text.label import ScreenText


class MemoryBars(Dialled):
    """The weights αᵏ of the pushes k steps back, the newest first; the dial is α."""

    count = 13
    left, right, foot, height = -2.4, 6.4, -1.1, 1.6

    def __init__(self, screen: ScreenText, momentum: float) -> None:
        super().__init__()
        pitch = (self.right - self.left) / self.count
        places = [self.left + (age + 0.5) * pitch for age in range(self.count)]
        self.bars = VGroup(
            *(
                Bar((x, self.foot, 0), self.height, theme.GRADIENT, vertical=True, thickness=0.62 * pitch)
                for x in places
            )
        )
        floor = Line((self.left, self.foot, 0), (self.right, self.foot, 0), stroke_width=2, color=theme.MUTED)
        ticks = VGroup(
            *(
                screen.set(str(age), theme.SMALL, theme.MUTED).move_to((places[age], self.foot - 0.22, 0))
                for age in range(0, self.count, 4)
            )
        )
        name = screen.word("ages", theme.SMALL, theme.GRADIENT)
        name.move_to(((self.left + self.right) / 2 + 1.0, self.foot + self.height + 0.1, 0))
        self.add(floor, ticks, name, self.bars)
        self.set_dial(momentum)

    def show(self, dial: float) -> None:
        """Show the weights for a share of the velocity that is kept."""
        for age, bar in enumerate(self.bars):
            bar.set_dial(dial**age)
