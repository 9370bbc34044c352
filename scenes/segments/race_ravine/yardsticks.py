"""One line for each racer through all yardsticks: its place by each, the best on top, near ties side by side."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from manim import LEFT, RIGHT, Circle, VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import polyline
from scenes.components.axes.trajectory_path import dashed
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.label import Label

from .cast import Cast, written
from .disc import TurningDisc
from .facts import LATER, TURN, Racer

COLUMNS = ("length", "loss", "later", "best", "turned", "memory")
TURNED = ("turned", "memory")
"""The columns whose valley is turned."""
CLOSE = 1.2
"""Up to which ratio neighbours stand close together: a near tie."""
FIRST, LAST = -4.75, 5.45
TOP, BOTTOM = 0.95, -1.6
HEADS, THUMBS, RADIUS = 1.62, 2.5, 0.45


class Yardsticks:
    """Places by six yardsticks.

    Attributes
    ----------
    names
        The racers, at the left, in the order of the first yardstick.
    heads
        What each column ranks by, below the valley as it lies there.
    nodes
        Of each column, a marker and a number for each racer.
    rings
        Of each column, a ring around whoever is on top.
    links
        Between each column and the next, a line for each racer.
    chosen
        What was chosen in the last column.
    """

    def __init__(self, cast: Cast) -> None:
        self.cast, screen = cast, cast.screen
        x = np.linspace(FIRST, LAST, len(COLUMNS))
        heights = [self._heights(column) for column in COLUMNS]
        self.heads, self.nodes, self.rings = VGroup(), [], VGroup()
        for column, at, height in zip(COLUMNS, x, heights, strict=True):
            disc = TurningDisc(np.zeros(2), 9.0, RADIUS, np.array([at + 0.25, THUMBS, 0.0]))
            disc.set_dial(TURN if column in TURNED else 0.0)
            head = screen.word(f"by_{column}", theme.SMALL, theme.MUTED, align="center")
            self.heads.add(VGroup(disc, Goal(0.09).move_to(disc.middle), head.move_to((at + 0.25, HEADS, 0))))
            nodes = VGroup()
            for key in cast.racers:
                look, here = cast.look(key), np.array([at, height[key], 0.0])
                sign = marker(look.marker, 0.3, look.colour, rim=True).move_to(here)
                nodes.add(VGroup(sign, self._number(column, key).next_to(here, RIGHT, buff=0.32)))
            self.nodes.append(nodes)
            best = max(height, key=lambda key: height[key])
            ring = Circle(0.24, color=theme.INK, stroke_width=3.5)
            self.rings.add(ring.move_to((at, height[best], 0.0)))
        self.names = VGroup(
            *(
                cast.name(key, whole=False).next_to((x[0], heights[0][key], 0.0), LEFT, buff=0.38)
                for key in cast.racers
            )
        )
        self.links = [VGroup(*(self._link(at, key) for key in cast.racers)) for at in range(len(COLUMNS) - 1)]
        self.chosen = screen.word("chosen", theme.SMALL, theme.MUTED).move_to((0.0, -2.2, 0.0))

    def _link(self, column: int, key: str) -> VMobject:
        """Draw a racer's line from its number in a column to its marker in the next one."""
        rank = list(self.cast.racers).index(key)
        look, number, sign = self.cast.look(key), self.nodes[column][rank][1], self.nodes[column + 1][rank][0]
        start = (number.get_right()[0] + 0.1, self.nodes[column][rank][0].get_y())
        line = _bend(start, (sign.get_left()[0] - 0.12, sign.get_y()))
        return polyline(dashed([line], look.dash), stroke_color=look.colour, stroke_width=3.5)

    def _heights(self, column: str) -> dict[str, float]:
        """Place the racers by rank; those within ``CLOSE`` of their neighbour stand close to it."""
        values = {key: self._value(column, racer) for key, racer in self.cast.racers.items()}
        order = self.cast.by(values)
        pitch = (TOP - BOTTOM) / (len(order) - 1)
        steps = [0.0]
        for one, other in pairwise(order):
            near = values[other] <= CLOSE * values[one]
            steps.append(steps[-1] + (0.42 if near else pitch))
        return {key: TOP - step for key, step in zip(order, steps, strict=True)}

    def _number(self, column: str, key: str) -> Label:
        racer, colour = self.cast.racers[key], self.cast.look(key).colour
        if column == "best" and racer.fair.open:
            return self.cast.screen.set("$arrow.b$", theme.BODY, colour)
        digits = 3 if column == "turned" else 2
        return written(self._value(column, racer), theme.SMALL, colour, digits)

    @staticmethod
    def _value(column: str, racer: Racer) -> float:
        return {
            "length": racer.length,
            "loss": racer.loss,
            "later": float(racer.long.value[LATER]),
            "best": racer.fair.least,
            "turned": racer.fair_turned.least,
            "memory": racer.remembering.least,
        }[column]


def _bend(start: tuple[float, float], end: tuple[float, float]) -> np.ndarray:
    share = np.linspace(0.0, 1.0, 41)
    bent = share * share * (3 - 2 * share)
    x, y = (np.array([start[axis], end[axis]]) for axis in (0, 1))
    return np.stack([x[0] + share * np.diff(x), y[0] + bent * np.diff(y), np.zeros_like(share)], axis=-1)
