"""Adam as printed with a minus too many: its formula, its climb out of the bowl, and the mended run."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, Circle, DashedLine, VGroup

from scenes import theme
from scenes.components.arrows import Arrows
from scenes.components.axes.contour_map import ContourMap
from scenes.components.axes.legend import legend_entry
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.axes.trajectory_path import TrajectoryPath
from scenes.components.goal import Goal
from scenes.components.marker import marker
from scenes.components.placement import close_points, put_first_free
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import Label, ScreenText

from .facts import Facts
from .looks import MENDED, PRINTED, SOUND

SIZE = 42


class AdamCase:
    """Formula at the left, map in the middle, loss at the right.

    Attributes
    ----------
    rule, constants
        The rule as printed, and its numbers.
    mended_rule, left
        The rule with its plus, and what else the paper has otherwise.
    ground
        The map with the start, the way down there and the loss.
    paths
        As printed and mended, steps on the dial.
    told
        On the map, the loss where the printed run leaves it.
    chart, losses, ends
        The loss over the steps with the one at the start, both curves, and the last value of each.
    twice
        Rings around both minus signs.
    plus
        The plus that mends, in place of the first.
    keys
        How both runs are drawn.
    """

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.facts, self.screen = facts, screen
        self._write()
        self._map()
        self._chart()

    def _write(self) -> None:
        sources = (
            "m <- beta_1 m {{ - : first }} (1 - beta_1) g",
            "v <- beta_2 v + (1 - beta_2) g^2",
            "theta <- theta {{ - : second }} eta thin m / (sqrt(v) + epsilon)",
        )
        lines = [EquationPanel(source, plate=False, size=SIZE) for source in sources]
        self.rule = VGroup(*lines).arrange(DOWN, buff=0.36, aligned_edge=LEFT)
        self.rule.move_to((theme.STAGE_LEFT, 1.55, 0), aligned_edge=LEFT)
        self.constants = self.screen.word("constants", theme.SMALL, theme.INK)
        self.constants.move_to((theme.STAGE_LEFT, -0.45, 0), aligned_edge=LEFT)
        first, second = lines[0].part("first"), lines[2].part("second")
        self.signs = VGroup(first, second)
        self.twice = VGroup(
            *(Circle(radius=0.27, color=theme.WARNING, stroke_width=4).move_to(sign) for sign in self.signs)
        )
        plus = EquationPanel("m <- beta_1 m {{ + : first }} (1 - beta_1) g", plate=False, size=SIZE)
        self.plus = plus.part("first").copy().set_color(MENDED).scale(1.25).move_to(first)
        plus.move_to(lines[0])
        plus.part("first").set_color(MENDED)
        self.mended_rule = VGroup(plus, *(line.copy() for line in lines[1:]))
        self.left = [self.screen.word(key, theme.BODY, PRINTED.colour) for key in ("lacks", "other_beta")]
        for text, level in zip(self.left, (-0.55, -1.35), strict=True):
            text.move_to((theme.STAGE_LEFT, level, 0), aligned_edge=LEFT)
        self.mending_ring = Circle(radius=0.3, color=MENDED, stroke_width=4).move_to(first)
        self.keys = VGroup(
            *(
                legend_entry(look, self.screen.word(key, theme.BODY, look.colour))
                for key, look in (("printed", PRINTED), ("mended", SOUND))
            )
        ).arrange(DOWN, buff=0.25, aligned_edge=LEFT)
        self.keys.move_to((theme.STAGE_LEFT, -1.4, 0), aligned_edge=LEFT)

    def _map(self) -> None:
        fact, objective = self.facts, self.facts.objective
        ways = np.vstack([fact.printed.x[: fact.soon + 1], [(1.4, 1.4), (-6.6, -2.0)]])
        self.plane = Plane.around(ways, 4.7, 4.75, margin=0.07).move_to((0.6, 0.55, 0))
        here = self.plane.to_scene(fact.printed.x[0])
        down = -fact.objective.gradient(fact.printed.x[0])
        arrow = Arrows(
            here,
            here + 0.95 * np.array([*(down / np.hypot(*down)), 0.0]),
            theme.GRADIENT,
            width=0.08,
            head=0.26,
        )
        name = plated(self.screen.word("downhill", theme.SMALL, theme.GRADIENT), 0.05).next_to(
            arrow, LEFT, buff=0.12
        )
        start = plated(self.screen.word("start_loss", theme.SMALL), 0.05).next_to(
            here, DOWN + RIGHT, buff=0.12
        )
        self.ground = VGroup(
            ContourMap(self.plane, objective),
            Goal().move_to(self.plane.to_scene((0.0, 0.0))),
            arrow,
            name,
            marker("disc", 0.2, theme.INK, rim=True).move_to(here),
            start,
        )
        self.paths = [
            TrajectoryPath(self.plane, run.x, look)
            for run, look in ((fact.printed, PRINTED), (fact.mended, SOUND))
        ]
        end = self.plane.to_scene(fact.printed.x[fact.soon])
        self.told = plated(self.screen.word("soon_loss", theme.SMALL, PRINTED.colour), 0.05)
        self.told.next_to(end, RIGHT, buff=0.32)

    def _chart(self) -> None:
        fact = self.facts
        self.plot = Plane((0.0, float(fact.steps)), (1e-3, 1e4), width=2.75, height=3.6, log_y=True)
        self.plot.move_to((theme.STAGE_RIGHT - 0.1, 0.8, 0), aligned_edge=RIGHT)
        axes = self.plot.axes(
            (0, fact.steps),
            x_name=self.screen["steps"],
            y_name=self.screen["loss"],
            language=self.screen.language,
        )
        ends = self.plot.to_scene([(0.0, fact.start_loss), (float(fact.steps), fact.start_loss)])
        name = self.screen.word("at_start", theme.SMALL, theme.MUTED)
        name.next_to(ends[1], DOWN + LEFT, buff=0.08)
        self.chart = VGroup(
            self.plot,
            axes,
            power_ticks(self.plot, (), (-2, 0, 2, 4)),
            DashedLine(*ends, color=theme.MUTED, stroke_width=2),
            name,
            marker("disc", 0.2, theme.INK, rim=True).move_to(ends[0]),
        )
        at = np.arange(fact.steps + 1)
        self.losses = [
            Curve(self.plot, np.column_stack([at, run.value]), look, width=4)
            for run, look in ((fact.printed, PRINTED), (fact.mended, SOUND))
        ]
        lines = [close_points(self.plot.to_scene(curve.points_data)) for curve in self.losses]
        self.ends: list[Label] = []
        for key, run, look in (
            ("printed_end", fact.printed, PRINTED),
            ("mended_end", fact.mended, SOUND),
        ):
            text = self.screen.word(key, theme.BODY, look.colour)
            x = self.plot.window.get_right()[0] - 0.1 - text.width / 2
            end = self.plot.to_scene((fact.steps, run.value[-1]))[1]
            places = [
                np.array([x - before, end + rise, 0.0])
                for before in (0.0, 0.5, 0.9, 1.3)
                for rise in (-0.35, 0.4, 0.55, 0.7, 0.85, 1.0, 1.15)
            ]
            self.ends.append(text)
            put_first_free(text, places, self.plot.window, self.ends[:-1], lines)
