"""Four methods, by memory and by division: their ranges on all grounds, side by side and one below the other."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, Line, Rectangle, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText, stand
from scenes.components.text.number import Number

from .facts import Facts
from .grounds import GROUNDS
from .quarters import DIVIDED, QUARTERS, Quarter
from .tuning import PER_DECADE, RATES, good, stretches

LEFTS, WIDTH = (-4.55, 1.25), 5.3
TOPS, HEIGHT = (2.12, -0.24), 1.84
FIRST, PITCH, THICK = 0.27, 0.43, 0.26
"""The first bar below the top of its quarter, how far apart bars are, and how thick."""
HALF = 10.0 ** (0.5 / PER_DECADE)
"""Every rate that is tried stands for its surroundings, so far to both sides."""
STEPS = ("plain_step", "summed_step", "divided_step", "averaged_step")
REASONS = ("scaled_plain", "scaled_plain", "scaled_divided", "scaled_averaged")


def ends(ranks: np.ndarray) -> np.ndarray:
    """Return from which to which rate a bar of these ranks goes."""
    return np.array([RATES[ranks[0]] / HALF, RATES[ranks[-1]] * HALF])


class MovedBar(Dialled):
    """A range, outlined, that goes to where it is when the loss is divided; the dial goes from 0 to 1."""

    def __init__(self, plane: Plane, before: np.ndarray, after: np.ndarray, y: float, colour: str) -> None:
        super().__init__()
        self.plane, self.y = plane, y
        self.ends = [np.log10(ends(ranks)) for ranks in (before, after)]
        self.bar = Rectangle(width=1, height=THICK + 0.08, stroke_width=3.5, stroke_color=theme.INK)
        self.bar.set_fill(colour, opacity=0.75)
        self.add(self.bar)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Stand on the way."""
        before, after = self.ends
        powers = before + dial * (after - before)
        left, right = self.plane.to_scene(np.stack([10**powers, [0.5, 0.5]], axis=-1))[:, 0]
        self.bar.stretch_to_fit_width(right - left).move_to(((left + right) / 2, self.y, 0))


