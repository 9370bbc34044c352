"""One line for each racer through all yardsticks: its place by each, the best on top, those that tie in a bracket."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, Circle, VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import polyline
from scenes.components.axes.trajectory_path import dashed
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.label import Label

from .cast import Cast, bracket, written
from .disc import TurningDisc
from .facts import LATER, TURN
from .racer import Racer

COLUMNS = ("length", "loss", "later", "best", "turned", "memory")
TURNED = ("turned", "memory")
"""The columns whose valley is turned."""
FIRST, LAST = -4.75, 5.45
TOP, BOTTOM = 0.95, -1.5
HEADS, THUMBS, RADIUS = 1.62, 2.5, 0.45
BRACKET = 0.33
"""How far right of its markers a bracket stands."""


class Yardsticks:
    """Places by six yardsticks.

    Attributes
    ----------
    names
        The racers, at the left, in the order of the first yardstick.
    heads
        What each column ranks by, below the valley as it lies there.
    nodes
        Of each column, a marker and a number for each racer, and a bracket beside those that tie.
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
                nodes.add(VGroup(sign, self._number(column, key).next_to(here, RIGHT, buff=0.44)))
            self.nodes.append(VGroup(nodes, self._brackets(column, at, height)))
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
        self.chosen = screen.word("chosen", theme.BODY, theme.MUTED, align="center").move_to(
            (0.0, -2.21, 0.0)
        )

    def _link(self, column: int, key: str) -> VMobject:
        """Draw a racer's line from beside its number in a column to its marker in the next one."""
        rank, look = list(self.cast.racers).index(key), self.cast.look(key)
        nodes, sign = self.nodes[column][0], self.nodes[column + 1][0][rank][0]
        # All begin where the widest number ends, so that none crosses a neighbour's.
        start = (max(number.get_right()[0] for _, number in nodes) + 0.1, nodes[rank][0].get_y())
        line = _bend(start, (sign.get_left()[0] - 0.12, sign.get_y()))
        return polyline(dashed([line], look.dash), stroke_color=look.colour, stroke_width=3.5)

    def _heights(self, column: str) -> dict[str, float]:
        """Place the racers by rank, evenly apart."""
        order = self.cast.by(self._values(column))
        pitch = (TOP - BOTTOM) / (len(order) - 1)
        return {key: TOP - rank * pitch for rank, key in enumerate(order)}

    def _values(self, column: str) -> dict[str, float]:
        return {key: self._value(column, racer) for key, racer in self.cast.racers.items()}

    def _brackets(self, column: str, at: float, height: dict[str, float]) -> VGroup:
        """Bracket those that tie, between their markers and numbers."""
        groups = self.cast.tied(self._values(column))
        ends = [(height[keys[0]] + 0.16, height[keys[-1]] - 0.16) for keys in groups if len(keys) > 1]
        return VGroup(*(bracket(at + BRACKET, top, bottom) for top, bottom in ends))

    def _number(self, column: str, key: str) -> Label:
        racer, colour = self.cast.racers[key], self.cast.look(key).colour
        if column == "best" and racer.fair.open:
            return self.cast.screen.set("$arrow.b$", theme.BODY, colour)
        return written(self._value(column, racer), theme.SMALL, colour)

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
