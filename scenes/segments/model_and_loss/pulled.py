"""One sample is lifted off the line: both means change their shape, and no longer are lowest at one weight."""

from __future__ import annotations

import numpy as np
from manim import ManimColor, VGroup, VMobject, interpolate_color

from optimlib.datasets import Data
from scenes import theme
from scenes.components.axes.data_plot import DataPlot, SlopeLine
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.axes.trajectory_path import dashed
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.number import Number
from scenes.facts.line_fit import best_slope, mean_absolute, mean_squared

from .cost_view import ABSOLUTE, CURVE
from .facts import LIFT, PULLED, best_absolute_slope, lifted

POINTS = 181


class Pulled(Dialled):
    """Both means over w, where each is lowest, and the line of each; ``dial`` is how far the sample is lifted.

    Attributes
    ----------
    numbers
        The two best weights, each above its place.
    names
        The means at their curves; the squares' one stays beside its arm.
    line_names
        Whose line each one is.
    """

    def __init__(
        self,
        data: Data,
        plane: Plane,
        plot: DataPlot,
        model: theme.Look,
        *,
        names: VGroup,
        line_names: VGroup,
    ) -> None:
        super().__init__()
        self.data, self.plane, self.plot, self.model = data, plane, plot, model
        self.names, self.line_names = names, line_names
        self.rest = names[1].get_right()
        self.weights = np.linspace(*plane.x_range, POINTS)
        target = best_slope(data)
        self.lines = VGroup(
            SlopeLine(plot.plane, target, theme.Look(ABSOLUTE.colour, ABSOLUTE.dash, "disc"), width=5),
            SlopeLine(plot.plane, target, model, width=5),
        )
        self.stick = VMobject(stroke_color=theme.MUTED, stroke_width=3)
        self.curves = VGroup(
            VMobject(stroke_color=ABSOLUTE.colour, stroke_width=4),
            VMobject(stroke_color=CURVE, stroke_width=5),
        )
        self.marks = VGroup(marker("square", 0.22, ABSOLUTE.colour, rim=True), marker("disc", 0.24, CURVE))
        self.numbers = VGroup(
            Number(target, ".2f", theme.BODY, ABSOLUTE.colour, anchor="point"),
            Number(target, ".2f", theme.BODY, CURVE, anchor="point"),
        )
        self.add(self.stick, self.lines, self.curves, self.marks, self.numbers, names, line_names)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Lift the sample by ``dial``."""
        data = lifted(self.data, dial)
        at = self.plot.plane.to_scene(
            [(data.x[PULLED], self.data.y[PULLED]), (data.x[PULLED], data.y[PULLED])]
        )
        set_pieces(self.stick, dashed([at], (0.1, 0.08)))
        self.plot.samples[PULLED].move_to(at[1])
        told = float(np.clip(dial / LIFT * 10 - 9, 0.0, 1.0))
        pairs = zip(
            self.lines,
            self.curves,
            self.marks,
            self.numbers,
            (
                (mean_absolute, best_absolute_slope, ABSOLUTE.dash, (-0.1, 0.24, 0.0)),
                (mean_squared, best_slope, (), (-0.1, 0.3, 0.0)),
            ),
            strict=True,
        )
        for line, curve, mark, number, (mean, best, dash, beside) in pairs:
            w = best(data)
            line.set_dial(w)
            points = self.plane.to_scene(np.stack([self.weights, mean(data, self.weights)], axis=-1))
            set_pieces(curve, dashed(self.plane.clip(points), dash))
            place = self.plane.to_scene((w, float(mean(data, w))))
            mark.move_to(place)
            number.set_dial(w)
            number.place(place + np.array(beside))
            number.digits.set_fill(opacity=told)
        self._name(data, dial / LIFT, told)

    def _name(self, data: Data, share: float, told: float) -> None:
        """Keep the squares' name beside its arm, further up as that comes nearer the number; name the lines."""
        self.lines[1].line.set_stroke(
            interpolate_color(ManimColor(self.model.colour), ManimColor(CURVE), share)
        )
        arm = self.weights[self.weights > best_slope(data)]
        heights = self.plane.to_scene(np.stack([arm, mean_squared(data, arm)], axis=-1))
        y = self.rest[1] + 0.9 * share
        x = float(np.interp(y, heights[:, 1], heights[:, 0]))
        name = self.names[1]
        name.move_to((x - 0.2 - name.width / 2, y, 0.0))
        for text, best, x, side in zip(
            self.line_names, (best_absolute_slope, best_slope), (3.5, 3.6), (1, -1), strict=True
        ):
            at = self.plot.plane.to_scene((x, best(data) * x))
            text.move_to(at + side * np.array([0.25 + text.width / 2, -0.12, 0.0]))
            text.set_fill(opacity=told)
