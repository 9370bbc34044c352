"""Steps until settled against the learning rate, on one landscape from its usual start, for all methods."""

from __future__ import annotations

import numpy as np
from manim import LEFT, UP, LineJointType, VGroup, VMobject

from scenes import theme
from scenes.components.axes.changing_path import ChangingPath
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.axes.trajectory_path import dashed
from scenes.components.dial import Dialled
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText, stand
from scenes.components.text.number import Number

from .facts import Facts
from .names import named
from .three_maps import GroundMap
from .tuning import METHODS, RATES, path

PLAIN = "gradient_descent"
"""Whose rate is turned."""


class RateCurve(Dialled):
    """Steps at every rate that is tried, drawn for the first ``dial`` rates; broken where a run never settles."""

    def __init__(self, plane: Plane, steps: np.ndarray, look: theme.Look) -> None:
        super().__init__()
        self.look = look
        settled = steps >= 0
        places = plane.to_scene(np.stack([RATES, np.where(settled, steps, 1)], axis=-1))
        ranks = np.flatnonzero(settled)
        stretches = np.split(ranks, np.flatnonzero(np.diff(ranks) > 1) + 1)
        self.stretches, self.places = [one for one in stretches if len(one)], places
        self.line = VMobject(stroke_color=look.colour, stroke_width=3.0, joint_type=LineJointType.ROUND)
        self.marks = [(rank, marker(look.marker, 0.1, look.colour).move_to(places[rank])) for rank in ranks]
        best = int(np.argmin(np.where(settled, steps, np.iinfo(int).max)))
        self.best = marker(look.marker, 0.26, look.colour, rim=True).move_to(places[best])
        self.add(self.line, *(mark for _, mark in self.marks))
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Draw the first rates."""
        pieces = [self.places[ranks[ranks < dial]] for ranks in self.stretches]
        set_pieces(self.line, dashed([piece for piece in pieces if len(piece) > 1], self.look.dash))
        for rank, mark in self.marks:
            mark.set_opacity(1.0 if rank < dial else 0.0)


class TurnedRate(Dialled):
    """Gradient descent at one rate after the other: its path on the map, and its place on the chart.

    The dial is the rank of the rate.
    """

    def __init__(self, facts: Facts, ground: GroundMap, plane: Plane, screen: ScreenText) -> None:
        super().__init__()
        look = theme.look(PLAIN)
        self.steps = facts.beale.tunings[PLAIN].alone
        self.plane = plane
        self.first, self.last = 12, int(np.flatnonzero(self.steps >= 0)[-1]) + 1
        self.runs = {
            rank: path(ground.ground, PLAIN, float(RATES[rank]), self._shown(rank, facts.steps))
            for rank in range(self.first, self.last + 1)
        }
        self.path = ChangingPath(ground.plane, look, width=2.6, head=0.18)
        self.dot = marker(look.marker, 0.26, look.colour, rim=True)
        y = ground.plane.window.get_bottom()[1] - 0.85
        left = ground.centre - 1.9
        names = [screen.word(key, theme.BODY, theme.MUTED) for key in ("rate_now", "settles_now")]
        self.rate = Number(0.0, ".4f", theme.HEADING, theme.INK)
        self.count = Number(0, "d", theme.HEADING, look.colour)
        self.never = screen.word("never", theme.BODY, look.colour)
        names[0].move_to((left + names[0].width / 2, y + 0.1, 0))
        self.rate.place((left + names[0].width + 0.14, y, 0))
        names[1].move_to((left + 1.95 + names[1].width / 2, y + 0.1, 0))
        self.count.place((left + 2.09 + names[1].width, y, 0))
        self.never.move_to((left + 2.09 + names[1].width + self.never.width / 2, y + 0.1, 0))
        self.add(self.path, *names, self.rate, self.count, self.never, self.dot)
        self.set_dial(float(self.first))

    def _shown(self, rank: int, budget: int) -> int:
        """Return how many steps are drawn: until it settles, or of one that leaves, a few."""
        return int(self.steps[rank]) if self.steps[rank] > 0 else min(budget, 40)

    def show(self, dial: float) -> None:
        """Show the run at one of the rates."""
        rank = round(min(max(dial, self.first), self.last))
        settled = self.steps[rank] >= 0
        run = self.runs[rank]
        finite = np.isfinite(run).all(axis=-1)
        self.path.put(run if finite.all() else run[: int(np.argmin(finite))])
        self.rate.set_dial(float(RATES[rank]))
        self.count.set_dial(max(int(self.steps[rank]), 0))
        self.count.set_opacity(1.0 if settled else 0.0)
        self.never.set_opacity(0.0 if settled else 1.0)
        if settled:
            self.dot.move_to(self.plane.to_scene((float(RATES[rank]), float(self.steps[rank]))))
        self.dot.set_opacity(1.0 if settled else 0.0)


class RateChart:
    """The chart right of the map.

    Attributes
    ----------
    frame
        Axes, and what settled means.
    curves
        Of each method.
    bests
        The best rate of each, marked; and its steps in a list.
    note
        What is the same for all, and who is left out.
    """

    left, top, size = -1.2, 2.25, (4.7, 3.75)
    column = 3.85

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.plane = Plane(
            (1e-4, 1e1), (20.0, 1000.0), width=self.size[0], height=self.size[1], log_x=True, log_y=True
        )
        self.plane.move_to((self.left, self.top, 0), aligned_edge=LEFT + UP)
        axes = self.plane.axes(
            x_name=screen["rate_axis"], y_name=screen["settled_axis"], language=screen.language
        )
        axes[0].shift((0, -0.36, 0))
        axes.add(power_ticks(self.plane, range(-4, 2), range(2, 4)))
        self.settled = screen.word("settled", theme.SMALL, theme.INK)
        self.settled.move_to((0.0, -2.82, 0))
        self.frame = VGroup(self.plane, axes)
        tunings = facts.beale.tunings
        self.curves = [RateCurve(self.plane, tunings[name].alone, theme.look(name)) for name in METHODS]
        head = screen.word("best_alone", theme.SMALL, theme.MUTED, width=2.8)
        head.move_to((self.column + head.width / 2, self.top - 0.22, 0))
        self.bests = []
        self.head = head
        for rank, name in enumerate(METHODS):
            y = self.top - 0.95 - rank * 0.5
            row = named(screen, name)
            row.move_to((self.column + row.width / 2, y, 0))
            stand(row[1], y - 0.09)
            steps = Number(
                tunings[name].steps_alone, "d", theme.BODY, theme.look(name).colour, anchor="right"
            )
            steps.place((theme.STAGE_RIGHT, y - 0.1, 0))
            self.bests.append(VGroup(row, steps, self.curves[rank].best))
        self.note = screen.word("left_out", theme.SMALL, theme.MUTED, width=2.8)
        self.note.move_to((self.column + self.note.width / 2, self.top - 4.2, 0))
