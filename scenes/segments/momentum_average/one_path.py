"""Momentum and inertia on one map: at the same rate, and at the rates that make them one."""

from __future__ import annotations

from manim import DOWN, LEFT, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

from .facts import Facts

SLOW = theme.Look(theme.MUTED, (0.16, 0.12), "square")
SAME = theme.Look(theme.INK, (0.05, 0.17), "ring")


class OnePath:
    """Three runs and, beside them, their rules and how they end.

    Attributes
    ----------
    ball, slow, same
        The paths, whose dials count steps.
    rule
        Inertia's rule, and when losses are taken.
    rows
        For each path its look, name and loss.
    exact
        How far apart the points of momentum and of inertia at its rate are.
    """

    def __init__(self, facts: Facts, plane: Plane, screen: ScreenText, left: float) -> None:
        look = theme.look("momentum")
        whole = theme.Look(look.colour, (), look.marker)
        self.ball = TrajectoryPath(plane, facts.ball.x, whole, width=4.5)
        self.slow = TrajectoryPath(plane, facts.slow.x, SLOW)
        self.same = TrajectoryPath(plane, facts.inertia.x, SAME, width=2.0, head=0.0)
        for mark in self.same.markers:
            mark.scale(1.8)
            mark[0].set_fill(opacity=0.0)
        rule = EquationPanel(
            "b <- alpha b + {{ (1 - alpha) : new }} thin nabla L", {"new": theme.GRADIENT}, plate=False
        )
        after = screen.word("after", theme.SMALL, theme.MUTED)
        self.rule = VGroup(rule, after)
        rule.move_to((left, 2.35, 0), aligned_edge=LEFT)
        after.move_to((left, 1.3, 0), aligned_edge=LEFT)
        self.rows = [
            self._row(screen, key, one, left, level)
            for key, one, level in (("ball", look, 0.6), ("slow", SLOW, -0.4), ("inertia", SAME, -1.4))
        ]
        self.exact = screen.word("same", theme.SMALL).move_to((left, -2.4, 0), aligned_edge=LEFT)

    def _row(self, screen: ScreenText, key: str, look: theme.Look, left: float, level: float) -> VGroup:
        end = {"ball": "ball_end", "slow": "slow_end", "inertia": "ball_end"}[key]
        texts = VGroup(
            screen.word(key, theme.SMALL, look.colour), screen.word(end, theme.BODY, look.colour)
        ).arrange(DOWN, buff=0.14, aligned_edge=LEFT)
        texts.move_to((left + 0.45, level, 0), aligned_edge=LEFT)
        sign = marker(look.marker, 0.22, look.colour).move_to((left + 0.12, texts[0].get_y(), 0))
        return VGroup(sign, texts)
