"""How often turned valleys are missed: every valley as a point over its turn, and the share over κ."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, VGroup, VMobject

from scenes import theme
from scenes.components.axes.curve_point import CurvePoint
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.dial import Course, Dialled, geometric
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText, label
from scenes.components.text.number import Number

from .facts import MOST_TURNED, NEAR, Facts

MISSED = theme.Look(theme.WARNING, (), "disc")
LEAST = 1e-6


class MissDots(Dialled):
    """Where the search of each valley ends, over the valley's turn; ``dial`` is the condition number."""

    def __init__(self, plane: Plane, facts: Facts) -> None:
        super().__init__()
        self.plane, self.ensemble, self.levels = plane, facts.ensemble, facts.levels
        self.hits, self.misses = (
            VMobject(stroke_width=0, fill_color=colour, fill_opacity=0.9)
            for colour in (theme.GOAL, MISSED.colour)
        )
        self.add(self.hits, self.misses)
        self.set_dial(1.0)

    def show(self, dial: float) -> None:
        """Place a square for each valley."""
        away = self.ensemble.miss(dial, self.levels)
        spots = self.plane.to_scene(
            np.stack([np.degrees(self.ensemble.angles), np.maximum(away, LEAST)], axis=-1)
        )
        corner = 0.045 * np.array([(-1, -1, 0), (1, -1, 0), (1, 1, 0), (-1, 1, 0), (-1, -1, 0)])
        for squares, chosen in ((self.hits, away <= NEAR), (self.misses, away > NEAR)):
            set_pieces(squares, list(spots[chosen][:, None] + corner))


class MissChart:
    """Two windows that follow one condition number.

    Attributes
    ----------
    ground
        Windows and axes.
    threshold, shown
        From where on a valley is missed; how many there are.
    dots, curve, point
        The valleys; the share that is missed, as far as it is told; where one stands on it.
    kappa, share
        The condition number, live, and the share at ours.
    """

    size, bottom = (6.1, 4.3), -2.0

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts = facts
        width, height = self.size
        self.left = Plane((0.0, 180.0), (LEAST, 1.0), width=width, height=height, log_y=True)
        self.left.move_to((-5.75 + width / 2, self.bottom + height / 2, 0))
        right_width = 4.7
        self.right = Plane((1.0, MOST_TURNED), (0.0, 1.0), width=right_width, height=height, log_x=True)
        self.right.move_to((6.4 - right_width / 2, self.bottom + height / 2, 0))
        line = DashedLine(
            *self.left.to_scene([(0.0, NEAR), (180.0, NEAR)]), color=theme.MUTED, stroke_width=3
        )
        lower = VGroup(
            self.left.axes(
                (0, 45, 90, 135, 180),
                x_name=screen["angle_axis"],
                y_name=screen["miss_axis"],
                x_form="d",
                language=screen.language,
            ),
            *(self._power(power) for power in (0, -3, -6)),
        )
        upper = self.right.axes(
            (1, 10, 100),
            x_name=screen["condition_axis"],
            y_name=screen["share_axis"],
            x_form="d",
            language=screen.language,
        )
        percents = VGroup(*(self._percent(share) for share in (0.0, 0.5, 1.0)))
        self.shown = screen.word("shown", theme.SMALL, theme.MUTED)
        top = self.left.to_scene((180.0, 1.0))
        self.shown.move_to(top + np.array([-self.shown.width / 2, 0.26, 0.0]))
        name = plated(screen.word("threshold", theme.SMALL, MISSED.colour), 0.06)
        name.move_to(self.left.to_scene((180.0, NEAR)) + np.array([-0.1 - name.width / 2, 0.25, 0.0]))
        self.threshold = VGroup(line, name)
        self.ground = VGroup(self.left, self.right, lower, upper, percents)
        self.dots = MissDots(self.left, facts)
        points = np.stack([facts.conditions, facts.shares], axis=-1)
        self.curve = Curve(self.right, points, MISSED, width=5, head=0)
        self.point = CurvePoint(self.right, self._share, 1.0, MISSED, size=0.28)
        self.kappa_name = label("$kappa =$", theme.HEADING)
        corner = self.right.to_scene((1.0, 1.0)) + np.array([0.3, -0.5, 0.0])
        self.kappa_name.move_to(corner + np.array([self.kappa_name.width / 2, 0.06, 0.0]))
        self.kappa = Number(1.0, ".0f", theme.HEADING, theme.INK)
        self.kappa.place(corner + np.array([self.kappa_name.width + 0.15, 0.0, 0.0]))
        at = self.right.to_scene((facts.condition, facts.missed_share))
        self.share = Number(100 * facts.missed_share, ".0f", 44, MISSED.colour, suffix="%", anchor="left")
        self.share.move_to(at + np.array([0.75, -0.5, 0.0]))

    def _share(self, condition: float) -> float:
        return float(np.interp(np.log(condition), np.log(self.facts.conditions), self.facts.shares))

    def _power(self, power: int) -> VGroup:
        text = label(f"$10^({power})$" if power else "$1$", theme.SMALL, theme.MUTED)
        at = self.left.to_scene((0.0, 10.0**power))
        return VGroup(text.move_to(at + np.array([-0.14 - text.width / 2, 0.0, 0.0])))

    def _percent(self, share: float) -> Number:
        number = Number(100 * share, ".0f", theme.SMALL, theme.MUTED, suffix="%")
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
