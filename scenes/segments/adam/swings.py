"""The valley with Adam, momentum and their controls, and a board with what each of them does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.legend import legend_entry
from scenes.components.axes.plane import Plane
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.charts.bars import Bar
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.placement import close_points, put_first_free
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts
from .looks import LOOKS

COLUMN, EDGES = 1.85, (5.5, 6.7)
"""Where the board begins, and the right edges of its columns of numbers."""
ROW = 0.72


class Valley:
    """A map of the valley, wide enough for every run on it.

    Attributes
    ----------
    plane, ground
        Its window; levels, the floor of the valley with its name, the minimum.
    paths
        By name, each run's path; its dial counts steps.
    """

    size, middle = (8.25, 5.5), (theme.STAGE_LEFT + 4.125, 0.0, 0.0)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        corners = np.vstack([self.run(name)[: facts.steps + 1] for name in ("own", "rival")])
        corners = np.vstack([corners, corners[:1] * (1, -1), corners[:1] * (-0.27, 0)])
        self.plane = Plane.around(corners, *self.size, margin=0.07).move_to(self.middle)
        ends = self.plane.to_scene([(x, 0.0) for x in self.plane.x_range])
        floor = DashedLine(*ends, stroke_width=2.5, color=theme.INK, dash_length=0.12, dashed_ratio=0.4)
        floor.is_ground = True
        name = plated(screen.word("floor_line", theme.SMALL, theme.INK), 0.06)
        side = -np.sign(facts.own.x[0, 0])
        name.move_to(self.plane.window.get_corner((side, 0.0, 0.0)))
        name.shift(np.array([-side * (name.width / 2 + 0.12), -0.3 * np.sign(facts.own.x[0, 1]), 0.0]))
        goal = Goal().move_to(self.plane.to_scene((0.0, 0.0)))
        symbols = self.plane.symbols("x", "y")
        self.ground = VGroup(ContourMap(self.plane, facts.objective.load()), floor, symbols, goal, name)
        self.paths = {name: self._path(name) for name in ("own", "rival", "bare", "one", "calm")}

    def run(self, name: str) -> np.ndarray:
        """Return the points of a run."""
        return np.asarray(getattr(self.facts, name).x)

    def _path(self, name: str) -> TrajectoryPath:
        return TrajectoryPath(self.plane, self.run(name)[: self.facts.steps + 1], LOOKS[name])

    def swing_arrow(self, name: str) -> VGroup:
        """Return an arrow from the floor of the valley to where a run has swung farthest past it."""
        points = self.run(name)
        far = points[np.argmax(-np.sign(points[0, 1]) * points[:, 1])]
        foot, tip = self.plane.to_scene([(far[0], 0.0), far])
        colour = LOOKS[name].colour
        value = plated(self.screen.set(f"{abs(far[1]):.2f}", theme.BODY, colour), 0.05)
        away = np.sign(tip[1] - foot[1]) * UP
        aside = (value.width / 2 + 0.16) * RIGHT
        places = [
            tip + aside,
            tip - aside,
            tip + 0.4 * away,
            tip + aside + 0.3 * away,
            tip - aside + 0.3 * away,
        ]
        lines = [close_points(self.plane.to_scene(path.points_data)) for path in self.paths.values()]
        arrow = Arrows(foot, tip, colour, width=0.09, head=0.24)
        return VGroup(arrow, put_first_free(value, places, self.plane.window, lines=lines))


class Board:
    """Rows of runs, each with two numbers, under the names of the columns.

    Attributes
    ----------
    heads
        The names of both columns.
    rows
        By run: its marker, name and numbers.
    one_rule
        What one root for both is the root of.
    """

    def __init__(
        self,
        screen: ScreenText,
        columns: tuple[str, str],
        rows: Sequence[tuple[str, str, float, float]],
    ) -> None:
        self.heads = VGroup(*(screen.word(key, theme.SMALL, theme.MUTED, align="right") for key in columns))
        for head, edge in zip(self.heads, EDGES, strict=True):
            head.move_to((edge, 2.35, 0), aligned_edge=RIGHT)
        self.one_rule = screen.word("one_rule", theme.SMALL, LOOKS["one"].colour)
        self.one_rule.move_to((COLUMN, -1.2, 0), aligned_edge=LEFT)
        self.rows: dict[str, VGroup] = {}
        for rank, (run, key, *values) in enumerate(rows):
            y = 1.55 - rank * ROW
            look = LOOKS[run]
            sign = marker(look.marker, 0.2, look.colour).move_to((COLUMN + 0.1, y, 0))
            name = screen.word(key, theme.SMALL, look.colour).next_to(sign, RIGHT, buff=0.15)
            numbers = (
                Number(value, ".2f", theme.BODY, look.colour, anchor="right").place((edge, y - 0.09, 0))
                for value, edge in zip(values, EDGES, strict=True)
            )
            self.rows[run] = VGroup(sign, name, *numbers)


def cause_board(facts: Facts, screen: ScreenText) -> Board:
    """Return how far Adam and its controls swing, and how far along the valley they get."""
    own, one, calm = facts.reached
    rows = (
        ("own", "own", facts.swing, own),
        ("bare", "bare", facts.bare_swing, float(facts.bare.x[facts.steps, 0])),
        ("one", "one", facts.one_swing, one),
        ("calm", "calm", facts.calm_swing, calm),
    )
    return Board(screen, ("swing_column", "reach_column"), rows)


def rates(screen: ScreenText) -> tuple[VGroup, VGroup]:
    """Return Adam's rates as momentum counts them: in y, with what they are; and in x."""
    head = screen.word("own_rates", theme.SMALL, theme.MUTED, width=theme.STAGE_RIGHT - COLUMN)
    in_y, in_x = (
        screen.word(key, theme.SMALL, colour)
        for key, colour in (("rate_y", theme.Y_AXIS), ("rate_x", theme.X_AXIS))
    )
    head.move_to((COLUMN, -1.95, 0), aligned_edge=LEFT)
    in_y.next_to(head, DOWN, buff=0.16, aligned_edge=LEFT)
    in_x.next_to(in_y, RIGHT, buff=0.4)
    return VGroup(head, in_y), VGroup(in_x)


