"""A hundred words: how often each comes, and how much of its error two methods leave."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, UL, Circle, VGroup

from optimlib.types import Array
from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, polyline
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts

ERRORS = (5e-4, 100.0)
"""Shares of the first squared error that are seen."""
METHODS = {"gradient_descent": "descent", "adagrad": "adagrad"}
SHARES = theme.Look(theme.YELLOW, (), "disc")


class RareChart:
    """Three windows: shares of samples; errors left; errors left where all words are equally frequent.

    Attributes
    ----------
    shares, bars, shares_notes, equal_shares
        The window of shares, the shares, what their ends are, and the line of equal ones.
    cap, ring
        How far the commonest word lets descent's rate go; a ring around what is left of that word.
    grounds
        The two windows of errors with their axes and titles.
    curves, names
        By window (0, 1) and method: a curve whose dial is the word's rank; what it leaves on average.
    """

    bottom, height = -2.1, 3.4
    lefts, widths = (-5.95, -1.2, 3.05), (3.3, 3.75, 3.45)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        count, shares = facts.words, facts.rare.shares
        top = 1.15 * float(shares[0])
        plane = self._plane(0, (1, count), (0, top))
        ranks = np.arange(1, count + 1)
        self.bars = polyline(
            [plane.to_scene([(rank, 0), (rank, share)]) for rank, share in zip(ranks, shares, strict=True)],
            stroke_color=SHARES.colour,
            stroke_width=2.2,
        )
        axes = plane.axes(
            (1, count // 2, count), (0, 0.1, 0.2), x_name=screen["rank_axis"], language=screen.language
        )
        title = screen.word("curvature", theme.SMALL, SHARES.colour)
        title.move_to((plane.window.get_left()[0] + title.width / 2, plane.window.get_top()[1] + 0.27, 0))
        self.shares = VGroup(plane, axes, title)
        common = screen.word("common", theme.SMALL, SHARES.colour)
        common.move_to(plane.to_scene((4, shares[0])) + np.array([common.width / 2, -0.1, 0.0]))
        rarest = screen.word("rarest", theme.SMALL, SHARES.colour)
        rarest.move_to(plane.to_scene((count, shares[-1])) + np.array([-rarest.width / 2, 0.3, 0.0]))
        self.shares_notes = VGroup(common, rarest)
        descent = theme.look("gradient_descent").colour
        self.cap = VGroup(
            screen.word("cap", theme.SMALL, descent), screen.word("reach", theme.SMALL, descent)
        ).arrange(DOWN, aligned_edge=LEFT, buff=0.14)
        self.cap.move_to(plane.to_scene((10, 0.68 * top)), aligned_edge=LEFT)
        even = polyline(
            [plane.to_scene([(1, 1 / count), (count, 1 / count)])], stroke_color=theme.INK, stroke_width=3
        )
        even_name = screen.word("equal", theme.SMALL)
        even_name.move_to(
            (plane.window.get_right()[0] - even_name.width / 2 - 0.1, plane.to_scene((1, 0.06))[1], 0)
        )
        self.equal_shares = VGroup(even, even_name)
        self.planes = [self._plane(window, (1, count), ERRORS, log_y=True) for window in (1, 2)]
        self.grounds = [
            self._ground(window_plane, key, ticks=rank == 0)
            for rank, (window_plane, key) in enumerate(zip(self.planes, ("unlike", "equal"), strict=True))
        ]
        self.curves = [
            {name: self._curve(window_plane, values[name], name) for name in METHODS}
            for window_plane, values in zip(self.planes, (facts.rare.left, facts.rare.equal), strict=True)
        ]
        self.names = [
            {
                name: self._name(window_plane, f"{prefix}_{key}", theme.look(name).colour, row)
                for row, (name, key) in enumerate(METHODS.items())
            }
            for window_plane, prefix in zip(self.planes, ("rare", "equal"), strict=True)
        ]

        first = self.planes[0].to_scene((1, facts.rare.left["gradient_descent"][0]))
        self.ring = Circle(0.13, color=theme.WARNING, stroke_width=4).move_to(first)

    def _plane(
        self, window: int, x: tuple[float, float], y: tuple[float, float], *, log_y: bool = False
    ) -> Plane:
        width = self.widths[window]
        plane = Plane(x, y, width=width, height=self.height, log_y=log_y)
        return plane.move_to((self.lefts[window] + width / 2, self.bottom + self.height / 2, 0))

    def _ground(self, plane: Plane, key: str, *, ticks: bool) -> VGroup:
        axes = plane.axes(
            (1, self.facts.words // 2, self.facts.words),
            x_name=self.screen["rank_axis"],
            language=self.screen.language,
        )
        title = self.screen.word(key, theme.SMALL)
        title.move_to(plane.window.get_corner(UL) + np.array([0.2, -0.27, 0.0]), aligned_edge=LEFT)
        parts = VGroup(plane, axes, title)
        if ticks:
            name = self.screen.word("left_axis", theme.SMALL, theme.MUTED)
            name.move_to((plane.window.get_left()[0] + name.width / 2, plane.window.get_top()[1] + 0.27, 0))
            parts.add(name, power_ticks(plane, y_powers=range(-3, 1)))
        return parts

    def _curve(self, plane: Plane, left: Array, name: str) -> Curve:
        points = np.column_stack([np.arange(1, len(left) + 1), left])
        return Curve(plane, points, theme.look(name), width=3.5, head=0.16)

    def _name(self, plane: Plane, key: str, colour: str, row: int) -> VGroup:
        text = plated(self.screen.word(key, theme.SMALL, colour), 0.04)
        corner = plane.window.get_corner(UL)
        text.move_to(corner + np.array([0.2, -0.63 - 0.36 * row, 0.0]), aligned_edge=LEFT)
        return text
