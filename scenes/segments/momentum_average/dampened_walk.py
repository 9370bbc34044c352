"""Momentum and dampened momentum on one path, and what differs: the size of b, and so the rate."""

from __future__ import annotations

import numpy as np
from manim import LEFT, Line, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

from .facts import Facts


class DampenedWalk(Dialled):
    """The path of momentum, and a ring on each point that dampened momentum has reached; the dial counts steps.

    Attributes
    ----------
    rules, underline
        Both rules with their names; a line below what is dampened.
    rates, scaled
        The rates with which both walk this path; why it is one.
    edge
        Below which rates they settle, and what is the same for both.
    notes
        What the rings are, and what PyTorch does otherwise.
    """

    def __init__(self, facts: Facts, plane: Plane, screen: ScreenText, left: float) -> None:
        super().__init__()
        self.screen = screen
        look = theme.look("momentum")
        plain = theme.Look(look.colour, (), look.marker)
        self.path = TrajectoryPath(plane, facts.ball.x, plain, markers=False, head=0.0)
        self.path.set_dial(facts.steps)
        points = facts.dampened.x
        self.rings = VGroup(
            *(
                marker("ring", 0.24, theme.INK).move_to(at)
                for at, seen in zip(plane.to_scene(points), plane.holds(points), strict=True)
                if seen
            )
        )
        self.add(self.path, self.rings)
        right = left + 2.7
        self.rules = VGroup(
            self._rule("plain_rule", "b <- alpha b + nabla L", left, theme.VELOCITY),
            self._rule("new_rule", "b <- alpha b + {{ (1 - alpha) : new }} nabla L", right, theme.INK),
            self._word("whole_first", left, -2.72),
        )
        new = self.rules[1][1].part("new")
        low = new.get_bottom()[1] - 0.08
        self.underline = Line(
            (new.get_left()[0], low, 0), (new.get_right()[0], low, 0), color=theme.GRADIENT, stroke_width=5
        )
        self.scaled = self._word("scaled", left, 1.05, theme.INK)
        self.rates = VGroup(
            screen.word("plain_rate", theme.BODY, theme.VELOCITY).move_to((left, 0.4, 0), aligned_edge=LEFT),
            screen.word("new_rate", theme.BODY, theme.INK).move_to((right, 0.4, 0), aligned_edge=LEFT),
        )
        rule = Line((left, -0.15, 0), (theme.STAGE_RIGHT, -0.15, 0), color=theme.FAINT, stroke_width=2)
        self.edge = VGroup(
            rule,
            self._word("settles", left, -0.6, theme.VELOCITY),
            self._word("settles_new", right, -0.6, theme.INK),
            screen.word("same_edge", theme.BODY, theme.GOAL).move_to((left, -1.25, 0), aligned_edge=LEFT),
        )
        self.marks = self._word("marks", left, -2.2)
        self.set_dial(0.0)

    def _word(self, key: str, left: float, level: float, colour: str = theme.MUTED) -> VGroup:
        room = theme.STAGE_RIGHT - left
        text = self.screen.word(key, theme.SMALL, colour)
        if text.width > room:
            text = self.screen.word(key, theme.SMALL, colour, width=room)
        return text.move_to((left, level, 0), aligned_edge=LEFT)

    def _rule(self, key: str, source: str, left: float, colour: str) -> VGroup:
        colours = {"new": theme.GRADIENT} if ": new" in source else {}
        rule = EquationPanel(source, colours, plate=False, size=theme.BODY)
        name = self.screen.word(key, theme.SMALL, colour)
        name.move_to((left, 2.5, 0), aligned_edge=LEFT)
        return VGroup(name, rule.move_to((left, 1.85, 0), aligned_edge=LEFT))

    def show(self, dial: float) -> None:
        """Show the rings up to so many steps."""
        for step, ring in enumerate(self.rings):
            shown = float(np.clip(dial - step + 1, 0.0, 1.0)) if dial > 0 else 0.0
            ring.set_stroke(opacity=shown).set_fill(opacity=0.0)
