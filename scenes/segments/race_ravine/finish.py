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


class Finish:
    """The last bit of all runs.

    Attributes
    ----------
    ground
        The map with its minimum.
    tails, heads
        By racer, the end of its path, faint; and where it stands, with the level line through that point.
    arms
        Of the three that are spoken of, the distance from the minimum in x and in y, with numbers.
    note
        Plain descent's rate beside the best one in the long run.
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
            key: self._arms(key, said)
            for key, said in (("gradient_descent", "xy"), ("momentum", "x"), ("adam", "y"))
        }
        lines = VGroup(
            screen.word("rate_here", theme.SMALL, cast.look("gradient_descent").colour),
            screen.word("rate_best", theme.SMALL, theme.MUTED),
        ).arrange(DOWN, buff=0.13, aligned_edge=LEFT)
        self.note = self._cornered(lines, DOWN + LEFT)
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

    def _arms(self, key: str, said: str) -> VGroup:
        """Draw the way from the minimum to where a run ends, and write those coordinates that are spoken of."""
        end = self.cast.racers[key].x[-1]
        x, y = (float(value) for value in end)
        origin, foot, here = self.plane.to_scene([(0.0, 0.0), (x, 0.0), (x, y)])
        lines = VGroup(
            Line(origin, foot, color=theme.X_AXIS, stroke_width=6),
            Line(foot, here, color=theme.Y_AXIS, stroke_width=6),
        )
        told = {"x": (x, theme.X_AXIS), "y": (y, theme.Y_AXIS)}
        texts = VGroup(
            *(
                self.cast.screen.set(
                    f"${name}$ = {Number.spell(told[name][0], '.2f')}", theme.BODY, told[name][1]
                )
                for name in said
            )
        ).arrange(RIGHT, buff=0.3)
        text = plated(texts, 0.08)
        side = 1.0 if x > 0 else -1.0
        aside = side * (text.width / 2 + 0.25)
        up = 0.5 if y >= 0 else -0.5
        return VGroup(lines, text.move_to(here + np.array([aside, up, 0.0])))
