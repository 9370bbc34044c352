"""The mean loss of one descent: exact, noisy, and noisy with a falling rate."""

from __future__ import annotations

import numpy as np
from manim import LEFT, VGroup

from optimlib.types import Array
from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import Facts

LOOKS = {
    "exact": theme.look("full_batch"),
    "constant": theme.look("mini_batch"),
    "falling": theme.Look(theme.INK, (), "diamond"),
}
LEAST, MOST = 1e-9, 20.0


def curve_points(losses: Array) -> Array:
    """Put losses over their steps: ``(k + 1, 2)``."""
    return np.column_stack([np.arange(len(losses)), losses])


class NoiseChart:
    """Its curves have steps as dials.

    Attributes
    ----------
    ground
        Axes, and what the noise is.
    means, runs
        By name, the mean of all runs, and one of them.
    names, ends
        What each curve is called, and where it ends.
    adam
        What Adam's means end at.
    """

    left, bottom, size = -5.85, -2.1, (9.4, 3.4)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        width, height = self.size
        self.plane = Plane((0, facts.steps), (LEAST, MOST), width=width, height=height, log_y=True)
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        axes = self.plane.axes(
            range(0, facts.steps + 1, 50),
            x_name=screen["steps_axis"],
            y_name=screen["mean_loss"],
            language=screen.language,
        )
        note = screen.word("noise_note", theme.SMALL, theme.MUTED)
        thin = screen.word("thin", theme.SMALL, theme.MUTED)
        right = self.plane.window.get_right()[0]
        top = self.plane.window.get_top()[1] + 0.26
        thin.move_to((right - thin.width / 2, top, 0))
        level = self.plane.to_scene((0.0, 2e-4))[1]
        self.note = note.move_to((right - note.width / 2 - 0.15, level, 0))
        self.ground = VGroup(self.plane, axes, power_ticks(self.plane, y_powers=range(-8, 2, 2)))
        self.thin = thin
        noise = facts.noise
        self.means = {
            key: Curve(self.plane, curve_points(losses), LOOKS[key], width=5, head=0.2)
            for key, losses in (
                ("exact", noise.exact),
                ("constant", noise.constant),
                ("falling", noise.falling),
            )
        }
        self.runs = {
            key: Curve(
                self.plane, curve_points(losses), theme.Look(LOOKS[key].colour, (), "disc"), width=1.3, head=0
            )
            for key, losses in (("constant", noise.run_constant), ("falling", noise.run_falling))
        }
        for one in self.runs.values():
            one.line.set_stroke(opacity=0.6)
        self.names, self.ends = {}, {}
        for key in LOOKS:
            self.names[key], self.ends[key] = self._name(screen, key)
        orange = theme.look("adam")
        self.adam = VGroup(
            screen.word("adam_ends", theme.SMALL, orange.colour),
            VGroup(
                marker(orange.marker, 0.2, orange.colour),
                screen.word("adam_means", theme.BODY, orange.colour),
            ).arrange(buff=0.15),
        ).arrange(np.array([0.0, -1.0, 0.0]), aligned_edge=LEFT, buff=0.12)
        self.adam.move_to((right + 0.14, -0.78, 0), aligned_edge=LEFT)

    def _name(self, screen: ScreenText, key: str) -> tuple[VGroup, VGroup]:
        colour, right = LOOKS[key].colour, self.plane.window.get_right()[0] + 0.14
        name, end = screen.word(key, theme.SMALL, colour), screen.word(f"{key}_end", theme.HEADING, colour)
        level = self.plane.to_scene((0.0, max(float(self.means[key].points_data[-1][1]), LEAST)))[1]
        # The two noisy ends lie close together: one name stands above its end, the other below.
        middle = level + {"constant": 0.38, "falling": -0.38, "exact": 0.3}[key]
        name.move_to((right, middle + 0.2, 0), aligned_edge=LEFT)
        end.move_to((right, middle - 0.2, 0), aligned_edge=LEFT)
        return VGroup(name), VGroup(end)
