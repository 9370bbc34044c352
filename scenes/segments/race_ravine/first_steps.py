"""The first step, seen from the start, while the valley turns: one follows, one jumps from corner to corner."""

from __future__ import annotations

import numpy as np
from manim import DOWN, Circle, Dot, Square, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.dial import Dialled
from scenes.components.text.label import formula

from .cast import Cast
from .disc import TurningDisc
from .facts import START, turned

REACH, RADIUS = 4.3, 2.2
"""How far one sees, in units of the valley and of the stage."""
MIDDLES, HEIGHT = (-3.5, 3.5), 0.45


class FirstStep(Dialled):
    """One disc: the valley turned by as many degrees as the dial says, the way down, and the first step.

    Parameters
    ----------
    separate
        Whether each coordinate is divided by itself: the step is η in both, towards a corner.
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


class FirstSteps:
    """Both discs with their laws below.

    Attributes
    ----------
    follows, stays
        Plain descent's disc, and the one of those that divide each coordinate by itself.
    laws, notes
        What a turn does to each step, below its disc, and the same in words.
    """

    def __init__(self, cast: Cast) -> None:
        screen = cast.screen
        left, right = MIDDLES
        self.follows = FirstStep(cast, "gradient_descent", left, separate=False)
        self.stays = FirstStep(cast, "adagrad", right, separate=True)
        self.titles, self.laws, self.notes = VGroup(), VGroup(), VGroup()
        for middle, key, look, law in (
            (left, "one_rate", "gradient_descent", "-eta (R g) = R (-eta g)"),
            (right, "own_rates", "adagrad", '-eta thin "sign"(R g) != R (-eta thin "sign"(g))'),
        ):
            title = screen.word(f"step_{key}", theme.BODY, cast.look(look).colour)
            self.titles.add(title.move_to((middle, 2.92, 0)))
            self.laws.add(formula(law, theme.HEADING).move_to((middle, -2.12, 0)))
            self.notes.add(screen.word(f"law_{key}", theme.SMALL, theme.MUTED).move_to((middle, -2.72, 0)))
        self.legend = VGroup(
            screen.word("way_down", theme.SMALL, theme.GRADIENT),
            screen.word("turn_letter", theme.SMALL),
            screen.word("turned_along", theme.SMALL, theme.MUTED, align="center"),
        )
        self.legend.arrange(DOWN, buff=0.25).move_to((0.0, HEIGHT, 0.0))
