"""Every learning rate of three methods: how far a run walks, and the loss it ends with; beside it, the run itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, LineJointType, VGroup, VMobject, smooth

from scenes import theme
from scenes.components.axes.changing_path import ChangingPath
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane, set_pieces
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.axes.trajectory_path import dashed
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.placement import put_first_free
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText
from scenes.components.text.readout import Readout
from scenes.facts.rate_sweep import RateSweep

from .facts import Facts

SHARED = theme.Look(theme.INK, (0.14, 0.1), "ring")
"""The control has no look of its own."""
LOOKS = {"plain": theme.look("gradient_descent"), "shared": SHARED, "own": theme.look("adagrad")}
LEAST = 1e-8
"""Lower losses are not told apart."""
PLACES = {
    "plain": [(DOWN, 0.13, 0.0), (UP, 0.2, 0.0)],
    "shared": [(DOWN, 0.3, -0.95), (LEFT, 0.25, 0.0), (UP + LEFT, 0.2, 0.0), (UP, 0.3, -0.3)],
    "own": [
        (DOWN + RIGHT, 0.3, 0.0),
        (RIGHT, 0.3, 0.0),
        (DOWN + LEFT, 0.2, 0.0),
        (UP + RIGHT, 0.2, 0.0),
        (LEFT, 0.3, 0.0),
    ],
}
"""Where the name of a curve may stand by its marker, best first: side, distance, how far to the right of that."""


class TradeChart:
    """A plane of path length and loss, a small map, and three methods on both.

    Attributes
    ----------
    ground
        Plane, axes, the length of the straight way, how low AdaGrad came; and the map.
    traces
        By name, the curve of each method; see :class:`Trace`.
    names
        A plate, what each curve is called, and what comes of it.
    thrown
        How far one tank is thrown across, where the map ends.
    """

    left, bottom, size = -5.75, -2.1, (7.6, 4.75)
    map_size, map_centre = (4.25, 3.1), (4.55, -0.55, 0.0)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        width, height = self.size
        way = float(np.linalg.norm(facts.own.x[0]))
        top = 10.0 ** np.ceil(np.log10(facts.start_loss))
        self.plane = Plane(
            (way / 4, 16 * way), (LEAST, top), width=width, height=height, log_x=True, log_y=True
        )
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        ticks = [tick for tick in (1, 3, 10, 30, 100) if way / 4 <= tick <= 16 * way]
        axes = self.plane.axes(
            ticks, x_name=screen["length_axis"], y_name=screen["loss_axis"], language=screen.language
        )
        powers = power_ticks(self.plane, (), range(-8, int(np.log10(top)) + 1, 2))
        foot, head = self.plane.to_scene([(way, LEAST), (way, top)])
        direct = DashedLine(foot, head, color=theme.MUTED, stroke_width=2)
        name = plated(screen.word("direct", theme.SMALL, theme.MUTED), 0.06)
        name.move_to(head + np.array([0.0, -0.25, 0.0])).shift((name.width / 2 + 0.1) * RIGHT)
        reached = max(facts.own_loss, LEAST)
        low, far = self.plane.to_scene([(way / 4, reached), (16 * way, reached)])
        level = DashedLine(low, far, color=LOOKS["own"].colour, stroke_width=2)
        level_name = plated(screen.word("as_low", theme.SMALL, LOOKS["own"].colour), 0.06)
        level_name.next_to(low, UP + RIGHT, buff=0.1)
        self.map = Plane.around(
            np.vstack([facts.own.x, facts.own.x[0] * (1, -1), [[-0.25 * facts.own.x[0, 0], 0.0]]]),
            *self.map_size,
            margin=0.06,
        ).move_to(self.map_centre)
        goal = Goal(0.15).move_to(self.map.to_scene((0.0, 0.0)))
        left = self.map_centre[0] - self.map_size[0] / 2
        self.rate = Readout(screen["rate_now"], ".2f", left, 2.2, self.map_size[0], language=screen.language)
        self.length = Readout(
            screen["length_now"], ".1f", left, 1.55, self.map_size[0], language=screen.language
        )
        thrown = plated(screen.word("thrown", theme.SMALL, SHARED.colour), 0.06)
        side = DOWN if facts.thrown < 0 else UP
        self.thrown = thrown.move_to(self.map.window.get_edge_center(side)).shift((0.35 * RIGHT) - 0.3 * side)
        self.ground = VGroup(
            self.plane,
            axes,
            powers,
            direct,
            name,
            level,
            level_name,
            ContourMap(self.map, facts.objective.load()),
            goal,
        )
        self.numbers = VGroup(self.rate, self.length)
        self.traces = {
            key: Trace(self, sweep, LOOKS[key]) for key, sweep in zip(LOOKS, facts.sweeps, strict=True)
        }
        self.names: dict[str, VGroup] = {}
        for key in LOOKS:
            self.names[key] = self._name(key, list(self.names.values()))

    def _name(self, key: str, others: Sequence[VGroup]) -> VGroup:
        """Name a curve and what comes of it, at its marker, where nothing else is written."""
        trace, screen, colour = self.traces[key], self.screen, LOOKS[key].colour
        result = {"plain": "never_plain", "own": "own_length"}.get(key)
        result = result or ("lowest_shared" if self.facts.never_reaches else "reach_length")
        lines = VGroup(screen.word(key, theme.SMALL, colour), screen.word(result, theme.SMALL, colour))
        length, loss = trace.curve_data[trace.rest]
        at = self.plane.to_scene((length, max(loss, LEAST)))
        if key == "plain":
            text = _parted(lines.arrange(RIGHT, buff=0.25))
        else:
            text = _parted(lines.arrange(DOWN, aligned_edge=LEFT, buff=0.1))
        places = [
            text.next_to(at, side, buff=buff).shift(aside * RIGHT).get_center()
            for side, buff, aside in PLACES[key]
        ]
        put_first_free(text, places, self.plane.window, others)
        return text


def _parted(lines: VGroup) -> VGroup:
    """Put a plate below a name and what comes of it, so that each can be shown by itself."""
    plate, (name, result) = plated(lines, 0.05)
    return VGroup(plate, name, result)


class Trace(Dialled):
    """The curve of one method over its rates up to the one that the dial counts, and the run with that rate.

    Attributes
    ----------
    rest, last
        The place of the rate that the words tell of, and of the last that is shown.
    line, drawn
        The curve, and up to which place it is drawn at least.
    walk
        The run on the map.
    """

    def __init__(self, chart: TradeChart, sweep: RateSweep, look: theme.Look) -> None:
        super().__init__()
        self.chart, self.sweep, self.look = chart, sweep, look
        self.curve_data = np.column_stack([sweep.length, np.maximum(sweep.loss, 1e-30)])
        below = sweep.loss < LEAST
        # AdaGrad's curve ends where it leaves the window; one tank's has a dip there.
        whole = look is not LOOKS["own"] or not below.any()
        self.last = len(sweep.rates) - 1 if whole else int(np.argmax(below))
        own = int(np.argmin(np.abs(sweep.rates - chart.facts.learning_rate)))
        told = {LOOKS["plain"]: int(sweep.loss.argmin()), SHARED: chart.facts.shared_rest}
        self.rest = told.get(look, own)
        self.line = VMobject(stroke_color=look.colour, stroke_width=4, joint_type=LineJointType.ROUND)
        self.here = marker(look.marker, 0.26, look.colour, rim=True)
        self.walk = ChangingPath(chart.map, look, head=0.18)
        self.drawn: float = 0.0
        self.add(self.line, self.here, self.walk)
        self.set_dial(0.0)

    def there_and_back(self, share: float, turn: float = 0.7) -> None:
        """Draw the whole curve in a share ``turn`` of the time, then go back along it to where it rests."""
        if share <= turn:
            self.drawn = 0.0
            self.set_dial(self.last * smooth(share / turn))
        else:
            self.drawn = self.last
            self.set_dial(self.last + (self.rest - self.last) * smooth((share - turn) / (1 - turn)))

    def show(self, dial: float) -> None:
        """Stand at the rate in this place; the curve is drawn at least that far."""
        chart, place = self.chart, int(dial + 0.5)
        reached = self.curve_data[: max(place, round(self.drawn)) + 1]
        pieces = chart.plane.clip(chart.plane.to_scene(reached)) if len(reached) > 1 else []
        set_pieces(self.line, dashed(pieces, self.look.dash))
        point = self.curve_data[place]
        self.here.move_to(chart.plane.to_scene(point)).set_opacity(float(chart.plane.holds(point)))
        self.walk.put(self.sweep.points[:, place])
        chart.rate.set_dial(float(self.sweep.rates[place]))
        chart.length.set_dial(float(self.sweep.length[place]))
