"""A step enlarged that leads uphill: the push points back, and the buffer goes on."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.marker import marker
from scenes.components.placement import put_first_free
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts

AROUND = 3
"""How many steps before and after it are shown."""


class LateTurn:
    """The ball where a step begins, on a map of its own.

    Attributes
    ----------
    map
        The map, the path up to there and which step it is.
    buffer, push
        The arrows −b and −g from there, on one scale, with their names.
    ahead
        Where the velocity that is kept leads by itself, with its name.
    """

    longest, room = 2.1, 4.0

    def __init__(self, facts: Facts, screen: ScreenText, size: tuple[float, float], top: float) -> None:
        moment = facts.turning
        near = facts.ball.x[max(moment - AROUND, 0) : moment + AROUND + 1]
        here, there = facts.ball.x[[moment, moment + 1]]
        plane = Plane.around(np.vstack([near, here + self.room * (there - here)]), *size, margin=0.12)
        plane.move_to((theme.STAGE_LEFT, top, 0), aligned_edge=LEFT + UP)
        look = theme.look("momentum")
        path = TrajectoryPath(plane, facts.ball.x, theme.Look(look.colour, (), look.marker), head=0.28)
        path.set_dial(moment)
        where = screen.word("where", theme.SMALL, theme.MUTED)
        where.move_to((plane.window.get_x(), plane.window.get_bottom()[1] - 0.35, 0))
        floor = VGroup()
        if plane.y_range[0] < 0 < plane.y_range[1]:
            ends = plane.to_scene([(plane.x_range[0], 0.0), (plane.x_range[1], 0.0)])
            name = plated(screen.word("floor", theme.SMALL, theme.GOAL))
            name.next_to(ends[1], LEFT, buff=0.3).shift(0.3 * UP)
            floor.add(DashedLine(*ends, color=theme.GOAL, stroke_width=3), name)
        ground = ContourMap(plane, facts.objective.load())
        self.map = VGroup(ground, floor, path, where)
        here = plane.to_scene(here)
        buffer, push = (np.append(-one, 0.0) for one in (facts.buffers[moment], facts.ball.grad[moment]))
        scale = self.longest / max(np.linalg.norm(buffer), np.linalg.norm(push))
        self.buffer = self._arrow(screen, "buffer_now", here, scale * buffer, theme.VELOCITY)
        self.push = self._arrow(screen, "push", here, scale * push, theme.GRADIENT)
        # Before the push is added, friction leaves this much of the velocity.
        carried = facts.momentum * (facts.ball.x[moment] - facts.ball.x[moment - 1])
        at = plane.to_scene(facts.ball.x[moment] + carried)
        ring = marker("ring", 0.36, theme.GOAL)
        ring.set_fill(opacity=0).set_stroke(width=5).move_to(at)
        name = plated(screen.word("carried", theme.SMALL, theme.GOAL))
        sides = (RIGHT + 0.9 * UP, LEFT + DOWN, LEFT, UP, DOWN, RIGHT)
        places = [name.next_to(ring, side, buff=0.15).get_center() for side in sides]
        shaft = np.linspace(here, here + scale * buffer, 60)
        put_first_free(name, places, plane.window, [self.buffer[1], self.push[1]], [shaft])
        self.ahead = VGroup(ring, name)

    def _arrow(
        self, screen: ScreenText, key: str, here: np.ndarray, reach: np.ndarray, colour: str
    ) -> VGroup:
        arrow = Arrows(here, here + reach, colour, width=0.12, head=0.34)
        name = plated(screen.word(key, theme.BODY, colour))
        side = RIGHT if key == "buffer_now" else LEFT
        return VGroup(arrow, name.next_to(here + 0.7 * reach, side, buff=0.25))
