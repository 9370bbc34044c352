"""One noisy curve, two windows that slide over it, and what they make of it."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, DashedLine, DoubleArrow, Line, Rectangle, VGroup

from scenes import theme
from scenes.components.axes.legend import legend_entry
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.charts.bars import Bar
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts

RAW = theme.Look(theme.look("momentum").colour, (), "square")
FLAT = theme.Look(theme.MUTED, (0.16, 0.08), "ring")
KAISER = theme.Look(theme.INK, (), "disc")
LEFT_EDGE, WIDTH, BOTTOM, HEIGHT = -5.9, 12.3, -0.35, 3.0
AROUND = 2.6
"""So many windows are shown to each side of the batch that stands out."""
BARS_LOW, BARS_HIGH = -2.85, 1.15


class SmoothingView(Dialled):
    """The smoothed curves up to the batch that the dial counts, the window standing there.

    Attributes
    ----------
    first, last
        Where the window begins to slide, and where it ends.
    ground, raw
        Window with axes; the raw curve with its name.
    frame
        The window that slides.
    flat_bars, kaiser_bars
        The weights in both windows, with their names.
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
        axes = self.plane.axes(
            nice_ticks(high, 6, low=low),
            nice_ticks(top, 3),
            y_name=screen["momentum_loss"],
            language=screen.language,
        )
        name = screen.word("batch_axis", theme.SMALL, theme.MUTED)
        name.move_to((self.plane.window.get_right()[0], BOTTOM - 0.72, 0), aligned_edge=RIGHT)
        self.ground = VGroup(self.plane, axes, name)
        at = np.arange(low, high + 1)
        self.raw = Curve(
            self.plane, np.column_stack([at, facts.noisy[low : high + 1]]), RAW, width=2.5, head=0
        )
        self.raw.set_dial(high)
        self.smooth = [
            Curve(self.plane, np.column_stack([at, values[low : high + 1]]), look, width=width, head=0.16)
            for values, look, width in ((facts.noisy_flat, FLAT, 4), (facts.noisy_kaiser, KAISER, 4))
        ]
        step = self.plane.unit
        self.frame = Rectangle(
            width=step * facts.window, height=HEIGHT, stroke_color=theme.INK, stroke_width=2
        )
        self.frame.set_fill(theme.INK, opacity=0.1)
        self.flat_bars = self._bars(facts.flat, FLAT, "flat", -3.0)
        self.kaiser_bars = self._bars(facts.kaiser, KAISER, "kaiser", 3.3)
        window = screen.word("window_name", theme.SMALL, theme.MUTED)
        self.window_name = window.move_to((LEFT_EDGE, BOTTOM - 0.72, 0), aligned_edge=LEFT)
        self.add(*self.smooth, self.frame)
        self.set_dial(self.first)

    def show(self, dial: float) -> None:
        """Slide the window."""
        for curve in self.smooth:
            curve.set_dial(dial)
        self.frame.move_to((self.plane.to_scene((dial, 0.0))[0], BOTTOM + HEIGHT / 2, 0))

    def _bars(self, weights: np.ndarray, look: theme.Look, key: str, middle: float) -> VGroup:
        """Draw weights as bars from zero, both windows on one scale, their name above them."""
        pitch = min(0.36, 4.4 / len(weights))
        unit = BARS_HIGH / max(self.facts.top_kaiser, self.facts.top_flat)
        left = middle - (len(weights) - 1) * pitch / 2
        bars = VGroup(
            *(
                Bar(
                    (left + rank * pitch, BARS_LOW, 0.0),
                    unit,
                    look.colour,
                    thickness=0.72 * pitch,
                    vertical=True,
                    value=float(weight),
                )
                for rank, weight in enumerate(weights)
            )
        )
        base = Line(
            (left - pitch, BARS_LOW, 0),
            (left + len(weights) * pitch, BARS_LOW, 0),
            color=theme.FAINT,
            stroke_width=1.5,
        )
        name = legend_entry(look, self.screen.word(key, theme.SMALL, look.colour))
        name.move_to((middle, BARS_LOW + BARS_HIGH + 0.25, 0))
        return VGroup(bars, base, name)

    # -- what it hides ----------------------------------------------------------------------------------------

    def spike(self) -> VGroup:
        """Point at the batch that stands out, with its loss."""
        at = self.plane.to_scene((self.facts.spike_at, self.facts.spike))
        sign = marker("ring", 0.3, theme.WARNING).move_to(at)
        name = plated(self.screen.word("raw_spike", theme.BODY, RAW.colour), 0.08).next_to(
            at, RIGHT, buff=0.3
        )
        return VGroup(sign, name)

    def lowered(self) -> VGroup:
        """Point at what both windows make of it."""
        facts, parts = self.facts, VGroup()
        for key, value, look, share in (
            ("kaiser_spike", facts.spike_kaiser, KAISER, 0.82),
            ("flat_spike", facts.spike_flat, FLAT, 0.64),
        ):
            at = self.plane.to_scene((facts.spike_at, value))
            name = plated(self.screen.word(key, theme.BODY, look.colour), 0.06)
            name.move_to(
                self.plane.to_scene((facts.spike_at, share * facts.spike)) + 0.9 * RIGHT, aligned_edge=LEFT
            )
            line = Line(name.get_left(), at, color=look.colour, stroke_width=2)
            parts.add(line, name, marker(look.marker, 0.2, look.colour).move_to(at))
        return parts

    def before(self) -> VGroup:
        """Measure how much earlier the smoothed curves begin to rise."""
        facts = self.facts
        early, spike = (
            float(self.plane.to_scene((at, 0.0))[0]) for at in (facts.spike_at - facts.half, facts.spike_at)
        )
        y = BOTTOM + 0.32
        lines = VGroup(
            *(
                DashedLine((x, BOTTOM, 0), (x, BOTTOM + HEIGHT, 0), color=theme.WARNING, stroke_width=2.5)
                for x in (early, spike)
            )
        )
        arrow = DoubleArrow(
            (early, y, 0), (spike, y, 0), color=theme.WARNING, buff=0.04, stroke_width=4, tip_length=0.16
        )
        name = plated(self.screen.word("half", theme.BODY, theme.WARNING), 0.08)
        name.next_to((early, y, 0), LEFT, buff=0.2)
        return VGroup(lines, arrow, name)
