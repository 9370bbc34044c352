"""All methods' paths on the three maps, on one clock of steps."""

from __future__ import annotations

from manim import VGroup

from scenes import theme
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Dialled

from .facts import Facts
from .tuning import METHODS


class RacePaths(Dialled):
    """The dial is the step; whoever has settled stays where it is."""

    def __init__(self, facts: Facts, planes: list[Plane]) -> None:
        super().__init__()
        self.ends: list[int] = []
        self.paths: list[TrajectoryPath] = []
        for contest, plane in zip(facts.contests, planes, strict=True):
            group = VGroup()
            # The first in the list on top: the last ones are drawn first.
            for name in reversed(METHODS):
                steps = contest.tunings[name].steps_alone
                end = steps if steps >= 0 else facts.steps
                one = TrajectoryPath(
                    plane,
                    contest.paths[name][: end + 1],
                    theme.look(name),
                    width=2.4,
                    markers=False,
                    head=0.17,
                )
                self.ends.append(end)
                self.paths.append(one)
                group.add(one)
            self.add(group)
        self.set_dial(0.0)

    def of(self, ground: int, name: str) -> TrajectoryPath:
        """Return one path, by the rank of its ground and its method."""
        return self.paths[ground * len(METHODS) + len(METHODS) - 1 - METHODS.index(name)]

    def show(self, dial: float) -> None:
        """Show every run after so many steps."""
        for path, end in zip(self.paths, self.ends, strict=True):
            if path.dial < end or dial < end:
                path.set_dial(min(dial, float(end)))
