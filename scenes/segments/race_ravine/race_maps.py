"""The valley with runs on it: four panels with one method each, then one map with all."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.goal import Goal
from scenes.components.text.equation import plated
from scenes.components.text.label import Label
from scenes.components.text.number import Number

from .cast import Cast
from .facts import Facts, valley

FIRST, LAST = -8.8, 3.0
"""What is seen of x."""
PANEL, GAP = (6.55, 2.86), 0.28
MAP, MAP_MIDDLE = (8.7, 5.75), (-2.35, 0.12, 0.0)


class Panel(VGroup):
    """One method's own little valley.

    Attributes
    ----------
    ground, symbols, path, title, rate
        The map, the names of its axes, the run on it, whose it is, and its learning rate.
    """

    def __init__(self, key: str, cast: Cast, middle: np.ndarray) -> None:
        super().__init__()
        look, racer = cast.look(key), cast.racers[key]
        self.plane = _window(*PANEL).move_to(middle)
        self.ground = ContourMap(self.plane, valley(0.0))
        self.symbols = self.plane.symbols("x", "y")
        self.goal = Goal(0.15).move_to(self.plane.to_scene((0.0, 0.0)))
        self.path = TrajectoryPath(self.plane, racer.x, look, width=3.0, head=0.22)
        name = cast.signed(key, theme.BODY)
        rate = cast.screen.set(f"$eta$ = {racer.rate:g}", theme.BODY)
        others = [cast.screen.word(f"memory_{key}", theme.SMALL)] if key in ("momentum", "adam") else []
        line = plated(VGroup(name, *others, rate).arrange(RIGHT, buff=0.3), 0.1)
        line.move_to(
            self.plane.window.get_corner(UP + RIGHT) - np.array([line.width, line.height, 0.0]) / 2 - 0.08
        )
        self.title, self.rate = VGroup(line[0], name, *others), rate
        self.add(self.ground, self.symbols, self.goal, self.path, self.title, self.rate)


def panels(facts: Facts, cast: Cast) -> dict[str, Panel]:
    """Return the four panels, two by two."""
    width, height = PANEL
    places = [
        np.array([side * (width + GAP) / 2, up * (height + GAP) / 2 + 0.02, 0.0])
        for up in (1, -1)
        for side in (-1, 1)
    ]
    four = (facts.plain, facts.momentum, facts.adagrad, facts.adam)
    return {racer.key: Panel(racer.key, cast, place) for racer, place in zip(four, places, strict=True)}


class RaceMap:
    """All runs on one map.

    Attributes
    ----------
    ground, goal, paths
        The valley, its minimum, and the run of each racer, whole.
    """

    def __init__(self, cast: Cast) -> None:
        self.plane = _window(*MAP).move_to(MAP_MIDDLE)
        self.ground = VGroup(ContourMap(self.plane, valley(0.0)), self.plane.symbols("x", "y"))
        self.goal = Goal().move_to(self.plane.to_scene((0.0, 0.0)))
        self.paths = {
            key: TrajectoryPath(self.plane, racer.x, cast.look(key), width=3.5, head=0.24)
            for key, racer in cast.racers.items()
        }
        for path in self.paths.values():
            path.set_dial(len(path.points_data) - 1)
        self.note = valley_note(cast)
        corner = self.plane.window.get_corner(UP + RIGHT)
        self.note.move_to(corner - np.array([self.note.width, self.note.height, 0.0]) / 2 - 0.12)

    @property
    def all(self) -> Iterable[VGroup]:
        """Everything on it, from below."""
        return self.ground, self.goal, *self.paths.values(), self.note


def valley_note(cast: Cast) -> VGroup:
    """Write down the loss, where all runs begin, and the rate of a guest."""
    start = ", ".join(Number.spell(float(value), "g") for value in cast.facts.plain.x[0])
    lines = VGroup(
        cast.screen.set("$L = x^2 \\/ 20 + y^2$", theme.BODY),
        cast.screen.set(f"{cast.screen['start']} ({start})", theme.SMALL, theme.MUTED),
    )
    guest = cast.facts.guest
    if guest is not None and guest.rate is not None:
        rate = cast.screen.set(f"$eta$ = {guest.rate:g}", theme.SMALL)
        lines.add(VGroup(cast.name("guest"), rate).arrange(RIGHT, buff=0.2))
    return plated(lines.arrange(DOWN, buff=0.14, aligned_edge=LEFT), 0.12)


def credit(cast: Cast) -> Label:
    """Say whose picture it is, at the right of the title."""
    text = cast.screen.word("source", theme.SMALL, theme.MUTED)
    return text.move_to((theme.STAGE_RIGHT - text.width / 2, theme.TITLE_Y - 0.05, 0.0))


def _window(width: float, height: float) -> Plane:
    half = height * (LAST - FIRST) / width / 2
    return Plane((FIRST, LAST), (-half, half), width=width)
