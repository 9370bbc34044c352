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
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.axes.power_ticks import power_ticks
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
        goal = Goal().move_to(self.plane.to_scene((0.0, 0.0)))
        symbols = self.plane.symbols("x", "y")
        self.ground = VGroup(ContourMap(self.plane, facts.objective.load()), floor, symbols, goal, name)
        lines = [self.plane.to_scene(self.run(run)) for run in ("own", "rival")]
        edges = [self.plane.window.get_corner((end * side, 0.0, 0.0)) for end in (1, -1)]
        places = [
            edge + np.array([-end * side * (name.width / 2 + 0.12), up * np.sign(facts.own.x[0, 1]), 0.0])
            for edge, end in zip(edges, (1, -1), strict=True)
            for up in (-0.3, 0.3)
        ]
        put_first_free(name, places, self.plane.window, [], [close_points(line) for line in lines])
        self.paths = {name: self._path(name) for name in ("own", "rival", "bare", "one")}

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


class RatesChart:
    """Learning rates over the steps, as momentum counts them: its own, Adam's in x and in y, and with one root.

    Attributes
    ----------
    ground
        Window, axes, momentum's rate with its name, and what is drawn.
    curves, names
        In ``x``, in ``y`` and with ``one`` root: a curve, whose dial counts steps, and its name.
    reached
        Where Adam is along x after the last step, and where it is with one root.
    """

    left, width = COLUMN + 0.6, 4.1

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        own, one, steps = facts.rates, facts.one_rates, facts.steps
        low, high = 0.45 * min(float(own.min()), float(one.min())), 1.6 * float(own.max())
        self.plane = Plane((1, steps), (low, high), width=self.width, height=3.1, log_y=True)
        self.plane.move_to((self.left + self.width / 2, 0.85, 0))
        axes = self.plane.axes(
            (1, *nice_ticks(steps, 3)[1:]), x_name=screen["steps_axis"], language=screen.language
        )
        name = screen.word("rates_axis_steps", theme.SMALL, theme.MUTED)
        name.move_to((theme.STAGE_RIGHT, 2.7, 0), aligned_edge=RIGHT)
        law = screen.word(
            "rate_law", theme.SMALL, LOOKS["own"].colour, width=theme.STAGE_RIGHT - COLUMN + 0.1
        )
        law.move_to((COLUMN, -1.95, 0), aligned_edge=LEFT)
        rival = facts.rival_learning_rate
        colour = LOOKS["rival"].colour
        level = self.plane.to_scene([(1, rival), (steps, rival)])
        self.rival = screen.word("rate_rival", theme.SMALL, colour)
        line = DashedLine(*level, color=colour, stroke_width=3, dash_length=0.14)
        powers = range(int(np.ceil(np.log10(low))), int(np.floor(np.log10(high))) + 1)
        self.ground = VGroup(self.plane, axes, power_ticks(self.plane, (), powers), name, law, line)
        at = np.arange(1, steps + 1)
        looks = {"x": LOOKS["own"], "y": LOOKS["own"], "one": LOOKS["one"]}
        values = {"x": own[:, 0], "y": own[:, 1], "one": one}
        self.curves = {
            key: Curve(self.plane, np.stack([at, values[key]], axis=-1), looks[key], width=4, head=0.2)
            for key in looks
        }
        lines = [close_points(self.plane.to_scene(curve.points_data)) for curve in self.curves.values()]
        lines.append(close_points(level))
        self.names: dict[str, VGroup] = {}
        right = self.plane.window.get_right()[0]
        for key, share, ups in (
            ("x", 0.07, (0.12, 0.3)),
            ("y", 0.35, (0.3, 0.4, 0.5)),
            ("one", 0.35, (-0.3, -0.4, -0.5, -0.2, 0.2, 0.3)),
        ):
            text = screen.word(f"rate_{key}", theme.SMALL, looks[key].colour)
            near = self.plane.to_scene((share * steps, float(np.interp(share * steps, at, values[key]))))
            aside = np.array([text.width / 2, 0.0, 0.0])
            places = [near + aside + np.array([0.15, up, 0.0]) for up in ups]
            places += [np.array([right - 0.1, place[1], 0.0]) - aside for place in places]
            self.names[key] = put_first_free(text, places, self.plane.window, self.names.values(), lines)
        aside = np.array([self.rival.width / 2 + 0.1, 0.0, 0.0])
        places = [
            level[1] - aside - np.array([x, -y, 0.0]) for x in (0.0, 0.7, 1.4) for y in (0.2, -0.2, 0.35)
        ]
        put_first_free(self.rival, places, self.plane.window, self.names.values(), lines)
        self.ground.add(self.rival)
        self.reached = VGroup()
        for rank, run in enumerate(("own", "one")):
            look = LOOKS[run]
            sign = marker(look.marker, 0.2, look.colour)
            row = VGroup(
                sign,
                screen.word(run, theme.SMALL, look.colour),
                screen.word(f"reached_{run}", theme.BODY, look.colour),
            ).arrange(RIGHT, buff=0.2)
            self.reached.add(row.move_to((COLUMN, -2.42 - 0.42 * rank, 0), aligned_edge=LEFT))


class Measures:
    """How far two runs swing, as bars under the names of the runs.

    Attributes
    ----------
    names
        By run, its line and name.
    head, loss_head
        What is measured.
    bars, losses
        By run: a bar, from zero, and its number; the same of the losses.
    """

    left, longest = COLUMN + 0.35, 2.9

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        runs = {"own": ("adam", facts.swing), "rival": ("momentum", facts.rival_swing)}
        losses = {"own": facts.losses[0], "rival": facts.rival_loss}
        width = theme.STAGE_RIGHT - COLUMN
        self.names: dict[str, VGroup] = {}
        for rank, (run, (key, _)) in enumerate(runs.items()):
            name = legend_entry(LOOKS[run], screen.word(key, theme.BODY, LOOKS[run].colour), length=0.6)
            self.names[run] = name.move_to((COLUMN, 2.65 - 0.55 * rank, 0), aligned_edge=LEFT)
        self.head, self.loss_head = (
            screen.word(key, theme.SMALL, theme.MUTED, width=width).move_to((COLUMN, y, 0), aligned_edge=LEFT)
            for key, y in (("swing_bars", 1.4), ("swing_loss", -0.45))
        )
        self.bars = self._bars({run: swing for run, (_, swing) in runs.items()}, ".2f", 0.92)
        self.losses = self._bars(losses, ".3f", -0.93)

    def _bars(self, values: Mapping[str, float], form: str, top: float) -> dict[str, VGroup]:
        unit, bars = self.longest / max(values.values()), {}
        for rank, (run, value) in enumerate(values.items()):
            look = LOOKS[run]
            place = np.array([self.left, top - 0.6 * rank, 0.0])
            bar = Bar(place, unit, look.colour, thickness=0.4, value=value)
            sign = marker(look.marker, 0.2, look.colour).move_to(place - np.array([0.22, 0.0, 0.0]))
            number = Number(value, form, theme.HEADING, look.colour)
            bars[run] = VGroup(sign, bar, number.place(bar.end + np.array([0.14, -0.11, 0.0])))
        return bars


def question(screen: ScreenText, key: str) -> VGroup:
    """Return what the numbers ask."""
    text = screen.word(key, theme.HEADING, theme.GOAL, width=theme.STAGE_RIGHT - COLUMN)
    return VGroup(text.move_to((COLUMN, -2.55, 0), aligned_edge=LEFT))
