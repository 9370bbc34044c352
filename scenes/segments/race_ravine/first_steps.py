"""The first step while the valley turns: one follows, one jumps from corner to corner; and the rates of the last."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, Dot, Rectangle, Square, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.charts.bars import Bar
from scenes.components.dial import Dialled
from scenes.components.text.label import formula
from scenes.components.text.number import Number

from .cast import Cast, written
from .disc import TurningDisc
from .facts import START, turned
from .ranking import PALE

REACH, RADIUS = 4.3, 1.95
"""How far one sees, in units of the valley and of the stage."""
MIDDLES, HEIGHT = (-4.7, -0.35), 0.5
BARS, GROUND, SCALE = (2.5, 4.6), -0.55, 1.55
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


class RateBars(Dialled):
    """The rates of AdaGrad and of Adam, x's and y's, in the valley turned by as many degrees as the dial says."""

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
            self.add(name.move_to((begin + 0.4, GROUND - 0.62, 0)))
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
    """Both discs with their laws below, and what is left of the rates in the end.

    Attributes
    ----------
    follows, stays
        Plain descent's disc, and the one of those that rescale each coordinate on its own.
    laws, notes
        What a turn does to each step, below its disc, and the same in words.
    rates, rates_title
        The rates in x and in y, turned along with the discs.
    control
        AdaGrad's losses with its own two rates, and with their mean for both.
    """

    def __init__(self, cast: Cast) -> None:
        self.cast, screen = cast, cast.screen
        left, right = MIDDLES
        self.follows = FirstStep(cast, "gradient_descent", left, separate=False)
        self.stays = FirstStep(cast, "adagrad", right, separate=True)
        self.titles, self.laws, self.notes = VGroup(), VGroup(), VGroup()
        for middle, key, look, law in (
            (left, "one_rate", "gradient_descent", "-eta (R g) = R (-eta g)"),
            (right, "own_rates", "adagrad", '-eta thin "sign"(R g) != R (-eta thin "sign"(g))'),
        ):
            title = screen.word(f"step_{key}", theme.SMALL, cast.look(look).colour)
            self.titles.add(title.move_to((middle, 2.72, 0)))
            self.laws.add(formula(law, theme.BODY).move_to((middle, -1.78, 0)))
            self.notes.add(screen.word(f"law_{key}", theme.SMALL, theme.MUTED).move_to((middle, -2.28, 0)))
        self.legend = VGroup(
            screen.word("way_down", theme.SMALL, theme.GRADIENT),
            screen.word("turn_letter", theme.SMALL),
            screen.word("turned_along", theme.SMALL, theme.MUTED),
        )
        self.legend.arrange(RIGHT, buff=0.5).move_to(((left + right) / 2, -2.78, 0.0))
        self.rates = RateBars(cast)
        self.rates_title = screen.word("rates_last", theme.SMALL, theme.MUTED).move_to(
            (BARS[1] - 0.65, 2.72, 0)
        )
        self.control = self._control()

    def _control(self) -> VGroup:
        """Set AdaGrad's losses, along the axes and turned, at its own rates and at their mean."""
        facts, screen = self.cast.facts, self.cast.screen
        colour = self.cast.look("adagrad").colour
        left, columns = BARS[0] - 0.35, (5.3, 6.6)
        rows = VGroup(
            screen.word("their_mean", theme.SMALL, colour).move_to((left, -1.68, 0), aligned_edge=LEFT)
        )
        for key, x in zip(("loss_along", "loss_turned"), columns, strict=True):
            rows.add(screen.word(key, theme.SMALL, theme.MUTED).move_to((x, -1.68, 0), aligned_edge=RIGHT))
        for key, y, losses in (
            ("rates_own", -2.15, (facts.adagrad.loss, facts.adagrad.turned_loss)),
            ("rates_mean", -2.62, (facts.mean_loss, facts.turned_mean_loss)),
        ):
            rows.add(screen.word(key, theme.SMALL).move_to((left, y, 0), aligned_edge=LEFT))
            for x, loss in zip(columns, losses, strict=True):
                rows.add(written(loss, theme.SMALL, theme.INK).move_to((x, y, 0), aligned_edge=RIGHT))
        return rows
