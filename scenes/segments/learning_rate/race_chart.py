"""Five runs at once: what is left of the distance, on a logarithmic scale, and the line of the one that explodes."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, VGroup, linear

from scenes import theme
from scenes.components.axes.data_plot import DataPlot
from scenes.components.axes.learning_line import LearningLine
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.dial import Course, steps
from scenes.components.marker import marker
from scenes.components.placement import into_stage, put_first_free
from scenes.components.text.label import Label, ScreenText, label
from scenes.components.text.number import Number

from .factor_chart import LEARNS, MARKERS
from .facts import TENTH, Facts

LOWEST = 1e-3
"""The least share of the first distance that is shown."""


class RaceChart:
    """The chart on the right half of the stage.

    Attributes
    ----------
    plane, ground
        Window; with it axes.
    runs
        The curves; their dials count steps.
    names
        The rate of each, at its line.
    threshold, arrivals
        A tenth of the distance, and where two of the runs come below it.
    """

    left, bottom, size = 1.25, -2.2, (5.35, 4.75)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        self.last = float(facts.steps)
        top = 2.0 * float(facts.exploding.left.max())
        width, height = self.size
        self.plane = Plane((0.0, self.last), (LOWEST, top), width=width, height=height, log_y=True)
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        powers = [10.0**power for power in range(-3, 6) if LOWEST <= 10.0**power <= top]
        self.ground = VGroup(
            self.plane,
            self.plane.axes(
                nice_ticks(self.last),
                powers,
                x_name=screen["steps_axis"],
                y_name=screen["left"],
                language=screen.language,
            ),
        )
        self.runs = [
            Curve(self.plane, self._points(racer.left), self._look(kind), width=4.5, head=0.2)
            for kind, racer in zip(MARKERS, facts.racers, strict=True)
        ]
        self.threshold = DashedLine(
            *self.plane.to_scene([(at, TENTH) for at in self.plane.x_range]),
            color=theme.MUTED,
            stroke_width=2.5,
        )
        self.arrivals = VGroup(
            *(
                self._arrival(racer.arrived, kind, later=racer.arrived == max(arrived))
                for racer, kind in ((facts.creeping, "disc"), (facts.hopping, "square"))
                for arrived in [(facts.creeping.arrived, facts.hopping.arrived)]
            )
        )
        self.names = self._names()

    def _look(self, kind: theme.Marker) -> theme.Look:
        return theme.Look(LEARNS.colour, LEARNS.dash, kind)

    def _points(self, left: np.ndarray) -> np.ndarray:
        """Return the curve; what is zero lies below the window."""
        return np.stack([np.arange(len(left)), np.maximum(left, LOWEST**2)], axis=-1)

    def _arrival(self, step: int, kind: theme.Marker, *, later: bool) -> VGroup:
        """Mark where a run comes below the threshold, with its step above the line."""
        at = self.plane.to_scene((step, TENTH))
        number = Number(step, "d", theme.BODY, theme.INK)
        number.move_to(at + np.array([0.2, 0.32, 0.0] if later else [-0.28, -0.3, 0.0]))
        return VGroup(marker(kind, 0.22, LEARNS.colour, rim=True).move_to(at), number)

    def _names(self) -> list[Label]:
        """Name each line beside it, where no other line passes."""
        names: list[Label] = []
        lines = []
        for run in self.runs:
            x, y = run.points_data.T
            fine = np.linspace(0, self.last, 600)
            heights = 10 ** np.interp(fine, x, np.log10(y))
            lines.append(self.plane.to_scene(np.stack([fine, heights], axis=-1)))
        lines.append(np.linspace(*self.threshold.get_start_and_end(), 200))
        for key, line, sides in (
            ("exploding_line", lines[4], (1, -1)),
            ("bouncing_line", lines[3], (-1, 1)),
            ("creeping_line", lines[0], (1,)),
            ("hopping_line", lines[2], (-1,)),
            ("direct_line", lines[1], (-1, 1)),
        ):
            name = self.screen.word(key, theme.SMALL, LEARNS.colour)
            places = [
                line[rank] + np.array([(1 if side * slope < 0 else -1) * across, side * 0.28, 0.0])
                for side in sides
                for share in (0.75, 0.65, 0.55, 0.85, 0.45, 0.35, 0.9, 0.25)
                for rank in [int(share * 599)]
                for slope in [line[rank][1] - line[rank - 1][1]]
                for across in (name.width / 2 + 0.1, 0.0)
            ]
            if key == "direct_line":
                foot = self.plane.to_scene((1.0, LOWEST))
                places = [foot + np.array([0.1 + name.width / 2, lift, 0.0]) for lift in (0.3, 0.55, 0.8)]
            names.append(put_first_free(name, places, self.plane.window, [*names, *self.arrivals], lines))
        return names


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
        self.w = racer.w
        width, height = self.size
        self.plot = DataPlot(facts.data, (0, 4), (-8, 12), width=width, height=height, ticks=False)
        plane = self.plot.plane
        self.plot.shift(
            np.array([self.corner[0] + width / 2, self.corner[1] + height / 2, 0.0])
            - plane.window.get_center()
        )
        self.line = LearningLine(plane, racer.w, LEARNS)
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

    def run(self, chart: RaceChart, first: float, last: float) -> Course:
        """Let all runs take the steps from one number of steps to another, numbers at whole steps alone."""
        count = chart.facts.steps
        pace = steps(count, pause=0.2)

        def show(done: float) -> None:
            at = pace(done / count) * count
            whole = int(at + 1e-6)
            self.step.set_dial(whole)
            self.weight.set_dial(float(self.w[whole]))
            self.line.set_dial(at)
            for run in chart.runs:
                run.set_dial(at)

        moving = VGroup(self.line, self.plot.samples, self.readout, *chart.runs)
        return Course(moving, show, (first, last), rate_func=linear)