class Measures:
    """How far two runs swing and walk, as bars under the names of the runs.

    Attributes
    ----------
    names
        By run, its marker and name.
    shares
        Which shares their means keep.
    heads
        By quantity, its name.
    bars
        By quantity and run: a bar, from zero, and its number.
    """

    left, longest = COLUMN + 0.35, 3.1

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.screen = screen
        self.names = {
            run: self._name(run, key, y) for run, key, y in (("own", "adam", 2.7), ("rival", "momentum", 2.2))
        }
        width = theme.STAGE_RIGHT - COLUMN
        self.shares = screen.word("shares", theme.SMALL, theme.MUTED, width=width)
        self.shares.move_to((COLUMN, 1.65, 0), aligned_edge=LEFT)
        self.heads: dict[str, VGroup] = {}
        self.bars: dict[tuple[str, str], VGroup] = {}
        for what, key, y, values, form in (
            ("swing", "swing_bars", 0.95, (facts.swing, facts.rival_swing), ".2f"),
            ("length", "length_bars", -0.75, (facts.length, facts.rival_length), ".1f"),
        ):
            head = screen.word(key, theme.SMALL, theme.MUTED).move_to((COLUMN, y, 0), aligned_edge=LEFT)
            self.heads[what] = VGroup(head)
            for rank, (run, value) in enumerate(zip(("own", "rival"), values, strict=True)):
                place = np.array([self.left, y - 0.45 - 0.5 * rank, 0.0])
                self.bars[what, run] = self._bar(run, value, self.longest / max(values), place, form)

    def _name(self, run: str, key: str, y: float) -> VGroup:
        text = self.screen.word(key, theme.BODY, LOOKS[run].colour)
        return legend_entry(LOOKS[run], text, length=0.6).move_to((COLUMN, y, 0), aligned_edge=LEFT)

    def _bar(self, run: str, value: float, unit: float, place: np.ndarray, form: str) -> VGroup:
        look = LOOKS[run]
        bar = Bar(place, unit, look.colour, thickness=0.34, value=value)
        sign = marker(look.marker, 0.2, look.colour).move_to(place - np.array([0.22, 0.0, 0.0]))
        number = Number(value, form, theme.HEADING, look.colour).place(bar.end + np.array([0.14, -0.11, 0.0]))
        return VGroup(sign, bar, number)


def question(screen: ScreenText) -> VGroup:
    """Return what the numbers ask."""
    text = screen.word("why", theme.HEADING, theme.GOAL, width=theme.STAGE_RIGHT - COLUMN)
    return VGroup(text.move_to((COLUMN, -2.55, 0), aligned_edge=LEFT))
