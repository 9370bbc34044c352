"""Close to the minimum: where each run ends, on which level line, and how far off in x and in y."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, VGroup

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.plane import Plane, polyline
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.goal import Goal
from scenes.components.text.equation import plated
from scenes.components.text.number import Number

from .cast import Cast
from .facts import valley
from .race_maps import MAP, MAP_MIDDLE
from .ranking import PALE


class Finish:
    """The last bit of all runs.

    Attributes
    ----------
    ground
        The map with its minimum.
    tails, heads
        By racer, the end of its path, faint; and where it stands, with the level line through that point.
    arms
        Of each of the four, the distance from the minimum in x (whole) and in y (pale), with what is said of it.
    """

    def __init__(self, cast: Cast) -> None:
        self.cast, facts, screen = cast, cast.facts, cast.screen
        four = (facts.plain, facts.momentum, facts.adagrad, facts.adam)
        reach = 1.13 * max(np.sqrt(20 * racer.loss) for racer in four)
        width, height = MAP
        self.plane = Plane((-reach, reach), (-reach * height / width, reach * height / width), width=width)
        self.plane.move_to(MAP_MIDDLE)
        goal = Goal(0.16).move_to(self.plane.to_scene((0.0, 0.0)))
        symbols = self.plane.symbols("x", "y").set_color(theme.INK)
        self.ground = VGroup(ContourMap(self.plane, valley(0.0)), symbols, goal)
        self.tails, self.heads = {}, {}
        for key, racer in cast.racers.items():
            look, end = cast.look(key), racer.x[-1]
            tail = TrajectoryPath(self.plane, racer.x, look, width=2.2, markers=False, head=0)
            tail.set_dial(len(racer.x) - 1)
            tail.line.set_stroke(opacity=0.4)
            tail.casing.set_stroke(opacity=0.2)
            self.tails[key] = tail
            here = self.plane.to_scene(end)
            head = cast.sign(key, 0.3).move_to(here)
            head.set_stroke(theme.INK, width=2.5)
            seen = bool(self.plane.holds(end))
            self.heads[key] = VGroup(self._level(racer.loss, look.colour), *((head,) if seen else ()))
        self.arms = {
            "adagrad": VGroup(self._ways("adagrad"), self._told("adagrad_rates", "adagrad")),
            "gradient_descent": VGroup(
                self._ways("gradient_descent"), self._told("factors", "gradient_descent")
            ),
            "momentum": self._arms("momentum", "x"),
            "adam": self._arms("adam", "y"),
        }
        self.level_note = self._cornered(screen.word("levels", theme.SMALL, theme.MUTED), UP + RIGHT)

    def _cornered(self, text: VGroup, corner: np.ndarray) -> VGroup:
        text = plated(text, 0.1)
        inset = np.array([text.width / 2 + 0.12, text.height / 2 + 0.12, 0.0])
        return text.move_to(self.plane.window.get_corner(corner) - corner * inset)

    def _level(self, loss: float, colour: str) -> VGroup:
        """Draw the level line of a loss: half axes √(20 L) and √L."""
        turn = np.linspace(0, 2 * np.pi, 121)
        round_ = np.stack([np.sqrt(20 * loss) * np.cos(turn), np.sqrt(loss) * np.sin(turn)], axis=-1)
        pieces = self.plane.clip(self.plane.to_scene(round_))
        return VGroup(
            polyline(pieces, stroke_color=theme.CASING, stroke_width=5, stroke_opacity=0.6),
            polyline(pieces, stroke_color=colour, stroke_width=2.5),
        )

    def _told(self, key: str, racer: str) -> VGroup:
        """Say in the lower left corner what a racer's step does."""
        text = self.cast.screen.word(key, theme.BODY, self.cast.look(racer).colour)
        return self._cornered(text, DOWN + LEFT)

    def _ways(self, key: str) -> VGroup:
        """Draw the way from the minimum to where a run ends: along x, then along y."""
        x, y = (float(value) for value in self.cast.racers[key].x[-1])
        origin, foot, here = self.plane.to_scene([(0.0, 0.0), (x, 0.0), (x, y)])
        colour = self.cast.look(key).colour
        return VGroup(
            Line(origin, foot, color=theme.CASING, stroke_width=11, stroke_opacity=0.7),
            Line(origin, foot, color=colour, stroke_width=7),
            Line(foot, here, color=theme.CASING, stroke_width=11, stroke_opacity=0.7),
            Line(foot, here, color=colour, stroke_width=7, stroke_opacity=PALE + 0.2),
        )

    def _arms(self, key: str, name: str) -> VGroup:
        """Draw that way, and write beside its end how far it is along one axis."""
        x, y = (float(value) for value in self.cast.racers[key].x[-1])
        value = Number.spell(x if name == "x" else y, ".2f")
        text = self.cast.screen.set(f"${name}$ = {value}", theme.BODY, self.cast.look(key).colour)
        text = plated(text, 0.08)
        side = 1.0 if x > 0 else -1.0
        here = self.plane.to_scene((x, y))
        aside, up = side * (text.width / 2 + 0.25), 0.5 if y >= 0 else -0.5
        return VGroup(self._ways(key), text.move_to(here + np.array([aside, up, 0.0])))
