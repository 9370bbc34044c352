"""What every learning rate leaves of the loss, for four methods; and what becomes of that on a steeper ground."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from manim import LEFT, RIGHT, UR, Circle, DashedLine, VGroup, VMobject

from optimlib.types import Array
from scenes import theme
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.axes.trajectory_path import dashed
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts
from .tuning import RATES

KEYS = {"gradient_descent": "descent", "momentum": "momentum", "adam": "adam", "adagrad": "adagrad"}
LEAST, MOST = 1e-5, 2000.0
LARGEST = 10.0
"""The window ends here: at larger rates every loss climbs above the first."""
HIGH = 1.6
"""Above this share of the first loss a curve is cut off: there the ranges stand."""


def below(left: Array, where: Array) -> list[Array]:
    """Return the stretches of the curve over ``RATES`` that are shown where this holds: each ``(n, 2)``."""
    seen = np.concatenate([[False], (left <= HIGH) & where, [False]]).astype(int)
    begins, ends = np.flatnonzero(np.diff(seen) == 1), np.flatnonzero(np.diff(seen) == -1)
    points = np.column_stack([RATES, left])
    return [points[first:last] for first, last in zip(begins, ends, strict=True)]


class RateCurve(Dialled):
    """The curve of a method and the range of rates that will do, the loss being multiplied by factor to the ``dial``.

    Attributes
    ----------
    line, range
        The curve, where the loss is never above the first on the way; the range of good rates, on a level of its own.
    """

    def __init__(self, plane: Plane, facts: Facts, name: str, level: float) -> None:
        super().__init__()
        self.plane, self.found, self.look, self.level = plane, facts.ranges[name], theme.look(name), level
        # What divides by the gradient's size takes no notice; the others need rates as many times smaller.
        low, scaled = self.found.ends[0], self.found.ends_scaled[0]
        self.shrink = scaled / low
        self.line = VMobject(stroke_color=self.look.colour, stroke_width=4)
        self.range = VMobject(stroke_color=self.look.colour, stroke_width=9)
        self.add(self.line, self.range)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Draw both where they stand."""
        moved = self.shrink**dial
        pieces = [
            cut
            for piece in below(self.found.left, self.found.never_above)
            for cut in self.plane.clip(self.plane.to_scene(piece * np.array([moved, 1.0])))
        ]
        set_pieces(self.line, dashed(pieces, self.look.dash))
        ends = [(moved * one, self.level) for one in self.found.ends]
        set_pieces(self.range, self.plane.clip(self.plane.to_scene(ends)))


class Sliding(Dialled):
    """Adam's marker on its curve; ``dial`` is the learning rate, and a thread falls from it to the axis."""

    def __init__(self, plane: Plane, facts: Facts) -> None:
        super().__init__()
        self.plane, self.facts, look = plane, facts, theme.look("adam")
        self.thread = VMobject(stroke_color=theme.YELLOW, stroke_width=3)
        self.sign = marker(look.marker, 0.26, look.colour, rim=True)
        self.add(self.thread, self.sign)
        self.set_dial(facts.untuned_rate)

    def show(self, dial: float) -> None:
        """Stand at this rate."""
        foot, at = self.plane.to_scene([(dial, LEAST), (dial, self.facts.adam_left(dial))])
        set_pieces(self.thread, dashed([np.array([foot, at])], (0.08, 0.06)))
        self.sign.move_to(at)


