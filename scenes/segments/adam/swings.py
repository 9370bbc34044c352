"""The valley with Adam, momentum and their controls, and a board with what each of them does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

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
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText
from scenes.components.text.number import Number

from .facts import Facts
from .looks import LOOKS, ROOT

COLUMN, EDGES = 1.85, (5.5, 6.7)
"""Where the board begins, and the right edges of its columns of numbers."""
ROW = 0.9


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
        # Two of them go nearly the same way: one is drawn without markers, so that the other is seen below it.
        points, whole = self.run(name)[: self.facts.steps + 1], name != "one"
        return TrajectoryPath(self.plane, points, LOOKS[name], width=3.5 if whole else 2.5, markers=whole)

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
        By run: its marker, name and numbers, and a note below the name if it has one.
    """

    def __init__(
        self,
        screen: ScreenText,
        columns: tuple[str, str],
        forms: tuple[str, str],
        rows: Sequence[tuple[str, str, float, float]],
        notes: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.heads = VGroup(*(screen.word(key, theme.SMALL, theme.MUTED, align="right") for key in columns))
        for head, edge in zip(self.heads, EDGES, strict=True):
            head.move_to((edge, 2.45, 0), aligned_edge=RIGHT)
        self.rows: dict[str, VGroup] = {}
        for rank, (run, key, *values) in enumerate(rows):
            y = 1.7 - rank * ROW
            look = LOOKS[run]
            sign = marker(look.marker, 0.2, look.colour).move_to((COLUMN + 0.1, y, 0))
            name = screen.word(key, theme.SMALL, look.colour).next_to(sign, RIGHT, buff=0.15)
            numbers = (
                Number(value, form, theme.BODY, look.colour, anchor="right").place((edge, y - 0.09, 0))
                for value, form, edge in zip(values, forms, EDGES, strict=True)
            )
            self.rows[run] = VGroup(sign, name, *numbers)
            if run in notes:
                note = screen.word(notes[run], theme.SMALL, theme.MUTED)
                self.rows[run].add(note.move_to((name.get_left()[0], y - 0.36, 0), aligned_edge=LEFT))


def cause_board(facts: Facts, screen: ScreenText) -> Board:
    """Return how far Adam and two controls swing, and how far along the valley they get."""
    own, one, calm = facts.reached
    rows = (
        ("own", "own", facts.swing, own),
        ("calm", "calm", facts.calm_swing, calm),
        ("one", "one", facts.one_swing, one),
    )
    return Board(screen, ("swing_column", "reach_column"), (".2f", ".2f"), rows, {"calm": "calm_note"})


def mean_board(facts: Facts, screen: ScreenText) -> Board:
    """Return how far Adam swings with its mean and without, and the losses that are left."""
    rows = (
        ("own", "own", facts.swing, facts.losses[0]),
        ("bare", "bare", facts.bare_swing, facts.losses[1]),
    )
    return Board(screen, ("swing_column", "loss_column"), (".2f", ".4f"), rows)


def bare_rule(screen: ScreenText) -> VGroup:
    """Return Adam's rule without its mean, and which method that is."""
    rule = EquationPanel(
        "theta <- theta - eta thin {{ g : g }} / {{ sqrt(hat(v)) : v }}",
        {"g": theme.GRADIENT, "v": ROOT},
        plate=False,
        size=40,
    ).move_to((COLUMN, -0.35, 0), aligned_edge=LEFT)
    name = screen.word("bare_rule", theme.SMALL, LOOKS["bare"].colour, width=theme.STAGE_RIGHT - COLUMN)
    return VGroup(rule, name.next_to(rule, DOWN, buff=0.25, aligned_edge=LEFT))


class Rates:
    """What momentum's rate is, and Adam's in each coordinate, counted as for a sum of gradients.

    Attributes
    ----------
    rival, own
        Momentum's rate; how Adam's is counted.
    in_y, in_x
        Adam's, from the first step shown to the last.
    """

    def __init__(self, screen: ScreenText) -> None:
        width = theme.STAGE_RIGHT - COLUMN
        self.rival = screen.word("rival_rate", theme.SMALL, LOOKS["rival"].colour, width=width)
        self.own = screen.word("own_rates", theme.SMALL, LOOKS["own"].colour, width=width)
        self.in_y, self.in_x = (
            screen.word(key, theme.BODY, LOOKS["own"].colour) for key in ("rate_y", "rate_x")
        )
        for text, y in ((self.rival, -0.85), (self.own, -1.38), (self.in_y, -1.95), (self.in_x, -2.48)):
            text.move_to((COLUMN, y, 0), aligned_edge=LEFT)


class Measures:
    """How far two runs swing, as bars under the names of the runs.

    Attributes
    ----------
    names
        By run, its line and name.
    head
        What is measured.
    bars
        By run: a bar, from zero, and its number.
    """

    left, longest = COLUMN + 0.35, 3.1

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        runs = {"own": ("adam", facts.swing), "rival": ("momentum", facts.rival_swing)}
        unit = self.longest / max(swing for _, swing in runs.values())
        self.head = screen.word("swing_bars", theme.SMALL, theme.MUTED, width=theme.STAGE_RIGHT - COLUMN)
        self.head.move_to((COLUMN, 0.75, 0), aligned_edge=LEFT)
        self.names: dict[str, VGroup] = {}
        self.bars: dict[str, VGroup] = {}
        for rank, (run, (key, swing)) in enumerate(runs.items()):
            look = LOOKS[run]
            name = legend_entry(look, screen.word(key, theme.BODY, look.colour), length=0.6)
            self.names[run] = name.move_to((COLUMN, 2.55 - 0.65 * rank, 0), aligned_edge=LEFT)
            place = np.array([self.left, 0.05 - 0.8 * rank, 0.0])
            bar = Bar(place, unit, look.colour, thickness=0.5, value=swing)
            sign = marker(look.marker, 0.2, look.colour).move_to(place - np.array([0.22, 0.0, 0.0]))
            number = Number(swing, ".2f", theme.HEADING, look.colour)
            self.bars[run] = VGroup(sign, bar, number.place(bar.end + np.array([0.14, -0.11, 0.0])))


def question(screen: ScreenText, key: str) -> VGroup:
    """Return what the numbers ask."""
    text = screen.word(key, theme.HEADING, theme.GOAL, width=theme.STAGE_RIGHT - COLUMN)
    return VGroup(text.move_to((COLUMN, -2.3, 0), aligned_edge=LEFT))
