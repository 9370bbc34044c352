"""How far from the crest gradient descent is, on a logarithmic axis: a straight line until it leaves."""

from __future__ import annotations

import numpy as np
from manim import UP, Animation, DashedLine, DoubleArrow, VGroup

from optimlib.trajectory import Trajectory
from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import CLOSER, Facts

STRAIGHT = theme.Look(theme.INK, (0.14, 0.1), "disc")


class LeaveChart:
    """It stands to the right of the surface.

    Attributes
    ----------
    frame
        Axes without the numbers of steps, and the distance at which a run has left.
    near, far
        These numbers: of the steeper runs, and of all when the flatter one has left.
    run, closer
        Both runs; their dials are steps.
    straight
        What the factor alone says; its dial is a step.
    notes
        What is told of it, in order: the factor, the law, what a closer start costs.
    more
        The steps between both.
    flat, flat_name
        The run on a flatter saddle, on the longer axis; its dial is a step.
    end, never
        When the run has left; that the one on the crest never does.
    """

    corner, size = (2.2, -1.3), (4.4, 3.75)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.look = theme.look("gradient_descent")
        low = int(np.floor(np.log10(facts.offset / CLOSER) - 0.3))
        longest = 1.06 * (facts.plain + facts.per_thousand)
        self.plane = Plane(
            (0, longest), (10.0**low, 60.0), width=self.size[0], height=self.size[1], log_y=True
        )
        self.plane.move_to((self.corner[0] + self.size[0] / 2, self.corner[1] + self.size[1] / 2, 0))
        self.long_plane = Plane(
            (0, 1.06 * facts.flat_steps),
            self.plane.y_range,
            width=self.size[0],
            height=self.size[1],
            log_y=True,
        ).move_to(self.plane)
        axes = self.plane.axes(x_name=screen["steps_axis"], y_name=screen["y_axis"], language=screen.language)
        axes[0].shift((0.0, -0.38, 0.0))
        self.near, self.far = (
            one.axes(nice_ticks(one.x_range[1], 5)) for one in (self.plane, self.long_plane)
        )
        axes.add(power_ticks(self.plane, y_powers=range(low + 1, 1, 3 if low < -7 else 2)))
        left, right = self.plane.to_scene([(0, facts.out), (longest, facts.out)])
        line = DashedLine(left, right, color=theme.MUTED, stroke_width=2.5)
        self.out_name = name = screen.set(f"$|y| = {facts.out:g}$", theme.SMALL, theme.MUTED)
        # On the longer axis, lines rise where it stands on the shorter one.
        self.places = (left + np.array([0.2 + name.width / 2, -0.25, 0]), (left + right) / 2 + 0.25 * UP)
        self.frame = VGroup(self.plane, axes, line, name.move_to(self.places[0]))
        self.run = self._curve(facts.runs["gradient_descent"], facts.plain)
        self.closer = self._curve(facts.closer, len(facts.closer.x) - 1)
        # Between its points a curve is straight in its value, and this one is straight in its logarithm.
        steps = np.linspace(0.0, facts.predicted, 80)
        self.straight = Curve(
            self.plane,
            np.column_stack([steps, facts.offset * facts.factor**steps]),
            STRAIGHT,
            width=4,
            head=0,
        )
        self.notes = [screen.word(key, theme.BODY) for key in ("factor", "formula_law")]
        for note, y in zip(self.notes, (-2.42, -2.86), strict=True):
            note.move_to((theme.STAGE_RIGHT - note.width / 2, y, 0))
        first = self.plane.to_scene((facts.plain, facts.out))
        # Between both lines, below the height that is asked for.
        height = facts.out / 100
        at = float(np.log(height / facts.offset) / np.log(facts.factor))
        arrow = DoubleArrow(
            *self.plane.to_scene([(at, height), (at + facts.per_thousand, height)]),
            buff=0,
            color=theme.INK,
            stroke_width=3,
            tip_length=0.16,
            max_tip_length_to_length_ratio=0.3,
        )
        told = VGroup(screen.word("closer", theme.SMALL), screen.word("more", theme.BODY))
        told.arrange(np.array([0.0, -1.0, 0.0]), buff=0.1)
        told.move_to(
            self.plane.to_scene((longest, self.plane.y_range[0])), aligned_edge=np.array([1.0, -1.0, 0.0])
        )
        told.shift((-0.15, 0.15, 0))
        self.more = VGroup(arrow, plated(told))
        across = np.abs(facts.flatter[:, 1])
        steps = np.arange(len(across))
        self.flat = Curve(self.long_plane, np.column_stack([steps, across]), self.look, width=4)
        flat = screen.word("flatter", theme.SMALL, self.look.colour)
        middle = self.long_plane.to_scene((0.5 * facts.flat_steps, float(across[len(steps) // 2])))
        self.flat_name = plated(
            flat.move_to(middle + np.array([0.2 + flat.width / 2, -0.58, 0.0])), buff=0.03
        )
        right = float(self.plane.window.get_right()[0]) - 0.1
        self.flat_name.shift((min(right - float(self.flat_name.get_right()[0]), 0.0), 0.0, 0.0))
        run = screen.word("left", theme.SMALL, self.look.colour)
        run.move_to(first + np.array([-0.12 - run.width / 2, 0.26, 0]))
        self.end = run
        never = screen.word("never", theme.SMALL)
        corner = self.plane.window.get_corner(np.array([1.0, -1.0, 0.0]))
        self.never = never.move_to(corner + np.array([-0.15 - never.width / 2, 0.25, 0.0]))

    def lengthen(self) -> list[Animation]:
        """Squeeze what is drawn onto the longer axis."""
        left = self.plane.window.get_left()
        share = self.plane.x_range[1] / self.long_plane.x_range[1]
        lines = [curve.line.animate.stretch(share, 0, about_point=left) for curve in self.curves]
        heads = [
            curve.head.animate.move_to(self.long_plane.to_scene(curve.at(curve.dial)))
            for curve in self.curves
            if curve.head is not None
        ]
        return [*lines, *heads, self.out_name.animate.move_to(self.places[1])]

    @property
    def curves(self) -> tuple[Curve, Curve, Curve]:
        """What is drawn on the shorter axis first."""
        return self.run, self.closer, self.straight

    def shorten(self) -> None:
        """Draw all as it was on the shorter axis."""
        for curve in self.curves:
            curve.set_dial(curve.dial)
        self.out_name.move_to(self.places[0])

    def _curve(self, run: Trajectory, last: int) -> Curve:
        points = np.column_stack([np.arange(len(run.x)), np.abs(run.x[:, 1])])[: last + 1]
        return Curve(self.plane, points, self.look, width=4)