class QuarterPanel:
    """One of the four.

    Attributes
    ----------
    head
        Who it is, and what its step is.
    bars, widths
        Its ranges, and how wide they are, on each ground.
    bracket
        How far their middles are apart.
    moved
        The range on the divided ground, to be moved, and what becomes of it.
    reason
        What becomes of a step when the loss is divided.
    """

    def __init__(self, rank: int, quarter: Quarter, facts: Facts, screen: ScreenText) -> None:
        self.quarter, self.screen = quarter, screen
        self.name, (row, column) = QUARTERS[rank], divmod(rank, 2)
        self.look = theme.look("adam" if row else self.name)
        self.left, self.top = LEFTS[column], TOPS[row]
        self.plane = Plane(
            (RATES[0] / 1.3, RATES[-1] * 1.3), (0.0, 1.0), width=WIDTH, height=HEIGHT, log_x=True
        )
        self.plane.move_to((self.left, self.top, 0), aligned_edge=LEFT + UP)
        title = screen.word(self.name, theme.BODY, self.look.colour)
        sign = marker(self.look.marker, 0.22, self.look.colour)
        titled = VGroup(sign, title).arrange(RIGHT, buff=0.14)
        titled.move_to((self.left + titled.width / 2, self.top + 0.26, 0))
        step = screen.word(STEPS[rank], theme.SMALL, theme.INK)
        step.move_to((self.left + WIDTH - step.width / 2, self.top + 0.26, 0))
        self.head = VGroup(titled, step)
        self.bars, self.widths = VGroup(), VGroup()
        for place, ranks in enumerate(quarter.ranges):
            self._range(place, ranks)
        self.bracket = self._bracket()
        self.reason = screen.word(REASONS[rank], theme.SMALL, theme.YELLOW)
        self.reason.move_to((self.left + 0.2 + self.reason.width / 2, self.top - HEIGHT + 0.32, 0))
        self.moved = self._moved()

    def y_of(self, place: int) -> float:
        """Return the height of a ground's bar."""
        return self.top - FIRST - place * PITCH

    def x_of(self, rate: float) -> float:
        """Return where a rate is."""
        return float(self.plane.to_scene((rate, 0.5))[0])

    def _range(self, place: int, ranks: np.ndarray) -> None:
        y = self.y_of(place)
        if not len(ranks):
            word = self.screen.word("never", theme.SMALL, theme.MUTED)
            self.widths.add(VGroup(word.move_to((self.left + 0.2 + word.width / 2, y, 0))))
            return
        for one in stretches(ranks):
            left, right = (self.x_of(end) for end in ends(one))
            bar = Rectangle(width=right - left, height=THICK, stroke_width=0)
            self.bars.add(bar.set_fill(self.look.colour, opacity=1).move_to(((left + right) / 2, y, 0)))
        number = Number(float(self.quarter.widths[place]), ".1f", theme.BODY, self.look.colour)
        number.move_to((self.x_of(ends(ranks)[1]) + 0.14 + number.width / 2, y, 0))
        self.widths.add(VGroup(number))

    def _bracket(self) -> VGroup:
        """Return ticks at the middles of the bars, a line that spans them, and how long it is."""
        ticks, y = VGroup(), self.top - FIRST - 3 * PITCH + 0.02
        middles = iter(self.quarter.middles)
        for place, ranks in enumerate(self.quarter.ranges):
            if len(ranks):
                x, at = self.x_of(10.0 ** next(middles)), self.y_of(place)
                ticks.add(
                    Line((x, at + THICK / 2, 0), (x, at - THICK / 2, 0), stroke_width=4, color=theme.INK),
                )
        low, high = (self.x_of(10.0**end) for end in (min(self.quarter.middles), max(self.quarter.middles)))
        span = VGroup(Line((low, y, 0), (high, y, 0), stroke_width=4, color=theme.INK))
        span.add(
            *(Line((x, y + 0.1, 0), (x, y - 0.1, 0), stroke_width=4, color=theme.INK) for x in (low, high))
        )
        number = Number(self.quarter.apart, ".1f", theme.BODY, theme.INK)
        number.move_to((high + 0.18 + number.width / 2, y, 0))
        return VGroup(ticks, span, number)

    def _moved(self) -> tuple[MovedBar, VGroup]:
        place = GROUNDS.index(DIVIDED)
        before, after, y = self.quarter.ranges[place], good(self.quarter.scaled), self.y_of(place)
        moving = MovedBar(self.plane, before, after, y, self.look.colour)
        away = abs(self.quarter.moved) > 1 / PER_DECADE
        text = self.screen.word("moved" if away else "stayed", theme.SMALL, theme.INK)
        left, right = (self.x_of(end) for end in ends(after))
        x = left - 0.16 - text.width / 2 if away else right + 0.16 + text.width / 2
        return moving, plated(text.move_to((x, y, 0)), buff=0.04)


