"""Steps at one condition number on a logarithmic scale: a mark for each method, which moves when the valley turns."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, DashedLine, Line, VGroup

from scenes import theme
from scenes.choices import OptimizerChoice
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import COMPARED, Facts

LANES = (*COMPARED, "forgetful")
NAMES, LEFT_END, BOTTOM, SIZE = -6.55, -3.3, -2.0, (9.8, 3.3)
MOST = 1200.0


class Lane(Dialled):
    """Name and mark of a method: at dial 0 at its steps along the axes, at 1 at those in the turned valley.

    Attributes
    ----------
    label
        Its sign and name.
    along, turned
        Both numbers of steps, beside their places.
    """

    def __init__(self, facts: Facts, screen: ScreenText, plane: Plane, name: str) -> None:
        super().__init__()
        method = "adam" if name == "forgetful" else name
        look, self.plane = theme.look(method), plane
        self.level = len(LANES) - LANES.index(name) - 0.5
        sign = "ring" if name == "forgetful" else look.marker
        shown = OptimizerChoice(name=method).display_name[screen.language]
        text = (
            screen.word("forgetful", theme.SMALL, look.colour)
            if name == "forgetful"
            else screen.set(shown, theme.SMALL, look.colour)
        )
        y = plane.to_scene((1.0, self.level))[1]
        mark = marker(sign, 0.24, look.colour).move_to((NAMES + 0.12, y, 0))
        self.label = VGroup(mark, text.move_to((NAMES + 0.4, y, 0), aligned_edge=LEFT))
        self.steps = facts.scales.told[name].steps, facts.scales.told_turned[name].steps
        first = plane.to_scene((self.steps[0], self.level))
        self.first = marker("disc", 0.16, look.colour).move_to(first)
        self.line = Line(first, first + 0.01 * RIGHT, stroke_width=7, color=look.colour).set_stroke(
            opacity=0.6
        )
        self.head = marker(sign, 0.3, look.colour).move_to(first)
        self.add(self.line, self.first, self.head)
        moves = self.steps[0] != self.steps[1]
        self.along, self.turned = (
            VGroup(screen.set(f"{steps:g}", theme.BODY, look.colour)) for steps in self.steps
        )
        self.along.next_to(first, LEFT if moves else RIGHT, buff=0.25)
        self.turned.next_to(plane.to_scene((self.steps[1], self.level)), RIGHT, buff=0.25)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Move the mark, by equal factors in equal shares."""
        at = np.exp(np.interp(dial, (0.0, 1.0), np.log(self.steps)))
        first, here = self.plane.to_scene([(self.steps[0], self.level), (at, self.level)])
        self.line.put_start_and_end_on(first, here + 1e-3 * RIGHT)
        self.head.move_to(here)


class StepsChart:
    """All lanes.

    Attributes
    ----------
    lanes
        By method, Adam without its memory too.
    ground, descent
        Axis and what is counted; a line where descent stands.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        width, height = SIZE
        plane = Plane((1, MOST), (0, len(LANES)), width=width, height=height, log_x=True)
        plane.move_to((LEFT_END + width / 2, BOTTOM + height / 2, 0))
        self.lanes = {name: Lane(facts, screen, plane, name) for name in LANES}
        axis = screen.word("bars_axis", theme.SMALL, theme.MUTED)
        axis.move_to((LEFT_END + width - axis.width / 2, BOTTOM - 0.7, 0))
        head = screen.word("bars_head", theme.SMALL, theme.MUTED)
        head.move_to((LEFT_END, BOTTOM + height + 0.3, 0), aligned_edge=LEFT)
        settings = screen.word("settings", theme.SMALL, theme.MUTED)
        settings.move_to((NAMES, BOTTOM - 0.55, 0), aligned_edge=LEFT)
        self.ground = VGroup(plane, power_ticks(plane, range(4)), axis, head, settings)
        foot, top = plane.to_scene([(facts.descent_steps, 0), (facts.descent_steps, len(LANES))])
        colour = theme.look("gradient_descent").colour
        self.descent = DashedLine(foot, top, color=colour, stroke_width=2)
