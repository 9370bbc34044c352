"""The weights of past gradients: as bars over their age, and end to end as one sum."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Line, Rectangle, VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import Plane, polyline, set_pieces
from scenes.components.axes.trajectory_path import dashed
from scenes.components.dial import Dialled
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts

WINDOWS = 4
"""How many times 1/(1 − α) the chart reaches back."""
OLD = 0.38
"""How bright the weights outside of the window are, once it is shown."""
GAP = 0.12
"""The share of a bar's width that is left free."""


def rectangle(left: float, low: float, right: float, high: float) -> np.ndarray:
    """Return a closed outline, ``(5, 2)``."""
    return np.array([(left, low), (right, low), (right, high), (left, high), (left, low)])


class WeightBars(VGroup):
    """A bar for every gradient, as wide as a step and as high as its weight; the newest at the left.

    :meth:`put` says which. The abscissa is the age, counted in windows of 1/(1 − α) steps, so that all shares α
    can be shown on it.

    Attributes
    ----------
    plane, frame, name
        The window of ages and weights; its axes; what the bars are.
    envelope
        A curve through all weights.
    window
        The flat window of the same area.
    """

    width, height = 5.4, 2.3

    def __init__(self, facts: Facts, screen: ScreenText, left: float, top: float) -> None:
        super().__init__()
        self.facts, self.screen = facts, screen
        self.plane = Plane((0.0, WINDOWS), (0.0, 1.0), width=self.width, height=self.height, border=False)
        self.plane.move_to((left, top, 0), aligned_edge=LEFT + UP)
        self.recent, self.old = (
            VMobject(stroke_width=0, fill_color=theme.GRADIENT, fill_opacity=1) for _ in range(2)
        )
        self.ages = [Number(0.0, ".3g", theme.SMALL, theme.MUTED) for _ in range(WINDOWS)]
        self.frame = self._frame(top)
        self.envelope = self._envelope()
        self.window = Rectangle(
            width=self.width / WINDOWS, height=self.height, stroke_color=theme.INK, stroke_width=4
        ).move_to(self.plane.window.get_corner(DOWN + LEFT), aligned_edge=DOWN + LEFT)
        self.add(self.old, self.recent, *self.ages)
        self.put(facts.momentum, 0.0)

    def _frame(self, top: float) -> VGroup:
        left, right = self.plane.to_scene([(0.0, 0.0), (WINDOWS, 0.0)])
        foot = Line(left, right, stroke_width=2, color=theme.MUTED)
        one = self.screen.set("1", theme.SMALL, theme.MUTED)
        one.next_to(self.plane.to_scene((0.0, 1.0)), LEFT, buff=0.12)
        zero = self.screen.set("0", theme.SMALL, theme.MUTED).next_to(left, LEFT, buff=0.12)
        self.name = self.screen.word("weights", theme.SMALL, theme.GRADIENT)
        self.name.move_to((left[0], top + 0.3, 0), aligned_edge=LEFT)
        ages = self.screen.word("ages", theme.SMALL, theme.MUTED)
        ages.move_to(((left[0] + right[0]) / 2, left[1] - 0.62, 0))
        ticks = VGroup(
            *(
                Line(at, at + 0.08 * DOWN, stroke_width=1.5, color=theme.MUTED)
                for at in self.plane.to_scene([(rank + 1, 0.0) for rank in range(WINDOWS)])
            )
        )
        return VGroup(foot, one, zero, ages, ticks)

    def _envelope(self) -> VMobject:
        """Draw the weights as a curve through the middles of all bars."""
        age = np.arange(0.0, WINDOWS * self.facts.total - 0.5)
        points = np.stack([(age + 0.5) / self.facts.total, self.facts.momentum**age], axis=-1)
        pieces = dashed([self.plane.to_scene(points)], (0.1, 0.08))
        return polyline(pieces, stroke_color=theme.INK, stroke_width=3)

    def put(self, momentum: float, taken: float, *, window: bool = False) -> WeightBars:
        """Show the weights of so many gradients; with ``window``, those outside of it are darker."""
        length = 1 / (1 - momentum)
        recent, old = [], []
        # A weight that would be thinner than a line is left out.
        for moment in range(int(np.ceil(taken - 1e-9))):
            age = taken - 1 - moment
            high = momentum ** max(age, 0.0) * min(age + 1, 1.0)
            left, right = max(age, 0.0) / length, min((age + 1 - GAP) / length, float(WINDOWS))
            if age / length >= WINDOWS or right <= left:
                continue
            outline = self.plane.to_scene(rectangle(left, 0.0, right, high))
            (recent if age < round(length) - 1e-6 else old).append(outline)
        set_pieces(self.recent, recent)
        set_pieces(self.old, old)
        self.old.set_fill(opacity=OLD if window else 1.0)
        for rank, number in enumerate(self.ages, start=1):
            # Long windows pass by: decimals of them would only flicker.
            number.set_dial(rank * length if length < 10 else round(rank * length))
            at = self.plane.to_scene((rank, 0.0))
            width = number.digits.width
            number.place((at[0] - width / 2, at[1] - 0.34, 0))
        return self