class RateChart:
    """Four curves over all learning rates.

    Attributes
    ----------
    ground, will_do
        Axes; the line below which a rate is good.
    curves, names
        By method; the names stand beside the ranges of good rates.
    steeper
        What the loss is multiplied by.
    usual, sliding, way, twice
        What Adam leaves at its usual rate; the same at any rate, which is the dial; what it leaves at the rate whose
        steps just go the way, and at twice that, with a thread up to the good rates.
    """

    left, bottom, size = -5.85, -2.1, (12.2, 3.4)
    levels: ClassVar = {"gradient_descent": 500.0, "momentum": 100.0, "adam": 20.0, "adagrad": 4.0}

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        width, height = self.size
        self.plane = Plane(
            (RATES[0], LARGEST), (LEAST, MOST), width=width, height=height, log_x=True, log_y=True
        )
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        axes = self.plane.axes(
            x_name=screen["rate_axis"], y_name=screen["share_axis"], language=screen.language
        )
        axes[0].shift((0, -0.36, 0))
        note = screen.word("rates_note", theme.SMALL, theme.MUTED)
        note.move_to((self.left + width - note.width / 2, self.bottom - 0.7, 0))
        axes[0].set_x(self.left + axes[0].width / 2)
        self.ground = VGroup(self.plane, axes, power_ticks(self.plane, range(-4, 2), range(-5, 1)), note)
        left, right = self.plane.to_scene([(RATES[0], facts.share), (LARGEST, facts.share)])
        line = DashedLine(left, right, color=theme.GOAL, stroke_width=2.5)
        name = screen.word("will_do", theme.SMALL, theme.GOAL)
        name.move_to(right + np.array([-0.12 - name.width / 2, -0.22, 0.0]))
        self.will_do = VGroup(line, name)
        self.curves = {key: RateCurve(self.plane, facts, key, self.levels[key]) for key in KEYS}
        self.names = {}
        for key, short in KEYS.items():
            text = plated(screen.word(short, theme.SMALL, theme.look(key).colour), 0.04)
            ends = self.plane.to_scene([(one, self.levels[key]) for one in facts.ranges[key].ends])
            # A range that goes on beyond the window is named at its left.
            side, end = (RIGHT, ends[1]) if ends[1][0] < right[0] - 0.1 else (LEFT, ends[0])
            self.names[key] = VGroup(text.next_to(end, side, buff=0.12))
        steeper = plated(screen.word("steeper", theme.BODY, theme.YELLOW), 0.08)
        corner = self.plane.window.get_corner(np.array([1.0, 1.0, 0.0]))
        self.steeper = steeper.move_to(corner + np.array([-0.2 - steeper.width / 2, 0.32, 0.0]))
        self.usual, self.way = self._usual(facts, screen), self._way(facts, screen)
        self.twice = self._twice(facts, screen)
        self.sliding = Sliding(self.plane, facts)

    def _usual(self, facts: Facts, screen: ScreenText) -> VGroup:
        look = theme.look("adam")
        at = self.plane.to_scene((facts.untuned_rate, facts.untuned_left))
        name = plated(screen.word("usual", theme.BODY, look.colour), 0.05)
        return VGroup(
            marker(look.marker, 0.26, look.colour, rim=True).move_to(at), name.next_to(at, UR, buff=0.1)
        )

    def _way(self, facts: Facts, screen: ScreenText) -> VGroup:
        at = self.plane.to_scene((facts.covering_rate, facts.covering_left))
        look = theme.look("adam")
        name = plated(screen.word("way", theme.BODY, theme.YELLOW), 0.05)
        return VGroup(
            marker(look.marker, 0.26, look.colour, rim=True).move_to(at), name.next_to(at, LEFT, buff=0.25)
        )

    def _twice(self, facts: Facts, screen: ScreenText) -> VGroup:
        rate = facts.doubled_rate
        at, good = self.plane.to_scene([(rate, facts.doubled_left), (rate, self.levels["adam"])])
        thread = DashedLine(at, good, color=theme.YELLOW, stroke_width=3, dash_length=0.08)
        ring = Circle(radius=0.14, color=theme.YELLOW, stroke_width=3).move_to(good)
        name = plated(screen.word("twice", theme.BODY, theme.YELLOW), 0.05)
        return VGroup(thread, ring, name.next_to(at, LEFT, buff=0.25))

    def slide(self, key: str) -> float:
        """Return how far a method's range slides when the loss is multiplied, in scene units."""
        curve = self.curves[key]
        one, other = self.plane.to_scene([(1.0, 1e-3), (curve.shrink, 1e-3)])
        return float(other[0] - one[0])
