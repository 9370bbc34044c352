"""One noisy curve, a window that slides over it with its weights, and what the mean makes of a peak."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, DashedLine, DoubleArrow, Line, Rectangle, VGroup, VMobject

from scenes import theme
from scenes.components.axes.legend import legend_entry
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks, set_pieces
from scenes.components.charts.bars import Bar
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts

RAW = theme.Look(theme.look("momentum").colour, (), "square")
SMOOTH = theme.Look(theme.INK, (), "disc")
LEFT_EDGE, WIDTH, BOTTOM, HEIGHT = -5.9, 12.3, -0.55, 3.1
AROUND = 2.6
"""So many windows are shown to each side of the batch that stands out."""
BARS_LOW, BARS_HIGH = -2.1, 0.62


class SmoothingView(Dialled):
    """The smoothed curve up to the update that the dial counts; the window stands there, its weights below it.

    Attributes
    ----------
    first, last
        Where the window begins to slide, and where it ends.
    ground, raw
        Plane with axes and the names of the curves; the raw curve.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        super().__init__()
        self.facts, self.screen = facts, screen
        reach = int(AROUND * facts.window)
        low = max(facts.spike_at - reach, 0)
        high = min(facts.spike_at + reach, facts.iterations - 1)
        self.first, self.last = low + facts.half + 1, high - facts.half - 1
        top = 1.12 * float(facts.noisy[low : high + 1].max())
        self.plane = Plane((low, high), (0.0, top), width=WIDTH, height=HEIGHT)
        self.plane.move_to((LEFT_EDGE + WIDTH / 2, BOTTOM + HEIGHT / 2, 0))
        name = screen.word("update_axis", theme.SMALL, theme.MUTED)
        name.move_to((self.plane.window.get_right()[0], BOTTOM - 0.3, 0), aligned_edge=RIGHT)
        # The axis' name stands in the row of its numbers.
        free = high - (name.width + 0.45) / WIDTH * (high - low)
        axes = self.plane.axes(
            [tick for tick in nice_ticks(high, 6, low=low) if tick < free],
            nice_ticks(top, 3),
            y_name=screen["momentum_loss"],
            language=screen.language,
        )
        keys = VGroup(
            *(
                legend_entry(look, screen.word(key, theme.SMALL, look.colour))
                for key, look in (("raw", RAW), ("smooth", SMOOTH))
            )
        ).arrange(RIGHT, buff=0.6)
        keys.move_to((LEFT_EDGE + WIDTH, BOTTOM + HEIGHT + 0.26, 0), aligned_edge=RIGHT)
        self.ground = VGroup(self.plane, axes, name, keys)
        self.updates = np.arange(low, high + 1)
        self.raw = Curve(self.plane, self._points(facts.noisy), RAW, width=2.5, head=0)
        self.raw.set_dial(high)
        self.smooth = Curve(self.plane, self._points(facts.smooth), SMOOTH, width=4, head=0.16)
        self.pitch = self.plane.unit
        self.frame = Rectangle(
            width=self.pitch * facts.window, height=HEIGHT, stroke_color=theme.INK, stroke_width=2
        ).set_fill(theme.INK, opacity=0.1)
        self.weights = self._bars()
        window = screen.word("window_name", theme.SMALL, theme.MUTED)
        self.window_name = window.move_to((LEFT_EDGE, BARS_LOW - 0.4, 0), aligned_edge=LEFT).shift(
            (WIDTH - window.width) * RIGHT
        )
        self.add(self.smooth, self.frame, self.weights)
        self.set_dial(self.first)

    def _points(self, losses: np.ndarray) -> np.ndarray:
        return np.column_stack([self.updates, losses[self.updates]])

    def _bars(self) -> VGroup:
        """Draw the weights as bars from zero, each below the loss that it counts."""
        facts = self.facts
        unit = BARS_HIGH / float(facts.kaiser.max())
        bars = VGroup(
            *(
                Bar(
                    ((rank - facts.half) * self.pitch, BARS_LOW, 0.0),
                    unit,
                    SMOOTH.colour,
                    thickness=0.72 * self.pitch,
                    vertical=True,
                    value=float(weight),
                )
                for rank, weight in enumerate(facts.kaiser)
            )
        )
        base = Line(
            ((-facts.half - 1) * self.pitch, BARS_LOW, 0),
            ((facts.half + 1) * self.pitch, BARS_LOW, 0),
            color=theme.FAINT,
            stroke_width=1.5,
        )
        self.weights_at = 0.0
        return VGroup(bars, base)

    def show(self, dial: float) -> None:
        """Slide the window and its weights."""
        self.smooth.set_dial(dial)
        x = float(self.plane.to_scene((dial, 0.0))[0])
        self.frame.move_to((x, BOTTOM + HEIGHT / 2, 0))
        self.weights.shift((x - self.weights_at) * RIGHT)
        self.weights_at = x

    # -- what it hides ----------------------------------------------------------------------------------------

    def spike(self) -> VGroup:
        """Point at the update that stands out, with its loss, and at what the mean makes of it."""
        facts, parts = self.facts, VGroup()
        for key, value, look, up in (
            ("raw_spike", facts.spike, RAW, facts.spike),
            ("smooth_spike", facts.spike_smooth, SMOOTH, 0.95 * facts.spike),
        ):
            at = self.plane.to_scene((facts.spike_at, value))
            name = plated(self.screen.word(key, theme.BODY, look.colour), 0.08)
            side = RIGHT if look is RAW else LEFT
            # The smoothed one's stands before the lines that tell how early it begins.
            edge = facts.spike_at if look is RAW else facts.spike_at - facts.half - 1
            name.move_to(self.plane.to_scene((edge, up)) + 0.6 * side, aligned_edge=-side)
            parts.add(Line(name.get_edge_center(-side), at, color=look.colour, stroke_width=2), name)
            parts.add(marker("ring" if look is RAW else "disc", 0.24, look.colour).move_to(at))
            if look is RAW:
                parts[-1].set_fill(opacity=0)
        return parts

    def before(self) -> VGroup:
        """Fill what this one loss adds to the smoothed curve, and measure how early that begins."""
        facts = self.facts
        around = np.arange(facts.spike_at - facts.half - 1, facts.spike_at + facts.half + 2)
        ring = np.vstack(
            [
                np.column_stack([around, facts.smooth[around]]),
                np.column_stack([around, facts.smooth_without[around]])[::-1],
            ]
        )
        outline = self.plane.to_scene(ring)
        lift = VMobject(stroke_width=0, fill_color=theme.YELLOW, fill_opacity=1)
        set_pieces(lift, [np.vstack([outline, outline[:1]])])
        early, spike = (
            float(self.plane.to_scene((at, 0.0))[0]) for at in (facts.spike_at - facts.half, facts.spike_at)
        )
        y = BOTTOM + 0.4
        lines = VGroup(
            *(
                DashedLine((x, BOTTOM, 0), (x, BOTTOM + HEIGHT, 0), color=theme.YELLOW, stroke_width=2.5)
                for x in (early, spike)
            )
        )
        arrow = DoubleArrow(
            (early, y, 0), (spike, y, 0), color=theme.YELLOW, buff=0.04, stroke_width=4, tip_length=0.16
        )
        half = plated(self.screen.word("half", theme.BODY, theme.YELLOW), 0.08)
        half.next_to((early, y, 0), LEFT, buff=0.2)
        name = plated(self.screen.word("lift", theme.SMALL, theme.YELLOW), 0.06)
        place = self.plane.to_scene((facts.spike_at + 3, facts.smooth[facts.spike_at + 3]))
        name.next_to((place[0] + 0.25, y, 0), RIGHT, buff=0.1)
        line = Line(name.get_left() + 0.1 * UP, place - 0.04 * UP, color=theme.YELLOW, stroke_width=2)
        return VGroup(lines, lift, arrow, half, line, name)