class QuarterView:
    """All four, and what is common.

    Attributes
    ----------
    panels
        In the order of ``QUARTERS``.
    frame
        Axes, names of the grounds, heads of the columns, and the key of bars.
    middle_key
        What a bracket is.
    common
        The rates that are good on all grounds, for momentum and for Adam.
    scaled_key
        What is divided.
    down, across
        Arrows: what division does, and what memory does.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        self.panels = [
            QuarterPanel(rank, quarter, facts, screen) for rank, quarter in enumerate(facts.quarters)
        ]
        self.frame = VGroup(self._axes(), self._names(), self._columns())
        self.bar_key, self.middle_key = self._keys()
        self.common = VGroup(self._common(3, "common"))
        if facts.momentum_common:
            self.common.add(self._common(1, "common_momentum"))
        self.down, self.across = self._arrows()
        self.scaled_key = screen.word("scaled_key", theme.BODY, theme.YELLOW)
        self.scaled_key.move_to((0.0, self.bar_key.get_y(), 0))

    def _axes(self) -> VGroup:
        parts = VGroup()
        for panel in self.panels:
            bottom, top = panel.plane.window.get_bottom()[1], panel.plane.window.get_top()[1]
            parts.add(panel.plane)
            for power in range(-4, 2):
                x = panel.x_of(10.0**power)
                parts.add(Line((x, bottom, 0), (x, top, 0), stroke_width=1.0, color=theme.FAINT))
        parts.add(*(power_ticks(panel.plane, range(-4, 2)) for panel in self.panels[2:]))
        name = self.screen.word("rate_axis", theme.SMALL, theme.MUTED)
        y = self.panels[2].plane.window.get_bottom()[1] - 0.27
        return parts.add(name.move_to((theme.STAGE_LEFT + name.width / 2, y, 0)))

    def _names(self) -> VGroup:
        names = VGroup()
        for panel in (self.panels[0], self.panels[2]):
            for place, ground in enumerate(GROUNDS):
                word = self.screen.word(ground.name, theme.SMALL, theme.MUTED)
                names.add(word.move_to((LEFTS[0] - 0.15 - word.width / 2, panel.y_of(place), 0)))
        return names

    def _columns(self) -> VGroup:
        heads = VGroup()
        for left, key in zip(LEFTS, ("without_memory", "with_memory"), strict=True):
            word = self.screen.word(key, theme.BODY, theme.INK)
            heads.add(stand(word.move_to((left + WIDTH / 2, 0, 0)), 2.76))
        return heads

    def _keys(self) -> tuple[VGroup, VGroup]:
        y = -2.78
        bar = Rectangle(width=0.4, height=0.2, stroke_width=0).set_fill(theme.INK, opacity=1)
        told = VGroup(bar, self.screen.word("bar_key", theme.SMALL, theme.INK)).arrange(RIGHT, buff=0.14)
        told.move_to((theme.STAGE_LEFT + told.width / 2, y, 0))
        line = Line((0, 0, 0), (0.5, 0, 0), stroke_width=4, color=theme.INK)
        ticks = (Line((x, -0.1, 0), (x, 0.1, 0), stroke_width=4, color=theme.INK) for x in (0.0, 0.5))
        word = self.screen.word("middle_key", theme.SMALL, theme.INK)
        apart = VGroup(VGroup(line, *ticks), word).arrange(RIGHT, buff=0.14)
        apart.move_to((theme.STAGE_RIGHT - apart.width / 2, y, 0))
        return told, apart

    def _common(self, rank: int, key: str) -> VGroup:
        panel = self.panels[rank]
        left, right = (panel.x_of(end) for end in ends(panel.quarter.common))
        top, bottom = panel.y_of(0) + 0.19, panel.y_of(2) - 0.19
        frame = Rectangle(width=right - left, height=top - bottom, stroke_width=5, stroke_color=theme.YELLOW)
        frame.move_to(((left + right) / 2, (top + bottom) / 2, 0))
        text = self.screen.word(key, theme.BODY, theme.YELLOW)
        if panel.quarter.common[0] > len(RATES) // 2:
            x = left - 0.28 - text.width / 2
        else:
            x = panel.x_of(ends(panel.quarter.ranges[1])[1]) + 0.75 + text.width / 2
        return VGroup(frame, plated(text.move_to((x, panel.y_of(1), 0)), buff=0.04))

    def _arrows(self) -> tuple[Arrows, Arrows]:
        """Return an arrow down, from row to row, and one to the right, from column to column."""
        x, y = (theme.STAGE_RIGHT + LEFTS[1] + WIDTH) / 2, 2.83
        tops = [self.panels[rank].y_of(1) for rank in (1, 3)]
        heads = [(left + WIDTH / 2, 0.0) for left in LEFTS]
        down = Arrows((x, tops[0], 0), (x, tops[1], 0), theme.YELLOW)
        across = Arrows((heads[0][0] + 1.5, y, 0), (heads[1][0] - 1.9, y, 0), theme.YELLOW)
        return down, across
