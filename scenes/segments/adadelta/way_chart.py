"""The way that growing updates add up to, for one ε and for a hundredth of it."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, UP, DashedLine, Line, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts
from .unit_formulas import DIM

FIRST = 100.0
"""The step at which the way is compared."""


class WayChart:
    """Two ways of the law, and when each is as long as the other was.

    Attributes
    ----------
    frame
        Plane and axes.
    curves
        The way with ε, and with a hundredth of it; their dials count steps.
    names
        What they are called, and that they are a limit: at first, updates are larger.
    laws
        From the update to the way, and to the steps that it takes; dim at first.
    level
        A way that both go.
    ratio
        When, and how many times as many steps that is.
    """

    size, left, column = (7.6, 4.4), theme.STAGE_LEFT + 0.9, 2.2

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        last = FIRST * facts.law_ratio
        steps = np.linspace(0.0, 1.12 * last, 200)
        unit = 2 / 3 * np.sqrt(facts.decay_rest)
        way = unit * FIRST**1.5
        width, height = self.size
        plane = Plane((0.0, float(steps[-1])), (0.0, 1.5 * way), width=width, height=height)
        plane.move_to((self.left + width / 2, 0.25, 0))
        axes = plane.axes(
            nice_ticks(steps[-1], 5),
            nice_ticks(1.5 * way, 5),
            x_name=screen["steps_axis"],
            y_name=screen["way_axis"],
            language=screen.language,
        )
        self.frame = VGroup(plane, axes)
        look = theme.look("adadelta")
        faint = theme.Look(theme.WARNING, look.dash, "cross")
        self.curves = [
            Curve(plane, np.column_stack([steps, share * unit * steps**1.5]), one, width=4.5, head=0)
            for share, one in ((1.0, theme.Look(look.colour, (), "cross")), (0.1, faint))
        ]
        dots, drops = VGroup(), VGroup()
        for at, colour in ((FIRST, look.colour), (last, theme.WARNING)):
            place, foot = plane.to_scene([(at, way), (at, 0.0)])
            dots.add(marker("disc", 0.24, colour, rim=True).move_to(place))
            drops.add(DashedLine(place, foot, color=colour, stroke_width=2.5, dash_length=0.1))
        names = [
            plated(screen.word(key, theme.BODY, colour), 0.05)
            for key, colour in (("own_epsilon", look.colour), ("tenth_epsilon", theme.WARNING))
        ]
        names[0].move_to(plane.to_scene((0.75 * FIRST, 1.28 * way)))
        names[1].next_to(
            plane.to_scene((0.62 * last, 0.1 * unit * (0.62 * last) ** 1.5)), UP + LEFT, buff=0.15
        )
        limit = plated(screen.word("limit", theme.SMALL, theme.MUTED), 0.05)
        limit.move_to(plane.to_scene((0.75 * last, 1.36 * way)))
        self.names = VGroup(*names, limit)
        ends = plane.to_scene([(0.0, way), (steps[-1], way)])
        text = plated(screen.word("same_way", theme.SMALL, theme.INK), 0.05)
        text.next_to(plane.to_scene((0.62 * last, way)), UP, buff=0.1)
        self.level = VGroup(
            DashedLine(ends[0], ends[1], color=theme.INK, stroke_width=2.5, dash_length=0.12), text
        )
        low = plane.to_scene([(FIRST, 0.12 * way), (last, 0.12 * way)])
        value = plated(screen.word("takes_ratio", 36, theme.INK), 0.06)
        value.move_to((low[0] + low[1]) / 2 + np.array([-0.9, 0.0, 0.0]))
        self.ratio = VGroup(drops, dots, Line(low[0], low[1], color=theme.INK, stroke_width=3), value)
        room = theme.STAGE_RIGHT - self.column
        self.laws = VGroup(
            *(screen.word(key, theme.BODY, theme.INK, width=room) for key in ("grows", "way", "takes"))
        ).arrange(DOWN, buff=0.75, aligned_edge=LEFT)
        self.laws.move_to((self.column, 0.4, 0), aligned_edge=LEFT).set_opacity(DIM)
