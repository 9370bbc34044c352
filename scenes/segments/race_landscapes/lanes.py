"""A lane for each method below each map: when it settles, or from how many starts it is the first."""

from __future__ import annotations

import numpy as np
from manim import Line, VGroup, VMobject

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.charts.bars import Bar
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .contest import Contest
from .three_maps import SIZE
from .tuning import METHODS

TOP, PITCH = -1.14, 0.232
"""The first lane, and how far apart they are, in scene units."""
STEP_PITCH = 0.2
"""The same where no numbers stand in the lanes."""
FOOT = TOP - 5.5 * PITCH
CAPTION = -2.95


def lane_y(rank: int, pitch: float = PITCH) -> float:
    """Return the height of a method's lane."""
    return TOP - rank * pitch


class StepLanes(Dialled):
    """The dial is the step: a marker stays where its method has settled, the others move on.

    Attributes
    ----------
    frame
        The axis of steps and the lanes.
    won
        The steps of the winner.
    """

    def __init__(self, contest: Contest, screen: ScreenText, centre: float) -> None:
        super().__init__()
        self.steps = [contest.tunings[name].steps_alone for name in METHODS]
        self.budget = contest.budget
        foot = TOP - 5.6 * STEP_PITCH
        self.plane = Plane(
            (1.0, float(contest.budget)),
            (0.0, 1.0),
            width=SIZE[0] - 0.1,
            height=TOP - foot + 0.12,
            log_x=True,
        )
        self.plane.move_to((centre, (TOP + 0.12 + foot) / 2, 0))
        self.frame = VGroup(self.plane, power_ticks(self.plane, range(4 if contest.budget >= 1000 else 3)))
        left, right = self.plane.window.get_left()[0], self.plane.window.get_right()[0]
        self.marks, nevers = [], VGroup()
        for rank, (name, steps) in enumerate(zip(METHODS, self.steps, strict=True)):
            look, y = theme.look(name), lane_y(rank, STEP_PITCH)
            self.frame.add(Line((left, y, 0), (right, y, 0), stroke_width=1.0, color=theme.FAINT))
            self.marks.append(marker(look.marker, 0.17, look.colour))
            if steps < 0:
                word = screen.word("never", theme.SMALL, look.colour)
                word.move_to((right - 0.16 - word.width / 2, y, 0))
                nevers.add(plated(word, buff=0.02))
        self.nevers = nevers
        self.add(*self.marks)
        first = METHODS.index(contest.first_alone)
        number = Number(contest.steps_alone, "d", theme.HEADING, theme.look(contest.first_alone).colour)
        at = self.plane.to_scene((float(contest.steps_alone), 0.5))[0]
        # The lanes above and below keep clear of it.
        self.won = number.move_to((at - 0.2 - number.width / 2, lane_y(first, STEP_PITCH) - 0.01, 0))
        self.set_dial(1.0)

    def show(self, dial: float) -> None:
        """Stand at a step, or where each has settled before."""
        for rank, (mark, steps) in enumerate(zip(self.marks, self.steps, strict=True)):
            at = min(dial, float(steps)) if steps >= 0 else dial
            x = self.plane.to_scene((max(at, 1.0), 0.0))[0]
            mark.move_to((x, lane_y(rank, STEP_PITCH), 0))
            mark.set_opacity(0.0 if steps < 0 and dial >= self.budget else 1.0)


class CountLanes(Dialled):
    """Bars of how many starts each method is the first from; the dial goes from 0 to 1 while they grow.

    Attributes
    ----------
    frame
        The axis, and the methods' signs left of it.
    """

    most = 42.0

    def __init__(self, contest: Contest, centre: float) -> None:
        super().__init__()
        self.counts = contest.counts(contest.owners_alone)
        width = SIZE[0] - 1.6
        left = centre - SIZE[0] / 2 + 0.32
        self.frame = VGroup(
            Line((left, TOP + 0.14, 0), (left, FOOT + 0.08, 0), stroke_width=1.5, color=theme.MUTED)
        )
        self.bars, self.numbers = [], []
        for rank, name in enumerate(METHODS):
            look, y = theme.look(name), lane_y(rank)
            self.frame.add(marker(look.marker, 0.17, look.colour).move_to((left - 0.2, y, 0)))
            self.bars.append(Bar((left, y, 0), width / self.most, look.colour, thickness=0.13))
            self.numbers.append(Number(0, "d", theme.SMALL, look.colour))
        self.add(*self.bars, *self.numbers)
        self.set_dial(0.0)

    def beside(self, text: VMobject, rank: int) -> VMobject:
        """Put a text right of the room for a bar's number, in a method's lane."""
        x = self.bars[rank].base[0] + 0.85
        return text.move_to((x + text.width / 2, lane_y(rank), 0))

    def pointed(self, rank: int) -> Arrows:
        """Return an arrow to a method's lane."""
        tip, y = self.bars[rank].base[0] - 0.33, lane_y(rank)
        return Arrows((tip - 0.28, y, 0), (tip, y, 0), theme.YELLOW)

    def show(self, dial: float) -> None:
        """Let the bars grow to the counts."""
        for rank, (bar, number) in enumerate(zip(self.bars, self.numbers, strict=True)):
            value = dial * self.counts[rank]
            bar.set_dial(value)
            number.set_dial(round(value))
            number.place(np.array([bar.end[0] + 0.1, lane_y(rank) - 0.075, 0.0]))
