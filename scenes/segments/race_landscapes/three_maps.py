"""The three landscapes side by side, each as a map."""

from __future__ import annotations

import numpy as np
from manim import LEFT, UP, VGroup, VMobject

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.contours import contours
from scenes.components.axes.plane import Plane, polyline
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText, stand

from .grounds import GROUNDS, Ground

CENTRES = (-4.52, 0.0, 4.52)
"""Where the three columns of the stage have their middles."""
SIZE = (4.1, 3.28)
TOP = 2.3


class GroundMap(VGroup):
    """A map with its minima.

    Attributes
    ----------
    plane
        Its window.
    begin
        The usual start, to be shown when runs begin.
    called
        Its name, above its upper left corner.
    told
        What it looks like and its formula, to stand below it.
    """

    def __init__(self, ground: Ground, screen: ScreenText, centre: float) -> None:
        super().__init__()
        self.ground, self.centre = ground, centre
        x, y = ground.window
        self.plane = Plane(x, y, width=SIZE[0], height=SIZE[1])
        self.plane.move_to((centre, TOP, 0), aligned_edge=UP)
        objective = ground.objective
        goals = VGroup(*(Goal(0.16).move_to(self.plane.to_scene(minimum)) for minimum in objective.minima))
        name = screen.word(ground.name, theme.BODY)
        stand(name.move_to((centre - SIZE[0] / 2 + name.width / 2, TOP + 0.22, 0)), TOP + 0.12)
        self.add(ContourMap(self.plane, objective), goals)
        self.begin = marker("disc", 0.2, theme.INK, rim=True).move_to(self.plane.to_scene(ground.start))
        shape = screen.word(f"{ground.name}_shape", theme.BODY, theme.MUTED)
        loss = screen.word("loss_is", theme.BODY)
        law = screen.word(f"{ground.name}_formula", theme.SMALL)
        law.next_to(loss, np.array([1.0, 0.0, 0.0]), buff=0.12)
        law.shift((0, loss.get_y() - law.get_y(), 0))
        whole = VGroup(loss, law).move_to((centre, 0, 0))
        whole.align_to((0, TOP - SIZE[1] - 0.72, 0), UP)
        # Three lines are as wide as the map, and begin with it.
        if whole.height > 0.8:
            whole.align_to((centre - SIZE[0] / 2, 0, 0), LEFT)
        self.called = name
        self.told = VGroup(shape.move_to((centre, TOP - SIZE[1] - 0.38, 0)), whole)


def settled_zone(ground: GroundMap, tolerance: float) -> VMobject:
    """Return the outline of where the loss is so close to the lowest, on the map."""
    plane, chosen = ground.plane, ground.ground
    x, y = (np.linspace(*bounds, 801) for bounds in (plane.x_range, plane.y_range))
    value = chosen.objective.value(np.stack(np.meshgrid(x, y), axis=-1))
    lines = contours(x, y, value).lines(chosen.lowest + tolerance)
    return polyline([plane.to_scene(line) for line in lines], stroke_color=theme.YELLOW, stroke_width=3.5)


class ThreeMaps:
    """All three, from left to right."""

    def __init__(self, screen: ScreenText) -> None:
        self.maps = [
            GroundMap(ground, screen, centre) for ground, centre in zip(GROUNDS, CENTRES, strict=True)
        ]
        self.begins = VGroup(*(one.begin for one in self.maps))
        self.names = VGroup(*(one.called for one in self.maps))
