"""How fast a ball is, step by step, in a column beside it."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.dial import Dialled
from scenes.components.text.label import ScreenText
from scenes.components.text.readout import Readout

from .facts import Facts


class Speedometer(Dialled):
    """The step, the speed after it, and all speeds so far as a curve; its dial counts steps.

    Attributes
    ----------
    key
        Samples of the arrows that stand for velocity and for the slope's push, with their names.
    """

    def __init__(self, facts: Facts, screen: ScreenText, left: float, width: float) -> None:
        super().__init__()
        self.speeds = np.linalg.norm(facts.velocity, axis=-1)
        self.step, self.speed = (
            Readout(screen[key], form, left, y, width, language=screen.language, colour=colour)
            for key, form, y, colour in (
                ("step", "d", 1.55, theme.INK),
                ("speed", ".2f", 1.0, theme.VELOCITY),
            )
        )
        top = 1.1 * float(self.speeds.max())
        plane = Plane((0, facts.steps), (0, top), width=width - 0.85, height=2.0)
        plane.move_to((left + width - 0.12 - plane.width / 2, -0.95, 0))
        axes = plane.axes(
            nice_ticks(facts.steps, 3),
            nice_ticks(top, 3),
            x_name=screen["step"],
            y_name=screen["speed"],
            language=screen.language,
        )
        points = np.column_stack([np.arange(facts.steps + 1), self.speeds])
        self.curve = Curve(plane, points, theme.Look(theme.VELOCITY, (), "disc"), head=0.14)
        self.key = VGroup()
        for key, colour, y in (("velocity", theme.VELOCITY, 2.6), ("downhill", theme.GRADIENT, 2.15)):
            sample = Arrows((0, 0, 0), (0.5, 0, 0), colour, width=0.09, head=0.26)
            line = VGroup(sample, screen.word(key, theme.SMALL, colour)).arrange(RIGHT, buff=0.2)
            self.key.add(line.move_to((left, y, 0), aligned_edge=LEFT))
        self.add(self.step, self.speed, plane, axes, self.curve)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Show what is known after so many steps; the speed is that of the last whole one."""
        whole = int(dial + 1e-6)
        self.step.set_dial(whole)
        self.speed.set_dial(float(self.speeds[whole]))
        self.curve.set_dial(dial)
