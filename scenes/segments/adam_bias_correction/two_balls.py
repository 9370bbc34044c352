"""Two balls on one map, with correction and without, and their losses as bars beside it."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, Mobject, VGroup

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.charts.bars import Bar
from scenes.components.goal import Goal
from scenes.components.placement import put_beside
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts, Pair

LOOKS = {
    "start": theme.Look(theme.MUTED, (), "disc"),
    "corrected": theme.look("adam"),
    "uncorrected": theme.Look(theme.INK, (0.14, 0.1), "ring"),
}
KEYS = ("corrected", "uncorrected")


class TwoBalls:
    """A map with room for both pairs of runs, and bars.

    Attributes
    ----------
    ground
        The map, and the minima on it.
    first, small
        Both pairs: one step with the large rate, all steps with the small one.
    """

    map_size = (9.3, 5.5)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        objective = facts.objective.load()
        self.valley = self._window(np.array(facts.home))
        minima = objective.minima[self.valley.holds(objective.minima)]
        goals = (Goal().move_to(self.valley.to_scene(minimum)) for minimum in minima)
        self.ground = VGroup(ContourMap(self.valley, objective), *goals)
        # A small step is shorter than a marker: its path has none, so that none hides another.
        self.first = PairView(self, facts.first, "rate", markers=True)
        self.small = PairView(self, facts.small, "small_rate", markers=False)

    def _window(self, home: np.ndarray) -> Plane:
        """Return the part of the plane that holds start, minimum and all runs, as far as they are near."""
        width, height = self.map_size
        runs = (*self.facts.first.runs, *self.facts.small.runs)
        far = 1.5 * np.abs(runs[0].x - home).max()
        ways = np.vstack([*(run.x for run in runs), home])
        plane = Plane.around(np.clip(ways, home - far, home + far), width, height, margin=0.1)
        return plane.move_to((theme.STAGE_LEFT + width / 2, 0.05, 0))


class PairView:
    """Two paths with their names, and their losses beside the map.

    Attributes
    ----------
    rate
        The learning rate that both have.
    paths, tags
        By whether they are corrected, and the name of each at its end.
    bars
        The loss at the start and at both ends.
    """

    column, room = 3.05, 2.2

    def __init__(self, balls: TwoBalls, pair: Pair, rate: str, *, markers: bool) -> None:
        self.balls, self.screen = balls, balls.screen
        self.rate = self.screen.word(rate, theme.HEADING)
        self.rate.move_to((self.column, 2.45, 0), aligned_edge=LEFT)
        self.paths, self.tags = {}, {}
        taken = VGroup()
        for key, run in zip(KEYS, pair.runs, strict=True):
            self.paths[key] = TrajectoryPath(
                balls.valley, run.x, LOOKS[key], width=4.5, markers=markers, head=0.26
            )
            self.tags[key] = self._tag(run.x, key, taken)
            taken.add(self.tags[key])
        values = dict(zip(("start", *KEYS), (balls.facts.start_loss, *pair.losses), strict=True))
        unit = self.room / max(*values.values(), 1e-12)
        self.bars = {
            key: self._bar(key, value, 1.35 - 1.35 * rank, unit)
            for rank, (key, value) in enumerate(values.items())
        }

    def _bar(self, key: str, value: float, y: float, unit: float) -> VGroup:
        bar = Bar((self.column, y, 0), unit, LOOKS[key].colour, thickness=0.4, value=value)
        name = self.screen.word(f"loss_{key}", theme.BODY, LOOKS[key].colour)
        name.move_to((self.column, y + 0.5, 0), aligned_edge=LEFT)
        number = Number(value, ".3g", theme.HEADING, theme.INK).next_to(bar.end, RIGHT, buff=0.15)
        return VGroup(name, bar, number)

    def _tag(self, points: np.ndarray, key: str, taken: VGroup) -> Mobject:
        """Name a path at its end, or where it leaves the map, within the window and clear of other names."""
        valley = self.balls.valley
        last = int(np.flatnonzero(valley.holds(points))[-1])
        point = valley.to_scene(points[last])
        if last + 1 < len(points):
            way = valley.to_scene(np.linspace(points[last], points[last + 1], 200))
            # As far inside as half a name is high, or the name could stand on the path alone.
            room = np.array(self.balls.map_size) / 2 - 0.3
            inside = np.all(np.abs(way - valley.window.get_center())[:, :2] <= room, axis=-1)
            point = way[np.flatnonzero(inside)[-1]] if inside.any() else point
        text = plated(self.screen.word(key, theme.SMALL, LOOKS[key].colour))
        return put_beside(text, point, valley.window, taken, buff=0.3)
