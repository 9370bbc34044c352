"""The first step while the valley turns: one follows, one jumps from corner to corner; and the rates of the last."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Circle, Dot, Rectangle, Square, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.charts.bars import Bar
from scenes.components.dial import Dialled
from scenes.components.text.label import Label, formula, label
from scenes.components.text.number import Number
from scenes.facts.turning import turned

from .cast import Cast, written
from .disc import TurningDisc
from .facts import START
from .ranking import PALE

REACH, RADIUS = 4.3, 1.95
"""How far one sees, in units of the valley and of the stage."""
MIDDLES, HEIGHT = (-3.1, 3.1), 0.5
ASIDE = -4.7, -0.35
"""Where the middles of the discs are first, and where they go when the rates want room."""
BARS, GROUND, SCALE = (2.5, 4.6), 0.32, 1.45
"""Where the bars of rates begin, of AdaGrad and of Adam; on what they stand, and how high a rate of one is."""


class FirstStep(Dialled):
    """One disc: the valley turned by as many degrees as the dial says, the way down, and the first step.

    Parameters
    ----------
    separate
        Whether each coordinate is rescaled on its own: the step is η in both, towards a corner.
    """

    def __init__(self, cast: Cast, key: str, middle: float, *, separate: bool) -> None:
        super().__init__()
        racer, colour = cast.racers[key], cast.look(key).colour
        here = np.array([middle, HEIGHT, 0.0])
        self.separate, self.rate = separate, float(racer.rate or 0.0)
        self.slope = racer.long.grad[0]
        self.disc = TurningDisc(np.array(START), REACH, RADIUS, here)
        self.way = Arrows(here, here, theme.GRADIENT, width=0.045, head=0.2)
        self.step = Arrows(here, here, colour, width=0.11, head=0.3)
        # Where the step would lead if it turned along, as the one that follows does.
        self.wanted = Arrows(here, here, theme.INK, width=0.08, head=0.26, opacity=0.5 if separate else 0.0)
        reach = self.rate * self.disc.unit
        shape = Square(2 * reach) if separate else Circle(reach * float(np.linalg.norm(self.slope)))
        shape.set_stroke(colour, width=2, opacity=0.9).set_fill(opacity=0).move_to(here)
        corners = (
            (Dot(corner, radius=0.08, color=colour) for corner in shape.get_vertices()) if separate else ()
        )
        self.track = VGroup(shape, *corners)
        self.add(self.disc, self.track, self.wanted, self.way, self.step)
        self.add(Dot(here, radius=0.07, color=theme.INK))
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Turn the valley by ``dial`` degrees."""
        self.disc.set_dial(dial)
        slope = turned(self.slope, dial)
        step = -self.rate * (np.sign(slope) if self.separate else slope)
        wanted = turned(-self.rate * np.sign(self.slope), dial)
        down = -slope / np.linalg.norm(slope) * REACH * 0.98
        for arrow, end in ((self.way, down), (self.step, step), (self.wanted, wanted)):
            arrow.point(self.disc.middle, self.disc.place(end))


