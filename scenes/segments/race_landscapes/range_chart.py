"""Every method's range of good rates on every landscape, on one axis."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, Line, Rectangle, VGroup

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.dial import Dialled
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText, stand
from scenes.components.text.number import Number

from .facts import Facts
from .grounds import GROUNDS
from .names import named
from .tuning import METHODS, PER_DECADE, RATES, Tuning, stretches

GROUP, PITCH, THICK = 0.805, 0.255, 0.16
"""Height of a method's group, distance of its bars, and how thick they are."""
LETTERS = ("B", "R", "S")
HALF = 10.0 ** (0.5 / PER_DECADE)
"""Every rate that is tried stands for its surroundings, so far to both sides."""
TOP = 2.08


def row_y(method: int, ground: int) -> float:
    """Return the height of a bar."""
    return TOP - method * GROUP - ground * PITCH


class RangeBar(VGroup):
    """Thin where half of the starts settle, thick where at most double the fewest steps are needed.

    Attributes
    ----------
    thick, thin
        Both parts.
    """

    def __init__(self, plane: Plane, tuning: Tuning, y: float, colour: str) -> None:
        super().__init__()
        self.thin = self._bars(plane, np.flatnonzero(tuning.half >= 0), y, colour, 0.035)
        self.thick = self._bars(plane, tuning.good, y, colour, THICK)
        self.add(self.thin, self.thick)

    @staticmethod
    def _bars(plane: Plane, ranks: np.ndarray, y: float, colour: str, height: float) -> VGroup:
        bars = VGroup()
        for one in stretches(ranks):
            left, right = plane.to_scene([(RATES[one[0]] / HALF, 0.0), (RATES[one[-1]] * HALF, 0.0)])[:, 0]
            bar = Rectangle(width=right - left, height=height, stroke_width=0).set_fill(colour, opacity=1)
            bars.add(bar.move_to(((left + right) / 2, y, 0)))
        return bars


