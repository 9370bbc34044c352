"""Six runs at once: what is left of the distance, on a logarithmic scale, and the line of the one that explodes."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, Mobject, VGroup, linear

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.data_plot import DataPlot
from scenes.components.axes.learning_line import LearningLine
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.dial import Course
from scenes.components.marker import marker
from scenes.components.placement import close_points, into_stage, put_first_free
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText, label
from scenes.components.text.number import Number
from scenes.facts.line_descent import LineDescent

from .factor_chart import CLOSER, LEARNS, MARKERS
from .facts import TENTH, Facts
from .rates import RidingNames

LOWEST = 1.5e-4
"""The least share of the first distance that is shown."""


class RaceChart:
    """The chart on the right half of the stage.

    Attributes
    ----------
    plane, ground
        Window; with it axes.
    runs, names
        The six curves, the smallest rate first, and the rates of five beside their heads; their dials count whole
        steps.
    direct_name
        The rate of the run that has nothing left after one step, and that it has not.
    threshold
        A tenth of the distance, with its name.
    arrivals
        Where a run first is below it: the first two of the six to get there, in their order.
    closer_arrival
        The same of the run close to the limit.
    """

    left, bottom, size = 1.25, -2.2, (5.35, 4.75)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        top = 2.0 * float(facts.exploding.left[: facts.last + 1].max())
        width, height = self.size
        # Beside the heads of the last step there is room for their names.
        last = 1.36 * facts.last
        self.plane = Plane((0.0, last), (LOWEST, top), width=width, height=height, log_y=True)
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        powers = [10.0**power for power in range(-3, 6) if LOWEST <= 10.0**power <= top]
        self.ground = VGroup(
            self.plane,
            self.plane.axes(
                nice_ticks(last),
                powers,
                x_name=screen["steps_axis"],
                y_name=screen["left"],
                language=screen.language,
            ),
        )
        self.runs = [
            self._curve(racer, theme.Look(LEARNS.colour, LEARNS.dash, kind))
            for kind, racer in zip(MARKERS, facts.racers, strict=True)
        ]
        closer = self._curve(facts.closer, theme.Look(LEARNS.colour, (0.1, 0.08), CLOSER))
        self.runs.insert(3, closer)
        self.threshold = VGroup(
            DashedLine(
                *self.plane.to_scene([(at, TENTH) for at in self.plane.x_range]),
                color=theme.MUTED,
                stroke_width=2.5,
            ),
            screen.word("tenth", theme.SMALL, theme.MUTED),
        )
        at_right = self.plane.to_scene((last, TENTH))
        # The run close to the limit may end below the line: there stands its name.
        aside = 0.28 if facts.closer.arrived < facts.last else -0.28
        self.threshold[1].move_to(at_right + np.array([-self.threshold[1].width / 2 - 0.1, aside, 0.0]))
        first, second = sorted(
            ((facts.hopping, "square"), (facts.creeping, "disc")), key=lambda one: one[0].arrived
        )
        self.taken: list[Mobject] = []
        self.arrivals = (
            self._arrival(first[0], first[1], (-0.26, -0.28)),
            self._arrival(second[0], second[1], (0.08, 0.29)),
        )
        self.closer_arrival = self._arrival(facts.closer, CLOSER, (0.0, 0.36))
        kept = sorted((facts.creeping, facts.hopping), key=lambda racer: -racer.kept)
        order = [5, 4, 3, *(0 if racer is facts.creeping else 2 for racer in kept)]
        keys = ("creeping_line", "", "hopping_line", "closer_line", "bouncing_line", "exploding_line")
        self.names = RidingNames(
            [self.runs[rank] for rank in order],
            [screen.word(keys[rank], theme.SMALL, LEARNS.colour) for rank in order],
        )
        self.names.set_z_index(1)
        self.direct_name = self._direct_name()

    def _curve(self, racer: LineDescent, look: theme.Look) -> Curve:
        """Draw what is left; what is zero lies below the window."""
        points = np.stack([np.arange(len(racer.left)), np.maximum(racer.left, LOWEST**2)], axis=-1)
        return Curve(self.plane, points, look, width=4.5, head=0.2)

    def _arrival(self, racer: LineDescent, kind: theme.Marker, beside: tuple[float, float]) -> VGroup:
        """Mark the first step of a run below a tenth, at what is left there, with its number."""
        at = self.plane.to_scene((racer.arrived, racer.left[racer.arrived]))
        number = Number(racer.arrived, "d", theme.BODY, theme.INK)
        around = (
            beside,
            *((aside, up) for up in (-0.29, 0.29, 0.4, -0.4) for aside in (0.3, -0.3, 0.42, -0.42)),
        )
        lines = [close_points(self.plane.to_scene(run.points_data)) for run in self.runs]
        others = [*self.taken, self.threshold[1]]
        places = [at + np.array([*place, 0.0]) for place in around]
        self.taken.append(put_first_free(number, places, self.plane.window, others, lines))
        arrival = VGroup(marker(kind, 0.22, LEARNS.colour, rim=True).move_to(at), plated(number, buff=0.02))
        return arrival.set_z_index(1)

    def _direct_name(self) -> VGroup:
        foot = self.plane.to_scene((0.6, LOWEST))
        rows = VGroup(
            self.screen.word("direct_line", theme.SMALL, LEARNS.colour),
            self.screen.word("nothing_left", theme.SMALL, theme.INK),
        )
        for row, lift in zip(rows, (0.62, 0.26), strict=True):
            row.move_to(foot + np.array([0.2 + row.width / 2, lift, 0.0]))
        arrow = Arrows(foot + np.array([0.0, 0.75, 0.0]), foot, LEARNS.colour, width=0.07, head=0.26)
        # Runs that hop pass behind it.
        return VGroup(arrow, VGroup(*(plated(row, buff=0.03) for row in rows)).set_z_index(1))

    def stand(self, done: int) -> None:
        """Show all six after a number of steps."""
        for run in self.runs:
            run.set_dial(float(done))
        self.names.set_dial(float(done))


class ExplodingLine:
    """The samples and the line of the run that explodes, on the left half of the stage.

    Attributes
    ----------
    plot, line
        Samples with axes; the line.
    rate, readout
        The learning rate above the window; weight and step below it.
    """

    corner, size = (-5.75, -2.0), (5.7, 4.3)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        racer = facts.exploding
        self.w = racer.w[: facts.last + 1]
        width, height = self.size
        self.plot = DataPlot(facts.data, (0, 4), (-8, 12), width=width, height=height, ticks=False)
        plane = self.plot.plane
        self.plot.shift(
            np.array([self.corner[0] + width / 2, self.corner[1] + height / 2, 0.0])
            - plane.window.get_center()
        )
        self.line = LearningLine(plane, self.w, LEARNS)
        top, foot = self.corner[1] + height, self.corner[1]
        self.rate = screen.word("exploding_line", theme.HEADING, LEARNS.colour)
        self.rate.move_to((self.corner[0] + width / 2, top + 0.36, 0))
        self.step = Number(0, "d", theme.BODY)
        self.weight = Number(racer.w[0], ".2f", theme.HEADING, LEARNS.colour)
        step_name = screen.word("step", theme.SMALL, theme.MUTED)
        weight_name = label("$w =$", theme.HEADING, LEARNS.colour)
        base = foot - 0.68
        step_name.move_to((self.corner[0] + step_name.width / 2 + 0.3, base + 0.09, 0))
        self.step.place((self.corner[0] + step_name.width + 0.5, base, 0))
        weight_name.move_to((self.corner[0] + width - 2.1, base + 0.1, 0))
        self.weight.place((self.corner[0] + width - 1.65, base, 0))
        self.readout = VGroup(step_name, self.step, weight_name, self.weight)
        into_stage(VGroup(self.plot, self.line, self.rate, self.readout))

    def run(self, chart: RaceChart, first: int, last: int) -> Course:
        """Let all runs go from one number of steps to another; line, curves and numbers change at whole steps."""

        def show(at: float) -> None:
            done = int(at + 1e-6)
            self.step.set_dial(done)
            self.weight.set_dial(float(self.w[done]))
            self.line.set_dial(float(done))
            chart.stand(done)

        moving = VGroup(self.line, self.plot.samples, self.readout, *chart.runs, chart.names)
        return Course(moving, show, (float(first), float(last)), rate_func=linear)
