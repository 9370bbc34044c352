"""One line for each racer through all yardsticks: its place by each, the best on top."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, VGroup

from scenes import theme
from scenes.components.axes.plane import polyline
from scenes.components.axes.trajectory_path import dashed
from scenes.components.marker import marker
from scenes.components.text.equation import plated

from .cast import Cast, written
from .facts import Racer

COLUMNS = ("length", "loss", "best", "turned", "memory")
FIRST, LAST = -3.65, 5.6
TOP, BOTTOM = 1.45, -1.75


class Yardsticks:
    """Places by five yardsticks.

    Attributes
    ----------
    names
        The racers, at the left, in the order of the first yardstick.
    heads
        What each column ranks by.
    nodes
        Of each column, a marker and a number for each racer.
    winners
        Of each column, the marker on top.
    links
        Between each column and the next, a line for each racer.
    """

    def __init__(self, cast: Cast) -> None:
        self.cast, screen = cast, cast.screen
        ranks = [
            cast.by({key: self._value(column, racer) for key, racer in cast.racers.items()})
            for column in COLUMNS
        ]
        x = np.linspace(FIRST, LAST, len(COLUMNS))
        rows = np.linspace(TOP, BOTTOM, len(cast.racers))
        place = [
            {key: np.array([x[at], rows[order.index(key)], 0.0]) for key in order}
            for at, order in enumerate(ranks)
        ]
        self.heads = VGroup(
            *(
                screen.word(f"by_{column}", theme.SMALL, theme.MUTED, align="center").move_to((at, 2.5, 0))
                for column, at in zip(COLUMNS, x, strict=True)
            )
        )
        self.names = VGroup()
        for key in ranks[0]:
            self.names.add(cast.name(key).next_to(place[0][key], LEFT, buff=0.35))
        self.nodes, self.links = [], []
        for at, column in enumerate(COLUMNS):
            nodes = VGroup()
            for key, racer in cast.racers.items():
                look = cast.look(key)
                here = place[at][key]
                number = plated(written(self._value(column, racer), theme.SMALL, look.colour), 0.04)
                sign = marker(look.marker, 0.32, look.colour, rim=True).move_to(here)
                nodes.add(VGroup(sign, number.next_to(here, DOWN, buff=0.24)))
            self.nodes.append(nodes)
        self.winners = [
            nodes[list(cast.racers).index(order[0])][0]
            for nodes, order in zip(self.nodes, ranks, strict=True)
        ]
        for at in range(len(COLUMNS) - 1):
            self.links.append(
                VGroup(
                    *(
                        polyline(
                            dashed([_bend(place[at][key], place[at + 1][key])], cast.look(key).dash),
                            stroke_color=cast.look(key).colour,
                            stroke_width=4,
                        )
                        for key in cast.racers
                    )
                )
            )

    @staticmethod
    def _value(column: str, racer: Racer) -> float:
        return {
            "length": racer.length,
            "loss": racer.loss,
            "best": racer.fair.least,
            "turned": racer.fair_turned.least,
            "memory": racer.remembering.least,
        }[column]


def _bend(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    share = np.linspace(0.0, 1.0, 41)[:, None]
    bent = share * share * (3 - 2 * share)
    line = start + share * (end - start)
    line[:, 1] = (start + bent * (end - start))[:, 1]
    return np.asarray(line)
