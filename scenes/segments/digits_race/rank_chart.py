"""Who is first, and by what: in the race, each at its best rate, and on unseen images."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from manim import DOWN, VGroup

from scenes import theme
from scenes.components.axes.plane import polyline
from scenes.components.axes.trajectory_path import dashed
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import Facts

TOP, ROW = 1.3, 1.05
COLUMNS = (-4.3, 0.2, 4.7)


class RankChart:
    """Three columns of four places, and the way of each method from one to the next.

    Attributes
    ----------
    columns
        What each column ranks by, and the values in it.
    ways
        The lines between the first two and the last two.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        racers = facts.racers
        values: tuple[Mapping[str, float], ...] = (
            {name: float(racer.late.max()) for name, racer in racers.items()},
            {name: racer.best_worst for name, racer in racers.items()},
            {name: -racer.best_read for name, racer in racers.items()},
        )
        forms = ("race", "best", "unseen")
        self.places = [_places(one) for one in values]
        self.columns = VGroup()
        for x, column, ranks, form in zip(COLUMNS, values, self.places, forms, strict=True):
            head = screen.word(f"column_{form}", theme.SMALL, theme.MUTED, align="center", width=4.2)
            head.move_to((x, TOP + 1.05, 0))
            cells = VGroup(
                *(_cell(screen, name, x, ranks[name], form, value) for name, value in column.items())
            )
            self.columns.add(VGroup(head, cells))
        self.ways = [VGroup(*(self._way(name, rank) for name in racers)) for rank in range(len(COLUMNS) - 1)]

    def _way(self, name: str, rank: int) -> VGroup:
        look = theme.look(name)
        start, end = (
            np.array([COLUMNS[rank + one] + shift, _height(self.places[rank + one][name]), 0.0])
            for one, shift in ((0, 1.5), (1, -1.5))
        )
        share = np.linspace(0, 1, 40)
        eased = share * share * (3 - 2 * share)
        way = np.column_stack(
            [start[0] + share * (end[0] - start[0]), start[1] + eased * (end[1] - start[1]), np.zeros(40)]
        )
        return VGroup(polyline(dashed([way], look.dash), stroke_color=look.colour, stroke_width=5))


def _places(values: Mapping[str, float]) -> dict[str, int]:
    return {name: rank for rank, name in enumerate(sorted(values, key=lambda one: values[one]))}


def _height(rank: int) -> float:
    return TOP - rank * ROW


def _cell(screen: ScreenText, name: str, x: float, rank: int, form: str, value: float) -> VGroup:
    look = theme.look(name)
    told = f"{-value:.1%}".replace("%", "\\%") if form == "unseen" else f"{value:.4f}"
    text = screen.set(screen[name], theme.BODY, look.colour)
    number = screen.set(f"${told}$", theme.HEADING, look.colour)
    both = VGroup(text, number).arrange(DOWN, buff=0.1).move_to((x, _height(rank), 0))
    sign = marker(look.marker, 0.22, look.colour).next_to(both, np.array([-1.0, 0, 0]), buff=0.2)
    return VGroup(both, sign)
