"""Momentum and inertia on one map: at the same rate, and at the rates that make them one."""

from __future__ import annotations

from manim import DOWN, LEFT, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import Label, ScreenText

from .facts import Facts

SLOW = theme.Look(theme.MUTED, (0.16, 0.12), "square")
SAME = theme.Look(theme.INK, (0.05, 0.17), "ring")


class OnePath:
    """Three runs and, beside them, their rules and how they end.

    Attributes
    ----------
    ball, slow, same
        The paths, whose dials count steps.
    rule, inertia
        The rule of momentum, and that of inertia with when losses are taken.
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
        self.rule, self.inertia = (
            self._rule(screen.word(key, theme.SMALL, colour), source, (left, level))
            for key, source, colour, level in (
                ("sum", "b <- alpha b + {{ nabla L : new }}", look.colour, 2.55),
                ("mean_rule", "b <- alpha b + {{ (1 - alpha) thin nabla L : new }}", theme.INK, 1.85),
            )
        )
        self.inertia.add(
            screen.word("after", theme.SMALL, theme.MUTED).move_to((left, 1.2, 0), aligned_edge=LEFT)
        )
        self.rows = [
            self._row(screen, key, one, left, level)
            for key, one, level in (("ball", look, 0.6), ("slow", SLOW, -0.4), ("inertia", SAME, -1.4))
        ]
        self.exact = screen.word("same", theme.SMALL).move_to((left, -2.4, 0), aligned_edge=LEFT)

    def _rule(self, name: Label, source: str, place: tuple[float, float]) -> VGroup:
        formula = EquationPanel(source, {"new": theme.GRADIENT}, plate=False)
        formula.move_to((place[0] + 1.75, place[1], 0), aligned_edge=LEFT)
        return VGroup(name.move_to((*place, 0), aligned_edge=LEFT), formula)

    def _row(self, screen: ScreenText, key: str, look: theme.Look, left: float, level: float) -> VGroup:
        end = {"ball": "ball_end", "slow": "slow_end", "inertia": "ball_end"}[key]
        texts = VGroup(
            screen.word(key, theme.SMALL, look.colour), screen.word(end, theme.BODY, look.colour)
        ).arrange(DOWN, buff=0.14, aligned_edge=LEFT)
        texts.move_to((left + 0.45, level, 0), aligned_edge=LEFT)
        sign = marker(look.marker, 0.22, look.colour).move_to((left + 0.12, texts[0].get_y(), 0))
        return VGroup(sign, texts)
