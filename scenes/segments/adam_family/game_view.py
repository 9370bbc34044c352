"""The game: three straight losses, their mean, and the slopes as they come."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, UP, DashedLine, Line, VGroup

from scenes import theme
from scenes.components.axes.curve_point import CurvePoint
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.stems import Stems
from scenes.components.goal import Goal
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .charts import Chart
from .cycle import PERIOD, Game
from .family_rule import ADAM

SHOWN = 3 * PERIOD
RIGHT_CORNER, RIGHT_SIZE = (1.0, -2.05), (5.65, 4.55)
"""Where the right panel stands, whatever it shows."""


class GameView:
    """At the left the losses over x, at the right the slopes, round by round.

    Attributes
    ----------
    ground, rounds
        The left and the right panel without any loss.
    large, small, mean
        The losses with their names; the mean has the best point too.
    slopes, level
        The slopes, to be turned on round by round, and their mean.
    """

    def __init__(self, game: Game, screen: ScreenText) -> None:
        self.game, self.screen = game, screen
        self.losses = Chart(
            screen,
            (-6.0, -2.05),
            (5.2, 4.55),
            (-1.15, 1.15),
            (-1.15 * game.large, 1.15 * game.large),
            ("position", "loss"),
            log="",
            ticks=((-1, 0, 1), (-2, 0, 2)),
        )
        self.ground = self.losses.ground
        self.large = self._line(game.large, "large_slope", width=3.5, at=0.62, rise=(-1, 0.25))
        self.small = self._line(-1.0, "small_slope", width=3.5, at=-0.55, rise=(0, 0.55), dashed=True)
        mean = self._line(game.mean_slope, "mean_slope", width=6, at=0.4, rise=(0, -0.75), colour=theme.INK)
        goal = Goal(0.22).move_to(self.losses.plane.to_scene((-1.0, -game.mean_slope)))
        best = plated(screen.word("best", theme.SMALL, theme.GOAL), 0.05).next_to(
            goal, 0.9 * UP * -1, buff=0.12
        )
        best.align_to(self.losses.plane.window.get_left() + 0.1 * RIGHT, np.array([-1.0, 0, 0]))
        self.mean = VGroup(mean, goal, best)
        plane = self._rounds_plane()
        name = screen.word("rounds_axis", theme.SMALL, theme.MUTED)
        name.move_to(plane.window.get_bottom() + np.array([0, -0.3, 0]))
        head = screen.word("slopes", theme.SMALL, theme.MUTED)
        head.move_to(plane.window.get_corner(UP - RIGHT) + np.array([head.width / 2, 0.26, 0]))
        self.rounds = VGroup(plane, name, head)
        slopes = np.where(np.arange(SHOWN) % PERIOD == 0, game.large, -1.0)
        self.slopes = Stems(plane, slopes, theme.GRADIENT, size=0.26)
        for line in self.slopes.lines:
            line.set_stroke(width=9)
        ends = plane.to_scene([(plane.x_range[0], game.mean_slope), (plane.x_range[1], game.mean_slope)])
        text = plated(screen.word("mean_level", theme.SMALL, theme.INK), 0.05)
        text.move_to(ends[1] + np.array([-text.width / 2 - 0.1, 0.32, 0]))
        self.level = VGroup(Line(*ends, color=theme.INK, stroke_width=3), text)
        self.values = VGroup()
        for index in (0, 1):
            foot = plane.to_scene((index, float(slopes[index])))
            number = screen.set(f"${slopes[index]:g}$", theme.BODY, theme.GRADIENT)
            self.values.add(number.next_to(foot, UP if slopes[index] > 0 else -UP, buff=0.2))

    def ball(self) -> CurvePoint:
        """Return Adam's ball on the mean loss, at the right end."""
        slope = self.game.mean_slope
        return CurvePoint(self.losses.plane, lambda x: slope * x, 1.0, ADAM, size=0.34)

    def _rounds_plane(self) -> Plane:
        width, height = RIGHT_SIZE
        plane = Plane((-0.7, SHOWN - 0.3), (-1.9, self.game.large + 0.7), width=width, height=height)
        return plane.move_to((RIGHT_CORNER[0] + width / 2, RIGHT_CORNER[1] + height / 2, 0))

    def _line(
        self,
        slope: float,
        key: str,
        *,
        width: float,
        at: float,
        rise: tuple[float, float],
        colour: str = theme.GRADIENT,
        dashed: bool = False,
    ) -> VGroup:
        ends = self.losses.plane.to_scene([(-1.0, -slope), (1.0, slope)])
        kind = DashedLine if dashed else Line
        line = kind(*ends, color=colour, stroke_width=width)
        name = self.losses.name(key, (at, slope * at), [rise], colour)
        return VGroup(line, name)


class RoundsChart(Chart):
    """Where Adam and AMSGrad are, over the rounds on a logarithmic axis.

    Attributes
    ----------
    constants
        What both play with.
    curves, ends
        By method: all rounds; where it is in the last cycle.
    """

    def __init__(self, game: Game, screen: ScreenText) -> None:
        super().__init__(
            screen,
            RIGHT_CORNER,
            RIGHT_SIZE,
            (1, game.rounds),
            (-1.2, 1.2),
            ("rounds_log", "position_axis"),
            ticks=((), (-1, 0, 1)),
        )
        best = self.level(-1.0)
        self.ground.add(best, self.name("best", (1, -1.0), [(1, 0.28)], theme.GOAL))
        looks = {"adam": ADAM, "amsgrad": theme.look("amsgrad")}
        self.curves, self.ends = {}, {}
        middle = (float(game.rounds), 0.0)
        self.constants = self.name("constants", middle, [(-1.0, 0.0)])
        for key, run, text, rise in (
            ("adam", game.adam, "adam_end", -0.45),
            ("amsgrad", game.amsgrad, "amsgrad_end", 0.45),
        ):
            rounds = _seen(game.rounds)
            points = np.stack([rounds + 1.0, run.x[rounds]], axis=-1)
            self.curves[key] = Curve(self.plane, points, looks[key], width=3.5, head=0.24)
            where = (float(game.rounds), float(run.x[-1]))
            name = self.name(text, where, [(-1, rise)], looks[key].colour, size=theme.BODY)
            mean = self.name("last_cycle", where, [(-1, 1.8 * rise)], theme.MUTED)
            self.ends[key] = VGroup(name, mean)


def _seen(rounds: int) -> np.ndarray:
    """Choose whole cycles, ever farther apart: nobody sees more of them on a logarithmic axis."""
    cycles = np.unique(np.geomspace(1, rounds // PERIOD, 160).round().astype(int)) - 1
    return np.unique((PERIOD * cycles[:, None] + np.arange(PERIOD + 1)).clip(max=rounds))
