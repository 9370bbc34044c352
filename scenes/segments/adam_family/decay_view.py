"""Where the decay enters, and where both runs end: formulas at the left, a map at the right."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Rectangle, VGroup

from optimlib.objectives.quadratic import Quadratic
from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.charts.bars import Bar
from scenes.components.goal import Goal
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText

from .family_rule import ADAM, NEW, family_rule
from .weight_decay import PAIR, Decay

ADAMW = theme.look("adamw")


class DecayView:
    """The two rules, the map with both runs, and what is left of each weight.

    Attributes
    ----------
    ground
        The map, the minimum of the loss and the start.
    pull
        Where a decay pulls the start.
    penalty, divided, apart
        The penalty with its gradient; Adam's rule, with its fraction pointed out; AdamW's rule.
    paths, single, ends, bars
        By method, ``penalised`` and ``own``: the mean of its runs, one of them, where they rest, and what is left of
        both weights.
    frame
        What the bars are measured by.
    """

    size, corner, left = 5.0, (1.35, -2.55), -6.35

    def __init__(self, decay: Decay, screen: ScreenText) -> None:
        self.decay, self.screen = decay, screen
        bounds = (-0.3, 3.35)
        self.plane = plane = Plane(bounds, bounds, width=self.size)
        plane.move_to((self.corner[0] + self.size / 2, self.corner[1] + self.size / 2, 0))
        contours = ContourMap(plane, Quadratic(decay.curvatures, centre=(1.0, 1.0)))
        goal = Goal().move_to(plane.to_scene((1.0, 1.0)))
        minimum = plated(screen.word("minimum", theme.SMALL, theme.GOAL), 0.05)
        minimum.next_to(goal, RIGHT, buff=0.18)
        axes = VGroup(
            *(
                DashedLine(*plane.to_scene(ends), color=theme.MUTED, stroke_width=1.5, dash_length=0.07)
                for ends in ([(0, bounds[0]), (0, bounds[1])], [(bounds[0], 0), (bounds[1], 0)])
            )
        )
        note = VGroup(
            *(screen.word(key, theme.SMALL, theme.MUTED) for key in ("samples", "curvatures"))
        ).arrange(DOWN, buff=0.1, aligned_edge=RIGHT)
        note.next_to(plane.window, UP, buff=0.12).align_to(plane.window, RIGHT)
        self.ground = VGroup(contours, axes, *map(plated, plane.symbols("x", "y")), goal, minimum, note)
        start = plane.to_scene((decay.start, decay.start))
        self.pull = VGroup(Arrows(start, plane.to_scene((2.1, 2.1)), theme.INK, width=0.09, head=0.3))
        text = plated(screen.word("to_zero", theme.SMALL), 0.05)
        self.pull.add(text.next_to(plane.to_scene((2.3, 2.1)), DOWN + RIGHT, buff=0.1).shift(0.6 * LEFT))
        self._rules()
        looks = {"penalised": ADAM, "own": ADAMW}
        runs = {"penalised": decay.penalised, "own": decay.own}
        self.paths = {
            key: TrajectoryPath(plane, walk.mean[:, PAIR], looks[key], width=4.5, markers=False, head=0.26)
            for key, walk in runs.items()
        }
        self.single = {
            key: TrajectoryPath(
                plane,
                walk.one[:, PAIR],
                theme.Look(looks[key].colour, (), "disc"),
                width=1.2,
                markers=False,
                head=0,
            )
            for key, walk in runs.items()
        }
        self.ends = {}
        for key, side in (("penalised", UP), ("own", DOWN)):
            text = plated(screen.word(f"{key}_end", theme.SMALL, looks[key].colour), 0.05)
            point = plane.to_scene(runs[key].rests[PAIR])
            text.next_to(point, side, buff=0.24)
            edge = plane.window.get_left()[0] + 0.08
            self.ends[key] = text.shift(max(edge - text.get_left()[0], 0.0) * RIGHT)
        self.frame, self.bars = self._bars(looks)

    def _rules(self) -> None:
        """Set the penalty, the rule that divides its gradient, and the rule that does not."""
        screen = self.screen
        head = screen.word("penalty_head", theme.BODY, ADAM.colour)
        source = "L + lambda / 2 norm(theta)^2 quad => quad g = nabla L + {{ lambda theta : pull }}"
        penalty = EquationPanel(source, {"pull": ADAM.colour}, size=34, plate=False)
        adam = family_rule("penalty", 36)
        own_head = screen.word("own_head", theme.BODY, NEW)
        own = family_rule("adamw", 36)
        self.rows = VGroup(head, penalty, adam, own_head, own)
        for row, y in zip(self.rows, (2.5, 1.65, 0.45, -0.95, -1.95), strict=True):
            row.move_to((self.left, y, 0), aligned_edge=LEFT)
        note = screen.word("divided_note", theme.SMALL, ADAM.colour).next_to(adam, RIGHT, buff=0.35)
        self.penalty, self.divided = VGroup(head, penalty), VGroup(adam, note)
        share = screen.word("share_note", theme.SMALL, NEW).move_to((self.left, -2.72, 0), aligned_edge=LEFT)
        self.apart = VGroup(own_head, own, share)

    def _bars(self, looks: dict[str, theme.Look]) -> tuple[VGroup, dict[str, VGroup]]:
        """Draw what is left of each weight, by curvature and method, against the 1 of the loss alone."""
        left, unit, screen = -5.0, 4.6, self.screen
        tops = (2.0, -0.45)
        frame = VGroup()
        full = DashedLine((left + unit, 2.55, 0), (left + unit, -2.2, 0), color=theme.GOAL, stroke_width=2.5)
        name = screen.word("without", theme.SMALL, theme.GOAL).next_to(full, DOWN, buff=0.12)
        name.align_to((left + unit + 0.5, 0, 0), RIGHT)
        frame.add(full, name)
        bars = {key: VGroup() for key in looks}
        after = screen.word("after_steps", theme.SMALL, theme.MUTED)
        frame.add(after.move_to((left + unit - 0.15, tops[0] + 0.5, 0), aligned_edge=RIGHT))
        ends = {"penalised": self.decay.end, "own": self.decay.own_end}
        for axis, (top, curvature) in enumerate(zip(tops, self.decay.curvatures, strict=True)):
            head = screen.set(f"{screen['weight']} ${'xy'[axis]}$, $s = {curvature:g}$", theme.BODY)
            frame.add(head.move_to((self.left, top + 0.5, 0), aligned_edge=LEFT))
            for rank, key in enumerate(looks):
                y, value = top - 0.15 - 0.75 * rank, float(ends[key][axis])
                bar = Bar((left, y, 0), unit, looks[key].colour, thickness=0.5, value=value)
                text = screen.word(key, theme.SMALL, looks[key].colour)
                room = Rectangle(width=unit, height=0.5, stroke_color=theme.FAINT, stroke_width=1.5)
                frame.add(
                    room.move_to((left + unit / 2, y, 0)),
                    text.move_to((left - 0.12, y, 0), aligned_edge=RIGHT),
                )
                number = screen.set(f"*{value:.2g}*", theme.BODY, theme.BACKGROUND)
                bars[key].add(VGroup(bar, number.next_to(bar.end, LEFT, buff=0.15)))
        return frame, bars


def along(path: TrajectoryPath, last: int, share: float) -> None:
    """Let a run go on at an even pace of the logarithm of its steps."""
    path.set_dial(float(np.expm1(share * np.log1p(last))))
