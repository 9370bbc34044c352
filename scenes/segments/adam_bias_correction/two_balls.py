"""Two balls take one step on one map, with correction and without; their losses stand as bars beside it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Mobject, VGroup

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.charts.bars import Bar
from scenes.components.goal import Goal
from scenes.components.placement import close_points, put_first_free, within
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText, label
from scenes.components.text.number import Number

from .facts import Facts

LOOKS = {
    "start": theme.Look(theme.MUTED, (), "disc"),
    "corrected": theme.look("adam"),
    "uncorrected": theme.Look(theme.INK, (0.14, 0.1), "ring"),
}
KEYS = ("corrected", "uncorrected")


class TwoBalls:
    """A map with the first step of both, and the loss before and after.

    Attributes
    ----------
    ground
        The map, the minima on it, the start with its coordinates, and the learning rate.
    paths, legs, tags, bars
        By whether they are corrected: the step, how far it goes in each coordinate, its name, and the loss there.
        The loss at the start is a bar too.
    """

    map_size, column, room = (9.3, 5.5), 3.05, 2.2

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        objective = facts.objective.load()
        valley = self.valley = self._window(np.array(facts.home))
        minima = objective.minima[valley.holds(objective.minima)]
        goals = (Goal().move_to(valley.to_scene(minimum)) for minimum in minima)
        rate = screen.word("rate", theme.BODY).move_to((self.column, 2.45, 0), aligned_edge=LEFT)
        runs = dict(zip(KEYS, facts.first.runs, strict=True))
        # What no name may cover: both steps, and how far they go in each coordinate.
        self.lines = [
            close_points(way)
            for key, run in runs.items()
            for points in (run.x, *self._ways(run.x, key))
            for way in valley.clip(valley.to_scene(points))
        ]
        start = plated(label("$({:g}, {:g})$".format(*facts.start), theme.SMALL, theme.INK))
        self._beside(start, valley.to_scene(facts.start), (LEFT, RIGHT, UP, DOWN), buffs=(0.25,))
        # A small window may be bright up to its corners.
        symbols = (plated(symbol, 0.05) for symbol in valley.symbols("x", "y"))
        self.ground = VGroup(ContourMap(valley, objective), *goals, *symbols, start, rate)
        self.paths, self.legs, self.tags = {}, {}, {}
        taken = VGroup(start)
        lengths = (facts.first_length, facts.first_long)
        for (key, run), length in zip(runs.items(), lengths, strict=True):
            self.paths[key] = TrajectoryPath(valley, run.x, LOOKS[key], width=4.5, head=0.26)
            self.legs[key] = self._legs(run.x, key, length)
            taken.add(*(text for leg in self.legs[key] for text in leg[1:]))
        for key, run in runs.items():
            self.tags[key] = self._tag(run.x, key, taken)
            taken.add(self.tags[key])
        values = dict(zip(("start", *KEYS), (facts.start_loss, *facts.first.losses), strict=True))
        unit = self.room / max(*values.values(), 1e-12)
        self.bars = {
            key: self._bar(key, value, 1.35 - 1.35 * rank, unit)
            for rank, (key, value) in enumerate(values.items())
        }

    def _window(self, home: np.ndarray) -> Plane:
        """Return the part of the plane that holds start, minimum and both steps, as far as they are near."""
        width, height = self.map_size
        runs = self.facts.first.runs
        far = 1.5 * np.abs(runs[0].x - home).max()
        ways = np.vstack([*(run.x for run in runs), home])
        plane = Plane.around(np.clip(ways, home - far, home + far), width, height, margin=0.1)
        return plane.move_to((theme.STAGE_LEFT + width / 2, 0.05, 0))

    def _bar(self, key: str, value: float, y: float, unit: float) -> VGroup:
        bar = Bar((self.column, y, 0), unit, LOOKS[key].colour, thickness=0.4, value=value)
        name = self.screen.word(f"loss_{key}", theme.BODY, LOOKS[key].colour)
        name.move_to((self.column, y + 0.5, 0), aligned_edge=LEFT)
        number = Number(value, ".3g", theme.HEADING, theme.INK).next_to(bar.end, RIGHT, buff=0.15)
        return VGroup(name, bar, number)

    def _beside(
        self,
        text: Mobject,
        point: np.ndarray,
        sides: tuple[np.ndarray, ...],
        taken: Iterable[Mobject] = (),
        *,
        buffs: tuple[float, ...],
    ) -> Mobject:
        """Put a text to the first side of a point where it lies in the window and covers nothing, near or farther."""
        places = [text.next_to(point, side, buff=buff).get_center() for buff in buffs for side in sides]
        return put_first_free(text, places, self.valley.window, taken, self.lines)

    def _ways(self, points: np.ndarray, key: str) -> np.ndarray:
        """Return a step coordinate by coordinate ``(2, 2, 2)``; the uncorrected one goes round the other way."""
        (x0, y0), (x1, y1) = points[0], points[-1]
        corner = (x1, y0) if key == "corrected" else (x0, y1)
        return np.array([(points[0], corner), (corner, points[-1])])

    def _legs(self, points: np.ndarray, key: str, length: float) -> VGroup:
        """Draw how far a step goes in each coordinate."""
        valley, colour = self.valley, LOOKS[key].colour
        legs = VGroup()
        for corners in self._ways(points, key):
            ways = valley.clip(valley.to_scene(corners))
            if not ways:
                continue
            start, end = ways[0][0], ways[0][-1]
            line = DashedLine(start, end, color=colour, stroke_width=2.5, dash_length=0.07)
            text = plated(label(f"{length:.3g}", theme.SMALL, colour), 0.04)
            upper, outer = (UP, RIGHT) if key == "corrected" else (DOWN, LEFT)
            side = upper if abs(start[1] - end[1]) < 1e-6 else outer
            self._beside(text, (start + end) / 2, (side, -side), buffs=(0.1,))
            legs.add(VGroup(line, *([text] if within(text, valley.window) else [])))
        return legs

    def _tag(self, points: np.ndarray, key: str, taken: VGroup) -> Mobject:
        """Name a path at its end, or where it leaves the map, within the window and clear of other names."""
        valley = self.valley
        last = int(np.flatnonzero(valley.holds(points))[-1])
        point = valley.to_scene(points[last])
        if last + 1 < len(points):
            way = valley.to_scene(np.linspace(points[last], points[last + 1], 200))
            # As far inside as half a name is high, or the name could stand on the path alone.
            room = np.array(self.map_size) / 2 - 0.3
            inside = np.all(np.abs(way - valley.window.get_center())[:, :2] <= room, axis=-1)
            point = way[np.flatnonzero(inside)[-1]] if inside.any() else point
        text = plated(self.screen.word(key, theme.SMALL, LOOKS[key].colour))
        sides = (RIGHT, LEFT, UP, DOWN, RIGHT + UP, RIGHT + DOWN, LEFT + UP, LEFT + DOWN)
        return self._beside(text, point, sides, taken, buffs=(0.3, 0.15, 0.7))
