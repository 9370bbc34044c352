"""The buffer under a constant gradient: how far it grows with α, and how long that takes."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import Plane, nice_ticks, set_pieces
from scenes.components.charts.bars import Bar
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts


class GrowthChart(Dialled):
    """A curve over steps that the share α turns: the dial is α. Beside it the length of a step in the end, as a bar.

    Attributes
    ----------
    frame
        Plane and axes, and the names beside the bars.
    kept
        For the shorter memory and for ours: its curve, the level it grows to, and the bar of its last steps.
    law
        What the buffer grows to.
    arrived
        For both: the step after which the buffer is nearly there.
    """

    size, corner = (7.6, 4.5), (theme.STAGE_LEFT + 0.55, 2.35, 0.0)
    bars_left, bar_width = 2.2, 3.6

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.facts, self.screen = facts, screen
        self.steps = float(np.ceil(1.35 * facts.late / 5) * 5)
        self.plane = Plane(
            (0.0, self.steps), (0.0, 1.12 * facts.total), width=self.size[0], height=self.size[1]
        ).move_to(self.corner, aligned_edge=LEFT + UP)
        axes = self.plane.axes(
            nice_ticks(self.steps, 5),
            nice_ticks(facts.total, 5),
            x_name=screen["step"],
            y_name=screen["constant"],
            language=screen.language,
        )
        lengths = screen.word("lengths", theme.SMALL, theme.MUTED)
        lengths.move_to((self.bars_left, 1.9, 0), aligned_edge=LEFT)
        self.frame = VGroup(self.plane, axes, lengths)
        self.line = VMobject(stroke_color=theme.VELOCITY, stroke_width=5)
        self.share = Number(0.0, ".2f", theme.HEADING, theme.VELOCITY)
        self.name = screen.set("$alpha$ =", theme.HEADING, theme.VELOCITY)
        self.bar = self._bar(-1.6, theme.VELOCITY)
        self.add(self.line, self.name, self.share, self.bar)
        self.kept = [
            self._kept("short", facts.short, theme.INK, 1.0),
            self._kept("ours", facts.momentum, theme.VELOCITY, -0.3),
        ]
        self.arrived = [
            self._arrived(share, step, key)
            for share, step, key in ((facts.short, facts.soon, "soon"), (facts.momentum, facts.late, "late"))
        ]
        self.law = EquationPanel("1 + alpha + alpha^2 + dots.c = 1 / (1 - alpha)", plate=False)
        self.law.move_to((self.bars_left, -1.5, 0), aligned_edge=LEFT)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Show another share."""
        set_pieces(self.line, self.plane.clip(self.plane.to_scene(self._growth(dial))))
        self.share.set_dial(dial)
        self.bar.set_dial(1 / (1 - dial))
        place = np.array([self.bars_left, self.bar.base[1] + 0.42, 0.0])
        self.name.move_to(place, aligned_edge=LEFT)
        self.share.place(place + np.array([self.name.width + 0.15, -0.12, 0.0]))

    def _growth(self, share: float) -> np.ndarray:
        steps = np.arange(self.steps + 1)
        return np.stack([steps, (1 - share**steps) / (1 - share)], axis=-1)

    def _bar(self, level: float, colour: str, value: float = 0.0) -> Bar:
        unit = self.bar_width / self.facts.total
        return Bar((self.bars_left, level, 0), unit, colour, thickness=0.36, value=value)

    def _kept(self, key: str, share: float, colour: str, level: float) -> VGroup:
        total = 1 / (1 - share)
        curve = VMobject(stroke_color=colour, stroke_width=3.5)
        grown = self.plane.to_scene(self._growth(share))
        set_pieces(curve, self.plane.clip(grown))
        dots = VGroup(*(marker("disc", 0.09, colour).move_to(at) for at in grown))
        ends = self.plane.to_scene([(0.0, total), (self.steps, total)])
        rule = DashedLine(*ends, stroke_color=theme.MUTED, stroke_width=2)
        bar = self._bar(level, colour, total)
        name = self.screen.word(key, theme.BODY, colour)
        name.move_to((self.bars_left, level + 0.42, 0), aligned_edge=LEFT)
        line = self.screen.word(f"{key}_curve", theme.SMALL, colour)
        # Beside the curve where it bends, or above it where it is level.
        if key == "ours":
            line.next_to(grown[round(total)], DOWN + RIGHT, buff=0.12)
        else:
            line.next_to(grown[round(0.6 * self.steps)], UP, buff=0.12)
        return VGroup(rule, curve, dots, bar, name, line)

    def _arrived(self, share: float, step: int, key: str) -> VGroup:
        at = self.plane.to_scene((step, (1 - share**step) / (1 - share)))
        dot = marker("disc", 0.2, theme.GRADIENT).move_to(at)
        name = self.screen.word(key, theme.SMALL, theme.GRADIENT)
        return VGroup(dot, name.next_to(dot, DOWN + RIGHT, buff=0.1).shift(0.1 * DOWN))
