"""Why there is a floor, and where: what noise adds and the bowl removes; then floors against rate over batch size."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane, nice_ticks, polyline
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import Label, ScreenText

from .data_window import DataWindow
from .facts import FLOOR_RATES, FLOOR_SIZES, Facts
from .gradient_map import GradientMap

ADDED, REMOVED = theme.GRADIENT, theme.GOAL
MARKS = ("disc", "ring", "diamond")
"""How floors at each rate are drawn."""


class Balance:
    """Both flows against the excess cost, at one rate and batch size; it takes the left half of the stage.

    Attributes
    ----------
    ground, added, removed
        Window and axes; what a step adds, which does not depend on the cost, and what it removes; each with its name.
    meeting
        Where both are equal, and the formula of it.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        (x, y), (width, height) = DataWindow.corner, DataWindow.size
        rate, curvature = facts.learning_rate, facts.curvature
        floor = facts.small_rate_floor(rate, facts.balance_size)
        flow = 2 * rate * curvature * floor
        last, top = 2.4 * floor, 2.6 * flow
        plane = Plane((0, last), (0, top), width=width, height=height)
        plane.move_to((x + width / 2, y + height / 2, 0))
        axes = plane.axes(
            nice_ticks(last, 3),
            (0,),
            x_name=screen["excess_axis"],
            y_name=screen["flow"],
            language=screen.language,
        )
        self.ground = VGroup(plane, axes)
        window = plane.window
        left, right = window.get_left()[0], window.get_right()[0]
        line = plane.to_scene([(0, flow), (last, flow)])
        name = screen.word("adds", theme.SMALL, ADDED)
        name.move_to((right - name.width / 2 - 0.15, line[0][1] - 0.32, 0))
        self.added = VGroup(polyline([line], stroke_color=ADDED, stroke_width=5), name)
        share = top / (2 * rate * curvature * last)
        line = plane.to_scene([(0, 0), (last * min(share, 1.0), top * min(1 / share, 1.0))])
        name = screen.word("removes", theme.SMALL, REMOVED)
        name.move_to((left + name.width / 2 + 0.2, plane.to_scene((0, 2.2 * flow))[1], 0))
        self.removed = VGroup(polyline([line], stroke_color=REMOVED, stroke_width=5), name)
        here, foot = plane.to_scene([(floor, flow), (floor, 0)])
        dot = marker("disc", 0.24, theme.INK, rim=True).move_to(here)
        formula = screen.word("balance", theme.BODY)
        formula.move_to((foot[0] + 0.2 + formula.width / 2, foot[1] + 0.55, 0))
        self.meeting = VGroup(DashedLine(here, foot, color=theme.INK, stroke_width=3), dot, formula)


class FloorLaw:
    """Measured floors of several rates and batch sizes on both axes logarithmic; it takes the place of the map.

    Attributes
    ----------
    ground, line
        Window, axes and what was measured; the law at small rates with its name.
    dots, key
        A group of measured floors for each rate; how each rate is drawn.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        (x, y), (width, height) = GradientMap.corner, GradientMap.size
        ratios = np.array(FLOOR_RATES)[:, None] * facts.learning_rate / np.array(FLOOR_SIZES)
        low, high = ratios.min() / 1.6, ratios.max() * 1.6
        law = facts.small_rate_floor(1.0, 1)
        plane = Plane(
            (low, high),
            (low * law / 1.5, high * law * 1.8),
            width=width,
            height=height,
            log_x=True,
            log_y=True,
        )
        plane.move_to((x + width / 2, y + height / 2, 0))
        powers = (0.001, 0.01, 0.1, 1.0)
        axes = plane.axes(
            [power for power in powers if low < power < high],
            [power for power in powers if plane.y_range[0] < power < plane.y_range[1]],
            x_name=screen["ratio_axis"],
            y_name=screen["floors"],
            language=screen.language,
        )
        self.ground = VGroup(plane, axes)
        window = plane.window
        ends = plane.to_scene([(at, at * law) for at in (low, high)])
        name = plated(screen.word("proportional", theme.BODY))
        name.move_to((window.get_right()[0] - name.width / 2 - 0.2, window.get_bottom()[1] + 0.5, 0))
        self.line = VGroup(polyline([ends], stroke_color=theme.INK, stroke_width=3.5), name)
        self.dots, rows = VGroup(), VGroup()
        for mark, colour, share, row, floors in zip(
            MARKS, (theme.GRADIENT, theme.INK, theme.SKY), FLOOR_RATES, ratios, facts.floors, strict=True
        ):
            places = plane.to_scene(np.stack([row, floors], axis=-1))
            self.dots.add(VGroup(*(self._dot(mark, colour).move_to(place) for place in places)))
            text: Label = screen.set(f"$eta = {share * facts.learning_rate:g}$", theme.SMALL, colour)
            rows.add(VGroup(self._dot(mark, colour), text).arrange(buff=0.15))
        rows.arrange(np.array([0.0, -1.0, 0.0]), buff=0.14, aligned_edge=np.array([-1.0, 0.0, 0.0]))
        rows.move_to(
            (window.get_left()[0] + rows.width / 2 + 0.25, window.get_top()[1] - rows.height / 2 - 0.2, 0)
        )
        self.key = rows

    @staticmethod
    def _dot(mark: theme.Marker, colour: str) -> VGroup:
        dot = marker(mark, 0.3 if mark == "ring" else 0.2, colour)
        return dot.set_fill(opacity=0) if mark == "ring" else dot
