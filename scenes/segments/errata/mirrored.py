"""AdaDelta from two mirrored starts: as printed, both take the same step; right, the steps are mirrored."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup, VMobject

from optimlib.trajectory import Trajectory
from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText

from .facts import Facts
from .looks import MENDED, PRINTED, SOUND

WINDOW = ((-10.0, 6.4), (-5.7, 3.85))
WIDTH = 6.0
RULE_LEVEL, MAP_LEVEL = 2.5, 0.17
SIZE = 30


class MirrorMap:
    """A rule, and below it a map with two starts.

    Attributes
    ----------
    ground
        Whose rule it is, and the map.
    rule
        The rule.
    starts
        Each start with its way downhill.
    steps
        The direction of the first step from each.
    paths
        Both runs, steps on the dial.
    """

    def __init__(
        self,
        facts: Facts,
        head: VMobject,
        rule: EquationPanel,
        look: theme.Look,
        left: float,
        runs: tuple[Trajectory, Trajectory],
    ) -> None:
        self.plane = Plane(*WINDOW, width=WIDTH).move_to((left, MAP_LEVEL, 0), aligned_edge=LEFT)
        head.move_to((left, RULE_LEVEL, 0), aligned_edge=LEFT)
        self.rule = rule.next_to(head, RIGHT, buff=0.3)
        goal = Goal().move_to(self.plane.to_scene((0.0, 0.0)))
        self.ground = VGroup(ContourMap(self.plane, facts.objective), goal, head)
        self.paths = [TrajectoryPath(self.plane, run.x, look, markers=False) for run in runs]
        self.starts, self.steps = [], []
        for run in runs:
            here = self.plane.to_scene(run.x[0])
            down, step = (_unit(vector) for vector in (-run.grad[0], run.step[0]))
            dot = marker("disc", 0.2, theme.INK, rim=True).move_to(here)
            self.starts.append(
                VGroup(Arrows(here, here + 1.05 * down, theme.GRADIENT, width=0.08, head=0.26), dot)
            )
            self.steps.append(Arrows(here, here + 1.05 * step, look.colour, width=0.1, head=0.3))


class Mirrored:
    """As printed at the left, right at the right.

    Attributes
    ----------
    printed, right
        Both maps.
    lost, kept
        The gradient in both rules: in one struck out, in the other lit.
    rest
        What is left of the printed rule.
    means
        What the letters are.
    keys
        What the arrows mean, on either map.
    lower, higher
        The loss after the first printed step, from the first start and from its mirror point.
    symmetric, arrived
        Why the right steps are mirrored, and when they have arrived.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        printed = EquationPanel(
            "- ({{ g : up }} \\/ sqrt(sum g^2)) / ({{ g : down }} \\/ sqrt(s))",
            plate=False,
            size=SIZE,
        )
        right = EquationPanel(
            "- sqrt(u + epsilon) / sqrt(s + epsilon) thin {{ g : g }}", plate=False, size=SIZE
        )
        self.printed = MirrorMap(
            facts,
            screen.word("ratio_printed", theme.BODY, PRINTED.colour),
            printed,
            PRINTED,
            theme.STAGE_LEFT,
            (facts.ratio, facts.ratio_mirrored),
        )
        self.right = MirrorMap(
            facts,
            screen.word("ratio_right", theme.BODY, MENDED),
            right,
            SOUND,
            theme.STAGE_RIGHT - WIDTH,
            (facts.adadelta, facts.adadelta_mirrored),
        )
        self.lost = VGroup(*(_struck(printed.part(part)) for part in ("up", "down")))
        self.kept = right.part("g")
        rest = EquationPanel("= - sqrt(s) / sqrt(sum g^2)", plate=False, size=SIZE).set_color(PRINTED.colour)
        self.rest = rest.next_to(printed, RIGHT, buff=0.2)
        self.means = screen.word("ratio_means", theme.SMALL, theme.MUTED)
        self.means.move_to((0.0, -1.79, 0))
        self.keys = [
            _into_corner(
                VGroup(
                    screen.word("downhill", theme.SMALL, theme.GRADIENT),
                    *(screen.word(key, theme.SMALL, colour) for key, colour in keys),
                ).arrange(DOWN, buff=0.12, aligned_edge=LEFT),
                one.plane,
                UP + LEFT,
            )
            for one, keys in (
                (self.printed, [("step", PRINTED.colour)]),
                (self.right, [("right_step", MENDED)]),
            )
        ]
        near, far = (self.printed.plane.to_scene(run.x[0]) for run in (facts.ratio, facts.ratio_mirrored))
        self.lower = plated(screen.word("ratio_lower", theme.SMALL), 0.05).next_to(near, UP, buff=0.2)
        self.lower.shift(
            min(self.printed.plane.window.get_right()[0] - 0.1 - self.lower.get_right()[0], 0.0) * RIGHT
        )
        self.higher = (
            plated(screen.word("ratio_higher", theme.SMALL), 0.05)
            .next_to(far, LEFT, buff=0.25)
            .shift(0.15 * UP)
        )
        told = [
            screen.word(key, theme.SMALL, colour)
            for key, colour in (("mirror_law", theme.INK), ("ratio_arrived", MENDED))
        ]
        _into_corner(
            VGroup(*told).arrange(DOWN, buff=0.2, aligned_edge=RIGHT), self.right.plane, DOWN + RIGHT
        )
        self.symmetric, self.arrived = (plated(text, 0.05) for text in told)


def _into_corner(text: VMobject, plane: Plane, corner: np.ndarray) -> VGroup:
    """Put a text on a plate into a corner of a window."""
    return plated(text, 0.05).move_to(plane.window.get_corner(corner) - 0.1 * corner, aligned_edge=corner)


def _struck(part: VMobject) -> Line:
    return Line(
        part.get_corner(DOWN + LEFT) + np.array([-0.08, -0.08, 0.0]),
        part.get_corner(UP + RIGHT) + np.array([0.08, 0.08, 0.0]),
        color=PRINTED.colour,
        stroke_width=5,
    )


def _unit(vector: np.ndarray) -> np.ndarray:
    return np.array([*(vector / np.hypot(*vector)), 0.0])
