"""How many times the right length every step has: curves over the step on a logarithmic axis."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Line, VGroup

from scenes import theme
from scenes.components.equation import backing
from scenes.components.loss_plot import Curve
from scenes.components.marker import marker
from scenes.components.plane import Plane, nice_ticks
from scenes.components.text import Label, label
from scenes.facts.adam_bias_correction import StepFactor


class StepFactorChart(VGroup):
    """The plane that step factors are drawn in, with the line of the right length.

    Parameters
    ----------
    words
        On-screen texts by key.
    factors
        What the plane must have room for.
    """

    size, centre = (8.3, 4.5), (-2.25, 0.25, 0.0)

    def __init__(self, words: Mapping[str, str], language: str, *factors: StepFactor) -> None:
        super().__init__()
        self.words, self.language = words, language
        self.last = 2.2 * max(40, *(factor.settled_at for factor in factors))
        top = 1.15 * max(1.15, *(factor.peak for factor in factors))
        width, height = self.size
        self.plane = Plane((1.0, self.last), (0.0, top), width=width, height=height, log_x=True)
        self.plane.move_to(self.centre)
        axes = self.plane.axes(
            [10.0**power for power in range(int(np.log10(self.last)) + 1)],
            nice_ticks(top),
            x_name=words["steps_axis"],
            y_name=words["times"],
            x_form="d",
            language=language,
        )
        left, right = self.plane.to_scene([(1, 1), (self.last, 1)])
        line = DashedLine(left, right, color=theme.GOAL, stroke_width=3, dash_length=0.12)
        sides = VGroup()
        for key, colour, rise in (
            ("too_long", theme.INK, 0.5),
            ("right_length", theme.GOAL, 0.0),
            ("too_short", theme.INK, -0.5),
        ):
            sides.add(self._text(key, colour).next_to(right, RIGHT, buff=0.2).shift(rise * UP))
        self.add(self.plane, axes, line, sides)

    def curve(self, factor: StepFactor, look: theme.Look, *, width: float = 4, head: float = 0.14) -> Curve:
        """Return the curve of a factor, from the first step on."""
        t = np.geomspace(1.0, self.last, 400)
        return Curve(self.plane, np.stack([t, factor.at(t)], axis=-1), look, width=width, head=head)

    def curve_name(self, factor: StepFactor, key: str, colour: str) -> VGroup:
        """Name a curve where it has come half way from its worst step to the right length."""
        t = np.geomspace(1.0, self.last, 400)
        away = np.abs(factor.at(t) - 1.0)
        worst = int(np.argmax(away))
        at = t[worst + np.argmax(away[worst:] < 0.5 * away[worst])]
        point = self.plane.to_scene((at, float(factor.at(at))))
        side = RIGHT + (UP if factor.at(at) >= 1.0 else DOWN)
        text = self._text(key, colour).next_to(point, side, buff=0.15)
        return VGroup(backing(text, buff=0.06), text)

    def first_point(self, factor: StepFactor, key: str, colour: str = theme.INK) -> VGroup:
        """Mark the first step, with a text on the side that is free."""
        point = self.plane.to_scene((1.0, factor.first))
        rise = 0.32 if point[1] < self.plane.window.get_bottom()[1] + 0.48 else -0.32
        text = self._text(key, colour).move_to(point + rise * UP).align_to(point + 0.3 * RIGHT, LEFT)
        return VGroup(marker("disc", 0.16, colour).move_to(point), backing(text, buff=0.06), text)

    def peak_point(self, factor: StepFactor, key: str, colour: str = theme.INK) -> VGroup:
        """Mark the longest step."""
        point = self.plane.to_scene((float(factor.peak_at), factor.peak))
        text = self._text(key, colour).move_to(point + 0.3 * UP)
        return VGroup(marker("disc", 0.16, colour).move_to(point), backing(text, buff=0.06), text)

    def settled_mark(self, factor: StepFactor, key: str) -> VGroup:
        """Mark the step from which on the length is right, with a text above it."""
        foot, point = self.plane.to_scene([(factor.settled_at, 0), (factor.settled_at, 1)])
        drop = DashedLine(point, foot, color=theme.GOAL, stroke_width=3)
        text = self._text(key, theme.GOAL).next_to(point, UP, buff=0.75)
        text.align_to(self.plane.window.get_right() + 0.15 * LEFT, RIGHT)
        leader = Line((point[0], text.get_bottom()[1] - 0.08, 0), point, color=theme.GOAL)
        return VGroup(drop, leader, backing(text, buff=0.08), text)

    def _text(self, key: str, colour: str) -> Label:
        return label(self.words[key], theme.SMALL, colour, language=self.language)
