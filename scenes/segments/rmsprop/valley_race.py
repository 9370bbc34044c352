"""Both methods in the valley at the same rate: their paths on a map, their losses beside it."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, VGroup

from scenes import theme
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.placement import close_points, put_first_free
from scenes.components.text.equation import plated
from scenes.components.text.label import ScreenText

from .facts import Facts
from .recovery import LOOKS


class ValleyRace:
    """A map at the left and a chart of losses at the right, both axes logarithmic.

    Attributes
    ----------
    ground
        Map, window, axes, and what both runs have in common.
    paths, curves, names
        By method.
    arrived
        By method: where its loss has come down to a share of the first one, and after how many steps.
    level, head
        The line of that share, and what it is called over the steps to it.
    notes
        What each at its best needs, where RMSProp is lowest, where it ends, and that AdaGrad goes on.
    """

    map_size, map_middle = (5.7, 3.4), (-3.85, 1.05)
    left, bottom, size = 0.35, -2.05, (5.7, 4.65)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        start = facts.rmsprop.x[0]
        corners = np.vstack([start, start * (1, -0.6), -0.22 * start, facts.rmsprop.x[:40]])
        valley = Plane.around(corners, *self.map_size, margin=0.06).move_to((*self.map_middle, 0))
        width, height = self.size
        depth = min(-16, int(np.floor(np.log10(max(facts.lowest_loss, 1e-60)))) - 3)
        self.least = 10.0**depth
        top = 10.0 ** np.ceil(np.log10(float(facts.rmsprop.value[0]) * 1.5))
        self.plane = Plane(
            (1, facts.long), (self.least, top), width=width, height=height, log_x=True, log_y=True
        )
        self.plane.move_to((self.left + width / 2, self.bottom + height / 2, 0))
        axes = self.plane.axes(
            x_name=screen["steps_log"], y_name=screen["loss_axis"], language=screen.language
        )
        axes[0].shift(0.38 * DOWN)
        powers = power_ticks(
            self.plane, (0, 1, 2, 3), range(depth, int(np.log10(top)) + 1, 4 * (-depth // 16))
        )
        self.same = screen.word("same_rate", theme.SMALL, theme.MUTED)
        self.same.next_to(valley.window, DOWN, buff=0.16)
        goal = Goal(0.16).move_to(valley.to_scene((0.0, 0.0)))
        self.ground = VGroup(
            ContourMap(valley, facts.objective.load()), goal, self.plane, axes, powers, self.same
        )
        level = facts.share * float(facts.rmsprop.value[0])
        line = DashedLine(
            *self.plane.to_scene([(1, level), (facts.long, level)]), color=theme.GOAL, stroke_width=2.5
        )
        name = screen.set(f"{facts.share:.0%}", theme.SMALL, theme.GOAL)
        name.next_to(line, RIGHT, buff=0.1).shift(0.2 * UP)
        # Where RMSProp ends just above the line, its mark stands there.
        if abs(self.plane.to_scene((facts.long, facts.end_loss))[1] - name.get_y()) < 0.15:
            name.shift(0.4 * DOWN)
        self.level = VGroup(line, name)
        self.head = screen.word("arrived", theme.SMALL, theme.GOAL)
        self.head.move_to((self.map_middle[0] - 0.55, -1.5, 0), aligned_edge=LEFT)
        self.paths, self.curves, self.names, self.arrived = {}, {}, {}, {}
        runs = {
            "rmsprop": (facts.rmsprop, facts.rmsprop_arrived),
            "adagrad": (facts.adagrad, facts.adagrad_arrived),
        }
        for rank, (key, look) in enumerate(LOOKS.items()):
            walk, steps = runs[key]
            self.paths[key] = TrajectoryPath(valley, walk.x[:101], look, width=3, markers=False, head=0.2)
            points = np.stack([np.arange(1, len(walk.value)), np.maximum(walk.value[1:], 1e-30)], axis=-1)
            self.curves[key] = Curve(self.plane, points, look, width=4, head=0.2)
            text = screen.word(key, theme.BODY, look.colour)
            sign = marker(look.marker, 0.22, look.colour)
            row = VGroup(sign, text).arrange(RIGHT, buff=0.2)
            row.move_to((self.map_middle[0] - 2.7, -1.98 - 0.48 * rank, 0), aligned_edge=LEFT)
            self.names[key] = row
            key_text = "steps" if key == "rmsprop" else "steps_adagrad"
            result = screen.word(key_text, theme.BODY, look.colour)
            result.move_to((self.map_middle[0] - 0.55, row.get_y(), 0), aligned_edge=LEFT)
            here = marker("ring", 0.34, theme.INK).set_fill(opacity=0)
            self.arrived[key] = VGroup(here.move_to(self.plane.to_scene((steps, walk.value[steps]))), result)
        self.notes = self._notes()

    def _notes(self) -> dict[str, VGroup]:
        facts, screen = self.facts, self.screen
        column = self.map_middle[0] + 1.0
        best = VGroup(
            *(
                screen.word(key, theme.BODY, LOOKS[name].colour).move_to(
                    (column, self.names[name].get_y(), 0), aligned_edge=LEFT
                )
                for key, name in (("fewest_rmsprop", "rmsprop"), ("fewest_adagrad", "adagrad"))
            )
        )
        head = screen.word("fewest", theme.SMALL, theme.MUTED)
        head.move_to((self.map_middle[0], -2.9, 0))
        drawn = [close_points(self.plane.to_scene(curve.points_data)) for curve in self.curves.values()]
        low = self.plane.to_scene((facts.lowest_step, max(facts.lowest_loss, 1e3 * self.least)))
        # Halfway down on the logarithmic axis, or where AdaGrad ends.
        half = float(np.sqrt(self.least * float(facts.adagrad.value[0])))
        deep = facts.adagrad.value < half
        step = int(np.argmax(deep)) if deep.any() else facts.long
        falling = self.plane.to_scene((step, float(facts.adagrad.value[step])))
        end = self.plane.to_scene((facts.long, facts.end_loss))
        texts = {}
        for key, look, point, sides in (
            (
                "lowest",
                "rmsprop",
                low,
                ((-1, 0.1), (0, -0.4), (-1, -0.4), (0, -0.9), (1, -0.6), (1, -1.2), (-1, 0.5), (-1, 1.0)),
            ),
            ("ends", "rmsprop", end, ((-1, 0.36), (-1, 0.6), (-1, -0.4), (-1, -0.75), (-1, -1.1))),
            (
                "falls",
                "adagrad",
                falling,
                ((-1, -0.25), (-1, -0.6), (-1, -1.0), (1, 0.3), (-1, 0.3), (-1, 0.7)),
            ),
        ):
            text = plated(screen.word(key, theme.SMALL, LOOKS[look].colour), 0.05)
            aside = text.width / 2 + 0.15
            places = [point + np.array([side * aside, up, 0.0]) for side, up in sides]
            texts[key] = put_first_free(text, places, self.plane.window, texts.values(), drawn)
        return {"best": VGroup(best, head), **texts}

    def walk(self, steps: float, rival_steps: float | None = None) -> None:
        """Let RMSProp be where it is after so many steps, and AdaGrad after as many or others."""
        for key, at in (("rmsprop", steps), ("adagrad", steps if rival_steps is None else rival_steps)):
            self.paths[key].set_dial(min(at, 100.0))
            self.curves[key].set_dial(max(at, 1.0))

    def arrive(self, share: float) -> None:
        """Go on evenly along the logarithmic axis, each until its loss is down to the share."""
        ends = self.facts.rmsprop_arrived, self.facts.adagrad_arrived
        at = share * (1.0 + np.log(max(ends)))
        steps = at if at < 1.0 else float(np.exp(at - 1.0))
        self.walk(*(min(steps, end) for end in ends))

    def go_on(self, share: float, turn: float = 0.45) -> None:
        """Let RMSProp go on to its lowest loss in a share ``turn`` of the time, and then both to the end."""
        facts = self.facts
        first, low, last = (np.log(steps) for steps in (facts.rmsprop_arrived, facts.lowest_step, facts.long))
        rival = np.log(facts.adagrad_arrived)
        if share <= turn:
            self.walk(float(np.exp(first + share / turn * (low - first))), facts.adagrad_arrived)
        else:
            rest = (share - turn) / (1 - turn)
            self.walk(float(np.exp(low + rest * (last - low))), float(np.exp(rival + rest * (last - rival))))

    @property
    def moving(self) -> VGroup:
        """All that :meth:`walk` moves."""
        return VGroup(*self.curves.values(), *self.paths.values())
