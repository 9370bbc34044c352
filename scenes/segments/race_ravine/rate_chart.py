"""The fair race: every learning rate of every method, by the mean late loss over starts all around the valley."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, Dot, VGroup

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, polyline
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.number import Number

from .cast import Cast, written
from .facts import START, Facts, valley
from .line_names import line_names
from .tuning import RATES, level_starts

CHART, CORNER = (7.9, 4.35), (-5.9, -2.1)
LEAST, MOST = 1e-3, 20.0
COLUMN, EDGE = 2.75, 6.68
INSET = (EDGE - COLUMN, 1.62)
TOP, PITCH = 0.05, 0.56


class RateChart:
    """All rates of all racers.

    Attributes
    ----------
    ground
        Plane and axes.
    starts
        A little map with the starts, which are all as high.
    curves
        By racer; a racer without a rate to choose has none.
    names
        What its curves are called.
    pictured
        Rings at the rates of the source's picture, and what they are.
    bests
        By racer, the marker at its best rate.
    rows
        By racer, its best rate and its loss; ``heading`` above them.
    """

    def __init__(self, cast: Cast) -> None:
        self.cast, facts, screen = cast, cast.facts, cast.screen
        width, height = CHART
        self.plane = Plane(
            (float(RATES[0]), float(RATES[-1])),
            (LEAST, MOST),
            width=width,
            height=height,
            log_x=True,
            log_y=True,
        )
        self.plane.move_to((CORNER[0] + width / 2, CORNER[1] + height / 2, 0))
        axes = self.plane.axes(
            (0.03, 0.1, 0.3, 1, 3, 10),
            x_name=screen["rate_axis"],
            y_name=screen["late_axis"],
            language=screen.language,
        )
        self.ground = VGroup(self.plane, axes, power_ticks(self.plane, (), range(-3, 2)))
        self.starts = self._starts(facts)
        self.curves, self.bests, self.rows = {}, {}, {}
        rings = VGroup()
        order = cast.by({key: racer.fair.least for key, racer in cast.racers.items()})
        for key, racer in cast.racers.items():
            look, fair = cast.look(key), racer.fair
            y = TOP - PITCH * (order.index(key) + 1)
            head = cast.signed(key, whole=False).move_to((COLUMN, y, 0), aligned_edge=LEFT)
            loss = written(fair.least, theme.BODY, look.colour).move_to((EDGE, y, 0), aligned_edge=RIGHT)
            self.rows[key] = VGroup(head, loss)
            if fair.best is None or racer.rate is None:
                continue
            points = np.stack([fair.rates, fair.loss], axis=-1)
            self.curves[key] = Curve(self.plane, points, look, width=3.6, head=0.2)
            self.rows[key].add(Number(fair.best, ".2f", theme.SMALL, theme.MUTED).move_to((5.15, y, 0)))
            if fair.least > LEAST:
                self.bests[key] = marker(look.marker, 0.3, look.colour, rim=True).move_to(
                    self.plane.to_scene((fair.best, fair.least))
                )
            at = (racer.rate, fair.at(racer.rate))
            if bool(self.plane.holds(at)):
                rings.add(marker("ring", 0.3, theme.INK).move_to(self.plane.to_scene(at)).set_fill(opacity=0))
        self.names = line_names(
            cast,
            self.plane,
            self.curves,
            {
                "gradient_descent": (0.09, 0.05),
                "momentum": (1.85, 0.03),
                "adagrad": (0.1, 0.06, 0.2),
                "adam": (5.0, 3.5),
                "guest": (0.06, 0.2, 2.0, 4.0),
            },
        )
        name = screen.word("pictured", theme.SMALL, theme.INK)
        key = VGroup(marker("ring", 0.24, theme.INK).set_fill(opacity=0), name).arrange(RIGHT, buff=0.15)
        key.move_to(self.plane.window.get_corner(DOWN + LEFT) + np.array([key.width / 2 + 0.2, 0.3, 0.0]))
        self.pictured = VGroup(rings, key)
        self.heading = VGroup(
            screen.set("$eta$", theme.SMALL, theme.MUTED).move_to((5.15, TOP - 0.02, 0)),
            screen.word("loss_short", theme.SMALL, theme.MUTED).move_to(
                (EDGE, TOP - 0.02, 0), aligned_edge=RIGHT
            ),
            screen.word("best_rates", theme.SMALL, theme.MUTED).move_to(
                (COLUMN, TOP - 0.02, 0), aligned_edge=LEFT
            ),
        )

    def _starts(self, facts: Facts) -> VGroup:
        reach = 1.12 * np.sqrt(20 * facts.start_loss)
        width, height = INSET
        plane = Plane(
            (-reach, reach), (-reach * height / width, reach * height / width), width=width, height=height
        )
        plane.move_to(((COLUMN + EDGE) / 2, 2.1, 0))
        points = level_starts(np.array([0.1, 2.0]), np.array(START))
        loop = plane.to_scene(np.vstack([points, points[:1]]))
        dots = VGroup(*(Dot(point, radius=0.05, color=theme.INK) for point in loop[:-1]))
        dots[0].set_color(theme.GRADIENT).scale(1.7)
        name = self.cast.screen.word("starts", theme.SMALL, theme.MUTED)
        name.next_to(plane.window, DOWN, buff=0.1)
        goal = Goal(0.13).move_to(plane.to_scene((0.0, 0.0)))
        line = polyline(plane.clip(loop), stroke_color=theme.INK, stroke_width=1.5, stroke_opacity=0.6)
        return VGroup(ContourMap(plane, valley(0.0)), plane.window, line, goal, dots, name)

    def fallen(self) -> VGroup:
        """Say at the lower edge that AdaGrad's curve goes on, and how low."""
        look, fair = self.cast.look("adagrad"), self.cast.facts.adagrad.fair
        below = fair.loss < LEAST
        at = self.plane.to_scene((float(fair.rates[below].min()), LEAST))
        text = VGroup(
            self.cast.screen.set("$arrow.b$", theme.BODY, look.colour),
            written(fair.least, theme.BODY, look.colour),
        ).arrange(RIGHT, buff=0.1)
        return plated(text, 0.06).move_to(at + np.array([0.15, 0.3, 0.0]), aligned_edge=LEFT)
