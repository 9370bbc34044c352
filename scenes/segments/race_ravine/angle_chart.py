"""Every angle of the valley, each method at the best rate for that angle; beside it, the valley at the angle."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, DashedLine, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import plated

from .cast import Cast, bracket, written
from .disc import TurningDisc
from .facts import ANGLES, TURN
from .line_names import line_names

CHART, CORNER = (8.6, 4.3), (-5.75, -2.05)
LEAST, MOST = 1e-4, 1.0
COLUMN, EDGE = 3.3, 6.68


class AngleChart:
    """Losses over the angle.

    Attributes
    ----------
    ground
        Plane and axes.
    disc
        The valley, turned by the angle.
    curves, names
        By racer.
    cross
        Where AdaGrad's curve meets plain descent's, with the angle.
    below
        That AdaGrad has no best rate where the chart begins.
    table, told, ties
        Who runs, by racer its loss at the last angle, and brackets at those that tie.
    """

    def __init__(self, cast: Cast) -> None:
        self.cast, facts, screen = cast, cast.facts, cast.screen
        width, height = CHART
        self.plane = Plane((0.0, TURN), (LEAST, MOST), width=width, height=height, log_y=True)
        self.plane.move_to((CORNER[0] + width / 2, CORNER[1] + height / 2, 0))
        axes = self.plane.axes(
            (0, 15, 30, 45), x_name=screen["angle_axis"], y_name=screen["best_axis"], language=screen.language
        )
        self.ground = VGroup(self.plane, axes, power_ticks(self.plane, (), range(-4, 1)))
        self.curves, self.told = {}, {}
        heading = screen.word("at_turn", theme.SMALL, theme.MUTED)
        losses_there = {key: racer.fair_turned.least for key, racer in cast.racers.items()}
        lowest, heights = cast.by(losses_there), {}
        self.table = VGroup(heading.move_to((COLUMN, 0.48, 0), aligned_edge=LEFT))
        for key, racer in cast.racers.items():
            look = cast.look(key)
            losses = np.array([tuned.least for tuned in racer.angles])
            self.curves[key] = Curve(
                self.plane, np.stack([ANGLES, np.maximum(losses, 1e-30)], axis=-1), look, width=3.8, head=0.22
            )
            y = heights[key] = -0.02 - 0.56 * lowest.index(key)
            self.table.add(cast.signed(key).move_to((COLUMN, y, 0), aligned_edge=LEFT))
            number = written(racer.fair_turned.least, theme.BODY, look.colour)
            self.told[key] = number.move_to((EDGE - 0.25, y, 0), aligned_edge=RIGHT)
        self.ties = VGroup(
            *(
                bracket(EDGE - 0.03, heights[keys[0]] + 0.16, heights[keys[-1]] - 0.16)
                for keys in cast.tied(losses_there)
                if len(keys) > 1
            )
        )
        self.disc = TurningDisc(np.zeros(2), 9.0, 1.05, np.array([(COLUMN + EDGE) / 2, 1.9, 0.0]))
        self.goal = Goal(0.13).move_to(self.disc.middle)
        self.below = screen.word("below_chart", theme.SMALL, cast.look("adagrad").colour)
        corner = self.plane.window.get_corner(DOWN + LEFT)
        self.below.move_to(corner + np.array([0.15, 0.45, 0.0]), aligned_edge=LEFT)
        self.names = line_names(
            cast,
            self.plane,
            self.curves,
            {
                "gradient_descent": (36.0, 4.0, 6.0),
                "momentum": (4.0, 6.0, 12.0),
                "adagrad": (14.0, 16.0, 18.0),
                "adam": (17.0, 20.0, 14.0),
                "guest": (5.0, 10.0, 30.0, 38.0),
            },
            [self.below],
        )
        at = (facts.cross, facts.plain.fair.least)
        foot, here = self.plane.to_scene([(facts.cross, LEAST), at])
        number = screen.set(f"{facts.cross:.0f}°", theme.BODY)
        self.cross = VGroup(
            DashedLine(foot, here, color=theme.INK, stroke_width=2),
            marker("ring", 0.3, theme.INK).set_fill(opacity=0).move_to(here),
            plated(number, 0.06).move_to(foot + np.array([0.5, 0.35, 0.0])),
        )
