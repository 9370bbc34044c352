"""A walk and the gradients it has met: each as long as it counts in the buffer, at its place or tip to tail."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.dial import Dialled
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts

FAINTEST = 0.03
"""Below this weight a gradient is not drawn."""
OUTSIDE = 0.3
"""How bright the gradients outside of the window are, once it is shown."""


class Comet(Dialled):
    """The path of momentum with −αᵏg for each gradient g it has met k steps ago; the dial counts steps.

    :meth:`gather` moves the arrows from where they were met to one chain, tip to tail, from where the last step
    began, and draws them larger; its end is −b, along which the step went.

    Attributes
    ----------
    path
        The path alone.
    """

    longest = 1.15
    larger, margin = 2.0, 0.25

    def __init__(self, facts: Facts, plane: Plane) -> None:
        super().__init__()
        self.facts, self.plane = facts, plane
        run, look = facts.ball, theme.look("momentum")
        whole = theme.Look(look.colour, (), look.marker)
        self.path = TrajectoryPath(plane, run.x, whole, markers=False)
        points = run.x[:-1]
        scale = self.longest / float(np.linalg.norm(run.grad, axis=-1).max())
        self.feet = plane.to_scene(points)
        self.push = scale * np.column_stack([-run.grad[: len(points)], np.zeros(len(points))])
        self.seen = plane.holds(points)
        self.gathered, self.window = 0.0, False
        self.arrows = VGroup(
            *(
                Arrows(foot, foot + one, theme.GRADIENT, width=0.07, head=0.2)
                for foot, one in zip(self.feet, self.push, strict=True)
            )
        )
        self.add(self.arrows, self.path)
        self.set_dial(0.0)

    def gather(self, share: float) -> Comet:
        """Move the arrows this share of the way from their places to the chain."""
        self.gathered = share
        self.show(self.dial)
        return self

    def frame(self, *, window: bool) -> Comet:
        """Make the gradients outside of the window darker, or not."""
        self.window = window
        self.show(self.dial)
        return self

    def show(self, dial: float) -> None:
        """Show the walk after so many steps."""
        self.path.set_dial(dial)
        ages = dial - 1 - np.arange(len(self.push))
        weights = self.facts.momentum ** np.maximum(ages, 0.0) * np.clip(ages + 1, 0.0, 1.0)
        pushes = weights[:, None] * self.push
        pushes = pushes * (1 + self.gathered * (self._enlarged(dial, pushes) - 1))
        chain = self._chain(dial, pushes)
        for age, weight, foot, link, push, arrow, seen in zip(
            ages, weights, self.feet, chain, pushes, self.arrows, self.seen, strict=True
        ):
            place = foot + self.gathered * (link - foot)
            drawn = seen and weight > FAINTEST
            arrow.point(place, place + push if drawn else place)
            dark = self.window and age > self.facts.window - 0.5
            arrow.set_opacity((OUTSIDE if dark else 1.0) if drawn else 0.0)

    def _chain(self, dial: float, pushes: np.ndarray) -> np.ndarray:
        """Return where each arrow begins in the chain, ``(steps, 3)``: the newest first."""
        newest = max(int(np.ceil(dial - 1e-9)) - 1, 0)
        met = pushes[: newest + 1][::-1]
        begins = self.feet[newest] + np.vstack([np.zeros(3), np.cumsum(met, axis=0)])
        links = np.array(self.feet)
        links[: newest + 1] = begins[:-1][::-1]
        return links

    def _enlarged(self, dial: float, pushes: np.ndarray) -> float:
        """Return how many times as long the chain may be drawn, so that it stays on the map."""
        if self.gathered == 0.0:
            return 1.0
        newest = max(int(np.ceil(dial - 1e-9)) - 1, 0)
        reach = np.cumsum(pushes[: newest + 1][::-1], axis=0)[:, :2]
        foot, window = self.feet[newest][:2], self.plane.window
        room = np.array(
            [
                window.get_corner(UP + RIGHT)[:2] - foot - self.margin,
                foot - window.get_corner(DOWN + LEFT)[:2] - self.margin,
            ]
        )
        far = np.array([reach.max(axis=0), -reach.min(axis=0)])
        return float(np.clip((room[far > 0] / far[far > 0]).min(initial=self.larger), 0.1, self.larger))

    def whole(self, screen: ScreenText) -> VGroup:
        """Return the arrow −b from one end of the chain to the other, with its name."""
        newest = max(int(np.ceil(self.dial - 1e-9)) - 1, 0)
        weights = self.facts.momentum ** (newest - np.arange(newest + 1))
        pushes = weights[:, None] * self.push[: newest + 1]
        start = self.feet[newest]
        end = start + self._enlarged(self.dial, pushes) * pushes.sum(axis=0)
        arrow = Arrows(start, end, theme.VELOCITY, width=0.11, head=0.3)
        name = plated(screen.word("minus_b", theme.BODY, theme.VELOCITY))
        return VGroup(arrow, name.next_to(end, RIGHT + 0.3 * UP, buff=0.12))
