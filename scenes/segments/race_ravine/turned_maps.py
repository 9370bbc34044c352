"""Two maps: the valley along the axes, and the same turned about its minimum, with every start turned along."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.text.equation import plated
from scenes.components.text.number import Number

from .cast import Cast
from .facts import STEPS, TURN, turned, valley

SIZE = (6.55, 5.3)
X, Y = (-8.6, 2.3), (-6.2, 2.62)


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
    """Both maps.

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
    """

    def __init__(self, cast: Cast) -> None:
        self.cast, screen = cast, cast.screen
        left, right = (
            Plane(X, Y, width=SIZE[0], height=SIZE[1]).move_to((side * (SIZE[0] + 0.3) / 2, -0.3, 0))
            for side in (-1, 1)
        )
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
        self.along = tuple(key for key, racer in cast.racers.items() if racer.turns_along)
        self.leaving = tuple(key for key in cast.racers if key not in self.along)

    def ghosts(self, keys: tuple[str, ...]) -> Ghosts:
        """Return the first map's paths on the second one."""
        return Ghosts(self.planes[1], self.cast, keys)

    def losses(self, keys: tuple[str, ...], side: int) -> VGroup:
        """Set losses into a corner: of the first map, or of the second, with how far paths are apart."""
        screen = self.cast.screen
        racers = {key: self.cast.racers[key] for key in keys}
        names = {key: self.cast.signed(key) for key in keys}
        widest = max(name.width for name in names.values())
        rows = VGroup()
        for key, racer in racers.items():
            value = racer.turned_loss if side else racer.loss
            number = Number(value, "#.2g", theme.BODY, self.cast.look(key).colour)
            number.next_to(names[key].get_left() + (widest + 0.3) * RIGHT, RIGHT, buff=0)
            rows.add(VGroup(names[key], number))
            if side and not racer.turns_along:
                gap = screen.set(f"{screen['away']} {racer.gap:.1f}", theme.SMALL, theme.MUTED)
                rows[-1].add(gap.next_to(number.get_left() + 0.95 * RIGHT, RIGHT, buff=0))
        if side and all(racer.turns_along for racer in racers.values()):
            most = max(racer.gap for racer in racers.values())
            power = int(np.floor(np.log10(max(most, 1e-16)))) + 1
            rows.add(screen.set(f"{screen['gap_below']} $10^({power})$", theme.SMALL, theme.MUTED))
        heading = screen.word("loss_after", theme.SMALL, theme.MUTED)
        text = plated(VGroup(heading, *rows).arrange(DOWN, buff=0.14, aligned_edge=LEFT), 0.12)
        corner = (UP + LEFT) if side else (DOWN + LEFT)
        inset = np.array([text.width / 2 + (0.45 if side else 0.15), text.height / 2 + 0.15, 0.0])
        return text.move_to(self.planes[side].window.get_corner(corner) - corner * inset)
