"""Which memory is misled by which game: the window of v over the gap between large slopes."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, UP, DashedLine, Polygon, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel
from scenes.components.text.label import ScreenText

from .charts import Chart
from .cycle import PERIOD, Law
from .family_rule import ADAM, NEW

SUM = "- C / sqrt(v_0) + sum_(k=1)^(n-1) 1 / sqrt(v_k)"
KEPT = "(n - 1 - C) / sqrt(max v) < 0"


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
    larger, cycle, always
        How large the rare slope is; the sum of a cycle; what AMSGrad makes of it.
    """

    def __init__(self, law: Law, screen: ScreenText) -> None:
        gaps, windows = law.gaps.astype(float), law.windows
        super().__init__(
            screen,
            (-5.75, -2.05),
            (6.9, 4.55),
            (gaps[0] / 1.5, gaps[-1]),
            (1, 10_000),
            ("gap_axis", "window_axis"),
            log="xy",
        )
        plane, points = self.plane, np.stack([gaps, windows], axis=-1)
        look = theme.Look(theme.INK, (), "disc")
        self.line = Curve(plane, points, look, width=5, head=0)
        corners = [*points, (gaps[-1], 1.0), (gaps[0], 1.0)]
        area = Polygon(*plane.to_scene(corners), stroke_width=0, fill_color=theme.WARNING, fill_opacity=0.22)
        area.is_ground = True
        below = self.name("wrong_side", (gaps[-1], 1.0), [(-1, 0.9)], theme.WARNING, size=theme.BODY)
        above = self.name("right_side", (gaps[0], 10_000), [(1.05, -0.3)], theme.GOAL, size=theme.BODY)
        middle = len(gaps) // 3
        name = self.name(
            "line_name",
            points[middle],
            [(1.06, -0.12), (1.1, -0.3), (1.1, -0.5)],
            lines=[points],
        )
        self.sides = VGroup(area, below, above, name)
        ends = plane.to_scene([(plane.x_range[0], law.usual_window), (gaps[-1], law.usual_window)])
        usual = DashedLine(*ends, color=ADAM.colour, stroke_width=2.5, dash_length=0.1)
        text = self.name("usual", (gaps[0], law.usual_window), [(1.3, -0.3)], ADAM.colour)
        self.usual = VGroup(usual, text)
        self.dots = {
            "ours": self._dot((PERIOD, law.our_window), "ours_end", theme.WARNING, [(1.1, 0.32)], "cross"),
            "near": self._dot((PERIOD, law.usual_window), "near_end", theme.GOAL, [(1.1, 0.3)], "disc"),
            "wide": self._dot(
                (law.wide, law.usual_window), "wide_end", theme.WARNING, [(-0.05, -0.4)], "cross"
            ),
        }
        left, top = float(plane.window.get_right()[0]) + 0.4, float(plane.window.get_top()[1])
        self.larger = VGroup(
            screen.word("large_now", theme.SMALL, theme.GRADIENT), screen.word("ratio", theme.SMALL)
        )
        self.cycle = VGroup(
            screen.word("cycle_head", theme.SMALL, theme.MUTED),
            EquationPanel(SUM, size=34, plate=False),
            screen.word("rank_key", theme.SMALL, theme.MUTED),
        )
        kept = EquationPanel(KEPT, size=30, plate=False)
        kept.formula.set_color(NEW)
        self.always = VGroup(
            screen.word("always", theme.SMALL, NEW),
            kept,
            screen.word("kept_wide", theme.SMALL, theme.MUTED),
            screen.word("kept_wide_end", theme.BODY, NEW),
        )
        for block, y in ((self.larger, top), (self.cycle, top - 1.25), (self.always, top - 3.4)):
            block.arrange(DOWN, buff=0.14, aligned_edge=LEFT).move_to((left, y, 0), aligned_edge=UP + LEFT)

    def _dot(
        self,
        at: tuple[float, float],
        key: str,
        colour: str,
        asides: list[tuple[float, float]],
        sign: theme.Marker,
    ) -> VGroup:
        text = self.name(key, at, asides, colour)
        return VGroup(marker(sign, 0.3, colour, rim=True).move_to(self.plane.to_scene(at)), text)
