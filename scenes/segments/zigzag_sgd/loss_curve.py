"""The loss of a run, step by step, in a column beside its map."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes import theme
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText, label

from .facts import Facts


class LossDots(Dialled):
    """A dot for every step, those up to step ``dial`` shown."""

    def __init__(self, plane: Plane, values: np.ndarray, look: theme.Look) -> None:
        super().__init__()
        points = np.column_stack([np.arange(len(values)), values])
        self.seen = plane.holds(points)
        size = float(np.clip(0.7 * plane.unit, 0.05, 0.11))
        for point in plane.to_scene(points):
            self.add(marker(look.marker, size, look.colour).move_to(point))
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Show the dots up to a step."""
        for step, (dot, seen) in enumerate(zip(self, self.seen, strict=True)):
            dot.set_opacity(1.0 if seen and step <= dial + 1e-9 else 0.0)


class LossCurve(VGroup):
    """The loss over the steps on a logarithmic axis.

    Attributes
    ----------
    curve
        Its dial counts steps.
    """

    def __init__(self, facts: Facts, screen: ScreenText, left: float, width: float, look: theme.Look) -> None:
        super().__init__()
        value = facts.trajectory.value
        powers = np.log10(np.clip([value.min(), value.max()], 1e-12, 1e12))
        low, high = (
            int(np.floor(powers[0])),
            max(int(np.ceil(powers[1] + 0.05)), int(np.floor(powers[0])) + 1),
        )
        plane = Plane(
            (-0.5, facts.steps + 0.5), (10.0**low, 10.0**high), width=width - 0.75, height=2.1, log_y=True
        )
        plane.move_to((left + width - plane.window.width / 2, -1.1, 0))
        axes = plane.axes(
            nice_ticks(facts.steps, 3),
            x_name=screen["step"],
            y_name=screen["loss_log"],
            language=screen.language,
        )
        edge = plane.window.get_left()[0]
        for power in range(low, high + 1, max(1, (high - low) // 3)):
            text = label(f"$10^({power})$" if power else "$1$", theme.SMALL, theme.MUTED)
            y = plane.to_scene((0, 10.0**power))[1]
            axes.add(text.move_to((edge - 0.14 - text.width / 2, y, 0)))
        self.curve = LossDots(plane, value, look)
        self.add(plane, axes, self.curve)
