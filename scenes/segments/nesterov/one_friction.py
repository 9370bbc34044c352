"""The control: momentum with the share that Nesterov keeps along x, against Nesterov, coordinate by coordinate."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.marker import marker
from scenes.components.placement import put_first_free
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .coordinate_charts import CALM, CoordinateCharts
from .facts import Facts


class OneFriction(CoordinateCharts):
    """Two charts over steps, x above y.

    Attributes
    ----------
    frame
        Planes and axes.
    key
        Which run is which.
    plain, plain_key
        Momentum with Nesterov's own α, x and y, and which run is which before there are others.
    along, across
        The curves of both runs in each chart, momentum's first; their dials count steps.
    same
        That they are one along x.
    calm, calm_notes
        The curves of a smaller share, x and y, which across is Nesterov's; which run it is and how far it gets.
    beyond
        How far each gets beyond the minimum across.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__(
            screen, [facts.ball.x, facts.ahead.x], shown=24, size=(7.6, 1.95), middles=(1.55, -1.05)
        )
        self.facts = facts
        self.looks = (theme.look("momentum"), theme.look("nesterov"))
        self.frame = VGroup(*self.planes, *(self.axes(axis) for axis in (0, 1)))
        self.key, self.plain, self.plain_key = self._key(), self._plain(), self._plain_key()
        self.along, self.across = (self._both(axis) for axis in (0, 1))
        self.same = self._same()
        self.calm, self.calm_notes = self._calm(), self._calm_notes()
        self.beyond = self._beyond()

    def _both(self, axis: int) -> list[Curve]:
        curves = []
        for trajectory, look, width in zip(
            (self.facts.tamed, self.facts.ahead), self.looks, (9.0, 3.5), strict=True
        ):
            # Where one lies on the other, the lower one is broad and whole.
            drawn = theme.Look(look.colour, (), look.marker) if width > 5 else look
            curves.append(
                self.curve(trajectory.x, axis, drawn, width=width, head=0.26 if width > 5 else 0.16)
            )
            if width > 5:
                curves[-1].line.set_stroke(opacity=0.55)
        return curves

    def _plain(self) -> list[Curve]:
        ball = self.looks[0]
        return self.curves(self.facts.ball.x, theme.Look(ball.colour, (), ball.marker), width=3.5)

    def _plain_key(self) -> VGroup:
        key = VGroup()
        for word, look in zip(("ball", "ahead"), self.looks, strict=True):
            sign = marker(look.marker, 0.2, look.colour)
            key.add(VGroup(sign, self.screen.word(word, theme.SMALL, look.colour)).arrange(RIGHT, buff=0.15))
        key.add(self.screen.word("constants", theme.SMALL, theme.MUTED))
        key.arrange(RIGHT, buff=0.5).next_to(self.planes[0].window, UP, buff=0.12)
        return key.align_to(self.planes[0].window, RIGHT)

    def _key(self) -> VGroup:
        left = self.left + self.width + 0.5
        key = VGroup()
        for rank, (word, look) in enumerate(zip(("tamed", "usual"), self.looks, strict=True)):
            text = self.screen.word(word, theme.BODY, look.colour)
            sign = marker(look.marker, 0.24, look.colour)
            entry = VGroup(sign, text).arrange(RIGHT, buff=0.2)
            key.add(entry.move_to((left, 2.3 - 0.55 * rank, 0), aligned_edge=LEFT))
        rate = self.screen.word("all_rates", theme.SMALL, theme.MUTED)
        key.add(rate.move_to((left, 1.25, 0), aligned_edge=LEFT))
        return key

    def _same(self) -> VGroup:
        text = self.screen.word("same", theme.BODY, theme.X_AXIS, width=3.7)
        return VGroup(text.move_to((self.left + self.width + 0.5, 0.6, 0), aligned_edge=LEFT))

    def _calm(self) -> list[Curve]:
        return self.curves(self.facts.calm.x, CALM, width=3, head=0.14)

    def _calm_notes(self) -> VGroup:
        name = VGroup(marker("square", 0.2, theme.INK), self.screen.word("calm", theme.BODY))
        told = self.screen.word("calm_far", theme.SMALL, theme.MUTED, width=3.7)
        notes = VGroup(name.arrange(RIGHT, buff=0.2), told).arrange(DOWN, buff=0.15, aligned_edge=LEFT)
        return notes.move_to((self.left + self.width + 0.5, -2.35, 0), aligned_edge=LEFT)

    def _beyond(self) -> VGroup:
        parts, plane = VGroup(), self.planes[1]
        side = -np.sign(self.facts.ball.x[0, 1])
        at = np.linspace(0, self.shown, 400)
        lines = [plane.to_scene([curve.at(step) for step in at]) for curve in self.across]
        texts: list[VGroup] = []
        for trajectory, far, look in zip(
            (self.facts.tamed, self.facts.ahead),
            (self.facts.over_y_tamed, self.facts.over_y_ahead),
            self.looks,
            strict=True,
        ):
            step = int(np.argmax(side * trajectory.x[: self.shown + 1, 1]))
            top, foot = plane.to_scene([(step, trajectory.x[step, 1]), (step, 0.0)])
            parts.add(DashedLine(foot, top, color=look.colour, stroke_width=3))
            text = plated(self.screen.set(f"{far:.2f}", theme.BODY, look.colour))
            places = [
                top + np.array([right, up, 0.0])
                for right, up in (
                    (0.45, 0.12),
                    (0.55, 0.15),
                    (0.65, 0.05),
                    (0.9, 0.1),
                    (0.65, -0.2),
                    (-0.65, 0.05),
                    (0.6, 0.3),
                    (1.1, 0.0),
                    *((right, up) for right in (1.4, 1.9, 2.5, 3.2, -1.1) for up in (0.1, -0.2, -0.5)),
                )
            ]
            texts.append(put_first_free(text, places, plane.window, texts, lines))
        note = self.screen.word("differs", theme.BODY, theme.Y_AXIS, width=3.7)
        note.move_to((self.left + self.width + 0.5, -1.05, 0), aligned_edge=LEFT)
        return VGroup(parts, *texts, note)
