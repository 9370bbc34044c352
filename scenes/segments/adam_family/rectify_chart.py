"""What RAdam's factor is for: how widely 1/√v̂ scatters after few gradients, and what it is multiplied by."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, Polygon, Rectangle, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.marker import marker
from scenes.components.text.label import ScreenText

from .charts import Chart
from .family_rule import ADAM, NEW
from .rectified import STEPS, Rectified

RADAM = theme.look("radam")
TOP = 3.2


class RectifyCharts:
    """At the left what Adam multiplies m̂ by, at the right RAdam's factor; both over the steps, logarithmic.

    Attributes
    ----------
    ground
        Both windows.
    band, edges, first
        Where nine of ten runs are, filled and as two curves; its range at the first step that RAdam divides.
    undivided, factor, told
        The steps without division, over both windows; the factor; its values.
    same
        That the scatter hardly changes.
    """

    def __init__(self, found: Rectified, screen: ScreenText) -> None:
        ticks = ((), (0, 1, 2, 3))
        left = Chart(
            screen,
            (-6.0, -1.7),
            (5.6, 2.9),
            (1, STEPS),
            (0.0, TOP),
            ("radam_axis", "scatter_head"),
            ticks=ticks,
        )
        right = Chart(
            screen,
            (0.75, -1.7),
            (5.6, 2.9),
            (1, STEPS),
            (0.0, 1.15),
            ("radam_axis", "factor_head"),
            ticks=((), (0, 0.5, 1)),
        )
        runs = left.name("scatter_note", (STEPS, 0.0), [(-1, 0.28)], theme.MUTED)
        one = left.name("right_root", (STEPS, 1.0), [(-1, 0.62)], theme.GOAL)
        self.ground = VGroup(left.ground, right.ground, left.level(1.0), right.level(1.0), runs, one)
        at = np.arange(1, STEPS + 1, dtype=float)
        rows = [np.stack([at, np.minimum(edge, TOP)], axis=-1) for edge in (found.low, found.high)]
        outline = left.plane.to_scene([*rows[0], *rows[1][::-1]])
        self.band = Polygon(*outline, stroke_width=0, fill_color=ADAM.colour, fill_opacity=0.3)
        self.band.is_ground = True
        solid = theme.Look(ADAM.colour, (), "disc")
        self.edges = VGroup(*(Curve(left.plane, row, solid, width=4, head=0) for row in rows))
        ends = [(found.first, found.first_low), (found.first, found.first_high)]
        span = DashedLine(*left.plane.to_scene(ends), color=theme.INK, stroke_width=3, dash_length=0.08)
        text = left.name("scatter_first", (found.first, found.first_high), [(1.02, 0.34)], theme.INK)
        self.first = VGroup(span, text)
        self.undivided = VGroup()
        for chart in (left, right):
            low, high = chart.plane.y_range
            corners = chart.plane.to_scene([(1.0, low), (found.first, high)])
            zone = Rectangle(
                width=float(corners[1][0] - corners[0][0]),
                height=float(corners[1][1] - corners[0][1]),
                stroke_width=0,
                fill_color=NEW,
                fill_opacity=0.16,
            ).move_to(corners.mean(axis=0))
            zone.is_ground = True
            self.undivided.add(zone)
        note = right.name("undivided", (1.0, 0.6), [(1.05, 0.3)], NEW)
        self.undivided.add(note)
        known = np.isfinite(found.factor)
        points = np.stack([at[known], found.factor[known]], axis=-1)
        self.factor = Curve(
            right.plane, points, theme.Look(NEW, RADAM.dash, RADAM.marker), width=5, head=0.24
        )
        self.told = VGroup()
        for key, step, value, aside in (
            ("factor_first", found.first, found.first_factor, (0.78, 0.5)),
            ("factor_early", found.early, found.early_factor, (1.05, -0.25)),
        ):
            place = (float(step), value)
            text = right.name(key, place, [aside], NEW, lines=[points])
            self.told.add(
                VGroup(marker("disc", 0.18, NEW, rim=True).move_to(right.plane.to_scene(place)), text)
            )
        self.same = screen.word("same_scatter", theme.BODY, NEW)
        self.same.move_to((0.3, -2.8, 0))