class MovedRange(Dialled):
    """A range on the canyon, which goes to where it is when the loss is divided; the dial goes from 0 to 1."""

    def __init__(self, plane: Plane, before: Tuning, after: Tuning, y: float, colour: str) -> None:
        super().__init__()
        self.plane, self.y = plane, y
        self.ends = [
            np.log10([RATES[one.good[0]] / HALF, RATES[one.good[-1]] * HALF]) for one in (before, after)
        ]
        self.bar = Rectangle(width=1, height=THICK + 0.1, stroke_width=3, stroke_color=theme.INK)
        self.bar.set_fill(colour, opacity=0.55)
        self.add(self.bar)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Stand on the way."""
        before, after = self.ends
        left, right = self.plane.to_scene(np.stack([10 ** (before + dial * (after - before)), [0, 0]], -1))[
            :, 0
        ]
        self.bar.stretch_to_fit_width(right - left).move_to(((left + right) / 2, self.y, 0))


class RangeChart:
    """It fills the stage.

    Attributes
    ----------
    frame
        Axis, names of methods and landscapes.
    bars
        Of each method and landscape.
    keys
        What thick and thin mean.
    winners, adam, others
        How wide the ranges of the winners, of Adam and of the others are, in factors of ten; with a head.
    common
        The rates that are good for Adam on all grounds.
    step
        What Adam's rate is, in the place of what is common.
    limits
        Above which rate no minimum holds gradient descent, with the curvatures there.
    moved
        Momentum's and Adam's range on the canyon, and what is told when its loss is divided.
    """

    left, width = -3.95, 8.9

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts = facts
        self.plane = Plane(
            (RATES[0] / 1.3, RATES[-1] * 1.3), (0.0, 1.0), width=self.width, height=4.92, log_x=True
        )
        self.plane.move_to((self.left, TOP + 0.25, 0), aligned_edge=LEFT + UP)
        self.frame = VGroup(self.plane, *self._axis(screen))
        self.bars: dict[tuple[str, int], RangeBar] = {}
        self.winners, self.adam, self.others = VGroup(), VGroup(), VGroup()
        for rank, name in enumerate(METHODS):
            row = named(screen, name)
            row.move_to((theme.STAGE_LEFT + row.width / 2, row_y(rank, 1), 0))
            stand(row[1], row_y(rank, 1) - 0.09)
            self.frame.add(row)
            for place, contest in enumerate(facts.contests):
                y, tuning = row_y(rank, place), contest.tunings[name]
                letter = screen.set(LETTERS[place], theme.SMALL, theme.MUTED)
                self.frame.add(letter.move_to((self.left - 0.24, y, 0)))
                self.bars[name, place] = RangeBar(self.plane, tuning, y, theme.look(name).colour)
                first = contest.first == name
                group = self.winners if first else self.adam if name == "adam" else self.others
                if first:
                    self.winners.add(self._framed(name, place))
                group.add(self._told_width(screen, tuning, y, name if first or name == "adam" else ""))
        head = screen.word("width_head", theme.SMALL, theme.MUTED)
        self.others.add(head.move_to((theme.STAGE_RIGHT - head.width / 2, TOP + 0.62, 0)))
        self._key(screen)
        self.common = self._common(screen)
        self.step = self._step(screen)
        self.limits = self._limits(screen)
        self.moved = self._moved(screen)

    def _axis(self, screen: ScreenText) -> list[VGroup]:
        ticks = power_ticks(self.plane, range(-4, 2))
        bottom, top = self.plane.window.get_bottom()[1], self.plane.window.get_top()[1]
        for power in range(-4, 2):
            x = self.plane.to_scene((10.0**power, 0.0))[0]
            ticks.add(Line((x, bottom, 0), (x, top, 0), stroke_width=1.0, color=theme.FAINT))
        name = screen.word("rate_axis", theme.SMALL, theme.MUTED)
        name.move_to((theme.STAGE_LEFT + name.width / 2 + 0.9, bottom - 0.27, 0))
        return [ticks, VGroup(name)]

    def _told_width(self, screen: ScreenText, tuning: Tuning, y: float, lit: str) -> VGroup:
        right = theme.STAGE_RIGHT - 0.55
        if not len(tuning.good):
            word = screen.word("never", theme.SMALL, theme.MUTED)
            return VGroup(word.move_to((right - word.width + 0.35 + word.width / 2, y, 0)))
        colour = theme.look(lit).colour if lit else theme.MUTED
        number = Number(tuning.width, ".1f", theme.SMALL, colour, anchor="right").place((right, y - 0.075, 0))
        return VGroup(number)

    def _framed(self, name: str, place: int) -> Rectangle:
        bar = self.bars[name, place].thick
        frame = Rectangle(width=bar.width + 0.12, height=THICK + 0.1, stroke_width=3, stroke_color=theme.INK)
        return frame.move_to(bar)

    def _key(self, screen: ScreenText) -> None:
        """Say above which letter is which landscape, what is thick and what is thin."""
        y = TOP + 0.62
        names = "#h(0.8em)".join(
            f"{letter}: {screen[ground.name]}" for letter, ground in zip(LETTERS, GROUNDS, strict=True)
        )
        letters = screen.set(names, theme.SMALL, theme.MUTED)
        letters.move_to((theme.STAGE_LEFT + letters.width / 2, y, 0))
        self.frame.add(letters)
        self.keys, x = [], letters.get_right()[0] + 0.3
        for key, thickness in (("thick", THICK), ("thin", 0.035)):
            sample = Rectangle(width=0.4, height=thickness, stroke_width=0).set_fill(theme.INK, opacity=1)
            text = screen.word(key, theme.SMALL, theme.INK)
            entry = VGroup(sample, text).arrange(RIGHT, buff=0.12)
            self.keys.append(entry.move_to((x + entry.width / 2, y, 0)))
            x += entry.width + 0.3

    def _common(self, screen: ScreenText) -> VGroup:
        rank = METHODS.index("adam")
        ends = [(end * side, 0.0) for end, side in zip(self.facts.common_ends, (1 / HALF, HALF), strict=True)]
        left, right = self.plane.to_scene(ends)[:, 0]
        top, bottom = row_y(rank, 0) + 0.17, row_y(rank, 2) - 0.17
        frame = Rectangle(width=right - left, height=top - bottom, stroke_width=4, stroke_color=theme.YELLOW)
        frame.move_to(((left + right) / 2, (top + bottom) / 2, 0))
        text = screen.word("common", theme.SMALL, theme.YELLOW)
        text.move_to((left - 0.2 - text.width / 2, row_y(rank, 1) + 0.01, 0))
        return VGroup(frame, plated(text, buff=0.04))

    def _step(self, screen: ScreenText) -> VGroup:
        text = screen.word("adam_step", theme.SMALL, theme.YELLOW)
        right = self.common[1].get_right()[0]
        return plated(text.move_to((right - text.width / 2, self.common[1].get_y(), 0)), buff=0.04)

    def _limits(self, screen: ScreenText) -> VGroup:
        """Return a tick at each limit of gradient descent, with the curvature that makes it."""
        signs = VGroup()
        for place, contest in enumerate(self.facts.contests):
            y, limit = row_y(0, place), contest.tunings["gradient_descent"].limit
            x = self.plane.to_scene((limit, 0.0))[0]
            tick = Line((x, y - 0.12, 0), (x, y + 0.12, 0), stroke_width=5, color=theme.YELLOW)
            text = screen.set(f"$lambda = {contest.ground.curvatures[1]:.0f}$", theme.SMALL, theme.YELLOW)
            text.move_to((x + 0.15 + text.width / 2, y, 0))
            signs.add(tick, plated(text, buff=0.03))
        law = screen.word("descent_limit", theme.SMALL, theme.YELLOW)
        law.move_to((self.left + self.width - 0.15 - law.width / 2, row_y(0, 0), 0))
        return VGroup(signs, plated(law, buff=0.04))

    def _moved(self, screen: ScreenText) -> dict[str, tuple[MovedRange, VGroup]]:
        """Return for momentum and Adam the range on the canyon that moves, and what becomes of it."""
        found = {}
        before = self.facts.rosenbrock.tunings
        for name, after, key in (
            ("momentum", self.facts.divided.momentum, "moved"),
            ("adam", self.facts.divided.adam, "stayed"),
        ):
            y = row_y(METHODS.index(name), 1)
            moving = MovedRange(self.plane, before[name], after, y, theme.look(name).colour)
            text = screen.word(key, theme.SMALL, theme.INK)
            x = self.plane.to_scene((RATES[after.good[-1]] * HALF, 0.0))[0]
            found[name] = (moving, plated(text.move_to((x + 0.2 + text.width / 2, y, 0)), buff=0.04))
        return found
