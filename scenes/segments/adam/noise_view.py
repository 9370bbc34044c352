"""Adam in noise, with its mean and without: both clouds at one rate, and what is left at every rate."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Mobject, Rectangle, VGroup

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.legend import legend_entry
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.point_cloud import PointCloud
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.placement import close_points, put_first_free
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText
from scenes.components.text.readout import Readout

from .facts import Facts
from .looks import LOOKS
from .noisy_valley import SMALL

PAIR = (LOOKS["own"], LOOKS["bare"])
"""With the mean, and without."""
RATE_TICKS = (0.05, 0.1, 0.2, 0.4, 0.8)


class Clouds(Dialled):
    """Where all runs are after ``dial`` steps, with the mean and without; and the steps."""

    def __init__(self, facts: Facts, planes: list[Plane], step: Readout) -> None:
        super().__init__()
        self.ways, self.step = facts.valley.clouds, step
        self.clouds = [
            PointCloud(plane, points[0], look.colour, diameter=0.09, opacity=0.75)
            for plane, points, look in zip(planes, self.ways, PAIR, strict=True)
        ]
        self.add(*self.clouds, step)

    def show(self, dial: float) -> None:
        """Put the clouds between two steps."""
        last = self.ways.shape[1] - 1
        below = min(int(dial), last - 1)
        for cloud, points in zip(self.clouds, self.ways, strict=True):
            cloud.put(points[below] + (dial - below) * (points[below + 1] - points[below]))
        self.step.set_dial(float(int(dial)))


class NoiseView:
    """Two maps around the minimum, one below the other, and a chart of the loss over the rate.

    Attributes
    ----------
    ground
        Maps with their names, window and axes of the chart.
    clouds, first
        See :class:`Clouds`; the step by which half of all runs are on the map.
    at_rate
        The losses at the rate of the maps, after the last step.
    curves, quiet, quiet_name
        The losses over all rates, whose dials are rates; the same without noise, thin, and what is said of it.
    small
        Up to where rates are small.
    best, saved
        The least losses; by what share they differ.
    """

    map_size, left = (6.5, 2.05), theme.STAGE_LEFT
    size, middle = (4.8, 3.85), (4.1, 0.55, 0.0)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        valley = facts.valley
        width, height = self.map_size
        half = 1.1 * np.abs(valley.clouds[:, -1]).max(axis=(0, 1))
        self.maps, self.ground = [], VGroup()
        for key, look, y in (("with_mean", PAIR[0], 1.42), ("without_mean", PAIR[1], -1.28)):
            plane = Plane((-half[0], half[0]), (-half[1], half[1]), width=width, height=height)
            plane.move_to((self.left + width / 2, y, 0))
            name = legend_entry(look, screen.word(key, theme.SMALL, look.colour), length=0.6)
            name.move_to(plane.window.get_corner(UP + LEFT) + np.array([0.0, 0.27, 0.0]), aligned_edge=LEFT)
            goal = Goal(0.16).move_to(plane.to_scene((0.0, 0.0)))
            ground = ContourMap(plane, facts.objective.load())
            self.ground.add(VGroup(ground, goal, name))
            self.maps.append(plane)
        caption = screen.word("cloud", theme.SMALL, theme.MUTED)
        caption.move_to((self.left, -2.62, 0), aligned_edge=LEFT)
        self.ground.add(caption)
        step = Readout(
            screen["cloud_step"], "d", self.left + width - 1.35, 2.6, 1.35, language=screen.language
        )
        inside = np.array(
            [plane.holds(points) for plane, points in zip(self.maps, valley.clouds, strict=True)]
        )
        self.first = int(np.argmax(inside.mean(axis=(0, 2)) >= 0.5))
        self.plane, axes = self._chart()
        self.clouds = Clouds(facts, self.maps, step)
        self.curves = [
            Curve(self.plane, np.stack([valley.rates, losses], axis=-1), look, width=4, head=0)
            for losses, look in zip(valley.after, PAIR, strict=True)
        ]
        self.quiet = [
            Curve(
                self.plane,
                np.stack([valley.rates, np.maximum(losses, 1e-12)], axis=-1),
                theme.Look(look.colour, (0.07, 0.07), look.marker),
                width=2,
                head=0,
            )
            for losses, look in zip(valley.quiet, PAIR, strict=True)
        ]
        low, high = (
            float(self.plane.to_scene((x, self.plane.y_range[0]))[0]) for x in (valley.rates[0], SMALL)
        )
        self.small = Rectangle(width=high - low, height=self.plane.window.height, stroke_width=0)
        self.small.set_fill(theme.INK, opacity=0.1).align_to(self.plane.window, DOWN + LEFT)
        self.small.is_ground = True
        upright = self.plane.to_scene([(facts.learning_rate, y) for y in self.plane.y_range])
        rule = DashedLine(
            *upright,
            color=theme.MUTED,
            stroke_width=2,
            dash_length=0.1,
        )
        self.ground.add(self.plane, axes, rule)
        self.lines = [
            close_points(piece)
            for curve in (*self.curves, *self.quiet)
            for piece in self.plane.clip(self.plane.to_scene(curve.points_data))
        ]
        points = VGroup()
        for rates, values, keys, ups in (
            (valley.best, valley.least, ("least_with", "least_without"), (-1.0, 1.0)),
            ([facts.learning_rate] * 2, valley.ends, ("end_with", "end_without"), (-1.0, 1.0)),
        ):
            for x, y, look, key, up in zip(rates, values, PAIR, keys, ups, strict=True):
                points.add(self._point((x, y), look, key, up, points))
        self.best, self.at_rate = points[:2], points[2:]
        self.quiet_name = self._quiet_name(upright)
        self.saved = screen.word("saved", theme.SMALL, theme.GOAL)
        self.saved.move_to((theme.STAGE_RIGHT, -2.6, 0), aligned_edge=RIGHT)

    def _chart(self) -> tuple[Plane, VGroup]:
        valley, (width, height) = self.facts.valley, self.size
        low, high = 0.4 * float(valley.least.min()), 1.15 * float(valley.after.max())
        span = (float(valley.rates[0]), float(valley.rates[-1]))
        plane = Plane(span, (low, high), width=width, height=height, log_x=True, log_y=True)
        plane.move_to(self.middle)
        axes = plane.axes(RATE_TICKS, x_name=self.screen["rates_axis"], language=self.screen.language)
        name = self.screen.word("loss_axis", theme.SMALL, theme.MUTED)
        name.move_to(plane.window.get_corner(UP + RIGHT) + np.array([0.0, 0.27, 0.0]), aligned_edge=RIGHT)
        powers = range(int(np.ceil(np.log10(low))), int(np.floor(np.log10(high))) + 1)
        return plane, VGroup(axes, power_ticks(plane, (), powers), name)

    def _point(
        self, at: tuple[float, float], look: theme.Look, key: str, up: float, others: VGroup
    ) -> VGroup:
        place = self.plane.to_scene(at)
        mark = marker(look.marker, 0.28, look.colour, rim=True).move_to(place)
        text = plated(self.screen.word(key, theme.BODY, look.colour), 0.05)
        aside = text.width / 2 + 0.2
        places = [
            place + np.array([x * aside, y * up, 0.0])
            for y, x in (
                (0.34, 0.0),
                (0.34, 1.0),
                (0.34, -1.0),
                (0.7, 0.0),
                (0.7, 1.0),
                (1.05, 0.0),
                (1.4, 0.0),
                (-0.5, 1.0),
            )
        ]
        taken = [part for point in others for part in point]
        return VGroup(mark, put_first_free(text, places, self.plane.window, taken, self.lines))

    def _quiet_name(self, upright: np.ndarray) -> Mobject:
        """Say what the thin curves are, where there is room."""
        name = self.screen.word("quiet_curves", theme.SMALL, theme.MUTED)
        left, low = self.plane.window.get_corner(DOWN + LEFT)[:2]
        (width, height), half = self.size, name.width / 2
        places = [
            np.array([left + share * (width - 2 * half - 0.3) + half + 0.15, low + y * height, 0.0])
            for y in (0.07, 0.93, 0.16, 0.84)
            for share in (0.85, 0.7, 0.55, 1.0, 0.45, 0.4, 0.35, 0.3)
        ]
        taken = [part for point in (*self.at_rate, *self.best) for part in point]
        lines = [*self.lines, close_points(upright)]
        return put_first_free(name, places, self.plane.window, taken, lines)
