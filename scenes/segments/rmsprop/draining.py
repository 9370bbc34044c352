"""Why RMSProp never rests: where gradients vanish, s drains to where a step turns y over by more than it was."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, DashedLine, Rectangle, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.placement import close_points, put_first_free
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts
from .looks import CLOSED, RMSPROP
from .valley_race import WATCHED

LEAST = 1e-14


class Draining(Dialled):
    """The root of s and the size of y over the first steps, with the leak and without; the dial counts steps.

    Attributes
    ----------
    ground
        Windows and axes.
    line
        The root at which a step turns y over, and its name.
    names
        Of both runs.
    crossing
        Where the root falls below the line.
    """

    left, width = -5.95, 6.85

    def __init__(self, facts: Facts, screen: ScreenText, shown: int) -> None:
        super().__init__()
        self.facts, self.screen, self.shown = facts, screen, shown
        top = 1.18 * max(float(facts.roots[:WATCHED].max()), float(facts.closed_roots[:WATCHED].max()))
        upper = Plane((0, shown), (0, top), width=self.width, height=2.15)
        most = 3 * float(np.abs(facts.rmsprop.x[:WATCHED, 1]).max())
        lower = Plane((0, shown), (LEAST, most), width=self.width, height=1.75, log_y=True)
        middle = self.left + self.width / 2
        upper.move_to((middle, 1.42, 0))
        lower.move_to((middle, -1.2, 0))
        self.upper, self.lower = upper, lower
        steps = np.arange(1, shown + 1)
        sizes = {"rmsprop": facts.rmsprop, "closed": facts.closed}
        roots = {"rmsprop": facts.roots, "closed": facts.closed_roots}
        self.curves = VGroup()
        for key, look in (("closed", CLOSED), ("rmsprop", RMSPROP)):
            size = np.maximum(np.abs(sizes[key].x[: shown + 1, 1]), 1e-30)
            for plane, x, values in (
                (upper, steps, roots[key][:shown]),
                (lower, np.arange(shown + 1), size),
            ):
                self.curves.add(Curve(plane, np.stack([x, values], axis=-1), look, width=3.5, head=0.2))
        self.add(self.curves)
        self.ground = VGroup(
            upper,
            upper.axes((), nice_ticks(top, 3), y_name=screen["root_axis"], language=screen.language),
            lower,
            lower.axes(
                nice_ticks(shown, 4),
                x_name=screen["steps_axis"],
                y_name=screen["size_axis"],
                language=screen.language,
            ),
            power_ticks(lower, (), range(-12, 1, 4)),
        )
        ends = upper.to_scene([(0, facts.line), (shown, facts.line)])
        name = screen.word("danger", theme.SMALL, theme.WARNING)
        under = Rectangle(width=self.width, height=ends[0][1] - upper.window.get_bottom()[1], stroke_width=0)
        under.set_fill(theme.WARNING, opacity=0.13).align_to(upper.window, DOWN + LEFT)
        self.line = VGroup(
            under,
            DashedLine(*ends, color=theme.WARNING, stroke_width=3),
            name.next_to(ends[1], RIGHT, buff=0.12),
        )
        self.names = self._names()
        at = facts.below
        here = upper.to_scene((at, float(facts.roots[at - 1])))
        text = plated(screen.word("crosses", theme.SMALL, theme.WARNING), 0.05)
        put_first_free(
            text,
            [
                here + np.array([side * (text.width / 2 + 0.2), up, 0.0])
                for side in (1.0, 1.6, 2.2, -1.0)
                for up in (0.3, 0.4, 0.5, 0.2, -0.3, 0.65, 0.8)
            ],
            upper.window,
            self.names,
            [close_points(upper.to_scene(curve.points_data)) for curve in self.curves[::2]],
        )
        drops = (
            DashedLine(begin, end, color=theme.WARNING, stroke_width=2, dash_length=0.09)
            for begin, end in (
                (here, upper.to_scene((at, 0))),
                (lower.to_scene((at, most)), lower.to_scene((at, LEAST))),
            )
        )
        self.crossing = VGroup(
            *drops, marker("ring", 0.34, theme.INK).set_fill(opacity=0).move_to(here), text
        )
        self.set_dial(0.0)

    def _names(self) -> VGroup:
        screen, names = self.screen, VGroup()
        lines = [close_points(self.upper.to_scene(curve.points_data)) for curve in self.curves[::2]]
        for key, curve, look, at, sides in (
            ("no_leak", self.curves[0], CLOSED, 0.5 * self.shown, ((0.0, -0.25), (0.0, 0.25))),
            (
                "leak_name",
                self.curves[2],
                RMSPROP,
                0.35 * self.facts.below,
                ((1.0, 0.0), (1.0, 0.15), (1.6, 0.2), (1.6, 0.4), (2.4, 0.3), (3.2, -0.2)),
            ),
        ):
            text = screen.word(key, theme.SMALL, look.colour)
            place = self.upper.to_scene(curve.at(at))
            places = [place + np.array([x * (0.3 + text.width / 2), y, 0.0]) for x, y in sides]
            corner = self.upper.window.get_corner(DOWN + LEFT)
            places += [
                corner + np.array([x * self.width, y * 2.15, 0.0])
                for y in (0.62, 0.75, 0.88, 0.2, 0.1)
                for x in (0.3, 0.5, 0.7, 0.87)
            ]
            names.add(put_first_free(text, places, self.upper.window, names, lines))
        return names

    @property
    def parts(self) -> VGroup:
        """All of it."""
        return VGroup(self.ground, self, self.names, self.line, self.crossing)

    def show(self, dial: float) -> None:
        """Draw all curves up to a step."""
        for curve in self.curves:
            curve.set_dial(max(dial, float(curve.points_data[0, 0])))