class WeightSum(VGroup):
    """All weights end to end, the newest first, up to what they can come to.

    Attributes
    ----------
    frame
        The line they grow along, from 0 to 1/(1 − α), whose end they never pass.
    early, now
        How far they reach after a few steps, and after all that are walked.
    total
        What the end is.
    mean
        What they are, divided by their sum.
    held
        How far the newest reach that are in the window.
    """

    thickness = 0.42

    def __init__(self, facts: Facts, screen: ScreenText, left: float, level: float, width: float) -> None:
        super().__init__()
        self.facts, self.screen, self.left, self.level = facts, screen, left, level
        self.unit = width / facts.total
        self.recent, self.old = (
            VMobject(stroke_width=0, fill_color=theme.GRADIENT, fill_opacity=1) for _ in range(2)
        )
        right = left + width
        box = Rectangle(width=width, height=self.thickness, stroke_color=theme.MUTED, stroke_width=1.5)
        end = DashedLine(
            (right, level + 0.4, 0), (right, level - 0.4, 0), stroke_color=theme.INK, stroke_width=3
        )
        self.frame = VGroup(box.move_to((left, level, 0), aligned_edge=LEFT), end)
        self.early, self.now, self.held = (
            self._reached(key, reached)
            for key, reached in (
                ("early", facts.early_total),
                ("now", facts.now_total),
                ("share", facts.share * facts.total),
            )
        )
        self.total = screen.word("total", theme.SMALL).move_to(
            (right - 0.15, level - 0.5, 0), aligned_edge=RIGHT
        )
        self.mean = screen.word("mean", theme.SMALL, theme.VELOCITY)
        self.mean.move_to((left, level - 0.98, 0), aligned_edge=LEFT)
        self.add(self.old, self.recent)
        self.put(0.0)

    def _reached(self, key: str, reached: float) -> VGroup:
        """Return a mark at a sum of weights, with its name above it."""
        x = self.left + reached * self.unit
        mark = Line((x, self.level + 0.34, 0), (x, self.level - 0.34, 0), stroke_width=4, color=theme.INK)
        name = self.screen.word(key, theme.SMALL)
        name.move_to((x, self.level + 0.58, 0))
        return VGroup(mark, name.shift(min(0.0, theme.STAGE_RIGHT - name.get_right()[0]) * RIGHT))

    def put(self, taken: float, *, window: bool = False) -> WeightSum:
        """Lay the weights of so many gradients end to end; with ``window``, those outside of it are darker."""
        recent, old, at = [], [], 0.0
        for age in range(int(np.ceil(taken - 1e-9))):
            weight = self.facts.momentum**age * min(taken - age, 1.0)
            ends = self.left + self.unit * np.array([at, at + weight])
            at += weight
            gap = min(0.02, 0.3 * (ends[1] - ends[0]))
            half = self.thickness / 2
            outline = rectangle(ends[0], self.level - half, ends[1] - gap, self.level + half)
            scene = np.column_stack([outline, np.zeros(len(outline))])
            (recent if age < self.facts.window else old).append(scene)
        set_pieces(self.recent, recent)
        set_pieces(self.old, old)
        self.old.set_fill(opacity=OLD if window else 1.0)
        return self


class WindowReading(Dialled):
    """A share α and how much of all the weight its window holds, as live numbers; the dial is α."""

    def __init__(self, screen: ScreenText, place: np.ndarray) -> None:
        super().__init__()
        rows = (("$alpha$ =", ".3f", ""), (screen["in_window"], ".1f", "%"))
        self.numbers = VGroup()
        for row, (name, form, suffix) in enumerate(rows):
            text = screen.set(name, theme.BODY).move_to(place + row * 0.5 * DOWN, aligned_edge=LEFT)
            number = Number(0.0, form, theme.BODY, theme.INK, suffix=suffix)
            number.place((text.get_right()[0] + 0.18, place[1] - row * 0.5 - 0.1, 0))
            self.add(text)
            self.numbers.add(number)
        self.add(self.numbers)
        self.set_dial(0.5)

    def show(self, dial: float) -> None:
        """Show another share; its window is 1/(1 − α) steps, whole or not."""
        share, held = self.numbers
        share.set_dial(dial)
        held.set_dial(100 * (1 - dial ** (1 / (1 - dial))))
