"""The distance left after each epoch on a logarithmic scale, for two learning rates: the left half of the stage."""

from __future__ import annotations

from math import log

import numpy as np
from manim import DashedLine, Line, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.marker import marker
from scenes.components.placement import into_stage, put_first_free
from scenes.components.text.label import Label, ScreenText
from scenes.components.text.number import Number
from scenes.facts.line_descent import LineDescent

from .cost_corner import HALF
from .epoch_table import LEARNS
from .facts import SMALL_SHARE, Facts


class DistanceChart:
    """Two runs that differ in the rate alone.

    Attributes
    ----------
    plane, ground
        Window; with it axes.
    last
        The last epoch shown.
    ours, half
        The curves; their dials count epochs.
    names
        The rate of each, at its line.
    threshold, arrivals
        The share at which they are compared, and where each comes below it.
    """

    left, bottom, size = -5.75, -2.2, (5.4, 4.55)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.screen = screen
        self.last = float(max(facts.epochs, facts.half.arrived))
        low = float(np.clip(0.5 * facts.ours.left[facts.epochs], 1e-5, SMALL_SHARE / 4))
        width, height = self.size
        self.plane = Plane((0.0, self.last), (low, 1.6), width=width, height=height, log_y=True)
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        powers = [10.0**power for power in range(0, -6, -1) if 10.0**power > low]
        self.ground = VGroup(
            self.plane,
            self.plane.axes(
                nice_ticks(self.last),
                powers,
                x_name=screen["epochs_axis"],
                y_name=screen["distance_left"],
                language=screen.language,
            ),
        )
        into_stage(self.ground)
        self.ours, self.half = (
            Curve(self.plane, self._points(descent), look, width=5)
            for descent, look in ((facts.ours, LEARNS), (facts.half, HALF))
        )
        self.threshold = DashedLine(
            *self.plane.to_scene([(epoch, SMALL_SHARE) for epoch in self.plane.x_range]),
            color=theme.MUTED,
            stroke_width=2.5,
        )
        self.arrivals = VGroup(self._arrival(facts.ours, LEARNS, -1), self._arrival(facts.half, HALF, 1))
        self.names = self._names(facts)

    def _points(self, descent: LineDescent) -> np.ndarray:
        epochs = np.arange(len(descent.left))
        seen = epochs <= self.last
        return np.stack([epochs[seen], descent.left[seen]], axis=-1)

    def _arrival(self, descent: LineDescent, look: theme.Look, side: int) -> VGroup:
        """Mark where a run comes below the threshold, with the epoch beside the foot of the drop."""
        top, foot = self.plane.to_scene(
            [(descent.arrived, SMALL_SHARE), (descent.arrived, self.plane.y_range[0])]
        )
        number = Number(descent.arrived, "d", theme.HEADING, look.colour)
        number.move_to(foot + np.array([-number.width / 2 - 0.14, 0.3, 0.0]))
        return VGroup(
            Line(top, foot, color=look.colour, stroke_width=3),
            marker(look.marker, 0.2, look.colour, rim=True).move_to(top),
            number,
        )

    def _names(self, facts: Facts) -> list[Label]:
        """Name our line below it and the control above it, where no other line passes."""
        low = self.plane.y_range[0]
        lines = [
            self.plane.to_scene(np.stack([t, descent.factor**t], axis=-1))
            for descent in (facts.ours, facts.half)
            for t in [np.linspace(0.0, self.last, 400)]
        ]
        lines += [np.linspace(*line.get_start_and_end(), 200) for line in (self.threshold, *self._drops())]
        names: list[Label] = []
        for key, descent, look, side in (
            ("our_line", facts.ours, LEARNS, -1),
            ("half_line", facts.half, HALF, 1),
        ):
            name = self.screen.word(key, theme.BODY, look.colour)
            seen = min(self.last, log(low) / log(descent.factor))
            places = []
            for share in (0.5, 0.35, 0.42, 0.25, 0.6, 0.7, 0.15, 0.8):
                at = self.plane.to_scene((share * seen, descent.factor ** (share * seen)))
                places.append(at + side * np.array([name.width / 2 + 0.2, 0.22, 0.0]))
            names.append(put_first_free(name, places, self.plane.window, names, lines))
        return names

    def _drops(self) -> list[Line]:
        return [arrival[0] for arrival in self.arrivals]
