"""Nesterov beside a look ahead that has the whole step in it, at two learning rates, each on a map of its own."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText

from .facts import RACE, Facts

WHOLE = theme.Look(theme.INK, (0.05, 0.07), "cross")
"""The look of the run whose look ahead has the push in it."""


class ToldMaps:
    """Two maps in a row, above them where each method looks.

    Attributes
    ----------
    whole, story
        Where momentum's whole step would lead, as a formula whose last part is to be dropped.
    keys
        Which run is which.
    maps
        Each with its learning rate.
    runs
        For each map both runs, Nesterov's first.
    results
        What came of it, on each map.
    """

    size, middles, level = (6.5, 4.2), (-3.43, 3.43), -0.85

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        self.story = EquationPanel(
            "theta + alpha v {{ - eta nabla L(theta) : push }}", {"push": theme.GRADIENT}, plate=False
        )
        whole = screen.word("whole", theme.SMALL, theme.MUTED)
        self.story.move_to((theme.STAGE_LEFT + 0.2, 2.2, 0), aligned_edge=LEFT)
        self.whole = whole.move_to((theme.STAGE_LEFT + 0.2, 2.75, 0), aligned_edge=LEFT)
        self.note = self.story.point_out(
            "push", screen["dropped"], np.array([0.0, -1.0, 0.0]), theme.GRADIENT, language=screen.language
        )
        # The brace's words go on at its right: the maps begin below.
        self.note[1].next_to(self.note[0], RIGHT, buff=0.15)
        self.keys = self._keys()
        rates = (facts.learning_rate, facts.told_rate)
        pairs = (
            (facts.ahead.x[: facts.steps + 1], facts.told[: facts.steps + 1]),
            (facts.told_ahead.x, facts.told_wild),
        )
        start = np.abs(facts.ball.x[0])
        self.planes = [
            Plane.around(np.array([[-1.15, -1.5], [0.75, 1.3]]) * start, *self.size, margin=0.0).move_to(
                (middle, self.level, 0)
            )
            for middle in self.middles
        ]
        self.maps = [self._map(plane, rate) for plane, rate in zip(self.planes, rates, strict=True)]
        self.runs = [
            [
                TrajectoryPath(plane, told, WHOLE, width=3.0, head=0.22),
                TrajectoryPath(plane, ours, theme.look("nesterov"), width=3.0, head=0.2),
            ]
            for plane, (ours, told) in zip(self.planes, pairs, strict=True)
        ]
        self.lengths = (facts.steps, RACE)
        self.results = [
            self._result(plane, key) for plane, key in zip(self.planes, ("alike", "apart"), strict=True)
        ]

    def _keys(self) -> VGroup:
        keys = VGroup()
        for rank, (word, look) in enumerate((("kept_in", WHOLE), ("left_out", theme.look("nesterov")))):
            entry = VGroup(
                marker(look.marker, 0.22, look.colour), self.screen.word(word, theme.BODY, look.colour)
            ).arrange(RIGHT, buff=0.2)
            keys.add(entry.move_to((1.0, 2.62 - 0.55 * rank, 0), aligned_edge=LEFT))
        return keys

    def _map(self, plane: Plane, rate: float) -> VGroup:
        goal = Goal(0.16).move_to(plane.to_scene((0.0, 0.0)))
        text = plated(self.screen.set(f"$eta$ = {rate:g}", theme.BODY))
        text.move_to(plane.window.get_corner(UP + LEFT) + np.array([0.25 + text.width / 2, -0.35, 0.0]))
        return VGroup(ContourMap(plane, self.facts.objective.load()), goal, text)

    def _result(self, plane: Plane, key: str) -> VGroup:
        text = plated(self.screen.word(key, theme.SMALL))
        corner = plane.window.get_corner(np.array([1.0, -1.0, 0.0]))
        return VGroup(text.move_to(corner + np.array([-0.2 - text.width / 2, 0.3, 0.0])))
