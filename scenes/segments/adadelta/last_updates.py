"""AdaDelta's own updates as bars, and their running root mean square, which stands where a rate would."""

from __future__ import annotations

import numpy as np
from manim import LEFT, UP, Line, VGroup

from scenes import theme
from scenes.components.axes.plane import polyline
from scenes.components.charts.bars import Bar
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText

from .facts import Facts


class LastUpdates:
    """The sizes of y's updates over the usual run, a bar for every so many steps, from zero.

    Attributes
    ----------
    bars
        The bars over their axis, and what they are.
    mean
        √(u + ε), step by step.
    """

    count = 44
    left, right, foot, height = 0.9, 6.5, 1.3, 1.2

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        sizes, roots = np.abs(facts.run.step[:, 1]), facts.root_steps[:, 1]
        unit = self.height / float(max(sizes.max(), roots.max()))
        pitch = (self.right - self.left) / self.count
        steps = np.linspace(0, len(sizes) - 1, self.count).round().astype(int)
        places = self.left + (np.arange(self.count) + 0.5) * pitch
        colour = theme.look("adadelta").colour
        self.bars = VGroup(
            Line((self.left, self.foot, 0), (self.right, self.foot, 0), color=theme.MUTED, stroke_width=2),
            *(
                Bar((x, self.foot, 0), unit, colour, vertical=True, thickness=0.6 * pitch, value=sizes[step])
                for x, step in zip(places, steps, strict=True)
            ),
        )
        name = screen.word("last_updates", theme.SMALL, colour)
        self.bars.add(name.move_to((self.left, self.foot + self.height + 0.3, 0), aligned_edge=LEFT))
        levels = np.column_stack([places, self.foot + unit * roots[steps], np.zeros(self.count)])
        line = polyline([levels], stroke_color=theme.GOAL, stroke_width=4)
        symbol = plated(
            EquationPanel("sqrt(u + epsilon)", plate=False, size=theme.BODY).set_color(theme.GOAL)
        )
        at = levels[3 * self.count // 4]
        self.mean = VGroup(line, symbol.move_to(at + np.array([0.3, 0.0, 0.0]) + 0.4 * UP))
