"""Both methods in the valley at the same rate, and RMSProp without its leak: paths, losses, steps to a level."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, DashedLine, VGroup

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane, nice_ticks
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.charts.bars import Bar
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.placement import close_points, put_first_free
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts
from .looks import LOOKS

ON_MAP = 100
"""Steps that the map shows."""
WATCHED = 200
"""Steps that are watched."""


class LossChart:
    """Losses over steps, with the level at which a run has arrived.

    Attributes
    ----------
    ground, level
        Window and axes; the level.
    curves
        By run; their dials count steps.
    """

    left, bottom, size = 0.35, -2.05, (4.75, 4.65)

    def __init__(self, facts: Facts, screen: ScreenText, steps: int, least: float, powers: range) -> None:
        width, height = self.size
        top = 10.0 ** np.ceil(np.log10(float(facts.rmsprop.value[0]) * 1.5))
        self.plane = Plane((0, steps), (least, top), width=width, height=height, log_y=True)
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        axes = self.plane.axes(
            nice_ticks(steps, 4),
            x_name=screen["steps_axis"],
            y_name=screen["loss_axis"],
            language=screen.language,
        )
        self.ground = VGroup(self.plane, axes, power_ticks(self.plane, (), powers))
        ends = self.plane.to_scene([(0, facts.share_loss), (steps, facts.share_loss)])
        line = DashedLine(*ends, color=theme.MUTED, stroke_width=2.5)
        name = plated(screen.word("level", theme.SMALL, theme.MUTED), 0.05)
        self.level = VGroup(line, name.next_to(ends[1], RIGHT, buff=0.16))
        self.curves = {}
        for key, look in LOOKS.items():
            value = np.maximum(getattr(facts, key).value[: steps + 1], 1e-99)
            points = np.stack([np.arange(len(value)), value], axis=-1)
            self.curves[key] = Curve(self.plane, points, look, width=4, head=0.22)


class ValleyRace:
    """A map at the left with the counts of steps below it, and a chart of losses at the right.

    Attributes
    ----------
    near, deep
        The chart down to the level, and the one down to the lowest loss.
    ground
        Map, what the runs have in common, and what is counted.
    paths, names, counts, here
        By run: its path, its name, its steps as a bar, and a ring in the near chart where it has arrived.
    notes
        Where RMSProp is lowest, where it ends, and that the run without a leak goes on.
    """

    map_size, map_middle = (5.7, 3.0), (-3.85, 1.45)
    bars, longest = -2.55, 1.35

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        start = facts.rmsprop.x[0]
        corners = np.vstack([start, start * (1, -0.6), -0.22 * start, facts.rmsprop.x[:40]])
        valley = Plane.around(corners, *self.map_size, margin=0.06).move_to((*self.map_middle, 0))
        self.arrived = {key: getattr(facts, f"{key}_arrived") for key in LOOKS}
        last = max(self.arrived.values())
        self.near = LossChart(facts, screen, int(np.ceil(1.15 * last)), facts.share_loss / 4, range(-1, 2))
        depth = min(-17, int(np.floor(np.log10(max(facts.lowest_loss, 1e-60)))) - 3)
        every = 4 * (-depth // 16)
        self.deep = LossChart(
            facts, screen, WATCHED, 10.0**depth, range(-every * (-depth // every), 2, every)
        )
        same = screen.word("same_rate", theme.SMALL, theme.MUTED).next_to(valley.window, DOWN, buff=0.14)
        head = screen.word("arrived", theme.SMALL, theme.INK)
        head.move_to((theme.STAGE_LEFT + 0.05, -0.98, 0), aligned_edge=LEFT)
        goal = Goal(0.16).move_to(valley.to_scene((0.0, 0.0)))
        self.ground = VGroup(ContourMap(valley, facts.objective.load()), goal, same, head)
        self.same = same
        unit = self.longest / last
        self.paths, self.names, self.counts, self.here = {}, {}, {}, {}
        words = {"rmsprop": ("rmsprop", "steps"), "closed": ("closed_name", "steps_closed")}
        words["adagrad"] = ("adagrad", "steps_adagrad")
        for rank, key in enumerate(("rmsprop", "adagrad", "closed")):
            look, steps = LOOKS[key], self.arrived[key]
            run = getattr(facts, key)
            self.paths[key] = TrajectoryPath(
                valley, run.x[: ON_MAP + 1], look, width=3, markers=False, head=0.2
            )
            y = -1.45 - 0.48 * rank
            sign = marker(look.marker, 0.2, look.colour).move_to((theme.STAGE_LEFT + 0.15, y, 0))
            text = screen.word(words[key][0], theme.SMALL, look.colour).next_to(sign, RIGHT, buff=0.18)
            self.names[key] = VGroup(sign, text)
            left = max(self.bars, text.get_right()[0] + 0.2)
            bar = Bar((left, y, 0), unit, look.colour, thickness=0.26, value=steps)
            number = screen.word(words[key][1], theme.BODY, look.colour)
            self.counts[key] = VGroup(bar, number.next_to(bar.end, RIGHT, buff=0.15))
            ring = marker("ring", 0.3, theme.INK).set_fill(opacity=0)
            self.here[key] = ring.move_to(self.near.plane.to_scene((steps, run.value[steps])))
        self.notes = self._notes()

    def _notes(self) -> dict[str, VGroup]:
        facts, screen, plane = self.facts, self.screen, self.deep.plane
        drawn = [close_points(plane.to_scene(curve.points_data)) for curve in self.deep.curves.values()]
        low = plane.to_scene((min(facts.lowest_step, WATCHED), facts.lowest_loss))
        end = plane.to_scene((WATCHED, facts.end_loss))
        value = facts.closed.value
        deep = int(np.argmax(value < 1e-9)) if value.min() < 1e-9 else WATCHED
        falling = plane.to_scene((min(deep, WATCHED), float(value[min(deep, WATCHED)])))
        notes = {}
        for key, look, point, sides in (
            (
                "lowest",
                "rmsprop",
                low,
                ((0.8, -0.35), (1.2, 0.0), (1.2, 0.6), (1, -0.7), (-1, 0.4), (1, 1.2)),
            ),
            ("ends", "rmsprop", end, ((-1, 0.4), (-1, 0.62), (-1, -0.75), (-1, -1.1))),
            (
                "falls",
                "closed",
                falling,
                (
                    (1.15, 0.3),
                    (1.15, 0.8),
                    (-1.15, -0.3),
                    (-1, 0.6),
                    (-1, 1.1),
                    (-1.2, -0.7),
                    (-1.5, -1.3),
                    (-1, -0.9),
                ),
            ),
        ):
            text = plated(screen.word(key, theme.SMALL, LOOKS[look].colour), 0.05)
            aside = text.width / 2 + 0.15
            places = [point + np.array([side * aside, up, 0.0]) for side, up in sides]
            left, low_edge = plane.window.get_corner(DOWN + LEFT)[:2]
            width, height = self.deep.size
            places += [
                np.array([left + x * width, low_edge + y * height, 0.0])
                for y in (0.7, 0.5, 0.3, 0.1)
                for x in (0.3, 0.5, 0.7)
            ]
            notes[key] = put_first_free(
                text, places, plane.window, [*notes.values(), self.deep.level[1]], drawn
            )
        return notes

    def arrive(self, key: str, steps: float) -> None:
        """Let a run be where it is after so many steps, on the map and in the near chart; until it arrives."""
        steps = min(steps, self.arrived[key])
        self.paths[key].set_dial(min(steps, ON_MAP))
        self.near.curves[key].set_dial(steps)

    def watch(self, steps: float) -> None:
        """Let all runs be where they are after so many steps, or farther where they arrived later."""
        for key, arrived in self.arrived.items():
            at = max(steps, arrived)
            self.paths[key].set_dial(min(at, ON_MAP))
            self.deep.curves[key].set_dial(min(at, WATCHED))

    def moving(self, *keys: str) -> VGroup:
        """All that :meth:`arrive` moves of some runs."""
        return VGroup(*(self.near.curves[key] for key in keys), *(self.paths[key] for key in keys))
