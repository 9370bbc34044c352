"""How many times the right length every step has: curves over the step on a logarithmic axis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Line, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.marker import marker
from scenes.components.placement import into_stage, put_first_free
from scenes.components.text.equation import plated
from scenes.components.text.label import Label, ScreenText

from .facts import StepFactor


class StepFactorChart(VGroup):
    """The plane that step factors are drawn in, with the line of the right length.

    Parameters
    ----------
    screen
        What is written.
    factor
        What the plane must have room for.

    Attributes
    ----------
    sides
        Which lengths are too long, right and too short.
    """

    size, centre = (8.3, 4.5), (-2.25, 0.25, 0.0)

    def __init__(self, screen: ScreenText, factor: StepFactor) -> None:
        super().__init__()
        self.screen = screen
        self._curves: list[np.ndarray] = []
        self._names: list[Label] = []
        self.last = 2.2 * max(40, factor.settled_at)
        top = 1.15 * max(1.15, factor.peak)
        width, height = self.size
        self.plane = Plane((1.0, self.last), (0.0, top), width=width, height=height, log_x=True)
        self.plane.move_to(self.centre)
        axes = self.plane.axes(
            [10.0**power for power in range(int(np.log10(self.last)) + 1)],
            nice_ticks(top),
            x_name=screen["steps_axis"],
            y_name=screen["times"],
            x_form="d",
            language=screen.language,
        )
        into_stage(VGroup(self.plane, axes))
        left, right = self.plane.to_scene([(1, 1), (self.last, 1)])
        line = DashedLine(left, right, color=theme.GOAL, stroke_width=3, dash_length=0.12)
        sides = VGroup()
        for key, colour, rise in (
            ("too_long", theme.INK, 0.5),
            ("right_length", theme.GOAL, 0.0),
            ("too_short", theme.INK, -0.5),
        ):
            sides.add(
                self.screen.word(key, theme.SMALL, colour).next_to(right, RIGHT, buff=0.2).shift(rise * UP)
            )
        self.sides = sides
        self.add(self.plane, axes, line, sides)

    def curve(self, factor: StepFactor, look: theme.Look, *, width: float = 4, head: float = 0.14) -> Curve:
        """Return the curve of a factor, from the first step on."""
        t = np.geomspace(1.0, self.last, 400)
        curve = Curve(self.plane, np.stack([t, factor.at(t)], axis=-1), look, width=width, head=head)
        self._curves.append(self.plane.to_scene(curve.points_data))
        # Room for the marker that may come to its highest point.
        summit = self.plane.to_scene((float(factor.peak_at), factor.peak))
        self._curves.append(summit + 0.1 * np.array([LEFT, RIGHT, UP, DOWN]))
        return curve

    def curve_name(self, factor: StepFactor, key: str, colour: str) -> VGroup:
        """Name a curve beside a point between its worst step and the right length."""
        t = np.geomspace(1.0, self.last, 400)
        away = np.abs(factor.at(t) - 1.0)
        worst = int(np.argmax(away))
        text = self.screen.word(key, theme.SMALL, colour)
        aside = np.array([text.width / 2 + 0.15, text.height / 2 + 0.15, 0.0])
        places = []
        for share in (0.5, 0.7, 0.35, 0.2, 0.1, 0.03):
            at = t[worst + np.argmax(away[worst:] < share * away[worst])]
            point = self.plane.to_scene((at, float(factor.at(at))))
            outside = 1.0 if factor.at(at) >= 1.0 else -1.0
            places += [point + aside * (sign, rise * outside, 0) for rise in (1, -1, 3) for sign in (1, -1)]
        return self._put(text, places)

    def first_point(self, factor: StepFactor, key: str, colour: str = theme.INK) -> VGroup:
        """Mark the first step."""
        return self._point((1.0, factor.first), key, colour, rises=(-0.32, 0.32, 0.0, 0.6))

    def peak_point(self, factor: StepFactor, key: str, colour: str = theme.INK) -> VGroup:
        """Mark the longest step."""
        return self._point((float(factor.peak_at), factor.peak), key, colour, rises=(0.3, -0.4, 0.0))

    def settled_mark(self, factor: StepFactor, key: str) -> VGroup:
        """Mark the step from which on the length is right, with a text above or below it."""
        foot, point = self.plane.to_scene([(factor.settled_at, 0), (factor.settled_at, 1)])
        drop = DashedLine(point, foot, color=theme.GOAL, stroke_width=3)
        text = self.screen.word(key, theme.SMALL, theme.GOAL)
        x = self.plane.window.get_right()[0] - 0.15 - text.width / 2
        name = self._put(
            text, [np.array([x, point[1] + rise, 0]) for rise in (0.9, 1.3, 1.8, 2.3, -0.6, -1.0)]
        )
        edge = text.get_bottom()[1] - 0.08 if text.get_y() > point[1] else text.get_top()[1] + 0.08
        return VGroup(drop, Line((point[0], edge, 0), point, color=theme.GOAL), name)

    def _point(self, at: tuple[float, float], key: str, colour: str, rises: Sequence[float]) -> VGroup:
        """Mark a point of a curve, with a text on a side that is free, as far to the right as the curves want."""
        point = self.plane.to_scene(at)
        text = self.screen.word(key, theme.SMALL, colour)
        middle = self.plane.window.get_left()[0] + 0.3 + text.width / 2
        nearest = point[0] if point[0] > middle else middle
        places = [
            np.array([nearest + along, point[1] + rise, 0])
            for along in (0, 0.4, 0.8, 1.4, 2.0)
            for rise in rises
        ]
        return VGroup(marker("disc", 0.16, colour).move_to(point), self._put(text, places))

    def _put(self, text: Label, places: Iterable[np.ndarray]) -> VGroup:
        """Put a text at the first free place, on a plate, and remember that it is there."""
        put_first_free(text, places, self.plane.window, self._names, self._curves)
        self._names.append(text)
        return plated(text, 0.06)
