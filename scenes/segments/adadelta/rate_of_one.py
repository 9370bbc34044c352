"""Where AdaDelta ends: at gradient descent with a learning rate of one, and what that bears."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.placement import close_points, put_first_free
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText

from .facts import Facts
from .unit_formulas import DIM

LAST = 12
"""The steps at the end that are shown one by one."""
SEEN = 500
"""The first step at which the rate above the edge is shown."""


class RatioChart:
    """What stands where a rate would, over the steps of the usual run, in the column beside the map.

    Attributes
    ----------
    frame
        Plane, axes, and a line at one.
    curves
        The ratios of x and of y; their dials count steps.
    names
        Their names.
    laws
        Why the ratio comes to one, and what is left then; dim at first.
    bears
        What curvatures that bears, and which one y has.
    """

    size, left, column = (3.45, 2.6), 3.15, 2.15

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        ratios, (width, height) = facts.ratios, self.size
        low = int(np.floor(np.log10(float(ratios.min()))))
        self.plane = Plane(
            (0, len(ratios)), (10.0**low, 4.0), width=width, height=height, log_y=True
        ).move_to((self.left + width / 2, 1.0, 0))
        axes = self.plane.axes(nice_ticks(len(ratios), 3), language=screen.language)
        name = screen.word("ratio_axis", theme.SMALL, theme.MUTED)
        name.move_to((self.column, 2.65, 0), aligned_edge=LEFT)
        one = self.plane.to_scene([(0, 1.0), (len(ratios), 1.0)])
        edge = DashedLine(one[0], one[1], color=theme.INK, stroke_width=2, dash_length=0.1)
        ticks = power_ticks(self.plane, (), range(low, 1))
        self.frame = VGroup(self.plane, axes, ticks, name, edge)
        steps = np.arange(1, len(ratios) + 1)
        self.curves = [
            Curve(self.plane, np.column_stack([steps, ratios[:, axis]]), theme.Look(colour, (), "disc"))
            for axis, colour in enumerate((theme.X_AXIS, theme.Y_AXIS))
        ]
        lines = [close_points(self.plane.to_scene(curve.points_data)) for curve in self.curves]
        self.names = VGroup()
        for axis, (key, colour) in enumerate((("curvature_x", theme.X_AXIS), ("curvature_y", theme.Y_AXIS))):
            text = plated(screen.word(key, theme.BODY, colour), 0.03)
            places = [
                self.plane.to_scene((share * len(ratios), ratios[round(share * len(ratios)), axis]))
                + np.array([0.0, side * up, 0.0])
                for up in (0.25, 0.35)
                for side in ((1.0, -1.0), (-1.0, 1.0))[axis]
                for share in (0.13, 0.2, 0.3, 0.4, 0.08)
            ]
            put_first_free(text, places, self.plane.window, list(self.names), lines)
            self.names.add(text)
        room = theme.STAGE_RIGHT - self.column
        self.laws = VGroup(
            screen.word("ends", theme.BODY, theme.WARNING, width=room),
            EquationPanel("theta <- theta - 1 dot g", plate=False, size=38),
        ).arrange(DOWN, buff=0.25, aligned_edge=LEFT)
        self.laws.move_to((self.column, -1.35, 0), aligned_edge=LEFT).set_opacity(DIM)
        self.bears = screen.word("bears", theme.BODY, theme.Y_AXIS, width=room)
        self.bears.move_to((self.column, -2.55, 0), aligned_edge=LEFT)


class EdgeChart:
    """How far out y is with a curvature below the edge, and with one above it.

    Attributes
    ----------
    frame
        Plane and axes of both charts.
    factor
        What a rate of one does to y; dim at first.
    below, above
        The size of y with each curvature; their dials count steps.
    names
        Their names.
    last
        The last steps with the greater curvature, one by one.
    swing
        How far out they are.
    rates, rate, product
        The window of what stands where a rate would, with the value at which y only changes its sign; the curve with
        the greater curvature, whose dial counts steps; and its last value times that curvature.
    """

    size, left, column = (7.4, 4.4), theme.STAGE_LEFT + 0.95, 2.3

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        width, height = self.size
        count, top = len(facts.swings) - 1, 1.7 * facts.swing
        self.plane = Plane((0, count), (0, top), width=width, height=height)
        self.plane.move_to((self.left + width / 2, 0.25, 0))
        axes = self.plane.axes(
            nice_ticks(count, 4),
            nice_ticks(top, 4),
            x_name=screen["steps_axis"],
            y_name=screen["swing_axis"],
            language=screen.language,
        )
        colours = (theme.look("adadelta").colour, theme.WARNING)
        # More points where the way down is steep.
        steps = np.unique(np.concatenate([np.arange(0, 2000, 10), np.linspace(2000, count, 200).astype(int)]))
        self.below, self.above = (
            Curve(
                self.plane,
                np.column_stack([steps, np.abs(facts.swings[steps, rank])]),
                theme.Look(colour, (), "disc"),
                width=width_,
                head=0.2,
            )
            for rank, (colour, width_) in enumerate(zip(colours, (6.0, 4.0), strict=True))
        )
        self.names = [
            plated(screen.word(key, theme.BODY, colour), 0.05)
            for key, colour in zip(("below", "above"), colours, strict=True)
        ]
        self.names[0].next_to(self.plane.to_scene((0.6 * count, 0.0)), UP, buff=0.15)
        middle = abs(facts.swings[count // 2, 1])
        self.names[1].next_to(self.plane.to_scene((0.5 * count, middle)), UP + LEFT, buff=0.15)
        self.swing = plated(screen.word("swing", theme.BODY, theme.WARNING), 0.05)
        self.swing.next_to(self.plane.to_scene((count, facts.swing)), UP, buff=0.2).align_to(
            self.plane.window.get_right() + 0.1 * LEFT, RIGHT
        )
        room = theme.STAGE_RIGHT - self.column
        self.factor = VGroup(
            screen.word("factor", theme.BODY, theme.INK, width=room),
            screen.word("settles", theme.BODY, theme.INK, width=room),
        ).arrange(DOWN, buff=0.25, aligned_edge=LEFT)
        self.factor.move_to((self.column, 2.42, 0), aligned_edge=LEFT).set_opacity(DIM)
        small = Plane((0, LAST), (-1.5 * facts.swing, 1.5 * facts.swing), width=room - 0.3, height=1.0)
        small.move_to((self.column + room / 2, -1.85, 0))
        middle_line = DashedLine(
            small.to_scene((0, 0)), small.to_scene((LAST, 0)), color=theme.MUTED, stroke_width=1.5
        )
        name = screen.word("last_steps", theme.SMALL, theme.MUTED, width=room)
        name.next_to(small, UP, buff=0.15).align_to(small, LEFT)
        self.frame = VGroup(self.plane, axes, small, middle_line, name)
        points = np.column_stack([np.arange(LAST + 1), facts.swings[-LAST - 1 :, 1]])
        self.last = Curve(small, points, theme.Look(theme.WARNING, (), "disc"), width=3.5)
        self._show_rates(facts, screen, room)

    def _show_rates(self, facts: Facts, screen: ScreenText, room: float) -> None:
        """Draw the rate near the value that it comes to, from the start of the swing to its end."""
        count, even, width = len(facts.swing_rates), facts.even_rate, room - 0.85
        plane = Plane((SEEN, count), (2 * even - 1, 1.5 - 0.5 * even), width=width, height=1.2, log_x=True)
        plane.move_to((theme.STAGE_RIGHT - 0.15 - width / 2, 0.7, 0))
        name = screen.word("swing_rate", theme.SMALL, theme.MUTED, width=room)
        name.next_to(plane, UP, buff=0.15).align_to(self.factor, LEFT)
        ends = plane.to_scene([(SEEN, even), (count, even)])
        line = DashedLine(ends[0], ends[1], color=theme.INK, stroke_width=2, dash_length=0.1)
        text = screen.word("even_rate", theme.SMALL, theme.INK)
        text.next_to(line, DOWN, buff=0.1).align_to(plane.window.get_right() + 0.12 * LEFT, RIGHT)
        self.rates = VGroup(plane, plane.axes((), (1.0,), language=screen.language), name, line, text)
        step = screen.word("steps_axis", theme.SMALL, theme.MUTED)
        middle = plane.to_scene((np.sqrt(1e7), plane.y_range[0]))
        self.rates.add(power_ticks(plane, (3, 4), ()), step.move_to(middle + 0.28 * DOWN))
        # On the way down the rate is still far below what the window shows.
        near = np.flatnonzero((facts.swing_rates >= plane.y_range[0]) & (np.arange(count) >= SEEN))
        near = np.unique(np.concatenate([near[:1500:5], near[1500::100], near[-1:]]))
        points = np.column_stack([near + 1, facts.swing_rates[near]])
        self.rate = Curve(plane, points, theme.Look(theme.WARNING, (), "disc"), width=3.5)
        self.product = screen.word("swing_product", theme.BODY, theme.WARNING, width=room)
        self.product.move_to((self.column, -0.48, 0), aligned_edge=LEFT)
