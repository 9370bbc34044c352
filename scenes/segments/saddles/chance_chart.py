"""The chance of a minimum against the size of the matrix: coins, and the truth, on a logarithmic axis."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, DoubleArrow, Line, Square, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import Facts

COINS = theme.Look(theme.INK, (0.16, 0.1), "ring")
TRUTH = theme.Look(theme.GOAL, (), "disc")


class ChanceChart:
    """A chart at the left, and both chances at its end as areas beside it.

    Attributes
    ----------
    frame
        Axes, and of which matrices it is true.
    coins, truth
        Both lines; their dials are sizes.
    dots
        A marker at every size, of both.
    names
        Of both lines, at the lines.
    drawn
        Rings at what was measured, and what they are.
    areas
        Both chances at the largest size as areas.
    six, one
        What these show, in order: the coins, the truth, and among how many matrices there is one.
    """

    width, height, middle = 7.6, 4.5, (-2.05, 0.25, 0.0)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        sizes = np.arange(1, facts.size + 1)
        low = int(np.floor(np.log10(facts.chance_last)))
        self.plane = Plane(
            (0.7, facts.size + 0.6), (10.0**low, 1.5), width=self.width, height=self.height, log_y=True
        )
        self.plane.move_to(self.middle)
        axes = self.plane.axes(
            sizes, x_name=screen["size_axis"], y_name=screen["chance_axis"], language=screen.language
        )
        axes.add(power_ticks(self.plane, y_powers=range(low, 1)))
        self.frame = VGroup(self.plane, axes)
        ensemble = screen.word("ensemble", theme.SMALL, theme.MUTED)
        ensemble.move_to(
            self.plane.window.get_corner(np.array([-1.0, -1.0, 0.0]))
            + np.array([0.25 + ensemble.width / 2, 0.3, 0])
        )
        self.ensemble = ensemble
        self.coins = Curve(self.plane, np.column_stack([sizes, facts.told]), COINS, width=4.5, head=0)
        self.truth = Curve(self.plane, np.column_stack([sizes, facts.chances]), TRUTH, width=5, head=0)
        self.dots = [
            VGroup(
                *(
                    marker(look.marker, 0.2, look.colour).move_to(self.plane.to_scene(point))
                    for point in zip(sizes, values, strict=True)
                )
            )
            for look, values in ((COINS, facts.told), (TRUTH, facts.chances))
        ]
        told = screen.word("told", theme.BODY)
        exact = screen.word("exact", theme.BODY, theme.GOAL)
        told.move_to(self.plane.to_scene((4.0, facts.told[3])) + np.array([0.35, 0.45, 0]))
        exact.move_to(
            self.plane.to_scene((4.0, facts.chances[3])) + np.array([-0.35 - exact.width / 2, -0.3, 0])
        )
        self.names = [told, exact]
        rings = VGroup(
            *(
                marker("ring", 0.4, theme.INK).move_to(self.plane.to_scene(point)).set_fill(opacity=0)
                for point in zip(sizes, facts.measured, strict=False)
            )
        )
        drawn = screen.word("measured", theme.SMALL)
        sign = marker("ring", 0.32, theme.INK).set_fill(opacity=0)
        key = VGroup(sign, drawn).arrange(RIGHT, buff=0.15)
        corner = self.plane.window.get_corner(DOWN + LEFT)
        key.move_to(corner + np.array([0.25 + key.width / 2, 1.5, 0]))
        self.drawn = VGroup(rings, key)
        top, bottom = self.plane.to_scene([(facts.size, facts.told_last), (facts.size, facts.chance_last)])
        gap = np.array([0.0, 0.2, 0.0])
        arrow = DoubleArrow(top - gap, bottom + gap, buff=0, color=theme.INK, stroke_width=4, tip_length=0.2)
        self.areas = areas = ChanceAreas(facts, screen)
        self.six = [areas.coins, VGroup(arrow, areas.truth)]
        self.one = areas.one
        self.real = screen.word("real", theme.SMALL)
        self.real.move_to(corner + np.array([0.25 + self.real.width / 2, 0.85, 0]))


class ChanceAreas:
    """A square for all matrices of the largest size, and in it, to scale, how many have no negative eigenvalue.

    Attributes
    ----------
    whole
        The square, and what it stands for.
    coins, truth
        The share that coins would say, and the true one, which only a lens shows; each with its number.
    one
        How many times the first is too large, and among how many matrices there is one.
    """

    side, left, top = 3.9, 2.55, 2.3
    radius = 0.55

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        corner = np.array([self.left, self.top, 0.0])
        frame = Square(self.side, stroke_color=theme.MUTED, stroke_width=2, fill_color=theme.FAINT)
        frame.set_fill(opacity=0.45).move_to(corner, aligned_edge=UP + LEFT)
        name = screen.word("areas", theme.SMALL, theme.MUTED)
        self.whole = VGroup(frame, name.move_to(corner + 0.28 * UP, aligned_edge=LEFT))
        coins = self._share(facts.told_last, theme.INK).move_to(
            corner + 0.35 * (RIGHT + DOWN), aligned_edge=UP + LEFT
        )
        told = screen.word("told_last", theme.HEADING).next_to(coins, RIGHT, buff=0.25)
        speck = self._share(facts.chance_last, theme.GOAL)
        speck.move_to(corner + np.array([0.35, -1.85, 0.0]))
        lens = Circle(
            self.radius, color=theme.MUTED, stroke_width=2.5, fill_color=theme.BACKGROUND, fill_opacity=1
        )
        lens.move_to(corner + np.array([0.95, -2.75, 0.0]))
        large = self._share(facts.chance_last, theme.GOAL).scale(facts.lens).move_to(lens)
        rays = VGroup(
            *(
                Line(speck.get_center(), touch, color=theme.MUTED, stroke_width=2)
                for touch in _tangents(speck.get_center(), lens.get_center(), self.radius)
            )
        )
        exact = screen.word("chance_last", theme.HEADING, theme.GOAL)
        exact.next_to(lens, RIGHT, buff=0.2).shift(0.2 * UP)
        enlarged = screen.word("enlarged", theme.SMALL, theme.MUTED)
        enlarged.next_to(exact, DOWN, buff=0.2, aligned_edge=LEFT)
        apart = screen.word("too_large", theme.BODY)
        apart.move_to((told.get_left()[0], coins.get_y() - 0.85, 0), aligned_edge=LEFT)
        self.coins = VGroup(coins, told)
        self.truth = VGroup(speck, rays, lens, large, exact, enlarged, apart)
        one = screen.word("one_in", theme.BODY, theme.GOAL)
        self.one = one.move_to((self.left, self.top - self.side - 0.4, 0), aligned_edge=LEFT)

    def _share(self, chance: float, colour: str) -> Square:
        """Return a square that is such a share of the whole."""
        return Square(self.side * float(np.sqrt(chance)), stroke_width=0, fill_color=colour, fill_opacity=1)


def _tangents(point: np.ndarray, centre: np.ndarray, radius: float) -> list[np.ndarray]:
    """Return where the two lines from a point touch a circle."""
    away = point - centre
    reach = float(np.linalg.norm(away))
    along, across = away / reach, np.array([-away[1], away[0], 0.0]) / reach
    cosine = radius / reach
    sine = float(np.sqrt(1 - cosine**2))
    return [centre + radius * (cosine * along + side * sine * across) for side in (-1.0, 1.0)]
