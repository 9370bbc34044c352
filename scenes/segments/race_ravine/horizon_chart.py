"""The loss of every run at every step, and who is where when the race is stopped there."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, Line, Rectangle, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.number import Number

from .cast import Cast

CHART, CORNER = (8.3, 3.72), (-5.95, -1.34)
LEAST = 1e-12
STRIP, STRIP_Y = 0.34, -2.52
"""Height and place of the strip below the axis."""
COLUMN, EDGE = 2.95, 6.68
TOP, PITCH = 1.5, 0.86


class HorizonChart(Dialled):
    """Curves up to the step that the dial counts, and the standings there.

    Attributes
    ----------
    ground
        The plane with its axes, and what the standings are headed by.
    drawn
        Up to which step the curves are drawn at least.
    rings
        Where Momentum and Adam change places.
    strip, strip_name
        For every step, the colour of whoever is last of the four, below the axis; and what that is.
    counts
        How often each of the four is last, at its place in the long run.
    """

    def __init__(self, cast: Cast) -> None:
        super().__init__()
        self.cast, facts, screen = cast, cast.facts, cast.screen
        width, height = CHART
        self.plane = Plane((0, facts.long), (LEAST, 30), width=width, height=height, log_y=True)
        self.plane.move_to((CORNER[0] + width / 2, CORNER[1] + height / 2, 0))
        ticks = range(0, facts.long + 1, 20)
        axes = self.plane.axes(
            ticks, x_name=screen["step_axis"], y_name=screen["loss_axis"], language=screen.language
        )
        powers = power_ticks(self.plane, (), range(-12, 2, 2))
        self.heading = screen.word("standings", theme.SMALL, theme.MUTED)
        self.heading.move_to((COLUMN, TOP + 1.25, 0), aligned_edge=LEFT)
        self.step = Number(facts.steps, "d", theme.HEADING, theme.INK)
        self.step.next_to(self.heading, RIGHT, buff=0.2)
        self.ground = VGroup(self.plane, axes, powers, self.heading)
        self.curves, self.rows = {}, {}
        self.logs, self.heads = {}, {}
        self.drawn = 0.0
        for key, racer in cast.racers.items():
            value = np.maximum(racer.long.value, 1e-300)
            self.logs[key] = np.log10(value)
            points = np.stack([np.arange(len(value)), value], axis=-1)
            self.curves[key] = Curve(self.plane, points, cast.look(key), width=3.2, head=0)
            self.heads[key] = cast.sign(key, 0.22)
            self.rows[key] = cast.signed(key, theme.BODY).move_to((COLUMN, 0, 0), aligned_edge=LEFT)
        self.line = Line((0, 0, 0), (0, 1, 0), color=theme.INK, stroke_width=2)
        self.rings, self.strip = self._rings(), self._strip()
        self.strip_name = screen.word("last_place", theme.SMALL, theme.MUTED)
        self.strip_name.move_to((self.plane.window.get_left()[0], STRIP_Y - 0.36, 0), aligned_edge=LEFT)
        self.counts = self._counts()
        self.add(self.line, *self.curves.values(), *self.heads.values(), *self.rows.values(), self.step)
        self.set_dial(1.0)

    def show(self, dial: float) -> None:
        """Stop the race after ``dial`` steps."""
        low, high = self.plane.y_range
        self.line.put_start_and_end_on(*self.plane.to_scene([(dial, low), (dial, high)]))
        self.step.set_dial(int(dial + 0.5))
        smooth = {key: float(np.interp(dial, np.arange(len(log)), log)) for key, log in self.logs.items()}
        for key, curve in self.curves.items():
            curve.set_dial(max(dial, self.drawn))
            here = (dial, 10.0 ** smooth[key])
            seen = bool(self.plane.holds(here))
            self.heads[key].move_to(self.plane.to_scene(here)).set_opacity(1.0 if seen else 0.0)
            # Rows that overtake each other slide past; far apart, they stand at whole places.
            rank = sum(
                1.0 / (1.0 + np.exp(np.clip((smooth[other] - smooth[key]) / 0.004, -60, 60)))
                for other in self.logs
                if other != key
            )
            self.rows[key].move_to((COLUMN, TOP - PITCH * rank, 0), aligned_edge=LEFT)

    def _crossings(self) -> np.ndarray:
        """Return the points ``(n, 2)`` at which Momentum's and Adam's lines cross."""
        gap = self.logs["momentum"] - self.logs["adam"]
        places = [step for step in range(1, len(gap) - 1) if gap[step] * gap[step + 1] < 0]
        points = []
        for step in places:
            share = gap[step] / (gap[step] - gap[step + 1])
            log = self.logs["adam"][step] + share * (self.logs["adam"][step + 1] - self.logs["adam"][step])
            points.append((step + share, 10.0**log))
        return np.array(points)

    def _rings(self) -> VGroup:
        rings = (
            marker("ring", 0.17, theme.INK).move_to(place) for place in self.plane.to_scene(self._crossings())
        )
        return VGroup(*(ring.set_fill(opacity=0) for ring in rings))

    def _strip(self) -> VGroup:
        """Colour each step by the last of the four, below the axis."""
        four = [key for key in self.logs if key != "guest"]
        cells = VGroup()
        for step in range(1, self.cast.facts.long + 1):
            last = max(four, key=lambda key: self.logs[key][step])
            left, right = self.plane.to_scene([(step - 0.5, LEAST), (min(step + 0.5, 100), LEAST)])
            cell = Rectangle(width=right[0] - left[0], height=STRIP, stroke_width=0)
            cell.set_fill(self.cast.look(last).colour, opacity=1)
            cells.add(cell.move_to(((left[0] + right[0]) / 2, STRIP_Y, 0.0)))
        return cells

    def _counts(self) -> VGroup:
        """Say in a second column how often each is last, in the order after the last step."""
        order = sorted(self.logs, key=lambda key: self.logs[key][-1])
        counts = VGroup()
        for key, count in self.cast.facts.last_after.items():
            number = Number(count, "d", theme.BODY, self.cast.look(key).colour, anchor="right")
            counts.add(number.place((EDGE - 0.1, TOP - PITCH * order.index(key) - 0.1, 0)))
        heading = VGroup(
            *(self.cast.screen.word(key, theme.SMALL, theme.MUTED) for key in ("last_count", "of_steps"))
        ).arrange(DOWN, buff=0.1, aligned_edge=RIGHT)
        heading.move_to((EDGE, TOP + 0.62, 0), aligned_edge=RIGHT)
        return VGroup(heading, counts)
