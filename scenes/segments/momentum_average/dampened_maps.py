"""Dampening on trial: three runs side by side, each with its rate, its dampening and its loss."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, SurroundingRectangle

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

from .facts import Facts

WIDTH, HEIGHT, SPACE = 4.3, 3.0, 0.26


class DampenedMap(Dialled):
    """One run on a map of its own; the dial counts steps.

    Attributes
    ----------
    name, result
        Its settings above the map, and its loss below.
    """

    def __init__(self, facts: Facts, screen: ScreenText, key: str, column: int) -> None:
        super().__init__()
        points = getattr(facts, key).x
        start = facts.ball.x[0]
        corners = np.array([start * 1.15, -start * 1.15])
        plane = Plane.around(corners, WIDTH, HEIGHT, margin=0.02)
        middle = theme.STAGE_LEFT + WIDTH / 2 + column * (WIDTH + SPACE)
        plane.move_to((middle, 0.02, 0))
        look = theme.look("momentum")
        self.path = TrajectoryPath(
            plane, points, theme.Look(look.colour, (), look.marker), width=2.5, head=0.17
        )
        colour = theme.WARNING if key == "wild" else theme.INK
        self.name = screen.word(key, theme.BODY).next_to(plane.window, UP, buff=0.15)
        self.result = screen.word(f"{key}_end", theme.BODY, colour).next_to(plane.window, DOWN, buff=0.18)
        goal = Goal(0.16).move_to(plane.to_scene((0.0, 0.0)))
        self.add(ContourMap(plane, facts.objective.load()), self.path, goal, self.name)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Draw the run up to so many steps."""
        self.path.set_dial(dial)


class DampenedMaps:
    """The trial as a whole.

    Attributes
    ----------
    rule
        The buffer's rule with dampening.
    claim
        What is told about it.
    settings
        What is the same for all three.
    maps
        Momentum beyond its limit, dampened at the same rate, and undampened at the rate that comes to.
    edge
        Momentum's own limit.
    verdict
        What dampening is.
    note
        When losses are taken, and what is different in PyTorch.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.rule = EquationPanel(
            "b <- alpha b + {{ (1 - tau) : new }} thin nabla L", {"new": theme.GRADIENT}, plate=False
        ).move_to((theme.STAGE_LEFT, 2.62, 0), aligned_edge=LEFT)
        self.frame = SurroundingRectangle(
            self.rule.part("new"), buff=0.06, color=theme.GRADIENT, stroke_width=2
        )
        self.settings = screen.word("settings", theme.SMALL, theme.MUTED)
        self.settings.move_to((theme.STAGE_LEFT + 4.6, 2.62, 0), aligned_edge=LEFT)
        self.claim = screen.word("claim", theme.SMALL, theme.INK)
        self.claim.move_to((theme.STAGE_RIGHT, 2.62, 0), aligned_edge=RIGHT)
        self.maps = [
            DampenedMap(facts, screen, key, rank) for rank, key in enumerate(("wild", "damped", "calm"))
        ]
        self.note = screen.word("first_too", theme.SMALL, theme.MUTED).move_to((0, -2.82, 0))
        self.verdict = screen.word("verdict", theme.BODY, theme.INK).move_to((0, -2.35, 0))
        self.edge = screen.word("edge", theme.BODY, theme.MUTED).move_to((0, -2.35, 0))
