"""The closing picture: below each map its winner and Adam, with their steps and how wide their ranges are."""

from __future__ import annotations

from manim import VGroup

from scenes import theme
from scenes.components.charts.bars import Bar
from scenes.components.text.label import ScreenText, stand
from scenes.components.text.number import Number

from .contest import Contest
from .names import named
from .three_maps import SIZE

HEAD, TOP, PITCH = -1.34, -1.66, 0.46


class Closing:
    """Below one of the maps.

    Attributes
    ----------
    wins
        Who settles first, and in how many steps; with the head of the column.
    forgives
        Adam, and two bars: the width of the winner's range, and of Adam's, in the same steps; with their head.
    price
        Adam's steps.
    """

    unit, steps_right, bars_left = 0.44, 2.56, 2.72

    def __init__(self, contest: Contest, screen: ScreenText, centre: float) -> None:
        left = centre - SIZE[0] / 2
        steps = screen.word("steps_head", theme.SMALL, theme.MUTED)
        stand(steps.move_to((left + self.steps_right - steps.width / 2, 0, 0)), HEAD)
        widths = screen.word("range_head", theme.SMALL, theme.MUTED)
        stand(widths.move_to((left + self.bars_left + widths.width / 2, 0, 0)), HEAD)
        names, counts, bars = [], [], VGroup()
        for row, (method, wide) in enumerate(
            ((contest.first, contest.winner_width), ("adam", contest.adam_width))
        ):
            y, tuning, look = TOP - row * PITCH, contest.tunings[method], theme.look(method)
            name = named(screen, method)
            name.move_to((left + name.width / 2, y, 0))
            stand(name[1], y - 0.09)
            names.append(name)
            count = Number(tuning.steps, "d", theme.BODY, look.colour, anchor="right")
            counts.append(count.place((left + self.steps_right, y - 0.1, 0)))
            bar = Bar((left + self.bars_left, y, 0), self.unit, look.colour, thickness=0.24, value=wide)
            number = Number(wide, ".1f", theme.BODY, look.colour)
            bars.add(VGroup(bar, number.place((bar.end[0] + 0.1, y - 0.1, 0))))
        self.wins = VGroup(steps, names[0], counts[0])
        self.forgives = VGroup(widths, names[1], bars)
        self.price = counts[1]
