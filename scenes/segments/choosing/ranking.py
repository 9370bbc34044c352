"""Who is where in the last race: a bar for each method, which finds its place anew when the valley is turned."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from manim import LEFT, VGroup

from scenes import theme
from scenes.choices import OptimizerChoice
from scenes.components.charts.bars import Bar
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import Facts
from .last_race import Racer

LEFT_END, RIGHT_END, TOP, ROW = 1.82, 6.68, 2.2, 0.52
BARS = 4.5
"""Where bars begin."""


class Lane(Dialled):
    """Name and bar of a method: at dial 0 nothing of the bar, at 1 its score along the axes, at 2 the turned one."""

    def __init__(self, racer: Racer, places: tuple[int, int], unit: float, screen: ScreenText) -> None:
        super().__init__()
        look = theme.look(racer.name)
        shown = OptimizerChoice(name=racer.name).display_name[screen.language]
        self.sign = marker(look.marker, 0.2, look.colour)
        self.name = screen.set(shown, theme.SMALL, look.colour)
        self.levels = tuple(TOP - ROW * place for place in places)
        self.scores = (0.0, racer.along.score, racer.turned.score)
        self.bar = Bar((BARS, 0.0, 0.0), unit, look.colour, thickness=0.28)
        self.add(self.sign, self.name, self.bar)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Stand where the method is placed, the bar as long as its score."""
        level = float(np.interp(dial, (1.0, 2.0), self.levels))
        self.sign.move_to((LEFT_END + 0.1, level, 0))
        self.name.move_to((LEFT_END + 0.32, level, 0), aligned_edge=LEFT)
        self.bar.base = np.array([BARS, level, 0.0])
        self.bar.set_dial(float(np.interp(dial, (0.0, 1.0, 2.0), self.scores)))


class Ranking:
    """All lanes with their scores.

    Attributes
    ----------
    heads
        What is compared, along the axes and turned.
    note
        How it is measured.
    lanes
        By method.
    scores
        Along the axes and turned: the numbers at the ends of the bars.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.screen = screen
        orders = (facts.racers, facts.turned_racers)
        most = max(max(one.along.score, one.turned.score) for one in facts.racers)
        unit = (RIGHT_END - 0.85 - BARS) / most
        places = [{one.name: rank for rank, one in enumerate(order)} for order in orders]
        self.lanes: Mapping[str, Lane] = {
            one.name: Lane(one, (places[0][one.name], places[1][one.name]), unit, screen)
            for one in facts.racers
        }
        self.heads = [
            screen.word(key, theme.SMALL, theme.GREEN).move_to((LEFT_END, 2.75, 0), aligned_edge=LEFT)
            for key in ("rank_along", "rank_turned")
        ]
        self.note = screen.word("rank_note", theme.SMALL, theme.MUTED)
        self.note.move_to((LEFT_END, TOP - ROW * len(facts.racers) - 0.6, 0), aligned_edge=LEFT)
        self.scores = [
            VGroup(*(self._score(score, rank, unit) for rank, score in enumerate(ordered)))
            for ordered in (
                [one.along.score for one in orders[0]],
                [one.turned.score for one in orders[1]],
            )
        ]

    def _score(self, score: float, rank: int, unit: float) -> VGroup:
        text = self.screen.set(f"{score:.3f}", theme.SMALL)
        return text.move_to((BARS + score * unit + 0.12, TOP - ROW * rank, 0), aligned_edge=LEFT)
