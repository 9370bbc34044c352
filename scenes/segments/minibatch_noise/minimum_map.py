"""The minimum seen close by: where noise keeps a run, and how each sample still pulls."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from optimlib.datasets import Data
from optimlib.regression import sample_gradients
from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.point_cloud import PointCloud
from scenes.components.dial import Dialled
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .cost_chart import LOOKS
from .data_window import DataWindow
from .facts import ARROW_SCALE, ARROWS, Descent, Facts
from .gradient_map import FULL, GradientMap, bowl
from .noisy_descent import Fit

REACH = 1.3
"""Half the height of what is seen, in weights."""
CLOUD = 1200
"""Positions of a run that are drawn at most, spread evenly over its second half."""


class MinimumMap:
    """A window round a minimum, in the left or the right half of the stage.

    Attributes
    ----------
    ground, heading
        The map with its goal; what is seen.
    clouds
        Where the first runs of single samples and of mini-batches are in their second half, and of all samples at
        the end.
    falling
        The same of single samples at a falling rate.
    walk
        Every sample's pull on the way to the minimum, for a fit of few samples.
    pulls, note
        Against the gradients of single samples at the minimum, drawn to the scale of the large map; what they are.
    """

    def __init__(self, facts: Facts, screen: ScreenText, fit: Fit, *, left: bool) -> None:
        self.facts, self.fit = facts, fit
        half = DataWindow if left else GradientMap
        (x, y), (width, height) = half.corner, half.size
        side = REACH * width / height
        w, b = map(float, fit.best)
        self.plane = Plane((w - side, w + side), (b - REACH, b + REACH), width=width, height=height)
        self.plane.move_to((x + width / 2, y + height / 2, 0))
        self.goal = Goal().move_to(self.plane.to_scene(fit.best))
        axes = self.plane.axes(
            [tick for tick in np.arange(-4, 5) if abs(tick - w) < side - 0.2],
            [tick for tick in np.arange(-4, 5) if abs(tick - b) < REACH - 0.2],
        )
        corner = self.plane.window.get_corner(np.array([1.0, -1.0, 0.0]))
        axes.add(screen.set("$w$", theme.SMALL, theme.MUTED).move_to(corner + np.array([-0.1, -0.27, 0])))
        corner = self.plane.window.get_corner(np.array([-1.0, 1.0, 0.0]))
        axes.add(screen.set("$b$", theme.SMALL, theme.MUTED).move_to(corner + np.array([-0.25, -0.12, 0])))
        self.ground = VGroup(ContourMap(self.plane, bowl(fit)), axes, self.goal)
        self.clouds = VGroup(
            self._cloud(facts.single, theme.look("per_sample"), 0.05),
            self._cloud(facts.mini, theme.look("mini_batch"), 0.05),
            marker("disc", 0.16, FULL, rim=True).move_to(self.plane.to_scene(facts.full.path[-1])),
        )
        self.falling = self._cloud(facts.falling, LOOKS["falling"], 0.05)
        tips = self.plane.to_scene(fit.best + facts.pulls)
        origin = self.plane.to_scene(fit.best)
        self.pulls = Arrows(
            np.broadcast_to(origin, tips.shape), tips, theme.GRADIENT, width=0.035, head=0.16, opacity=0.9
        )
        key, colour = ("zero", theme.INK) if left else ("mean_zero", theme.GRADIENT)
        note = screen.word(key, theme.BODY, colour)
        bottom = self.plane.window.get_bottom()[1]
        self.note = plated(note.move_to((x + width - note.width / 2 - 0.25, bottom + 0.4, 0)))
        self.headings = {
            key: self._heading(screen, key) for key in (("old_pull",) if left else ("near", "new_pull"))
        }
        self.walk = Walk(self)

    def _heading(self, screen: ScreenText, key: str) -> VGroup:
        text = screen.word(key, theme.SMALL, theme.MUTED)
        window = self.plane.window
        return VGroup(text.move_to((window.get_left()[0] + text.width / 2, window.get_top()[1] + 0.26, 0)))

    def _cloud(self, run: Descent, look: theme.Look, diameter: float) -> PointCloud:
        path = run.path[len(run.path) // 2 :]
        some = path[np.unique(np.linspace(0, len(path) - 1, CLOUD).astype(int))]
        return PointCloud(self.plane, some, look.colour, diameter=diameter, opacity=0.75)


class Walk(Dialled):
    """Against every sample's gradient, ``dial`` being the share of a straight way to the minimum that is left."""

    away = np.array([-0.5, 0.2])
    """Where the way begins, from the minimum."""

    def __init__(self, minimum_map: MinimumMap) -> None:
        super().__init__()
        self.owner = minimum_map
        origin = minimum_map.goal.get_center()
        self.arrows = Arrows(origin, origin, theme.GRADIENT, width=0.07, head=0.22)
        self.here = marker("disc", 0.2, theme.INK, rim=True)
        self.add(self.arrows, self.here)
        self.set_dial(1)

    def show(self, dial: float) -> None:
        """Draw the pulls where ``dial`` of the way is left."""
        fit, plane = self.owner.fit, self.owner.plane
        w = fit.best + dial * self.away
        data = Data.of(fit.data.x[:ARROWS], fit.data.y[:ARROWS])
        tips = plane.to_scene(w - ARROW_SCALE * sample_gradients(data, w))
        origin = plane.to_scene(w)
        self.arrows.point(np.broadcast_to(origin, tips.shape), tips)
        self.here.move_to(origin)
