"""Two maps: the valley along the axes, and the same turned about its minimum, with every start turned along."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.text.equation import plated
from scenes.facts.turning import turned

from .cast import Cast, written
from .facts import STEPS, TURN, valley

SIZE = (6.55, 5.3)
X, Y = (-8.6, 2.3), (-6.2, 2.62)
CROPPED = 3.05
"""How high the first map is: as much of its valley as is walked in."""
TOP, FOOT = 2.35, -2.98
HEAD = -1.12
"""Where the first row below the first map stands."""
SIDES = (-2.4, -0.5)
"""Where the columns of losses have their right ends."""


class Ghosts(Dialled):
    """The paths of the first map, turned by as many degrees as the dial says: pale, without markers."""

    def __init__(self, plane: Plane, cast: Cast, keys: tuple[str, ...]) -> None:
        super().__init__()
        self.plane, self.walks = plane, [cast.racers[key].x for key in keys]
        look = theme.Look(theme.INK, (), "ring")
        self.lines = VGroup(
            *(TrajectoryPath(plane, walk, look, width=6, markers=False, head=0) for walk in self.walks)
        )
        self.add(self.lines)
        self.set_dial(0.0)

    def show(self, dial: float) -> None:
        """Turn the paths about the minimum."""
        for line, walk in zip(self.lines, self.walks, strict=True):
            line.points_data = turned(walk, dial)
            line.set_dial(len(walk) - 1)
            line.line.set_stroke(opacity=0.55)
            line.casing.set_stroke(opacity=0.0)


class TurnedMaps:
    """Both maps, and below the first one what the losses are on either.

    Attributes
    ----------
    straight, other
        The ground of the first, and of the second, turned.
    unturned
        The second map's ground before it turns.
    first, second
        By racer, its path on each map.
    titles
        Above the maps.
    table, turned_losses
        The racers with their losses on the first map; and by racer, what is told of it on the second.
    pale
        What the pale lines are.
    """

    def __init__(self, cast: Cast) -> None:
        self.cast, screen = cast, cast.screen
        scale = SIZE[0] / (X[1] - X[0])
        half = CROPPED / scale / 2
        left = Plane(X, (-half, half), width=SIZE[0], height=CROPPED)
        right = Plane(X, Y, width=SIZE[0], height=SIZE[1])
        for plane, side in ((left, -1), (right, 1)):
            plane.move_to((side * (SIZE[0] + 0.3) / 2, TOP - plane.window.height / 2, 0))
        self.planes = left, right
        self.straight, self.unturned, self.other = (
            VGroup(
                ContourMap(plane, valley(angle)),
                plane.symbols("x", "y"),
                Goal(0.17).move_to(plane.to_scene((0.0, 0.0))),
            )
            for plane, angle in ((left, 0.0), (right, 0.0), (right, TURN))
        )
        self.first, self.second = (
            {
                key: TrajectoryPath(plane, walks[key][: STEPS + 1], cast.look(key), width=3.0, head=0.24)
                for key in cast.racers
            }
            for plane, walks in (
                (left, {key: racer.x for key, racer in cast.racers.items()}),
                (right, {key: racer.turned.x for key, racer in cast.racers.items()}),
            )
        )
        for path in self.first.values():
            path.set_dial(STEPS)
        self.titles = VGroup(
            *(
                screen.word(key, theme.SMALL, theme.MUTED).move_to((plane.window.get_x(), 2.66, 0))
                for key, plane in (("axes_along", left), ("axes_turned", right))
            )
        )
        self.pale = plated(screen.word("pale", theme.SMALL), 0.08)
        corner = right.window.get_corner(UP + LEFT) + np.array([0.45, -0.12, 0.0])
        self.pale.move_to(corner + np.array([self.pale.width / 2, -self.pale.height / 2, 0.0]))
        self.along = tuple(key for key, racer in cast.racers.items() if racer.turns_along)
        self.leaving = tuple(key for key in cast.racers if key not in self.along)
        self.table, self.turned_losses = self._table()

    def ghosts(self, keys: tuple[str, ...]) -> Ghosts:
        """Return the first map's paths on the second one."""
        return Ghosts(self.planes[1], self.cast, keys)

    def _table(self) -> tuple[VGroup, dict[str, VGroup]]:
        """Set a row for each racer: its loss along the axes; apart, its loss turned."""
        screen, racers = self.cast.screen, self.cast.racers
        left = self.planes[0].window.get_left()[0]
        pitch = (HEAD - FOOT - 0.15) / (len(racers) + 0.5)
        table, turned_losses = VGroup(), {}
        heads = (
            ("loss_after", left, LEFT),
            ("loss_along", SIDES[0], RIGHT),
            ("loss_turned", SIDES[1], RIGHT),
        )
        for key, x, edge in heads:
            table.add(screen.word(key, theme.SMALL, theme.MUTED).move_to((x, HEAD, 0), aligned_edge=edge))
        for rank, (key, racer) in enumerate(racers.items(), start=1):
            y, colour = HEAD - rank * pitch, self.cast.look(key).colour
            table.add(self.cast.signed(key, whole=False).move_to((left, y, 0), aligned_edge=LEFT))
            along, across = (written(one, theme.SMALL, colour) for one in (racer.loss, racer.turned_loss))
            table.add(along.move_to((SIDES[0], y, 0), aligned_edge=RIGHT))
            told = VGroup(across.move_to((SIDES[1], y, 0), aligned_edge=RIGHT))
            turned_losses[key] = told
        return table, turned_losses