class Angle(Dialled):
    """Words and the angle by which the valley is turned now, from ``left``."""

    def __init__(self, words: Label, left: float, y: float) -> None:
        super().__init__()
        words.move_to((left, y, 0.0), aligned_edge=LEFT)
        # Three digits have room before the degree sign, which stays.
        right = words.get_right()[0] + 0.5
        self.number = Number(0, "d", theme.SMALL, theme.INK, anchor="right").place((right, y - 0.075, 0.0))
        sign = label("°", theme.SMALL).move_to((right + 0.03, y + 0.06, 0.0), aligned_edge=LEFT)
        self.add(words, self.number, sign)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Show whole degrees, within one turn."""
        self.number.set_dial(round(dial) % 360)


class RateBars(Dialled):
    """The rates of AdaGrad and of Adam in x and in y, in the valley turned by the dial's degrees."""

    def __init__(self, cast: Cast) -> None:
        super().__init__()
        facts, screen = cast.facts, cast.screen
        self.pairs = (("adagrad", facts.adagrad_rates), ("adam", facts.adam_rates))
        self.bars, self.numbers = {}, {}
        for (key, rates), begin in zip(self.pairs, BARS, strict=True):
            colour = cast.look(key).colour
            for rank, axis in enumerate("xy"):
                foot = np.array([begin + 0.8 * rank, GROUND, 0.0])
                bar = Bar(foot, SCALE, colour, thickness=0.5, vertical=True, opacity=PALE if rank else 1.0)
                number = Number(0.0, ".2f", theme.SMALL, colour)
                name = screen.set(f"${axis}$", theme.SMALL).move_to(foot + 0.24 * DOWN)
                self.bars[key, rank], self.numbers[key, rank] = bar, number
                # How high it was, before the valley turns.
                before = Rectangle(width=0.5, height=SCALE * rates.straight[rank])
                before.set_stroke(theme.MUTED, width=1.5).set_fill(opacity=0)
                self.add(before.move_to(foot, aligned_edge=DOWN), bar, number, name)
            name = cast.signed(key)
            self.add(name.move_to((begin + 0.4, GROUND - 0.6, 0)))
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Show the rates in the valley turned by ``dial`` degrees."""
        for key, rates in self.pairs:
            for rank, rate in enumerate(rates.at(dial)):
                bar, number = self.bars[key, rank], self.numbers[key, rank]
                bar.set_dial(rate)
                number.set_dial(rate)
                number.move_to(bar.end + 0.2 * UP)


class FirstSteps:
    """Both discs with what a turn does below, and what is left of the rates in the end.

    Attributes
    ----------
    follows, stays
        Plain descent's disc, and the one of those that rescale each coordinate on its own.
    law, notes
        What a turn does to plain descent's step; and to each step in words, below its disc.
    legend, pale, angle
        What the arrow downhill is; what the pale one; and by how much both discs are turned.
    rates, rates_title
        The rates in x and in y, and what they are.
    step_aside
        The animations that make room for the rates.
    control
        AdaGrad's losses by row: below a heading, along the axes; turned, if both coordinates took in every step the
        mean of the rates it has there; the mean of those it has when turned; and turned, as it is.
    """

    def __init__(self, cast: Cast) -> None:
        self.cast, screen = cast, cast.screen
        left, right = MIDDLES
        self.follows = FirstStep(cast, "gradient_descent", left, separate=False)
        self.stays = FirstStep(cast, "adagrad", right, separate=True)
        self.titles, self.notes = VGroup(), VGroup()
        for middle, key, look in ((left, "one_rate", "gradient_descent"), (right, "own_rates", "adagrad")):
            title = screen.word(f"step_{key}", theme.SMALL, cast.look(look).colour)
            self.titles.add(title.move_to((middle, 2.72, 0)))
            self.notes.add(screen.word(f"law_{key}", theme.SMALL, theme.MUTED).move_to((middle, -1.75, 0)))
        self.law = formula("-eta (R g) = R (-eta g)", theme.BODY).move_to((left, -2.22, 0))
        self.legend = screen.word("way_down", theme.SMALL, theme.GRADIENT)
        self.legend.move_to((left - RADIUS, -2.78, 0.0), aligned_edge=LEFT)
        begin = self.legend.get_right()[0] + 0.45
        self.angle = Angle(screen.word("turned_by", theme.SMALL), begin, -2.78)
        self.pale = screen.word("turned_along", theme.SMALL, theme.MUTED)
        self.pale.move_to((right - RADIUS + 0.35, -2.78, 0.0), aligned_edge=LEFT)
        self.rates = RateBars(cast)
        self.rates_title = screen.word("rates_last", theme.SMALL, theme.MUTED)
        self.rates_title.move_to((BARS[0] - 0.35, 2.72, 0.0), aligned_edge=LEFT)
        self.control = self._control()

    def step_aside(self) -> list[Animation]:
        """Move both discs, and what belongs to each, to the left."""
        left, right = (there - here for here, there in zip(MIDDLES, ASIDE, strict=True))
        with_left = (self.follows, self.titles[0], self.notes[0], self.law, self.legend, self.angle)
        with_right = (self.stays, self.titles[1], self.notes[1], self.pale)
        return [
            part.animate.shift(way * RIGHT)
            for parts, way in ((with_left, left), (with_right, right))
            for part in parts
        ]

    def _control(self) -> VGroup:
        """Set AdaGrad's losses below each other: as it is, with equal rates, with lower ones, and turned."""
        facts, screen = self.cast.facts, self.cast.screen
        colour = self.cast.look("adagrad").colour
        left, right = BARS[0] - 0.35, 6.6
        rows = VGroup()
        for y, key, loss, ink in (
            (-1.0, "rates_own", facts.adagrad.loss, colour),
            (-1.5, "rates_kept", facts.kept_mean_loss, theme.INK),
            (-2.15, "rates_mean", facts.turned_mean_loss, theme.INK),
            (-2.7, "rates_turned", facts.adagrad.turned_loss, colour),
        ):
            name = screen.word(key, theme.SMALL, ink).move_to((left, y, 0), aligned_edge=LEFT)
            rows.add(VGroup(name, written(loss, theme.SMALL, ink).move_to((right, y, 0), aligned_edge=RIGHT)))
        rows[0].add(
            screen.word("their_mean", theme.SMALL, theme.MUTED).move_to((left, -0.64, 0), aligned_edge=LEFT)
        )
        return rows
