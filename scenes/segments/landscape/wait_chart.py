"""How long an escape takes against the batch size: from the barrier to Kramers' law, and what was measured."""

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

from .escapes import law_of_waiting, temperature
from .facts import SIZES, Facts
from .thermal import Thermal
from .well_plot import SHALLOW, WellPlot

RIGHT = np.array([1.0, 0.0, 0.0])
ENOUGH = 3.0
"""How many times the temperature a barrier is for the law to be more than a guide."""


def arrow_to_top(well: WellPlot, foot: float, top: float, colour: str, *, beyond: float = 0.9) -> VGroup:
    """Return the height of the hilltop above a bottom: a level and an arrow."""
    low, high = well.on([foot, top])
    peak = np.array([low[0], high[1], 0.0])
    past = np.array([beyond if foot > top else -beyond, 0.0, 0.0])
    level = DashedLine(high, peak + past, color=theme.INK, stroke_width=2.5)
    return VGroup(level, DoubleArrow(low, peak, buff=0, color=colour, stroke_width=5, tip_length=0.16))


class WaitChart:
    """The barrier on ground of its own, on the left; the chart on the right.

    Attributes
    ----------
    well, barrier
        The ground, and the height of the hilltop above the shallow minimum.
    frame
        Axes.
    law, guide
        The law where the barrier is high enough, and where it is not: their dials are batch sizes.
    heat, chance, kramers
        The temperature, the chance to be on the hilltop, the wait: lines of a derivation.
    thermal
        The temperature beside the barrier; its dial is the batch size.
    ratio
        What the waits in both wells are to each other.
    limit
        What the law needs, and where it is dashed.
    dots, key
        What was measured, and its name.
    small, large
        Both numbers at small batches; what the law says of large batches.
    """

    size, middle = (4.6, 4.2), (4.05, -0.08, 0.0)

    def __init__(self, facts: Facts, screen: ScreenText) -> None:
        self.well = WellPlot(screen, (-3.75, 1.25), (5.3, 2.7), named=False, losses=(-0.42, 0.34))
        name = plated(screen.word("barrier", theme.BODY, SHALLOW))
        self.barrier = arrow_to_top(self.well, facts.shallow_x, facts.hilltop_x, SHALLOW)
        name.move_to(self.well.on(facts.shallow_x)[0] + np.array([-0.75, 1.05, 0.0]))
        self.barrier.add(name)
        last = facts.large_batch * 1.08
        most = int(np.ceil(np.log10(facts.law_large) + 0.3))
        self.plane = Plane(
            (0.0, last), (10.0, 10.0**most), width=self.size[0], height=self.size[1], log_y=True
        )
        self.plane.move_to(self.middle)
        axes = self.plane.axes(
            sorted({1, facts.small_batch, 2 * facts.small_batch, facts.large_batch}),
            x_name=screen["batch_axis"],
            y_name=screen["wait_axis"],
            language=screen.language,
        )
        axes.add(power_ticks(self.plane, y_powers=range(1, most + 1, 1 if most < 9 else 4)))
        self.frame = VGroup(self.plane, axes)
        reliable = ENOUGH * temperature(facts.learning_rate, 1) / facts.barrier
        self.law = self._law(facts, np.linspace(reliable, facts.large_batch, 120), ())
        self.guide = self._law(facts, np.linspace(1.0, reliable, 60), (0.16, 0.1))
        # The lines of the derivation, below the ground.
        left = np.array([theme.STAGE_LEFT + 0.1, 0.0, 0.0])
        self.heat = VGroup(
            screen.word("temperature", theme.BODY),
            screen.word("bowl", theme.SMALL, theme.MUTED),
        ).arrange(RIGHT, buff=0.35)
        self.chance = VGroup(screen.word("chance", theme.BODY))
        self.kramers = VGroup(
            screen.word("kramers", theme.BODY, SHALLOW),
            EquationPanel(
                "tau = (2 pi)/(eta sqrt(L''_\"min\" abs(L''_\"max\"))) thin e^(Delta L\\/T)",
                plate=False,
                size=theme.BODY,
            ),
        ).arrange(RIGHT, buff=0.3)
        for part, y in ((self.heat, -0.82), (self.chance, -1.6), (self.kramers, -2.42)):
            part.move_to(left + np.array([0.0, y, 0.0]), aligned_edge=-RIGHT)
        self.thermal = Thermal(facts, screen, self.well).beside(self.chance.get_right() + 0.6 * RIGHT)
        self.ratio = screen.word("ratio_law", theme.BODY)
        self.ratio.move_to(self.chance, aligned_edge=-RIGHT)
        measured = screen.word("measured", theme.SMALL)
        self.key = VGroup(marker("ring", 0.24, theme.INK), measured).arrange(RIGHT, buff=0.15)
        # Above the window: a ring inside would be taken for something measured.
        top = self.plane.window.get_corner(np.array([1.0, 1.0, 0.0]))
        self.key.move_to(top + np.array([0.0, 0.72, 0.0]), aligned_edge=RIGHT)
        self.limit = VGroup(screen.word("limit", theme.SMALL))
        corner = self.plane.window.get_corner(np.array([1.0, -1.0, 0.0]))
        self.limit.move_to(corner + np.array([-0.15, 0.12, 0.0]), aligned_edge=np.array([1.0, -1.0, 0.0]))
        self.dots = VGroup(
            *(
                marker("ring", 0.24, theme.INK).move_to(self.plane.to_scene(point))
                for point in zip(SIZES, facts.waits, strict=True)
            )
        )
        at = self.plane.to_scene((float(facts.small_batch), facts.law_small))
        said = screen.word("law_small", theme.SMALL)
        said.move_to(at + np.array([0.4 + said.width / 2, -0.16, 0.0]))
        self.small = VGroup(
            marker("ring", 0.46, theme.INK).move_to(at).set_fill(opacity=0), plated(said, buff=0.03)
        )
        end = self.plane.to_scene((facts.large_batch, facts.law_large))
        large = screen.word("law_large", theme.BODY, SHALLOW)
        self.large = VGroup(
            marker("disc", 0.2, SHALLOW).move_to(end),
            large.move_to(end + np.array([-0.35 - large.width / 2, -0.05, 0.0])),
        )

    def _law(self, facts: Facts, sizes: np.ndarray, dash: tuple[float, float] | tuple[()]) -> Curve:
        curvatures = (facts.curvatures[2], facts.curvatures[1])
        waits = [law_of_waiting(facts.barrier, curvatures, facts.learning_rate, size) for size in sizes]
        look = theme.Look(SHALLOW, dash, "disc")
        return Curve(self.plane, np.column_stack([sizes, waits]), look, width=4.5, head=0)
