"""The gradient is made larger: who steps farther, in units of the learning rate."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.dial import Dialled
from scenes.components.placement import close_points, put_first_free
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts
from .two_balls import LOOKS

DESCENT = "gradient_descent"
LOOKS_OF = {**LOOKS, DESCENT: theme.look(DESCENT)}
"""Whose step has which look."""
READ = {"corrected": "corrected", "uncorrected": "first_step", DESCENT: "descent_read"}
"""What each line is called."""


class Scaling(Dialled):
    """Steps over the size of the gradient, both logarithmic; ``dial`` is how many times as large g is.

    Attributes
    ----------
    ground
        Window and axes.
    curves, names
        By whose step it is: its line, and its name with how long it is; gradient descent's number goes with its line.
    """

    left, bottom, size = 3.1, 0.05, (3.55, 2.45)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        width, height = self.size
        first, last = max(facts.gradient), max(facts.gradient) * facts.scale
        steps = {
            "corrected": (facts.first_length, facts.scaled_length),
            "uncorrected": (facts.first_long, facts.scaled_long),
        }
        # In units of the rate; gradient descent's step is the gradient itself.
        ends = {key: np.array(pair) / facts.learning_rate for key, pair in steps.items()}
        ends[DESCENT] = np.array([first, last])
        values = np.concatenate(list(ends.values()))
        self.plane = Plane(
            (first, last),
            (0.1 * values.min(), 6 * values.max()),
            width=width,
            height=height,
            log_x=True,
            log_y=True,
        )
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        axes = self.plane.axes(
            (first, last),
            x_name=screen["size_read"],
            y_name=screen["over_rate"],
            x_form=".4g",
            language=screen.language,
        )
        low, high = (int(one) for one in np.log10(self.plane.y_range))
        powers = range(low + low % 2, high + 1, 2)
        # The last number would reach beyond the stage.
        axes[3].shift((min(0.0, theme.STAGE_RIGHT - axes[3].get_right()[0]), 0, 0))
        self.ground = VGroup(self.plane, axes, power_ticks(self.plane, y_powers=powers))
        self.factor_of, self.first = facts.scale, first
        self.curves = {key: self._curve(key, ends[key]) for key in READ}
        self.length = Number(first, "d", theme.BODY, LOOKS_OF[DESCENT].colour, anchor="right")
        self.names = self._names(screen, ends)
        self.add(*self.curves.values(), self.length)
        self.set_dial(1.0)

    def _curve(self, key: str, ends: np.ndarray) -> Curve:
        sizes = np.geomspace(self.first, self.first * self.factor_of, 60)
        return Curve(
            self.plane, np.column_stack([sizes, np.geomspace(*ends, 60)]), LOOKS_OF[key], width=4.5, head=0.22
        )

    def _names(self, screen: ScreenText, ends: dict[str, np.ndarray]) -> VGroup:
        names = VGroup()
        lines = [close_points(self.plane.to_scene(curve.points_data)) for curve in self.curves.values()]
        right, top = self.plane.window.get_right()[0], self.plane.window.get_top()[1]
        for key, (first, _) in ends.items():
            name = screen.word(READ[key], theme.SMALL, LOOKS_OF[key].colour)
            if key == "corrected":
                name = VGroup(name, Number(float(first), ".2f", theme.SMALL, LOOKS_OF[key].colour))
                name.arrange(RIGHT, buff=0.12)
            level = self.plane.to_scene((self.first, first))[1]
            # Gradient descent's name stands above its line, at the left; the others at the right, where that is far.
            at_right, at_left = right - 0.1 - name.width / 2, self.left + 0.12 + name.width / 2
            sign = -1 if key == "corrected" else 1
            places = (
                [np.array([at_left, top - 0.22, 0]), np.array([at_right, self.bottom + 0.2, 0])]
                if key == DESCENT
                else [
                    np.array([at_right, level + rise, 0])
                    for rise in (sign * 0.25, sign * 0.5, -sign * 0.25, -sign * 0.5)
                ]
            )
            put_first_free(name, places, self.plane.window, names, lines)
            names.add(plated(name, 0.03))
        return names

    def show(self, dial: float) -> None:
        """Let the gradient be ``dial`` times as large."""
        for curve in self.curves.values():
            curve.set_dial(self.first * dial)
        self.length.set_dial(self.first * dial)
        head = self.curves[DESCENT].head
        at = head.get_center() + 0.2 * LEFT + 0.12 * UP
        # At the left edge it stands higher, clear of the line that comes.
        aside = max(0.0, self.left + 0.6 - at[0])
        self.length.place((at[0] + aside, at[1] + 0.6 * aside, 0))
