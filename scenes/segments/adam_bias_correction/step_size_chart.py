"""How long a step is over the size of the gradient: Adam's, and gradient descent's for comparison."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, VGroup, linear

from scenes import theme
from scenes.components.axes.curve_point import CurvePoint
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.dial import Course, geometric
from scenes.components.placement import put_first_free
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText, label
from scenes.components.text.number import Number

from .facts import Facts

ADAM, DESCENT = theme.look("adam"), theme.look("gradient_descent")


class StepSizeChart:
    """Both lengths on logarithmic axes; gradient descent's rate is such that both step alike at our gradient.

    Attributes
    ----------
    plane, ground
        Window; with axes.
    lines, names
        The length of a step of each method, whole, and what it is called at its line.
    points
        Adam in both coordinates, and gradient descent in the steeper one.
    numbers
        Size of the gradient and both lengths, live.
    moral
        What it comes to.
    epsilon
        Where the gradient is as small as ε.
    """

    left, bottom, size = -5.55, -2.15, (12.1, 4.75)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        width, height = self.size
        self.flat, self.steep = sorted(facts.gradient)
        low = 10.0 ** (np.floor(np.log10(facts.epsilon)) - 3)
        # Room for the gradient when it is largest, and for what stands right of it.
        high = max(1e5, 10.0 ** np.ceil(np.log10(facts.scale * self.steep) + 0.5))
        self.plane = Plane((low, high), (1e-4, 1e6), width=width, height=height, log_x=True, log_y=True)
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        axes = self.plane.axes(
            x_name=screen["gradient_axis"], y_name=screen["length_axis"], language=screen.language
        )
        # Its numbers are powers of ten, which stand between the axis and its name.
        axes[0].shift(0.38 * DOWN)
        self.ground = VGroup(self.plane, axes, *self._powers(low, high))
        sizes = np.geomspace(low, high, 300)
        self.lines = VGroup()
        for length, look in ((self.adam, ADAM), (self.descent, DESCENT)):
            line = Curve(self.plane, np.stack([sizes, length(sizes)], axis=-1), look, width=5, head=0)
            line.set_dial(high)
            self.lines.add(line)
        self.points = VGroup(
            CurvePoint(self.plane, self._number(self.adam), self.flat, ADAM, size=0.26),
            CurvePoint(self.plane, self._number(self.adam), self.steep, ADAM, size=0.26),
            CurvePoint(self.plane, self._number(self.descent), self.steep, DESCENT, size=0.26),
        )
        self.numbers = self._numbers()
        self._drawn = [self.plane.to_scene(line.points_data) for line in self.lines]
        far = 100.0 * np.array([self.steep, facts.learning_rate])
        self.names = VGroup(
            self._name("adam_line", ADAM, ((4.0 * facts.epsilon, facts.learning_rate), RIGHT, -0.32)),
            self._name("descent_line", DESCENT, (far, LEFT, 0.1), (far, RIGHT, -0.25)),
        )
        foot, top = self.plane.to_scene([(facts.epsilon, 1e-4), (facts.epsilon, facts.learning_rate)])
        name = screen.word("epsilon", theme.BODY, theme.INK)
        self.epsilon = VGroup(
            DashedLine(foot, top, color=theme.INK, stroke_width=3),
            plated(name.move_to(foot + np.array([0.25 + name.width / 2, 0.4, 0.0])), 0.05),
        )
        self.moral = self._moral()

    def adam(self, gradient: np.ndarray) -> np.ndarray:
        """Return the length of Adam's first step in a coordinate."""
        return np.asarray(self.facts.learning_rate * gradient / (gradient + self.facts.epsilon))

    def descent(self, gradient: np.ndarray) -> np.ndarray:
        """Return the length of a step of gradient descent that steps like Adam at our gradient."""
        return np.asarray(self.facts.descent_rate * gradient)

    def sweep(self, first: float, last: float) -> Course:
        """Let the gradient be so many times as large."""
        pace = geometric(first, last)

        def show(share: float) -> None:
            times = first + pace(share) * (last - first)
            for point, size in zip(self.points, (self.flat, self.steep, self.steep), strict=True):
                point.set_dial(size * times)
            self._read(self.steep * times)

        return Course(VGroup(self.points, *(row[1] for row in self.numbers)), show, rate_func=linear)

    def _read(self, gradient: float) -> None:
        size = np.array(gradient)
        for row, value in zip(self.numbers, (size, self.adam(size), self.descent(size)), strict=True):
            row[1].set_dial(float(value))

    def _numbers(self) -> VGroup:
        rows, corner = VGroup(), self.plane.window.get_corner(LEFT + np.array([0.0, 1.0, 0.0]))
        for rank, (key, colour) in enumerate(
            (("size_read", theme.GRADIENT), ("adam_read", ADAM.colour), ("descent_read", DESCENT.colour))
        ):
            y = corner[1] - 0.5 - 0.52 * rank
            name = self.screen.word(key, theme.BODY, colour).move_to(
                (corner[0] + 0.3, y, 0), aligned_edge=LEFT
            )
            number = Number(1.0, ".4g", theme.HEADING, colour, anchor="right")
            rows.add(VGroup(name, number.place((corner[0] + 5.6, y - 0.1, 0))))
        self.numbers = rows
        self._read(self.steep)
        return rows

    def _name(self, key: str, look: theme.Look, *places: tuple[Any, np.ndarray, float]) -> VGroup:
        """Name a line at the first place that is free: a point, the side of it, and how much higher."""
        text = self.screen.word(key, theme.BODY, look.colour)
        centres = [
            self.plane.to_scene(at) + (text.width / 2 + 0.2) * side + rise * UP for at, side, rise in places
        ]
        put_first_free(text, centres, self.plane.window, self.numbers, self._drawn)
        return plated(text, 0.05)

    def _moral(self) -> VGroup:
        """Say what it comes to in the lower right corner, or left of gradient descent's line if that is there."""
        text = self.screen.word("moral", theme.BODY, ADAM.colour)
        window, low = self.plane.window, self.plane.to_scene((1.0, 1e-3))[1]
        line = self._drawn[1]
        places = [(window.get_right()[0] - 0.3, low)]
        for y in (low, low + 0.55):
            # The line rises: at the text's lower edge it is farthest to the left.
            places.append((float(np.interp(y - text.height, line[:, 1], line[:, 0])) - 0.25, y))
        centres = [np.array([right - text.width / 2, y, 0.0]) for right, y in places]
        put_first_free(text, centres, window, [self.epsilon[1]], [line])
        return plated(text)

    def _powers(self, low: float, high: float) -> list[VGroup]:
        ticks = []
        for power in range(int(np.log10(low)) + 1, int(np.log10(high)) + 1, 4):
            text = label(f"$10^({power})$" if power else "$1$", theme.SMALL, theme.MUTED)
            ticks.append(VGroup(text.move_to(self.plane.to_scene((10.0**power, 1e-4)) + 0.26 * DOWN)))
        for power in range(-4, 7, 2):
            text = label(f"$10^({power})$" if power else "$1$", theme.SMALL, theme.MUTED)
            at = self.plane.to_scene((low, 10.0**power))
            ticks.append(VGroup(text.move_to(at + np.array([-0.16 - text.width / 2, 0.0, 0.0]))))
        return ticks

    @staticmethod
    def _number(length: Callable[[np.ndarray], np.ndarray]) -> Callable[[float], float]:
        return lambda size: float(length(np.array(size)))
