"""Steps to leave against the closeness of the start, at two learning rates, on the same axes."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import METHODS, Facts, choice


class RatePanel:
    """One learning rate: the closer the start, the farther right.

    Attributes
    ----------
    frame
        Axes and the rate.
    lines
        Of each method; their dials count the drawn starts from the farthest.
    names
        At the ends of the lines.
    """

    size = (4.1, 4.0)
    gap = 0.31

    def __init__(
        self, facts: Facts, screen: ScreenText, counts: np.ndarray, key: str, left: float, most: float
    ) -> None:
        offsets = facts.offsets[::-1]
        width, height = self.size
        x = (10 ** (np.log10(offsets[0]) + 0.4), 10 ** (np.log10(offsets[-1]) - 0.4))
        self.plane = Plane(x, (1.0, most), width=width, height=height, log_x=True, log_y=True)
        self.plane.move_to((left + width / 2, 0.15, 0))
        axes = self.plane.axes(x_name=screen["start_axis"], y_name=screen["leave"], language=screen.language)
        axes[0].shift((0, -0.36, 0))
        axes.add(power_ticks(self.plane, range(-2, -13, -2), range(4)))
        rate = screen.word(key, theme.HEADING)
        window = self.plane.window
        rate.move_to((window.get_left()[0] + 0.25 + rate.width / 2, window.get_top()[1] - 0.35, 0))
        bottom, top = self.plane.to_scene([(facts.offset, 1.0), (facts.offset, most)])
        here = DashedLine(bottom, top, color=theme.MUTED, stroke_width=2)
        start = screen.word("here", theme.SMALL, theme.MUTED)
        start.move_to(top + np.array([0.12 + start.width / 2, -0.35, 0.0]))
        self.frame = VGroup(self.plane, axes, rate, here)
        if key == "fast":
            # At the slower rate, the lines run where it would stand.
            self.frame.add(start)
        self.lines = [
            TrajectoryPath(
                self.plane, np.column_stack([offsets, row[::-1]]), theme.look(name), width=3.5, head=0
            )
            for name, row in zip(METHODS, counts, strict=True)
        ]
        self.names = self._names(screen, counts[:, 0])

    def _names(self, screen: ScreenText, ends: np.ndarray) -> VGroup:
        """Set the names in the order of the lines' ends, none closer to the next than they are high."""
        right = self.plane.window.get_right()[0]
        levels = self.plane.to_scene(np.column_stack([np.full(len(ends), self.plane.x_range[1]), ends]))[:, 1]
        order = np.argsort(levels, kind="stable")
        ranks = np.arange(len(order)) * self.gap
        # Each is pushed up by those below it, then all that were pushed share the way.
        pushed = np.maximum.accumulate(levels[order] - ranks) + ranks
        names = VGroup()
        for rank, y in zip(order, pushed, strict=True):
            name = METHODS[rank]
            shown = (
                screen["nesterov"] if name == "nesterov" else choice(name, 0.1).display_name[screen.language]
            )
            text = screen.set(shown, theme.SMALL, theme.look(name).colour)
            names.add(text.move_to((right + 0.15 + text.width / 2, y, 0)))
        return names

    def ring(self, facts: Facts, name: str) -> VGroup:
        """Return a ring round a method's steps from our start, at the second rate."""
        at = self.plane.to_scene((facts.offset, facts.slow_left[name]))
        return marker("ring", 0.4, theme.look(name).colour).move_to(at).set_fill(opacity=0)


def rate_panels(facts: Facts, screen: ScreenText) -> tuple[RatePanel, RatePanel]:
    """Return both panels, with one scale of steps."""
    most = 2.0 * float(max(facts.counts.max(), facts.slow_counts.max()))
    return (
        RatePanel(facts, screen, facts.counts, "fast", theme.STAGE_LEFT + 0.75, most),
        RatePanel(facts, screen, facts.slow_counts, "slow", 0.75, most),
    )
