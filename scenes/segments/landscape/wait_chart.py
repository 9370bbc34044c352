"""How long an escape takes against the batch size: Kramers' law, and what was measured."""

from __future__ import annotations

import numpy as np
from manim import DashedLine, DoubleArrow, VGroup

from scenes import theme
from scenes.components.axes.loss_plot import Curve
from scenes.components.axes.plane import Plane
from scenes.components.axes.power_ticks import power_ticks
from scenes.components.marker import marker
from scenes.components.text.equation import EquationPanel, plated
from scenes.components.text.label import ScreenText

from .escapes import law_of_waiting
from .facts import SIZES, Facts
from .well_plot import SHALLOW, WellPlot

LAW = theme.Look(theme.GRADIENT, (), "disc")


class WaitChart:
    """The barrier on ground that is there already, on the left; the chart on the right.

    Attributes
    ----------
    barrier
        The height of the hilltop above the shallow minimum.
    frame
        Axes.
    law
        Its dial is a batch size.
    formula
        The law, and what it needs.
    dots, key
        What was measured, and the names of both.
    small, large
        Both numbers at small batches; what the law says of large batches.
    """

    size = (5.1, 4.3)

    def __init__(self, facts: Facts, screen: ScreenText, well: WellPlot) -> None:
        self.well = well
        foot, top = self.well.on([facts.shallow_x, facts.hilltop_x])
        peak = np.array([foot[0], top[1], 0.0])
        level = DashedLine(top, peak + np.array([0.9, 0.0, 0.0]), color=theme.INK, stroke_width=2.5)
        arrow = DoubleArrow(foot, peak, buff=0, color=SHALLOW, stroke_width=5, tip_length=0.16)
        name = plated(screen.word("barrier", theme.BODY, SHALLOW))
        name.move_to(peak + np.array([0.1, 0.4, 0.0]))
        self.barrier = VGroup(level, arrow, name)
        last = facts.large_batch * 1.12
        most = int(np.ceil(np.log10(facts.law_large) + 0.3))
        self.plane = Plane(
            (0.0, last), (10.0, 10.0**most), width=self.size[0], height=self.size[1], log_y=True
        )
        self.plane.move_to((3.75, 0.2, 0))
        axes = self.plane.axes(
            sorted({1, facts.small_batch, 2 * facts.small_batch, facts.large_batch}),
            x_name=screen["batch_axis"],
            y_name=screen["wait_axis"],
            language=screen.language,
        )
        axes.add(power_ticks(self.plane, y_powers=range(1, most + 1, 1 if most < 9 else 4)))
        self.frame = VGroup(self.plane, axes)
        sizes = np.linspace(1.0, facts.large_batch, 120)
        curvatures = (facts.curvatures[2], facts.curvatures[1])
        law = [law_of_waiting(facts.barrier, curvatures, facts.learning_rate, size) for size in sizes]
        self.law = Curve(self.plane, np.column_stack([sizes, law]), LAW, width=4.5, head=0)
        self.formula = VGroup(
            screen.word("law", theme.SMALL, LAW.colour),
            EquationPanel(
                "tau = (2 pi)/(eta sqrt(L''_\"min\" abs(L''_\"max\"))) thin e^(Delta L\\/T)",
                plate=False,
                size=theme.BODY,
            ),
            screen.word("temperature", theme.SMALL, theme.MUTED),
        ).arrange(np.array([0.0, -1.0, 0.0]), buff=0.14, aligned_edge=np.array([-1.0, 0.0, 0.0]))
        self.formula.move_to((theme.STAGE_LEFT + 0.1, -2.32, 0), aligned_edge=np.array([-1.0, 0.0, 0.0]))
        self.dots = VGroup(
            *(
                marker("ring", 0.26, theme.INK).move_to(self.plane.to_scene(point))
                for point in zip(SIZES, facts.waits, strict=True)
            )
        )
        corner = self.plane.window.get_corner(np.array([-1.0, 1.0, 0.0]))
        measured = screen.word("measured", theme.SMALL)
        key = VGroup(marker("ring", 0.26, theme.INK), measured).arrange(np.array([1.0, 0.0, 0.0]), buff=0.15)
        self.key = key.move_to(corner + np.array([0.25 + key.width / 2, -0.35, 0.0]))
        small = screen.word("law_small", theme.SMALL)
        at = self.plane.to_scene((float(facts.small_batch), facts.law_small))
        self.small = VGroup(
            marker("ring", 0.5, theme.INK).move_to(at).set_fill(opacity=0),
            plated(small.move_to(at + np.array([0.35 + small.width / 2, -0.3, 0.0]))),
        )
        end = self.plane.to_scene((facts.large_batch, facts.law_large))
        large = screen.word("law_large", theme.BODY, LAW.colour)
        self.large = VGroup(
            marker("disc", 0.2, LAW.colour).move_to(end),
            large.move_to(end + np.array([-0.3 - large.width / 2, 0.05, 0.0])),
        )
