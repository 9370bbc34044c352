"""Which memory is misled by which game: the window of v over the gap, and how much the small steps grow."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedLine, Polygon, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.charts.bars import Bar
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

from .charts import Chart
from .cycle import PERIOD, Law
from .family_rule import ADAM, NEW

SUM = "- C / sqrt(v_0) + sum_(k=1)^(n-1) 1 / sqrt(v_k) > 0"
GROWN = "<=> quad 1 / (n-1) sum_(k=1)^(n-1) sqrt(v_0 \\/ v_k) > C / (n - 1)"


class LawChart(Chart):
    """The line at which the sum of a cycle is zero, both axes logarithmic; what is below it goes wrong.

    Attributes
    ----------
    line
        That line, to be drawn from short gaps to long ones.
    sides
        What lies below it, and what both sides are called.
    dots
        By key: a game that was played, with where Adam ended.
    usual
        The window of the usual decay, for all gaps.
    """

    def __init__(self, law: Law, screen: ScreenText) -> None:
        gaps, windows = law.gaps.astype(float), law.windows
        super().__init__(
            screen,
            (-5.75, -2.05),
            (6.4, 4.55),
            (gaps[0] / 1.5, gaps[-1]),
            (1, 10_000),
            ("gap_axis", "window_axis"),
            log="xy",
        )
        plane, points = self.plane, np.stack([gaps, windows], axis=-1)
        self.law = points
        look = theme.Look(theme.INK, (), "disc")
        self.line = Curve(plane, points, look, width=5, head=0)
        corners = [*points, (gaps[-1], 1.0), (gaps[0], 1.0)]
        area = Polygon(*plane.to_scene(corners), stroke_width=0, fill_color=theme.WARNING, fill_opacity=0.22)
        area.is_ground = True
        below = self.name("wrong_side", (gaps[-1], 1.0), [(-1, 0.9)], theme.WARNING, size=theme.BODY)
        above = self.name("right_side", (gaps[0], 10_000), [(1.05, -0.3)], theme.GOAL, size=theme.BODY)
        middle = len(gaps) // 3
        name = self.name(
            "line_name", points[middle], [(1.06, -0.12), (1.1, -0.3), (1.1, -0.5)], lines=[points]
        )
        closed = self.name("closed", (gaps[0], 130.0), [(1.05, 0.0)], lines=[points])
        self.sides = VGroup(area, below, above, name, closed)
        ends = plane.to_scene([(plane.x_range[0], law.usual_window), (gaps[-1], law.usual_window)])
        usual = DashedLine(*ends, color=ADAM.colour, stroke_width=2.5, dash_length=0.1)
        text = self.name("usual", (gaps[0], law.usual_window), [(1.3, -0.3)], ADAM.colour)
        self.usual = VGroup(usual, text)
        self.dots = {
            "ours": self._dot(
                (PERIOD, law.our_window),
                "ours_end",
                theme.WARNING,
                [(1.1, 0.32), (1.1, 0.2), (1.1, 0.0)],
                "cross",
            ),
            "near": self._dot((PERIOD, law.usual_window), "near_end", theme.GOAL, [(1.1, 0.3)], "disc"),
            "wide": self._dot(
                (law.wide, law.usual_window), "wide_end", theme.WARNING, [(-0.05, -0.4)], "cross"
            ),
        }

    def _dot(
        self,
        at: tuple[float, float],
        key: str,
        colour: str,
        asides: list[tuple[float, float]],
        sign: theme.Marker,
    ) -> VGroup:
        text = self.name(key, at, asides, colour, lines=[self.law])
        return VGroup(marker(sign, 0.3, colour, rim=True).move_to(self.plane.to_scene(at)), text)


class GrowthBars:
    """How much the small steps of a cycle grow on average, in each game, against what the large slope bears.

    Attributes
    ----------
    condition
        When a cycle goes the wrong way, as a sum and as growth.
    ground, ratio, limit
        The head of the bars; how large the large slope is; the ratio that growth must not pass.
    bars
        By key as the dots of the law: a bar with its name and number; and ``kept``, AMSGrad's.
    """

    left, unit, tops = 1.25, 1.75, (-0.24, -0.87, -1.5, -2.13)

    def __init__(self, law: Law, screen: ScreenText) -> None:
        self.screen = screen
        head = screen.word("win_head", theme.SMALL, theme.MUTED)
        total = EquationPanel(SUM, size=26, plate=False)
        grown = EquationPanel(GROWN, size=26, plate=False)
        rows = VGroup(head, total, grown).arrange(DOWN, buff=0.12, aligned_edge=LEFT)
        rows.move_to((self.left, 2.82, 0), aligned_edge=UP + LEFT)
        self.condition = (VGroup(head, total), grown)
        self.ratio = screen.word("ratio", theme.SMALL, theme.GRADIENT)
        self.ratio.next_to(total, RIGHT, buff=0.4).align_to((6.65, 0, 0), RIGHT)
        self.bars = {}
        games = (
            ("wide", law.wide_grown, theme.WARNING),
            ("ours", law.grown, theme.WARNING),
            ("near", law.near_grown, theme.GOAL),
            ("kept", 1.0, NEW),
        )
        for (key, value, colour), top in zip(games, self.tops, strict=True):
            self.bars[key] = self._bar(key, value, colour, top)
        self.ground = screen.word("grown_head", theme.SMALL, theme.MUTED)
        self.ground.move_to((self.left, 0.26, 0), aligned_edge=LEFT)
        x = self.left + self.unit * law.ratio
        line = DashedLine((x, -0.1, 0), (x, -2.65, 0), color=theme.INK, stroke_width=2.5, dash_length=0.1)
        text = screen.word("limit", theme.SMALL).move_to((x + 0.12, -0.08, 0), aligned_edge=LEFT)
        self.limit = VGroup(line, text)

    def _bar(self, key: str, value: float, colour: str, top: float) -> VGroup:
        bar = Bar((self.left, top - 0.36, 0), self.unit, colour, thickness=0.24, value=value)
        name = self.screen.word(f"grown_{key}", theme.SMALL, colour)
        number = self.screen.set(f"*{value:.2f}*", theme.SMALL, colour)
        name.move_to((self.left, top - 0.07, 0), aligned_edge=LEFT)
        return VGroup(bar, name, number.next_to(bar.end, RIGHT, buff=0.12))
