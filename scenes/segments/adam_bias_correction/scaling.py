"""The gradient is made larger: who steps farther, in units of the learning rate."""

from __future__ import annotations

import numpy as np
from manim import LEFT, Line, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.dial import Dialled
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText
from scenes.components.text.readout import Readout

from .facts import Facts

ADAM, DESCENT = theme.look("adam"), theme.look("gradient_descent")


class Scaling(Dialled):
    """Gradient descent's step and Adam's in the chart of step factors; ``dial`` is how many times as large g is.

    Attributes
    ----------
    line, name
        Gradient descent's step over η, which is the gradient's size; unseen above the window.
    rows
        The numbers.
    """

    column, width = 3.55, 3.15

    def __init__(self, plane: Plane, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.plane, self.facts = plane, facts
        self.size = max(facts.gradient)
        self.line = Line(stroke_color=DESCENT.colour, stroke_width=5)
        self.name = plated(screen.word("descent_line", theme.SMALL, DESCENT.colour), 0.05)
        self.rows = VGroup(
            *(
                Readout(
                    screen[key],
                    form,
                    self.column,
                    y,
                    self.width,
                    colour=colour,
                    language=screen.language,
                    size=size,
                )
                for key, form, y, colour, size in (
                    ("size_read", ".4g", 2.35, theme.GRADIENT, theme.HEADING),
                    ("descent_read", ".4g", 1.15, DESCENT.colour, theme.HEADING),
                    ("adam_read", ".2f", 0.55, ADAM.colour, theme.HEADING),
                    ("raw_read", ".2f", -0.05, theme.INK, theme.HEADING),
                )
            )
        )
        head = screen.word("over_rate", theme.SMALL, theme.MUTED)
        self.head = head.move_to((self.column, 1.8, 0), aligned_edge=LEFT)
        self.add(self.line, self.name, self.rows)
        self.set_dial(1.0)

    def show(self, dial: float) -> None:
        """Let the gradient be ``dial`` times as large."""
        fact, size = self.facts, self.size * dial
        way = (dial - 1.0) / (fact.scale - 1.0)
        lengths = (
            first + way * (last - first)
            for first, last in ((fact.first_length, fact.scaled_length), (fact.first_long, fact.scaled_long))
        )
        for row, value in zip(
            self.rows, (size, size, *(one / fact.learning_rate for one in lengths)), strict=True
        ):
            row.set_dial(value)
        left, right = self.plane.to_scene([(1.0, size), (self.plane.x_range[1], size)])
        seen = size <= self.plane.y_range[1]
        self.line.set_points_as_corners([left, right]).set_stroke(opacity=1.0 if seen else 0.0)
        top = self.plane.window.get_top()[1] - 0.3
        at = np.array([right[0] - 0.2 - self.name.width / 2, min(left[1] + 0.3, top), 0.0])
        self.name.move_to(at)
