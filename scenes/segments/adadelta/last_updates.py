"""AdaDelta's own updates as bars, and their running root mean square, which stands where a rate would."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, DashedLine, Line, VGroup

from scenes import theme
from scenes.components.axes.fitting_ticks import fitting
from scenes.components.axes.plane import Plane, nice_ticks, polyline
from scenes.components.charts.bars import Bar
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText

from .facts import Facts


class LastUpdates:
    """The sizes of y's updates until the usual run has arrived, a bar for every so many steps, from zero.

    Attributes
    ----------
    bars
        The bars over their axes.
    mean
        √(u + ε), step by step.
    floor
        What is left of it where there are no updates: √ε.
    """

    count, size, middle = 44, (4.4, 2.75), (4.48, 1.05, 0.0)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        sizes = np.abs(facts.run.step[: facts.arrived, 1])
        roots = facts.root_steps[: facts.arrived, 1]
        width, height = self.size
        top = 1.08 * float(max(sizes.max(), roots.max()))
        plane = Plane((0, len(sizes)), (0, top), width=width, height=height, border=False)
        plane.move_to(self.middle)
        axes = plane.axes(
            # A long number at the right end would reach into the margin.
            fitting(plane, nice_ticks(len(sizes), 4), theme.STAGE_RIGHT),
            nice_ticks(top, 3),
            x_name=screen["steps_axis"],
            y_name=screen["size_axis"],
            language=screen.language,
        )
        look = theme.look("adadelta")
        steps = np.linspace(0, len(sizes) - 1, self.count).round().astype(int)
        unit, pitch = height / top, width / self.count
        self.bars = VGroup(
            axes,
            *(
                Bar(
                    plane.to_scene((step, 0.0)),
                    unit,
                    look.colour,
                    vertical=True,
                    thickness=0.6 * pitch,
                    opacity=0.55,
                    value=sizes[step],
                )
                for step in steps
            ),
        )
        levels = plane.to_scene(np.column_stack([steps, roots[steps]]))
        line = polyline([levels], stroke_color=look.colour, stroke_width=4)
        symbol = EquationPanel("sqrt(u + epsilon)", plate=False, size=theme.BODY).set_color(look.colour)
        symbol.next_to(plane.window, UP, buff=0.08).align_to(plane.window, RIGHT)
        sample = Line(symbol.get_left() + 0.8 * LEFT, symbol.get_left() + 0.15 * LEFT)
        self.mean = VGroup(line, symbol, sample.set_stroke(look.colour, width=4))
        ends = plane.to_scene([(0.0, facts.epsilon_root), (len(sizes), facts.epsilon_root)])
        edge = DashedLine(ends[0], ends[1], color=theme.WARNING, stroke_width=3.5, dash_length=0.12)
        note = plated(screen.word("floor", theme.SMALL, theme.WARNING))
        note.next_to(ends[1] + 0.1 * UP, UP, buff=0.05).align_to(plane.window, RIGHT)
        self.floor = VGroup(edge, note)
