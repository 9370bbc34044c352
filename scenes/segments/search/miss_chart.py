"""How often turned valleys are missed: every valley as a point over its turn, and the share over κ."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, DashedLine, VGroup, VMobject

from scenes import theme
from scenes.components.axes.curve_point import CurvePoint
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.dial import Course, Dialled, geometric
from scenes.components.text.label import ScreenText, label
from scenes.components.text.number import Number

from .facts import MOST_TURNED, NEAR, Facts
from .well_view import DIVIDED

MISSED = theme.Look(theme.WARNING, (), "disc")
FOUND = theme.Look(DIVIDED.colour, (), "disc")
"""Divide and conquer as a curve: a line without gaps."""
LEAST = 1e-6


class MissDots(Dialled):
    """Where the search of each valley ends, over the valley's turn; ``dial`` is the condition number.

    :meth:`reveal` says how many of them are seen.
    """

    def __init__(self, plane: Plane, facts: Facts) -> None:
        super().__init__()
        self.plane, self.ensemble, self.levels = plane, facts.ensemble, facts.levels
        self.hits, self.misses = (
            VMobject(stroke_width=0, fill_color=colour, fill_opacity=0.9)
            for colour in (theme.GOAL, MISSED.colour)
        )
        self.add(self.hits, self.misses)
        self.seen = len(self.ensemble.angles)
        self.set_dial(1.0)

    def reveal(self, share: float) -> None:
        """Show the first share of the valleys."""
        self.seen = round(share * len(self.ensemble.angles))
        self.show(self.dial)

    def show(self, dial: float) -> None:
        """Place a square for each valley."""
        away = self.ensemble.miss(dial, self.levels)
        spots = self.plane.to_scene(
            np.stack([np.degrees(self.ensemble.angles), np.maximum(away, LEAST)], axis=-1)
        )
        corner = 0.045 * np.array([(-1, -1, 0), (1, -1, 0), (1, 1, 0), (-1, 1, 0), (-1, -1, 0)])
        seen = np.arange(len(away)) < self.seen
        for squares, chosen in ((self.hits, seen & (away <= NEAR)), (self.misses, seen & (away > NEAR))):
            set_pieces(squares, list(spots[chosen][:, None] + corner))


class MissChart:
    """Two windows that follow one condition number.

    Attributes
    ----------
    left_ground, right_ground
        Windows and axes.
    threshold, shown
        From where on a valley is missed; how many there are.
    dots, curve, point
        The valleys; the share that is missed, as far as it is told; where one stands on it.
    kappa_name, kappa, share
        The condition number, live, and the share at ours.
    curve_name
        What the curve is called.
    """

    size, bottom = (4.9, 4.3), -2.0

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts = facts
        width, height = self.size
        self.left = Plane((0.0, 180.0), (LEAST, 1.0), width=width, height=height, log_y=True)
        self.left.move_to((-5.75 + width / 2, self.bottom + height / 2, 0))
        right_width = 3.9
        self.right = Plane((1.0, MOST_TURNED), (0.0, 1.0), width=right_width, height=height, log_x=True)
        self.right.move_to((6.4 - right_width / 2, self.bottom + height / 2, 0))
        line = DashedLine(
            *self.left.to_scene([(0.0, NEAR), (180.0, NEAR)]), color=theme.MUTED, stroke_width=3
        )
        lower = VGroup(
            self.left.axes(
                (0, 90, 180),
                x_name=screen["angle_axis"],
                y_name=screen["miss_axis"],
                x_form="d",
                language=screen.language,
                size=theme.BODY,
            ),
            *(self._power(power) for power in (0, -3, -6)),
        )
        upper = self.right.axes(
            (1, 10, 100),
            x_name=screen["condition_axis"],
            y_name=screen["share_axis"],
            x_form="d",
            language=screen.language,
            size=theme.BODY,
        )
        percents = VGroup(*(self._percent(share) for share in (0.0, 0.5, 1.0)))
        self.shown = screen.word("shown", theme.SMALL, theme.MUTED)
        self.shown.move_to(self._beside(0.3) + np.array([self.shown.width / 2, 0.0, 0.0]))
        name = screen.word("limit", theme.SMALL, MISSED.colour)
        name.move_to(self._beside(NEAR) + np.array([name.width / 2, 0.0, 0.0]))
        finest = screen.word("finest", theme.SMALL, theme.MUTED)
        finest.move_to(self._beside(facts.finest) + np.array([finest.width / 2, 0.0, 0.0]))
        cell = DashedLine(
            *self.left.to_scene([(0.0, facts.finest), (180.0, facts.finest)]),
            color=theme.FAINT,
            stroke_width=2.5,
        )
        self.threshold = VGroup(line, name, cell, finest)
        self.left_ground, self.right_ground = VGroup(self.left, lower), VGroup(self.right, upper, percents)
        self.dots = MissDots(self.left, facts)
        points = np.stack([facts.conditions, facts.shares], axis=-1)
        self.curve = Curve(self.right, points, FOUND, width=5, head=0)
        self.point = CurvePoint(self.right, self._share, 1.0, FOUND, size=0.28)
        name, sign = screen.word("kappa", theme.BODY), label("$kappa =$", theme.BODY)
        corner = self.right.to_scene((MOST_TURNED, 0.0)) + np.array([-0.15, 0.78, 0.0])
        name.move_to(corner - np.array([name.width / 2, 0.0, 0.0]))
        sign.move_to(name.get_left() + np.array([sign.width / 2, -0.45, 0.0]))
        self.kappa_name = VGroup(name, sign)
        self.kappa = Number(1.0, ".0f", theme.BODY, theme.INK)
        base = float(np.median([letter.get_bottom()[1] for letter in sign]))
        self.kappa.place((sign.get_right()[0] + 0.12, base, 0.0))
        at = self.right.to_scene((facts.condition, facts.missed_share))
        self.share = Number(100 * facts.missed_share, ".0f", 44, DIVIDED.colour, suffix="%", anchor="left")
        self.share.move_to(at + np.array([0.75, -0.55, 0.0]))
        self.curve_name = screen.word("divided_curve", theme.SMALL, DIVIDED.colour)
        self.curve_name.move_to(self.right.to_scene((1.0, 0.0)) + np.array([0.0, 1.35, 0.0]))
        self.curve_name.shift((1.8 + self.curve_name.width / 2) * RIGHT)

    def _beside(self, distance: float) -> np.ndarray:
        """Return the place for a text to the right of the valleys."""
        return np.asarray(self.left.to_scene((180.0, distance)) + np.array([0.12, 0.0, 0.0]))

    def _share(self, condition: float) -> float:
        return float(np.interp(np.log(condition), np.log(self.facts.conditions), self.facts.shares))

    def _power(self, power: int) -> VGroup:
        text = label(f"$10^({power})$" if power else "$1$", theme.BODY, theme.MUTED)
        at = self.left.to_scene((0.0, 10.0**power))
        return VGroup(text.move_to(at + np.array([-0.14 - text.width / 2, 0.0, 0.0])))

    def _percent(self, share: float) -> Number:
        number = Number(100 * share, ".0f", theme.BODY, theme.MUTED, suffix="%")
        at = self.right.to_scene((1.0, share))
        number.move_to(at + np.array([-0.26 - number.width / 2, 0.0, 0.0]))
        return number

    def sweep(self, first: float, last: float) -> Course:
        """Let the condition number grow, and all that depends on it."""
        pace = geometric(first, last)

        def show(share: float) -> None:
            condition = first + pace(share) * (last - first)
            self.dots.set_dial(condition)
            self.curve.set_dial(condition)
            self.point.set_dial(condition)
            self.kappa.set_dial(condition)

        return Course(VGroup(self.dots, self.curve, self.point, self.kappa), show)
