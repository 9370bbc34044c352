"""Each coordinate of a run alone: a stem for every step, and the rule that it follows."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes import theme
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.axes.stems import Stems
from scenes.components.placement import into_stage
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

from .facts import Facts


class CoordinateStems:
    """Two charts, x above y.

    Attributes
    ----------
    count
        Steps shown: all.
    frames
        Plane and axes of each.
    stems
        The stems of each.
    rules
        What one step makes of each coordinate, beside its chart.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.count = count = facts.steps
        points = facts.trajectory.x[: count + 1]
        self.frames, self.rules = VGroup(), VGroup()
        rows = (
            ("x", 1.58, theme.X_AXIS, facts.factor_x, facts.coefficient_x),
            ("y", -1.17, theme.Y_AXIS, facts.factor_y, facts.coefficient_y),
        )
        for name, middle, colour, factor, coefficient in rows:
            lowest = name == "y"
            reach = 1.15 * float(np.abs(points[:, int(lowest)]).max())
            plane = Plane((-0.7, count + 0.7), (-reach, reach), width=8.6, height=2.05)
            plane.move_to((-2.1, middle, 0))
            axes = plane.axes(
                x_ticks=nice_ticks(count, 5) if lowest else (),
                y_ticks=nice_ticks(reach, low=-reach),
                x_name=screen["steps_axis"] if lowest else "",
                y_name=f"${name}$",
                language=screen.language,
            )
            axes[-1].set_color(colour)
            self.frames.add(VGroup(plane, axes))
            rule = EquationPanel(
                f"{name} <- (1 - {coefficient} thin eta) thin {name} \\ = {{{{ {factor:.3g} : k }}}} thin {name}",
                {"k": colour},
                plate=False,
            )
            self.rules.add(rule.move_to((4.75, middle, 0)))
        into_stage(self.frames)
        size = min(0.15, 0.75 * self.frames[0][0].unit)
        self.stems = VGroup(
            *(
                Stems(frame[0], points[:, axis], row[2], size=size)
                for axis, (frame, row) in enumerate(zip(self.frames, rows, strict=True))
            )
        )
