"""A hundred words: how often each comes, and how much of the error four methods leave of two kinds of weights."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, Circle, Line, VGroup

from scenes import theme
from scenes.choices import OptimizerChoice
from scenes.components.axes.plane import Plane, polyline
from scenes.components.charts.bars import Bar
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .facts import COMPARED, Facts
from .rare_words import KINDS

SHARES = theme.Look(theme.YELLOW, (), "disc")
NAMES, ZERO, END = -0.35, 2.05, 5.6
"""Where names and bars begin, and where the longest bar ends."""
TOP, ROW, APART = 1.0, 0.78, 0.15
"""The first method's level, how far methods are apart, and how far the bars of both kinds are from it."""


class LeftBars(Dialled):
    """The bars of a method, one a kind of weights, from nothing (dial 0) to what it leaves (dial 1).

    Attributes
    ----------
    bars, spans
        By kind: the mean of all runs, and from the least of them to the most.
    label, told
        Sign and name; by kind, what it leaves in digits.
    """

    def __init__(self, facts: Facts, screen: ScreenText, name: str, unit: float) -> None:
        super().__init__()
        look, level = theme.look(name), TOP - ROW * COMPARED.index(name)
        text = screen.set(OptimizerChoice(name=name).display_name[screen.language], theme.SMALL, look.colour)
        sign = marker(look.marker, 0.22, look.colour).move_to((NAMES + 0.12, level, 0))
        self.label = VGroup(sign, text.move_to((NAMES + 0.36, level, 0), aligned_edge=LEFT))
        self.bars, self.spans, self.told, self.values = {}, {}, {}, {}
        for kind, side in zip(KINDS, (1, -1), strict=True):
            left = facts.rare.left[kind][name]
            y, mean = level + side * APART, facts.rare.mean(kind, name)
            opacity = 0.95 if kind == KINDS[0] else 0.45
            self.values[kind] = mean
            self.bars[kind] = Bar((ZERO, y, 0.0), unit, look.colour, thickness=0.26, opacity=opacity)
            ends = [(ZERO + unit * float(one), y, 0) for one in (left.min(), left.max())]
            self.spans[kind] = Line(*ends, stroke_width=2.5, color=theme.INK)
            told = screen.set(f"{100 * mean:.2g}%", theme.SMALL, look.colour)
            self.told[kind] = VGroup(told.move_to(np.array(ends[1]) + 0.12 * RIGHT, aligned_edge=LEFT))
        self.add(*self.bars.values())
        self.kinds: tuple[str, ...] = KINDS
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Draw the first kind up to dial 1, the second from there to 2."""
        for rank, kind in enumerate(KINDS):
            self.bars[kind].set_dial(self.values[kind] * float(np.clip(dial - rank, 0.0, 1.0)))


class RareChart:
    """At the left shares of samples; at the right what is left of errors.

    Attributes
    ----------
    window, title, bars, notes
        The window of shares, what they are, the shares, what their ends are.
    cap, ring
        How far the commonest word lets descent's rate go; a ring around that word's share.
    batch, counts
        The window of one mini-batch, and how often each word comes in it.
    ground, keys
        What is counted at the right; by kind of weights, the key to its bars.
    lanes
        By method, its bars.
    """

    bottom, height, left, width = -2.1, 3.4, -5.95, 4.7

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        count, shares = facts.words, facts.rare.shares
        top = 1.15 * float(shares[0])
        plane = Plane((0, count), (0, top), width=self.width, height=self.height)
        plane.move_to((self.left + self.width / 2, self.bottom + self.height / 2, 0))
        ranks = np.arange(1, count + 1)
        self.bars = polyline(
            [plane.to_scene([(rank, 0), (rank, share)]) for rank, share in zip(ranks, shares, strict=True)],
            stroke_color=SHARES.colour,
            stroke_width=3,
        )
        axes = plane.axes(
            (1, count // 2, count), (0, 0.1, 0.2), x_name=screen["rank_axis"], language=screen.language
        )
        title = screen.word("curvature", theme.SMALL, SHARES.colour)
        title.move_to((plane.window.get_left()[0] + title.width / 2, plane.window.get_top()[1] + 0.27, 0))
        self.window, self.title = VGroup(plane, axes), VGroup(title)
        common = screen.word("common", theme.SMALL, SHARES.colour)
        common.move_to(plane.to_scene((5, 1.06 * shares[0])), aligned_edge=LEFT)
        rarest = screen.word("rarest", theme.SMALL, SHARES.colour)
        rarest.move_to(
            plane.to_scene((count - 1, shares[-1])) + np.array([0.0, 0.3, 0.0]), aligned_edge=RIGHT
        )
        self.notes = VGroup(common, rarest)
        descent = theme.look("gradient_descent").colour
        self.cap = VGroup(
            screen.word("cap", theme.SMALL, descent), screen.word("reach", theme.SMALL, descent)
        ).arrange(DOWN, aligned_edge=LEFT, buff=0.14)
        self.cap.move_to(plane.to_scene((14, 0.62 * top)), aligned_edge=LEFT)
        self.ring = Circle(0.13, color=descent, stroke_width=4).move_to(plane.to_scene((1, shares[0])))
        self.batch, self.counts = self._one_batch(facts, screen)
        most = max(float(one.max()) for kind in KINDS for one in facts.rare.left[kind].values())
        unit = (END - ZERO) / most
        self.lanes = {name: LeftBars(facts, screen, name, unit) for name in COMPARED}
        head = screen.word("left_axis", theme.SMALL, theme.MUTED)
        note = screen.word("left_note", theme.SMALL, theme.MUTED)
        head.move_to((NAMES, 1.57, 0), aligned_edge=LEFT)
        note.move_to((NAMES, self.bottom - 0.68, 0), aligned_edge=LEFT)
        base = Line(
            (ZERO, TOP + 0.38, 0), (ZERO, TOP - 3 * ROW - 0.38, 0), stroke_width=1.5, color=theme.FAINT
        )
        self.ground = VGroup(head, note, base)
        self.keys = {}
        for rank, kind in enumerate(KINDS):
            opacity = 0.95 if kind == KINDS[0] else 0.45
            swatch = Bar((0, 0, 0), 1.0, theme.MUTED, thickness=0.22, opacity=opacity, value=0.45)
            key = VGroup(swatch, screen.word(kind, theme.SMALL)).arrange(buff=0.15)
            self.keys[kind] = key.move_to((NAMES + 3.3 * rank, TOP - 3 * ROW - 0.62, 0), aligned_edge=LEFT)

    def _one_batch(self, facts: Facts, screen: ScreenText) -> tuple[VGroup, VGroup]:
        count, seen = facts.words, facts.rare.seen
        plane = Plane((0, count), (0, 1.15 * float(seen.max())), width=6.4, height=self.height)
        plane.move_to((NAMES + 0.45 + 3.2, self.bottom + self.height / 2, 0))
        axes = plane.axes(
            (1, count // 2, count), (0, 10, 20), x_name=screen["rank_axis"], language=screen.language
        )
        head = screen.word("batch_axis", theme.SMALL, theme.INK)
        head.move_to((plane.window.get_left()[0], plane.window.get_top()[1] + 0.27, 0), aligned_edge=LEFT)
        bars = polyline(
            [plane.to_scene([(rank, 0), (rank, one)]) for rank, one in enumerate(seen, start=1) if one],
            stroke_color=theme.INK,
            stroke_width=3,
        )
        return VGroup(plane, axes, head), VGroup(bars)
