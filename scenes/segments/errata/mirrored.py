"""AdaDelta from two mirrored starts: as printed, both take the same step; mended, the steps are mirrored."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from optimlib.trajectory import Trajectory
from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText, stand

from .facts import Facts
from .looks import PRINTED

WINDOW = ((-10.0, 6.4), (-6.6, 4.1))
WIDTH = 6.55


class MirrorMap:
    """A map with two starts.

    Attributes
    ----------
    ground
        Head and map.
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
        screen: ScreenText,
        key: str,
        look: theme.Look,
        left: float,
        runs: tuple[Trajectory, Trajectory],
    ) -> None:
        self.plane = Plane(*WINDOW, width=WIDTH).move_to((left, 0.42, 0), aligned_edge=LEFT)
        head = screen.word(key, theme.BODY, look.colour)
        head.align_to(self.plane.window, LEFT)
        stand(head, self.plane.window.get_top()[1] + 0.17)
        goal = Goal().move_to(self.plane.to_scene((0.0, 0.0)))
        self.ground = VGroup(ContourMap(self.plane, facts.objective), goal, head)
        self.paths = [TrajectoryPath(self.plane, run.x, look, markers=False) for run in runs]
        self.starts, self.steps = [], []
        for run in runs:
            here = self.plane.to_scene(run.x[0])
            down, step = (_unit(vector) for vector in (-run.grad[0], run.step[0]))
            dot = marker("disc", 0.2, theme.INK, rim=True).move_to(here)
            self.starts.append(
                VGroup(Arrows(here, here + 1.15 * down, theme.GRADIENT, width=0.08, head=0.26), dot)
            )
            self.steps.append(Arrows(here, here + 1.15 * step, look.colour, width=0.1, head=0.3))


class Mirrored:
    """As printed at the left, AdaDelta at the right.

    Attributes
    ----------
    printed, right
        Both maps.
    keys
        What the arrows mean, on the left map.
    lower, away
        The loss after the first printed step, and after the last.
    arrived
        When AdaDelta itself has arrived.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.printed = MirrorMap(
            facts, screen, "ratio_printed", PRINTED, theme.STAGE_LEFT, (facts.ratio, facts.ratio_mirrored)
        )
        self.right = MirrorMap(
            facts,
            screen,
            "adadelta",
            theme.look("adadelta"),
            theme.STAGE_RIGHT - WIDTH,
            (facts.adadelta, facts.adadelta_mirrored),
        )
        corner = self.printed.plane.window.get_corner(DOWN + RIGHT)
        self.arrived = plated(screen.word("ratio_arrived", theme.SMALL, theme.look("adadelta").colour), 0.05)
        self.arrived.move_to(
            self.right.plane.window.get_corner(DOWN + RIGHT) + np.array([-0.1, 0.1, 0.0]),
            aligned_edge=DOWN + RIGHT,
        )
        self.keys = plated(
            VGroup(
                screen.word("downhill", theme.SMALL, theme.GRADIENT),
                screen.word("step", theme.SMALL, PRINTED.colour),
            ).arrange(DOWN, buff=0.12, aligned_edge=LEFT)
        )
        self.keys.move_to(
            self.printed.plane.window.get_corner(UP + LEFT) + np.array([0.1, -0.1, 0.0]),
            aligned_edge=UP + LEFT,
        )
        near = self.printed.plane.to_scene(facts.ratio.x[0])
        self.lower = plated(screen.word("ratio_lower", theme.SMALL), 0.05).next_to(near, LEFT, buff=0.3)
        self.lower.shift(0.35 * UP)
        self.away = plated(screen.word("ratio_away", theme.SMALL, PRINTED.colour), 0.05)
        self.away.move_to(corner + np.array([-0.1, 0.1, 0.0]), aligned_edge=DOWN + RIGHT)


def _unit(vector: np.ndarray) -> np.ndarray:
    return np.array([*(vector / np.hypot(*vector)), 0.0])
