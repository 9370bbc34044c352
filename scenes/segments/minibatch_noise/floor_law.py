"""Why there is a floor, and where: what noise adds and the bowl removes; then floors against rate over batch size."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject

from scenes import theme
from scenes.components.axes.plane import Plane, nice_ticks, polyline, set_pieces
from scenes.components.axes.trajectory_path import dashed
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import Label, ScreenText, stand
from scenes.components.text.number import Number

from .data_window import DataWindow
from .facts import FLOOR_RATES, FLOOR_SIZES, Facts
from .gradient_map import GradientMap

ADDED, REMOVED = theme.GRADIENT, theme.GOAL
MARKS = ("disc", "ring", "diamond")
"""How floors at each rate are drawn."""


class Balance:
    """Both flows against the excess cost, for batch sizes at one rate: the left half of the stage.

    Attributes
    ----------
    plane, axes, added, removed
        Window; ticks and names; what a step adds, whatever the cost, and what it removes; each with its name.
    meeting
        Where both are equal.
    reads
        The batch size, and the formula of that point with its value.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        (x, y), (width, height) = DataWindow.corner, DataWindow.size
        self.facts = facts
        rate, curvature = facts.learning_rate, facts.curvature
        self.removal = 2 * rate * curvature
        floor = facts.small_rate_floor(rate, facts.balance_size)
        last, top = 2.4 * floor, 2.6 * self.removal * floor
        self.plane = Plane((0, last), (0, top), width=width, height=height)
        self.plane.move_to((x + width / 2, y + height / 2, 0))
        self.axes = self.plane.axes(
            nice_ticks(last, 3),
            (0,),
            x_name=screen["excess_axis"],
            y_name=screen["flow"],
            language=screen.language,
        )
        window = self.plane.window
        left, self.right, high = window.get_left()[0] + 0.2, window.get_right()[0], window.get_top()[1]
        self.line = VMobject(stroke_color=ADDED, stroke_width=5)
        self.name = screen.word("adds", theme.SMALL, ADDED)
        self.added = VGroup(self.line, self.name)
        share = top / (self.removal * last)
        line = self.plane.to_scene([(0, 0), (last * min(share, 1.0), top * min(1 / share, 1.0))])
        name = screen.word("removes", theme.SMALL, REMOVED)
        name.move_to((left + name.width / 2, high - 0.4, 0))
        self.removed = VGroup(polyline([line], stroke_color=REMOVED, stroke_width=5), name)
        self.drop = VMobject(stroke_color=theme.INK, stroke_width=3)
        self.dot = marker("disc", 0.24, theme.INK, rim=True)
        self.meeting = VGroup(self.drop, self.dot)
        self.reads = VGroup()
        self.numbers: list[Number] = []
        for source, form, down in (("$B =$", "d", 1.1), (screen["balance"], ".3f", 1.75)):
            base = high - down
            text = stand(screen.set(source, theme.BODY), base)
            text.move_to((left + text.width / 2, text.get_y(), 0))
            number = Number(1, form, theme.BODY).place((left + text.width + 0.14, base, 0))
            self.reads.add(VGroup(text, number))
            self.numbers.append(number)
        self.stand(float(facts.balance_size))

    def stand(self, batch_size: float) -> None:
        """Show what holds for a batch size; the numbers are those of the nearest whole one."""
        rate = self.facts.learning_rate
        floor = self.facts.small_rate_floor(rate, 1) / batch_size
        here, foot = self.plane.to_scene([(floor, self.removal * floor), (floor, 0)])
        start, end = self.plane.window.get_left()[0], self.right
        set_pieces(self.line, [np.array([(start, here[1], 0.0), (end, here[1], 0.0)])])
        self.name.move_to((end - self.name.width / 2 - 0.1, here[1] + 0.24, 0))
        set_pieces(self.drop, dashed([np.array([here, foot])], (0.06, 0.05)))
        self.dot.move_to(here)
        size, value = self.numbers
        size.set_dial(round(batch_size))
        value.set_dial(self.facts.small_rate_floor(rate, round(batch_size)))


class FloorLaw:
    """Measured floors of several rates and batch sizes on both axes logarithmic; it takes the place of the map.

    Attributes
    ----------
    plane, axes, line
        Window; ticks and what was measured; the law at small rates with its name.
    dots, key
        A group of measured floors for each rate; how each rate is drawn.
    gap
        How far the top floor lies above the law, and both numbers.
    rider
        The point of the law at one rate and batch size: see :meth:`stand`.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        (x, y), (width, height) = GradientMap.corner, GradientMap.size
        ratios = np.array(FLOOR_RATES)[:, None] * facts.learning_rate / np.array(FLOOR_SIZES)
        low, high = ratios.min() / 1.6, ratios.max() * 1.6
        law = facts.small_rate_floor(1.0, 1)
        self.facts = facts
        plane = self.plane = Plane(
            (low, high),
            (low * law / 1.5, high * law * 1.8),
            width=width,
            height=height,
            log_x=True,
            log_y=True,
        )
        plane.move_to((x + width / 2, y + height / 2, 0))
        powers = (0.001, 0.01, 0.1, 1.0)
        self.axes = plane.axes(
            [power for power in powers if low < power < high],
            [power for power in powers if plane.y_range[0] < power < plane.y_range[1]],
            x_name=screen["ratio_axis"],
            y_name=screen["floors"],
            language=screen.language,
        )
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
        self.gap = self._gap(screen)
        self.rider = marker("disc", 0.24, theme.INK, rim=True)
        self.stand(float(facts.balance_size))

    def _gap(self, screen: ScreenText) -> VGroup:
        """Draw a bracket from the law to the top floor, right of both, a number at each end."""
        facts = self.facts
        values = (facts.top_law, facts.top_floor)
        low, high = self.plane.to_scene([(facts.learning_rate, value) for value in values])
        out, aside = np.array([0.2, 0.0, 0.0]), np.array([0.3, 0.0, 0.0])
        bracket = polyline(
            [np.array([low + out, low + aside, high + aside, high + out])],
            stroke_color=theme.INK,
            stroke_width=3,
        )
        law, floor = (screen.set(f"${value:.2f}$", theme.SMALL) for value in values)
        floor.move_to(high - out - np.array([floor.width / 2, -0.05, 0.0]))
        law.move_to(low + np.array([0.1, -0.36, 0.0]))
        return VGroup(bracket, floor.set_color(theme.GRADIENT), law)

    def stand(self, batch_size: float) -> None:
        """Put the point of the law where the balance has it."""
        rate = self.facts.learning_rate
        floor = self.facts.small_rate_floor(rate, 1) / batch_size
        self.rider.move_to(self.plane.to_scene((rate / batch_size, floor)))

    @staticmethod
    def _dot(mark: theme.Marker, colour: str) -> VGroup:
        dot = marker(mark, 0.3 if mark == "ring" else 0.2, colour)
        return dot.set_fill(opacity=0) if mark == "ring" else dot
